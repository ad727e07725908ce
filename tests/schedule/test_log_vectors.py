"""Vectors V13 and V15: what a log of Anki teaches, and when an item is a leech.

V13 goes the whole way: Anki's log entries, imported into a log of ours, folded, and taken as
training items. One letter is one entry and its number the days ago, as Anki's tests have them:
L learning, R review, A relearning, F filtered deck without rescheduling, D due date set by hand,
X card reset, S rescheduled.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ipt_train.bank.core.model import Library
from ipt_train.bank.exchange.anki_write import guid
from ipt_train.data.exchange.anki_read import read_anki
from ipt_train.data.exchange.history_read import ReviewHistory
from ipt_train.data.operation.import_history import import_history
from ipt_train.log.core.fold import fold
from ipt_train.log.core.settings import Settings
from ipt_train.log.store.log import Log
from ipt_train.schedule.card import ByDays, Card, Learning, New, Schedule, review
from ipt_train.schedule.leech import is_leech
from ipt_train.schedule.memory import training_items
from ipt_train.vocabulary import ItemId, Rating
from tests.data.test_history_import import collection

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
KINDS = {"L": (3, 0, 0), "R": (3, 0, 1), "A": (3, 0, 2), "F": (3, 0, 3), "D": (0, 100, 4), "X": (0, 0, 4), "S": (0, 100, 5)}  # fmt: skip

V13 = [
    ("delta t", "L1 R0", [[0, 1]]),
    ("delta t, two steps", "L15 L13 R10 R5", [[0, 2], [0, 2, 3], [0, 2, 3, 5]]),
    ("steps only", "L15 L13", [[0, 2]]),
    ("cram is filtered", "L10 R9 F7 R4", [[0, 1], [0, 1, 5]]),
    ("set due date is filtered", "L10 R9 D7 R4", [[0, 1], [0, 1, 5]]),
    ("reschedules are filtered", "L10 R9 S7 R4", [[0, 1], [0, 1, 5]]),
    ("a reset drops what was before it", "L10 X7 L4 R0", [[0, 4]]),
    ("a reset at the end drops all", "L10 R9 X7 D7", []),
    ("a single learning step teaches nothing", "L1", []),
    ("reviews on one day teach nothing", "L3 R3", []),
]


def history_of(entries: str, path: Path) -> ReviewHistory:
    moments: set[int] = set()
    rows = []
    for one in entries.split():
        moment = int((NOW - timedelta(days=int(one[1:]))).timestamp() * 1000)
        while moment in moments:
            moment += 1
        moments.add(moment)
        rows.append((moment, *KINDS[one[0]]))
    return read_anki(collection(path, guid("one"), rows), "c.anki2", {guid("one"): "one"})


def taught(entries: str, folder: Path, library: Library) -> list[list[int]]:
    """Days since the review before, for each item that is learnt from."""
    log = folder / "log.db"
    history = history_of(entries, folder / "c.anki2")
    import_history(log, history, library, Settings(), lambda: NOW)
    with Log(log, lambda: NOW) as ours:
        state = fold(ours.events())
    items = training_items(state.histories.get(ItemId("one"), []))
    return [[days for _, days in item] for item in items]


@pytest.mark.parametrize(("name", "entries", "expected"), V13, ids=[one[0] for one in V13])
def test_v13_what_a_log_teaches(
    tmp_path: Path, library: Library, name: str, entries: str, expected: list[list[int]]
) -> None:
    """Anki ``fsrs/params.rs``."""
    assert taught(entries, tmp_path, library) == expected


def test_v13_where_we_differ(tmp_path: Path, library: Library) -> None:
    """Anki trains on no card whose learning steps it has lost, and can leave out what is before a
    date. A log of ours is whole and has no such date, so every recall on a later day counts."""
    assert taught("R10 R8 R6", tmp_path, library) == [[0, 2], [0, 2, 2]]


def test_v15_leech_at_8_and_every_4_after() -> None:
    """Anki ``states/review.rs``, threshold 8, by a card that is answered and forgotten in turn."""
    schedule = Schedule(fuzz=False, relearning_steps=())
    card: Card = review(New(), Rating.EASY, item=ItemId("x"), day=739_000, at=0, schedule=schedule)
    leeches = []
    for _ in range(21):
        assert isinstance(card, ByDays)
        card = review(card, Rating.AGAIN, item=ItemId("x"), day=card.due_day, at=0, schedule=schedule)  # fmt: skip
        assert isinstance(card, ByDays)
        if is_leech(card.lapses):
            leeches.append(card.lapses)
    assert leeches == [8, 12, 16, 20]


@pytest.mark.parametrize(("threshold", "leeches"), [(8, [8, 12, 16, 20]), (7, [7, 11, 15, 19]), (1, [1, 2, 3, 4]), (2, [2, 3, 4, 5])])  # fmt: skip
def test_v15_half_of_the_threshold_is_rounded_up(threshold: int, leeches: list[int]) -> None:
    """Anki: ceil(threshold / 2), and at least 1."""
    assert [lapses for lapses in range(60) if is_leech(lapses, threshold)][:4] == leeches


def test_v15_lapses_in_relearning_count_once() -> None:
    """Forgotten again within the relearning steps: the same lapse."""
    schedule = Schedule(fuzz=False)
    card: Card = review(New(), Rating.EASY, item=ItemId("x"), day=739_000, at=0, schedule=schedule)
    for _ in range(3):
        card = review(card, Rating.AGAIN, item=ItemId("x"), day=739_100, at=0, schedule=schedule)
    assert isinstance(card, Learning)
    assert card.lapses == 1
