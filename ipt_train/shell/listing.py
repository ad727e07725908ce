"""A list as a reply: lines of one kind, which make the table for programs as they stand."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

from ipt_train.shell.reply import Reply

if TYPE_CHECKING:
    from ipt_train.shell.screen import Screen

Cell = str | int | float | None
Line = TypeVar("Line")


def listing(
    name: str,
    kind: type[Line],
    lines: Sequence[Line],
    show: "Callable[[Screen, Sequence[Line]], object]",
) -> Reply:
    """Return the reply of a command that lists things.

    Args:
        name: What they are called in the JSON form, such as ``cases``.
        kind: The dataclass that the lines are of.
        lines: The lines.
        show: Shows them to a person.
    """
    return Reply(
        data={name: lines},
        show=lambda screen: show(screen, lines),
        table=lambda: line_table(kind, lines),
    )


def line_table(kind: type[Any], lines: Iterable[Any]) -> tuple[list[str], list[list[Cell]]]:
    """Return the columns and rows of lines: a column a field, also where there is no line.

    Args:
        kind: The dataclass that the lines are of.
        lines: The lines. Several values of one field stand with spaces between; yes is 1, no is 0.
    """
    columns = [field.name for field in fields(kind)]
    return columns, [[_cell(getattr(line, name)) for name in columns] for line in lines]


def _cell(value: object) -> Cell:
    if isinstance(value, bool):
        return int(value)
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Sequence):
        return " ".join(map(str, value))
    raise TypeError(f"{type(value).__name__} is not a cell of a table")
