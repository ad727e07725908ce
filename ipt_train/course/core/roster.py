"""The roster: who takes part, read from CSV with the place of everything that is wrong."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from ipt_train.bank.core.finding import Finding, at
from ipt_train.course.core.naming import composed, cut_name, same_name
from ipt_train.csv_file import Table, read_table

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
NEEDED = ("id", "name", "email")
ALSO_CALLED = {
    "id number": "id",
    "student id": "id",
    "student number": "id",
    "id-nummer": "id",
    "full name": "name",
    "email address": "email",
    "e-mail": "email",
    "e-mail address": "email",
    "e-mail-adresse": "email",
    "first name": "first_name",
    "given name": "first_name",
    "vorname": "first_name",
    "last name": "last_name",
    "surname": "last_name",
    "family name": "last_name",
    "nachname": "last_name",
}
"""What other systems call columns of the roster, in small letters."""
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
        """First and last name: the columns of that name, else the name cut (``cut_name``)."""
        first, last = self.groups.get("first_name", ""), self.groups.get("last_name", "")
        if first or last:
            return first, last
        return cut_name(self.name)


def read_roster(text: str | bytes, name: str = "the roster") -> tuple[list[Person], list[Finding]]:
    """Read a roster.

    Args:
        text: A table with the columns id, name, email, and any more as groups. They may be called
            as other systems call them (``ALSO_CALLED``), and first and last name may stand for the
            name.
        name: Name of the file, for notes.

    Returns:
        The people in written order, and what is wrong; people are sound if nothing is.
    """
    people: list[Person] = []
    table = _by_our_names(read_table(text, lower=True, name=name))
    both = {"first_name", "last_name"} <= set(table.columns)
    lacking = [
        column
        for column in NEEDED
        if column not in table.columns and not (column == "name" and both)
    ]
    if lacking and (table.columns or not table.faults):
        missing = f"missing from the header: {', '.join(lacking)}"
        return [], [_at(1, "R001", missing, "begin with the line `id,name,email`")]
    twice = len(set(table.columns)) != len(table.columns)
    findings = [
        _at(line, "R002" if twice and line == 1 else "R003", message, help)
        for line, message, help in table.faults
    ]
    for line, written in table.rows:
        cells = {column: composed(cell) for column, cell in written.items()}
        if "name" not in cells:
            cells["name"] = " ".join(filter(None, (cells["first_name"], cells["last_name"])))
        findings += _wrong(cells, line)
        people.append(
            Person(
                id=cells.pop("id"),
                name=cells.pop("name"),
                email=cells.pop("email"),
                line=line,
                groups=cells,
            )
        )
    findings += _twice(people)
    return people, findings


def _by_our_names(table: Table) -> Table:
    """Return a table whose columns are called as the roster calls them, where it lacks them itself."""
    names: dict[str, str] = {}
    for column in table.columns:
        ours = ALSO_CALLED.get(column, column)
        taken = ours != column and (ours in table.columns or ours in names.values())
        names[column] = column if taken else ours
    rows = [
        (line, {names[column]: cell for column, cell in cells.items()})
        for line, cells in table.rows
    ]
    return Table([names[column] for column in table.columns], rows, table.faults)


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
        names[same_name(one.name)].append(one)
        if one.email:
            emails[one.email.casefold()].append(one.line)
    for what, found in (("id", ids), ("email", emails)):
        for value, lines in found.items():
            if len(lines) > 1:
                yield _at(
                    lines[1],
                    "R007",
                    f"the {what} `{value[:60]}` appears twice, first on line {lines[0]}",
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
