"""How a marked exam looks to the learner who sat it."""

from ipt_train.exam.core.released_sheet import sheet_of
from ipt_train.exam.operation.released import ShownRelease
from ipt_train.exam.screen.exam import come_first
from ipt_train.plural import counted
from ipt_train.shell.marked import show_marked
from ipt_train.shell.screen import Screen


def show_release(screen: Screen, shown: ShownRelease, *, queue: bool) -> None:
    """Show a marked exam, who signed it, and what was put into study.

    Args:
        screen: Where to.
        shown: The exam.
        queue: Whether the missed items were to be put into study.
    """
    show_marked(screen, sheet_of(shown.released))
    screen.gap()
    screen.row("Signed by", shown.fingerprint, style="bold")
    screen.line("It is your course's if its receipts are signed by the same key.", "dim", indent=1)
    if not queue:
        if shown.missed:
            words = counted(len(shown.missed), "question")
            them = "it" if len(shown.missed) == 1 else "them"
            screen.line(f"You missed {words}; --queue puts {them} into your study.", indent=1)
        return
    if shown.queued:
        screen.line(f"{come_first(len(shown.queued))} when you next study.", indent=1)
    elif not any(one.questions for one in shown.released.attempts):
        screen.line(
            "There is no work of yours in it, so nothing was put into your study.", indent=1
        )
    elif not shown.missed:
        screen.line("You missed none, so nothing was put into your study.", indent=1)
    if shown.lacking:
        names = ", ".join(shown.lacking)
        screen.line(f"Not in your banks, and so left out: {names}.", indent=1)
