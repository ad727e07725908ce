"""The cases of a library and how far a learner has come in each."""

from dataclasses import dataclass

from ipt_train.bank.core.model import Library, Vignette
from ipt_train.bank.operation.library import vignette
from ipt_train.errors import UsageError
from ipt_train.log.core.fold import LearnerState
from ipt_train.shell.suggest import suggestion

KINDS = {
    "phase": ("initial", "middle", "ending", "maintenance"),
    "problem area": ("grief", "role-dispute", "role-transition", "interpersonal-deficits", "undecided"),
    "challenge": ("introductory", "intermediate", "advanced"),
}  # fmt: skip  # a table
"""What a case may be asked for by, and the words that there are for it, as in the schema of banks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseKind:
    """What a case is to be like; an empty text stands for any.

    Attributes:
        phase: Its phase.
        area: One of its problem areas.
        challenge: How hard it is.
    """

    phase: str = ""
    area: str = ""
    challenge: str = ""

    def __bool__(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.phase or self.area or self.challenge)

    def fits(self, case: Vignette) -> bool:
        """Whether a case is of this kind."""
        return (
            self.phase in ("", case.phase)
            and (not self.area or self.area in case.problem_areas)
            and self.challenge in ("", case.challenge)
        )


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


def list_cases(library: Library, state: LearnerState, kind: CaseKind) -> list[CaseLine]:
    """Return the cases, or those of a kind, in the banks' order.

    Raises:
        UsageError: There is no such phase, problem area or challenge.
    """
    _check(kind)
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
        if isinstance(case, Vignette) and kind.fits(case)
    ]


def case_for(
    library: Library,
    state: LearnerState,
    name: str | None,
    kind: CaseKind,
    *,
    in_turn: bool = False,
) -> Vignette:
    """Return the case that was named, or else the one whose turn it is.

    Args:
        library: The banks.
        state: The learner's state.
        name: Id of a case.
        kind: What it is to be like, where none is named.
        in_turn: That one is to be chosen was said.

    Raises:
        UsageError: One was named and is to be chosen too, or there is none of that kind.
        ItemNotFoundError: No case has this id.
    """
    if name is not None and (in_turn or kind):
        raise UsageError(
            "you cannot name a case and have one chosen for you", hint="name it, or use --next"
        )
    chosen = vignette(library, name) if name else choose_case(library, state, kind)
    if chosen is None:
        raise UsageError("there is no case of that kind", hint="`ipt-train case` lists the cases")
    return chosen


def choose_case(library: Library, state: LearnerState, kind: CaseKind) -> Vignette | None:
    """Return a case to work through: one half-way, else one unseen, else the one seen longest ago.

    Args:
        library: The banks.
        state: The learner's state.
        kind: What it is to be like.

    Returns:
        None where there is no case of that kind.

    Raises:
        UsageError: There is no such phase, problem area or challenge.
    """
    _check(kind)
    fitting = [
        case
        for case in library.entries()
        if isinstance(case, Vignette) and kind.fits(case) and case.id not in state.suspended
    ]

    def turn(case: Vignette) -> tuple[int, int]:
        days = [state.seen[step.id].last_day for step in case.steps if step.id in state.seen]
        half_way = 0 < len(days) < len(case.steps)
        return (0 if half_way else 1 if not days else 2), max(days, default=0)

    return min(fitting, key=turn, default=None)


def _check(kind: CaseKind) -> None:
    """Refuse a word that no case is described by."""
    words = (kind.phase, kind.area, kind.challenge)
    for (what, possible), word in zip(KINDS.items(), words, strict=True):
        if word and word not in possible:
            raise UsageError(f"`{word}` is not a {what}", hint=suggestion(word, possible))
