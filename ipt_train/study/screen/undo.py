"""The last answers, of which one may be taken back."""

from collections.abc import Sequence

from ipt_train.shell.screen import Screen
from ipt_train.study.operation.undo import PastAnswer


def show_past(screen: Screen, past: Sequence[PastAnswer]) -> None:
    """Show the last answers, the newest first, with the number by which each is taken back."""
    for answer in past:
        verdict = "right" if answer.correct else "wrong"
        screen.row(f"{answer.number:>2}  {verdict}", f"{answer.stem} ({answer.item})")
    if not past:
        screen.line("No answer to take back. Begin with `ipt-train study`.")
