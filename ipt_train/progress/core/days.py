"""Days and time: when there was study, and how long it took."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from ipt_train.log.core.tally import Tally, week_of
from ipt_train.vocabulary import ItemId

WEEKS = 26
DAYS_OF_A_WEEK = 7


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


def days_studied(tally: Tally, today: int, weeks: int = WEEKS) -> tuple[Day, ...]:
    """Return the answers of each day of the last weeks, Monday first, today last.

    Args:
        tally: The answers of study.
        today: The study day, as an ordinal.
        weeks: Calendar weeks, the present one among them.
    """
    return tuple(
        Day(day=date.fromordinal(day).isoformat(), answers=tally.days.get(day, 0))
        for day in range(first_monday(today, weeks), today + 1)
    )


def first_monday(today: int, weeks: int = WEEKS) -> int:
    """Return the ordinal of the Monday with which the last so many weeks begin."""
    return today - date.fromordinal(today).weekday() - DAYS_OF_A_WEEK * (weeks - 1)


def by_week(
    counted: Mapping[int, Mapping[ItemId, int]],
    items: Collection[ItemId],
    today: int,
    weeks: int = WEEKS,
) -> tuple[int, ...]:
    """Count answers to some items by calendar week, the present one last.

    Args:
        counted: Answers by week and item.
        items: The items.
        today: The study day, as an ordinal.
        weeks: Calendar weeks, the present one among them.
    """
    first = week_of(first_monday(today, weeks))
    return tuple(
        sum(counts.get(item, 0) for item in items) if (counts := counted.get(first + week)) else 0
        for week in range(weeks)
    )


def time_spent(tally: Tally) -> Spent:
    """Add up the time that answers took."""
    items = tally.items.values()
    return Spent(
        answers=sum(one.answers for one in items),
        milliseconds=sum(one.milliseconds for one in items),
        capped=tally.capped,
    )
