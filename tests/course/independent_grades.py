"""Grades worked out a second time, from the written files alone.

Nothing of the program is imported: the standard library reads what people handed in (pages' files,
submissions, entered tables), the receipts, ``course.yaml``, ``marks.csv``, the list that ``course
people --csv`` writes and the keys that ``course key --json`` writes; fractions keep it exact. By hand:

    python tests/course/independent_grades.py COURSE --people people.csv --key final.json \\
        --inbox inbox --receipts receipts --grades COURSE/results/grades.csv
"""

import argparse
import csv
import hashlib
import io
import json
import re
import sys
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from math import ceil
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

ROUNDED = Fraction(51, 100_000_000)
"""Half of the last of six decimals, and a little for binary fractions."""


# ---- course.yaml: mappings, lists and flow style as the program's template and docs write them


def read_yaml(text: str) -> dict[str, Any]:
    lines = [re.sub(r"(^|\s)#.*$", "", line).rstrip() for line in text.splitlines()]
    rows = [(len(line) - len(line.lstrip()), line.strip()) for line in lines if line.strip()]
    value, _ = _block(rows, 0, 0)
    assert isinstance(value, dict)
    return value


def _block(rows: list[tuple[int, str]], at: int, indent: int) -> tuple[Any, int]:
    if rows[at][1].startswith("- "):
        found: list[Any] = []
        while at < len(rows) and rows[at][0] == indent and rows[at][1].startswith("- "):
            text = rows[at][1][2:]
            if re.match(r"\w+:( |$)", text):
                rows[at] = (indent + 2, text)
                value, at = _block(rows, at, indent + 2)
            else:
                value, at = _flow(text), at + 1
            found.append(value)
        return found, at
    mapping: dict[str, Any] = {}
    while at < len(rows) and rows[at][0] == indent and not rows[at][1].startswith("- "):
        name, _, text = rows[at][1].partition(":")
        at += 1
        if text.strip():
            mapping[name] = _flow(text.strip())
        else:
            mapping[name], at = _block(rows, at, rows[at][0])
    return mapping, at


def _flow(text: str) -> Any:
    if text[0] in "{[":
        parts = [part.strip() for part in re.split(r",\s*(?![^{\[]*[}\]].)", text[1:-1]) if part]
        if text[0] == "[":
            return [_flow(part) for part in parts]
        pairs = (part.split(":", 1) for part in parts)
        return {name.strip(): _flow(value.strip()) for name, value in pairs}
    return text.strip("\"'")


# ---- what came in


@dataclass
class Work:
    """One attempt: what was answered and when it was ended and arrived."""

    person: str
    exam: str
    number: int
    paper: str
    responses: dict[str, Any]
    started: datetime
    ended: datetime
    arrived: datetime
    entered: bool = False


@dataclass
class Written:
    """The written files, read."""

    course: dict[str, Any]
    people: dict[str, dict[str, str]]
    keys: dict[str, dict[str, list[dict[str, Any]]]]
    works: list[Work]
    marks: list[dict[str, str]]
    granted: Mapping[tuple[str, str], int] = field(default_factory=dict)


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(UTC)


def hand_ins(folders: Iterable[Path]) -> dict[str, dict[str, Any]]:
    """What was handed in, by the SHA-256 of its file."""
    found = {}
    for file in (one for folder in folders for one in sorted(folder.rglob("*")) if one.is_file()):
        data = file.read_bytes()
        name = hashlib.sha256(data).hexdigest()
        if zipfile.is_zipfile(io.BytesIO(data)):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                if "manifest.json" not in archive.namelist():
                    continue
                work = json.loads(archive.read("manifest.json"))
                lines = archive.read("records.jsonl").splitlines()
                found[name] = work | {"answers": [json.loads(line) for line in lines]}
        elif data.lstrip().startswith(b"{"):
            found[name] = json.loads(json.loads(data)["work"])
    return found


