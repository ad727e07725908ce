"""What comes due as a calendar: iCalendar (RFC 5545), one all-day event a day.

Thirty lines by hand: the libraries for it read far more than they write, and the test reads what
is written here with one of them. A day keeps its UID, so importing a later file replaces it.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from ipt_train.plural import counted

_OCTETS = 75
"""Longest line in octets, without its end (RFC 5545, 3.1)."""


def write_calendar(counts: Sequence[int], first: str, profile: str, now: datetime) -> str:
    """Return a calendar of the days on which something is due.

    Args:
        counts: Entries due on each day, the first day first.
        first: The first day, ISO date.
        profile: Whose they are; part of the name of each event.
        now: When it is written, an aware instant; a later one replaces an earlier.
    """
    stamp = now.astimezone(UTC)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//ipt-train//due//EN", "METHOD:PUBLISH"]
    for ahead, count in enumerate(counts):
        if not count:
            continue
        day = date.fromisoformat(first) + timedelta(days=ahead)
        summary = f"IPT: {count} due"
        lines += [
            "BEGIN:VEVENT",
            f"UID:due-{profile}-{day:%Y%m%d}@ipt-train.invalid",
            f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}",
            f"SEQUENCE:{int(stamp.timestamp()) // 60}",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{escaped(summary)}",
            f"DESCRIPTION:{escaped(f'ipt-train study --profile {profile}')}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return "".join(f"{folded(one)}\r\n" for one in [*lines, "END:VCALENDAR"])


def escaped(text: str) -> str:
    """Return a text as a value: backslash, semicolon, comma and line ends escaped (3.3.11)."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def folded(line: str) -> str:
    """Return a line in pieces of at most 75 octets, none of them within a character (3.1)."""
    pieces, piece = [], ""
    for sign in line:
        if len((piece + sign).encode()) > _OCTETS:
            pieces.append(piece)
            piece = " "
        piece += sign
    return "\r\n".join([*pieces, piece])


def days_in(calendar: str) -> str:
    """Say how many days a calendar that was written here has."""
    return counted(calendar.count("BEGIN:VEVENT"), "day")
