"""What was done in a sitting, in its order, so that each can be taken back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ipt_train.bank.core.drill import Drill
from ipt_train.bank.core.ground import Competency
from ipt_train.bank.core.reading import Reading
from ipt_train.log.core.event import Event, Response, Reviewed
from ipt_train.log.core.fold import LearnerState
from ipt_train.plural import counted, until_then
from ipt_train.schedule.card import ByDays, Card, InterdayLearning, Learning, New, Review
from ipt_train.schedule.day import on
from ipt_train.study.core.exercise import Exercise
from ipt_train.study.core.judge import rating_of
from ipt_train.study.core.judgement import Judgement
from ipt_train.study.core.learning import LEARN_AHEAD_MS
from ipt_train.study.core.session import Question
from ipt_train.vocabulary import Confidence, ItemId, Mode, Rating


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What an answer led to; it is in the log already.

    Attributes:
        judgement: Whether it was right, and the feedback.
        rating: The recall rating that moved the schedule.
        returns: When the item comes back, in words.
        reading: A card to read, for an item that keeps being forgotten.
        leech: Whether it was forgotten so often that it rests today and a variant comes instead.
        note: The learner's own note on the item.
    """

    judgement: Judgement
    rating: Rating
    returns: str
    reading: Reading | None = None
    leech: bool = False
    note: str = ""


def reviewed(
    question: Question,
    response: Response,
    judgement: Judgement,
    confidence: Confidence | None,
    response_ms: int,
    *,
    mode: Mode,
) -> Reviewed:
    """Return an answer as it goes into the log."""
    return Reviewed(
        item=question.item.id,
        revision=question.item.revision,
        response=response,
        correct=judgement.correct,
        score=round(judgement.score, 4),
        confidence=confidence,
        rating=rating_of(judgement.correct, confidence),
        response_ms=max(0, response_ms),
        vignette=question.vignette.id if question.vignette else None,
        mode=mode,
    )


def was_wrong(state: LearnerState, item: ItemId) -> bool:
    """Whether an item that comes back by days was wrong the last time."""
    past = state.histories.get(item, [])
    waited = isinstance(state.cards.get(item), ByDays)
    return waited and bool(past) and past[-1][0] is Rating.AGAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One answer of a sitting.

    Attributes:
        event: The answer in the log.
        question: What was asked.
        correct: Whether it was wholly right.
        improved: Whether it is right now and was wrong the last time.
        buried: The event that left the item for the day, if it was forgotten too often.
    """

    event: Event
    question: Question
    correct: bool
    improved: bool = False
    buried: Event | None = None

    @property
    def what(self) -> Question:
        """What it was about."""
        return self.question

    @property
    def events(self) -> tuple[Event, ...]:
        """What has to be undone to take it back."""
        return (self.event,) if self.buried is None else (self.event, self.buried)


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A question or an exercise that was set aside in this sitting."""

    event: Event
    what: Question | Exercise

    @property
    def events(self) -> tuple[Event, ...]:
        """What has to be undone to take it back."""
        return (self.event,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Replied:
    """A reply to a drill, with its marks."""

    event: Event
    what: Drill

    @property
    def events(self) -> tuple[Event, ...]:
        """What has to be undone to take it back; a second reply is practice and may stay."""
        return (self.event,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One step of the way through a case, and what someone with experience would weigh there."""

    number: int
    stem: str
    correct: bool
    remember: str
    competencies: tuple[str, ...]


def stages(
    done: Iterable[Answered | Left | Replied], names: Mapping[str, Competency]
) -> tuple[Stage, ...]:
    """Return the way through a case.

    Args:
        done: What was done in its sitting, in order.
        names: The competencies that there are, by id.
    """
    return tuple(
        Stage(
            number=answer.question.number,
            stem=answer.question.item.stem,
            correct=answer.correct,
            remember=answer.question.item.explanation,
            competencies=tuple(
                names[name].title for name in answer.question.item.competencies if name in names
            ),
        )
        for answer in done
        if isinstance(answer, Answered)
    )


def days_in_words(due: int, today: int) -> str:
    """Return when something comes back: "tomorrow", or "in 3 days, on Wednesday 2 December"."""
    when = on(date.fromordinal(due), date.fromordinal(today))
    return f"in {counted(due - today, 'day')}, {when}" if due - today > 1 else when


def returns_in_words(card: Card, at: int, today: int, *, mode: Mode = Mode.STUDY) -> str:
    """Return when an item comes back.

    Args:
        card: Its schedule.
        at: Milliseconds since 1970.
        today: The study day.
        mode: Why it was asked; practice moves no schedule.
    """
    if mode is not Mode.STUDY:
        return "practice: its schedule stays as it was"
    match card:
        case Learning(due_at=due):
            minutes = max(1, round((due - at) / 60_000))
            if due - at > LEARN_AHEAD_MS:
                return f"again in {until_then((due - at) / 1000)}"
            return f"again in {counted(minutes, 'minute')}, or at the end of this sitting"
        case InterdayLearning(due_day=due):
            return f"again {days_in_words(due, today)}"
        case Review(due_day=due):
            return days_in_words(due, today)
        case New():
            return "when it is new"
