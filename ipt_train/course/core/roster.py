"""The roster: who takes part, read from CSV with the place of everything that is wrong."""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from ipt_train.bank.core.finding import Finding, at
from ipt_train.csv_file import unguarded

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
NEEDED = ("id", "name", "email")
_CELL = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone on the roster; ``groups`` are the further columns."""

    id: str
    name: str
    email: str
    line: int
    groups: dict[str, str] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, str]:
        """First and last name: the columns of that name, else the name cut before its last word."""
        first, last = self.groups.get("first_name", ""), self.groups.get("last_name", "")
        if first or last:
            return first, last
        before, _, after = self.name.rpartition(" ")
        return (before, after) if before else ("", after)


def read_roster(text: str) -> tuple[list[Person], list[Finding]]:
    """Read a roster.

    Args:
        text: CSV with the columns id, name, email, and any more as groups.

    Returns:
        The people in written order, and what is wrong; people are sound if nothing is.
    """
    people: list[Person] = []
    findings: list[Finding] = []
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    try:
        columns = [cell.strip().lower() for cell in next(reader, [])]
        lacking = [name for name in NEEDED if name not in columns]
        if lacking:
            findings.append(
                _at(
                    1,
                    "R001",
                    f"the column {' and '.join(lacking)} is missing",
                    "begin with the line `id,name,email`",
                )
            )
            return [], findings
        if len(set(columns)) != len(columns):
            findings.append(_at(1, "R002", "two columns have one name", "rename one"))
            return [], findings
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            if len(row) != len(columns):
                findings.append(
                    _at(
                        reader.line_num,
                        "R003",
                        f"{len(row)} cells, and the header has {len(columns)}",
                        "quote a cell that holds a comma",
                    )
                )
                continue
            cells = dict(zip(columns, (unguarded(cell.strip()) for cell in row), strict=True))
            findings += _wrong(cells, reader.line_num)
            people.append(
                Person(
                    id=cells.pop("id"),
                    name=cells.pop("name"),
                    email=cells.pop("email"),
                    line=reader.line_num,
                    groups=cells,
                )
            )
    except csv.Error as error:
        findings.append(
            _at(
                reader.line_num,
                "R003",
                f"the CSV cannot be read: {error}",
                "save it as CSV with commas and double quotes",
            )
        )
    findings += _twice(people)
    return people, findings


def _wrong(cells: dict[str, str], line: int) -> Iterator[Finding]:
    if not ID.fullmatch(cells["id"]):
        yield _at(
            line,
            "R004",
            f"`{cells['id'][:40]}` cannot be an id",
            "letters, digits, . _ and -, up to 64",
        )
    if not cells["name"]:
        yield _at(line, "R005", "the name is empty", "write it")
    for name, cell in cells.items():
        if len(cell) > _CELL or any(ord(sign) < 32 or 127 <= ord(sign) < 160 for sign in cell):
            yield _at(
                line,
                "R006",
                f"the cell `{name}` is too long or holds a control character",
                "correct it",
            )


def _twice(people: list[Person]) -> Iterator[Finding]:
    """Yield people who cannot be told apart."""
    ids: dict[str, list[int]] = defaultdict(list)
    emails: dict[str, list[int]] = defaultdict(list)
    names: dict[str, list[Person]] = defaultdict(list)
    for one in people:
        ids[one.id.casefold()].append(one.line)
        names[" ".join(one.name.casefold().split())].append(one)
        if one.email:
            emails[one.email.casefold()].append(one.line)
    for what, found in (("id", ids), ("email", emails)):
        for value, lines in found.items():
            if len(lines) > 1:
                yield _at(
                    lines[1],
                    "R007",
                    f"the {what} `{value[:60]}` is there twice, first on line {lines[0]}",
                    "remove the line, or correct it",
                )
    for same in names.values():
        if len(same) > 1 and not all(one.groups.get("namesake") for one in same):
            yield _at(
                same[1].line,
                "R008",
                f"two people are called `{same[1].name[:60]}`, first on line {same[0].line}",
                "remove one; if they are two people, write yes in a column `namesake` of both",
            )


def _at(line: int, code: str, message: str, help: str) -> Finding:
    return at((line, 1, line, 1), code, " ".join(message.split()), help=help)
