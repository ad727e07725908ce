"""A table of arrivals: when hand-ins reached the learning management system, by its own clock."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from ipt_train.course.core.course import local_instant
from ipt_train.course.core.roster import Person
from ipt_train.course.core.who import NobodyError, RosterLookup
from ipt_train.csv_file import rows
from ipt_train.errors import CourseError

NEEDED = ("person", "arrived")
_SUCH_AS = "2026-11-09T16:55 or 2026-11-09T16:55+01:00"
_SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One line of the table.

    Attributes:
        line: Its line.
        person: The pseudonym.
        exam: The exam; empty where the table does not say.
        attempt: Number of the attempt; 0 where the table does not say.
        at: The instant in UTC; None where the cell is empty.
    """

    line: int
    person: str
    exam: str
    attempt: int
    at: datetime | None

    def means(self, exam: str, number: int) -> bool:
        """Whether the line can be about an attempt of its person."""
        return self.exam in ("", exam) and self.attempt in (0, number)


def read_arrivals(
    text: str | bytes,
    name: str,
    *,
    people: Mapping[str, Person],
    exams: Collection[str],
    zone: str,
    now: datetime,
) -> list[Arrival]:
    """Read a table of arrivals, whole or not at all: a time that was stored never moves.

    Args:
        text: A table with the columns person (id of the roster, email address or pseudonym) and
            arrived, and if wanted exam and attempt.
        name: Name of the file, for messages.
        people: The people of the roster by their pseudonyms.
        exams: The ids of the course's exams.
        zone: IANA zone that times without an offset are meant in.
        now: The present instant; nothing can have arrived later.

    Raises:
        CourseError: The table cannot be read, or a line cannot be used; each is named.
    """
    roster = RosterLookup(people)
    found: dict[str, list[Arrival]] = defaultdict(list)
    wrong: list[str] = []
    nothing = "nothing was collected"
    table = rows(text, name, CourseError, nothing, NEEDED, lower=True, ragged=True)
    for line, row in table.rows:
        try:
            one = _arrival(line, row, roster, exams, zone, now)
            if twin := next((other for other in found[one.person] if _overlap(one, other)), None):
                raise ValueError(f"line {twin.line} says when the same work arrived")
            found[one.person].append(one)
        except NobodyError as error:
            wrong.append(f"line {line}: {error.message} ({error.hint})")
        except ValueError as error:
            wrong.append(f"line {line}: {error}")
    if wrong:
        more = f"; and {len(wrong) - _SHOWN} more" if len(wrong) > _SHOWN else ""
        raise CourseError(
            f"{name} cannot be used, so nothing was collected: {'; '.join(wrong[:_SHOWN])}{more}",
            hint=f"correct the lines; a time is {_SUCH_AS}, and without an offset it is read in {zone}",
        )
    return [one for each in found.values() for one in each]


def _arrival(
    line: int,
    row: Mapping[str, str],
    roster: RosterLookup,
    exams: Collection[str],
    zone: str,
    now: datetime,
) -> Arrival:
    """Return a line of the table.

    Raises:
        ValueError: A cell cannot be used; the message says which.
    """
    who, exam, number = row["person"], row.get("exam", ""), row.get("attempt", "")
    person = roster.pseudonym(who)
    if exam and exam not in exams:
        raise ValueError(f"there is no exam `{exam[:40]}`")
    if number and not (number.isascii() and number.isdigit() and 0 < int(number[:9]) < 10_000):
        raise ValueError(f"`{number[:20]}` is not an attempt number")
    at = instant_of(row["arrived"], zone) if row["arrived"] else None
    if at is not None and at > now:
        raise ValueError(f"`{row['arrived']}` is in the future")
    return Arrival(line=line, person=person, exam=exam, attempt=int(number or 0), at=at)


def instant_of(text: str, zone: str) -> datetime:
    """Return the instant, in UTC, that a cell names: in the zone, or with its offset.

    Raises:
        ValueError: It is no date with a time of day.
    """
    try:
        said = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"`{text[:40]}` is not a time such as {_SUCH_AS}") from None
    if _is_a_day(text):
        raise ValueError(f"`{text}` has no time of day")
    try:
        if said.tzinfo is None:
            return local_instant(said.isoformat(), zone)
        return said.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"`{text}` is not a time in {zone}: {error}") from None


def _is_a_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _overlap(one: Arrival, other: Arrival) -> bool:
    """Whether two lines of one person can be about one attempt."""
    exams = "" in (one.exam, other.exam) or one.exam == other.exam
    attempts = 0 in (one.attempt, other.attempt) or one.attempt == other.attempt
    return exams and attempts
