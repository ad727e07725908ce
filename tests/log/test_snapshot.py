"""A state that was kept and moved on is the state of the log: whatever came, was undone or was damaged."""

import random
import tempfile
from collections.abc import Mapping
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_train.data.operation.folds import every_fold
from ipt_train.log.core.event import Marked, Reviewed, Undone
from ipt_train.log.core.fold import Fold, study
from ipt_train.log.operation import catch_up
from ipt_train.log.operation.journal import Journal
from ipt_train.log.store import snapshot
from ipt_train.log.store.log import Log
from ipt_train.log.store.snapshot import Snapshots, erase
from ipt_train.schedule.memory import PARAMETERS, after_review, memory_of
from ipt_train.vocabulary import EventId, EventKind, ItemId, Rating
from tests.conftest import Clock
from tests.log.memory_log import MemoryLog
from tests.log.test_journal import ALIASES, bodies, journal_over

Aliases = Mapping[ItemId, ItemId]

happenings = st.one_of(
    st.tuples(st.just("here"), bodies),
    st.tuples(st.just("here"), bodies),
    st.tuples(st.just("other program"), bodies),
    st.tuples(st.just("abroad"), bodies),
    st.tuples(st.just("undo"), st.integers(0, 60)),
    st.tuples(st.just("undo one abroad"), st.integers(0, 60)),
    st.tuples(st.just("merge"), st.none()),
    st.tuples(st.just("damage"), st.integers(0, 5000)),
    st.tuples(st.just("restore"), st.integers(0, 60)),
    st.tuples(st.just("retire"), st.none()),
    st.tuples(st.just("clock"), st.integers(-90, 30_000)),
)


def digests(journal: Journal, folds: tuple[Fold[Any], ...]) -> list[str]:
    return [fold.digest(journal.folded(fold)) for fold in folds]


def held_to_the_log(log: MemoryLog, folder: Path, clock: Clock, aliases: Aliases, at_once: bool) -> None:  # fmt: skip
    """Opened with what was kept, the journal has what a fold of all events in any order has."""
    events, folds = log.events(), every_fold(aliases)
    random.Random(len(events)).shuffle(events)
    journal = Journal(
        log, now=clock, new_id=lambda: "never", device="laptop", aliases=aliases,
        folds=folds if at_once else (), keeper=Snapshots(folder),
    )  # fmt: skip
    assert digests(journal, folds) == [fold.digest(fold.of(events)) for fold in folds]
    assert journal.extent == (len(events), max((one.stamp for one in events), default=0))


@settings(max_examples=120, deadline=None)
@given(st.lists(happenings, min_size=5, max_size=60), st.booleans(), st.data())
def test_with_and_without_what_was_kept(
    story: list[tuple[str, Any]], at_once: bool, data: st.DataObject
) -> None:
    clock, numbers, aliases = Clock(), count(), dict(ALIASES)
    here, away = MemoryLog(), MemoryLog()
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr(catch_up, "LAG", data.draw(st.integers(1, 6)))
        patch.setattr(catch_up, "ENOUGH", data.draw(st.integers(1, 6)))
        folder = Path(name)

        def opened(log: MemoryLog, device: str) -> Journal:
            return Journal(
                log, now=clock, new_id=lambda: f"e{next(numbers)}", device=device, aliases=aliases,
                folds=every_fold(aliases) if at_once else (), keeper=Snapshots(folder),
            )  # fmt: skip

        mine, abroad = opened(here, "laptop"), journal_over(away, "desktop")
        for kind, what in story:
            match kind:
                case "here":
                    mine.record(what)
                case "other program":
                    opened(here, "laptop").record(what)
                case "abroad":
                    abroad.record(what)
                case "undo" if here.events():
                    mine.record(Undone(target=here.events()[what % len(here.events())].id))
                case "undo one abroad" if away.events():
                    mine.record(Undone(target=away.events()[what % len(away.events())].id))
                case "merge":
                    here.absorb(away.events())
                    mine = opened(here, "laptop")
                case "damage":
                    damage(folder, what)
                case "restore":  # another log takes its place: an older one, and it goes on
                    older, kept = MemoryLog(), here.events()
                    older.absorb(kept[: what % (len(kept) + 1)])
                    here = older
                    mine = opened(here, "laptop")
                case "retire":
                    aliases = {} if aliases else dict(ALIASES)
                    mine = opened(here, "laptop")
                case "clock":
                    clock.instant += timedelta(minutes=what)
            folds = every_fold(aliases)
            if kind in ("here", "undo"):
                assert digests(mine, folds) == [fold.digest(fold.of(here.events())) for fold in folds]  # fmt: skip
            held_to_the_log(here, folder, clock, aliases, at_once)


def damage(folder: Path, place: int) -> None:
    """Change, cut or remove a snapshot, as a failing disk or a curious person may."""
    for file in sorted(folder.glob("*"))[:: 1 + place % 2]:
        content = file.read_bytes()
        spot = place % len(content)
        match place % 3:
            case 0:
                file.write_bytes(content[:spot])
            case 1:
                file.write_bytes(content[:spot] + bytes([content[spot] ^ 1]) + content[spot + 1 :])
            case 2:
                file.unlink()


def answer(number: int) -> Reviewed:
    return Reviewed(
        item=ItemId(f"i{number % 40}"), revision=1, response=("a",), correct=number % 3 > 0,
        score=1.0, confidence=None, rating=Rating(1 + number % 4), response_ms=900,
    )  # fmt: skip


