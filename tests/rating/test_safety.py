"""A safety flag stands over a rated session wherever it is shown, and over no other."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_train.log.operation.journal import Journal
from ipt_train.progress.operation.competency import competency_profile, competency_table
from ipt_train.progress.operation.competency_section import competency_section
from ipt_train.rating.core.entry import (
    BEHAVIOURS,
    LEARNING_POINT,
    PREDICTION,
    EntryKey,
    RatingEntry,
    adherence,
    behaviour,
    competence,
    prompt,
)
from ipt_train.rating.core.excerpt import excerpts_of
from ipt_train.rating.core.provenance import Provenance
from ipt_train.rating.core.record import ratings
from ipt_train.rating.core.safety import SAFETY, item_flag
from ipt_train.rating.core.scored import read_flag, record_flags, scored
from ipt_train.rating.operation.calibrate import calibration
from ipt_train.rating.operation.compare import compare, history, rated_items
from ipt_train.rating.operation.files import Handed, receive
from ipt_train.rating.operation.forms import form_named
from ipt_train.rating.operation.list import UNKNOWN, handed_flags, rating_lines, safety_flag
from ipt_train.rating.operation.page import rate_page
from ipt_train.rating.operation.rate import RatingSheet, open_rating
from ipt_train.rating.operation.table import COLUMNS, history_data, rating_rows
from ipt_train.report.page import render_page
from ipt_train.shell.envelope import envelope
from tests.conftest import Clock
from tests.log.memory_log import MemoryLog
from tests.rating.shipped import FORMS, LIBRARY

WHOLE, DISPUTE = form_named(FORMS, "middle-dispute")
SEVERE = [one.id for one in WHOLE.off_model if one.severe]
MODERATE = [one.id for one in WHOLE.off_model if not one.severe]


def journal() -> Journal:
    numbers = iter(map(str, range(100_000)))
    return Journal(MemoryLog(), now=Clock(), new_id=numbers.__next__, device="d")


def rate(
    log: Journal, name: str = "r1", form: str = "middle-dispute", lock: bool = True, **points: Any
) -> RatingSheet:
    """Rate a session 3 throughout; a point such as ``m8="2/3"`` changes one item, ``x="x10"`` marks a behaviour."""
    details = {"form": form, "case": "QH960", "session": "4", "rater": "self"}
    sheet = open_rating(log, FORMS, rating=name, details=details)
    for item in sheet.form.items:
        given = points.get(item.id, "3/3")
        if given == "na":
            sheet.enter(adherence(item.id), reason="earlier")
            continue
        done, well = given.split("/")
        stamp = points.get("stamp", "1:00")
        sheet.enter(adherence(item.id), value=int(done), stamp=stamp)
        sheet.enter(competence(item.id), value=int(well), stamp=stamp)
    for seen in points.get("x", "").split():
        sheet.enter(behaviour(seen.removesuffix("?")), degree="brief" if seen.endswith("?") else "marked")  # fmt: skip
    sheet.enter(BEHAVIOURS, value=0)
    for asked in sheet.prompts():
        sheet.enter(prompt(asked), stamp="")
    sheet.enter(LEARNING_POINT, text="")
    sheet.enter(PREDICTION, adherence="3")
    if lock:
        sheet.lock()
    return sheet


def theirs(log: Journal, name: str = "r1", value: int = 3, **entries: dict[str, Any]) -> None:
    shown = {
        "form": "middle-dispute",
        "case": "QH960",
        "session": "4",
        "by": "abc",
        "rater": "supervisor",
        "about": name,
    }
    rated: dict[EntryKey, RatingEntry] = {}
    for item in DISPUTE.items:
        for scale in (adherence, competence):
            rated[scale(item.id)] = RatingEntry({"value": value, "stamp": "1:00"})
    rated |= {EntryKey.parse(name): RatingEntry(entry) for name, entry in entries.items()}
    receive(log, Handed(provenance=Provenance.of(shown), entries=rated))


@pytest.mark.parametrize(
    ("points", "ids", "words"),
    [
        ({}, [], ""),
        ({"m8": "2/3"}, ["m8"], "m8 Monitoring and time: adherence 2 is below 3"),
        ({"d5": "0/0"}, ["d5"], "d5 Power and safety: adherence 0 is below 3"),
        ({"d5": "3/1"}, ["d5"], "d5 Power and safety: competence 1 is below 2"),
        ({"m8": "1/1", "d5": "2/3"}, ["m8", "d5"], "adherence 1 is below 3, competence 1 is below 2"),
        ({"m8": "3/2", "d5": "4/2"}, [], ""),  # at the rule and not below it
        ({"d5": "na"}, [], ""),
        ({"m1": "0/0", "m2": "0/0"}, [], ""),  # low, and not about safety
        ({"stamp": ""}, ["m8", "d5"], "adherence 2 is below 3 (adherence 3 without a time stamp counts as 2)"),
        ({"x": SEVERE[0]}, [SEVERE[0]], "marked, and severe"),
        ({"x": f"{SEVERE[0]}?"}, [], ""),  # brief
        ({"x": MODERATE[0]}, [], ""),
        ({"x": " ".join(SEVERE[:2]), "m8": "2/3"}, ["m8", *sorted(SEVERE[:2])], "Monitoring and time"),
    ],
)  # fmt: skip
def test_a_flag_stands_by_the_rule_of_the_form(
    points: dict[str, str], ids: list[str], words: str
) -> None:
    sheet = rate(journal(), **points)
    assert [one.id for one in sheet.safety()] == ids
    assert words in "; ".join(one.words for one in sheet.safety())


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([item.id for item in DISPUTE.items]),
        st.tuples(st.integers(0, 4), st.integers(0, 4)),
    ),
    st.lists(st.sampled_from([one.id for one in WHOLE.off_model]), unique=True, max_size=3),
    st.booleans(),
)
def test_law_the_flag_and_the_verdict_know_the_same_guards(
    points: dict[str, tuple[int, int]], seen: list[str], timed: bool
) -> None:
    given = {name: f"{a}/{b}" for name, (a, b) in points.items()}
    sheet = rate(journal(), lock=False, x=" ".join(seen), stamp="1:00" if timed else "", **given)
    score = scored(sheet.record, DISPUTE, WHOLE)
    guarded = any(one.startswith(("safety item", "severe off-model")) for one in score.reasons)
    assert bool(sheet.safety()) == guarded
    assert not guarded or str(score.verdict) == "not yet adequate"


def test_the_rule_is_that_of_the_form() -> None:
    strict = replace(WHOLE, rules=replace(WHOLE.rules, safety_adherence=4, safety_competence=4))
    lax = replace(WHOLE, rules=replace(WHOLE.rules, safety_adherence=1, safety_competence=1))
    sheet = rate(journal())
    assert [one.id for one in record_flags(sheet.record, DISPUTE, strict)] == ["m8", "d5"]
    low = rate(journal(), m8="1/1", d5="1/1")
    assert record_flags(low.record, DISPUTE, lax) == ()


def test_a_supervisors_follow_up_is_a_reason_of_its_own() -> None:
    log = journal()
    rate(log)
    theirs(log, **{"safety-follow-up": {"value": 1}})
    mine, other = ratings(log.events()).values()
    assert [one.id for one in record_flags(other, DISPUTE, WHOLE)] == ["follow-up"]
    found = compare(mine, other, DISPUTE, WHOLE)
    assert found.follow_up
    assert found.safety_flag.startswith(SAFETY)
    assert "by supervisor: the supervisor asks for a safety follow-up" in found.safety_flag


@pytest.fixture(scope="module")
def log() -> Journal:
    """Sessions without a flag, with one by the trainee, with one by the supervisor, and an open one."""
    log = journal()
    rate(log, "fine")
    rate(log, "low", d5="2/3")
    theirs(log, "low")
    rate(log, "theirs-low")
    theirs(log, "theirs-low", value=2)
    rate(log, "open", lock=False, m8="1/3")
    return log


class TestEveryOutput:
    """One flagged session among ordinary ones: it is told in each output, and the others are not."""

    WHY = "d5 Power and safety: adherence 2 is below 3"

    def test_list(self, log: Journal) -> None:
        lines = rating_lines(ratings(log.events()), FORMS)
        told = {one.id: one.safety for one in lines}
        assert told["fine"] == told["theirs-low"] == told["low supervisor"] == ""
        assert told["low"] == self.WHY
        assert self.WHY in told["theirs-low supervisor"]
        assert "adherence 1 is below 3" in told["open"]  # before it is locked, too
        flag = safety_flag(lines)
        assert flag.startswith(SAFETY)
        assert "fine" not in flag
        assert safety_flag(rating_lines({}, FORMS)) == ""

    def test_history(self, log: Journal) -> None:
        found = history(ratings(log.events()), FORMS)
        assert [bool(one.safety) for one in found.lines] == [False, True, True]
        assert [one.standing.startswith("safety flag; ") for one in found.lines] == [False, True, True]  # fmt: skip
        assert found.lines[1].safety == f"by self: {self.WHY}"
        assert found.lines[2].safety.startswith("by supervisor: m8")
        assert found.safety_flag.startswith(SAFETY)
        data = json.loads(envelope("rate history", history_data(found)))["data"]
        assert data["safety_flag"] == found.safety_flag
        assert [bool(one["safety"]) for one in data["sessions"]] == [False, True, True]

    def test_table(self, log: Journal) -> None:
        place = COLUMNS.index("safety_flag")
        by_rating: dict[str, set[Any]] = {}
        for row in rating_rows(log, FORMS):
            by_rating.setdefault(str(row[0]), set()).add(row[place])
        assert by_rating["fine"] == {""}
        assert by_rating["low"] == {self.WHY}
        assert all("below 3" in str(one) for one in by_rating["theirs-low supervisor"])
        assert "open" not in by_rating

    def test_page(self, log: Journal) -> None:
        page = rate_page(history(ratings(log.events()), FORMS), "ann", "notice")
        assert (page.sections[0].heading, page.sections[0].lead) == ("Safety", SAFETY)
        assert page.sections[0].figures[0].table.rows[0][2] == f"by self: {self.WHY}"
        means = page.sections[1].figures[0].table.rows
        assert [row[-1].startswith("safety flag") for row in means] == [False, True, True]
        assert "contact your supervisor now" in render_page(page)
        fine = journal()
        rate(fine)
        assert "afety flag" not in render_page(
            rate_page(history(ratings(fine.events()), FORMS), "ann", "")
        )

    def test_competencies(self, log: Journal) -> None:
        lines = competency_profile(log, LIBRARY, rated_items(ratings(log.events()), FORMS))
        flagged = {one.id: one.practice.flagged for one in lines if one.practice.flagged}
        item = next(one for one in DISPUTE.items if one.id == "d5")
        assert set(item.competencies) <= set(flagged)
        columns, rows = competency_table(lines)
        place = columns.index("safety_flags")
        assert {row[0]: row[place] for row in rows if row[place]} == flagged
        assert competency_section(lines).lead.startswith(SAFETY)
        assert all("safety flag" in one.in_words for one in lines if one.practice.flagged)
        assert all(len(one.in_words.split("; ")) == 4 for one in lines)  # a column each

    def test_what_is_handed_in(self, log: Journal) -> None:
        handed = [
            Handed(provenance=replace(one.provenance, about="low"), entries=one.entries)
            for one in ratings(log.events()).values()
            if one.id in ("fine", "low")
        ]
        assert handed_flags(handed, FORMS) == [f"case QH960, session 4, by self: {self.WHY}"]
        assert handed_flags(handed, ()) == []

    def test_what_cannot_be_known_is_said(self, log: Journal) -> None:
        assert {one.safety for one in rating_lines(ratings(log.events()), ())} == {UNKNOWN}
        found = history(ratings(log.events()), ())
        assert found.lines == ()
        assert found.left_out[0] == "fine (form middle-dispute)"
        assert len(found.left_out) == 3
        lead = rate_page(found, "ann", "").lead
        assert "low (form middle-dispute)" in lead
        assert "Neither their scores nor any safety flags are known" in lead


def test_an_excerpt_is_no_session_and_says_what_would_be() -> None:
    excerpt = excerpts_of(LIBRARY)[0]
    whole, form = form_named(FORMS, excerpt.form)
    safe = form.safety[0]
    for value, flagged in ((1, True), (3, False)):
        log = journal()
        details = {"form": excerpt.form, "rater": "calibration", "about": excerpt.id}
        sheet = open_rating(log, FORMS, rating="c", details=details)
        sheet.enter(adherence(safe.id), value=value, stamp="")
        sheet.enter(competence(safe.id), value=3, stamp="")
        assert bool(sheet.safety()) == flagged  # without a time: a text has none
        found = calibration(sheet.record, excerpt, form, whole)
        reading = next(one for one in found.readings if one.item == safe.id)
        assert ("by your rating" in reading.safety) == flagged
        argued = read_flag(safe, reading.argued.adherence, reading.argued.competence, whole)
        assert ("by the reasoned rating" in reading.safety) == (argued is not None)
        assert rating_lines(ratings(log.events()), FORMS) == []


def test_an_item_that_is_not_about_safety_raises_nothing() -> None:
    low = scored(rate(journal(), m1="0/0").record, DISPUTE, WHOLE)
    assert item_flag(DISPUTE.items[0], low.items[0], WHOLE.rules) is None
