"""The cases of a library and how far a learner has come in each."""

from dataclasses import dataclass

from ipt_train.bank.model import Library, Vignette
from ipt_train.study.fold import LearnerState


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """One case as it is listed."""

    id: str
    title: str
    phase: str
    problem_areas: tuple[str, ...]
    challenge: str
    steps: int
    answered: int


def list_cases(library: Library, state: LearnerState) -> list[CaseLine]:
    """Return the cases, in the order of the banks."""
    return [
        CaseLine(
            id=case.id,
            title=case.title,
            phase=case.phase,
            problem_areas=case.problem_areas,
            challenge=case.challenge,
            steps=len(case.steps),
            answered=sum(step.id in state.cards for step in case.steps),
        )
        for case in library.entries()
        if isinstance(case, Vignette)
    ]
