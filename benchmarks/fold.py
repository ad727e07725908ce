"""Working out a learner's state from a whole log, beside py-fsrs working out its memories.

``python -m benchmarks.fold ours|py-fsrs|py-fsrs-reading FILE`` times one of them: ``ours`` reads the
log and makes cards, memories, habits and every tally; ``py-fsrs`` (without fuzz) reads nothing within
its time, ``py-fsrs-reading`` three columns.
"""

import json
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.harness.benchmark import Bar, Benchmark, Growth, Pair, Plan, Side
from benchmarks.harness.machine import version_of
from benchmarks.long_log import item_names, review_log

FASTER = 0.1
"""Ten times as fast."""


def ours(file: Path) -> Callable[[], object]:
    from ipt_train.log.core.fold import study
    from ipt_train.log.operation.catch_up import NothingKept, current
    from ipt_train.log.store.log import Log

    log = Log(file, lambda: datetime.now(UTC))
    return lambda: current(log, [study()], NothingKept())


def py_fsrs(file: Path) -> Callable[[], object]:
    """Return what reviews ready-made answers."""
    from fsrs import Card, Rating, Scheduler

    rows = sqlite3.connect(file).execute(
        "select item, rating, at from event where item is not null order by stamp"
    )
    answers = [
        (item, Rating(rating), datetime.fromtimestamp(at / 1000, UTC)) for item, rating, at in rows
    ]

    def review_all() -> None:
        scheduler, cards = Scheduler(enable_fuzzing=False), dict[str, Card]()
        for item, rating, moment in answers:
            card = cards.get(item) or Card(card_id=1)
            cards[item], _ = scheduler.review_card(card, rating, moment)

    return review_all


def py_fsrs_reading(file: Path) -> Callable[[], object]:
    """Return what reads answers from the log and reviews them."""
    py_fsrs(file)  # loads the library

    def read_and_review() -> None:
        py_fsrs(file)()

    return read_and_review


WAYS = {"ours": ours, "py-fsrs": py_fsrs, "py-fsrs-reading": py_fsrs_reading}


def prepare(folder: Path, sizes: Sequence[int]) -> Plan:
    """Make a log of each length."""
    for size in sizes:
        shutil.copyfile(review_log(size, item_names()), folder / f"{size}.db")

    def side(way: str, size: int) -> Side:
        return Side(
            command=[sys.executable, "-m", "benchmarks.fold", way, str(folder / f"{size}.db")],
            shown=f"python -m benchmarks.fold {way} LOG",
            version=version_of("fsrs-rs-python" if way == "ours" else "fsrs"),
            reports=True,
        )

    middle = sizes[len(sizes) // 2]
    in_memory = Pair(
        name=f"a log of {middle:,} reviews, its reading included, beside py-fsrs, which has them in memory",
        ours=side("ours", middle),
        peer=side("py-fsrs", middle),
        bar=Bar(most=FASTER),
    )
    reading = Pair(
        name="the same, beside py-fsrs, which reads item, rating and instant from the log by itself",
        ours=side("ours", middle),
        peer=side("py-fsrs-reading", middle),
    )
    sides = {size: side("ours", size) for size in sizes}
    growth = Growth(name="a log read and its state worked out", unit="reviews", sides=sides)
    return Plan(pairs=[in_memory, reading], growths=[growth])


def main() -> None:
    """Time one way and print it."""
    work = WAYS[sys.argv[1]](Path(sys.argv[2]))
    began, used = time.perf_counter(), time.process_time()
    work()
    spent = {"clock": time.perf_counter() - began, "processor": time.process_time() - used}
    print(json.dumps(spent))


BENCHMARK = Benchmark(
    about="""Needed once after an import, a merge or a deleted cache. Ours reads the file and makes cards, memories, days, habits
    and every tally that the screens show. py-fsrs gets its answers ready-made and makes memories only. Starting Python is in
    neither.""",
    prepare=prepare,
    sizes=[10_000, 100_000, 1_000_000],
    smallest=[20, 60, 100],
)

if __name__ == "__main__":
    main()
