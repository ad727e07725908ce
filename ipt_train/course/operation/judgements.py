"""Judgements of a panel: read from a table with the line of each, and checked by themselves.

Whether they fit the paper that was judged is told by ``judged_paper``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ipt_train.csv_file import decimal, rows
from ipt_train.errors import ResponsesError
from ipt_train.vocabulary import Standard


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column that a method needs.

    Attributes:
        name: Its header.
        unit: What its numbers count; empty where it holds a name.
        share: Whether its numbers are shares, 0-1.
        whole: Whether they are whole numbers.
    """

    name: str
    unit: str = ""
    share: bool = False
    whole: bool = False

    def __str__(self) -> str:
        return f"{self.name} ({self.unit})" if self.unit else self.name


def _share(name: str) -> Field:
    return Field(name=name, unit="a share, 0 to 1", share=True)


_JUDGE, _ITEM, _RELEVANCE, _DIFFICULTY = (
    Field(name=name) for name in ("judge", "item", "relevance", "difficulty")
)

LAYOUTS: Mapping[Standard, tuple[tuple[Field, ...], ...]] = {
    Standard.ANGOFF: ((_JUDGE, _ITEM, _share("share")),),
    Standard.EBEL: (
        (_JUDGE, _ITEM, _RELEVANCE, _DIFFICULTY, _share("share")),
        (_JUDGE, _RELEVANCE, _DIFFICULTY, Field(name="items", unit="how many", whole=True), _share("share")),
    ),
    Standard.BORDERLINE: (
        (Field(name="grade", unit="a number"), Field(name="score", unit="marks")),
    ),
    Standard.COHEN: (),
    Standard.HOFSTEE: (
        (
            _JUDGE, Field(name="least_cut", unit="marks"), Field(name="most_cut", unit="marks"),
            _share("least_failed"), _share("most_failed"),
        ),
    ),
}  # fmt: skip  # a table
"""The tables that each method takes, the first the better one; Cohen's needs none."""