def works_of(
    receipts: Path, came: Mapping[str, dict[str, Any]], entered: Mapping[tuple[str, str, int], dict[str, Any]]
) -> list[Work]:  # fmt: skip
    """Every attempt that has a receipt, with the answers of the file that the receipt is for."""
    works = []
    for file in sorted(receipts.glob("*.receipt.json")):
        said = json.loads(file.read_text(encoding="utf-8"))
        arrived = instant(said.get("arrived_at") or said["accepted_at"])
        place = (said["person"], said["exam"], said["attempt"])
        if said.get("entered_by"):
            responses = entered[place]
            times = (arrived, arrived)
        else:
            work = came[said["submission"]]
            assert (work["person"], work["exam"]) == place[:2], file
            responses = {one["item"]: one["response"] for one in work["answers"]}
            times = (instant(work["started_at"]), instant(work["ended_at"]))
        works.append(Work(*place, said["paper"], responses, *times, arrived, "entered_by" in said))
    return works


def entered_answers(
    table: Path, exam: str, people: Mapping[str, dict[str, str]], keys: Mapping[str, list[dict[str, Any]]]
) -> dict[tuple[str, str, int], dict[str, Any]]:  # fmt: skip
    """A table of entered answers, by person, exam and attempt: ``Q1`` and so on, and a column form."""
    by_id = {row["id"]: name for name, row in people.items()}
    found = {}
    with table.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            asked = keys[row["form"]]
            answers = {
                one["item"]: _printed(row[f"Q{one['number']}"], one["type"]) for one in asked
            }
            found[by_id[row["person"]], exam, int(row.get("attempt") or 1)] = answers
    return found


def _printed(cell: str, kind: str) -> Any:
    if cell.strip() in ("", "-"):
        return None
    if kind == "true-false":
        return cell == "true"
    if kind == "matching":
        return dict(pair.strip().split("=") for pair in cell.split(";"))
    return [one.strip() for one in cell.split(",")]


# ---- marks


def marks_of(key: Mapping[str, Any], response: Any) -> Fraction | None:
    """What an answer earns, 0-1, by the key that it fits best; None is a blank."""
    if key["full_marks"]:
        return Fraction(1)
    if response is None:
        return None
    return max(_by_one_key(key, right, response) for right in key["right"])


def _by_one_key(key: Mapping[str, Any], right: Any, response: Any) -> Fraction:
    match key["type"]:
        case "true-false":
            return Fraction(response is right)
        case "ordering":
            hits = sum(one == other for one, other in zip(right, response, strict=True))
            return _of_parts(key["credit"], hits, len(right))
        case "matching":
            return _of_parts(key["credit"], sum(response[one] == right[one] for one in right), len(right))  # fmt: skip
    return _of_choice(key["credit"], set(right), set(response), len(key["options"]))


def _of_choice(credit: str, keys: set[str], picked: set[str], options: int) -> Fraction:
    hits, wrong = len(keys & picked), len(picked - keys)
    match credit:
        case "all-or-nothing":
            return Fraction(picked == keys)
        case "net-correct":
            return max(Fraction(0), Fraction(hits - wrong, len(keys)))
        case "each-answer":
            return Fraction(hits + options - len(keys) - wrong, options)
        case "coverage":
            return Fraction(hits, len(keys)) * Fraction(hits, len(picked))
    raise ValueError(credit)


def _of_parts(credit: str, hits: int, parts: int) -> Fraction:
    share = Fraction(hits, parts)
    return {
        "all-or-nothing": Fraction(hits == parts), "net-correct": max(Fraction(0), 2 * share - 1),
        "each-answer": share, "coverage": share * share,
    }[credit]  # fmt: skip  # a table


# ---- grades


@dataclass
class AttemptGrade:
    number: int
    raw: Fraction | None
    share: Fraction | None
    answered: int
    blank: int
    late: int
    over: int


@dataclass
class Grade:
    """What a person has in an exam, by this reckoning."""

    share: Fraction | None
    raw: Fraction | None = None
    counted: tuple[AttemptGrade, ...] = ()
    looked_at: int = 0
    course: Fraction | None = None


