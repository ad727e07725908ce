"""The first question and other commands beside many more items than the package has."""

import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.generate import copy_banks
from benchmarks.harness.benchmark import Bar, Benchmark, Growth, Pair, Plan, Side
from benchmarks.harness.machine import script
from benchmarks.harness.spent import spent
from benchmarks.long_log import home_of, review_log

ASKED = "quit"
"""A word that stands below every question."""

COMMANDS = ("study", "due", "progress", "competency")
"""What a learner waits for every day, whatever there is to study."""

REST = 2.5
"""Seconds after which a file counts as one that nobody is writing to."""


def home(folder: Path, items: int) -> dict[str, str]:
    """Make a home with so many items beside the shipped banks; return the environment that uses it."""
    root = folder / str(items)
    home_of(root, review_log(0, []))
    if items:
        copy_banks(root / "data" / "banks", items)
        (root / "data" / "banks" / "bibliography.yaml").unlink()  # the shipped one will do
    return {"IPT_TRAIN_HOME": str(root)}


def side(words: str, env: dict[str, str]) -> Side:
    """Return a command in a home; ``study`` ends as soon as its first question stands there."""
    return Side(
        command=[script("ipt-train"), words],
        shown=f"ipt-train {words}",
        env=env,
        awaits=ASKED if words == "study" else "",
    )


def prepare(folder: Path, sizes: Sequence[int]) -> Plan:
    """Make a home for each size, and one with the shipped banks alone, whose banks are all checked."""
    homes = {size: home(folder, size) for size in (0, *sizes)}
    for env in homes.values():
        spent(side("due", env))
    time.sleep(REST)
    middle = sizes[len(sizes) // 2]
    pairs = [
        Pair(
            name=f"{'the first question of ' if words == 'study' else ''}`{words}` with {middle:,} items of one's own, beside the shipped banks alone",
            ours=side(words, homes[middle]),
            peer=side(words, homes[0]),
            bar=Bar(most=1.5) if words == "study" else None,
        )
        for words in COMMANDS
    ]
    growths = [
        Growth(
            name=f"`{words}`",
            unit="items",
            sides={size: side(words, homes[size]) for size in sizes},
        )
        for words in COMMANDS
    ]
    return Plan(pairs=pairs, growths=growths)


BENCHMARK = Benchmark(
    about="""Commands over a shelf of generated banks beside those of the package, with an empty log; the other side of each
    comparison is our own program with the banks of the package alone. The banks were checked once before, as they are from the
    second sitting on. `study` ends as soon as its first question stands at the terminal.""",
    prepare=prepare,
    sizes=[1_000, 10_000, 100_000],
    smallest=[10, 20],
)
