"""Items with what a learner said of them: flagged, set aside, disputed, noted."""

from collections.abc import Sequence

from ipt_train.plural import counted, listed
from ipt_train.shell.screen import Screen
from ipt_train.study.operation.items import MARKS, ItemLine

_WORDS = {"suspended": "set aside", "noted": "with a note"}
"""Marks whose word on screens is another than that of their option."""
_BY = {
    "flagged": "f to flag a question",
    "suspended": "s to set a question aside",
    "disputed": "d after an answer to say what is wrong with the question",
    "noted": "m after an answer to keep a note on the question",
}


def show_items(
    screen: Screen, lines: Sequence[ItemLine], marks: Sequence[str], *, every: bool = False
) -> None:
    """Show items, one a row, each reason and note below its item.

    Args:
        screen: Where to.
        lines: The items.
        marks: What they are marked as, of ``MARKS``.
        every: They are all items of the banks.
    """
    for line in lines:
        words = [_WORDS.get(mark, mark) for mark in MARKS if getattr(line, mark)]
        screen.brief(line.id, line.stem, f" ({', '.join(words)})" if words else "")
        for label, text in (("why", line.why), ("wrong", line.dispute), ("note", line.note)):
            if text:
                screen.row(f"{label}:", text, indent=3)
    if every or lines:
        screen.line(f"{counted(len(lines), 'item')}.", "dim", indent=1)
        return
    screen.line(f"No item is {listed([_WORDS.get(mark, mark) for mark in marks], 'or')}.")
    screen.line(f"In a sitting press {listed([_BY[mark] for mark in marks], 'or')}.", "dim")