def local(text: str, zone: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def graded(files: Written) -> dict[tuple[str, str], Grade]:
    """The grade of every person of the list in every exam whose key is there."""
    course = files.course
    exams = {one["id"]: one for one in course["exams"] if one["id"] in files.keys}
    grades = {}
    for person in files.people:
        own = {name: _exam_grade(files, person, exam) for name, exam in exams.items()}
        weights = {name: Fraction(exams[name].get("weight", "1")) for name in own}
        parts = [(own[name].share, weight) for name, weight in weights.items() if weight]
        whole = None
        if parts and all(share is not None for share, _ in parts):
            whole = sum((share or 0) * weight for share, weight in parts) / sum(weights.values())
        for name, grade in own.items():
            grade.course = whole
            grades[person, name] = grade
    return grades


def _exam_grade(files: Written, person: str, exam: dict[str, Any]) -> Grade:
    zone, name = files.course["zone"], exam["id"]
    mine = [one for one in files.course.get("extensions", []) if one["person"] == person and one.get("exam", name) == name]  # fmt: skip
    due = None
    if "due" in exam:
        due = max(local(one["due"], zone) for one in [exam, *mine] if "due" in one)
    minutes = int(exam["minutes"]) + max((int(one.get("extra_minutes", 0)) for one in mine), default=0) if "minutes" in exam else None  # fmt: skip
    items, whole = _by_hand(files, person, name)
    works = sorted(
        (one for one in files.works if (one.person, one.exam) == (person, name)),
        key=lambda one: (one.arrived, one.number),
    )
    rule = exam.get("attempts", {})
    allowed = int(rule.get("allowed", 1)) + files.granted.get((person, name), 0)
    tried = [_attempt(files, one, exam, due, minutes, items) for one in works[:allowed]]
    able = [one for one in tried if one.share is not None]
    chosen = {
        "first": able[:1], "last": able[-1:], "mean": able,
        "best": sorted(able, key=lambda one: -(one.share or 0))[:1],
    }[rule.get("rule", "first")]  # fmt: skip  # a table
    shares = [one.share for one in chosen if one.share is not None]
    raws = [one.raw for one in chosen if one.raw is not None]
    share = sum(shares) / Fraction(len(shares)) if shares else None
    if not works and exam.get("missing", {}).get("absent") == "zero":
        share = Fraction(0)
    raw = sum(raws) / Fraction(len(raws)) if raws else None
    return Grade(share if whole is None else whole, raw, tuple(chosen), len(tried))


def _by_hand(files: Written, person: str, exam: str) -> tuple[dict[str, Fraction], Fraction | None]:
    row, whole, items = files.people[person], None, {}
    for line in files.marks:
        if line["exam"] != exam or line["person"] not in (person, row["id"], row["email"]):
            continue
        text = line["mark"].strip()
        if not text:
            continue
        if text.endswith("%"):
            mark = Fraction(text[:-1]) / 100
        else:
            got, _, of = text.partition(" of ")
            mark = Fraction(got) / Fraction(of or line.get("of") or 1)
        if line["item"]:
            items[line["item"]] = mark
        else:
            whole = mark
    return items, whole


def _attempt(
    files: Written, work: Work, exam: dict[str, Any], due: datetime | None, minutes: int | None,
    items: Mapping[str, Fraction],
) -> AttemptGrade:  # fmt: skip
    forms = files.keys[exam["id"]].values()
    key = next(one for one in forms if {entry["item"] for entry in one} == set(work.responses))
    counting = [entry for entry in key if not entry["left_out"]]
    earned = {entry["item"]: marks_of(entry, work.responses[entry["item"]]) for entry in counting}
    gifts = {entry["item"] for entry in counting if entry["full_marks"] and work.responses[entry["item"]] is None} - items.keys()  # fmt: skip
    earned |= {name: mark for name, mark in items.items() if name in earned}
    given = [one for one in earned.values() if one is not None]
    of = len(given) if exam.get("missing", {}).get("blank") == "left-out" else len(earned)
    raw = sum(given, Fraction(0)) / of if of else None
    rule = exam.get("late", {})
    at = work.arrived if rule.get("clock") == "received" else work.ended
    grace = timedelta(minutes=int(rule.get("grace_minutes", 0)))
    share, late = raw, timedelta()
    if due is not None and raw is not None and at > due + grace:
        late = at - due
        match rule.get("rule", "accept"):
            case "deduct":
                days = ceil(late / timedelta(days=1))
                off = min(Fraction(rule.get("at_most", "1")), Fraction(rule.get("per_day", "0.1")) * days)  # fmt: skip
                share = max(Fraction(0), raw * (1 - off))
            case "zero":
                share = Fraction(0)
            case "refuse":
                share = None
    over = work.ended - work.started - timedelta(minutes=minutes) if minutes else timedelta()
    return AttemptGrade(
        work.number, raw, share, len(given) - len(gifts), len(earned) - len(given) + len(gifts),
        ceil(late / timedelta(minutes=1)), max(0, int(over / timedelta(minutes=1))),
    )  # fmt: skip


# ---- what the program wrote


def cells_of(file: Path) -> list[dict[str, str]]:
    """The first sheet of a workbook, or a CSV, as rows by its header."""
    if file.suffix == ".csv":
        with file.open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.DictReader(stream))
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(file) as book:
        shared: list[str] = []
        if "xl/sharedStrings.xml" in book.namelist():
            strings = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
            shared = ["".join(part.text or "" for part in one.iter(f"{space}t")) for one in strings]
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    rows = []
    for row in sheet.iter(f"{space}row"):
        cells = {}
        for cell in row.iter(f"{space}c"):
            column = re.sub(r"\d", "", cell.get("r", ""))
            value = cell.findtext(f"{space}v")
            if cell.get("t") == "s" and value is not None:
                value = shared[int(value)]
            elif cell.get("t") == "inlineStr":
                value = "".join(part.text or "" for part in cell.iter(f"{space}t"))
            cells[column] = value or ""
        rows.append(cells)
    header = rows[0]
    return [{name: row.get(column, "") for column, name in header.items()} for row in rows[1:]]


