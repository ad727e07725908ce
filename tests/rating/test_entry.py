"""Names of entries and details of ratings are parsed and printed at one place, and nothing is lost."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ipt_train.log.core.event import RatingEntered, RatingLocked, RatingOpened
from ipt_train.log.operation.journal import Journal
from ipt_train.rating.core.entry import (
    BEHAVIOURS,
    NEXT_STEP,
    EntryKey,
    EntryKind,
    RatingEntry,
    adherence,
    behaviour,
    prompt,
)
from ipt_train.rating.core.provenance import CODES, Provenance
from ipt_train.rating.core.record import ratings
from ipt_train.rating.operation.files import handed_of, rating_section, receive
from tests.conftest import Clock
from tests.log.memory_log import MemoryLog

words = st.sampled_from([*EntryKind, "adherence i1", "off-model x3", "prompt ", "prediction now", " x", "i1"])  # fmt: skip


@given(st.one_of(words, st.text(), st.builds("{} {}".format, words, st.text())))
@example("adherence ")
@example("off-model  x")
def test_a_name_is_printed_as_it_was_parsed(name: str) -> None:
    key = EntryKey.parse(name)
    assert str(key) == name
    assert EntryKey.parse(str(key)) == key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("adherence i1", adherence("i1")),
        ("off-model x3", behaviour("x3")),
        ("off-model", BEHAVIOURS),
        ("prompt p2", prompt("p2")),
        ("next-step", NEXT_STEP),
        ("adherence", EntryKey(EntryKind.UNKNOWN, "adherence")),
        ("prediction now", EntryKey(EntryKind.UNKNOWN, "prediction now")),
        ("mood i1", EntryKey(EntryKind.UNKNOWN, "mood i1")),
    ],
)
def test_what_a_name_stands_for(name: str, key: EntryKey) -> None:
    assert EntryKey.parse(name) == key


@given(
    st.fixed_dictionaries(
        {"rater": st.sampled_from(["self", "supervisor", "calibration"])},
        optional={name: st.text() for name in (*CODES, "about")} | {"received": st.just("yes")},
    )
)
def test_details_are_printed_as_they_were_parsed(details: dict[str, str]) -> None:
    source = Provenance.of(details)
    assert source.details() == details
    assert Provenance.of(source.details()) == source


def test_what_is_received_is_stored_byte_for_byte_as_before() -> None:
    log, numbers = MemoryLog(), iter(map(str, range(99)))
    journal = Journal(log, now=Clock(), new_id=numbers.__next__, device="d")
    journal.record(RatingOpened(rating="r", details={"form": "initial", "rater": "self"}))
    journal.record(RatingLocked(rating="r"))
    handed = handed_of(
        {
            "about": "r",
            "rater": "supervisor",
            "session": {"by": "abc", "session": "4", "form": "initial", "case": "QH960"},
            "entries": {"off-model x3": {"degree": "brief"}, "adherence i1": {"stamp": "", "value": 3}},
        }
    )  # fmt: skip
    assert handed
    receive(journal, handed)
    opened, *entered, _ = [event.body for event in log.events()][2:]
    assert isinstance(opened, RatingOpened)
    assert json.dumps(opened.details) == (
        '{"form": "initial", "case": "QH960", "session": "4", "by": "abc", '
        '"rater": "supervisor", "about": "r", "received": "yes"}'
    )
    assert [(one.name, json.dumps(one.value)) for one in entered if isinstance(one, RatingEntered)] == [
        ("off-model x3", '{"degree": "brief"}'),
        ("adherence i1", '{"stamp": "", "value": 3}'),
    ]  # fmt: skip


def test_an_entry_of_another_version_stays_in_the_record_and_is_not_handed_over() -> None:
    log, numbers = MemoryLog(), iter(map(str, range(99)))
    journal = Journal(log, now=Clock(), new_id=numbers.__next__, device="d")
    journal.record(RatingOpened(rating="r", details={"form": "initial", "mood": "x"}))
    journal.record(RatingEntered(rating="r", name="mood i1", value={"value": 3, "why": "y"}))
    journal.record(RatingLocked(rating="r"))
    (record,) = ratings(log.events()).values()
    assert record.entries == {EntryKey.parse("mood i1"): RatingEntry({"value": 3, "why": "y"})}
    (section,) = rating_section(journal)
    assert (section["entries"], section["about"]) == ({}, "r")
