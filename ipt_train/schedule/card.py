"""The schedule of one item: new, in learning by minutes or over a night, or under review by days.

The four states are four types, so that "new but due in nine days" cannot be
written. Steps follow Anki: Again goes back to the first step, Hard repeats one,
Good goes on and after the last step graduates, Easy graduates at once. As there, what
the memory model wants back within half a day does not graduate: it stays in learning
and comes the next study day, which is the soonest that there is after today's steps.
"""

from dataclasses import dataclass

from ipt_train.schedule.exam import brought_in
from ipt_train.schedule.fuzz import factor_of, fuzzed, half_up
from ipt_train.schedule.memory import PARAMETERS, Memory, in_engine, out_of_engine, reviewer
from ipt_train.vocabulary import ItemId, Rating


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """How reviews are scheduled.

    Attributes:
        desired_retention: Wanted chance of recall, 0.70-0.97.
        learning_steps: Seconds of the first steps of a new item; may be empty.
        relearning_steps: Seconds of the steps after a lapse; may be empty.
        maximum_interval: Longest interval in days.
        parameters: The FSRS-6 parameters.
        fuzz: Spread intervals by a seed of item and repetition.
        exam_day: Study day of an exam before which intervals are brought in, if any.
    """

    desired_retention: float = 0.90
    learning_steps: tuple[int, ...] = (60, 600)
    relearning_steps: tuple[int, ...] = (600,)
    maximum_interval: int = 365
    parameters: tuple[float, ...] = PARAMETERS
    fuzz: bool = True
    exam_day: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    """Never reviewed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learning:
    """Reviewed, and to come again within minutes.

    Attributes:
        memory: What FSRS knows of it.
        step: Index of the step that it waits in.
        due_at: Milliseconds since 1970 at which it is due.
        last_day: Study day of the last review.
        repetitions: Reviews so far.
        lapses: As in ``Review``.
        relearning: Whether it had been through its steps before.
    """

    memory: Memory
    step: int
    due_at: int
    last_day: int
    repetitions: int
    lapses: int
    relearning: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InterdayLearning:
    """Reviewed, and wanted back within half a day: it stays in learning, and comes the next study day.

    Attributes:
        memory: What FSRS knows of it.
        last_day: Study day of the last review.
        repetitions: Reviews so far.
        lapses: As in ``Review``.
    """

    memory: Memory
    last_day: int
    repetitions: int
    lapses: int

    @property
    def interval(self) -> int:
        """Days from the last review on: one."""
        return 1

    @property
    def due_day(self) -> int:
        """Study day on which it comes."""
        return self.last_day + self.interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Graduated, and to come again on a day.

    Attributes:
        memory: What FSRS knows of it.
        interval: Days that the memory model asks for from the last review on.
        due_day: Study day on which it is due; earlier than that only before an exam.
        last_day: Study day of the last review.
        repetitions: Reviews so far.
        lapses: Times that it was forgotten after its steps; where short steps do not apply, after
            a wait of at least a day.
    """

    memory: Memory
    interval: int
    due_day: int
    last_day: int
    repetitions: int
    lapses: int


ByDays = InterdayLearning | Review
"""A card that comes back on a day, not within minutes."""

Card = New | Learning | InterdayLearning | Review


def review(
    card: Card,
    rating: Rating,
    *,
    item: ItemId,
    day: int,
    at: int,
    schedule: Schedule,
    steps: bool = True,
) -> Card:
    """Return the card after one review.

    Args:
        card: The card before.
        rating: The recall rating.
        item: Whose card it is; seeds the fuzz together with the repetition.
        day: Study day of the review. A day before the last review (a clock set
            back) counts as the same day.
        at: Milliseconds since 1970 of the review.
        schedule: How reviews are scheduled.
        steps: Whether short steps apply; a vignette's questions and reviews of another program
            come back by days only.
    """
    moving = MovingCard(card, item, schedule)
    moving.review(rating, day, at, steps)
    return moving.card()


_AGAIN, _HARD, _EASY = int(Rating.AGAIN), int(Rating.HARD), int(Rating.EASY)


