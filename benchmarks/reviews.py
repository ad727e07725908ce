"""The first question and other commands beside a log that grows for years."""

import shutil
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.harness.benchmark import Bar, Benchmark, Growth, Pair, Plan, Side
from benchmarks.harness.machine import script
from benchmarks.harness.spent import spent
from benchmarks.items import ASKED, REST
from benchmarks.long_log import make_home

COMMANDS = ("study", "due", "progress", "competency", "undo")
"""What a learner waits for every day; ``undo`` takes back one review at each run."""


def prepare(folder: Path, sizes: Sequence[int]) -> Plan:
    """Make a home with a log of each length."""
    homes = {size: make_home(folder / str(size), size)["IPT_TRAIN_HOME"] for size in sizes}
    for home in homes.values():
        spent(Side(command=[script("ipt-train"), "due"], env={"IPT_TRAIN_HOME": home}))
    time.sleep(REST)

    def side(words: str, size: int) -> Side:
        return Side(
            command=[script("ipt-train"), *words.split()],
            shown=f"ipt-train {words}",
            env={"IPT_TRAIN_HOME": homes[size]},
            awaits=ASKED if words == "study" else "",
        )

    def anew(size: int) -> Side:
        kept = Path(homes[size], "cache", "folds")
        return Side(
            command=[script("ipt-train"), "due"],
            shown="ipt-train due, with the cache of the log's state deleted first",
            env={"IPT_TRAIN_HOME": homes[size]},
            before=lambda: shutil.rmtree(kept, ignore_errors=True),
        )

    short, long = sizes[0], sizes[-1]
    pairs = [
        Pair(
            name=f"{'the first question of ' if words == 'study' else ''}`{words}` after {long:,} reviews, beside the same after {short:,}",
            ours=side(words, long),
            peer=side(words, short),
            bar=Bar(most=2),
        )
        for words in COMMANDS
    ]
    growths = [
        Growth(name=f"`{words}`", unit="reviews", sides={size: side(words, size) for size in sizes})
        for words in ("study", "due", "progress")
    ]
    lost = Growth(name="`due` without its cache", unit="reviews", sides={size: anew(size) for size in sizes})  # fmt: skip  # a row
    return Plan(pairs=pairs, growths=[*growths, lost])


BENCHMARK = Benchmark(
    about="""Commands over logs of several lengths, with the banks of the package; the other side of each comparison is our own
    program over the shortest log. `study` ends as soon as its first question stands at the terminal.""",
    prepare=prepare,
    sizes=[1_000, 10_000, 100_000],
    smallest=[10, 40],
)
