"""Whose grade a decision changes: the same grading twice, before it and after it."""

from collections.abc import Callable
from dataclasses import dataclass

from ipt_train.course.operation.grade import Graded
from ipt_train.errors import IptTrainError


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeChange:
    """One person's grade before and after; None is no grade."""

    person: str
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeChanges:
    """Whose grade changes.

    Attributes:
        people: Those people.
        untold: Why it cannot be told; empty where it is.
    """

    people: tuple[GradeChange, ...] = ()
    untold: str = ""


def grade_changes(before: Graded, after: Graded, exam: str) -> tuple[GradeChange, ...]:
    """Return the people whose grade at an exam is another after than before."""
    old, new = _shares(before, exam), _shares(after, exam)
    return tuple(
        GradeChange(person=person, before=old[person], after=new[person])
        for person in new
        if old[person] != new[person]
    )


def changes_or_why_not(
    before: Callable[[], Graded], after: Callable[[], Graded], exam: str
) -> GradeChanges:
    """Return whose grade changes, or why that cannot be told: nothing is held up by it.

    Args:
        before: Grades as things are.
        after: Grades as they would be.
        exam: Id of the exam.
    """
    try:
        return GradeChanges(people=grade_changes(before(), after(), exam))
    except IptTrainError as error:
        return GradeChanges(untold=error.message)


def _shares(graded: Graded, exam: str) -> dict[str, float | None]:
    return {
        person.person: one.share
        for person in graded.grades
        for one in person.exams
        if one.exam == exam
    }
