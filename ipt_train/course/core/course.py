"""A course as its file describes it: exams, deadlines, and the rules by which it is graded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ipt_train.errors import CourseError
from ipt_train.vocabulary import AbsentRule, AttemptRule, BlankRule, Enrolment, LateClock, LateRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """What becomes of a late attempt.

    Attributes:
        rule: The rule by its name.
        per_day: Share of the marks that each day begun takes off (deduct), 0-1.
        at_most: Greatest share that is taken off, 0-1.
        grace: How long after the due instant nothing is late.
        clock: Whose clock counts.
    """

    rule: LateRule = LateRule.ACCEPT
    per_day: float = 0.1
    at_most: float = 1.0
    grace: timedelta = timedelta()
    clock: LateClock = LateClock.STATED


@dataclass(frozen=True, slots=True, kw_only=True)
class Exam:
    """An exam of a course.

    ``seed`` None leaves it to the builder; ``may_share`` are the other exams whose items it may have.
    """

    id: str
    title: str
    blueprint: str = ""
    length: int | None = None
    forms: int = 1
    seed: int | None = None
    minutes: int | None = None
    opens: datetime | None = None
    due: datetime | None = None
    attempts: AttemptRule = AttemptRule.FIRST
    allowed: int = 1
    late: Late = Late()
    blank: BlankRule = BlankRule.NO_MARKS
    absent: AbsentRule = AbsentRule.NO_GRADE
    weight: float = 1.0
    pass_mark: float | None = None
    may_share: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """A later deadline or extra time for one person; ``exam`` empty stands for all exams."""

    person: str
    exam: str = ""
    due: datetime | None = None
    extra_minutes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A course; ``thresholds`` are names with their least share, the highest first."""

    id: str
    title: str
    zone: str
    banks: tuple[str, ...]
    instructors: tuple[str, ...]
    exams: tuple[Exam, ...]
    enrolment: Enrolment = Enrolment.FIRST_USE
    points: float = 100.0
    pass_mark: float | None = None
    thresholds: tuple[tuple[str, float], ...] = ()
    extensions: tuple[Extension, ...] = ()

    def exam(self, name: str | None = None, *, command: str = "") -> Exam:
        """Return an exam by its id; without a name, the only one.

        Args:
            name: Its id.
            command: The command that takes the id as its argument, for the hint; else the hint
                names the option ``--exam``.

        Raises:
            CourseError: There is no such exam, or several.
        """
        chosen = [one for one in self.exams if name in (None, one.id)]
        if len(chosen) == 1:
            return chosen[0]
        ids = [one.id for one in self.exams]
        said = f"there is no exam `{name}`" if name else "the course has several exams"
        hint = f"choose one with --exam: {', '.join(ids)}"
        if command:
            hint = f"type {' or '.join(f'`{command} {id}`' for id in ids)}"
        raise CourseError(said, hint=hint)

    def due(self, exam: Exam, person: str) -> datetime | None:
        """Return when an exam is due for a person: the latest of deadline and extensions."""
        dates = [one.due for one in self._extensions(exam, person) if one.due]
        return max([exam.due, *dates]) if exam.due else None

    def minutes(self, exam: Exam, person: str) -> int | None:
        """Return how long an exam lasts for a person."""
        if exam.minutes is None:
            return None
        more = (one.extra_minutes for one in self._extensions(exam, person))
        return exam.minutes + max(more, default=0)

    def _extensions(self, exam: Exam, person: str) -> list[Extension]:
        return [
            one for one in self.extensions if one.person == person and one.exam in ("", exam.id)
        ]


def local_instant(text: str, zone: str) -> datetime:
    """Return the instant, in UTC, of a local time such as ``2026-11-02T09:00``.

    Where clocks are put back, the earlier of the two instants is meant.

    Raises:
        ValueError: There is no such date, or clocks are put forward over that time.
    """
    try:
        wall = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))
    except ValueError:
        raise ValueError("there is no such day or hour") from None
    instant = wall.astimezone(UTC)
    if instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != wall.replace(tzinfo=None):
        raise ValueError("the clocks go forward past that time")
    return instant


def course_of(data: Mapping[str, Any]) -> Course:
    """Build a course from data that passed its checks."""
    zone = data["zone"]
    return Course(
        id=data["id"],
        title=data["title"],
        zone=zone,
        banks=tuple(data.get("banks", ())),
        instructors=tuple(data["instructors"]),
        exams=tuple(_exam(one, zone) for one in data["exams"]),
        enrolment=Enrolment(data.get("enrolment", "first-use")),
        points=float(data.get("points", 100)),
        pass_mark=data.get("pass_mark"),
        thresholds=tuple(
            sorted(
                ((one["name"], float(one["from"])) for one in data.get("thresholds", ())),
                key=lambda one: -one[1],
            )
        ),
        extensions=tuple(
            Extension(
                person=one["person"],
                exam=one.get("exam", ""),
                due=_instant(one, "due", zone),
                extra_minutes=int(one.get("extra_minutes", 0)),
            )
            for one in data.get("extensions", ())
        ),
    )


def _exam(data: Mapping[str, Any], zone: str) -> Exam:
    attempts, late, missing = (data.get(name, {}) for name in ("attempts", "late", "missing"))
    return Exam(
        id=data["id"],
        title=data["title"],
        blueprint=data.get("blueprint", ""),
        length=_whole(data, "length"),
        forms=int(data.get("forms", 1)),
        seed=_whole(data, "seed"),
        minutes=_whole(data, "minutes"),
        opens=_instant(data, "opens", zone),
        due=_instant(data, "due", zone),
        attempts=AttemptRule(attempts.get("rule", "first")),
        allowed=int(attempts.get("allowed", 1)),
        late=Late(
            rule=LateRule(late.get("rule", "accept")),
            per_day=late.get("per_day", 0.1),
            at_most=late.get("at_most", 1.0),
            grace=timedelta(minutes=int(late.get("grace_minutes", 0))),
            clock=LateClock(late.get("clock", "stated")),
        ),
        blank=BlankRule(missing.get("blank", "no-marks")),
        absent=AbsentRule(missing.get("absent", "no-grade")),
        weight=float(data.get("weight", 1)),
        pass_mark=data.get("pass_mark"),
        may_share=tuple(data.get("may_share", ())),
    )


def _whole(data: Mapping[str, Any], name: str) -> int | None:
    """Return a whole number, also where it was written as 60.0, which the schema lets pass."""
    return int(data[name]) if name in data else None


def _instant(data: Mapping[str, Any], name: str, zone: str) -> datetime | None:
    return local_instant(data[name], zone) if name in data else None


def not_built(exam: str) -> CourseError:
    """Return the error of a command that needs an exam which was not built."""
    return CourseError(
        f"the exam `{exam}` has not been built",
        hint=f"`ipt-train course exam build {exam}` builds it",
    )


def nothing_built(course: Course) -> CourseError:
    """Return the error of a command that needs an exam, where none was built."""
    first = course.exams[0].id
    return CourseError(
        "no exam has been built yet", hint=f"`ipt-train course exam build {first}` builds it"
    )
