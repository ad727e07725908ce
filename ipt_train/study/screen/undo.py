"""The last answers, of which one may be taken back."""

from collections.abc import Sequence

from ipt_train.shell.screen import Screen
from ipt_train.study.operation.undo import PastAnswer


def show_past(screen: Screen, past: Sequence[PastAnswer]) -> None:
    """Show the last answers, a line each: the newest comes last, where it is seen first.

    On a terminal there are no more than it holds.
    """
    shown = past[: screen.rows - 2] if screen.rows else past
    for answer in reversed(shown):
        verdict = "right" if answer.correct else "wrong"
        screen.brief(f"{answer.number:>2}  {verdict}", answer.stem, f" ({answer.item})")
    if past:
        screen.line("`ipt-train undo 1` takes back the last one.", "dim", indent=1)
    else:
        screen.line("No answer to take back. Begin with `ipt-train study`.")
