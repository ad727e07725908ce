"""Collecting, checking and grading many submissions, against reading the same rows with csv.

Usage: python benchmarks/collect.py [PEOPLE] [ITEMS] [FOLDER]   (10,000 people with 200 items unless said)

The bar: at most three times the time that the standard csv reader needs to read the same answers
from one CSV file a person into typed rows, without checking any of them.
"""

import csv
import json
import os
import resource
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from ipt_train.bank.source.shelf import Shelf
from ipt_train.course.exchange.folder import Folder
from ipt_train.course.exchange.keys import read_keys
from ipt_train.course.operation.build_exam import build_exam
from ipt_train.course.operation.collect import collect
from ipt_train.course.operation.course import make_good, open_course
from ipt_train.course.operation.grade import grade_all
from ipt_train.course.operation.grade_table import write_grades
from ipt_train.course.operation.new_course import new_course
from ipt_train.exam.core.simulate import simulated
from ipt_train.exam.operation.submit import pack_submission
from ipt_train.exam.submission.seal import new_signing_key

ROOT = Path(__file__).parent.parent
STARTED = datetime(2026, 11, 9, 9, tzinfo=UTC)
LEVELS = ("remember", "understand", "apply", "analyse")


@dataclass(slots=True)
class Row:
    person: str
    item: str
    revision: int
    response: str
    at: int
    ms: int


def bank(items: int) -> dict[str, Any]:
    options = [
        {"id": name, "text": f"Answer {name}", "rationale": f"Because {name} says so."} for name in "abcd"
    ]  # fmt: skip
    return {
        "format": "ipt-bank/1", "id": "own", "title": "Own", "language": "en-GB", "licence": "CC-BY-4.0",
        "domain": "techniques",
        "items": [
            {
                "id": f"tech-item-{number:04}", "revision": 1, "type": "single-best-answer",
                "objective": f"objective-{number}", "level": LEVELS[number % 4],
                "stem": f"Which answer belongs to question {number}?",
                "options": [one | ({"key": True} if place == number % 4 else {}) for place, one in enumerate(options)],
                "explanation": "The idea.", "references": ["R01"], "facts": ["F001"], "certainty": "verified",
                "status": "draft",
            }
            for number in range(items)
        ],
    }  # fmt: skip


def prepare(root: Path, people: int, items: int) -> tuple[Folder, Shelf]:
    folder = Folder(root=root / "course")
    shelf = Shelf(banks=(root / "none",), schemas=ROOT / "schemas", cache=root / "cache")
    new_course(folder, id="course", title="Course", zone="UTC", schema="x")
    (root / "course" / "own.yaml").write_text(json.dumps(bank(items)))
    good = ROOT / "tests" / "bank" / "good"
    (root / "course" / "bibliography.yaml").write_text((good / "bibliography.yaml").read_text())
    text = folder.course.read_text().replace("banks: []", "banks: [own.yaml]")
    folder.course.write_text(text.replace("blueprint: module", f"length: {items}"))
    lines = [f"s{number},Person {number},s{number}@example.org" for number in range(people)]
    folder.roster.write_text("id,name,email\n" + "\n".join(lines) + "\n")
    opened = open_course(folder, shelf)
    build_exam(opened, opened.course.exam(), shelf, seed=1)
    key = read_keys(folder, "final")[0]
    inbox, table = root / "inbox", root / "csv"
    inbox.mkdir()
    table.mkdir()
    for number, person in enumerate(opened.people):
        answers = simulated(
            key, ability=0.6, blanks=0.02, seed=person, started_ms=int(STARTED.timestamp() * 1000)
        )
        packed = pack_submission(
            person=person, course="course", exam="final", paper=key.paper, attempt=1, started_at=STARTED,
            ended_at=STARTED + timedelta(minutes=55), answers=answers, key=new_signing_key(),
        )  # fmt: skip
        (inbox / packed.name).write_bytes(packed.data)
        with (table / f"{number}.csv").open("w", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(["person", "item", "revision", "response", "at", "ms"])
            writer.writerows(
                (person, one.item, one.revision, " ".join(one.response or ()), one.at_ms, one.response_ms)
                for one in answers
            )  # fmt: skip
    return folder, shelf


def put_by(folder: Folder, root: Path) -> None:
    """Move what an earlier run collected out of the way.

    It is not deleted: for minutes after, ext4 passes over the inodes of deleted files one by one
    whenever a file is made, which took half a millisecond each here.
    """
    old = root / f"old-{time.time_ns()}"
    old.mkdir()
    for part in (folder.database, folder.results):
        if part.exists():
            part.rename(old / part.name)
    make_good(folder, STARTED)


def read_csv(folder: Path) -> tuple[float, int]:
    began, rows = time.perf_counter(), 0
    for file in sorted(folder.iterdir()):
        with file.open(newline="") as stream:
            reader = csv.reader(stream)
            next(reader)
            kept = [
                Row(person, item, int(revision), response, int(at), int(ms))
                for person, item, revision, response, at, ms in reader
            ]
        rows += len(kept)
    return time.perf_counter() - began, rows


def processor() -> float:
    """Processor seconds of this process and of those that it has ended."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def main() -> None:
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    items = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    root = Path(sys.argv[3] if len(sys.argv) > 3 else tempfile.mkdtemp(prefix="ipt-collect-"))
    began = time.perf_counter()
    if (root / "inbox").is_dir():
        folder = Folder(root=root / "course")
        shelf = Shelf(banks=(root / "none",), schemas=ROOT / "schemas", cache=root / "cache")
        put_by(folder, root)
    else:
        folder, shelf = prepare(root, people, items)
    print(f"prepared in {time.perf_counter() - began:.1f} s, in {root}")
    plain, rows = min(read_csv(root / "csv") for _ in range(2))
    for file in (root / "inbox").iterdir():
        file.read_bytes()  # in memory, as the tables are after the first reading
    before = processor()
    read_csv(root / "csv")
    plain_used = processor() - before
    print(f"csv reader, typed rows: {rows:,} rows in {plain:.2f} s, one process")
    for workers in (os.cpu_count() or 1,):
        opened = open_course(folder, shelf)
        now = STARTED + timedelta(days=1)
        before, began = processor(), time.perf_counter()
        found = collect(opened, root / "inbox", now=now, workers=workers)
        collected = time.perf_counter()
        graded = grade_all(opened, now=now, workers=workers)
        write_grades(folder, graded)
        ended = time.perf_counter()
        used = processor() - before
        assert not found.refused
        took = ended - began
        print(
            f"{len(found.accepted):,} submissions, {workers} processes: collected and checked in "
            f"{collected - began:.2f} s, checked again and graded in {ended - collected:.2f} s, "
            f"together {took:.2f} s = {took / plain:.2f} times the csv reader (bar 3)"
        )
        print(
            f"processor time of all processes: {used:.2f} s = {used / max(plain_used, 0.01):.2f} times the csv "
            f"reader's {plain_used:.2f} s"
        )
        again = time.perf_counter()
        assert collect(opened, root / "inbox", now=now, workers=workers).known == len(
            found.accepted
        )
        print(f"collected again, nothing new: {time.perf_counter() - again:.2f} s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of the first process: {peak:.0f} MB")


if __name__ == "__main__":
    main()
