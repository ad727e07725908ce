"""The cases of a library and how far a learner has come in each."""

from dataclasses import dataclass

from ipt_train.bank.core.model import Library, Vignette
from ipt_train.bank.operation.library import suggestion
from ipt_train.errors import UsageError
from ipt_train.log.core.fold import LearnerState

KINDS = {
    "phase": ("initial", "middle", "ending", "maintenance"),
    "problem area": ("grief", "role-dispute", "role-transition", "interpersonal-deficits", "undecided"),
    "challenge": ("introductory", "intermediate", "advanced"),
}  # fmt: skip  # a table
"""What a case may be asked for by, and the words that there are for it, as in the schema of banks."""


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


def list_cases(
    library: Library, state: LearnerState, *, phase: str = "", area: str = "", challenge: str = ""
) -> list[CaseLine]:
    """Return the cases, or those of a phase, problem area and difficulty, in the banks' order.

    Raises:
        UsageError: There is no such phase, problem area or difficulty.
    """
    _be_known(phase, area, challenge)
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
        if isinstance(case, Vignette) and _fits(case, phase, area, challenge)
    ]


def choose_case(
    library: Library,
    state: LearnerState,
    *,
    phase: str = "",
    area: str = "",
    challenge: str = "",
) -> Vignette | None:
    """Return a case to work through: one half-way, else one unseen, else the one seen longest ago.

    Args:
        library: The banks.
        state: The learner's state.
        phase: Only of this phase.
        area: Only of this problem area.
        challenge: Only of this difficulty.

    Returns:
        None where no case is of that kind.

    Raises:
        UsageError: There is no such phase, problem area or difficulty.
    """
    _be_known(phase, area, challenge)
    fitting = [
        case
        for case in library.entries()
        if isinstance(case, Vignette)
        and _fits(case, phase, area, challenge)
        and case.id not in state.suspended
    ]

    def turn(case: Vignette) -> tuple[int, int]:
        days = [state.seen[step.id].last_day for step in case.steps if step.id in state.seen]
        half_way = 0 < len(days) < len(case.steps)
        return (0 if half_way else 1 if not days else 2), max(days, default=0)

    return min(fitting, key=turn, default=None)


def _fits(case: Vignette, phase: str, area: str, challenge: str) -> bool:
    return (
        phase in ("", case.phase)
        and (not area or area in case.problem_areas)
        and challenge in ("", case.challenge)
    )


def _be_known(*given: str) -> None:
    for (kind, words), word in zip(KINDS.items(), given, strict=True):
        if word and word not in words:
            raise UsageError(f"`{word}` is no {kind}", hint=suggestion(word, words))
