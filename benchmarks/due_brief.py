"""Times ``ipt-train due --brief`` beside ``python -c pass``: whole processes, in turn, medians.

The figure is kept already (warm), as it is after every sitting. A log of 12,580 reviews is made
for it, and the banks are those of the package. The full ``due`` is shown for comparison.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ipt_train.bank.source.shelf import Shelf, check
from ipt_train.shell.paths import shipped_folder


def milliseconds(command: list[str], env: dict[str, str]) -> float:
    began = time.perf_counter()
    result = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if result.returncode:
        sys.exit(f"{' '.join(command)} ended with {result.returncode}: {result.stderr}")
    return (time.perf_counter() - began) * 1000


def history(file: Path, names: list[str], reviews: int) -> None:
    """Write a history of the past half year over some items."""
    chance, begin = random.Random(1), datetime.now(UTC) - timedelta(days=190)
    lines = ["card_id,review_time,review_rating,review_duration"]
    for _ in range(reviews):
        moment = begin + timedelta(seconds=chance.randrange(189 * 86_400))
        lines.append(f"{chance.choice(names)},{moment.isoformat()},{chance.choice((1, 3, 3))},9000")
    file.write_text("\n".join(lines) + "\n")


def item_names() -> list[str]:
    """Ids of the items of the package."""
    shipped = Path(shipped_folder())
    shelf = Shelf(
        banks=(shipped / "question_banks",), schemas=shipped / "schemas", cache=Path(os.devnull)
    )
    return [item.id for item in check(shelf, []).library().items()]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=31)
    options.add_argument("--reviews", type=int, default=12_580)
    given = options.parse_args()
    program = [sys.executable, "-m", "ipt_train"]
    with tempfile.TemporaryDirectory(prefix="ipt-bench-") as folder:
        env = os.environ | {"IPT_TRAIN_HOME": folder}
        table = Path(folder) / "history.csv"
        history(table, item_names(), given.reviews)
        subprocess.run(
            [*program, "data", "import-fsrs", str(table)], env=env, capture_output=True, check=True
        )
        milliseconds([*program, "due", "--brief"], env)
        commands = [[sys.executable, "-c", "pass"], [*program, "due", "--brief"], [*program, "due"]]
        spent: list[list[float]] = [[] for _ in commands]
        for number in range(given.runs):
            for one, times in zip(commands, spent, strict=True):
                if one is not commands[-1] or number < 5:
                    times.append(milliseconds(one, env))
        bare = statistics.median(spent[0])
        for one, times in zip(commands, spent, strict=True):
            middle = statistics.median(times)
            print(
                f"{middle:7.1f} ms  {middle / bare:5.1f} x  (from {min(times):.1f}, {len(times)} runs)  {' '.join(['python', *one[1:]])}"
            )


if __name__ == "__main__":
    main()
