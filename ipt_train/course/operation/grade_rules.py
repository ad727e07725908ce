"""What every output of grades states: the rules of the exam, whose clock counted, what was left out."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from ipt_train.course.core.correction import Correction
from ipt_train.course.core.course import Course, Exam
from ipt_train.course.core.grade import SEEN, TABLE, CourseGrade
from ipt_train.course.core.rules import rules_of
from ipt_train.course.exchange.receipts import ReceiptLine
from ipt_train.course.exchange.unclaimed import Unclaimed
from ipt_train.errors import CourseError
from ipt_train.plural import counted
from ipt_train.vocabulary import LateClock

REGRADED = "regraded: "
"""How the rule begins that says what a regrade decided of an item."""


def stated_rules(
    course: Course,
    exam: Exam,
    grades: Sequence[CourseGrade],
    nobodys: Sequence[Unclaimed],
    corrections: Iterable[Correction] = (),
    exceptions: Sequence[str] = (),
) -> list[str]:
    """Return in sentences by what an exam was graded.

    Args:
        course: The course.
        exam: The exam.
        grades: The grades, whose attempts say which clock counted.
        nobodys: Accepted work that was left out since it belongs to nobody; by pseudonym only.
        corrections: What regrades decided of its items, and is in force.
        exceptions: How many attempts were made void or granted, in words.
    """
    rules = rules_of(course, exam)
    if exam.late.clock is LateClock.RECEIVED:
        clocks = Counter(
            attempt.clock
            for person in grades
            for one in person.exams
            if one.exam == exam.id
            for attempt in one.attempts
        )
        said = ", ".join(f"{counted(clocks[name], 'attempt')} {name}" for name in (SEEN, TABLE))
        rules.append(f"arrival: {said}")
    entered = Counter(
        attempt.entered_by
        for person in grades
        for one in person.exams
        if one.exam == exam.id
        for attempt in one.attempts
        if attempt.entered_by
    )
    if entered:
        said = ", ".join(f"{counted(n, 'attempt')} by {by}" for by, n in sorted(entered.items()))
        rules.append(f"answers entered by hand, not handed in: {said}")
    if left_out := [one.words() for one in nobodys if one.exam == exam.id]:
        rules.append(f"left out, since it belongs to nobody: {'; '.join(left_out)}")
    rules += exceptions
    rules += [f"{REGRADED}{one.sentence}" for one in corrections]
    return rules


def keys_are_there(course: Course, used: Collection[str], entries: Iterable[ReceiptLine]) -> None:
    """Stop where work was accepted for an exam whose key is gone; else it would count as absence.

    Raises:
        CourseError: A key is gone.
    """
    handed_in = {one.attempt[1] for one in entries}
    for exam in course.exams:
        if exam.id not in used and exam.id in handed_in:
            raise CourseError(
                f"the key of the exam `{exam.id}` is gone, but work has been accepted for it",
                hint="restore keys/ from a backup",
            )
