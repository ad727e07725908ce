"""Times one answer of an exam and one entry of a rating over logs of several lengths.

Each is committed to the disk before it returns, so a plain event is timed beside them; a key must
not cost more for a longer log.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from ipt_train.bank.core.model import Library
from ipt_train.bank.source.shelf import Shelf, check
from ipt_train.exam.operation.exam import begin_exam
from ipt_train.log.core.event import Event, Marked
from ipt_train.log.operation.journal import Journal
from ipt_train.log.store.log import Log
from ipt_train.log.store.row import row_of
from ipt_train.rating.core.entry import adherence
from ipt_train.rating.core.form import forms_of
from ipt_train.rating.operation.rate import open_rating
from ipt_train.shell.paths import shipped_folder
from ipt_train.vocabulary import EventId, EventKind, ItemId


def library() -> Library:
    """The banks and forms of the package."""
    shipped = Path(shipped_folder())
    shelf = Shelf(
        banks=(shipped / "question_banks",), schemas=shipped / "schemas", cache=Path(os.devnull)
    )
    return check(shelf, []).library()


def past(size: int) -> list[Event]:
    """Events of the past days, a second apart."""
    begin = int(time.time() * 1000) - size * 1000
    return [
        Event(
            id=EventId(f"p{number}"), device="bench", session="", at=begin + number * 1000,
            day=739_000, zone="UTC", rollover=4, sequence=number + 1, stamp=begin + number * 1000,
            body=Marked(item=ItemId(f"i{number % 400}"), mark=EventKind.FLAG),
        )
        for number in range(size)
    ]  # fmt: skip


def milliseconds(action: Callable[[], object], runs: int) -> tuple[float, float]:
    """Medians of some runs: by the clock, and of processor time, which the disk does not disturb."""
    clock, processor = [], []
    for _ in range(runs):
        began, used = time.perf_counter(), time.process_time()
        action()
        clock.append((time.perf_counter() - began) * 1000)
        processor.append((time.process_time() - used) * 1000)
    return statistics.median(clock), statistics.median(processor)


def measure(log: Log, banks: Library, size: int, runs: int) -> None:
    """Print what one event of each kind costs on top of a log."""
    ids = count()
    journal = Journal(log, now=now, new_id=lambda: f"e{next(ids)}", device="bench")
    sitting = begin_exam(journal, banks, exam="x", title="X", seed=1, length=5)
    details = {"form": "initial", "case": "AB123", "session": "1", "rater": "self"}
    sheet = open_rating(journal, forms_of(banks), rating="r", details=details)
    plain = Marked(item=ItemId("i1"), mark=EventKind.FLAG)
    for name, action in (
        ("bare commit", lambda: bare_commit(log, next(ids))),
        ("plain event", lambda: journal.record(plain)),
        ("exam answer", lambda: sitting.answer(0, ("a",), 900)),
        ("rating entry", lambda: sheet.enter(adherence("i1"), value=3, stamp="")),
    ):
        clock, processor = milliseconds(action, runs)
        print(f"{size:9,} events  {name:12}  {clock:7.2f} ms, of the processor {processor:5.2f} ms", flush=True)  # fmt: skip


def bare_commit(log: Log, number: int) -> None:
    """Insert and commit a row as it is, without a journal: what the disk takes."""
    row = row_of(replace(past(1)[0], id=EventId(f"bare{number}"), sequence=10**9 + number))
    names, marks = ", ".join(row), ", ".join("?" * len(row))
    with log._connection as connection:
        connection.execute("begin immediate")
        connection.execute(f"insert into event ({names}) values ({marks})", tuple(row.values()))


def now() -> datetime:
    return datetime.now(UTC)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=15)
    options.add_argument("--events", type=int, nargs="+", default=[1_000, 1_000_000])
    given = options.parse_args()
    banks = library()
    for size in given.events:
        with (
            tempfile.TemporaryDirectory(prefix="ipt-bench-") as folder,
            Log(Path(folder) / "log.db", now) as log,
        ):
            log.absorb(past(size))
            measure(log, banks, size, given.runs)


if __name__ == "__main__":
    main()
