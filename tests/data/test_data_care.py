"""A learner's data: put back, examined, merged, erased; nothing lost by it."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ipt_train.data.operation.copies import restore
from ipt_train.errors import StoreLockedError
from ipt_train.log.core.event import Chosen, NewEvent
from ipt_train.log.store.copies import KEPT, keep, kept, put_back
from ipt_train.log.store.log import Log
from ipt_train.vocabulary import EventId
from tests.conftest import Clock
from tests.program import BANK, run

Env = dict[str, str]


def study(env: Env, rows: str) -> None:
    result = run("study", "--bank", BANK, "--answers", "-", env=env, stdin="item,response\n" + rows)
    assert result.returncode == 0, result.stderr


def log_of(env: Env, profile: str = "default") -> Path:
    return Path(env["IPT_TRAIN_HOME"]) / "data" / "profiles" / f"{profile}.db"


def answers(env: Env) -> list[str]:
    text = run("export", "reviews", "--bank", BANK, "--json", env=env).stdout
    return sorted(row["card_id"] for row in json.loads(text)["data"]["rows"])


def data(*words: str, env: Env) -> dict[str, object]:
    found: dict[str, object] = json.loads(run("data", *words, "--json", env=env).stdout)["data"]
    return found


def append(path: Path, now: Callable[[], datetime], value: str, device: str = "d") -> None:
    with Log(path, now) as log:
        number = len(log.events())
        log.append(
            NewEvent(
                id=EventId(f"{device}{number}"), device=device, session="", at=1000 + number, day=1, zone="UTC",
                rollover=4, body=Chosen(name="new-per-day", value=value),
            )
        )  # fmt: skip


def values(path: Path, now: Callable[[], datetime]) -> list[str]:
    with Log(path, now) as log:
        return [event.body.value for event in log.events()]  # type: ignore[union-attr]


class TestRestore:
    def test_there_and_back(self, warm: Env, tmp_path: Path) -> None:
        study(warm, "one,b\n")
        copy = tmp_path / "copy.db"
        run("data", "backup", str(copy), env=warm)
        study(warm, "three,a\n")
        later = answers(warm)
        refused = run("data", "restore", str(copy), env=warm)
        assert refused.returncode == 2
        assert "--confirm default" in refused.stderr
        assert answers(warm) == later
        done = run("data", "restore", str(copy), "--confirm", "default", env=warm)
        assert done.returncode == 0, done.stderr
        assert answers(warm) == ["one"]
        (before,) = data("restore", env=warm)["copies"]  # type: ignore[misc]
        run("data", "restore", str(before), "--confirm", "default", env=warm)
        assert answers(warm) == later
        study(warm, "two,a\n")
        assert len(answers(warm)) == len(later) + 1

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda file: file.write_bytes(b""),
            lambda file: file.write_bytes(b"no database " * 900),
            lambda file: file.write_bytes(file.read_bytes()[:5000]),
            lambda file: file.write_bytes(file.read_bytes()[:4200] + b"\xff" * (file.stat().st_size - 4200)),
            lambda file: _sql(file, "create table other (a)", fresh=True),
            lambda file: _sql(file, "insert into migration values (99, 'of_the_future', '2030')"),
            lambda file: _sql(file, "insert into event select 'x', device, 99, stamp, at, day, zone, rollover, session, 'banks', null, null, null, null, null, null, null, null, null, mode, null, null, '{', null from event limit 1"),
            lambda file: file.unlink(),
        ],
        ids=["empty", "text", "cut", "overwritten", "other", "newer", "unreadable", "absent"],
    )  # fmt: skip
    def test_what_is_not_sound_is_refused_and_the_log_stays(
        self, warm: Env, tmp_path: Path, spoil: Callable[[Path], object]
    ) -> None:
        study(warm, "one,b\nthree,a\n")
        copy = tmp_path / "copy.db"
        run("data", "backup", str(copy), env=warm)
        before = answers(warm)
        spoil(copy)
        result = run("data", "restore", str(copy), "--confirm", "default", env=warm)
        assert result.returncode in (2, 3)
        assert "Traceback" not in result.stderr
        assert "hint:" in result.stderr
        assert answers(warm) == before
        assert data("restore", env=warm)["copies"] == []

    def test_a_damaged_log_is_kept_byte_by_byte(self, warm: Env, tmp_path: Path) -> None:
        study(warm, "one,b\n")
        copy, log = tmp_path / "copy.db", log_of(warm)
        run("data", "backup", str(copy), env=warm)
        spoiled = b"spoiled " * 2000
        log.write_bytes(spoiled)
        assert run("due", env=warm).returncode == 3
        result = run("data", "restore", str(copy), "--confirm", "default", env=warm)
        assert result.returncode == 0, result.stderr
        assert answers(warm) == ["one"]
        (kept_copy,) = data("restore", env=warm)["copies"]  # type: ignore[misc]
        assert Path(kept_copy).read_bytes() == spoiled

    def test_events_still_in_the_write_ahead_log_come_along(
        self, tmp_path: Path, clock: Clock
    ) -> None:
        """A log that was copied with its -wal, as from a machine that lost power."""
        source = tmp_path / "source.db"
        writer = Log(source, clock)
        writer.append(_draft("5"))
        copied = tmp_path / "copied.db"
        for end in ("", "-wal"):
            shutil.copyfile(f"{source}{end}", f"{copied}{end}")
        writer.close()
        assert restore(tmp_path / "log.db", copied, clock).events == 1
        assert values(tmp_path / "log.db", clock) == ["5"]

    def test_another_program_that_writes_is_waited_for_and_then_left(
        self, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("ipt_train.log.store.copies._TRIES", 1)
        monkeypatch.setattr("ipt_train.log.store.log._WAIT_SECONDS", 0.05)
        log, other = tmp_path / "log.db", tmp_path / "other.db"
        append(log, clock, "1")
        append(other, clock, "2")
        busy = sqlite3.connect(log, isolation_level=None)
        busy.execute("begin immediate")
        with Log(other, clock) as source, pytest.raises(StoreLockedError):
            put_back(log, source, clock)
        busy.execute("rollback")
        busy.close()
        assert values(log, clock) == ["1"]

    def test_a_program_that_reads_meanwhile_sees_one_state_or_the_other(
        self, tmp_path: Path, clock: Clock
    ) -> None:
        log, other = tmp_path / "log.db", tmp_path / "other.db"
        append(log, clock, "1")
        append(other, clock, "2")
        with Log(log, clock) as reader:
            assert len(reader.events()) == 1
            restore(log, other, clock)
            assert [event.body.value for event in reader.events()] == ["2"]  # type: ignore[union-attr]


def test_five_dated_copies_stay(tmp_path: Path, clock: Clock) -> None:
    log = tmp_path / "log.db"
    for number in range(8):
        append(log, clock, str(number))
        keep(log, clock)
        clock.move(minutes=number % 2)  # two in the same second have a number each
    copies = kept(log)
    assert len(copies) == KEPT
    assert [len(values(one, clock)) for one in copies] == [8, 7, 6, 5, 4]
    assert all("20261102-18" in one.name for one in copies)


class TestMerge:
    def test_a_folder_with_a_damaged_log(self, warm: Env, tmp_path: Path) -> None:
        folder = tmp_path / "cloud"
        folder.mkdir()
        for name, rows in (("laptop", "one,b\n"), ("phone", "three,a\n"), ("work", "two,a\n")):
            env = warm | {"IPT_TRAIN_HOME": str(tmp_path / name)}
            study(env, rows)
            run("data", "backup", str(folder / f"{name}.db"), env=env)
        (folder / "damaged.db").write_bytes(b"no database " * 900)
        (folder / "empty.db").write_bytes(b"")
        (folder / "notes.txt").write_text("not taken")
        result = run("data", "merge", str(folder), env=warm)
        assert result.returncode == 1
        assert result.stdout.count("new events from") == 3
        for name in ("damaged.db", "empty.db"):
            assert f"left out: {folder / name}" in result.stderr
        assert answers(warm) == ["one", "three", "two"]
        again = run("data", "merge", str(folder), "--json", env=warm)
        assert again.returncode == 1
        merged = json.loads(again.stdout)["data"]
        assert set(merged["added"].values()) == {0}
        assert merged["kept"] == ""
        assert len(merged["refused"]) == 2

    def test_only_damaged_ones_are_an_error(self, warm: Env, tmp_path: Path) -> None:
        study(warm, "one,b\n")
        (tmp_path / "damaged.db").write_bytes(b"no database " * 900)
        result = run("data", "merge", str(tmp_path / "damaged.db"), env=warm)
        assert result.returncode == 3
        assert answers(warm) == ["one"]

    def test_the_log_before_is_kept(self, warm: Env, tmp_path: Path) -> None:
        study(warm, "one,b\n")
        env = warm | {"IPT_TRAIN_HOME": str(tmp_path / "phone")}
        study(env, "three,a\n")
        before = data("merge", str(log_of(env)), env=warm)["kept"]
        run("data", "restore", str(before), "--confirm", "default", env=warm)
        assert answers(warm) == ["one"]


class TestForget:
    def test_everything_of_one_profile_and_nothing_of_another(self, warm: Env) -> None:
        for name in ("ann", "ann-b"):
            run("profile", "new", name, env=warm)
            run("config", "set", "new-per-day", "5", "--profile", name, env=warm)
            run("due", "--brief", "--profile", name, env=warm)
            clock = datetime(2026, 11, 2, tzinfo=UTC)
            keep(log_of(warm, name), lambda clock=clock: clock)  # type: ignore[misc]
        log = log_of(warm, "ann")
        for end in ("-wal", "-shm", ".schema-1.bak"):
            log.with_name(log.name + end).write_bytes(b"")
        refused = run("data", "forget", "ann", env=warm)
        assert refused.returncode == 2
        assert "nothing has been removed" in refused.stderr
        assert log.exists()
        kept = [
            Path(warm["IPT_TRAIN_HOME"]) / "cache" / "folds" / name / "study-1"
            for name in ("ann", "ann-b")
        ]
        for snapshot in kept:
            snapshot.parent.mkdir(parents=True, exist_ok=True)
            snapshot.write_text("what the log came to")
        result = run("data", "forget", "ann", "--confirm", "ann", env=warm)
        assert result.returncode == 0, result.stderr
        assert [snapshot.exists() for snapshot in kept] == [False, True]
        assert result.stdout.count("removed ") == 5
        assert "elsewhere" in result.stdout
        home = Path(warm["IPT_TRAIN_HOME"])
        left = [one.name for one in home.rglob("*") if one.is_file() and one.name.startswith("ann")]
        assert sorted(left) == [
            "ann-b", "ann-b.db", "ann-b.db.20261102-000000-1.bak",
        ]  # fmt: skip
        gone = run("data", "forget", "ann", "--confirm", "ann", env=warm)
        assert gone.returncode == 2
        assert run("due", "--brief", "--profile", "ann", env=warm).returncode == 2

    def test_a_log_that_is_being_written_stays(self, warm: Env) -> None:
        study(warm, "one,b\n")
        log = log_of(warm)
        with closing(sqlite3.connect(log, isolation_level=None)) as busy:
            busy.execute("begin immediate")
            result = run("data", "forget", "default", "--confirm", "default", env=warm)
            assert result.returncode == 3
            busy.execute("rollback")
        assert answers(warm) == ["one"]


class TestDoctor:
    def test_a_sound_log(self, warm: Env) -> None:
        study(warm, "one,b\nthree,a\n")
        bank = Path(warm["IPT_TRAIN_HOME"]) / "data" / "banks" / "sample.yaml"
        bank.parent.mkdir()
        shutil.copy(BANK, bank)
        before = log_of(warm).read_bytes()
        result = run("data", "doctor", env=warm)
        assert result.returncode == 0, result.stdout
        assert "Sound." in result.stdout
        assert "nothing was changed" in result.stdout
        assert log_of(warm).read_bytes() == before

    @pytest.mark.parametrize(
        ("statement", "code", "status"),
        [
            ("update event set sequence = sequence + 3 where kind = 'review'", "sequence-gap", 1),
            ("insert into event (id, device, sequence, stamp, at, day, zone, rollover, session, kind, target)"
             " select 'u', device, 4, stamp + 9, at, day, zone, rollover, '', 'undo', 'never was' from event limit 1", "undo-target", 1),
            ("update event set item = 'no-such-item' where kind = 'review'", "unknown-item", 1),
            ("update event set stamp = at - 5", "stamp-early", 1),
            ("update event set stamp = 9000000000000 - sequence", "stamp-order", 1),
            ("update event set day = day + 1", "study-day", 1),
            ("update event set zone = 'Europe/Atlantis'", "study-day", 1),
            ("update event set at = 4000000000000, stamp = 4000000000000 + sequence", "clock-ahead", 1),
            ("update event set kind = 'banks', value = '{' where kind = 'setting'", "unreadable", 1),
            ("update event set name = 'colour-of-sky' where kind = 'setting'", "setting", None),
            ("update event set at = at - 900000000, day = day - 10 where sequence = 3", "clock-back", None),
            ("update event set sequence = 1", "sequence-twice", None),
        ],
    )  # fmt: skip
    def test_what_was_changed_by_hand_is_named(
        self, warm: Env, statement: str, code: str, status: int | None
    ) -> None:
        study(warm, "one,b\nthree,a\n")
        _sql(log_of(warm), statement)
        before = log_of(warm).read_bytes()
        result = run("data", "doctor", "--json", env=warm)
        found = json.loads(result.stdout)
        codes = {one["code"]: one for one in found["data"]["troubles"]}
        assert code in codes, codes
        assert codes[code]["remedy"]
        if status is None:
            assert codes[code]["severity"] == "info"
        else:
            assert result.returncode == status == found["exit_code"]
        assert log_of(warm).read_bytes() == before

    def test_a_damaged_file(self, warm: Env) -> None:
        study(warm, "one,b\n")
        log = log_of(warm)
        raw = log.read_bytes()
        for content in (b"spoiled " * 2000, raw[:4200] + b"\xff" * (len(raw) - 4200), b""):
            log.write_bytes(content)
            result = run("data", "doctor", env=warm)
            assert result.returncode == 1
            assert "restore" in result.stdout
            assert "Traceback" not in result.stderr
            assert log.read_bytes() == content

    def test_an_order_of_arrival_that_mattered_would_be_found(
        self, warm: Env, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, library: object
    ) -> None:
        """A fold that looks at the order in which events come is caught."""
        from ipt_train.data.operation import doctor

        study(warm, "one,b\nthree,a\n")
        monkeypatch.setattr(doctor, "digests", lambda events, aliases: next(iter(events)).id)
        now = lambda: datetime.now(UTC) + timedelta(0)  # noqa: E731
        found = doctor.diagnose(log_of(warm), library, now, ())  # type: ignore[arg-type]
        assert "fold-order" in {one.code for one in found.troubles}
        assert not found.sound


def test_a_row_that_is_no_event_is_an_error_with_a_way_out(warm: Env) -> None:
    study(warm, "one,b\n")
    _sql(
        log_of(warm),
        "update event set kind = 'banks', value = '{' where kind = 'setting'",
    )
    result = run("due", env=warm)
    assert result.returncode == 3
    assert "data doctor" in result.stderr


def _draft(value: str) -> NewEvent:
    return NewEvent(
        id=EventId("e"), device="d", session="", at=1000, day=1, zone="UTC", rollover=4,
        body=Chosen(name="new-per-day", value=value),
    )  # fmt: skip


def _sql(file: Path, statement: str, *, fresh: bool = False) -> None:
    """Change a log by hand, past its triggers."""
    if fresh:
        file.unlink()
    with closing(sqlite3.connect(file, isolation_level=None)) as raw:
        if not fresh:
            raw.execute("drop trigger if exists event_is_never_changed")
            raw.execute("pragma ignore_check_constraints = on")
        raw.execute(statement)
        raw.execute("pragma wal_checkpoint(truncate)")


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("data", "doctor"), 1), (("data", "doctor", "--quick"), 3), (("due",), 3), (("progress",), 3),
        (("data", "backup", "copy.db"), 3), (("study", "--answers", "-"), 3),
    ],
)  # fmt: skip
def test_a_log_whose_schema_is_damaged_is_said_to_be(
    warm: Env, tmp_path: Path, words: tuple[str, ...], status: int
) -> None:
    study(warm, "one,b\n")
    sound = tmp_path / "sound.db"
    run("data", "backup", str(sound), env=warm)
    log = log_of(warm)
    for end in ("-wal", "-shm"):
        log.with_name(log.name + end).unlink(missing_ok=True)
    data = bytearray(sound.read_bytes())
    data[data.index(b"check")] = 0xFF
    log.write_bytes(data)
    done = run(*words, env=warm, cwd=tmp_path, stdin="item,response\n")
    assert done.returncode == status, done.stderr
    assert "damaged" in done.stderr + done.stdout
    assert run("data", "restore", str(sound), "--confirm", "default", env=warm).returncode == 0
    assert answers(warm) == ["one"]
