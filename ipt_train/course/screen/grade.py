"""How grades look: everybody's first, then what is to be said of them, then the rules."""

from collections.abc import Mapping, Sequence

from ipt_train.course.core.grade import CourseGrade, ExamGrade
from ipt_train.course.core.roster import Person
from ipt_train.course.operation.grade import Graded
from ipt_train.figure.rounding import percent
from ipt_train.plural import counted
from ipt_train.shell.screen import Screen


def show_grades(
    screen: Screen, graded: Graded, people: Mapping[str, Person], files: Sequence[str]
) -> None:
    """Show everybody's grades, each exam with its rules, and where the grades were written.

    Args:
        screen: Where to.
        graded: The grades.
        people: The people of the roster by pseudonym.
        files: The files that hold them.
    """
    screen.rule("Grades")
    exams = list(graded.rules)
    columns = ("Person", *exams, *(("Course",) if len(exams) > 1 else ()), "Result")
    screen.table(columns, [_row(grade, people, len(exams) > 1) for grade in graded.grades])
    for grade in graded.grades:
        for exam in grade.exams:
            if exam.note:
                screen.row(_name(grade, people), f"{exam.exam}: {exam.note}")
    for name, rules in graded.rules.items():
        screen.gap()
        _show_rules(screen, graded, name, rules)
    for name in graded.ungraded:
        screen.line(f"The exam {name} was not built yet.")
    screen.line(f"Written: {', '.join(files)}")


def result_of(grade: CourseGrade) -> str:
    """Say what a course came to: the threshold that was reached, else whether it is a pass."""
    if grade.threshold:
        return grade.threshold
    passed = grade.passed
    if passed is None and len(grade.exams) == 1:
        passed = grade.exams[0].passed
    return "-" if passed is None else "pass" if passed else "not passed"


def share_in_words(share: float | None) -> str:
    """Return a grade in per cent; no grade is no zero."""
    return "no grade" if share is None else percent(share)


def _row(grade: CourseGrade, people: Mapping[str, Person], course: bool) -> tuple[str, ...]:
    exams = (share_in_words(exam.share) for exam in grade.exams)
    whole = (share_in_words(grade.share),) if course else ()
    return (_name(grade, people), *exams, *whole, result_of(grade))


def _name(grade: CourseGrade, people: Mapping[str, Person]) -> str:
    person = people.get(grade.person)
    return f"{person.name} ({person.id})" if person else grade.person


def _show_rules(screen: Screen, graded: Graded, exam: str, rules: Sequence[str]) -> None:
    grades: list[ExamGrade] = [
        grade for person in graded.grades for grade in person.exams if grade.exam == exam
    ]
    having = sum(grade.share is not None for grade in grades)
    without = len(graded.grades) - having
    screen.rule(exam)
    screen.line(
        f"With a grade: {counted(having, 'person', 'people')}; without: {without}.", indent=1
    )
    for rule in rules:
        screen.line(rule, "dim", indent=1)
