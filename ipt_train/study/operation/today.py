"""Today: what waits, how long it may take, the streak, and what comes next."""

from dataclasses import dataclass
from datetime import date

from ipt_train.bank.core.model import Library
from ipt_train.log.core.habit import streak
from ipt_train.log.operation.journal import Journal
from ipt_train.schedule.day import without_year
from ipt_train.study.operation.due import Due, due_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """A study day at a glance.

    Attributes:
        due: What there is to study now.
        seconds: How long that may take, by the learner's own time for an answer.
        next_seconds: How long what comes next may take.
        answers: Answers given today.
        streak: Days in a row with an answer; one empty day in seven is let pass.
        began: Whether anything was ever answered.
        weekday: The study day in words.
        away: Days since the last answer; 0 where there is none, or today.
    """

    due: Due
    seconds: float
    next_seconds: float
    answers: int
    streak: int
    began: bool
    weekday: str
    away: int = 0


def today_of(journal: Journal, library: Library) -> Today:
    """Return what there is to study today, and how it goes."""
    due, habit, day = due_of(journal, library), journal.state.habit, journal.today()
    tally, when = habit.days.get(day), date.fromordinal(day)
    return Today(
        due=due,
        seconds=due.seconds,
        next_seconds=due.next_count * due.seconds_an_answer,
        answers=tally.answers if tally else 0,
        streak=streak(habit.days, day),
        began=bool(habit.days),
        weekday=without_year(when),
        away=day - max(habit.days) if habit.days else 0,
    )


def is_unpromised(journal: Journal) -> bool:
    """Whether nothing was said yet of how much to study a day."""
    return not journal.state.chosen.keys() & {"minutes-per-day", "new-per-day"}
