"""How grades look: by how many people have one, and by which rules."""

from collections.abc import Sequence

from ipt_train.course.core.notes import not_used
from ipt_train.course.operation.grade import Graded
from ipt_train.plural import counted
from ipt_train.shell.screen import Screen


def show_grades(screen: Screen, graded: Graded, files: Sequence[str]) -> None:
    """Show each exam with its rules, and where the grades were written.

    Args:
        screen: Where to.
        graded: The grades.
        files: The files that hold them.
    """
    for exam, rules in graded.rules.items():
        _show_exam(screen, graded, exam, rules)
    for exam in graded.ungraded:
        screen.line(f"The exam {exam} was not built yet.")
    screen.line(f"Written: {', '.join(files)}")


def _show_exam(screen: Screen, graded: Graded, exam: str, rules: Sequence[str]) -> None:
    grades = [
        (person.person, grade)
        for person in graded.grades
        for grade in person.exams
        if grade.exam == exam
    ]
    having = sum(grade.share is not None for _, grade in grades)
    without = len(graded.grades) - having
    screen.rule(exam)
    screen.line(
        f"With a grade: {counted(having, 'person', 'people')}; without: {without}.", indent=1
    )
    for rule in rules:
        screen.line(rule, indent=1)
    for person, grade in grades:
        if grade.unused:
            screen.line(f"{person}: {not_used(grade.unused)}", indent=1)
