"""What a way of beginning new entries comes to, by the forecast that a day's room is made of."""

from dataclasses import dataclass

from ipt_train.study.core.forecast import DAYS, Forecast
from ipt_train.study.core.load import affordable


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What comes of beginning new entries day after day; reviews of what is begun are in it.

    Attributes:
        reached: New entries begun by the last day for beginning any.
        a_day: New entries a day, on the mean of the days until then.
        minutes: Minutes of study a day, on the mean of all days.
        most: Minutes of the fullest day.
        known: Entries that can be recalled on the day after the last, begun already or by then.
    """

    reached: float
    a_day: float
    minutes: float
    most: float
    known: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """What a learner has still to do.

    Attributes:
        begun: What is expected of begun entries, `DAYS` longer than the days looked ahead.
        new: What is expected of a new entry, as long.
        days: Days looked ahead, 1 or more.
        begin_days: Days on which new entries can be begun, 1 to `days`.
        unseen: Entries not begun.
        seconds: Time of an answer.
    """

    begun: Forecast
    new: Forecast
    days: int
    begin_days: int
    unseen: int
    seconds: float


def at_a_number(ahead: Prospect, new_a_day: float) -> Outlook:
    """Return what comes of so many new entries a day, however long that takes."""
    load, counts, left = list(ahead.begun.load), [0.0] * ahead.days, float(ahead.unseen)
    for day in range(ahead.days):
        counts[day] = min(left, new_a_day)
        left -= counts[day]
        _begin(load, ahead, day, counts[day])
    return _outlook(ahead, load, counts)


def within_minutes(ahead: Prospect, minutes: float) -> Outlook:
    """Return what comes of as many new entries as so many minutes a day have room for.

    What a day has no room for waits until the next, as it does in study.
    """
    room = minutes * 60 / ahead.seconds
    load, counts, left = list(ahead.begun.load), [0.0] * ahead.days, float(ahead.unseen)
    for day in range(ahead.days):
        surplus = max(0.0, load[day] - room)
        load[day] -= surplus
        load[day + 1] += surplus
        if left > 0:
            rate, _ = affordable(load[day : day + DAYS], ahead.new.load[:DAYS], room)
            most = max(0.0, (room - load[day]) / ahead.new.load[0])
            counts[day] = min(rate, most, left)
            left -= counts[day]
            _begin(load, ahead, day, counts[day])
    return _outlook(ahead, load, counts)


def _begin(load: list[float], ahead: Prospect, day: int, count: float) -> None:
    """Add what entries begun on a day ask for from then on."""
    if count:
        for later, answers in enumerate(ahead.new.load[: len(load) - day], day):
            load[later] += count * answers


def _outlook(ahead: Prospect, load: list[float], counts: list[float]) -> Outlook:
    begun = sum(counts[: ahead.begin_days])
    minutes = [answers * ahead.seconds / 60 for answers in load[: ahead.days]]
    learnt = sum(count * ahead.new.known[ahead.days - day] for day, count in enumerate(counts))
    return Outlook(
        reached=begun,
        a_day=begun / ahead.begin_days,
        minutes=sum(minutes) / ahead.days,
        most=max(minutes),
        known=learnt + sum(ahead.begun.known),
    )
