"""Times ``ipt-train bank fmt`` of two copies of the program on the same bank, in turn.

    python benchmarks/format_banks.py OLD NEW [--items 1000]

OLD and NEW are folders of a copy with its own ``.venv``. The same bank is timed twice: ``tidy`` is
laid out already; in ``wild`` every text and every list must be laid out anew.
"""

import argparse
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from generate import write_banks


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("copies", nargs="+", type=Path)
    options.add_argument("--items", type=int, default=1000)
    options.add_argument("--runs", type=int, default=3)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        (tidy,) = write_banks(Path(folder, "tidy"), given.items, a_file=given.items)
        wild = Path(folder, "wild.yaml")
        wild.write_text(
            tidy.read_text().replace("\n          ", "\n    " + " " * 10).replace(": [", ":   [ ")
        )
        for file in (tidy, wild):
            spent: dict[Path, list[float]] = {copy: [] for copy in given.copies}
            for _ in range(given.runs):
                for copy, times in spent.items():
                    words = [copy / ".venv/bin/ipt-train", "bank", "fmt", "--check", file]
                    began = time.perf_counter()
                    subprocess.run(words, capture_output=True, check=False)
                    times.append(time.perf_counter() - began)
            for copy, times in spent.items():
                print(
                    f"{'wild' if file == wild else 'tidy'} {statistics.median(times):7.2f} s  {copy}"
                )


if __name__ == "__main__":
    main()
