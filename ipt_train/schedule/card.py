"""The schedule of one item: new, being learned in steps, or under review by days.

The three states are three types, so that "new but due in nine days" cannot be
written. Steps follow Anki: Again goes back to the first step, Hard repeats one,
Good goes on and after the last step graduates, Easy graduates at once.
"""

from dataclasses import dataclass

from ipt_train.schedule.exam import brought_in
from ipt_train.schedule.fuzz import factor_of, fuzzed
from ipt_train.schedule.memory import PARAMETERS, Memory, after_review
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
        lapses: Times that it was forgotten after graduating.
        relearning: Whether it had graduated before.
    """

    memory: Memory
    step: int
    due_at: int
    last_day: int
    repetitions: int
    lapses: int
    relearning: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Graduated, and to come again on a day.

    Attributes:
        memory: What FSRS knows of it.
        interval: Days that the memory model asks for from the last review on.
        due_day: Study day on which it is due; earlier than that only before an exam.
        last_day: Study day of the last review.
        repetitions: Reviews so far.
        lapses: Times that it was forgotten after graduating; where short steps do not apply, after
            a wait of at least a day.
    """

    memory: Memory
    interval: int
    due_day: int
    last_day: int
    repetitions: int
    lapses: int


Card = New | Learning | Review


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
    memory = None if isinstance(card, New) else card.memory
    day = day if isinstance(card, New) else max(day, card.last_day)
    elapsed = 0 if isinstance(card, New) else day - card.last_day
    memory, wanted = after_review(
        memory,
        rating,
        elapsed,
        parameters=schedule.parameters,
        desired_retention=schedule.desired_retention,
    )
    repetitions = 1 if isinstance(card, New) else card.repetitions + 1
    lapses = 0 if isinstance(card, New) else card.lapses
    relearning = isinstance(card, Review) or (isinstance(card, Learning) and card.relearning)
    if isinstance(card, Review) and rating is Rating.AGAIN and (elapsed or steps):
        lapses += 1
    waits = _step(card, rating, schedule, relearning=relearning) if steps else None
    if waits is not None:
        step, seconds = waits
        return Learning(
            memory=memory,
            step=step,
            due_at=at + seconds * 1000,
            last_day=day,
            repetitions=repetitions,
            lapses=lapses,
            relearning=relearning,
        )
    previous = card.interval if isinstance(card, Review) and rating is not Rating.AGAIN else 0
    interval = fuzzed(
        wanted,
        factor_of(item, repetitions) if schedule.fuzz else None,
        minimum=max(1, previous if wanted > previous else 1),  # what grew does not shrink by fuzz
        maximum=schedule.maximum_interval,
    )
    return Review(
        memory=memory,
        interval=interval,
        due_day=brought_in(
            day + interval,
            reviewed=day,
            exam_day=schedule.exam_day,
            item=item,
            repetitions=repetitions,
        ),
        last_day=day,
        repetitions=repetitions,
        lapses=lapses,
    )


def _step(
    card: Card, rating: Rating, schedule: Schedule, *, relearning: bool
) -> tuple[int, int] | None:
    """Return the step that the card waits in next and its seconds; None when it graduates."""
    if isinstance(card, Review) and rating is not Rating.AGAIN:
        return None
    steps = schedule.relearning_steps if relearning else schedule.learning_steps
    step = card.step if isinstance(card, Learning) else 0
    if not steps or rating is Rating.EASY:
        return None
    if rating is Rating.AGAIN:
        return 0, steps[0]
    if step >= len(steps):  # the steps were shortened meanwhile
        return None
    if rating is Rating.HARD:
        return step, _hard(steps, step)
    return (step + 1, steps[step + 1]) if step + 1 < len(steps) else None


def _hard(steps: tuple[int, ...], step: int) -> int:
    """Return the seconds after Hard: on the first step between it and the next, else the same."""
    if step > 0:
        return steps[step]
    return (steps[0] + steps[1]) // 2 if len(steps) > 1 else steps[0] * 3 // 2
