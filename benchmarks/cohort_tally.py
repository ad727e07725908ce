"""Times our tally of answers in Parquet beside SQL written by hand for the same integers.

Whole processes, in turn, medians; imports, reading and the last fold in Python are in. Both
must give the same bytes. The bars: 1.3 times the time and 1 GB at 100 million answers.
"""

import argparse
import hashlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve()
ITEMS = 200

MAKE = """
copy (
  with answer as (
    select person, item,
      hash(person * 1000003) % 1000 as ability,
      hash(person * 1000003 + item * 7919 + 1) % 1000 as luck,
      hash(person * 1000003 + item * 7919 + 2) % 100 as other
    from range({people}) as one(person), range({items}) as two(item)
  ), marked as (
    select *, other < 2 as blank, ability + item * 3 + luck < 1400 as keyed,
      item % 10 = 0 and other % 3 = 0 as partly
    from answer
  )
  select
    'p' || lpad(person::varchar, 8, '0') as person, 'paper' as paper, 1::bigint as attempt,
    'item-' || lpad(item::varchar, 3, '0') as item, 1::bigint as revision,
    case when blank then '' when keyed then 'a' when partly then 'a+b'
      else substr('bcd', (1 + other % 3)::integer, 1) end as response,
    blank,
    (case when blank then 0 when keyed then 1000 when partly then 500 else 0 end)::bigint as units,
    1000::bigint as full
  from marked
) to '{file}' (format parquet, compression zstd)
"""

SQL = {
    "sums": """
create temp table sums as
select paper, person, attempt, sum(units)::bigint as total
from read_parquet('{file}') where attempt = 1 group by all""",
    "totals": """
create temp table totals as select paper, total, count(*) as n from sums group by all""",
    "cube": """
create temp table cube as
select paper, item, revision, "full", response, blank, units, total, count(*) as n
from read_parquet('{file}') join sums using (paper, person, attempt)
where attempt = 1 group by all""",
    "marks": "select paper, total, n from totals",
    "cells": """
with reached as (
  select *, sum(n) over (partition by paper order by total) as upto,
    sum(n) over (partition by paper) as size
  from totals
), banded as (
  select paper, total, case
    when 100 * (upto - n) < 27 * size and 27 * size <= 100 * upto
     and 100 * (size - upto) < 27 * size and 27 * size <= 100 * (size - upto + n) then 5
    when 100 * (upto - n) < 27 * size and 27 * size <= 100 * upto then 1
    when 100 * (size - upto) < 27 * size and 27 * size <= 100 * (size - upto + n) then 3
    when 100 * upto < 27 * size then 0
    when 100 * (size - upto + n) < 27 * size then 4
    else 2 end as band
  from reached
)
select paper, item, revision, "full", response, blank, units, band, sum(n),
  sum(n * (total - units)), sum(n * (total - units) * (total - units))
from cube join banded using (paper, total) group by all""",
    "ceilings": """
with one as (
  select paper, item, revision, "full", units, sum(n) as n from cube group by all
), other as (
  select paper, item, revision, "full", total - units as rest, sum(n) as n from cube group by all
), ones as (
  select *, sum(n) over (partition by paper, item, revision, "full" order by units) as upto from one
), others as (
  select *, sum(n) over (partition by paper, item, revision, "full" order by rest) as upto from other
)
select paper, item, revision, "full", sum(units * rest *
  greatest(0, least(ones.upto, others.upto) - greatest(ones.upto - ones.n, others.upto - others.n)))
from ones join others using (paper, item, revision, "full") group by all""",
}


