"""Marked attempts and what they are worth: the values that grading takes and gives. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from math import fsum


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One attempt at an exam, marked.

    Attributes:
        number: Number of the attempt, from 1.
        form: The form that it answers.
        started_at: When it was begun, and ``ended_at`` when it was ended, by the learner's clock.
        received_at: When it arrived: by a table, or else when collecting first saw it.
        scores: Share of the marks, 0-1, of every question that counts; None is a blank.
        head: Last seal of its records.
        by_table: Whether a table of arrivals said when it arrived.
        run: With which collecting it came; of attempts of one instant, the earlier came first.
        entered_by: Who entered its answers; empty where they were handed in.
        gifts: Questions that were left blank and earn full marks all the same, as everybody has them.
    """

    number: int
    form: str
    started_at: datetime
    ended_at: datetime
    received_at: datetime
    scores: Mapping[str, float | None]
    head: str = ""
    by_table: bool = False
    run: int = 0
    entered_by: str = ""
    gifts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptGrade:
    """What one attempt is worth.

    Attributes:
        number: Number of the attempt.
        form: Its form.
        raw: Share of the marks, 0-1, before anything is taken off; None if nothing counts.
        share: The share after the late rule; None where the attempt is not graded.
        answered: Questions answered, of those that count.
        blank: Questions left blank, of those that count.
        late_minutes: Minutes after the due instant, 0 if in time or within the grace.
        over_minutes: Minutes longer than the exam lasts; noted, never taken off.
        note: What was done and why, in words.
        clock_at: The instant by which it is late or not, ISO 8601.
        clock: Where that instant comes from, in words.
        entered_by: Who entered its answers; empty where they were handed in.
    """

    number: int
    form: str
    raw: float | None
    share: float | None
    answered: int
    blank: int
    late_minutes: int
    over_minutes: int
    note: str = ""
    clock_at: str = ""
    clock: str = ""
    entered_by: str = ""


STATED, SEEN, TABLE = "the learner's clock", "seen by collect", "from the table"
ENTERED = "as entered"
"""Where the instant of a hand-in comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamGrade:
    """A person's grade in an exam.

    Attributes:
        person: The pseudonym.
        exam: The exam.
        share: The grade, 0-1; None is no grade, which is not a zero.
        passed: Whether it passes; None without a grade or a pass mark.
        attempts: The attempts that were looked at, in the order of their arrival.
        counted: Numbers of those that the grade comes from.
        manual: Whether a mark by hand took part.
        unused: Items with a mark by hand that took no part, as no attempt has them among the
            questions that count.
        note: What is to be said of it.
        comment: What was written to the person by hand.
    """

    person: str
    exam: str
    share: float | None
    passed: bool | None
    attempts: tuple[AttemptGrade, ...] = ()
    counted: tuple[int, ...] = ()
    manual: bool = False
    unused: tuple[str, ...] = ()
    note: str = ""
    comment: str = ""

    @property
    def raw_share(self) -> float | None:
        """Mean of what the counted attempts earned before the late rule, 0-1; None without one."""
        raw = [
            attempt.raw
            for attempt in self.attempts
            if attempt.number in self.counted and attempt.raw is not None
        ]
        return fsum(raw) / len(raw) if raw else None


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseGrade:
    """A person's grades: each exam, and the course by their weights."""

    person: str
    exams: tuple[ExamGrade, ...]
    share: float | None
    passed: bool | None
    threshold: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manual:
    """Marks given by hand: for items of an attempt's exam, and for the exam as a whole, 0-1."""

    items: Mapping[str, float] = field(default_factory=dict)
    whole: float | None = None
