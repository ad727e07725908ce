"""The exams of a learner, and what one of them came to."""

from collections.abc import Mapping, Sequence

from ipt_train.bank.core.model import Reference
from ipt_train.exam.operation.show import ExamLine, ExamOutcome
from ipt_train.exam.screen.exam import come_first, show_mistakes, show_result
from ipt_train.schedule.day import in_words
from ipt_train.shell.screen import Screen


def show_exams(screen: Screen, lines: Sequence[ExamLine]) -> None:
    """List exams, the oldest first."""
    for line in lines:
        state = f"{line.answered} of {line.items} answered"
        if line.right is not None:
            state = f"{line.right} of {line.items} right"
        elif not line.over:
            state += ", open"
        screen.row(line.id, f"{in_words(line.day)}, {line.title}, {state}", style="bold")
    if not lines:
        screen.line("No exam was taken yet. `ipt-train exam practice` begins one.")


def show_outcome(
    screen: Screen, outcome: ExamOutcome, bibliography: Mapping[str, Reference]
) -> None:
    """Show what an exam came to, with every mistake and why."""
    show_result(screen, outcome.result)
    show_mistakes(screen, outcome.result, bibliography)
    if outcome.not_asked:
        names = ", ".join(outcome.not_asked)
        screen.line(f"Not asked in this exam, and so not kept: {names}.", indent=1)
    if outcome.queued:
        screen.line(f"{come_first(outcome.queued)} when you next study.", indent=1)
