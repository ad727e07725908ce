"""Counting the answers of a cohort, beside SQL written by hand for the same integers.

``python -m benchmarks.cohort ours|by-hand|plain|spark FILE`` counts in one way, and prints what it
took and a digest of what it counted: all ways must give the same.
"""

import dataclasses
import hashlib
import json
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from benchmarks.cohort_sql import MAKE, SQL
from benchmarks.harness.benchmark import Bar, Benchmark, Growth, Pair, Plan, Side
from benchmarks.harness.kept import kept
from benchmarks.harness.machine import version_of
from benchmarks.harness.spent import FailedError, last_line

ITEMS = 200


def by_hand(file: str) -> object:
    """Return the integers by hand-written SQL, within the memory that ours is given."""
    import duckdb

    from ipt_train.course.cohort.band import Band
    from ipt_train.course.cohort.tally import TallyCell, assemble

    with tempfile.TemporaryDirectory() as overflow:
        engine = duckdb.connect(config={"memory_limit": "700MB", "temp_directory": overflow})
        engine.execute("set preserve_insertion_order = false")
        for name in ("sums", "totals", "cube"):
            engine.execute(SQL[name].format(file=file))
        marks, cells = defaultdict(list), defaultdict(list)
        for paper, total, n in engine.execute(SQL["marks"]).fetchall():
            marks[paper].append((total, n))
        for *key, response, blank, units, band, n, rest, squares in engine.execute(
            SQL["cells"]
        ).fetchall():
            cell = TallyCell(
                response=response, blank=blank, units=units, band=Band(band), n=n, rest=rest, rest_squares=squares
            )  # fmt: skip  # a row
            cells[tuple(key)].append(cell)
        ceilings = {tuple(key): most for *key, most in engine.execute(SQL["ceilings"]).fetchall()}
        engine.close()
        return assemble(marks, cells, ceilings)


def ours(file: str) -> object:
    from ipt_train.course.scale.duck import tally_parquet

    return tally_parquet(file)


def on_spark(file: str) -> object:
    from ipt_train.course.scale.spark import local_session, tally_spark

    session = local_session()
    try:
        return tally_spark(session.read.parquet(file))
    finally:
        session.stop()


def plainly(file: str) -> object:
    import duckdb

    from ipt_train.course.cohort.answer import ItemResponse
    from ipt_train.course.cohort.tally import tally

    table = duckdb.connect().read_parquet(file)
    names = table.columns
    return tally(ItemResponse(**dict(zip(names, row, strict=True))) for row in table.fetchall())


WAYS: dict[str, Callable[[str], object]] = {
    "ours": ours,
    "by-hand": by_hand,
    "spark": on_spark,
    "plain": plainly,
}


def prepare(_: Path, sizes: Sequence[int]) -> Plan:
    """Make answers of each size as Parquet."""
    version = version_of("duckdb")
    import duckdb

    def make(file: Path, size: int) -> None:
        people = max(1, size // ITEMS)
        duckdb.connect().execute(MAKE.format(people=people, items=ITEMS, file=file))

    files = {
        size: kept(f"cohort-{size}.parquet", partial(make, size=size), [MAKE, ITEMS, version])
        for size in sizes
    }

    def side(way: str, size: int) -> Side:
        return Side(
            command=[sys.executable, "-m", "benchmarks.cohort", way, str(files[size])],
            shown=f"python -m benchmarks.cohort {way} FILE",
            version=version,
        )

    for size in sizes:
        if last_line(side("ours", size)) != last_line(side("by-hand", size)):
            raise FailedError(f"ours and the hand-written SQL count differently over {size:,} answers")  # fmt: skip  # a row
    pairs = [
        Pair(
            name=f"{size:,} answers counted, beside SQL by hand",
            ours=side("ours", size),
            peer=side("by-hand", size),
            bar=Bar(most=1.3),
        )
        for size in sizes[1:]
    ]
    growth = {size: side("ours", size) for size in sizes}
    return Plan(
        pairs=pairs, growths=[Growth(name="a cohort counted", unit="answers", sides=growth)]
    )


def main() -> None:
    """Count in one way; print what it took, and a digest of what was counted."""
    sys.modules["pandas"] = None  # type: ignore[assignment]  # DuckDB would import it where it is
    began = time.perf_counter()
    counted = WAYS[sys.argv[1]](sys.argv[2])
    text = json.dumps([dataclasses.asdict(paper) for paper in counted])  # type: ignore[attr-defined]
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(f"{time.perf_counter() - began:.2f} s, {used.ru_maxrss / 1024:.0f} MB at most")
    print(hashlib.sha256(text.encode()).hexdigest())


BENCHMARK = Benchmark(
    about="""Exact integers from which every figure of an item is worked out, over 200 items, from a Parquet file, within 700 MB.
    Both sides use DuckDB and start Python, and pandas is hidden from both, as it is not needed. Both must give the same
    bytes, or the benchmark stops.""",
    prepare=prepare,
    sizes=[100_000, 1_000_000, 10_000_000],
    smallest=[400, 1_000],
)

if __name__ == "__main__":
    main()
