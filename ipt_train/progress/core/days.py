"""Days and time: when there was study, and how long it took."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ipt_train.progress.core.attempt import StudyAnswer

WEEKS = 26
DAYS_OF_A_WEEK = 7

IDLE_MS = 120_000
"""An answer counts at most this many milliseconds; beyond lies a pause. A convention, not validated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One study day.

    Attributes:
        day: ISO date.
        answers: Answers given on it.
    """

    day: str
    answers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """Time from the question to the answer; reading what comes after is not counted.

    Attributes:
        answers: Answers.
        milliseconds: Their time, each at most ``IDLE_MS``.
        capped: Answers that took longer and were cut.
    """

    answers: int
    milliseconds: int
    capped: int


def days_studied(
    attempts: Iterable[StudyAnswer], today: int, weeks: int = WEEKS
) -> tuple[Day, ...]:
    """Return the answers of each day of the last weeks, Monday first, today last.

    Args:
        attempts: Answers.
        today: The study day, as an ordinal.
        weeks: Calendar weeks, the present one among them.
    """
    counts = Counter(one.day for one in attempts)
    return tuple(
        Day(day=date.fromordinal(day).isoformat(), answers=counts[day])
        for day in range(first_monday(today, weeks), today + 1)
    )


def first_monday(today: int, weeks: int = WEEKS) -> int:
    """Return the ordinal of the Monday with which the last so many weeks begin."""
    return today - date.fromordinal(today).weekday() - DAYS_OF_A_WEEK * (weeks - 1)


def by_week(days: Iterable[int], today: int, weeks: int = WEEKS) -> tuple[int, ...]:
    """Count days, given as ordinals and as often as there were answers, by calendar week."""
    first = first_monday(today, weeks)
    counts = Counter((day - first) // DAYS_OF_A_WEEK for day in days)
    return tuple(counts[week] for week in range(weeks))


def time_spent(attempts: Iterable[StudyAnswer]) -> Spent:
    """Add up the time that answers took."""
    times: Sequence[int] = [one.response_ms for one in attempts]
    return Spent(
        answers=len(times),
        milliseconds=sum(min(one, IDLE_MS) for one in times),
        capped=sum(one > IDLE_MS for one in times),
    )
