"""Runs benchmarks by name and writes what came out: ``python -m benchmarks [NAME...]``.

What was measured is kept in ``results.json``, each benchmark apart, so that running some leaves the
figures of the others alone; ``RESULTS.md`` is made from it.
"""

import argparse
import json
import sys
import tempfile
import time
from contextlib import suppress
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from benchmarks.harness.benchmark import Benchmark, NotMeasuredError
from benchmarks.harness.machine import compile_all, load, machine, own_version
from benchmarks.harness.measure import Record, measured_growth, measured_pair, reached
from benchmarks.harness.page import page
from benchmarks.harness.spent import FailedError

HERE = Path(__file__).parent


def names() -> list[str]:
    """Return the names of all benchmarks: the files here that hold one."""
    return sorted(file.stem for file in HERE.glob("*.py") if "\nBENCHMARK = " in file.read_text())


def benchmark(name: str) -> Benchmark:
    """Return a benchmark by its name."""
    chosen: Benchmark = import_module(f"benchmarks.{name}").BENCHMARK
    return chosen


def run(chosen: Benchmark, sizes: list[int], rounds: int, seconds: float) -> Record:
    """Run one benchmark and return its record."""
    record: Record = {"about": " ".join(chosen.about.split())}
    began, busy = datetime.now(UTC), load()
    with tempfile.TemporaryDirectory(prefix="ipt-bench-") as folder:
        try:
            plan = chosen.prepare(Path(folder), sizes)
            pairs = [measured_pair(pair, rounds, seconds) for pair in plan.pairs]
            growths = [measured_growth(growth, rounds, seconds / 2) for growth in plan.growths]
        except NotMeasuredError as error:
            return record | {"not_measured": str(error)}
        except FailedError as error:
            return record | {"not_measured": f"failed: {error}"}
    return record | {
        "date": f"{began:%Y-%m-%d %H:%M} UTC",
        "load": busy,
        "machine": machine(),
        "full": sizes == list(chosen.sizes),
        "missing": list(plan.missing),
        "pairs": pairs,
        "growths": growths,
    }


def prepare(chosen: Benchmark, sizes: list[int]) -> None:
    """Make the files of one benchmark, so that a later run finds those that are kept."""
    with tempfile.TemporaryDirectory(prefix="ipt-bench-") as folder, suppress(NotMeasuredError):
        chosen.prepare(Path(folder), sizes)


def judged(row: Record, record: Record) -> str:
    """Return whether a row reached its bar, in words."""
    outcome = reached(row)
    if outcome is None:
        return "no bar"
    if not record["full"]:
        return "too small to say"
    return "reached" if outcome[1] else "NOT REACHED"


def told(name: str, record: Record, took: float) -> str:
    """Return a line or more for the terminal."""
    if "not_measured" in record:
        return f"{name}: not measured: {record['not_measured']}"
    lines = [f"  {row['name']}: {judged(row, record)}" for row in record["pairs"]]
    lines += [f"  not measured: {each}" for each in record["missing"]]
    return "\n".join([f"{name}: {took:.0f} s, load {record['load']} at its start", *lines])


def main() -> None:
    """Run what the command line names."""
    options = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    options.add_argument(
        "names", nargs="*", metavar="NAME", help="benchmarks; all if none is named"
    )
    options.add_argument("--rounds", type=int, default=7, help="times that each process is run")
    options.add_argument(
        "--seconds", type=float, default=12, help="a row ends then, after 3 rounds"
    )
    options.add_argument("--sizes", type=int, nargs="+", help="other sizes; needs a single NAME")
    options.add_argument("--smallest", action="store_true", help="small sizes: does it work?")
    options.add_argument("--to", type=Path, default=HERE, help="folder of RESULTS.md")
    options.add_argument(
        "--prepare", action="store_true", help="only make the files that are kept for later runs"
    )
    options.add_argument("--list", action="store_true", help="list the benchmarks and stop")
    given = options.parse_args()
    if unknown := sorted({*given.names} - {*names()}):
        options.error(
            f"no benchmark is called {', '.join(unknown)}; there are {', '.join(names())}"
        )
    if given.sizes and len(given.names) != 1:
        options.error("--sizes needs a single NAME")
    if given.list:
        for name in names():
            print(f"{name:10} {' '.join(benchmark(name).about.split())}")
        sys.exit()
    compile_all(HERE, HERE.parent / "ipt_train")
    kept, version = given.to / "results.json", own_version()
    results = json.loads(kept.read_text()) if kept.exists() else {}
    for name in given.names or names():
        chosen, began = benchmark(name), time.perf_counter()
        sizes = given.sizes or (chosen.smallest if given.smallest else chosen.sizes)
        if given.prepare:
            prepare(chosen, list(sizes))
            print(f"{name}: made in {time.perf_counter() - began:.0f} s", flush=True)
            continue
        results[name] = {"ours": version} | run(chosen, list(sizes), given.rounds, given.seconds)
        results = {each: results[each] for each in names() if each in results}
        given.to.mkdir(parents=True, exist_ok=True)
        lines = [f"{json.dumps(each)}: {json.dumps(results[each])}" for each in results]
        kept.write_text("{\n" + ",\n".join(lines) + "\n}\n")
        (given.to / "RESULTS.md").write_text(page(results))
        print(told(name, results[name], time.perf_counter() - began), flush=True)


if __name__ == "__main__":
    main()
