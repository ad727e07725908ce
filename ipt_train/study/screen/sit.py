"""A sitting from its beginning to its summary, with a person or from a file of answers."""

from collections.abc import Sequence

from ipt_train.plural import counted, was
from ipt_train.shell.person import AtTerminal, Ending
from ipt_train.shell.screen import Screen
from ipt_train.study.operation.answer_file import MarkedFile
from ipt_train.study.operation.study import Sitting
from ipt_train.study.operation.summary import Summary
from ipt_train.study.screen.due import backlog, show_path, show_summary, what_is_next
from ipt_train.study.screen.sitting import TerminalSitting

_NAMES = 5
"""How many ids are listed of what was not asked."""


def sit(
    someone: AtTerminal, sitting: Sitting, *, changes: Sequence[str] = (), case: bool = False
) -> Ending:
    """Ask until there is nothing left or the learner leaves, and show the summary.

    Args:
        someone: Who answers.
        sitting: The sitting.
        changes: What changed in the banks, to be said first.
        case: It is a case, whose way through is shown at the end.
    """
    screen = someone.screen
    for line in changes:
        screen.line(line)
    if sitting.next() is None and sitting.offered() is None:
        for line in _nothing_now(sitting.summary()):
            screen.line(line)
        return Ending.OVER
    finished = TerminalSitting(someone, sitting).run()
    if case:
        show_path(screen, sitting.path())
    show_summary(screen, sitting.summary())
    if case and (left := sitting.open_case()):
        screen.line(
            f"This case stays open: `ipt-train case {left.id}` carries on with it.", indent=1
        )
    return Ending.OVER if finished else Ending.INTERRUPTED


def _nothing_now(summary: Summary) -> list[str]:
    """Return in words why there is nothing to ask."""
    rest = "`ipt-train due` shows what comes next; `ipt-train case` lists cases to work through."
    if not summary.done_for_today:
        return ["Nothing is due in this sitting.", what_is_next(summary)[0]]
    if summary.over_limit:
        return ["Done for today.", backlog(summary.over_limit, summary.days_to_clear)]
    if summary.learning_later:
        return [what_is_next(summary)[0], rest]
    return ["Nothing is due and nothing is new today.", rest]


def sit_drill(someone: AtTerminal, sitting: Sitting, *, keep_text: bool) -> Ending:
    """Take one drill, and show what still waits today.

    Args:
        someone: Who replies.
        sitting: The sitting of that drill.
        keep_text: Keep what is typed in the log.
    """
    finished = TerminalSitting(someone, sitting, offer=False, keep_text=keep_text).run()
    summary = sitting.summary()
    if summary.drills:
        show_summary(someone.screen, summary)
    elif finished:
        someone.screen.line("Left; nothing was marked.", indent=1)
    else:
        someone.screen.gap()  # so that what is said of it begins a line
    return Ending.OVER if finished else Ending.INTERRUPTED


def what_was_saved(ending: Ending) -> list[str]:
    """Return what to say of a sitting that was interrupted; nothing where it was not."""
    saved = "ipt-train: interrupted; every answer up to here is saved"
    return [saved] if ending is Ending.INTERRUPTED else []


def what_was_kept(ending: Ending, sitting: Sitting) -> list[str]:
    """Return what to say of a drill that was interrupted; nothing where it was not."""
    kept = "your marks are saved" if sitting.summary().drills else "nothing was marked"
    return [f"ipt-train: interrupted; {kept}"] if ending is Ending.INTERRUPTED else []


def show_marked(screen: Screen, marked: MarkedFile) -> None:
    """Show what came of a file of answers."""
    for answer in marked.answers:
        verdict = "right" if answer.correct else "wrong"
        screen.line(f"{verdict}: {answer.item}, {answer.returns}")
    if marked.not_asked:
        reasons = "not due, beyond today's limit of new ones, or kept apart from a question on the same objective"
        number = len(marked.not_asked)
        told = f"{counted(number, 'answer')} {was(number)} not asked for now ({reasons})"
        screen.line(f"{told}: {_some(marked.not_asked)}.")
    show_summary(screen, marked.summary)


def _some(names: Sequence[str]) -> str:
    """Return the first names, and how many there are beside; the JSON form has them all."""
    more = len(names) - _NAMES
    return ", ".join(names[:_NAMES]) + (f" and {more} more" if more > 0 else "")
