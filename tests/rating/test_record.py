"""Ratings as they are folded from a log: any order of arrival, and nothing after the lock."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_train.errors import UsageError
from ipt_train.log.core.event import Marked, RatingEntered
from ipt_train.log.operation.journal import Journal
from ipt_train.rating.core.entry import (
    BEHAVIOURS,
    LEARNING_POINT,
    PREDICTION,
    RatingEntry,
    adherence,
    competence,
    prompt,
)
from ipt_train.rating.core.record import ratings
from ipt_train.rating.core.scored import rating_of, safety_flags, scored
from ipt_train.rating.operation.compare import history, rated_items
from ipt_train.rating.operation.files import handed_of, rating_section
from ipt_train.rating.operation.forms import form_named
from ipt_train.rating.operation.rate import open_rating, unfinished
from ipt_train.rating.operation.table import COLUMNS, rating_rows
from ipt_train.vocabulary import EventKind, ItemId
from tests.conftest import Clock
from tests.log.memory_log import MemoryLog
from tests.rating.shipped import FORMS
from tests.report.pages import rated

JOURNAL = rated(FORMS, 5)
EVENTS = JOURNAL.events()


@settings(max_examples=25)
@given(st.randoms(use_true_random=False))
def test_any_order_of_arrival_gives_the_same_ratings(chance: random.Random) -> None:
    shuffled = list(EVENTS)
    chance.shuffle(shuffled)
    assert ratings(shuffled) == ratings(EVENTS)
    assert ratings([*shuffled, *EVENTS[: len(EVENTS) // 2]]) == ratings(EVENTS)
    assert history(ratings(shuffled), FORMS) == history(ratings(EVENTS), FORMS)


def test_nothing_after_the_lock_counts() -> None:
    journal = rated(FORMS, 1)
    before = {name: dict(one.entries) for name, one in ratings(journal.events()).items()}
    journal.record(RatingEntered(rating="rating-0", name="adherence i1", value={"value": 0}))
    after = ratings(journal.events())
    assert {name: one.entries for name, one in after.items()} == before
    assert after["rating-0"].ignored == 1
    assert unfinished(journal, FORMS) is None


def test_a_locked_sheet_refuses_and_an_open_one_is_not_locked_early() -> None:
    journal = Journal(
        MemoryLog(), now=Clock(), new_id=iter(map(str, range(999))).__next__, device="d"
    )
    details = {"form": "initial", "case": "AB123", "session": "1", "rater": "self"}
    sheet = open_rating(journal, FORMS, rating="r", details=details)
    sheet.enter(adherence("i1"), value=3, stamp="")
    with pytest.raises(UsageError, match="still open"):
        sheet.lock()
    assert rating_rows(journal) == []
    assert rating_section(journal) == []
    assert rated_items(ratings(journal.events()), FORMS) == []
    again = unfinished(journal, FORMS)
    assert again
    assert again.entry(adherence("i1")) == RatingEntry({"value": 3, "stamp": ""})
    with pytest.raises(UsageError, match="locked"):
        form_sheet = open_rating(rated(FORMS, 1), FORMS, rating="rating-0", details=details)
        form_sheet.enter(adherence("i1"), value=1)


def test_free_text_leaves_only_when_asked_for() -> None:
    rows = rating_rows(JOURNAL)
    assert len(rows) > 100
    assert not any("wait longer" in map(str, row) for row in rows)
    assert any("wait longer" in map(str, row) for row in rating_rows(JOURNAL, with_text=True))
    section = rating_section(JOURNAL)
    assert "wait longer" not in str(section)
    assert {one["rater"] for one in section} == {"self", "supervisor"}
    assert all(handed_of(one) is not None for one in section)


def test_the_table_has_what_was_given_and_what_it_counts_as() -> None:
    journal = Journal(
        MemoryLog(), now=Clock(), new_id=iter(map(str, range(999))).__next__, device="d"
    )
    details = {"form": "initial", "case": "AB123", "session": "1", "rater": "self"}
    sheet = open_rating(journal, FORMS, rating="r", details=details)
    for item in sheet.form.items:
        sheet.enter(adherence(item.id), value=4, stamp="" if item.id == "i1" else "1:00")
        sheet.enter(competence(item.id), value=3, stamp="")
    sheet.enter(BEHAVIOURS, value=0)
    for asked in sheet.prompts():
        sheet.enter(prompt(asked), stamp="")
    sheet.enter(LEARNING_POINT, text="x")
    sheet.enter(PREDICTION, adherence="2.5")
    sheet.lock()
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in rating_rows(journal, FORMS)]
    found = {row["entry"]: (row["value"], row["counts"]) for row in rows}
    assert found["adherence i1"] == (4, 2)  # without a time
    assert found["adherence i2"] == (4, 4)
    assert found["competence i1"] == (3, 2)
    assert (found["off-model"], found["prediction"]) == ((0, None), ("2.5", None))
    assert {row[COLUMNS.index("counts")] for row in rating_rows(journal)} == {None}


def test_a_missing_stamp_counts_less_and_safety_is_flagged() -> None:
    journal = Journal(
        MemoryLog(), now=Clock(), new_id=iter(map(str, range(9999))).__next__, device="d"
    )
    details = {"form": "initial", "case": "AB123", "session": "1", "rater": "self"}
    sheet = open_rating(journal, FORMS, rating="r", details=details)
    for item in sheet.form.items:
        sheet.enter(adherence(item.id), value=4, stamp="" if item.id == "i1" else "1:00")
        sheet.enter(competence(item.id), value=2, stamp="")
    sheet.enter(adherence("i5"), value=1, stamp="")
    whole, form = form_named(FORMS, "initial")
    score = scored(sheet.record, form, whole)
    items = {one.item: one for one in score.items}
    assert (items["i1"].adherence, items["i2"].adherence) == (2, 4)
    assert items["i1"].flags
    assert safety_flags(score, form, whole) == ("i5",)
    assert rating_of(sheet.record, form).items[0].adherence == 4  # what was given stays
    assert str(score.verdict) == "not yet adequate"


def test_portfolio_and_bias_over_sessions() -> None:
    found = history(ratings(EVENTS), FORMS)
    assert len(found.lines) == 5
    assert sum(line.theirs is not None for line in found.lines) == 4
    assert {(case, form) for case, form, _ in found.phases} == {("QH960", "initial")}
    assert not found.portfolio.complete
    assert any("problem areas" in why for why in found.portfolio.missing)


@pytest.mark.parametrize("size", [10, 1000])
def test_an_entry_reads_no_log(size: int) -> None:
    log = MemoryLog()
    journal = Journal(log, now=Clock(), new_id=iter(map(str, range(9999))).__next__, device="d")
    for _ in range(size):
        journal.record(Marked(item=ItemId("i1"), mark=EventKind.FLAG))
    details = {"form": "initial", "case": "AB123", "session": "1", "rater": "self"}
    open_rating(journal, FORMS, rating="r", details=details)
    sheet = unfinished(journal, FORMS)
    assert sheet
    log.reads = 0
    for item in sheet.form.items:
        sheet.enter(adherence(item.id), value=3, stamp=None)
        sheet.enter(adherence(item.id), value=3, stamp="1:00")
        sheet.enter(competence(item.id), value=3, stamp="")
    sheet.enter(BEHAVIOURS, value=0)
    for asked in sheet.prompts():
        sheet.enter(prompt(asked), stamp="")
    sheet.enter(LEARNING_POINT, text="x")
    sheet.enter(PREDICTION, adherence="2.5")
    assert sheet.safety() == ()
    sheet.lock()
    assert sheet.record.locked
    assert log.reads == 0
