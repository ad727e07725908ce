"""Which of the work of a course was entered by hand, to be named wherever it is counted."""

from collections import Counter

from ipt_train.course.exchange.entered import ENTERED_BY
from ipt_train.course.exchange.receipts import latest, receipts_of
from ipt_train.course.operation.course import OpenCourse
from ipt_train.plural import counted


def entered_in_words(opened: OpenCourse, exam: str | None = None) -> list[str]:
    """Return a sentence for each exam and each person who entered answers to it.

    Args:
        opened: The course.
        exam: Id of the exam; None stands for all.

    Raises:
        CourseError: The receipts cannot be read.
    """
    entered = Counter(
        (one.attempt[1], one.receipt[ENTERED_BY])
        for one in latest(receipts_of(opened.folder)).values()
        if one.receipt.get(ENTERED_BY) and exam in (None, one.attempt[1])
    )
    return [
        f"answers to {name} entered by hand, not handed in: {counted(number, 'attempt')} by {by}"
        for (name, by), number in sorted(entered.items())
    ]
