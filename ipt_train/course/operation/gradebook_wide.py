"""The gradebook of a whole course as a plain table: a row a person."""

from ipt_train.course.core.course import Course
from ipt_train.course.core.grade import CourseGrade
from ipt_train.course.operation.course import OpenCourse
from ipt_train.course.operation.grade import Graded
from ipt_train.course.operation.grade_table import POINTS, yes_or_no
from ipt_train.figure.rounding import POINT_PLACES, half_up

Cell = str | int | float | None


def wide_rows(opened: OpenCourse, graded: Graded) -> tuple[list[str], list[list[Cell]]]:
    """Return the gradebook as columns and rows, in points of the course.

    After the points of each exam and of the course stand, for each exam, whether it is passed by its
    own pass mark, the points before the late rule took anything off, and comments.
    """
    exams = list(graded.rules)
    return _columns(opened, exams), [_row(opened, person, exams) for person in graded.grades]


def wide_formats(graded: Graded) -> dict[str, str]:
    """Return the number formats of its columns in a workbook."""
    exams = [name for exam in graded.rules for name in (exam, _before_late(exam))]
    return dict.fromkeys([*exams, "course"], POINTS)


def _columns(opened: OpenCourse, exams: list[str]) -> list[str]:
    groups = _groups(opened)
    further = [name for exam in exams for name in (f"{exam} passed", _before_late(exam))]
    course = ("course", "threshold", "passed", "notes")
    return ["id", "name", "email", *groups, *exams, *course, *further, "comments"]


def _before_late(exam: str) -> str:
    return f"{exam} before late rule"


def _groups(opened: OpenCourse) -> list[str]:
    return list(dict.fromkeys(name for one in opened.people.values() for name in one.groups))


def _row(opened: OpenCourse, person: CourseGrade, exams: list[str]) -> list[Cell]:
    who, course = opened.people[person.person], opened.course
    grades = {grade.exam: grade for grade in person.exams}
    further: list[Cell] = []
    for exam in exams:
        further += [yes_or_no(grades[exam].passed), _points(grades[exam].raw_share, course)]
    return [
        who.id,
        who.name,
        who.email,
        *(who.groups.get(name, "") for name in _groups(opened)),
        *(_points(grades[exam].share, course) for exam in exams),
        _points(person.share, course),
        person.threshold,
        yes_or_no(person.passed),
        "; ".join(f"{exam}: {grades[exam].note}" for exam in exams if grades[exam].note),
        *further,
        "; ".join(f"{exam}: {grades[exam].comment}" for exam in exams if grades[exam].comment),
    ]


def _points(share: float | None, course: Course) -> float | None:
    return None if share is None else float(half_up(share * course.points, POINT_PLACES))
