"""True retention: of the reviews that were due, how many were recalled."""

from dataclasses import dataclass
from datetime import date

from ipt_train.log.core.tally import Recalls, Tally
from ipt_train.progress.core.share import Share, share_of


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


def true_retention(tally: Tally) -> Retention:
    """Return true retention as a whole, by interval and by month."""
    young, mature = tally.young, tally.mature
    return Retention(
        all=share_of(young.well + mature.well, young.n + mature.n),
        young=share_of(young.well, young.n),
        mature=share_of(mature.well, mature.n),
        months=tuple(
            MonthRetention(
                month=f"{month // 12:04}-{month % 12 + 1:02}",
                retention=share_of(found.well, found.n),
            )
            for month in _months(tally)
            for found in (tally.months.get(month, Recalls()),)
        ),
    )


def _months(tally: Tally) -> range:
    """Return every month from that of the first answer to that of the last."""
    if not tally.days:
        return range(0)
    first, last = (date.fromordinal(day) for day in (min(tally.days), max(tally.days)))
    return range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
