"""What a rater wrote of one recorded session: numbers, codes and time stamps, no client detail."""

from dataclasses import dataclass
from enum import StrEnum


class Rater(StrEnum):
    """Who rated."""

    SELF = "self"
    SUPERVISOR = "supervisor"


class Phase(StrEnum):
    """Phase of IPT that a session belongs to."""

    INITIAL = "initial"
    MIDDLE = "middle"
    CONCLUSION = "ending"


class Degree(StrEnum):
    """How much of an off-model behaviour was seen; what was not seen is not listed."""

    BRIEF = "brief"
    MARKED = "marked"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRating:
    """One item of a form as one rater rated it.

    Attributes:
        item: Id of the item, such as `M2`.
        adherence: How much was done, 0-4; None when not applicable or not rated.
        competence: How well, 0-4; None where adherence is 0 or None.
        not_applicable: Reason code; empty when the item applies.
        stamp: Time stamps or codes as evidence, such as `12:30`; empty when none was given.
    """

    item: str
    adherence: int | None
    competence: int | None
    not_applicable: str = ""
    stamp: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OffModelSeen:
    """A behaviour of the off-model checklist that was seen."""

    code: str
    degree: Degree


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRating:
    """One rater's form for one session.

    Attributes:
        session: Id of the session, the same for both raters.
        case: Code of the case, made by the program.
        number: Session number within the case, 1 or more.
        form: Id of the form.
        phase: Phase of the session.
        area: Problem area in focus; empty while none is agreed.
        rater: Who rated.
        items: The items, each once.
        off_model: Off-model behaviours that were seen.
        prediction: The trainee's prediction of the supervisor's adherence mean, 0-4.
        learning_point: The one free text, the trainee's own.
        locked: Whether the form can no longer be changed.
    """

    session: str
    case: str
    number: int
    form: str
    phase: Phase
    area: str
    rater: Rater
    items: tuple[ItemRating, ...]
    off_model: tuple[OffModelSeen, ...] = ()
    prediction: float | None = None
    learning_point: str = ""
    locked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedItem:
    """One rating of a form item, for the competencies that the item belongs to.

    ``flagged`` says that a safety flag stands over it.
    """

    competencies: tuple[str, ...]
    adherence: int
    competence: int | None
    rater: str
    flagged: bool = False
