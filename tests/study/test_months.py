"""Months of study in a moment: what the program reports equals what its own CSV says."""

import csv
import io
import random
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from ipt_train.bank.core.model import Library
from ipt_train.csv_file import csv_text
from ipt_train.log.core.fold import fold
from ipt_train.log.operation.journal import Journal
from ipt_train.progress.operation.export import ExportedTable, export_table
from ipt_train.progress.operation.progress import progress_of
from ipt_train.study.operation.due import due_of
from ipt_train.study.operation.study import begin_study
from ipt_train.vocabulary import ExportTable
from tests.conftest import Clock
from tests.study.test_queue import right

DAYS = 120


@pytest.fixture
def journal(journals: Callable[..., Journal], library: Library, clock: Clock) -> Journal:
    """A learner who studied on most of 120 days and was right nine times in ten."""
    journal = journals()
    chance = random.Random(7)
    for _ in range(DAYS):
        if chance.random() < 0.85:
            sitting = begin_study(journal, library, session=f"s{clock.instant:%Y%m%d}")
            while question := sitting.next():
                text = right(question)
                if chance.random() > 0.9 and question.presentation.single_key:
                    text = next(one.id for one in question.presentation.options if one.id != text)
                spent = chance.randrange(2000, 30_000)
                clock.move(milliseconds=spent)
                sitting.answer(question, question.presentation.by_ids(text), None, spent)
        clock.move(days=1, hours=chance.uniform(-1, 1))
    return journal


def rows(table: ExportedTable) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(csv_text(table.columns, table.rows))))


def test_progress_equals_what_the_csv_says(journal: Journal, library: Library) -> None:
    reviews = rows(export_table(journal, library, ExportTable.REVIEWS))
    items = rows(export_table(journal, library, ExportTable.ITEMS))
    progress = progress_of(journal, library)
    comes_back: dict[str, date] = {}
    retained = asked = 0
    for row in reviews:
        day = date.fromisoformat(row["study_day"])
        if row["review_state"] == "2" and day >= comes_back[row["card_id"]]:
            asked += 1
            retained += row["review_rating"] != "1"
        comes_back[row["card_id"]] = day + timedelta(days=int(row["next_interval_days"]))
    assert asked > 40
    assert (progress.total.retained, progress.total.reviews) == (retained, asked)
    assert progress.total.true_retention == pytest.approx(retained / asked)
    seen = [float(row["retrievability_today"]) for row in items if row["state"] != "new"]
    assert progress.total.seen == len(seen) == 14
    assert progress.total.retrievability == pytest.approx(sum(seen) / len(seen), abs=1e-3)
    assert sum(progress.history) == sum(
        row["study_day"] > _ordinal(journal.today() - 30) for row in reviews
    )
    assert sum(one.seen for one in progress.domains) == progress.total.seen


def _ordinal(day: int) -> str:
    return date.fromordinal(day).isoformat()


def test_replaying_the_log_gives_the_state(journal: Journal) -> None:
    assert fold(journal.events()).digest() == journal.state.digest()


def test_forecast_equals_the_due_days_of_the_items(journal: Journal, library: Library) -> None:
    items = rows(export_table(journal, library, ExportTable.ITEMS))
    due = due_of(journal, library)
    entries: dict[str, str] = {}
    for row in items:
        if row["due_day"]:
            name = row["vignette"] or row["item"]
            entries[name] = min(entries.get(name, row["due_day"]), row["due_day"])
    for ahead, count in enumerate(due.forecast):
        day = _ordinal(journal.today() + ahead)
        expected = sum(one <= day if ahead == 0 else one == day for one in entries.values())
        assert count == expected


def test_sittings_add_up(journal: Journal, library: Library) -> None:
    reviews = rows(export_table(journal, library, ExportTable.REVIEWS))
    sittings = rows(export_table(journal, library, ExportTable.SESSIONS))
    assert sum(int(row["answers"]) for row in sittings) == len(reviews)
    assert sum(int(row["new_items"]) for row in sittings) == 14
    for row in sittings:
        assert row["started"] <= row["ended"]


def test_interchange_columns_come_first_and_mean_what_fsrs_tools_expect(
    journal: Journal, library: Library
) -> None:
    table = export_table(journal, library, ExportTable.REVIEWS)
    assert table.columns[:7] == (
        "card_id", "review_time", "review_rating", "review_state", "review_duration", "timezone", "day_start",
    )  # fmt: skip
    for row in rows(table):
        assert 1 <= int(row["review_rating"]) <= 4
        assert 0 <= int(row["review_state"]) <= 3
        assert len(row["review_time"]) == 13
        assert (row["timezone"], row["day_start"]) == ("Europe/London", "4")


def test_no_day_exceeds_the_limits(journal: Journal, library: Library) -> None:
    begun: dict[str, str] = {}
    for row in rows(export_table(journal, library, ExportTable.REVIEWS)):
        begun.setdefault(row["vignette"] or row["card_id"], row["study_day"])
    days = list(begun.values())
    assert max(days.count(day) for day in days) <= 10


def test_too_few_reviews_give_no_figure(journals: Callable[..., Journal], library: Library) -> None:
    progress = progress_of(journals(), library)
    assert progress.total.true_retention is None
    assert progress.total.retrievability is None


def test_a_change_of_zone_or_rollover_leaves_past_days_alone(journal: Journal) -> None:
    """The study day is kept with each event: a move to another zone rewrites no history."""
    from ipt_train.log.core.event import Chosen

    before = [event.day for event in journal.events()]
    cards = dict(journal.state.cards)
    journal.record(Chosen(name="zone", value="Pacific/Auckland"))
    journal.record(Chosen(name="rollover", value="0"))
    assert [event.day for event in journal.events()][: len(before)] == before
    assert journal.state.cards == cards
    assert fold(journal.events()).digest() == journal.state.digest()
