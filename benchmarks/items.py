"""The first question beside many more items than the package has."""

from collections.abc import Sequence
from pathlib import Path

from benchmarks.generate import write_banks
from benchmarks.harness.benchmark import Bar, Benchmark, Growth, Pair, Plan, Side
from benchmarks.harness.machine import script
from benchmarks.long_log import home_with

ASKED = "quit"
"""A word that stands below every question."""


def first_question(folder: Path, items: int) -> Side:
    """Return a sitting in a new home with the shipped banks and so many items besides."""
    home = folder / str(items)
    env = home_with(home, iter(()))
    if items:
        write_banks(home / "data" / "banks", items)
    return Side(
        command=[script("ipt-train"), "study"],
        shown="ipt-train study",
        env={"IPT_TRAIN_HOME": env["IPT_TRAIN_HOME"]},
        awaits=ASKED,
    )


def prepare(folder: Path, sizes: Sequence[int]) -> Plan:
    """Make a folder of banks for each size."""
    many = {size: first_question(folder, size) for size in sizes}
    middle = sizes[len(sizes) // 2]
    name = f"the first question among {middle:,} items of one's own and the shipped banks, beside the shipped banks alone"
    row = Pair(name=name, ours=many[middle], peer=first_question(folder, 0), bar=Bar(most=1.5))
    return Plan(
        pairs=[row],
        growths=[Growth(name="the first question of `study`", unit="items", sides=many)],
    )


BENCHMARK = Benchmark(
    about="""`ipt-train study` at a terminal until the first question stands there. The banks were read once before, as they are
    from the second sitting on; the log is empty.""",
    prepare=prepare,
    sizes=[1_000, 10_000, 100_000],
    smallest=[10, 20, 40],
)
