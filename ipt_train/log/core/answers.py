"""Answers in columns: many at once move a state to where each by itself would, in a third of the time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import compress
from typing import TYPE_CHECKING, Any

from ipt_train.log.core.dawn import Dawn
from ipt_train.log.core.event import IMPORTED, Event, Reviewed
from ipt_train.log.core.seen import Seen
from ipt_train.schedule.card import MovingCard, New
from ipt_train.schedule.memory import forgetting
from ipt_train.vocabulary import Confidence, EventId, ItemId, Mode, Rating

if TYPE_CHECKING:
    from ipt_train.log.core.fold import LearnerState

RECENT = 30
"""The newest answers whose ids are kept, so that they can be taken back without reading the log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Answers to items one after another, in the order of the log; a column for each part of them.

    Attributes:
        ids: Ids of the events.
        sessions: The sittings that they belong to.
        at: Milliseconds since 1970 by the device's clock.
        days: Study days, as ordinals.
        items: The items as they were called then.
        revisions: Their revisions.
        correct: Whether each was wholly right.
        confidence: What the learner said before feedback.
        ratings: Recall ratings, 1-4.
        response_ms: Milliseconds from question to answer.
        steps: Whether short steps apply: not to a step of a case, nor to reviews of another program.
        practice: Whether it moves no schedule.
    """

    ids: Sequence[EventId]
    sessions: Sequence[str]
    at: Sequence[int]
    days: Sequence[int]
    items: Sequence[ItemId]
    revisions: Sequence[int]
    correct: Sequence[bool]
    confidence: Sequence[Confidence | None]
    ratings: Sequence[int]
    response_ms: Sequence[int]
    steps: Sequence[bool]
    practice: Sequence[bool]

    def __len__(self) -> int:
        return len(self.ids)

    @classmethod
    def of(cls, event: Event, body: Reviewed) -> "Answers":
        """Return one answer in columns."""
        return cls(
            ids=(event.id,),
            sessions=(event.session,),
            at=(event.at,),
            days=(event.day,),
            items=(body.item,),
            revisions=(body.revision,),
            correct=(body.correct,),
            confidence=(body.confidence,),
            ratings=(body.rating,),
            response_ms=(body.response_ms,),
            steps=(body.vignette is None and event.device != IMPORTED,),
            practice=(body.mode is not Mode.STUDY,),
        )

    def between(self, start: int, end: int) -> "Answers":
        """Return those from one place to before another."""
        return self._each(lambda column: column[start:end])

    def chosen(self, which: Sequence[object]) -> "Answers":
        """Return those at whose place something true stands."""
        return self._each(lambda column: list(compress(column, which)))

    def at_places(self, places: Sequence[int]) -> "Answers":
        """Return those at some places, in the order of these."""
        return self._each(lambda column: [column[place] for place in places])

    def _each(self, part: Any) -> "Answers":
        return Answers(**{one.name: part(getattr(self, one.name)) for one in fields(self)})


def answered(state: "LearnerState", answers: Answers, aliases: Mapping[ItemId, ItemId]) -> None:
    """Move a state on by answers in their order, in place.

    Args:
        state: The state so far.
        answers: At least one.
        aliases: For each retired item the one that took over its history.
    """
    newest = max(answers.days)
    if newest > state.dawn.day:
        state.dawn = Dawn(day=newest, suspended=set(state.suspended))
    state.habit.answers(answers.days, answers.sessions, answers.at, answers.response_ms)
    state.recent = [*state.recent, *answers.ids[-RECENT:]][-RECENT:]
    for name, right in zip(answers.items, answers.correct, strict=True):
        state.tally.first.setdefault(aliases.get(name, name), right)
    if any(answers.practice):
        practised = answers.chosen(answers.practice)
        for name, day in zip(practised.items, practised.days, strict=True):
            state.practised[aliases.get(name, name)] = day  # kept in the log, and moves no schedule
        state.tally.practice += len(practised)
        answers = answers.chosen([not one for one in answers.practice])
    if answers.ids:
        _studied(state, answers, [aliases.get(name, name) for name in answers.items])


def _studied(state: "LearnerState", answers: Answers, items: Sequence[ItemId]) -> None:
    """Move cards and counts on by answers of study, whose items have the names of today."""
    state.tally.answered(
        items, answers.days, answers.correct, answers.confidence, answers.response_ms
    )
    _moved(state, answers, items)
    _seen(state, answers, items)
    if state.wanted:
        for item in items:
            state.wanted.pop(item, None)


def _moved(state: "LearnerState", answers: Answers, items: Sequence[ItemId]) -> None:
    """Move the cards on, and count what was due and what the memory model had foretold."""
    schedule, dawn, cards = state.settings.schedule, state.dawn, dict[ItemId, MovingCard]()
    chance_of, again = forgetting(schedule.parameters), int(Rating.AGAIN)
    waits: list[int] = []
    due: list[tuple[ItemId, int, int, bool]] = []
    foretold: list[tuple[float, bool]] = []
    rows = zip(items, answers.ratings, answers.days, answers.at, answers.steps, strict=True)
    for item, rating, day, at, steps in rows:
        card, elapsed = cards.get(item), 0
        if card is None:
            card = cards[item] = MovingCard(state.cards.get(item, New()), item, schedule)
        if card.repetitions:
            if day > card.last_day:
                elapsed = day - card.last_day
                chance, right = chance_of(card.stability, elapsed), rating > again
                foretold.append((chance, right))
                if day == dawn.day:
                    dawn.foretold.add(right, chance)
            if card.interval and day >= card.due_day:
                due.append((item, day, card.interval, rating > again))
        if day == dawn.day and item not in dawn.cards:
            dawn.cards[item] = card.card()
        card.review(rating, day, at, steps)
        waits.append(elapsed)
    for item, card in cards.items():
        state.cards[item] = card.card()
    state.histories.add(items, answers.ratings, waits)
    state.tally.reviewed(due)
    state.tally.predicted(foretold)


def _seen(state: "LearnerState", answers: Answers, items: Sequence[ItemId]) -> None:
    """Count what was done with each item."""
    rows = zip(items, answers.items, answers.days, answers.revisions, answers.correct, strict=True)
    counts: dict[ItemId, list[int]] = {}
    for item, name, day, revision, right in rows:
        count = counts.get(item)
        if count is None:
            old = state.seen.get(item)
            count = counts[item] = (
                [old.first_day, old.last_day, 0, old.reviews, old.correct]
                if old
                else [day, day, 0, 0, 0]
            )
        count[1] = max(count[1], day)
        count[2] = revision if item == name else 0
        count[3] += 1
        count[4] += right
    for item, (first, last, revision, reviews, correct) in counts.items():
        state.seen[item] = Seen(
            first_day=first, last_day=last, revision=revision, reviews=reviews, correct=correct
        )