def differences(
    files: Written, grades: Mapping[tuple[str, str], Grade], table: Sequence[Mapping[str, str]]
) -> list[str]:
    """What a table of grades, a row a person and exam, has otherwise; and whom it lacks."""
    found, seen = [], set()
    marks = {one["id"]: one.get("pass_mark") for one in files.course["exams"]}
    for row in table:
        place = (row["person"], row["exam"])
        seen.add(place)
        mine = grades[place]
        for name, value in (("share", mine.share), ("raw_share", mine.raw), ("course_share", mine.course)):  # fmt: skip
            cell = None if row[name] == "" else Fraction(row[name])
            if (cell is None) != (value is None) or (cell is not None and value is not None and abs(cell - value) > ROUNDED):  # fmt: skip
                found.append(f"{place} {name}: {row[name]} is {value and float(value)}")
        mark = marks[place[1]]
        passed = "" if mark is None or mine.share is None else "yes" if mine.share >= Fraction(mark) else "no"  # fmt: skip
        names = [one for one in files.course.get("thresholds", []) if mine.course is not None and mine.course >= Fraction(one["from"])]  # fmt: skip
        reached = max(names, key=lambda one: Fraction(one["from"]))["name"] if names else ""
        wanted = {
            "passed": passed, "threshold": reached, "attempts": str(mine.looked_at),
            "counted": " ".join(str(one.number) for one in mine.counted),
            "answered": str(sum(one.answered for one in mine.counted)),
            "blank": str(sum(one.blank for one in mine.counted)),
            "late_minutes": str(max((one.late for one in mine.counted), default=0)),
            "over_minutes": str(max((one.over for one in mine.counted), default=0)),
        }  # fmt: skip  # a table
        found += [f"{place} {name}: {row[name]} is {value}" for name, value in wanted.items() if row[name] != value]  # fmt: skip
    return found + [f"{place} is lacking" for place in sorted(grades.keys() - seen)]


