"""An exported table for a person: it is wider than any terminal, so a row is a line."""

from collections.abc import Sequence
from dataclasses import replace

from ipt_train.shell.screen import Screen


def show_table(
    screen: Screen, columns: Sequence[str], rows: Sequence[Sequence[str | int | float | None]]
) -> None:
    """Show each row as a line of "column value" pairs, without those that are empty."""
    plain = replace(screen, plain=True)
    for row in rows:
        cells = [
            (name, cell) for name, cell in zip(columns, row, strict=True) if cell not in (None, "")
        ]
        names, values = zip(*cells, strict=True)
        plain.table(names, [[str(cell) for cell in values]])
    if not rows:
        screen.line("There is no row yet: `ipt-train study` begins.")
