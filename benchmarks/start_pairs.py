"""Compares how long two checkouts take to start: ``python -m benchmarks.start_pairs OLD NEW``, in turn.

For each command the median of the ratios new/old of the pairs, and the least of each in
milliseconds of processor time, which other programs disturb less than the clock. Both run under
this Python, each with its own banks, data and filled caches.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.harness.benchmark import Side
from benchmarks.harness.figures import middle, ratios
from benchmarks.harness.machine import compile_all
from benchmarks.harness.spent import spent

COMMANDS = ["--version", "due --brief", "due", "--help", "bank check", "study"]
"""Commands, run to their end; ``study`` at a terminal, until its first question stands there."""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("old", type=Path)
    options.add_argument("new", type=Path)
    options.add_argument("--runs", type=int, default=15)
    options.add_argument("--only", nargs="*", choices=COMMANDS, default=COMMANDS)
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="ipt-bench-") as folder:
        compile_all(given.old / "ipt_train", given.new / "ipt_train")

        def side(checkout: Path, words: str) -> Side:
            home = Path(folder, "old" if checkout == given.old else "new")
            return Side(
                command=[
                    sys.executable,
                    "-P",
                    "-m",
                    "ipt_train",
                    *words.split(),
                ],  # -P: not the folder that we are in
                env={"PYTHONPATH": str(checkout.absolute()), "IPT_TRAIN_HOME": str(home)},
                awaits="quit" if words == "study" else "",
                statuses=(0, 1),
            )

        checkouts = (given.old, given.new)
        for checkout in checkouts:
            spent(side(checkout, "config set new-per-day 10"))
        for words in given.only:
            sides = [side(checkout, words) for checkout in checkouts]
            for each in sides:
                spent(each)
            rounds = [[spent(each).processor for each in sides] for _ in range(given.runs)]
            old, new = zip(*rounds, strict=True)
            ratio = middle(ratios(new, old)).median
            shown = f"{min(old) * 1000:.1f} and {min(new) * 1000:.1f} ms"
            print(f"{words:12} {ratio:5.2f}   least: {shown}   ({given.runs} pairs)", flush=True)


if __name__ == "__main__":
    main()
