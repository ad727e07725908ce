"""Compares commands over logs of several lengths: whole processes, in turn, as ratios to the shortest log.

For each command and length: the median of the ratios of the rounds, and the least milliseconds of
processor time (user and system), which other programs disturb less than the clock. ``study`` runs
until its first question stands at a terminal. ``anew`` is ``due`` with the cache of folds removed.
"""

import argparse
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from long_log import make_home
from start_pairs import until_asked, whole

CASES = ["study", "due", "due --brief", "progress", "competency", "today", "undo", "anew"]


def milliseconds(case: str, home: Path, env: dict[str, str]) -> float:
    """Run a command over a home and return what it took."""
    program = [sys.executable, "-m", "ipt_train"]
    if case == "study":
        return until_asked([*program, "study"], env)
    if case == "anew":
        shutil.rmtree(home / "cache" / "folds", ignore_errors=True)
        return whole([*program, "due"], env)
    return whole([*program, *case.split()], env)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--reviews", type=int, nargs="+", default=[10, 1_000, 100_000])
    options.add_argument("--runs", type=int, default=11)
    options.add_argument("--only", nargs="*", choices=CASES, default=CASES)
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="ipt-bench-") as folder:
        homes = {}
        for size in given.reviews:
            home = Path(folder) / str(size)
            homes[size] = home, make_home(home, size) | {"COLUMNS": "80"}
        for case in given.only:
            for home, env in homes.values():
                milliseconds(case, home, env)
            rounds = [
                [milliseconds(case, home, env) for home, env in homes.values()]
                for _ in range(given.runs)
            ]
            for place, size in enumerate(given.reviews):
                ratio = statistics.median(times[place] / times[0] for times in rounds)
                least = min(times[place] for times in rounds)
                print(f"{case:12} {size:9,} reviews  {ratio:6.2f}   least {least:8.1f} ms", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
