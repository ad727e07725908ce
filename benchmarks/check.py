"""Checking banks, beside check-jsonschema on the same files."""

import random
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from string import ascii_lowercase

from benchmarks.generate import copy_banks
from benchmarks.harness.benchmark import Bar, Benchmark, Growth, NotMeasuredError, Pair, Plan, Side
from benchmarks.harness.machine import PYTHON, script, version_of
from benchmarks.harness.spent import ROOT

HASH = """
import hashlib, pathlib, sys
for name in sys.argv[1:]:
    hashlib.blake2b(pathlib.Path(name).read_bytes()).hexdigest()
"""
FILES = 200
"""Files that the items are spread over."""


def edit(file: Path) -> None:
    """Put a word that no bank has before the stem of the first item, or another in its place."""
    before, stem, after = file.read_text().partition("    stem: >-\n      ")
    word = f"Edited{''.join(random.choices(ascii_lowercase, k=8))}"
    file.write_text(f"{before}{stem}{word} {re.sub('^Edited[a-z]+ ', '', after)}")


def beside_peer(files: Sequence[Path], items: int, ours: Side) -> Pair:
    """Return the row beside check-jsonschema.

    Raises:
        NotMeasuredError: It is not installed.
    """
    schema = str(ROOT / "schemas" / "bank.schema.json")
    peer = Side(
        command=[script("check-jsonschema"), "--schemafile", schema, *map(str, files)],
        shown="check-jsonschema --schemafile schemas/bank.schema.json FILES",
        version=version_of("check-jsonschema"),
    )
    name = (
        f"{items:,} items for the first time, beside check-jsonschema, which knows the schema only"
    )
    return Pair(name=name, ours=ours, peer=peer, bar=Bar(most=0.1))


def prepare(folder: Path, sizes: Sequence[int]) -> Plan:
    """Make a folder of banks for each size."""
    files = {
        size: copy_banks(folder / str(size), size, a_file=max(1, size // FILES)) for size in sizes
    }
    env = {"IPT_TRAIN_HOME": str(folder / "home")}

    def ours(size: int, *more: str) -> Side:
        words = ["bank", "check", str(folder / str(size)), "--format", "concise", *more]
        shown = " ".join(["ipt-train bank check FOLDER --format concise", *more])
        return Side(command=[script("ipt-train"), *words], shown=shown, env=env)

    middle = sizes[len(sizes) // 2]
    changed, *others = files[middle]
    alone = f"{script('ipt-train')} bank check {changed} --no-cache --format concise"
    apart = Side(
        command=["sh", "-c", f"{alone} && exec {sys.executable} -c '{HASH}' \"$@\"", "sh", *map(str, others)],
        shown="ipt-train bank check FILE --no-cache && python -c 'read and hash' OTHER-FILES",
        version=PYTHON,
        env=env,
        before=lambda: edit(changed),
    )  # fmt: skip  # a command
    again = replace(ours(middle), before=lambda: edit(changed))
    name = f"a word changed in one file of {len(files[middle])}, beside checking that file alone, then reading and hashing the others"
    pairs, missing = [Pair(name=name, ours=again, peer=apart, bar=Bar(most=1.3))], []
    try:
        pairs.insert(0, beside_peer(files[middle], middle, ours(middle, "--no-cache")))
    except NotMeasuredError as error:
        missing.append(f"{middle:,} items for the first time, beside check-jsonschema: {error}")
    growths = [
        Growth(name=name, unit="items", sides={size: ours(size, *more) for size in sizes})
        for name, more in (("`bank check` for the first time", ["--no-cache"]), ("`bank check` of what has not changed", []))
    ]  # fmt: skip  # rows
    return Plan(pairs=pairs, growths=growths, missing=missing)


BENCHMARK = Benchmark(
    about="""Generated items of 1.4 kB in 200 files. Ours holds each to the schema, looks up every id and applies all rules of
    item-writing, with line and column for each finding. check-jsonschema holds it to the schema.""",
    prepare=prepare,
    sizes=[1_000, 10_000, 100_000],
    smallest=[20, 40],
)
