"""A table of questions, CSV or workbook, to drafts of items, with the place of what cannot be read."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from ipt_train.bank.exchange.case import STEP_OF
from ipt_train.bank.exchange.draft import Draft
from ipt_train.bank.exchange.label import labelled
from ipt_train.bank.exchange.loss import Problem
from ipt_train.bank.exchange.table_column import COLUMNS, LISTS
from ipt_train.bank.exchange.table_row import RowRefusedError, TableRow
from ipt_train.csv_file import read_table

_NEEDED = ("stem",)
_WORDS = ("objective", "domain", "level", "certainty", "status", "revision", "credit")


def read_questions(data: bytes) -> tuple[list[Draft], list[Problem]]:
    """Read a table; a row that cannot be read is a problem with its line, and the rest goes on."""
    table = read_table(data, lower=True, ragged=True)
    faults = [
        Problem(line=one.line, column=1, message=f"{one.message}; {one.hint}")
        for one in table.faults
    ]
    missing = [name for name in _NEEDED if name not in table.columns]
    if missing:
        columns = ", ".join(name for name in COLUMNS if "_" not in name)
        message = f"the column `{missing[0]}` is missing; the columns are {columns}, option_a, why_a and so on"
        problems = faults or [Problem(line=1, column=1, message=message)]
        return [], [replace(one, whole=True) for one in problems]
    beside = [name for name in table.columns if name and name not in COLUMNS]
    drafts: list[Draft] = []
    for line, row in table.rows:
        try:
            drafts.append(_draft(line, row, [name for name in beside if row[name]]))
        except RowRefusedError as why:
            faults.append(Problem(line=line, column=1, message=str(why)))
    return drafts, sorted(faults, key=lambda one: one.line)


def _draft(line: int, row: dict[str, str], beside: Sequence[str]) -> Draft:
    cell: Callable[[str], str] = lambda name: row.get(name, "")  # noqa: E731
    if not cell("stem"):
        raise RowRefusedError("the row has no stem")
    reader = TableRow(row)
    data: dict[str, Any] = {"stem": cell("stem")} | reader.data()
    lost = [*reader.lost, *(f"an unknown column {name}" for name in beside)]
    labels = [f"{name}:{cell(name)}" for name in _WORDS if cell(name)]
    labels += [f"{name}:{word}" for name, key in _LABELS.items() for word in cell(key).split()]
    if cell("shuffle"):
        if cell("shuffle").lower() not in ("yes", "no", "true", "false"):
            lost.append("an unknown value in the column shuffle")
        elif cell("shuffle").lower() in ("no", "false"):
            labels.append("shuffle:no")
    held = labelled(labels, data["type"])
    for name in _WORDS:
        if cell(name) and name not in held:
            lost.append(f"an unknown value in the column {name}")
    if cell("shuffle").lower() in ("no", "false") and "shuffle" not in held:
        lost.append("an unknown value in the column shuffle")
    for name in ("scene", "explanation"):
        if cell(name):
            data[name] = cell(name)
    lost += [
        f"the column {name}, which belongs to another type of item" for name in reader.unused()
    ]
    lost += [STEP_OF] if cell("case") else []
    ours = bool(cell("objective") and cell("item"))
    return Draft(id=cell("item"), domain="", line=line, data=data | held, lost=lost, ours=ours)


_LABELS = {"reference": "references", "fact": "facts", "claim": "claims", "competency": "competencies", "tag": "tags", "replaces": "replaces"}  # fmt: skip  # a table
assert set(_LABELS.values()) == set(LISTS)
