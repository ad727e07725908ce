"""``course.db``: killed, full and shared; pseudonyms that stay; folders of earlier versions."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from ipt_train.course.core.roster import read_roster
from ipt_train.course.exchange import database as opening
from ipt_train.course.exchange.corrections import standing_corrections
from ipt_train.course.exchange.database import open_database
from ipt_train.course.exchange.keys import read_keys
from ipt_train.course.exchange.people import keep_people, people_of, stored_people
from ipt_train.course.exchange.receipts import receipts_of
from ipt_train.course.exchange.regrades import regrades_of
from ipt_train.course.exchange.responses import responses_of
from ipt_train.course.operation.collect import collect
from ipt_train.course.operation.course import check_course
from ipt_train.course.operation.grade import grade_all
from ipt_train.course.operation.people import rename
from ipt_train.course.store import database as store
from ipt_train.course.store.database import CourseDatabase
from ipt_train.errors import CourseError, Note, OutputError
from ipt_train.files import secret_bytes
from tests.course.tamper import cells, run_sql
from tests.course.world import NOW, World, shelf_for, trainees
from tests.program import run

PEOPLE = [
    ("1001", "Ann Lee", "ann@example.org"),
    ("1002", "Bo Li", "bo@example.org"),
    ("1003", "García, José", "jose@example.org"),
]


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(root=tmp_path, shelf=shelf_for(tmp_path), forms=1)


def handed_in(world: World, people: list[tuple[str, str, str]] = PEOPLE) -> list[str]:
    """Begin a course in which everybody handed in; return the pseudonyms."""
    names = list(world.begin(people, items=24).people)
    key = world.build()[0]
    for person in names:
        world.hand_in(world.submission(person, key))
    return names


# Killed, full, shared

KILLED = """
import os, signal, sqlite3, sys
from datetime import datetime
from pathlib import Path

root, moment = Path(sys.argv[1]), sys.argv[2]


def die():
    os.kill(os.getpid(), signal.SIGKILL)


class Dying(sqlite3.Connection):
    def execute(self, statement, *values):
        if moment == "at the commit" and statement == "commit" and self.many:
            die()
        done = super().execute(statement, *values)
        if moment == "after the commit" and statement == "commit" and self.many:
            die()
        return done

    many = 0

    def executemany(self, statement, rows):
        self.many += 1
        super().execute("pragma cache_size = 1")
        if moment == "between two tables" and self.many == 2:
            die()
        if moment != "in the middle of the attempts" or "into attempt" not in statement:
            return super().executemany(statement, rows)
        for number, row in enumerate(rows):
            super().executemany(statement, [row])
            if number == 5:
                die()


connect = sqlite3.connect
sqlite3.connect = lambda *words, **more: connect(*words, **more, factory=Dying)
from ipt_train.course.operation.collect import collect
from tests.course.world import NOW, World, shelf_for