def gradebook_differences(
    files: Written, grades: Mapping[tuple[str, str], Grade], table: Sequence[Mapping[str, str]],
    columns: Mapping[str, str], *, id_column: str = "id", points: Fraction = Fraction(100),
) -> list[str]:  # fmt: skip
    """What a gradebook, a row a person, has otherwise: ``columns`` name the exam of each column."""
    found, by_id = [], {row["id"]: name for name, row in files.people.items()}
    rows = {row[id_column]: row for row in table if row.get(id_column) in by_id}
    found += [f"{one} is lacking" for one in sorted(by_id.keys() - rows.keys())]
    for id_, row in rows.items():
        for column, exam in columns.items():
            some = grades[by_id[id_], exam] if exam else next(one for (who, _), one in grades.items() if who == by_id[id_])  # fmt: skip
            share = some.share if exam else some.course
            cell = row[column]
            wanted = None if share is None else Fraction(int(share * points * 100 + Fraction(1, 2)), 100)  # fmt: skip
            if (cell == "") != (wanted is None) or (wanted is not None and abs(Fraction(cell) - wanted) > Fraction(1, 10**9)):  # fmt: skip
                found.append(f"{id_} {column}: {cell} is {wanted and float(wanted)}")
    return found


def read_written(
    course: Path, *, people: Path, keys: Iterable[Path], inboxes: Iterable[Path], receipts: Path,
    entered: Iterable[tuple[Path, str]] = (), granted: Mapping[tuple[str, str], int] | None = None,
) -> Written:  # fmt: skip
    """Read all that grades are made of."""
    rows = {row["pseudonym"]: row for row in cells_of(people)}
    said = [json.loads(file.read_text(encoding="utf-8"))["data"] for file in keys]
    by_exam = {one["exam"]: one["forms"] for one in said}
    tables: dict[tuple[str, str, int], dict[str, Any]] = {}
    for table, exam in entered:
        tables |= entered_answers(table, exam, rows, by_exam[exam])
    return Written(
        course=read_yaml((course / "course.yaml").read_text(encoding="utf-8")),
        people=rows,
        keys=by_exam,
        works=works_of(receipts, hand_ins(inboxes), tables),
        marks=cells_of(course / "marks.csv"),
        granted=granted or {},
    )


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("course", type=Path)
    parser.add_argument("--people", type=Path, required=True)
    parser.add_argument("--key", type=Path, action="append", required=True)
    parser.add_argument("--inbox", type=Path, action="append", required=True)
    parser.add_argument("--receipts", type=Path, required=True)
    parser.add_argument("--entered", action="append", default=[], metavar="FILE=EXAM")
    parser.add_argument("--granted", action="append", default=[], metavar="PERSON=EXAM")
    parser.add_argument("--grades", type=Path, action="append", default=[])
    parser.add_argument("--gradebook", type=Path, action="append", default=[])
    given = parser.parse_args(words)
    granted: dict[tuple[str, str], int] = {}
    for one in given.granted:
        place = (one.partition("=")[0], one.partition("=")[2])
        granted[place] = granted.get(place, 0) + 1
    entered = [(Path(one.rpartition("=")[0]), one.rpartition("=")[2]) for one in given.entered]
    files = read_written(
        given.course, people=given.people, keys=given.key, inboxes=given.inbox,
        receipts=given.receipts, entered=entered, granted=granted,
    )  # fmt: skip
    grades, found = graded(files), []
    for file in given.grades:
        found += [f"{file}: {one}" for one in differences(files, grades, cells_of(file))]
    exams = {exam: exam for _, exam in grades}
    columns = exams | ({"course": ""} if len(exams) > 1 else {})
    for file in given.gradebook:
        found += [f"{file}: {one}" for one in gradebook_differences(files, grades, cells_of(file), columns)]  # fmt: skip
    late = sum(any(one.late for one in grade.counted) for grade in grades.values())
    counts = f"{len(files.people)} people, {len(files.works)} attempts, {len(grades)} exam grades, {late} late, {len(found)} differences"  # fmt: skip
    sys.stdout.write("\n".join([counts, *found[:20]]) + "\n")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
