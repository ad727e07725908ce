"""What was not learnt by the evening is asked again the next day, as learning and not as a review."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

from ipt_train.bank.core.model import Library
from ipt_train.csv_file import csv_text
from ipt_train.log.core.event import Chosen
from ipt_train.log.operation.journal import Journal
from ipt_train.progress.operation.export import export_table
from ipt_train.progress.operation.progress import progress_of
from ipt_train.schedule.card import Review
from ipt_train.shell.places import Paths
from ipt_train.study.exchange.keep_brief import banks_of, keep_brief
from ipt_train.study.operation.due import due_of
from ipt_train.study.operation.study import Sitting, begin_study
from ipt_train.study.screen.due import what_is_next
from ipt_train.study.screen.question import standing_parts
from ipt_train.vocabulary import ExportTable, ItemId
from tests.conftest import Clock
from tests.study.learner import response
from tests.study.test_queue import part

Journals = Callable[..., Journal]


def answer_all(sitting: Sitting, clock: Clock, *, wrong: str = "") -> list[str]:
    """Answer until there is nothing left, one item wrongly at first; return when each comes back."""
    returns, missed = [], False
    while question := sitting.next():
        clock.move(seconds=20)
        right = missed or question.item.id != wrong
        missed = missed or not right
        returns.append(
            sitting.answer(question, response(question, right=right), None, 9000).returns
        )
    return returns


def test_what_was_wrong_at_first_sight_is_asked_again_the_next_day_and_then_learnt(
    journals: Journals, library: Library, clock: Clock
) -> None:
    journal, history = journals(), part(library, "history")
    sitting = begin_study(journal, history, session="1")
    assert "again tomorrow" in answer_all(sitting, clock, wrong="two")
    summary, due = sitting.summary(), due_of(journal, history)
    assert summary.learned == summary.new - 1
    assert (due.next_count, due.next_learning) == (summary.next_count, 1)
    assert any(
        line.startswith("Tomorrow: ") and "1 to ask again" in line for line in what_is_next(summary)
    )
    clock.move(days=1)
    due, sitting = due_of(journal, history), begin_study(journal, history, session="2", new_limit=0)
    assert (due.reviews, due.learning) == (0, 1)
    assert standing_parts(sitting.standing())[:2] == ["0 done", "1 again"]
    question = sitting.next()
    assert question is not None
    assert (question.item.id, question.reason) == ("two", "again")
    assert sitting.answer(question, response(question, right=True), None, 9000)
    assert isinstance(journal.state.cards[ItemId("two")], Review)
    assert due_of(journal, history).learning == 0
    assert progress_of(journal, history).total.reviews == 0  # it was no review
    table = export_table(journal, history, ExportTable.REVIEWS)
    rows = list(csv.DictReader(io.StringIO(csv_text(table.columns, table.rows))))
    assert rows[-1]["card_id"] == "two"
    assert rows[-1]["review_state"] == "1"


def test_a_step_longer_than_a_sitting_waits_is_said_apart(
    journals: Journals, library: Library, clock: Clock, tmp_path: Path
) -> None:
    """Neither the counter nor what is due has it, and the figure for a prompt holds until it can be asked."""
    journal = journals()
    journal.record(Chosen(name="learning-steps", value="50m 50m"))
    sitting = begin_study(journal, library, session="1", new_limit=1)
    returns = answer_all(sitting, clock)
    summary, due = sitting.summary(), due_of(journal, library)
    assert returns == ["again in 50 min"]
    assert (due.learning, due.learning_later, due.later_seconds) == (0, 1, 30 * 60)
    assert sitting.standing().ahead.again == summary.again == 0
    journal.record(Chosen(name="new-per-day", value="1"))
    summary = sitting.summary()
    assert what_is_next(summary)[0] == "Done for now. 1 question comes again in 30 min."
    paths = Paths(**{name: tmp_path / name for name in ("data", "cache", "state", "config")})
    keep_brief(paths, "default", journal, due_of(journal, library), banks_of(paths))
    now = journal.at()
    count, _, day, *_ = paths.due("default").read_text().split("\n")
    assert (count, day.split()[1]) == ("0", str(now + 30 * 60_000))
    clock.move(minutes=30)
    assert (due_of(journal, library).learning, due_of(journal, library).learning_later) == (1, 0)
    assert begin_study(journal, library, session="2").next() is not None
