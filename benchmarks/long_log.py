"""Makes a learner's log of any length, the same each time: reviews of the shipped items over three years.

``python -m benchmarks.long_log HOME --reviews 100000`` writes it as the log of the default profile.
"""

import argparse
import os
import random
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import chain
from pathlib import Path

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
        for event in events:
            row = row_of(event)
            marks = ", ".join("?" * len(row))
            statement = f"insert into event ({', '.join(row)}) values ({marks})"
            connection.execute(statement, tuple(row.values()))
    connection.close()


def make_home(home: Path, count: int) -> dict[str, str]:
    """Make a home with a log of so many reviews; return the environment that uses it."""
    return home_with(home, reviews(item_names(), count, datetime.now(UTC)))


def home_with(home: Path, events: Iterator[Event]) -> dict[str, str]:
    """Make a home with a log of these events and two settings; return the environment that uses it."""
    file = home / "data" / "profiles" / "default.db"
    file.parent.mkdir(parents=True)
    write_log(file, chain(chosen({"zone": "UTC", "new-per-day": "10"}), events))
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
