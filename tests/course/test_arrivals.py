"""When a hand-in arrived: when collecting first saw it, or what a table says; and in which order."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ipt_train.course.core.arrivals import read_arrivals
from ipt_train.course.exchange.receipts import receipts_of
from ipt_train.course.operation.answers import course_answers
from ipt_train.course.operation.collect import Collected, collect
from ipt_train.course.operation.grade import Graded, grade_all
from ipt_train.course.operation.grade_table import grade_table
from ipt_train.course.operation.regrade import RegradeRequest, regrade
from ipt_train.errors import CourseError
from tests.course.tamper import run_sql
from tests.course.test_hostile import members, zipped
from tests.course.world import NOW, World, shelf_for
from tests.program import run

DUE = datetime(2026, 11, 9, 17, tzinfo=UTC)
SEEN = DUE + timedelta(days=1, minutes=1)
"""The instructor collects a day after the deadline, as everybody does."""
PEOPLE = [
    ("1001", "Ann Lee", "ann@example.org"),
    ("1002", "Bo Li", "bo@example.org"),
    ("1003", "Cy Orr", "cy@example.org"),
]


class Case:
    """A course whose exam goes by arrival; three handed in before it was due."""

    def __init__(self, root: Path, *, attempts: str = "{rule: first, allowed: 2}") -> None:
        self.world = World(root=root, shelf=shelf_for(root), forms=1)
        self.world.begin(PEOPLE)
        self.change("grace_minutes: 10}", "grace_minutes: 10, clock: received}")
        self.change("{rule: best, allowed: 2}", attempts)
        self.key = self.world.build()[0]
        self.people = list(self.world.open().people)
        for person in self.people:
            self.world.hand_in(self.world.submission(person, self.key))
        self.course = ("--course", str(self.world.folder.root))

    def change(self, old: str, new: str) -> None:
        text = self.world.folder.course.read_text()
        assert old in text
        self.world.folder.course.write_text(text.replace(old, new))

    def collect(self, *, now: datetime = SEEN, table: str | None = None) -> Collected:
        opened = self.world.open()
        rows = None
        if table is not None:
            rows = read_arrivals(
                table, "up.csv", people=opened.people, exams=["final"], zone=opened.course.zone, now=now
            )  # fmt: skip
        return collect(opened, self.world.inbox, now=now, arrivals=rows)

    def graded(self) -> Graded:
        return grade_all(self.world.open(), now=SEEN)

    def late(self) -> list[tuple[int, str]]:
        """Minutes late and whose clock said so, of each person's first attempt."""
        first = [one.exams[0].attempts[0] for one in self.graded().grades]
        return [(one.late_minutes, one.clock) for one in first]


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case(tmp_path)


DAY = 24 * 60 + 1
TABLE = "person,arrived\n1001,2026-11-09T16:55\n1002,2026-11-09T18:30+01:00\n"


def test_what_is_seen_late_counts_as_late_unless_a_table_says_otherwise(case: Case) -> None:
    case.collect()
    assert case.late() == [(DAY, "seen by collect")] * 3
    assert "arrival: 3 attempts seen by collect, 0 attempts from the table" in case.graded().rules["final"]  # fmt: skip


@pytest.mark.parametrize("after", [False, True], ids=["with the first collecting", "afterwards"])
def test_a_table_says_when_hand_ins_arrived(case: Case, after: bool) -> None:
    """1002 was half an hour late by the upload time, in another offset than the course's."""
    if after:
        case.collect()
    found = case.collect(table=TABLE)
    assert found.from_table == 2
    (note,) = found.arrivals
    assert f"attempt 1 at final by {case.people[2]}: the table has no time for it" in note
    assert case.late() == [(0, "from the table"), (30, "from the table"), (DAY, "seen by collect")]
    rules = case.graded().rules["final"]
    assert "arrival: 1 attempt seen by collect, 2 attempts from the table" in rules
    rows = list(csv.DictReader(io.StringIO(grade_table(case.graded()))))
    assert [row["by_clock"] for row in rows] == [
        "from the table",
        "from the table",
        "seen by collect",
    ]
    assert rows[1]["handed_in_at"] == "2026-11-09T17:30:00+00:00"
    assert "late, 10% of the marks taken off (arrived 2026-11-09 17:30 Europe/London, from the table)" in rows[1]["note"]  # fmt: skip


