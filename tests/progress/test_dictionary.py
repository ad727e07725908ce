"""The data dictionary is true of real cells: kinds, ends of scales, where a cell is empty, what is said of a row."""

import re
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime

import pytest

from ipt_train.bank.core.model import Library
from ipt_train.csv_file import csv_text
from ipt_train.log.core.event import Marked, Reviewed
from ipt_train.log.operation.journal import Journal
from ipt_train.progress.operation.columns import (
    ITEMS,
    REVIEWS,
    SESSIONS,
    TABLES,
    dictionary_text,
)
from ipt_train.progress.operation.export import export_table
from ipt_train.vocabulary import Confidence, EventKind, ExportTable, ItemId, ItemType, Rating
from tests.conftest import Clock
from tests.progress.cells import ends_in_words, misfits, never_empty, rows_of
from tests.report.learner import study_for

Rows = list[dict[str, str]]


@pytest.fixture
def tables(
    journals: Callable[..., Journal], library: Library, clock: Clock
) -> dict[ExportTable, Rows]:
    """The tables of a learner of 120 days, with an answer outside any sitting, a mark, and an item not yet met."""
    journal = journals()
    study_for(120, journal, library, clock)
    journal.record(
        Reviewed(
            item=ItemId("one"), revision=1, response=("b",), correct=True, score=1.0,
            confidence=Confidence.UNSURE, rating=Rating.GOOD, response_ms=4000,
        )
    )  # fmt: skip
    for mark in (EventKind.FLAG, EventKind.SUSPEND):
        journal.record(Marked(item=ItemId("two"), mark=mark))
    return {
        name: rows_of(csv_text(table.columns, table.rows))
        for name in ExportTable
        for table in (export_table(journal, library, name),)
    }


COLUMNS = {ExportTable.REVIEWS: REVIEWS, ExportTable.ITEMS: ITEMS, ExportTable.SESSIONS: SESSIONS}


def test_cells_are_what_the_dictionary_says(
    tables: dict[ExportTable, Rows], library: Library
) -> None:
    answered = {row["card_id"] for row in tables[ExportTable.REVIEWS]}
    types = {item.type for item in library.items() if item.id in answered}
    assert types == set(ItemType) - {ItemType.VIGNETTE}  # whose steps are answered
    for name, columns in COLUMNS.items():
        assert misfits(columns, tables[name]) == set(), name
    assert {row["confidence"] for row in tables[ExportTable.REVIEWS]} == {"", *Confidence}
    for flag in ("flagged", "suspended"):
        assert {row[flag] for row in tables[ExportTable.ITEMS]} == {"0", "1"}


def test_where_a_cell_is_said_to_be_empty_one_is(tables: dict[ExportTable, Rows]) -> None:
    for name in (ExportTable.REVIEWS, ExportTable.SESSIONS):
        assert never_empty(COLUMNS[name], tables[name]) == set()


def test_an_item_that_is_new_or_learned_has_the_empty_cells_that_are_said(
    journals: Callable[..., Journal], library: Library
) -> None:
    journal = journals()
    journal.record(
        Reviewed(
            item=ItemId("one"), revision=1, response=("b",), correct=True, score=1.0,
            confidence=None, rating=Rating.GOOD, response_ms=4000,
        )
    )  # fmt: skip
    table = export_table(journal, library, ExportTable.ITEMS)
    rows = rows_of(csv_text(table.columns, table.rows))
    assert {row["state"] for row in rows} == {"new", "learning"}
    for column in ITEMS:
        for row in rows:
            expected = {
                "while it is new": row["state"] == "new",
                "while it is new or comes back within minutes": True,
                "where it is not a step": not row["item"].startswith("case-sample"),
                "": False,
            }[column.empty]
            assert (row[column.name] == "") == expected, (column.name, row)


def test_the_interval_is_0_within_minutes_and_at_most_1_while_an_item_is_learned_or_relearned(
    tables: dict[ExportTable, Rows],
) -> None:
    intervals: dict[str, int] = {}
    seen = set()
    for row in tables[ExportTable.REVIEWS]:
        if row["card_id"] in intervals:
            learned = row["review_state"] in {"1", "3"}
            days = intervals[row["card_id"]]
            assert days <= 1 if learned else days >= 1
            seen.add(row["review_state"])
        intervals[row["card_id"]] = int(row["next_interval_days"])
    assert seen == {"1", "2", "3"}


def test_a_sitting_starts_with_its_first_question_and_ends_with_its_last_answer(
    tables: dict[ExportTable, Rows],
) -> None:
    answers: dict[str, Rows] = defaultdict(list)
    for row in tables[ExportTable.REVIEWS]:
        answers[row["session"]].append(row)
    for row in tables[ExportTable.SESSIONS]:
        first, last = answers[row["session"]][0], answers[row["session"]][-1]
        shown = int(first["review_time"]) - int(first["review_duration"])
        assert datetime.fromisoformat(row["started"]).timestamp() == shown // 1000
        assert datetime.fromisoformat(row["ended"]).timestamp() == int(last["review_time"]) // 1000


def test_a_response_is_spelt_as_the_dictionary_says(
    tables: dict[ExportTable, Rows], library: Library
) -> None:
    shapes = {
        ItemType.SINGLE_BEST_ANSWER: r"[\w-]+",
        ItemType.MULTIPLE_RESPONSE: r"[\w-]+( [\w-]+)*",
        ItemType.TRUE_FALSE: "true|false",
        ItemType.SHORT_ANSWER: ".+",
        ItemType.NUMERICAL: r"[\d.]+",
        ItemType.ORDERING: r"[\w-]+( [\w-]+)+",
        ItemType.MATCHING: r"[\w-]+=[\w-]+(; [\w-]+=[\w-]+)*",
        ItemType.CLOZE: r"[\w-]+=.+(; [\w-]+=.+)*",
    }
    types = {item.id: item.type for item in library.items()}
    for row in tables[ExportTable.REVIEWS]:
        shape = shapes[types[ItemId(row["card_id"])]]
        assert re.fullmatch(shape, row["response"]), row


def test_a_unit_that_names_its_ends_means_them() -> None:
    named = [
        column for columns in TABLES.values() for column in columns if ends_in_words(column.unit)
    ]
    assert len(named) > 10
    for column in named:
        assert ends_in_words(column.unit) == (column.kind.least, column.kind.most), column.name


def test_the_dictionary_has_a_row_a_column() -> None:
    rows = rows_of(dictionary_text())
    assert [(row["table"], row["column"]) for row in rows] == [
        (name, column.name) for name, columns in TABLES.items() for column in columns
    ]
    assert all(row["type"] and row["meaning"] for row in rows)
