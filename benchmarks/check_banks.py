"""Times ``ipt-train bank check`` beside check-jsonschema on the same generated bank.

Whole processes, in turn, medians; both commands are shown. Our check also runs integrity
and every item-writing rule, and gives line and column; the peer's checks the schema only.
"""

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generate import write_banks

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent


def seconds(command: list[str], env: dict[str, str]) -> float:
    began = time.perf_counter()
    result = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    spent = time.perf_counter() - began
    if result.returncode:
        sys.exit(
            f"{' '.join(command[:4])} ended with {result.returncode}:\n{result.stdout[-800:]}{result.stderr[-800:]}"
        )
    return spent


def reading(files: list[Path]) -> float:
    """Seconds to read and hash the files in a new process."""
    program = (
        "import hashlib, sys, pathlib\n"
        "for name in sys.argv[1:]: hashlib.blake2b(pathlib.Path(name).read_bytes()).hexdigest()"
    )
    return seconds([sys.executable, "-c", program, *map(str, files)], dict(os.environ))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--items", type=int, default=10_000)
    options.add_argument("--runs", type=int, default=3)
    options.add_argument(
        "--alone", action="store_true", help="leave the peer out, for very large banks"
    )
    given = options.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="ipt-bench-"))
    try:
        files = write_banks(folder / "banks", given.items)
        size = sum(file.stat().st_size for file in files)
        env = os.environ | {"IPT_TRAIN_HOME": str(folder / "home")}
        ours = [
            str(BIN / "ipt-train"),
            "bank",
            "check",
            str(folder / "banks"),
            "--format",
            "concise",
        ]
        cold = [*ours, "--no-cache"]
        peer = [
            str(BIN / "check-jsonschema"),
            "--schemafile",
            str(ROOT / "schemas" / "bank.schema.json"),
            *map(str, files),
        ]
        print(
            f"{given.items:,} items, {size / 1e6:.1f} MB in {len(files)} files, {size / given.items / 1000:.2f} kB an item"
        )
        print("ours:", " ".join(cold))
        print("peer:", " ".join(peer[:4]), "...")
        figures: dict[str, list[float]] = {
            "ours, cold": [],
            "ours, again": [],
            "read and hash": [],
            "peer": [],
        }
        seconds(ours, env)  # fills the cache
        for _ in range(given.runs):
            figures["ours, cold"].append(seconds(cold, env))
            figures["ours, again"].append(seconds(ours, env))
            figures["read and hash"].append(reading(files))
            if not given.alone:
                figures["peer"].append(seconds(peer, env))
        medians = {name: statistics.median(each) for name, each in figures.items() if each}
        for name, median in medians.items():
            print(f"{name:14} {median:8.2f} s   {' '.join(f'{one:.2f}' for one in figures[name])}")
        if "peer" in medians:
            print(f"ours cold / peer: 1/{medians['peer'] / medians['ours, cold']:.1f}")
        print(f"again / read and hash: {medians['ours, again'] / medians['read and hash']:.1f}")
        print(
            f"largest process so far: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB"
        )
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
