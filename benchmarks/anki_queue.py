"""Opening the log and finding the questions of the day, beside Anki's own library opening a collection.

``python -m benchmarks.anki_queue FILE`` is Anki's side.
"""

import shutil
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from benchmarks.generate import copy_banks
from benchmarks.harness.benchmark import Bar, Benchmark, Growth, Pair, Plan, Side
from benchmarks.harness.kept import kept
from benchmarks.harness.machine import script, version_of
from benchmarks.harness.spent import spent
from benchmarks.items import REST
from benchmarks.long_log import home_of, review_log
from ipt_train.vocabulary import ItemId

REVIEWS = 10
"""Reviews an item."""
DAY = 86_400


def collection(folder: Path, cards: int) -> None:
    """Make a collection of cards that were all reviewed, a tenth of them due today."""
    from anki.collection import AddNoteRequest, Collection

    folder.mkdir(parents=True)
    opened = Collection(str(folder / "collection.anki2"))
    opened.set_config("fsrs", True)
    model, deck = opened.models.by_name("Basic"), opened.decks.id("Default")
    requests = []
    for number in range(cards):
        note = opened.new_note(model)
        note["Front"], note["Back"] = f"Question {number}?", f"Answer {number}."
        requests.append(AddNoteRequest(note=note, deck_id=deck))
    opened.add_notes(requests)
    now = int(time.time())
    ids = opened.db.list("select id from cards order by id")
    opened.db.executemany(
        "update cards set type = 2, queue = 2, ivl = 10, factor = 2500, reps = ?, due = ? where id = ?",
        [(REVIEWS, opened.sched.today + number % 10, card) for number, card in enumerate(ids)],
    )
    rows = (
        ((now - DAY * (each + 1)) * 1000 + place, card, -1, 3, 10, 5, 2500, 9000, 1)
        for each in range(REVIEWS)
        for place, card in enumerate(ids)
    )
    opened.db.executemany("insert into revlog values (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    opened.close()


def prepare(folder: Path, sizes: Sequence[int]) -> Plan:
    """Make a home and a collection for each size."""
    version = version_of("anki")
    ours, theirs = {}, {}
    for size in sizes:
        home = folder / str(size)
        copy_banks(home / "data" / "banks", size)
        (home / "data" / "banks" / "bibliography.yaml").unlink()  # the shipped one will do
        names = [(ItemId(f"generated-{number}"), None) for number in range(size)]
        env = home_of(home, review_log(size * REVIEWS, names))
        ours[size] = Side(
            command=[script("ipt-train"), "due"],
            shown="ipt-train due",
            env={"IPT_TRAIN_HOME": env["IPT_TRAIN_HOME"]},
        )
        file = folder / f"anki-{size}" / "collection.anki2"
        today = f"{datetime.now(UTC):%Y-%m-%d}"
        made = kept(
            f"anki-{size}", partial(collection, cards=size), [today, version, Path(__file__)]
        )
        shutil.copytree(made, file.parent)
        theirs[size] = Side(
            command=[sys.executable, "-m", "benchmarks.anki_queue", str(file)],
            shown="python -m benchmarks.anki_queue COLLECTION",
            version=version,
        )
    for each in ours.values():
        spent(each)
    time.sleep(REST)
    long = sizes[-1]
    name = f"`due` over {long:,} items and {long * REVIEWS:,} reviews, beside Anki's queue over as many cards"
    return Plan(
        pairs=[Pair(name=name, ours=ours[long], peer=theirs[long], bar=Bar(most=1))],
        growths=[
            Growth(name="`due`", unit="items", sides=ours),
            Growth(name="the same by Anki's library", unit="cards", sides=theirs),
        ],
    )


def main() -> None:
    """Open a collection and fetch the cards of the day."""
    from anki.collection import Collection

    opened = Collection(sys.argv[1])
    opened.sched.get_queued_cards(fetch_limit=1000)
    opened.close()


BENCHMARK = Benchmark(
    about="""Whole processes from the start of Python until the day's questions are known. Every item and card was reviewed ten
    times. Ours also reads the banks, says how many wait in each part, and looks ahead; the other side is Anki's library without
    its windows.""",
    prepare=prepare,
    sizes=[100, 1_000, 10_000],
    smallest=[10, 20],
)

if __name__ == "__main__":
    main()
