"""The study day: the one way in which time becomes days.

A study day begins at the rollover hour of the learner's own zone, by the clock
on the wall, so that a session after midnight belongs to the evening before and a
change to summer time moves nothing.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

MILLISECONDS = 1000


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


def local_time(instant: datetime, zone: str) -> str:
    """Return an instant as people read it, such as ``2026-11-27 18:00 Europe/Zurich``.

    Args:
        instant: Aware.
        zone: IANA name of the zone.
    """
    return f"{instant.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M} {zone}"
