"""The events of a learner's log. The log is the truth; every other state is a fold of it."""

from dataclasses import dataclass

from ipt_train.vocabulary import Confidence, EventId, EventKind, ItemId, Mark, Mode, Rating

Response = tuple[str, ...] | bool | str | dict[str, str]
"""What a learner answered: option ids (chosen, or in order); true or false; a text;
option id by prompt id, or text by gap id."""

IMPORTED = "import"
"""Device of reviews that came from another program. Their id, stamp and sequence follow from the
review itself, so that the same history imported twice, or on two devices, is there once; their
sequence numbers are not without gaps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """One answer. What was answered, how it was judged, how sure the learner was and
    how it is scheduled are separate, so that the mapping between them can be changed
    and run again.

    Attributes:
        item: The item answered; a step's own id in a vignette.
        revision: The item's revision at the time.
        response: What was answered.
        correct: Whether it was wholly right.
        score: Share of the marks, 0-1.
        confidence: What the learner said before feedback, if anything.
        rating: The recall rating that the schedule is moved by.
        response_ms: Milliseconds from the question to the answer.
        vignette: The case that the item is a step of, if any.
        mode: Why it was asked; only study moves the schedule.
    """

    item: ItemId
    revision: int
    response: Response
    correct: bool
    score: float
    confidence: Confidence | None
    rating: Rating
    response_ms: int
    vignette: ItemId | None = None
    mode: Mode = Mode.STUDY


@dataclass(frozen=True, slots=True, kw_only=True)
class Drilled:
    """One reply to a drill, marked by the learner.

    Attributes:
        item: The drill.
        revision: Its revision at the time.
        marks: The learner's mark for each criterion.
        score: Mean of the marks, 0-1.
        rating: The recall rating that the schedule is moved by.
        response_ms: Milliseconds from the client's words to the reply.
        text: What the learner wrote, if it is to be kept.
    """

    item: ItemId
    revision: int
    marks: dict[str, Mark]
    score: float
    rating: Rating
    response_ms: int
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrilledAgain:
    """The same drill once more, straight after its marks: practice that moves no schedule.

    It has no marks of its own; the reply that was marked is named.

    Attributes:
        item: The drill.
        revision: Its revision at the time.
        first: The reply that was marked.
        response_ms: Milliseconds that the reply took.
        text: What the learner wrote, if it is to be kept.
    """

    item: ItemId
    revision: int
    first: EventId
    response_ms: int
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """One earlier event no longer counts. It stays in the log."""

    target: EventId


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """An item was flagged, suspended, disputed, noted, left for a day or wanted soon, or one of
    these was lifted."""

    item: ItemId
    mark: EventKind
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A setting of the profile was chosen."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BanksMet:
    """The banks changed since the last time; told once, so kept.

    Attributes:
        revisions: Revision of answerable items by id: of those that differ from the base, 0 for one
            that is gone; of all that there were, where no base is named.
        edition: Digest of all ids and revisions that there were; empty in events of earlier versions.
        base: The edition that it is told against.
    """

    revisions: dict[str, int]
    edition: str = ""
    base: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamBegan:
    """An exam was begun; its questions stand from now on.

    Attributes:
        exam: Id of this sitting of the exam.
        title: What it is called.
        paper: Id of the paper it was taken from; empty in practice.
        items: Item ids in the order asked.
        revisions: Their revisions, in the same order.
        seed: What the paper was assembled from; orders the options too.
        minutes: Time allowed; 0 for no limit.
    """

    exam: str
    title: str
    paper: str
    items: tuple[ItemId, ...]
    revisions: tuple[int, ...]
    seed: int
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamAnswered:
    """An answer in an exam. A later one to the same item stands instead; None takes it back."""

    exam: str
    item: ItemId
    revision: int
    response: Response | None
    response_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamEnded:
    """An exam was handed in, or its time ran out."""

    exam: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingOpened:
    """The rating of one session of therapy by a fidelity form was begun.

    Attributes:
        rating: Id of the rating.
        details: Codes and numbers of the session, such as form, case code and rater.
    """

    rating: str
    details: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingEntered:
    """One entry of a rating; a later one of the same name stands instead.

    Attributes:
        rating: Id of the rating.
        name: What was entered, such as ``adherence i1`` or ``off-model x3``.
        value: The entry as text and numbers.
    """

    rating: str
    name: str
    value: dict[str, str | int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingLocked:
    """A rating is final; nothing entered after this counts."""

    rating: str


Body = (
    Reviewed
    | Drilled
    | DrilledAgain
    | Undone
    | Marked
    | Chosen
    | BanksMet
    | ExamBegan
    | ExamAnswered
    | ExamEnded
    | RatingOpened
    | RatingEntered
    | RatingLocked
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvent:
    """An event before the log gives it its place.

    Attributes:
        id: Unique over all devices.
        device: Which installation wrote it.
        session: The sitting that it belongs to, or empty.
        at: Milliseconds since 1970 by the device's clock, right or wrong.
        day: Study day at that instant, as an ordinal.
        zone: IANA zone by which the day was counted.
        rollover: Rollover hour by which the day was counted.
        body: What happened.
    """

    id: EventId
    device: str
    session: str
    at: int
    day: int
    zone: str
    rollover: int
    body: Body


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(NewEvent):
    """An event of the log.

    Attributes:
        sequence: Number of the event on its device, from 1, without gaps.
        stamp: Order of the event: the clock's milliseconds, or one more than the
            last stamp where the clock stood still or was set back.
    """

    sequence: int
    stamp: int
