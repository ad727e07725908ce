"""What one person is handed: a form of an exam, with what holds for that person alone."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from ipt_train.exam.core.paper import Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Handout:
    """A paper for one person.

    Attributes:
        paper: The form that the person was dealt.
        course: Title of the course.
        person: The pseudonym.
        name: The name to show, or empty.
        attempt: Number of the attempt, from 1.
        ticket: Secret of this handout, 64 hexadecimal digits, which seals what is handed in.
        minutes: How long the exam lasts for this person, of which ``extra`` are extra; None is no limit.
        opens: When it opens, and ``due`` when it is due for this person, both aware; None is never.
        zone: IANA zone in which these instants are said.
    """

    paper: Paper
    course: str
    person: str
    name: str
    attempt: int
    ticket: str
    minutes: int | None
    extra: int
    opens: datetime | None
    due: datetime | None
    zone: str

    @property
    def file(self) -> str:
        """Name of the file that is handed in."""
        return f"{self.paper.exam}-{self.person}-{self.attempt}.hand-in.json"

    @property
    def opens_words(self) -> str:
        """When it opens, in words; empty where that is not said."""
        return in_zone(self.opens, self.zone)

    @property
    def due_words(self) -> str:
        """When it is due, in words; empty where that is not said."""
        return in_zone(self.due, self.zone)


def in_zone(instant: datetime | None, zone: str) -> str:
    """Return an instant as people of a zone say it, such as "Monday 9 November 2026, 17:00 (Europe/London)"."""
    if instant is None:
        return ""
    local = instant.astimezone(ZoneInfo(zone))
    return f"{local:%A} {local.day} {local:%B %Y, %H:%M} ({zone})"
