"""The cases that there are, and how far a learner has come in each."""

from collections.abc import Sequence

from ipt_train.plural import counted
from ipt_train.shell.screen import Screen
from ipt_train.study.operation.cases import CaseLine


def show_cases(screen: Screen, cases: Sequence[CaseLine]) -> None:
    """List cases and say how to begin one."""
    for case in cases:
        about = f"{case.title}; {case.phase}; {', '.join(case.problem_areas)}; {case.challenge}"
        screen.line(case.id, "bold", indent=1)
        screen.line(f"{about}; {case.answered} of {counted(case.steps, 'step')} answered", indent=3)
    if not cases:
        screen.line("No case is of that kind; `ipt-train case` lists all.")
    screen.line("Begin one with `ipt-train case ID`, or with `ipt-train case --next`.")