class MovingCard:
    """A card while many reviews move it on: plain figures, from which a ``Card`` is made at the end.

    Args:
        card: The card before.
        item: Whose card it is; seeds the fuzz together with the repetition.
        schedule: How reviews are scheduled.

    Attributes:
        interval: Days that the memory model asked for, 1 or more; 0 unless it has graduated.
        due_day: Study day on which it is due; 0 while it is new or comes back within minutes.
        last_day: Study day of the last review.
        repetitions: Reviews so far; 0 for a new one.
    """

    __slots__ = ("_due_at", "_item", "_lapses", "_memory", "_relearning", "_remember", "_schedule", "_step", "due_day", "interval", "last_day", "repetitions")  # fmt: skip  # a list

    def __init__(self, card: Card, item: ItemId, schedule: Schedule) -> None:
        self._item, self._schedule = item, schedule
        self._remember = reviewer(schedule.parameters, schedule.desired_retention)
        self._memory = None if isinstance(card, New) else in_engine(card.memory)
        self._step = self._due_at = self._lapses = 0
        self.interval = self.due_day = self.last_day = self.repetitions = 0
        self._relearning = isinstance(card, InterdayLearning | Review)
        if not isinstance(card, New):
            self.last_day, self.repetitions = card.last_day, card.repetitions
            self._lapses = card.lapses
        match card:
            case Learning():
                self._step, self._due_at = card.step, card.due_at
                self._relearning = card.relearning
            case InterdayLearning():
                self.due_day = card.due_day
            case Review():
                self.interval, self.due_day = card.interval, card.due_day

    @property
    def stability(self) -> float:
        """Days until retrievability falls to 0.9; only for a card that was reviewed."""
        return float(self._memory.stability) if self._memory else 0.0

    def card(self) -> Card:
        """Return the card as it is now."""
        if self._memory is None:
            return New()
        memory = out_of_engine(self._memory)
        if self.interval:
            return Review(
                memory=memory,
                interval=self.interval,
                due_day=self.due_day,
                last_day=self.last_day,
                repetitions=self.repetitions,
                lapses=self._lapses,
            )
        if self.due_day:
            return InterdayLearning(
                memory=memory,
                last_day=self.last_day,
                repetitions=self.repetitions,
                lapses=self._lapses,
            )
        return Learning(
            memory=memory,
            step=self._step,
            due_at=self._due_at,
            last_day=self.last_day,
            repetitions=self.repetitions,
            lapses=self._lapses,
            relearning=self._relearning,
        )

    def review(self, rating: int, day: int, at: int, steps: bool) -> None:
        """Move it on by one review; the arguments are those of the function ``review``."""
        elapsed = 0
        if self.repetitions:
            day = max(day, self.last_day)
            elapsed = day - self.last_day
        forgotten, before = rating == _AGAIN, self.interval  # which is 0 before it has graduated
        by_days = self.due_day > 0
        self._memory, wanted = self._remember(self._memory, rating, elapsed)
        self.last_day = day
        self.repetitions += 1
        if by_days and forgotten and (elapsed or steps):
            self._lapses += 1
        if steps and (forgotten or not by_days):
            waits = self._next_step(rating)
            if waits is not None:
                self._step, seconds = waits
                self._due_at = at + seconds * 1000
                self.interval = self.due_day = 0
                return
        self._relearning, self._step = True, 0
        if half_up(wanted) < 1:
            self.interval, self.due_day = 0, day + 1
            return
        schedule, item = self._schedule, self._item
        self.interval = fuzzed(
            wanted,
            factor_of(item, self.repetitions) if schedule.fuzz else None,
            before
            if wanted > before > 0 and not forgotten
            else 1,  # what grew does not shrink by fuzz
            schedule.maximum_interval,
        )
        self.due_day = day + self.interval
        if schedule.exam_day is not None:
            self.due_day = brought_in(
                self.due_day,
                reviewed=day,
                exam_day=schedule.exam_day,
                item=item,
                repetitions=self.repetitions,
            )

    def _next_step(self, rating: int) -> tuple[int, int] | None:
        """Return the step that it waits in next and its seconds; None when it graduates."""
        schedule, step = self._schedule, self._step
        steps = schedule.relearning_steps if self._relearning else schedule.learning_steps
        if not steps or rating == _EASY:
            return None
        if rating == _AGAIN:
            return 0, steps[0]
        if step >= len(steps):  # the steps were shortened meanwhile
            return None
        if rating == _HARD:
            return step, _hard(steps, step)
        return (step + 1, steps[step + 1]) if step + 1 < len(steps) else None


def _hard(steps: tuple[int, ...], step: int) -> int:
    """Return the seconds after Hard: on the first step between it and the next, else the same."""
    if step > 0:
        return steps[step]
    return (steps[0] + steps[1]) // 2 if len(steps) > 1 else steps[0] * 3 // 2
