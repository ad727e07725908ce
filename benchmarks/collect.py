"""Collecting and marking a course's submissions, beside the csv reader on the same answers.

``python -m benchmarks.collect ours|csv FOLDER`` times one of them over a prepared folder.
"""

import csv
import json
import os
import resource
import shutil
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

from benchmarks.harness.benchmark import Bar, Benchmark, Growth, Pair, Plan, Side
from benchmarks.harness.kept import kept
from benchmarks.harness.machine import PYTHON
from benchmarks.made_course import ITEMS, STARTED, make_course, shelf_of
from ipt_train.course.exchange.folder import Folder
from ipt_train.course.operation.collect import collect
from ipt_train.course.operation.course import make_good, open_course
from ipt_train.course.operation.grade import grade_all
from ipt_train.course.operation.grade_table import write_grades


@dataclass(slots=True)
class Row:
    person: str
    item: str
    revision: int
    response: str
    at: int
    ms: int


def put_by(root: Path) -> None:
    """Move what an earlier run collected out of the way.

    It is not deleted: for minutes after, ext4 passes over the inodes of deleted files one by one
    whenever a file is made, which took half a millisecond each here.
    """
    folder = Folder(root=root / "course")
    old = root / f"old-{time.time_ns()}"
    old.mkdir()
    for part in (folder.database, folder.results):
        if part.exists():
            part.rename(old / part.name)
    make_good(folder, STARTED)


def read_csv(root: Path) -> None:
    """Read the answers into typed rows, without checking any of them."""
    for file in sorted((root / "csv").iterdir()):
        with file.open(newline="") as stream:
            reader = csv.reader(stream)
            next(reader)
            for person, item, revision, response, at, ms in reader:
                Row(person, item, int(revision), response, int(at), int(ms))


def ours(root: Path) -> None:
    """Collect what was handed in, check and mark it, and write the table of grades."""
    opened = open_course(Folder(root=root / "course"), shelf_of(root))
    now, workers = STARTED + timedelta(days=1), os.cpu_count() or 1
    collected = collect(opened, root / "inbox", now=now, workers=workers)
    assert collected.accepted and not collected.refused
    write_grades(opened.folder, grade_all(opened, now=now, workers=workers))


def processor() -> float:
    """Return processor seconds of this process and of those that it has ended."""
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def prepare(folder: Path, sizes: Sequence[int]) -> Plan:
    """Make a course of each size: what was handed in stays where it was made, and is only read."""
    made = Path(__file__).with_name("made_course.py")
    for size in sizes:
        course = kept(f"course-{size}", partial(make_course, people=size), [made])
        (folder / str(size)).mkdir()
        shutil.copytree(course / "course", folder / str(size) / "course")
        for part in ("inbox", "csv"):
            (folder / str(size) / part).symlink_to(course / part)

    def side(way: str, size: int) -> Side:
        root = folder / str(size)
        return Side(
            command=[sys.executable, "-m", "benchmarks.collect", way, str(root)],
            shown=f"python -m benchmarks.collect {way} FOLDER",
            version=PYTHON if way == "csv" else "",
            before=(lambda: put_by(root)) if way == "ours" else None,
            reports=True,
        )

    long = sizes[-1]
    name = f"{long:,} submissions of {ITEMS} answers collected, checked, marked and graded, beside the csv reader"
    row = Pair(name=name, ours=side("ours", long), peer=side("csv", long), bar=Bar(most=3))
    sides = {size: side("ours", size) for size in sizes}
    return Plan(pairs=[row], growths=[Growth(name="collecting and marking", unit="submissions", sides=sides)])  # fmt: skip  # a row


def main() -> None:
    """Time one way and print it."""
    work = {"ours": ours, "csv": read_csv}[sys.argv[1]]
    began, used = time.perf_counter(), processor()
    work(Path(sys.argv[2]))
    print(json.dumps({"clock": time.perf_counter() - began, "processor": processor() - used}))


BENCHMARK = Benchmark(
    about="""Every signature, seal and answer is checked, kept, receipted, checked again, marked and graded, on all cores. The
    standard csv reader reads the same answers, one file a person, into typed rows on one core and checks nothing. Starting Python
    is in neither.""",
    prepare=prepare,
    sizes=[100, 1_000, 10_000],
    smallest=[3, 12],
)

if __name__ == "__main__":
    main()
