"""What is due, now and in the next days."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ipt_train.bank.core.model import Entry, Library
from ipt_train.log.core.fold import LearnerState
from ipt_train.log.operation.journal import Journal
from ipt_train.study.core.entry import due_day, is_new, next_due
from ipt_train.study.core.exercise import drills_for, exercise_kind, scheduled
from ipt_train.study.core.learning import learning_by_minutes
from ipt_train.study.core.queue import agenda

DUE_DAYS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What there is to study now.

    Attributes:
        day: The study day, ISO date.
        learning: What is in learning and can be asked by now: items that come back within minutes, and
            entries of a day before that the memory model wanted back within half a day.
        reviews: Reviews due today within the daily limit and with siblings apart.
        new: New entries that today's limit still allows.
        over_limit: Due beyond the daily limit or the budget, reviews and what is in learning.
        buried: Kept for another day because a sibling comes first.
        next_due: Next study day with something due, ISO date, or empty.
        next_count: Entries due on it.
        forecast: Entries due on each of the next 14 study days, today first, in learning or not.
        seconds: How long what there is to study now may take.
        seconds_an_answer: The learner's own time for an answer, the reading of feedback included.
        exercise: What kind of exercise is among the new entries: drill, case or empty.
        more: New entries beyond those that the day allows.
        next_learning: How many of the entries due next are still in learning.
        learning_later: Items in learning that have a step of more than 20 minutes ahead.
        later_seconds: How long it is until the first of them can be asked; 0 for none.
    """

    day: str
    learning: int
    reviews: int
    new: int
    over_limit: int
    buried: int
    next_due: str
    next_count: int
    forecast: tuple[int, ...]
    seconds: float
    seconds_an_answer: float
    exercise: str = ""
    more: int = 0
    next_learning: int = 0
    learning_later: int = 0
    later_seconds: float = 0.0


def due_of(journal: Journal, library: Library) -> Due:
    """Return what there is to study now and in the next days."""
    state, today = journal.state, journal.today()
    entries = list(library.entries())
    drills = drills_for(library)
    chosen = agenda(entries, state, day=today, drills=drills)
    seen = [entry for entry in entries if not is_new(entry, state)]
    by_days = seen if drills is None else scheduled(seen, state)
    forecast = forecast_of(by_days, state, today, DUE_DAYS)
    coming = next_due(by_days, state, today)
    minutes = learning_by_minutes(entries, state, day=today, at=journal.at())
    learning = chosen.learning + minutes.ready
    return Due(
        day=date.fromordinal(today).isoformat(),
        learning=learning,
        reviews=chosen.reviews,
        new=chosen.new,
        over_limit=chosen.over_limit,
        buried=chosen.buried,
        next_due=date.fromordinal(coming.day).isoformat() if coming.day else "",
        next_count=coming.count,
        forecast=forecast,
        seconds=(chosen.answers + minutes.ready) * chosen.seconds,
        seconds_an_answer=chosen.seconds,
        exercise=exercise_kind(chosen.exercise),
        more=chosen.more,
        next_learning=coming.learning,
        learning_later=minutes.later,
        later_seconds=minutes.seconds_from(journal.at()),
    )


def forecast_of(
    entries: Sequence[Entry], state: LearnerState, today: int, days: int
) -> tuple[int, ...]:
    """Count entries due on each of the next days; what is overdue counts for today."""
    counts = Counter(
        max(day, today) for entry in entries if (day := due_day(entry, state)) is not None
    )
    return tuple(counts[today + ahead] for ahead in range(days))
