"""The grades of a course in its report: how they are spread, and last of all whose they are."""

from collections.abc import Mapping

from ipt_train.course.core.course import Exam
from ipt_train.course.core.grade import CourseGrade
from ipt_train.course.operation.cohort_progress import SMALL
from ipt_train.course.operation.grade import Graded
from ipt_train.course.operation.page_counts import is_hidden, shown_counts
from ipt_train.figure.rounding import percent
from ipt_train.report.histogram import histogram
from ipt_train.report.section import Figure, Section, SectionTable
from ipt_train.report.text import dated

_BANDS = 10


def grades_section(graded: Graded, exam: Exam, names: Mapping[str, str]) -> Section:
    """Return how the grades of an exam are spread.

    Args:
        graded: The grades of the course.
        exam: The exam.
        names: Names by pseudonym; empty suppresses small counts.
    """
    grades = [one for person in graded.grades for one in person.exams if one.exam == exam.id]
    shares = [one.share for one in grades if one.share is not None]
    heading, rules = (
        f"Grades: {exam.id}",
        tuple(f"{dated(rule)}." for rule in graded.rules[exam.id]),
    )
    if not names and len(shares) < 2 * SMALL:
        lead = f"Too few grades to show how they are spread: at least {2 * SMALL} are needed."
        return Section(heading=heading, lead=lead, rules=rules)
    counts = [0] * _BANDS
    for share in shares:
        counts[min(_BANDS - 1, int(share * _BANDS))] += 1
    labels = [f"{low * 10}% to {low * 10 + 10}%" for low in range(_BANDS)]
    texts = shown_counts(counts, names)
    table = SectionTable(
        caption=f"Grades in {exam.id}",
        columns=("Share of the marks", "People"),
        rows=tuple(zip(labels, texts, strict=True)),
    )
    drawn = [0 if is_hidden(text) else n for n, text in zip(counts, texts, strict=True)]
    mark = exam.pass_mark
    chart = histogram(
        f"grades-{exam.id}",
        drawn,
        title=f"Grades in {exam.id}",
        desc="People by tenths of the marks; the table has the counts.",
        across="Share of the marks",
        upright="People",
        line=mark,
        line_label="" if mark is None else f"pass mark {percent(mark, 0)}",
    )
    having, without = shown_counts([len(shares), len(grades) - len(shares)], names)
    lead = f"With a grade: {having}; without one, which is not a zero: {without}."
    passed = [one.passed for one in grades if one.passed is not None]
    if passed:
        passes, fails = shown_counts([sum(passed), len(passed) - sum(passed)], names)
        lead += f" Passed: {passes}; not passed: {fails}."
    figure = Figure(table=table, chart=chart if any(drawn) else None)
    return Section(heading=heading, lead=lead, figures=(figure,), rules=rules)


def people_section(graded: Graded, names: Mapping[str, str]) -> Section:
    """Return everybody's grades by name, the best of the course first, those without one last."""
    exams = list(graded.rules)
    ordered = sorted(graded.grades, key=lambda grade: _order(grade, names))
    rows = tuple(
        (
            names.get(grade.person, grade.person),
            _percent(grade.share),
            _result(grade),
            *(_percent(exam.share) for exam in grade.exams),
            "; ".join(f"{exam.exam}: {dated(exam.note)}" for exam in grade.exams if exam.note)
            or "-",
        )
        for grade in ordered
    )
    columns = ("Name", "Course", "Result", *exams, "Note")
    table = SectionTable(caption="People and their grades", columns=columns, rows=rows)
    lead = "By course grade, highest first; people without one come last."
    return Section(heading="People", lead=lead, figures=(Figure(table=table),))


def _order(grade: CourseGrade, names: Mapping[str, str]) -> tuple[bool, float, str]:
    return (
        grade.share is None,
        -(grade.share or 0.0),
        names.get(grade.person, grade.person).casefold(),
    )


def _result(grade: CourseGrade) -> str:
    passed = grade.passed
    if passed is None and len(grade.exams) == 1:
        passed = grade.exams[0].passed
    return grade.threshold or ("-" if passed is None else "pass" if passed else "not passed")


def _percent(share: float | None) -> str:
    return "no grade" if share is None else percent(share)
