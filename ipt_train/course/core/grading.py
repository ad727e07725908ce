"""From marked attempts to grades, by rules that are named and stated. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import ceil, fsum

from ipt_train.course.core.course import Course, Exam
from ipt_train.course.core.grade import (
    ENTERED,
    SEEN,
    STATED,
    TABLE,
    Attempt,
    AttemptGrade,
    CourseGrade,
    ExamGrade,
    Manual,
)
from ipt_train.course.core.notes import (
    IN_PLACE,
    after_release,
    not_used,
    nothing_handed_in,
    out_of_order,
)
from ipt_train.figure.rounding import percent
from ipt_train.schedule.day import local_time
from ipt_train.vocabulary import AbsentRule, AttemptRule, BlankRule, LateClock, LateRule

_DAY = timedelta(days=1)


def grade_attempt(
    attempt: Attempt,
    exam: Exam,
    *,
    due: datetime | None,
    minutes: int | None,
    manual: Manual,
    zone: str = "UTC",
) -> AttemptGrade:
    """Grade one attempt.

    Args:
        attempt: The marked attempt.
        exam: The exam with its rules.
        due: When it is due for this person.
        minutes: How long it lasts for this person.
        manual: Marks by hand; one for an item stands in place of the item's own.
        zone: The course's zone, in which times are named.
    """
    scores = attempt.scores
    if manual.items:
        scores = {name: manual.items.get(name, score) for name, score in scores.items()}
    given = [score for score in scores.values() if score is not None]
    gifts = attempt.gifts - manual.items.keys()
    of = len(given) if exam.blank is BlankRule.LEFT_OUT else len(scores)
    raw = fsum(given) / of if of else None
    stated = exam.late.clock is LateClock.STATED
    at = attempt.ended_at if stated else attempt.received_at
    clock = STATED if stated else TABLE if attempt.by_table else SEEN
    if attempt.entered_by:
        clock = ENTERED
    clock_at = at.isoformat(timespec="seconds")
    share, late, note = _late(raw, exam, at, due)
    if note and not stated:
        note = f"{note} (arrived {local_time(at, zone)}, {clock})"
    if exam.opens and attempt.started_at < exam.opens:
        note = "; ".join(filter(None, [note, "begun before it opened"]))
    spent = attempt.ended_at - attempt.started_at
    over = max(timedelta(), spent - timedelta(minutes=minutes)) if minutes else timedelta()
    return AttemptGrade(
        number=attempt.number,
        form=attempt.form,
        raw=raw,
        share=share,
        answered=len(given) - len(gifts),
        blank=len(scores) - len(given) + len(gifts),
        late_minutes=ceil(late / timedelta(minutes=1)),
        over_minutes=int(over / timedelta(minutes=1)),
        note=note,
        clock_at=clock_at,
        clock=clock,
        entered_by=attempt.entered_by,
    )


def _late(
    raw: float | None, exam: Exam, at: datetime, due: datetime | None
) -> tuple[float | None, timedelta, str]:
    if due is None or raw is None or at <= due + exam.late.grace:
        return raw, timedelta(), ""
    late = at - due
    match exam.late.rule:
        case LateRule.ACCEPT:
            return raw, late, "late, accepted"
        case LateRule.REFUSE:
            return None, late, "late, not graded"
        case LateRule.ZERO:
            return 0.0, late, "late, no marks"
        case LateRule.DEDUCT:
            off = min(exam.late.at_most, exam.late.per_day * ceil(late / _DAY))
            return (
                max(0.0, raw * (1 - off)),
                late,
                f"late, {percent(off, 0)} of the marks taken off",
            )


def grade_exam(
    person: str,
    attempts: Sequence[Attempt],
    course: Course,
    exam: Exam,
    manual: Manual,
    *,
    strangers: int = 0,
    released: datetime | None = None,
    granted: Sequence[str] = (),
    voided: Sequence[str] = (),
) -> ExamGrade:
    """Grade a person's attempts at an exam by its attempts rule, in the order of their arrival.

    Args:
        person: The pseudonym.
        attempts: All marked attempts; those that arrived after the allowed number are not looked at.
        course: The course with extensions.
        exam: The exam.
        manual: Marks by hand.
        strangers: How many pseudonyms handed in for the exam and are not on the roster.
        released: When feedback on the exam was first released; attempts that arrived later are named.
        granted: The attempts beyond those allowed that the person was granted, each in words.
        voided: Attempts that were made void and are not among these, in words.
    """
    due, minutes = course.due(exam, person), course.minutes(exam, person)
    came = sorted(attempts, key=lambda one: (one.received_at, one.run, one.number))
    looked_at = came[: exam.allowed + len(granted)]
    grades = tuple(
        grade_attempt(one, exam, due=due, minutes=minutes, manual=manual, zone=course.zone)
        for one in looked_at
    )
    chosen = _counted(exam.attempts, [one for one in grades if one.share is not None])
    shares = [one.share for one in chosen if one.share is not None]
    share = fsum(shares) / len(shares) if shares else None
    whole = manual.whole is not None
    notes = [f"attempt {one.number}: {one.note}" for one in grades if one.note and not whole]
    notes += [
        f"attempt {one.number}: answers entered by {one.entered_by}"
        for one in grades
        if one.entered_by
    ]
    notes += [*voided, *granted]
    notes += out_of_order([one.number for one in came])
    notes += after_release(came, released)
    if len(attempts) > len(looked_at):
        notes.append(f"{len(attempts) - len(looked_at)} more than the attempts allowed, not graded")
    if not attempts:
        only_void = voided and not strangers
        notes.append("nothing else was handed in" if only_void else nothing_handed_in(strangers))
        share = 0.0 if exam.absent is AbsentRule.ZERO else None
    if manual.whole is not None:
        share = manual.whole
        notes.append("mark by hand" + (IN_PLACE if attempts else ""))
    unused = tuple(
        name for name in manual.items if not any(name in one.scores for one in looked_at)
    )
    if unused:
        notes.append(not_used(unused))
    return ExamGrade(
        person=person,
        exam=exam.id,
        share=share,
        passed=_passed(share, exam.pass_mark),
        attempts=grades,
        counted=tuple(one.number for one in chosen),
        manual=whole or any(name in one.scores for one in looked_at for name in manual.items),
        unused=unused,
        note="; ".join(notes),
    )


def _counted(rule: AttemptRule, grades: Sequence[AttemptGrade]) -> list[AttemptGrade]:
    if not grades:
        return []
    match rule:
        case AttemptRule.FIRST:
            return [grades[0]]
        case AttemptRule.LAST:
            return [grades[-1]]
        case AttemptRule.MEAN:
            return list(grades)
        case AttemptRule.BEST:
            return [max(grades, key=lambda one: one.share or 0.0)]  # of equals the first to arrive


def grade_course(person: str, course: Course, exams: Sequence[ExamGrade]) -> CourseGrade:
    """Weigh a person's exams; where one that counts has no grade there is no course grade.

    A course without a pass mark of its own is passed by that of its exam, where only one counts.
    """
    weights = {one.id: one.weight for one in course.exams}
    parts = [(one.share, weights[one.exam]) for one in exams if weights[one.exam]]
    share = None
    if parts and len(parts) == sum(bool(weight) for weight in weights.values()):
        shares = [(part, weight) for part, weight in parts if part is not None]
        if len(shares) == len(parts):
            share = fsum(part * weight for part, weight in shares) / fsum(w for _, w in shares)
    reached = [
        name for name, least in course.thresholds if share is not None and share >= least - 1e-9
    ]
    return CourseGrade(
        person=person,
        exams=tuple(exams),
        share=share,
        passed=_passed(share, _pass_mark(course)),
        threshold=reached[0] if reached else "",
    )


def _pass_mark(course: Course) -> float | None:
    counting = [exam for exam in course.exams if exam.weight]
    only = counting[0].pass_mark if len(counting) == 1 else None
    return course.pass_mark if course.pass_mark is not None else only


def _passed(share: float | None, mark: float | None) -> bool | None:
    return None if share is None or mark is None else share >= mark - 1e-9
