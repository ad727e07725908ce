"""An exam date: what would come back only after it is brought in before it.

FSRS already keeps the chance of recall on the exam day at the desired retention or above for
everything that is not overdue, so this changes little for memory; it gives each item one last
sight within the fortnight before, spread over its days by item and repetition.
"""

import math

from ipt_train.schedule.fuzz import factor_of
from ipt_train.vocabulary import ItemId

WINDOW = 14
"""Days before the exam within which everything is seen once more (a convention)."""


def brought_in(
    due_day: int, *, reviewed: int, exam_day: int | None, item: ItemId, repetitions: int
) -> int:
    """Return the day on which an item comes back, given an exam.

    Args:
        due_day: Study day that the memory model asks for.
        reviewed: Study day of the last review.
        exam_day: Study day of the exam, or None.
        item: Whose card it is; with the repetition it says where in the window it falls.
        repetitions: Reviews so far.
    """
    if exam_day is None or due_day < exam_day or reviewed >= exam_day - WINDOW:
        return due_day
    return exam_day - 1 - math.floor(factor_of("exam", item, repetitions) * WINDOW)
