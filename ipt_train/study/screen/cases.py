"""The cases that there are, and how far a learner has come in each."""

from collections.abc import Sequence

from ipt_train.plural import counted
from ipt_train.shell.screen import Screen
from ipt_train.study.operation.cases import CaseLine
from ipt_train.study.screen.place import place_in_words


def show_cases(screen: Screen, cases: Sequence[CaseLine]) -> None:
    """List cases and say how to begin one."""
    for case in cases:
        place = place_in_words(case.phase, case.problem_areas)
        steps = counted(case.steps, "step")
        done = f"{case.answered} of {steps} answered" if case.answered else steps
        screen.line(case.id, "bold", indent=1)
        screen.line(f"{case.title}; {place}; {case.challenge}; {done}", indent=3)
    if not cases:
        screen.line("No case is of that kind; `ipt-train case` lists all.")
    screen.line("Begin one with `ipt-train case ID`, or with `ipt-train case --next`.")
