"""The study day: the one way in which time becomes days.

A study day begins at the rollover hour of the learner's own zone, by the clock
on the wall, so that a session after midnight belongs to the evening before and a
change to summer time moves nothing.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

MILLISECONDS = 1000
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip  # a table
_HALF_A_YEAR = 183
_NEAR = {-1: "yesterday", 0: "today", 1: "tomorrow"}


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def study_day(instant: datetime, zone: str, rollover: int) -> int:
    """Return the study day of an instant as a proleptic ordinal (1 is 1 January of year 1).

    Args:
        instant: An aware instant.
        zone: IANA name of the learner's zone.
        rollover: Hour of the day, 0-23, at which the next study day begins.

    Raises:
        zoneinfo.ZoneInfoNotFoundError: The zone has no such name.
    """
    local = instant.astimezone(_zone(zone))
    return local.toordinal() - (local.hour < rollover)


def day_begins(day: int, zone: str, rollover: int) -> datetime:
    """Return the instant, in UTC, at which a study day begins."""
    wall = datetime.combine(date.fromordinal(day), time(rollover), _zone(zone))
    return wall.astimezone(UTC)


def to_milliseconds(instant: datetime) -> int:
    """Return an aware instant as whole milliseconds since 1970-01-01 UTC."""
    return (instant - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


def from_milliseconds(milliseconds: int) -> datetime:
    """Return the instant, in UTC, of whole milliseconds since 1970-01-01 UTC."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)


def in_words(day: date | str, today: date | str | None = None) -> str:
    """Return a day as people say it: tomorrow, Tuesday 1 December, Friday 1 January 2027.

    Args:
        day: The day, or its ISO date.
        today: The study day; the days next to it get a word, and the year is said of days that
            are more than half a year away. Without it the year is always said.
    """
    when = date.fromisoformat(day) if isinstance(day, str) else day
    now = date.fromisoformat(today) if isinstance(today, str) else today
    if now is not None and (word := _NEAR.get((when - now).days)):
        return word
    near = now is not None and abs((when - now).days) <= _HALF_A_YEAR
    year = "" if near else f" {when.year}"
    return f"{without_year(when)}{year}"


def without_year(day: date) -> str:
    """Return a day of the present year, such as Tuesday 1 December."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"


def on(day: date | str, today: date | str) -> str:
    """Return when something happens: "tomorrow", or "on Tuesday 1 December"."""
    words = in_words(day, today)
    return words if words in _NEAR.values() else f"on {words}"


def begins(text: str) -> str:
    """Return a text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def local_time(instant: datetime, zone: str) -> str:
    """Return an instant as people read it, such as ``2026-11-27 18:00 Europe/Zurich``.

    Args:
        instant: Aware.
        zone: IANA name of the zone.
    """
    return f"{instant.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M} {zone}"
