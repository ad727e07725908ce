"""What an answer costs does not grow with the log: it is committed, and nothing is read again."""

from itertools import count

import pytest

from ipt_train.bank.core.model import Library
from ipt_train.exam.operation.exam import begin_exam, open_exam
from ipt_train.log.core.event import Marked
from ipt_train.log.operation.journal import Journal
from ipt_train.vocabulary import EventKind, ItemId
from tests.conftest import Clock
from tests.log.memory_log import MemoryLog


@pytest.mark.parametrize("size", [10, 1000])
def test_an_answer_reads_no_log(library: Library, size: int) -> None:
    log, numbers = MemoryLog(), count()
    journal = Journal(log, now=Clock(), new_id=lambda: f"e{next(numbers)}", device="d")
    for number in range(size):
        journal.record(Marked(item=ItemId(f"i{number % 7}"), mark=EventKind.FLAG))
    begin_exam(journal, library, exam="x", title="X", seed=1, length=2)
    sitting = open_exam(journal, library)
    assert sitting is not None
    log.reads = 0
    for place in range(len(sitting.questions)):
        assert sitting.answer(place, ("a",), 900)
        assert sitting.given(place) == ("a",)
    sitting.answer(0, None, 900)
    assert sitting.unanswered() == [0]
    sitting.end()
    assert sitting.is_over()
    assert sitting.record.ended is not None
    assert log.reads == 0
