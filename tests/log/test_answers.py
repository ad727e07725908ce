"""Answers in columns: read from the file as they were written, and folded together as one by one."""

import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_train.errors import StoreDamagedError
from ipt_train.log.core.answers import Answers
from ipt_train.log.core.event import IMPORTED, Body, Chosen, Event, Marked, Reviewed, Undone
from ipt_train.log.core.fold import LearnerState, study
from ipt_train.log.core.rows import LogRows
from ipt_train.log.operation import catch_up
from ipt_train.log.store.log import Log
from ipt_train.log.store.snapshot import Snapshots
from ipt_train.vocabulary import Confidence, EventId, EventKind, ItemId, Mode, Rating
from tests.conftest import Clock
from tests.log.memory_log import rows_of

DAY = 739_000
ALIASES = {ItemId("old"): ItemId("two")}

reviews = st.builds(
    Reviewed, item=st.sampled_from(list(map(ItemId, ("one", "two", "old")))), revision=st.integers(1, 2),
    response=st.sampled_from([("a",), True, "a word, “quoted”\n", {"p": "q"}]), correct=st.booleans(),
    score=st.sampled_from([0.0, 1 / 3, 1.0]), confidence=st.sampled_from([None, *Confidence]),
    rating=st.sampled_from(Rating), response_ms=st.sampled_from([0, 499, 900, 130_000]),
    vignette=st.sampled_from([None, None, ItemId("case")]),
    mode=st.sampled_from([Mode.STUDY, Mode.STUDY, *Mode]),
)  # fmt: skip  # a call
others: st.SearchStrategy[Body] = st.one_of(
    st.builds(Chosen, name=st.just("learning-steps"), value=st.sampled_from(["none", "1m", "1m 10m"])),
    st.builds(Chosen, name=st.just("exam-date"), value=st.sampled_from(["2024-07-01", "none"])),
    st.builds(Chosen, name=st.just("desired-retention"), value=st.sampled_from(["0.75", "0.95"])),
    st.builds(Marked, item=st.just(ItemId("two")), mark=st.sampled_from([EventKind.SUSPEND, EventKind.QUEUE])),
)  # fmt: skip  # a table
steps = st.tuples(
    st.sampled_from([0, 0, 0, 1, 3, 40, 400, -2]),  # days on; the clock was set back
    st.integers(0, 200_000),  # milliseconds on
    st.sampled_from(["", "s", "s", "t"]),
    st.sampled_from(["laptop", "laptop", "laptop", "désk", IMPORTED]),
)


@st.composite
def logs(draw: st.DrawFn) -> list[Event]:
    """Many answers, a few other events, some of both undone; later rows may hold earlier events."""
    events: list[Event] = []
    day, at = DAY, 1_700_000_000_000
    for number, (more, wait, session, device) in enumerate(draw(st.lists(steps, max_size=50)), 1):
        day, at = day + more, at + wait
        body = draw(st.one_of(reviews, reviews, reviews, reviews, others))
        if events and draw(st.integers(0, 14)) == 0:
            body = Undone(target=draw(st.sampled_from(events)).id)
        events.append(
            Event(
                id=EventId(f"e{number}"), device=device, session=session, at=at, day=day, zone="UTC", rollover=4,
                body=body, sequence=number, stamp=at - draw(st.sampled_from([0, 0, 0, 300_000])),
            )
        )  # fmt: skip  # an event
    return events


def folded(rows: LogRows, cuts: Sequence[int]) -> LearnerState:
    """The state of rows, read in several goes."""
    fold, begin = study(ALIASES), 0
    state, counted = fold.start(), rows.without(rows.undone)
    for cut in [*sorted(cut % (len(counted) + 1) for cut in cuts), len(counted)]:
        part, _ = counted.split(cut)
        for each in part.split(begin)[1].parts():
            if isinstance(each, Answers):
                assert fold.answered
                fold.answered(state, each)
            else:
                fold.apply(state, each)
        begin = cut
    return state


@settings(max_examples=60)
@given(logs(), st.lists(st.integers(0, 60), max_size=4))
def test_together_or_one_by_one(events: list[Event], cuts: list[int]) -> None:
    state, fold = folded(rows_of(enumerate(events, 1)), cuts), study(ALIASES)
    expected = fold.of(events)
    assert state.digest() == expected.digest()
    assert fold.dump
    assert fold.dump(state) == fold.dump(expected)


@settings(max_examples=12, deadline=None)
@given(logs(), st.integers(0, 60))
def test_the_file_is_read_as_it_was_written(events: list[Event], row: int) -> None:
    with tempfile.TemporaryDirectory() as name, Log(Path(name) / "log.db", Clock()) as log:
        log.absorb(events)
        read = log.after(row)
        written = rows_of((n, event) for n, event in enumerate(events, 1) if n > row)
        for part in ("keys", "numbers", "events"):
            assert list(getattr(read, part)) == list(getattr(written, part)), part
        assert read.events == written.events
        for part in Answers.__slots__:
            assert list(getattr(read.answers, part)) == list(getattr(written.answers, part)), part
        kept = [catch_up.current(log, [study(ALIASES)], Snapshots(Path(name))) for _ in range(2)]
        assert {now["study"].state.digest() for now in kept} == {study(ALIASES).of(events).digest()}


STRANGE: dict[str, tuple[str, Any]] = {
    "a text for an instant": ("at", "yesterday"),
    "a fraction for a day": ("day", 739_000.5),
    "nothing for a stamp": ("stamp", None),
    "nothing for a sitting": ("session", None),
    "bytes for a device": ("device", b"\xff"),
    "bytes for an item": ("item", b"\xff\xfe"),
    "no rating": ("rating", 5),
    "a mode that is none": ("mode", "play"),
    "a confidence that is none": ("confidence", "sure"),
    "a kind that is none": ("kind", "nap"),
    "no kind": ("kind", None),
}


@pytest.mark.parametrize(("column", "value"), STRANGE.values(), ids=STRANGE)
def test_a_column_that_holds_what_it_cannot_is_said_to_be_damaged(
    tmp_path: Path, column: str, value: Any
) -> None:
    path = tmp_path / "log.db"
    answer = Reviewed(
        item=ItemId("one"), revision=1, response=True, correct=True, score=1.0, confidence=None,
        rating=Rating.GOOD, response_ms=900,
    )  # fmt: skip  # a call
    with Log(path, Clock()) as log:
        log.absorb(
            Event(
                id=EventId(f"e{n}"), device="a", session="", at=n, day=DAY, zone="UTC", rollover=4,
                body=answer, sequence=n, stamp=n,
            )
            for n in range(1, 4)
        )  # fmt: skip  # an event
    with closing(sqlite3.connect(path)) as raw:  # a table without its guards, as a damaged page is
        raw.execute("create table loose as select * from event")
        raw.execute("drop table event")
        raw.execute("alter table loose rename to event")
        raw.execute(f"update event set {column} = ? where rowid = 2", (value,))
        raw.commit()
    with Log(path, Clock()) as log, pytest.raises(StoreDamagedError, match=r"log\.db"):
        log.after(0)
