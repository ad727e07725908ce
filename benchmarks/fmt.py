"""Laying out a bank anew, beside ruamel.yaml reading and writing the same file.

``python -m benchmarks.fmt FILE`` is that round trip.
"""

import io
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.generate import copy_banks
from benchmarks.harness.benchmark import Bar, Benchmark, Growth, Pair, Plan, Side
from benchmarks.harness.machine import script, version_of

FOUND = 1
"""The status of ``bank fmt --check`` for a file that is not laid out."""


def untidy(folder: Path, items: int) -> Path:
    """Write a bank in which every text and every list must be laid out anew."""
    (file,) = copy_banks(folder / str(items), items, a_file=items)
    text = file.read_text().replace("\n          ", "\n    " + " " * 10).replace(": [", ":   [ ")
    file.write_text(text)
    return file


def prepare(folder: Path, sizes: Sequence[int]) -> Plan:
    """Make a bank of each size."""
    files = {size: untidy(folder, size) for size in sizes}
    ours = {
        size: Side(
            command=[script("ipt-train"), "bank", "fmt", "--check", str(file)],
            shown="ipt-train bank fmt --check FILE",
            env={"IPT_TRAIN_HOME": str(folder / "home")},
            statuses=[FOUND],
        )
        for size, file in files.items()
    }
    middle = sizes[len(sizes) // 2]
    peer = Side(
        command=[sys.executable, "-m", "benchmarks.fmt", str(files[middle])],
        shown="python -m benchmarks.fmt FILE",
        version=version_of("ruamel.yaml"),
    )
    name = (
        f"a file of {middle:,} items, beside ruamel.yaml reading and writing it with its comments"
    )
    return Plan(
        pairs=[Pair(name=name, ours=ours[middle], peer=peer, bar=Bar(most=1))],
        growths=[Growth(name="`bank fmt`", unit="items", sides=ours)],
    )


def main() -> None:
    """Read a file and write it as text."""
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.dump(yaml.load(Path(sys.argv[1]).read_text()), io.StringIO())


BENCHMARK = Benchmark(
    about="""Generated items of 1.4 kB in one file, none of them laid out yet. Ours keeps comments and meaning and shows what it
    would write; nothing is written. No other program lays out a bank; the round trip is what one would write oneself.""",
    prepare=prepare,
    sizes=[100, 1_000, 10_000],
    smallest=[5, 10],
)

if __name__ == "__main__":
    main()
