"""Times folding a log anew, reading included, beside py-fsrs reviewing the same answers from memory.

Ours reads the log's file and makes cards, memories, habits and every tally; py-fsrs (no fuzz) gets
its cards and instants ready-made. Both in this process, in turn; processor time.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from fsrs import Card, Rating, Scheduler
from long_log import item_names, reviews, write_log

from ipt_train.log.core.event import Event, Reviewed
from ipt_train.log.core.fold import study
from ipt_train.log.operation.catch_up import NothingKept, current
from ipt_train.log.store.log import Log


def seconds(action: Callable[[], object]) -> float:
    began = time.process_time()
    action()
    return time.process_time() - began


def by_py_fsrs(events: list[tuple[str, Rating, datetime]]) -> None:
    scheduler, cards = Scheduler(enable_fuzzing=False), dict[str, Card]()
    for item, rating, moment in events:
        cards[item], _ = scheduler.review_card(cards.get(item, Card(card_id=1)), rating, moment)


def prepared(events: list[Event]) -> list[tuple[str, Rating, datetime]]:
    return [
        (event.body.item, Rating(int(event.body.rating)), datetime.fromtimestamp(event.at / 1000, UTC))
        for event in events
        if isinstance(event.body, Reviewed)
    ]  # fmt: skip  # a row


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--reviews", type=int, default=100_000)
    options.add_argument("--runs", type=int, default=3)
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="ipt-bench-") as folder:
        file = Path(folder) / "log.db"
        events = list(reviews(item_names(), given.reviews, datetime.now(UTC)))
        write_log(file, iter(events))
        theirs_of = prepared(events)
        del events
        ours, theirs = [], []
        for _ in range(given.runs):
            with Log(file, lambda: datetime.now(UTC)) as log:
                ours.append(seconds(lambda: current(log, [study()], NothingKept())))
            theirs.append(seconds(lambda: by_py_fsrs(theirs_of)))
        ratio = statistics.median(b / a for a, b in zip(ours, theirs, strict=True))
        print(f"{given.reviews:,} reviews: ours {min(ours):.2f} s, py-fsrs {min(theirs):.2f} s, {ratio:.1f} times")  # fmt: skip


if __name__ == "__main__":
    main()
