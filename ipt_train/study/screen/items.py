"""Items with their state: flagged, suspended."""

from collections.abc import Sequence

from ipt_train.shell.screen import Screen
from ipt_train.study.operation.items import ItemLine


def show_items(screen: Screen, lines: Sequence[ItemLine]) -> None:
    """Show items, one a row, with what was done to them."""
    if not lines:
        screen.line("No item is flagged or suspended: `f` and `s` do that in a sitting.")
    for line in lines:
        states = (("flagged", line.flagged), ("suspended", line.suspended))
        marks = "".join(f" ({word})" for word, is_so in states if is_so)
        screen.row(line.id, f"{line.stem}{marks}", style="bold")