def by_hand(file: str) -> object:
    """The integers by hand-written SQL, under the same limits of memory."""
    from collections import defaultdict

    import duckdb

    from ipt_train.course.cohort.band import Band
    from ipt_train.course.cohort.tally import TallyCell, assemble

    with tempfile.TemporaryDirectory() as overflow:
        found = duckdb.connect(config={"memory_limit": "700MB", "temp_directory": overflow})
        found.execute("set preserve_insertion_order = false")
        for name in ("sums", "totals", "cube"):
            found.execute(SQL[name].format(file=file))
        marks, cells = defaultdict(list), defaultdict(list)
        for paper, total, n in found.execute(SQL["marks"]).fetchall():
            marks[paper].append((total, n))
        for *key, response, blank, units, band, n, rest, squares in found.execute(
            SQL["cells"]
        ).fetchall():
            cells[tuple(key)].append(
                TallyCell(
                    response=response,
                    blank=blank,
                    units=units,
                    band=Band(band),
                    n=n,
                    rest=rest,
                    rest_squares=squares,
                )
            )
        ceilings = {tuple(key): most for *key, most in found.execute(SQL["ceilings"]).fetchall()}
        found.close()
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

    found = duckdb.connect().read_parquet(file)
    names = found.columns
    return tally(ItemResponse(**dict(zip(names, row, strict=True))) for row in found.fetchall())


WAYS = {"ours": ours, "by hand": by_hand, "Spark": on_spark, "plain Python": plainly}


def child(way: str, file: str) -> None:
    import dataclasses
    import resource

    found = WAYS[way](file)
    text = json.dumps([dataclasses.asdict(one) for one in found])  # type: ignore[attr-defined]
    used = resource.getrusage(resource.RUSAGE_SELF)
    figures = {
        "digest": hashlib.sha256(text.encode()).hexdigest(),
        "megabytes": used.ru_maxrss / 1024,
        "processor": used.ru_utime + used.ru_stime,
    }
    print(json.dumps(figures))


def measure(way: str, file: Path) -> tuple[float, str, float, float]:
    command = [sys.executable, str(HERE), "--child", way, str(file)]
    env = os.environ | {"PYTHONPATH": str(HERE.parent.parent) + os.pathsep + os.environ.get("PYTHONPATH", "")}  # fmt: skip
    began = time.perf_counter()
    result = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
    spent = time.perf_counter() - began
    if result.returncode:
        sys.exit(f"{way} failed:\n{result.stderr[-2000:]}")
    found = json.loads(result.stdout.splitlines()[-1])
    return spent, found["digest"], found["megabytes"], found["processor"]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--answers", type=int, default=10_000_000)
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--spark", action="store_true", help="compare Spark's bytes too")
    options.add_argument("--plain", action="store_true", help="compare plain Python's bytes too")
    options.add_argument("--child", nargs=2, metavar=("WAY", "FILE"), help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.child:
        child(*given.child)
        return
    import duckdb

    with tempfile.TemporaryDirectory(prefix="ipt-bench-") as folder:
        file = Path(folder, "answers.parquet")
        people = max(1, given.answers // ITEMS)
        duckdb.connect().execute(MAKE.format(people=people, items=ITEMS, file=file))
        print(
            f"{people * ITEMS:,} answers, {people:,} people, {ITEMS} items, "
            f"{file.stat().st_size / 1e6:.0f} MB of Parquet; DuckDB {duckdb.__version__}, "
            f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}"
        )
        print(
            "ours: ipt_train.course.scale.duck.tally_parquet, expressions in ipt_train/course/scale/tally.py"
        )
        print("by hand:" + ";".join(SQL.values()).replace("{file}", file.name))
        ways = ["ours", "by hand"]
        figures: dict[str, list[tuple[float, str, float, float]]] = {way: [] for way in ways}
        for run in range(given.runs):
            for way in ways if run % 2 == 0 else ways[::-1]:
                figures[way].append(measure(way, file))
        for way in [
            *(["Spark"] if given.spark else []),
            *(["plain Python"] if given.plain else []),
        ]:
            figures[way] = [measure(way, file)]
        for way, found in figures.items():
            times = " ".join(f"{one[0]:.2f}" for one in found)
            print(
                f"{way:13} {statistics.median(one[0] for one in found):7.2f} s ({times}), "
                f"processor {statistics.median(one[3] for one in found):.2f} s, "
                f"peak {max(one[2] for one in found):.0f} MB, sha256 {found[0][1][:16]}"
            )
        for name, place in (("time", 0), ("processor", 3)):
            mine, theirs = (statistics.median(one[place] for one in figures[way]) for way in ways)
            print(f"ours / by hand, {name}: {mine / theirs:.2f}")
        digests = {one[1] for found in figures.values() for one in found}
        print("same bytes" if len(digests) == 1 else f"DIFFERENT BYTES: {digests}")


if __name__ == "__main__":
    main()
