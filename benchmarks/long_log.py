"""Makes a learner's log of any length, the same each time: reviews of the shipped items over three years.

``python -m benchmarks.long_log HOME --reviews 100000`` writes it as the log of the default profile.
"""

import argparse
import os
import random
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import chain, groupby
from pathlib import Path

from benchmarks.harness.kept import kept
from benchmarks.harness.spent import ROOT
from ipt_train.bank.core.model import Library
from ipt_train.bank.source.shelf import Shelf, check
from ipt_train.log.core.event import Chosen, Event, Reviewed
from ipt_train.log.store.log import Log
from ipt_train.log.store.row import row_of
from ipt_train.schedule.day import study_day, to_milliseconds
from ipt_train.shell.paths import shipped_folder
from ipt_train.vocabulary import Confidence, EventId, ItemId, Rating

SEED, DAYS = 19, 1000


def library() -> Library:
    """The banks and forms of the package."""
    shipped = Path(shipped_folder())
    shelf = Shelf(
        banks=(shipped / "question_banks",), schemas=shipped / "schemas", cache=Path(os.devnull)
    )
    return check(shelf, []).library()


@cache
def item_names() -> list[tuple[ItemId, ItemId | None]]:
    """Ids of the items of the package, each with its case where it is a step of one."""
    return [(item.id, item.vignette) for item in library().items()]


def reviews(
    names: Sequence[tuple[ItemId, ItemId | None]], count: int, now: datetime
) -> Iterator[Event]:
    """Yield reviews in their order, a sitting a day, ending the day before ``now``."""
    chance, begin = random.Random(SEED), now - timedelta(days=DAYS + 1)
    for number in range(count):
        day, place = divmod(number * DAYS, count)
        moment = begin + timedelta(days=day, milliseconds=number * 10 + place % 7)
        right = chance.random() < 0.88
        item, case = names[chance.randrange(len(names))]
        stamp = to_milliseconds(moment)
        yield Event(
            id=EventId(f"r{SEED}-{number:08}"), device="bench", session=f"s{day}", at=stamp,
            day=study_day(moment, "UTC", 4), zone="UTC", rollover=4, sequence=number + 1, stamp=stamp,
            body=Reviewed(
                item=item, revision=1, response=("b",), correct=right, score=float(right),
                confidence=chance.choice((None, None, Confidence.CERTAIN, Confidence.GUESSED)),
                rating=chance.choice((Rating.GOOD, Rating.GOOD, Rating.HARD, Rating.EASY)) if right else Rating.AGAIN,
                response_ms=chance.randrange(2_000, 40_000), vignette=case,
            ),
        )  # fmt: skip  # an event


def write_log(file: Path, events: Iterator[Event]) -> None:
    """Write events into a new log."""
    Log(file, lambda: datetime.now(UTC)).close()
    with sqlite3.connect(file) as connection:
        connection.execute("pragma synchronous = off")
        for names, rows in groupby(map(row_of, events), key=tuple):
            statement = (
                f"insert into event ({', '.join(names)}) values ({', '.join('?' * len(names))})"
            )
            connection.executemany(statement, (tuple(row.values()) for row in rows))
    connection.execute("pragma wal_checkpoint(truncate)")
    connection.close()


def review_log(count: int, names: Sequence[tuple[ItemId, ItemId | None]]) -> Path:
    """Return a log of so many reviews until yesterday, made once a day; it must be copied before it is opened.

    Args:
        count: Reviews.
        names: The ids of the items, each with its case where it is a step of one.
    """
    today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    stores = sorted((ROOT / "ipt_train" / "log" / "store").glob("*.py"))
    settings = {"zone": "UTC", "new-per-day": "10"}
    return kept(
        f"log-{count}.db",
        lambda file: write_log(file, chain(chosen(settings), reviews(names, count, today))),
        [today, names, settings, Path(__file__), *stores],
    )


def make_home(home: Path, count: int) -> dict[str, str]:
    """Make a home with a log of so many reviews; return the environment that uses it."""
    return home_of(home, review_log(count, item_names()))


def home_of(home: Path, log: Path) -> dict[str, str]:
    """Make a home with a copy of a log; return the environment that uses it."""
    file = home / "data" / "profiles" / "default.db"
    file.parent.mkdir(parents=True)
    shutil.copyfile(log, file)
    return os.environ | {"IPT_TRAIN_HOME": str(home)}


def chosen(settings: dict[str, str]) -> Iterator[Event]:
    """Yield the events that choose settings, before all others."""
    for number, (name, value) in enumerate(settings.items(), 1):
        yield Event(
            id=EventId(f"setting-{name}"), device="settings", session="", at=0, day=0, zone="UTC", rollover=4,
            sequence=number, stamp=number, body=Chosen(name=name, value=value),
        )  # fmt: skip  # an event


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("home", type=Path)
    options.add_argument("--reviews", type=int, default=100_000)
    given = options.parse_args()
    make_home(given.home, given.reviews)


if __name__ == "__main__":
    main()
