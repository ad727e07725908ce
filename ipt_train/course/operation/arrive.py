"""A table of arrivals held against what was collected: which line is about which attempt."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from ipt_train.course.core.arrivals import Arrival
from ipt_train.course.operation.desk import Attempt
from ipt_train.schedule.day import local_time

EARLY = timedelta(minutes=10)
"""How far before its end, by the learner's clock, a hand-in may have arrived without a word."""


def matched(
    rows: Sequence[Arrival],
    attempts: Collection[Attempt],
    stored: Mapping[Attempt, datetime],
    ended: Mapping[Attempt, datetime],
    zone: str,
) -> tuple[dict[Attempt, datetime], list[str]]:
    """Return when attempts arrived by a table, and in words what in it could not be used.

    Args:
        rows: The lines of the table.
        attempts: The attempts whose files were in the inbox and are accepted.
        stored: Times from an earlier table; they stay.
        ended: When attempts were ended, by the learner's clock.
        zone: The course's zone, in which times are named.
    """
    times: dict[Attempt, datetime] = {}
    notes: list[str] = []
    of: dict[str, list[Attempt]] = defaultdict(list)
    for one in sorted(attempts):
        of[one[0]].append(one)
    for row in rows:
        meant = [one for one in of[row.person] if row.means(one[1], one[2])]
        place = f"line {row.line}"
        if len(meant) > 1:
            several = ", ".join(f"attempt {number} at {exam}" for _, exam, number in meant)
            notes.append(
                f"{place}: it may mean {several} of {row.person}; say which in the columns exam and "
                "attempt"
            )
        elif not meant and row.at is not None:
            notes.append(f"{place}: no file of {row.person} that it may mean was accepted")
        elif meant and row.at is not None:
            notes += _used(row, row.at, meant[0], stored, ended, times, zone)
    for one in sorted(attempts):
        if one not in times and one not in stored:
            person, exam, number = one
            notes.append(
                f"attempt {number} at {exam} by {person}: the table has no time for it, so the time "
                "at which it was first seen counts"
            )
    return times, notes


def _used(
    row: Arrival,
    at: datetime,
    attempt: Attempt,
    stored: Mapping[Attempt, datetime],
    ended: Mapping[Attempt, datetime],
    times: dict[Attempt, datetime],
    zone: str,
) -> list[str]:
    """Take the time of a line; return what is to be said of it."""
    before, end = stored.get(attempt), ended.get(attempt)
    if before is not None:
        if before == at:
            return []
        return [
            f"line {row.line}: an earlier table says that it arrived at {local_time(before, zone)}, and that stays; an "
            "extension in course.yaml gives a person more time"
        ]
    times[attempt] = at
    if end is not None and end - at > EARLY:
        return [
            f"line {row.line}: it arrived at {local_time(at, zone)} and was ended at {local_time(end, zone)} by its own "
            "clock; check that the table is in the right time zone"
        ]
    return []
