"""True retention: of the reviews that were due, how many were recalled."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ipt_train.progress.core.attempt import StudyAnswer
from ipt_train.progress.core.share import Share, share_of

MATURE_DAYS = 21
"""From this interval on a review is of a mature item, as Anki counts them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthRetention:
    """True retention of one calendar month.

    Attributes:
        month: The month, such as ``2026-11``.
        retention: Its true retention.
    """

    month: str
    retention: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """True retention: first sights, answers on the same day and reviews before their time are no part of it.

    Attributes:
        all: All reviews that were due.
        young: Those after an interval below ``MATURE_DAYS``.
        mature: Those after a longer one.
        months: By calendar month of the study day, from the first to the last with an
            answer; a month without such reviews has n 0.
    """

    all: Share
    young: Share
    mature: Share
    months: tuple[MonthRetention, ...]


def true_retention(attempts: Iterable[StudyAnswer]) -> Retention:
    """Return true retention as a whole, by interval and by month."""
    answers = list(attempts)
    due = [one for one in answers if one.due]
    by_month: dict[str, list[StudyAnswer]] = defaultdict(list)
    for one in due:
        by_month[_month(one.day)].append(one)
    return Retention(
        all=_share(due),
        young=_share(one for one in due if one.interval < MATURE_DAYS),
        mature=_share(one for one in due if one.interval >= MATURE_DAYS),
        months=tuple(
            MonthRetention(month=month, retention=_share(by_month[month]))
            for month in _months(answers)
        ),
    )


def _share(attempts: Iterable[StudyAnswer]) -> Share:
    marks = [one.recalled for one in attempts]
    return share_of(sum(marks), len(marks))


def _month(day: int) -> str:
    return date.fromordinal(day).isoformat()[:7]


def _months(attempts: Iterable[StudyAnswer]) -> list[str]:
    """Return every month from that of the first answer to that of the last."""
    days = [one.day for one in attempts]
    if not days:
        return []
    return sorted({_month(day) for day in range(min(days), max(days) + 1)})
