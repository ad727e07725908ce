"""One answer, committed to the disk before the learner is told, beside a bare commit of such a row.

``python -m benchmarks.answer KIND`` times one kind of answer over the log of IPT_TRAIN_HOME.
"""

import json
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from benchmarks.harness.benchmark import Bar, Benchmark, Growth, Pair, Plan, Side
from benchmarks.long_log import item_names, library, make_home, reviews
from ipt_train.exam.operation.exam import begin_exam
from ipt_train.log.core.event import Reviewed
from ipt_train.log.operation.journal import Journal
from ipt_train.log.operation.open import open_journal
from ipt_train.log.store.row import row_of
from ipt_train.rating.core.entry import adherence
from ipt_train.rating.core.form import forms_of
from ipt_train.rating.operation.rate import open_rating
from ipt_train.shell.runtime import DEFAULT_PROFILE, real_runtime
from ipt_train.vocabulary import ItemId

TIMES = 31
"""Answers of which a process reports the median."""

KINDS = {
    "review": "a question answered in study",
    "exam": "a question answered in an exam",
    "rating": "an item of a session rated",
}


def medians(action: Callable[[], object]) -> dict[str, float]:
    """Return medians of many answers in seconds."""
    clock, processor = [], []
    for _ in range(TIMES):
        began, used = time.perf_counter(), time.process_time()
        action()
        clock.append(time.perf_counter() - began)
        processor.append(time.process_time() - used)
    return {"clock": statistics.median(clock), "processor": statistics.median(processor)}


def bare(file: Path) -> Callable[[], object]:
    """Return what inserts a row into the log's table and commits it: what the disk takes."""
    event = next(iter(reviews([(ItemId("bare"), None)], 1, datetime.now(UTC))))
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("pragma synchronous = full")
    begin = connection.execute("select max(sequence) from event").fetchone()[0]
    numbers = count(begin + 1)
    row = row_of(event) | {"device": "bare"}
    changing = {"id", "sequence"}
    names = [*(row.keys() - changing), *sorted(changing)]
    values = [row[name] for name in names if name not in changing]
    statement = f"insert into event ({', '.join(names)}) values ({', '.join('?' * len(names))})"

    def insert() -> None:
        number = next(numbers)
        connection.execute("begin immediate")
        connection.execute(statement, [*values, f"bare{number}", number])
        connection.execute("commit")

    return insert


def action(kind: str, journal: Journal) -> Callable[[], object]:
    """Return what answers once more."""
    if kind == "review":
        body = next(iter(reviews(item_names()[:1], 1, datetime.now(UTC)))).body
        assert isinstance(body, Reviewed)
        return lambda: journal.record(body)
    name = f"{kind}-{time.time_ns()}"
    if kind == "exam":
        sitting = begin_exam(journal, library(), exam=name, title="Exam", seed=1, length=5)
        return lambda: sitting.answer(0, ("a",), 900)
    details = {"form": "initial", "case": "AB123", "session": "1", "rater": "self"}
    sheet = open_rating(journal, forms_of(library()), rating=name, details=details)
    return lambda: sheet.enter(adherence("i1"), value=3, stamp="")


def prepare(folder: Path, sizes: Sequence[int]) -> Plan:
    """Make a home with a log of each length, and another for bare rows: they would come between those that were read."""
    homes = {size: make_home(folder / str(size), size)["IPT_TRAIN_HOME"] for size in sizes}
    bare_home = make_home(folder / "bare", sizes[-1])["IPT_TRAIN_HOME"]

    def side(kind: str, size: int) -> Side:
        return Side(
            command=[sys.executable, "-m", "benchmarks.answer", kind],
            version="SQLite " + sqlite3.sqlite_version if kind == "bare" else "",
            env={"IPT_TRAIN_HOME": bare_home if kind == "bare" else homes[size]},
            reports=True,
        )

    short, long = sizes[0], sizes[-1]
    bar = Bar(most=0.001, of="difference", by="processor")
    pairs = [
        Pair(name=f"{told}, log of {long:,} events, beside a bare commit of a row", ours=side(kind, long), peer=side("bare", long), bar=bar)
        for kind, told in KINDS.items()
    ]  # fmt: skip  # a row
    name = f"{KINDS['review']}, log of {long:,} events, beside the same in a log of {short:,}"
    same = Bar(most=1.1, by="processor")
    pairs.append(
        Pair(name=name, ours=side("review", long), peer=side("review", short), bar=same, often=3)
    )
    sides = {size: side("review", size) for size in sizes}
    return Plan(pairs=pairs, growths=[Growth(name=KINDS["review"], unit="events", sides=sides)])


def main() -> None:
    """Time one kind of answer and print it."""
    app, kind = real_runtime(), sys.argv[1]
    answer = (
        bare(app.paths.log(DEFAULT_PROFILE))
        if kind == "bare"
        else action(kind, open_journal(app, DEFAULT_PROFILE))
    )
    print(json.dumps(medians(answer)))


BENCHMARK = Benchmark(
    about="""From the answer until it is safe on the disk and every tally has moved on; drawing the feedback comes after. Each
    run reports the median of 31 answers. Processor time decides, because waiting for the disk varies more than the bar.""",
    prepare=prepare,
    sizes=[1_000, 10_000, 100_000, 1_000_000],
    smallest=[10, 20],
)

if __name__ == "__main__":
    main()
