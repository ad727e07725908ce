"""The log: a real database on a real disk."""

import multiprocessing
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_train.errors import StoreDamagedError, StoreError, StoreLockedError, StoreNewerError
from ipt_train.log.core.event import (
    BanksMet,
    Body,
    Chosen,
    Drilled,
    DrilledAgain,
    Marked,
    NewEvent,
    Reviewed,
    Undone,
)
from ipt_train.log.operation.journal import Journal
from ipt_train.log.store.log import Log
from ipt_train.log.store.migrate import steps
from ipt_train.vocabulary import Confidence, EventId, EventKind, ItemId, Mark, Mode, Rating
from tests.conftest import Clock

WORDS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=20
)
BODIES: st.SearchStrategy[Body] = st.one_of(
    st.builds(
        Reviewed,
        item=WORDS.map(ItemId), revision=st.integers(1, 99),
        response=st.one_of(st.lists(WORDS).map(tuple), st.booleans(), WORDS, st.dictionaries(WORDS, WORDS)),
        correct=st.booleans(), score=st.floats(0, 1), confidence=st.none() | st.sampled_from(Confidence),
        rating=st.sampled_from(Rating), response_ms=st.integers(0, 10**7),
        vignette=st.none() | WORDS.map(ItemId), mode=st.sampled_from(Mode),
    ),
    st.builds(
        Drilled, item=WORDS.map(ItemId), revision=st.integers(1, 99), marks=st.dictionaries(WORDS, st.sampled_from(Mark)),
        score=st.floats(0, 1), rating=st.sampled_from(Rating), response_ms=st.integers(0, 10**7), text=st.just("") | WORDS,
    ),
    st.builds(
        DrilledAgain, item=WORDS.map(ItemId), revision=st.integers(1, 99), first=WORDS.map(EventId),
        response_ms=st.integers(0, 10**7), text=st.just("") | WORDS,
    ),
    st.builds(Undone, target=WORDS.map(EventId)),
    st.builds(
        Marked, item=WORDS.map(ItemId), note=st.just("") | WORDS,
        mark=st.sampled_from([EventKind.FLAG, EventKind.UNFLAG, EventKind.SUSPEND, EventKind.UNSUSPEND]),
    ),
    st.builds(Chosen, name=WORDS, value=st.just("") | WORDS),
    st.builds(
        BanksMet, revisions=st.dictionaries(WORDS, st.integers(0, 9)),
        edition=st.just("") | WORDS, base=st.just("") | WORDS,
    ),
)  # fmt: skip


def now() -> datetime:
    return datetime(2026, 11, 2, 12, tzinfo=UTC)


def draft(number: int, body: Body, *, device: str = "a", at: int = 1000) -> NewEvent:
    return NewEvent(
        id=EventId(f"{device}{number}"),
        device=device,
        session="s",
        at=at,
        day=739_000,
        zone="UTC",
        rollover=4,
        body=body,
    )


SETTING = Chosen(name="rollover", value="4")


@given(st.lists(BODIES, max_size=8))
def test_what_is_appended_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, bodies: list[Body]
) -> None:
    path = tmp_path_factory.mktemp("log") / "log.db"
    with Log(path, now) as log:
        written = [log.append(draft(number, body)) for number, body in enumerate(bodies)]
        assert log.events() == written
    with Log(path, now) as again:
        assert again.events() == written
        assert again.check() == []