def rezipped(case: Case) -> None:
    """The same work in files of other bytes, as a system may hand them out."""
    for file in sorted(case.world.inbox.iterdir()):
        parts = members(file.read_bytes())
        file.write_bytes(zipped(dict(reversed(parts.items()))))


def test_a_time_that_was_stored_never_moves(case: Case) -> None:
    """Not by collecting again, by copies, by lost files, by another table, nor by a regrade."""
    case.collect(table=TABLE)
    before, arrived = case.late(), {one.attempt: one.arrived for one in receipts_of(case.world.folder)}  # fmt: skip
    case.collect(now=SEEN + timedelta(days=5))
    assert case.late() == before
    rezipped(case)
    assert len(case.collect(now=SEEN + timedelta(days=6)).accepted) == 3
    assert case.late() == before
    found = case.collect(
        now=SEEN + timedelta(days=7), table="person,arrived\n1002,2026-11-09T16:00\n"
    )
    assert found.from_table == 0
    assert (
        "an earlier table says that it arrived at 2026-11-09 17:30 Europe/London, and that stays"
        in found.arrivals[0]
    )
    assert case.late() == before
    for day in (8, 9):
        run_sql(case.world.folder.database, "delete from attempt")
        case.collect(now=SEEN + timedelta(days=day))
        assert case.late() == before
        rezipped(case)  # the next time, other copies than those that were kept
    opened = case.world.open()
    item = str(case.key.entries[0].item.id)
    regrade(opened, opened.course.exam(), case.world.shelf, RegradeRequest(by="A", reason="x", leave_out=[item], do=True), now=SEEN)  # fmt: skip
    assert case.late() == before
    assert {one.attempt: one.arrived for one in receipts_of(case.world.folder)} == arrived


def test_the_same_table_again_says_nothing(case: Case) -> None:
    case.collect(table=TABLE)
    lines = len(receipts_of(case.world.folder))
    assert lines == 3
    assert not [one for one in case.collect(table=TABLE).arrivals if "line" in one]
    assert len(receipts_of(case.world.folder)) == lines


def test_a_file_that_was_refused_at_first_keeps_the_time_at_which_it_was_seen(case: Case) -> None:
    """A trainee was missing on the roster; a re-zipped copy is the same work."""
    case.world.people = PEOPLE[:2]
    case.world.write_roster()
    assert len(case.collect(now=DUE).refused) == 1
    case.world.people = PEOPLE
    case.world.write_roster()
    rezipped(case)
    assert case.people[2] in [one["person"] for one in case.collect(now=SEEN).accepted]
    assert case.late() == [(0, "seen by collect")] * 3


def test_the_receipt_holds_the_time(case: Case, environment: dict[str, str]) -> None:
    case.collect(table=TABLE)
    back = case.world.root / "back"
    assert run("course", "receipts", str(back), *case.course, env=environment).returncode == 0
    whose = case.world.open().people[case.people[1]].id
    (mine,) = [one for one in back.iterdir() if f"-{whose}-" in one.name]
    said = run("course", "verify", str(mine), env=environment)
    assert said.returncode == 0
    assert "arrived_at" in said.stdout
    mine.write_text(mine.read_text().replace("T17:30", "T16:30"))
    assert "changed after it was signed" in run("course", "verify", str(mine), env=environment).stderr  # fmt: skip