world = World(root=root, shelf=shelf_for(root), forms=1)
opened = world.open()
print("opened", flush=True)
collect(opened, world.inbox, now=NOW)
"""


@pytest.mark.parametrize(
    ("moment", "accepted"),
    [
        ("in the middle of the attempts", 0),
        ("between two tables", 0),
        ("at the commit", 0),
        ("after the commit", 12),
    ],
)
def test_a_kill_at_any_moment_leaves_all_or_nothing(
    world: World, moment: str, accepted: int
) -> None:
    """And what was accepted before stays, whatever becomes of the next collecting."""
    names = handed_in(world, trainees(12))
    done = subprocess.run([sys.executable, "-c", KILLED, str(world.root), moment], capture_output=True, text=True, check=False)  # fmt: skip
    assert (done.returncode, done.stdout) == (-9, "opened\n"), done.stderr
    assert len(receipts_of(world.folder)) == accepted
    assert sum(len(responses_of(world.folder).of(name)) for name in names) == accepted
    found = collect(world.open(), world.inbox, now=NOW)
    assert (len(found.accepted), found.known, found.mended) == (12 - accepted, accepted, ())
    assert check_course(world.folder, world.shelf).findings == ()


FULL = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
size = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
import runpy
sys.argv[0] = "ipt-train"
runpy.run_module("ipt_train", run_name="__main__")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
def test_a_full_disk_leaves_everything_as_it_was(world: World, environment: dict[str, str]) -> None:
    names = handed_in(world, trainees(6))
    shutil.move(world.inbox, world.root / "later")
    world.inbox.mkdir()
    first = next((world.root / "later").iterdir())
    shutil.copy(first, world.inbox)
    collect(world.open(), world.inbox, now=NOW)
    whole = world.folder.database.read_bytes()
    words = ["course", "collect", str(world.root / "later"), "--course", str(world.folder.root)]
    full = subprocess.run(
        [sys.executable, "-c", FULL, str(len(whole) + 8192), *words], capture_output=True, text=True, env=environment, check=False,
    )  # fmt: skip
    assert full.returncode == 2, full.stdout + full.stderr
    assert "course.db cannot be written" in full.stderr
    assert "hint:" in full.stderr
    assert world.folder.database.read_bytes() == whole
    assert len(receipts_of(world.folder)) == 1
    found = collect(world.open(), world.root / "later", now=NOW)
    assert (len(found.accepted), found.known) == (len(names) - 1, 1)


def test_another_program_at_the_database_is_waited_for_and_then_named(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed_in(world)
    opened = world.open()
    monkeypatch.setattr(store, "_WAIT_SECONDS", 0.1)
    with (
        open_database(world.folder) as other,
        other.writing(),
        pytest.raises(CourseError, match="another program is writing to this course"),
    ):
        collect(opened, world.inbox, now=NOW)
    assert receipts_of(world.folder) == []
    assert len(collect(opened, world.inbox, now=NOW).accepted) == 3


def test_the_file_is_its_owners_and_keeps_to_a_rollback_journal(world: World) -> None:
    handed_in(world)
    collect(world.open(), world.inbox, now=NOW)
    assert world.folder.database.stat().st_mode & 0o777 == 0o600
    assert cells(world.folder.database, "pragma journal_mode") == [("delete",)]
    assert not list(world.folder.root.glob("course.db-*"))


def test_a_database_of_a_newer_version_or_of_another_program_is_left_alone(world: World) -> None:
    handed_in(world)
    file = world.folder.database
    for change, said in (
        ("pragma user_version = 99", "newer version of ipt-train"),
        ("pragma application_id = 1", "is not the database of a course"),
    ):
        before = file.read_bytes()
        run_sql(file, change)
        with pytest.raises(CourseError, match=said):
            world.open()
        file.write_bytes(before)
    assert len(world.open().people) == 3


# Pseudonyms


def test_a_corrected_id_keeps_its_pseudonym_and_its_work(
    world: World, environment: dict[str, str]
) -> None:
    """Excel turned 0045 into 45, or the registry gave out new ids."""
    names = handed_in(world)
    collect(world.open(), world.inbox, now=NOW)
    before = {one.person: one.exams[0].share for one in grade_all(world.open(), now=NOW).grades}
    world.people = [*PEOPLE[:2], ("S1003", *PEOPLE[2][1:])]
    world.write_roster()
    course = ("--course", str(world.folder.root))
    stopped = run("course", "grade", *course, env=environment)
    assert stopped.returncode == 1
    assert "`ipt-train course people --rename OLD NEW" in stopped.stderr
    done = run("course", "people", "--rename", "1003", "S1003", *course, env=environment)
    assert done.returncode == 0, done.stderr
    assert f"S1003 has the pseudonym {names[2]} of 1003" in done.stderr
    assert list(world.open().people) == names
    again = {one.person: one.exams[0].share for one in grade_all(world.open(), now=NOW).grades}
    assert again == before
    assert check_course(world.folder, world.shelf).findings == ()
    assert collect(world.open(), world.inbox, now=NOW).known == 3


def test_an_id_that_was_given_up_does_not_lead_to_the_work_of_the_one_before(world: World) -> None:
    names = handed_in(world)
    collect(world.open(), world.inbox, now=NOW)
    world.people = [*PEOPLE[:2], ("S1003", *PEOPLE[2][1:])]
    world.write_roster()
    assert rename(world.folder, "1003", "S1003") == names[2]
    world.people.append(("1003", "Dee Roe", "dee@example.org"))
    world.write_roster()
    people = list(world.open().people)
    assert people[:3] == names
    assert people[3] not in names
    assert list(world.open().people) == people


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("1002", "S1003", "`1002` is still on the roster"),
        ("1003", "1004", "`1004` is not on the roster"),
        ("9999", "S1003", "nobody on this course had the id `9999`"),
    ],
)
def test_a_rename_that_does_not_fit(
    world: World, environment: dict[str, str], old: str, new: str, said: str
) -> None:
    handed_in(world)
    world.people = [*PEOPLE[:2], ("S1003", *PEOPLE[2][1:])]
    world.write_roster()
    before = stored_people(world.folder)
    done = run("course", "people", "--rename", old, new, "--course", str(world.folder.root), env=environment)  # fmt: skip
    assert done.returncode == 2
    assert said in done.stderr
    assert stored_people(world.folder) == before


def test_a_rename_is_not_undone_by_a_program_that_read_before_it(world: World) -> None:
    names = handed_in(world)
    collect(world.open(), world.inbox, now=NOW)
    world.people = [*PEOPLE[:2], ("S1003", *PEOPLE[2][1:])]
    world.write_roster()
    roster, _ = read_roster(world.folder.roster.read_bytes())
    stale = people_of(world.folder, "autumn", roster)
    assert rename(world.folder, "1003", "S1003") == names[2]
    with pytest.raises(CourseError, match="another program is writing"):
        keep_people(world.folder, "autumn", stale, ())
    assert list(world.open().people) == names


def test_work_under_both_ids_is_not_put_together(world: World) -> None:
    handed_in(world)
    collect(world.open(), world.inbox, now=NOW)
    world.people = [*PEOPLE[:2], ("S1003", *PEOPLE[2][1:])]
    world.write_roster()
    new = list(world.open().people)[2]
    world.hand_in(world.submission(new, read_keys(world.folder, "final")[0], ability=0.1))
    assert len(collect(world.open(), world.inbox, now=NOW).accepted) == 1
    with pytest.raises(CourseError, match="S1003 has already handed in"):
        rename(world.folder, "1003", "S1003")


# Folders of earlier versions: the fixture is graded in tests/fixtures; here is what may go wrong

OLD = Path(__file__).parent.parent / "fixtures" / "c637f1e"
MADE = ("receipts.jsonl", "responses", "enrolled.csv", "regrades.jsonl", "private/names.csv")


@pytest.fixture
def old(tmp_path: Path) -> World:
    world = World(root=tmp_path, shelf=shelf_for(tmp_path))
    shutil.copytree(OLD / "course", world.folder.root)
    for name, content in json.loads((OLD / "throw-away-keys.json").read_text()).items():
        if name.startswith("course/"):
            file = tmp_path / name
            file.write_bytes(bytes.fromhex(content))
            file.chmod(0o600)
    return world


def shares(world: World) -> list[float | None]:
    return [one.share for each in grade_all(world.open(), now=NOW).grades for one in each.exams]


def test_an_old_folder_is_taken_over_once_and_its_files_are_kept(old: World) -> None:
    before = {name: (old.folder.root / name).stat().st_size for name in MADE}
    first = shares(old)
    assert any(first)
    aside = old.folder.root / "before-course-db"
    assert {name: (aside / name).stat().st_size for name in MADE} == before
    assert not [name for name in MADE if (old.folder.root / name).exists()]
    whole = old.folder.database.read_bytes()
    assert shares(old) == first
    assert old.folder.database.read_bytes() == whole
    assert check_course(old.folder, old.shelf).sound
    assert cells(old.folder.database, "select count(*) from correction") == [(1,)]
    assert cells(old.folder.database, "select count(*) from signing_key") == [(3,)]


@contextmanager
def stopping_at(monkeypatch: pytest.MonkeyPatch, name: str) -> Iterator[None]:
    def stop(*_: object, **__: object) -> None:
        raise OutputError("stopped", hint="go on")

    with monkeypatch.context() as patch:
        place: object = opening if name == "put_aside" else CourseDatabase
        patch.setattr(place, name, stop)
        with pytest.raises(OutputError):
            yield


@pytest.mark.parametrize("name", ["add", "set_note", "put_aside"])
def test_a_take_over_that_was_interrupted_is_done_again_or_ended(
    old: World, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    with stopping_at(monkeypatch, name):
        old.open()
    assert (old.folder.root / "receipts.jsonl").exists()
    assert any(shares(old))
    assert len(receipts_of(old.folder)) == 3
    assert not (old.folder.root / "receipts.jsonl").exists()


def test_an_old_receipt_that_is_damaged_is_told_and_signed_anew(old: World) -> None:
    log = old.folder.root / "receipts.jsonl"
    log.write_bytes(log.read_bytes().replace(b'"attempt":1', b'"attempt":2', 1))
    with pytest.warns(Note, match="damaged lines that were not taken over into course.db: 1"):
        old.open()
    with pytest.raises(CourseError, match="was kept, but no receipt mentions it"):
        shares(old)
    found = collect(old.open(), old.folder.root / "inbox", now=NOW)
    assert "signed for what lay in course.db without a receipt: 1" in found.mended
    assert all(share is not None for share in shares(old)[:3])


def test_old_regrades_stay_in_force_and_a_line_that_was_cut_off_is_told(old: World) -> None:
    """What earlier versions decided stands in the locked keys; the log adds why."""
    log = old.folder.root / "regrades.jsonl"
    before = log.read_bytes()
    log.write_bytes(before + before[:60] + b"\n[]\n")
    with pytest.warns(Note, match="damaged lines that were not taken over into course.db: 2"):
        old.open()
    (entry,) = regrades_of(old.folder)
    assert entry == json.loads(before)
    (decided,) = standing_corrections(old.folder, "final")
    assert decided.sentence.startswith("`item-01`: left out for everybody: two keys (A. Tutor, 20")
    assert "two keys" in " ".join(grade_all(old.open(), now=NOW).rules["final"])


def test_an_old_attempt_that_is_damaged_is_missed_and_collected_again(old: World) -> None:
    (file,) = (old.folder.root / "responses").iterdir()
    file.write_bytes(file.read_bytes().replace(b"\titem", b"\titen", 1))
    with pytest.raises(CourseError, match="has a receipt, but its answers are gone"):
        shares(old)
    found = collect(old.open(), old.folder.root / "inbox", now=NOW + timedelta(days=60))
    assert (len(found.accepted), found.known) == (1, 2)
    assert check_course(old.folder, old.shelf).sound


def test_an_earlier_version_at_work_in_a_folder_that_was_taken_over_is_named(old: World) -> None:
    old.open()
    (old.folder.root / "receipts.jsonl").write_text("{}\n")
    with pytest.raises(CourseError, match=r"an earlier version wrote receipts\.jsonl beside"):
        old.open()


def test_another_key_does_not_open_the_database(world: World) -> None:
    handed_in(world)
    assert len(secret_bytes(world.folder.pseudonym_key)) == 32
    world.folder.pseudonym_key.write_text("11" * 32)
    with pytest.raises(CourseError, match="two keys disagree"):
        open_database(world.folder)
