"""Compares commands over shelves of several sizes: whole processes, in turn, as ratios to the smallest shelf.

For each command and size: the median of the ratios of the rounds, and the least milliseconds of
processor time (user and system), which other programs disturb less than the clock. ``study`` runs
until its first question stands at a terminal. 0 items are the shipped banks alone; the others stand
beside them. ``edited`` is a check of 200 files after an edit to one of them; its ratio is to a check
of the edited file alone and reading and hashing the others.
"""

import argparse
import hashlib
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from generate import write_banks
from start_pairs import until_asked, whole

CASES = ["study", "due", "progress", "competency", "today", "edited"]
FILES = 200


def make_home(home: Path, items: int) -> dict[str, str]:
    """Make a home with so many items beside the shipped banks, and return its environment."""
    banks = home / "data" / "banks"
    banks.mkdir(parents=True)
    if items:
        write_banks(banks, items)
        (banks / "bibliography.yaml").unlink()  # the shipped one will do
    env = os.environ | {"IPT_TRAIN_HOME": str(home), "COLUMNS": "80"}
    whole([*PROGRAM, "config", "set", "new-per-day", "10"], env)
    return env


PROGRAM = [sys.executable, "-m", "ipt_train"]


def milliseconds(case: str, env: dict[str, str]) -> float:
    """Run a command over a shelf and return what it took."""
    measure = until_asked if case == "study" else whole
    return measure([*PROGRAM, *case.split()], env)


def compare(case: str, homes: dict[int, dict[str, str]], runs: int) -> None:
    """Print how a command grows with the shelf."""
    for env in homes.values():
        milliseconds(case, env)
    rounds = [[milliseconds(case, env) for env in homes.values()] for _ in range(runs)]
    for place, size in enumerate(homes):
        ratio = statistics.median(times[place] / times[0] for times in rounds)
        least = min(times[place] for times in rounds)
        print(f"{case:12} {size:9,} items  {ratio:6.2f}   least {least:8.1f} ms", flush=True)


def read_and_hash(files: list[Path]) -> float:
    """Return the milliseconds that reading and hashing files takes."""
    began = time.process_time()
    for file in files:
        hashlib.sha256(file.read_bytes())
    return (time.process_time() - began) * 1000


def edited(folder: Path, items: int, runs: int) -> None:
    """Print what a check of many files costs after an edit to one of them."""
    env = os.environ | {"IPT_TRAIN_HOME": str(folder / "home")}
    shutil.rmtree(folder, ignore_errors=True)
    files = write_banks(folder / "banks", items, a_file=max(1, items // FILES))
    whole([*PROGRAM, "bank", "check", str(folder / "banks")], env)
    ratios, least = [], []
    for number in range(runs):
        times = []
        for path in (files[7], folder / "banks"):
            with files[7].open("a", encoding="utf-8") as stream:
                stream.write(f"\n# {path.name} {number}\n")
            times.append(whole([*PROGRAM, "bank", "check", str(path)], env))
        rest = read_and_hash([file for file in files if file != files[7]])
        ratios.append((times[1] - rest) / times[0])
        least.append(times[1])
    ratio = statistics.median(ratios)
    print(f"{'edited':12} {items:9,} items  {ratio:6.2f}   least {min(least):8.1f} ms", flush=True)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--items", type=int, nargs="+", default=[0, 10_000, 100_000])
    options.add_argument("--edited", type=int, nargs="+", default=[2_000, 10_000])
    options.add_argument("--runs", type=int, default=11)
    options.add_argument("--only", nargs="*", choices=CASES, default=CASES)
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="ipt-bench-") as folder:
        cases = [case for case in given.only if case != "edited"]
        if cases:
            homes = {size: make_home(Path(folder) / str(size), size) for size in given.items}
            for env in homes.values():
                whole([*PROGRAM, "due"], env)  # checks the banks; only then do their files rest
            time.sleep(2.5)
            for case in cases:
                compare(case, homes, given.runs)
        for items in given.edited if "edited" in given.only else ():
            edited(Path(folder) / "edited", items, given.runs)


if __name__ == "__main__":
    main()
