"""One answer as the statistics see it: what it was a test of, and what was foretold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ipt_train.log.core.event import Drilled, Event, Reviewed
from ipt_train.log.core.fold import Fold, LearnerState, Step, apply, in_order
from ipt_train.schedule.card import New, Review
from ipt_train.schedule.memory import retrievability
from ipt_train.vocabulary import Confidence, ItemId, Mode, Rating


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyAnswer:
    """One answer given while studying; practice is none.

    Attributes:
        item: The item, by the id that it has now.
        day: Study day, as an ordinal.
        correct: Whether it was wholly right.
        recalled: Whether it counts as recalled: right, and not called a guess.
        confidence: What the learner said before feedback, if anything.
        response_ms: Milliseconds from the question to the answer.
        interval: Days that it had been scheduled for; 0 for an item that was new or in
            learning steps.
        due: Whether it was a review by days that was due: the n of true retention.
        predicted: Chance of recall by the memory model, 0-1; None on a first sight and
            on the study day of the last answer, of which the model says nothing.
    """

    item: ItemId
    day: int
    correct: bool
    recalled: bool
    confidence: Confidence | None
    response_ms: int
    interval: int
    due: bool
    predicted: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What the statistics leave out, counted.

    Attributes:
        practice: Answers of practice (``--topic``, ``--cram``).
        drills: Replies to drills.
    """

    practice: int
    drills: int


def attempts(events: Iterable[Event], aliases: Mapping[ItemId, ItemId]) -> list[StudyAnswer]:
    """Return the answers of study in their order; undone ones are left out.

    Args:
        events: The events of one learner, in any order; kinds that say nothing of an
            answer are passed over.
        aliases: For each retired item the one that took over its history.
    """
    return answered(aliases).of(events).attempts


@dataclass(slots=True, kw_only=True)
class AnswerHistory:
    """The answers of study so far, and the state that the next one is judged by."""

    attempts: list[StudyAnswer] = field(default_factory=list)
    state: LearnerState = field(default_factory=LearnerState)


def answered(aliases: Mapping[ItemId, ItemId]) -> Fold[AnswerHistory]:
    """Return the fold of answers.

    Args:
        aliases: For each retired item the one that took over its history.
    """

    def move_on(so_far: AnswerHistory, event: Event) -> None:
        if step := apply(so_far.state, event, aliases):
            item = aliases.get(step.body.item, step.body.item)
            parameters = so_far.state.settings.schedule.parameters
            so_far.attempts.append(_attempt(step, item, parameters))

    return Fold(
        name="attempts",
        start=AnswerHistory,
        apply=move_on,
        digest=lambda so_far: repr(so_far.attempts),
    )


def _attempt(step: Step, item: ItemId, parameters: tuple[float, ...]) -> StudyAnswer:
    before, day = step.before, step.event.day
    later = not isinstance(before, New) and day > before.last_day
    return StudyAnswer(
        item=item,
        day=day,
        correct=step.body.correct,
        recalled=step.body.rating > Rating.AGAIN,
        confidence=step.body.confidence,
        response_ms=step.body.response_ms,
        interval=before.interval if isinstance(before, Review) else 0,
        due=isinstance(before, Review) and day >= before.due_day,
        predicted=retrievability(before.memory, day - before.last_day, parameters)
        if later and not isinstance(before, New)
        else None,
    )


def left_out(events: Iterable[Event]) -> LeftOut:
    """Count what the statistics leave out; undone answers are not even counted."""
    bodies = [event.body for event in in_order(events)]
    return LeftOut(
        practice=sum(isinstance(one, Reviewed) and one.mode is not Mode.STUDY for one in bodies),
        drills=sum(isinstance(one, Drilled) for one in bodies),
    )