WRONG = {
    "nobody": ("person,arrived\n99,2026-11-09T16:55\n", "line 2: nobody on the roster has the id, email address or pseudonym `99`"),
    "a number that lost its noughts": ("person,arrived\n1,2026-11-09T16:55\n", "line 2: nobody on the roster"),
    "no time": ("person,arrived\n1001,yesterday\n", "line 2: `yesterday` is not a time such as"),
    "a day": ("person,arrived\n1001,2026-11-09\n", "line 2: `2026-11-09` has no time of day"),
    "in the future": ("person,arrived\n1001,2026-11-11T09:00\n", "line 2: `2026-11-11T09:00` is in the future"),
    "an hour that is skipped": ("person,arrived\n1001,2026-03-29T01:30\n", "line 2: `2026-03-29T01:30` is not a time in Europe/London"),
    "an instant out of all time": ("person,arrived\n1001,0001-01-01T00:00+14:00\n", "line 2: `0001-01-01T00:00"),
    "no exam": ("person,arrived,exam\n1001,2026-11-09T16:55,midterm\n", "line 2: there is no exam `midterm`"),
    "no attempt": ("person,arrived,attempt\n1001,2026-11-09T16:55,one\n", "line 2: `one` is not an attempt number"),
    "a person twice": ("person,arrived\n1001,2026-11-09T16:55\n1001,2026-11-09T16:56\n", "line 3: line 2 says when the same work arrived"),
    "several lines": ("person,arrived\n99,x\n1001,2026-11-09T16:55\n1002,x\n", "line 2: nobody on the roster has the id, email address or pseudonym `99` (`ipt-train course people` lists ids and pseudonyms); line 4: `x` is not a time"),
    "no columns": ("who,when\n1001,2026-11-09T16:55\n", "up.csv:1: the columns person and arrived are needed"),
    "a column twice": ("person,arrived,arrived\n1001,2026-11-09T16:55,2026-11-09T16:59\n", "up.csv:1: two columns are called `arrived`"),
    "nothing": ("", "up.csv:1: the columns person and arrived are needed"),
    "a cell too many": ("person,arrived\n1001,2026-11-09T16:55,x\n", "up.csv:2: 3 cells, but the header has 2"),
    "an open quote": ('person,arrived\n"1001,2026-11-09T16:55\n', "up.csv:2: "),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_table_with_a_line_that_cannot_be_used_stops_before_anything_is_collected(
    case: Case, name: str
) -> None:
    text, said = WRONG[name]
    with pytest.raises(CourseError) as refused:
        case.collect(table=text)
    assert said in refused.value.message
    assert refused.value.hint
    assert receipts_of(case.world.folder) == []


@pytest.mark.parametrize(
    "text",
    [
        "person,arrived\n1001,2026-11-09T16:55\n",
        "person;arrived\r\n1001;2026-11-09 16:55:00\r\n",
        "\ufeffPerson\tArrived\tscore\n1001\t2026-11-09T16:55Z\t7\n",
        'arrived,person\n"2026-11-09T17:55:00+01:00","1001"\n\n',
        "person,arrived,exam,attempt\n1001,2026-11-09T16:55,final,1\n",
        "person,arrived,exam\n1001,2026-11-09T16:55,\n1002,,\n",
    ],
    ids=["plain", "semicolons", "tabs and a mark", "quotes", "exam and attempt", "empty cells"],
)
def test_tables_as_spreadsheets_write_them(case: Case, text: str) -> None:
    assert case.collect(table=text).from_table == 1
    assert case.late()[0] == (0, "from the table")


def test_a_person_may_stand_by_pseudonym(case: Case) -> None:
    assert (
        case.collect(table=f"person,arrived\n{case.people[0]},2026-11-09T16:55\n").from_table == 1
    )


def test_of_several_attempts_the_table_must_say_which(case: Case) -> None:
    case.world.hand_in(case.world.submission(case.people[0], case.key, attempt=2))
    found = case.collect(table=TABLE)
    assert "it may mean attempt 1 at final, attempt 2 at final" in found.arrivals[0]
    assert found.from_table == 1
    found = case.collect(
        table="person,arrived,attempt\n1001,2026-11-09T16:55,1\n1001,2026-11-09T16:58,2\n"
    )
    assert found.from_table == 2


def test_a_line_without_a_file_and_a_time_before_the_end_are_named(case: Case) -> None:
    next(file for file in case.world.inbox.iterdir() if case.people[2] in file.name).unlink()
    table = "person,arrived\n1001,2026-11-09T08:50\n1002,2026-11-09T16:55\n1003,2026-11-09T16:55\n"
    early, absent = case.collect(table=table).arrivals
    assert "line 2: it arrived at 2026-11-09 08:50 Europe/London and was ended at 2026-11-09 09:50 Europe/London" in early  # fmt: skip
    assert f"line 4: no file of {case.people[2]} that it may mean was accepted" in absent


def test_the_command_reads_the_table_and_says_so(case: Case, environment: dict[str, str]) -> None:
    table = case.world.root / "up.csv"
    table.write_text(
        "person,arrived\n1001,2026-11-09T16:55\n1002,2026-11-09T16:55\n1003,2026-11-09T16:55\n"
    )
    words = ("course", "collect", str(case.world.inbox), *case.course, "--arrivals")
    missing = run(*words, str(case.world.root / "none.csv"), env=environment)
    assert (missing.returncode, "is not a file" in missing.stderr) == (2, True)
    done = run(*words, str(table), env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    whole = "".join(done.stdout.split())  # a long path breaks between words
    assert f"3arrivaltimestakenfrom{table}." in whole
    grade = run("course", "grade", *case.course, env=environment)
    assert "arrival: 0 attempts seen by collect, 3 attempts from the table" in grade.stdout


# The order of attempts


def numbers(case: Case) -> tuple[tuple[int, ...], str]:
    (grade,) = [one.exams[0] for one in case.graded().grades if one.person == case.people[0]]
    return grade.counted, grade.note


def handed_in_backwards(case: Case, **more: Any) -> Collected:
    """Attempt 2 is graded; then attempt 1 comes, all right, and dated long ago."""
    for file in case.world.inbox.iterdir():
        file.unlink()
    case.world.hand_in(case.world.submission(case.people[0], case.key, attempt=2, ability=0.2))
    case.collect(now=NOW)
    early = datetime(2020, 1, 1, tzinfo=UTC)
    case.world.hand_in(
        case.world.submission(case.people[0], case.key, attempt=1, ability=1.0, started=early)
    )
    return case.collect(**more)


@pytest.mark.parametrize("now", [NOW, SEEN], ids=["in the same second", "days later"])
@pytest.mark.parametrize("attempts", ["{rule: first, allowed: 1}", "{rule: first, allowed: 2}"])
def test_a_later_arrival_with_a_lower_number_is_not_the_first(
    tmp_path: Path, attempts: str, now: datetime
) -> None:
    case = Case(tmp_path, attempts=attempts)
    found = handed_in_backwards(case, now=now)
    assert found.order == (
        f"attempt 1 at final by {case.people[0]} arrived after attempt 2, and counts after it",
    )
    counted, note = numbers(case)
    assert counted == (2,)
    assert "attempt 1 arrived after attempt 2" in note
    assert "order: attempts count in the order in which they arrived" in "\n".join(case.graded().rules["final"])  # fmt: skip


def test_attempts_that_are_collected_together_are_in_the_order_of_their_numbers(case: Case) -> None:
    case.world.hand_in(case.world.submission(case.people[0], case.key, attempt=2), "a-first-in-the-folder.zip")  # fmt: skip
    assert case.collect().order == ()
    assert numbers(case)[0] == (1,)


def test_the_last_attempt_is_the_last_to_arrive(tmp_path: Path) -> None:
    case = Case(tmp_path, attempts="{rule: last, allowed: 2}")
    handed_in_backwards(case, now=SEEN)
    assert numbers(case)[0] == (1,)


def test_statistics_count_the_first_arrival(case: Case) -> None:
    """Items and exports count attempts in the order of arrival, whatever their numbers."""
    handed_in_backwards(case, now=SEEN)
    rows = list(course_answers(case.world.open(), "final"))
    right = {
        attempt: sum(one.units == one.full for one in rows if one.attempt == attempt)
        for attempt in (1, 2)
    }
    assert right[1] < right[2] == 20


def test_the_table_decides_the_order_too(case: Case) -> None:
    """Attempt 1 reached the LMS first, and was collected last."""
    handed_in_backwards(case, now=SEEN)
    case.collect(table="person,arrived,attempt\n1001,2026-11-09T10:30,1\n1001,2026-11-09T10:40,2\n")
    assert numbers(case) == ((1,), "")


def test_what_collect_says_of_the_order(case: Case, environment: dict[str, str]) -> None:
    handed_in_backwards(case, now=SEEN)
    case.world.hand_in(case.world.submission(case.people[1], case.key, attempt=3))
    done = run("course", "collect", str(case.world.inbox), "--json", *case.course, env=environment)
    assert json.loads(done.stdout)["data"]["order"] == []
    case.world.hand_in(case.world.submission(case.people[1], case.key, attempt=2))
    done = run("course", "collect", str(case.world.inbox), "--plain", *case.course, env=environment)
    assert f"Attempt 2 at final by {case.people[1]} arrived after attempt 3" in done.stdout