def test_durable_modes_are_on(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    with Log(path, now) as log:
        connection = log._connection
        assert connection.execute("pragma journal_mode").fetchone()[0] == "wal"
        assert connection.execute("pragma synchronous").fetchone()[0] == 2
        strict = connection.execute(
            "select strict from pragma_table_list where name = 'event'"
        ).fetchone()[0]
        assert strict == 1


def test_events_are_never_changed_or_removed(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    with Log(path, now) as log:
        log.append(draft(1, SETTING))
    raw = sqlite3.connect(path)
    for statement in ("update event set at = 0", "delete from event"):
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            raw.execute(statement)
    raw.close()


def test_the_database_refuses_half_an_answer(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    Log(path, now).close()
    raw = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError):
        raw.execute(
            "insert into event (id, device, sequence, stamp, at, day, zone, rollover, session, kind, item)"
            " values ('x', 'a', 1, 1, 1, 1, 'UTC', 4, 's', 'review', 'one')"
        )
    raw.close()


def test_a_clock_set_back_keeps_the_order(tmp_path: Path) -> None:
    with Log(tmp_path / "log.db", now) as log:
        times = [5000, 5000, 100, 6000]
        events = [log.append(draft(number, SETTING, at=at)) for number, at in enumerate(times)]
        assert [event.stamp for event in events] == [5000, 5001, 5002, 6000]
        assert [event.at for event in events] == times
        assert log.events() == events


def test_each_device_counts_its_own(tmp_path: Path) -> None:
    with Log(tmp_path / "log.db", now) as log:
        numbers = [
            log.append(draft(number, SETTING, device=device)).sequence
            for number, device in enumerate("aabab")
        ]
        assert numbers == [1, 2, 1, 3, 2]


def _write(path: Path, name: str) -> None:
    with Log(path, now) as log:
        for number in range(50):
            log.append(draft(number, SETTING, device=name))


def test_two_programs_write_one_log(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_write, args=(path, name)) for name in ("a", "b")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0
    with Log(path, now) as log:
        events = log.events()
    assert len(events) == 100
    assert len({event.stamp for event in events}) == 100
    for name in ("a", "b"):
        assert [event.sequence for event in events if event.device == name] == list(range(1, 51))


class TestMigration:
    def test_each_step_is_recorded_once(self, tmp_path: Path) -> None:
        path = tmp_path / "log.db"
        Log(path, now).close()
        Log(path, now).close()
        raw = sqlite3.connect(path)
        rows = raw.execute("select number, name, applied_at from migration").fetchall()
        raw.close()
        assert [(number, name) for number, name, _ in rows] == [(one[0], one[1]) for one in steps()]
        assert rows[0][2] == "2026-11-02T12:00:00+00:00"

    def test_a_newer_log_is_refused_and_left_alone(self, tmp_path: Path) -> None:
        path = tmp_path / "log.db"
        with Log(path, now) as log:
            log.append(draft(1, SETTING))
        raw = sqlite3.connect(path)
        raw.execute("insert into migration values (99, 'of_the_future', '2030')")
        raw.commit()
        raw.close()
        before = path.read_bytes()
        with pytest.raises(StoreNewerError, match="newer"):
            Log(path, now)
        assert path.read_bytes() == before

    def test_a_step_that_fails_leaves_nothing(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "log.db"
        broken = [
            *steps(),
            (9, "broken", "create table half (a integer) strict; create table event (b integer);"),
        ]
        monkeypatch.setattr("ipt_train.log.store.migrate.steps", lambda: broken)
        with pytest.raises(StoreError):
            Log(path, now)
        monkeypatch.undo()
        with Log(path, now) as log:
            log.append(draft(1, SETTING))
            names = {row[0] for row in log._connection.execute("select name from sqlite_schema")}
        assert "half" not in names


@settings(max_examples=20)
@given(
    st.lists(BODIES, min_size=1, max_size=6),
    st.lists(BODIES, max_size=6),
    st.lists(BODIES, max_size=6),
)
def test_merging_logs_has_no_order(a: list[Body], b: list[Body], c: list[Body]) -> None:
    """Commutative, associative and idempotent: the same set of events, whatever came first."""
    with TemporaryDirectory() as folder:
        logs = [Log(Path(folder) / f"{number}.db", now) for number in range(5)]
        for log, name, bodies in zip(logs, "abc", (a, b, c), strict=False):
            for number, body in enumerate(bodies, 1):
                log.append(draft(number, body, device=name))
        one, two, three, left, right = logs
        for source in (one, two, three, one):
            left.absorb(source.events())
        for source in (three, two, two, one):
            right.absorb(source.events())
        assert left.events() == right.events()
        assert left.absorb(right.events()) == 0
        assert len(left.events()) == len(a) + len(b) + len(c)
        for log in logs:
            log.close()


def test_an_event_that_was_changed_is_refused(tmp_path: Path) -> None:
    with Log(tmp_path / "a.db", now) as one, Log(tmp_path / "b.db", now) as two:
        event = one.append(draft(1, SETTING))
        with pytest.raises(StoreDamagedError, match="not the same"):
            one.absorb([replace(event, body=Chosen(name="rollover", value="9"))])
        assert two.absorb([event]) == 1
        assert one.events() == two.events()


def test_an_older_log_is_carried_over_and_a_copy_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "log.db"
    first = steps()[:1]
    monkeypatch.setattr("ipt_train.log.store.migrate.steps", lambda: first)
    with Log(path, now) as log:
        log._connection.execute(
            "insert into event (id, device, sequence, stamp, at, day, zone, rollover, session, kind, item, revision, response,"
            " correct, score, rating, response_ms) values ('e1', 'laptop', 1, 5, 5, 739000, 'Europe/London', 4, 's', 'review',"
            " 'one', 1, '[\"a\"]', 1, 1.0, 3, 900)"
        )
    monkeypatch.undo()
    with Log(path, now) as log:
        (event,) = log.events()
        assert isinstance(event.body, Reviewed)
        assert (event.body.item, event.body.mode) == ("one", Mode.STUDY)
        log.append(draft(2, SETTING))
        with pytest.raises(sqlite3.IntegrityError, match="never changed"):
            log._connection.execute("update event set item = 'two'")
    copy = tmp_path / "log.db.schema-1.bak"
    with closing(sqlite3.connect(copy)) as kept:
        assert kept.execute("select id from event").fetchall() == [("e1",)]


class TestRefusals:
    def test_not_a_database(self, tmp_path: Path) -> None:
        path = tmp_path / "log.db"
        path.write_text("this is no database, but it is long enough to have a header " * 4)
        before = path.read_bytes()
        with pytest.raises(StoreDamagedError, match="damaged"):
            Log(path, now)
        assert path.read_bytes() == before

    def test_a_database_of_another_program(self, tmp_path: Path) -> None:
        path = tmp_path / "log.db"
        raw = sqlite3.connect(path)
        raw.execute("create table notes (text)")
        raw.commit()
        raw.close()
        with pytest.raises(StoreDamagedError, match="another program"):
            Log(path, now)

    def test_a_folder_that_cannot_be_made(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        with pytest.raises(StoreError, match="cannot be made"):
            Log(tmp_path / "file" / "below" / "log.db", now)

    def test_a_folder_in_place_of_the_file(self, tmp_path: Path) -> None:
        (tmp_path / "log.db").mkdir()
        with pytest.raises(StoreError):
            Log(tmp_path / "log.db", now)

    def test_a_locked_log(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("ipt_train.log.store.log._WAIT_SECONDS", 0.05)
        path = tmp_path / "log.db"
        with Log(path, now) as log:
            other = sqlite3.connect(path, isolation_level=None)
            other.execute("begin immediate")
            with pytest.raises(StoreLockedError):
                log.append(draft(1, SETTING))
            other.execute("rollback")
            other.close()
            log.append(draft(1, SETTING))
            assert len(log.events()) == 1

    def test_a_full_disk_loses_nothing(self, tmp_path: Path) -> None:
        """SQLite's own page limit makes the very error of a full disk."""
        with Log(tmp_path / "log.db", now) as log:
            pages = log._connection.execute("pragma page_count").fetchone()[0]
            log._connection.execute(f"pragma max_page_count = {pages + 2}")
            kept = []
            with pytest.raises(StoreError, match="disk is full"):
                for number in range(1000):
                    kept.append(log.append(draft(number, Chosen(name="x", value="y" * 500))))
            assert log.events() == kept
            assert log.check() == []
            log._connection.execute("pragma max_page_count = 100000")
            log.append(draft(5000, SETTING))


def test_a_failed_write_leaves_the_state_as_it_was(
    journals: Callable[..., Journal], clock: Clock
) -> None:
    journal = journals()
    before = journal.state.digest()
    log = journal._log
    log._connection.execute("pragma query_only = on")  # type: ignore[attr-defined]
    with pytest.raises(StoreError):
        journal.record(Marked(item=ItemId("one"), mark=EventKind.FLAG))
    assert journal.state.digest() == before
    clock.move(hours=1)


def test_two_journals_of_one_log_agree(journals: Callable[..., Journal], clock: Clock) -> None:
    laptop, phone = journals("laptop"), journals("phone")
    for number, journal in enumerate([laptop, phone, phone, laptop]):
        clock.move(minutes=number)
        journal.record(Marked(item=ItemId(f"item-{number}"), mark=EventKind.FLAG))
    assert journals("third").state.digest() == journals("fourth").state.digest()
    assert len(journals("third").state.flagged) == 4


def test_clock_wrong_by_years(journals: Callable[..., Journal], clock: Clock) -> None:
    journal = journals()
    clock.instant -= timedelta(days=4000)
    event, _ = journal.record(Marked(item=ItemId("one"), mark=EventKind.FLAG))
    assert event.stamp > event.at
    assert journal.events()[-1] == event