_ONCE: Mapping[Standard, tuple[str, ...]] = {
    Standard.ANGOFF: ("item",),
    Standard.EBEL: ("item", "relevance", "difficulty"),
    Standard.HOFSTEE: (),
}
"""What a judge may judge only once, as far as the table has these columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedLine:
    """One line of the table: its cells by column, those with a number as numbers."""

    line: int
    texts: Mapping[str, str]
    numbers: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgements:
    """A table of judgements.

    Attributes:
        file: Its name, for messages.
        columns: Which columns it has, of those that the method takes.
        rows: Its lines, at least one unless the method takes no table.
    """

    file: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[JudgedLine, ...] = ()

    def fault(self, line: int, message: str, hint: str) -> ResponsesError:
        """Return the error that names a line of the file."""
        return ResponsesError(f"{self.file}:{line}: {message}", hint=hint)

    def judges(self) -> dict[str, list[JudgedLine]]:
        """Return the lines of each judge, in the order of the file."""
        judges: dict[str, list[JudgedLine]] = {}
        for row in self.rows:
            judges.setdefault(row.texts["judge"], []).append(row)
        return judges


def read_judgements(file: Path | None, method: Standard) -> Judgements:
    """Read the judgements that a method takes.

    Args:
        file: A table with the columns of ``LAYOUTS``; other columns are passed over.
        method: The method.

    Raises:
        ResponsesError: The file is missing or surplus, cannot be read, lacks a column or has no
            lines; a cell is not a number of its unit; a judge judges the same thing twice.
    """
    layouts = LAYOUTS[method]
    if not layouts:
        if file is not None:
            raise ResponsesError(f"{method} takes no judgements", hint=f"leave out {file}")
        return Judgements()
    wanted = " or ".join(f"the columns {', '.join(map(str, one))}" for one in layouts)
    hint = f"give a table (CSV or .xlsx) with {wanted}"
    if file is None:
        raise ResponsesError(f"{method} needs judgements", hint=hint)
    try:
        data = file.read_bytes()
    except OSError as error:
        raise ResponsesError(f"{file} cannot be read: {error.strerror}", hint=hint) from None
    table = rows(data, str(file), ResponsesError, "no standard was set")
    lacking = [[one.name for one in each if one.name not in table.columns] for each in layouts]
    fewest = min(lacking, key=len)
    if fewest:
        raise ResponsesError(f"{file}:1: no column {', '.join(fewest)}", hint=hint)
    fields = layouts[lacking.index([])]
    judgements = Judgements(file=str(file), columns=tuple(one.name for one in fields))
    judged = tuple(_judgement(judgements, fields, *row) for row in table.rows)
    if not judged:
        raise ResponsesError(
            f"{file} contains no judgements", hint="write a line for each judgement"
        )
    judgements = Judgements(file=judgements.file, columns=judgements.columns, rows=judged)
    _check(judgements, method)
    return judgements


def _judgement(
    judgements: Judgements, fields: tuple[Field, ...], line: int, cells: Mapping[str, str]
) -> JudgedLine:
    numbers = {}
    for one in fields:
        cell = cells[one.name]
        if not one.unit:
            if not cell:
                raise judgements.fault(line, f"the cell under {one.name} is empty", "fill it in")
            continue
        number = _number(one, cell)
        if number is None or (one.share and number > 1) or (one.whole and number % 1):
            raise judgements.fault(line, *_no_number(one, cell, number))
        numbers[one.name] = number
    texts = {one.name: cells[one.name] for one in fields if not one.unit}
    return JudgedLine(line=line, texts=texts, numbers=numbers)


def _number(field: Field, cell: str) -> float | None:
    """Return the number in a cell; a share may be in per cent, whose sign states the unit."""
    per_cent = cell.endswith("%") and field.share
    number = decimal(cell.rstrip("% \u00a0") if per_cent else cell)
    return number / 100 if per_cent and number is not None else number


def _no_number(field: Field, cell: str, number: float | None) -> tuple[str, str]:
    """Return what is wrong with a cell, and what to do."""
    if field.share:
        hint = "a share is a number from 0 to 1 with a decimal point, or a percentage: 0.6 or 60%"
        return f"`{cell[:20]}` under {field.name} is not a share", hint
    kind = "a whole number" if field.whole and number is not None else "a number, 0 or more"
    said = f"`{cell[:20]}` under {field.name} is not {kind}"
    return said, f"write {field.name} as {field.unit}: digits with a point, no sign or comma"


def _check(judgements: Judgements, method: Standard) -> None:
    """Check what a judge says against what the same judge says elsewhere."""
    once = [name for name in _ONCE.get(method, ()) if name in judgements.columns]
    if "item" in once:
        once = ["item"]
    judged: dict[tuple[str, ...], int] = {}
    shares: dict[tuple[str, ...], JudgedLine] = {}
    for row in judgements.rows if method in _ONCE else ():
        judge = row.texts["judge"]
        place = (judge, *(row.texts[name] for name in once))
        if first := judged.get(place):
            what = f" `{', '.join(place[1:])}`" if once else ""
            raise judgements.fault(
                row.line, f"{judge} judges{what} again; first on line {first}", "keep one line"
            )
        judged[place] = row.line
        if method is Standard.HOFSTEE:
            _check_bounds(judgements, row)
        elif method is Standard.EBEL:
            cell = (judge, row.texts["relevance"], row.texts["difficulty"])
            before = shares.setdefault(cell, row)
            if before.numbers["share"] != row.numbers["share"]:
                raise judgements.fault(
                    row.line,
                    f"{judge} gives `{cell[1]}, {cell[2]}` the share {row.numbers['share']:g} here"
                    f" and {before.numbers['share']:g} on line {before.line}",
                    "a judge gives one share to all items of one relevance and difficulty",
                )


def _check_bounds(judgements: Judgements, row: JudgedLine) -> None:
    low, high = row.numbers["least_cut"], row.numbers["most_cut"]
    if low >= high:
        raise judgements.fault(
            row.line, f"least_cut {low:g} is not below most_cut {high:g}", "correct the line"
        )
    low, high = row.numbers["least_failed"], row.numbers["most_failed"]
    if low > high:
        raise judgements.fault(
            row.line, f"least_failed {low:g} is above most_failed {high:g}", "swap them"
        )