class Counting:
    """A fold of study that counts the events that it is moved by."""

    def __init__(self) -> None:
        self.events = 0
        fold = study({})

        def apply(state: Any, event: Any) -> Any:
            self.events += 1
            return fold.apply(state, event)

        def answered(state: Any, answers: Any) -> None:
            self.events += len(answers)
            fold.answered(state, answers)  # type: ignore[misc]

        self.fold = Fold(
            name="counted", start=fold.start, apply=apply, answered=answered, digest=fold.digest,
            dump=fold.dump, load=fold.load,
        )  # fmt: skip


@pytest.mark.parametrize("size", [700, 2500])
def test_opening_and_undoing_fold_the_end_only(tmp_path: Path, size: int, clock: Clock) -> None:
    log, counting = Log(tmp_path / "log.db", clock), Counting()
    ids = count()

    def opened() -> Journal:
        counting.events = 0
        return Journal(
            log, now=clock, new_id=lambda: f"e{next(ids)}", device="d", folds=[counting.fold],
            keeper=Snapshots(tmp_path / "kept"),
        )  # fmt: skip

    writer = journal_over(memory := MemoryLog())
    for number in range(size):
        writer.record(answer(number))
    log.absorb(memory.events())
    opened()
    assert counting.events == size
    journal = opened()
    assert counting.events == catch_up.LAG
    journal.record(answer(1))
    assert counting.events == catch_up.LAG + 1
    journal.record(Undone(target=journal.state.recent[-30]))
    assert counting.events == 2 * catch_up.LAG + 2  # the end again: without one, with the undo
    opened()
    assert counting.events == catch_up.LAG + 1
    journal.record(Undone(target=EventId(memory.events()[5].id)))  # long ago: all of it
    assert counting.events > size
    assert journal.state.digest() == study({}).of(log.events()).digest()
    opened()
    assert counting.events <= catch_up.LAG + 3  # and once only


def test_another_engine_or_source_is_another_snapshot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = MemoryLog()
    writer = journal_over(log)
    for number in range(catch_up.LAG + catch_up.ENOUGH):
        writer.record(Marked(item=ItemId(f"i{number % 7}"), mark=EventKind.FLAG))
    keeper = Snapshots(tmp_path / "kept")
    catch_up.current(log, [study({})], keeper)
    assert keeper.load(study({})) is not None
    assert keeper.load(study({ItemId("a"): ItemId("b")})) is None
    snapshot._digest_of_sources.cache_clear()
    monkeypatch.setattr(snapshot, "ENGINE", __file__)
    assert keeper.load(study({})) is None
    snapshot._digest_of_sources.cache_clear()
    monkeypatch.undo()
    monkeypatch.setattr(snapshot, "FILES", (*snapshot.FILES, "plural.py"))
    assert keeper.load(study({})) is None
    snapshot._digest_of_sources.cache_clear()


def test_what_is_kept_is_private_few_and_can_be_erased(tmp_path: Path) -> None:
    log, folder = MemoryLog(), tmp_path / "kept"
    writer = journal_over(log)
    for number in range(catch_up.LAG + catch_up.ENOUGH):
        writer.record(answer(number))
    for number in range(9):
        catch_up.current(log, [study({ItemId(f"a{number}"): ItemId("b")})], Snapshots(folder))
    files = list(folder.iterdir())
    assert len(files) == snapshot._FEW
    assert {file.stat().st_mode & 0o077 for file in files} == {0}
    assert sorted(erase(folder)) == sorted(files)
    assert not folder.exists()
    assert erase(folder) == []


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    log = MemoryLog()
    writer = journal_over(log)
    for number in range(catch_up.LAG + catch_up.ENOUGH):
        writer.record(answer(number))
    (tmp_path / "file").write_text("no folder")
    keeper = Snapshots(tmp_path / "file" / "kept")
    journal = Journal(log, now=Clock(), new_id=lambda: "x", device="d", keeper=keeper)
    assert journal.state.digest() == study({}).of(log.events()).digest()


def test_every_source_that_moves_a_state_is_in_the_key() -> None:
    """Whatever the folds import of the rooms is in a folder or file that the key names."""
    import subprocess
    import sys

    code = (
        "import sys, ipt_train.log.core.fold, ipt_train.exam.core.record, ipt_train.rating.core.record\n"
        "print('\\n'.join(m.__file__ for n, m in sys.modules.items() if n.startswith('ipt_train.') and m.__file__))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    folds = every_fold({})
    named = {name for fold in folds for name in fold.sources} | set(snapshot.FILES)
    loaded = {Path(line).relative_to(snapshot.PACKAGE).as_posix() for line in run.stdout.split()}
    missing = {
        name
        for name in loaded - named
        if not name.startswith(tuple(f"{one}/" for one in snapshot.FOLDERS))
        and not name.endswith("__init__.py")
    }
    assert missing <= {
        "errors.py",
        "plural.py",
        "shell/suggest.py",
    }  # they word what goes wrong, and move nothing


@given(
    st.lists(st.tuples(st.sampled_from(Rating), st.integers(0, 3000)), min_size=1, max_size=60),
    st.sampled_from([PARAMETERS, tuple(one + 0.05 for one in PARAMETERS)]),
)
def test_a_history_at_once_leaves_the_memory_that_single_reviews_do(
    history: list[tuple[Rating, int]], parameters: tuple[float, ...]
) -> None:
    """To the last bit, so that a change of parameters may go through the engine's own loop."""
    memory = None
    for rating, days in history:
        memory, _ = after_review(memory, rating, days, parameters=parameters, desired_retention=0.9)
    assert memory_of(history, parameters) == memory
