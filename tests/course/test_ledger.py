"""Receipts and attempts held against each other: no attempt comes or goes unseen."""

import hashlib
import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ipt_train.course.exchange.people import stored_people
from ipt_train.course.exchange.receipts import receipts_of
from ipt_train.course.exchange.regrades import regrades_of
from ipt_train.course.exchange.responses import responses_of
from ipt_train.course.operation.collect import collect
from ipt_train.course.operation.course import check_course
from ipt_train.course.operation.grade import grade_all
from ipt_train.errors import CourseError, IptTrainError
from tests.course.tamper import cells, run_sql
from tests.course.test_hostile import Scene, copied, resealed
from tests.course.world import NOW, World, shelf_for, trainees
from tests.program import run

LATER = NOW + timedelta(days=3)


class Case:
    """A course of two who handed in, collected at NOW."""

    def __init__(self, root: Path, count: int = 2) -> None:
        self.world = World(root=root, shelf=shelf_for(root), forms=1)
        self.opened = self.world.begin(trainees(count), items=24)
        self.key = self.world.build()[0]
        self.people = list(self.opened.people)
        self.victim, self.rogue = self.people[0], self.people[-1]
        self.honest = self.world.submission(self.victim, self.key)
        for person in self.people:
            self.world.hand_in(self.world.submission(person, self.key))
        assert len(collect(self.opened, self.world.inbox, now=NOW).accepted) == count
        self.file = self.world.folder.database
        self.course = ("--course", str(self.world.folder.root))

    def codes(self) -> list[str]:
        return [one.code for one in check_course(self.world.folder, self.world.shelf).findings]

    def state(self) -> Any:
        """All that grades come from; or "stopped" where it is refused."""
        try:
            responses = responses_of(self.world.folder)
            return [
                stored_people(self.world.folder),
                regrades_of(self.world.folder),
                *(
                    (kept.head, kept.arrived, responses.rows(kept))
                    for person in self.people
                    for kept in responses.of(person)
                ),
            ]
        except IptTrainError as error:
            assert error.hint
            return "stopped"


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case(tmp_path)


def cells_of_interest(whole: bytes) -> list[int]:
    """The bytes of the rows of people, attempts and receipts, found by what stands in them."""
    places: set[int] = set()
    for mark in (b"ipt-submission/2", b"ipt-receipt/1", b"s0000", b"Given0"):
        at = whole.find(mark)
        while at >= 0:
            places |= set(range(max(at - 150, 0), min(at + 850, len(whole))))
            at = whole.find(mark, at + 1)
    return sorted(places)


def test_no_flipped_bit_changes_a_grade_in_silence(tmp_path: Path) -> None:
    case = Case(tmp_path, 1)
    whole, sound = case.file.read_bytes(), case.state()
    assert len(sound) == 3
    chance = random.Random(7)
    near = chance.sample(cells_of_interest(whole), 900)
    anywhere = [*range(100), *chance.sample(range(len(whole)), 500)]
    stopped = 0
    for place in (*near, *anywhere):
        flipped = bytearray(whole)
        flipped[place] ^= 1 << chance.randrange(8)
        case.file.write_bytes(flipped)
        for beside in case.file.parent.glob("course.db-*"):
            beside.unlink()
        state = case.state()
        assert state in ("stopped", sound), place
        stopped += state == "stopped"
    assert stopped > 300


def flip(case: Case) -> None:
    run_sql(case.file, "update receipt set body = cast(replace(cast(body as text), '\"attempt\":1', '\"attempt\":0') as blob) where number = 1")  # fmt: skip


def drop_a_line(case: Case) -> None:
    run_sql(case.file, "delete from receipt where number = 1")


def drop_all(case: Case) -> None:
    run_sql(case.file, "delete from receipt")


def drop_the_tally(case: Case) -> None:
    run_sql(case.file, "delete from tally")


def edit_the_time(case: Case) -> None:
    """Somebody sets the time of arrival back, in attempt and receipt; the seals do not fit."""
    run_sql(
        case.file,
        "update attempt set accepted_at = replace(accepted_at, '2026-11-09', '2026-11-01')",
        'update receipt set body = cast(replace(cast(body as text), \'"accepted_at":"2026-11-09\', \'"accepted_at":"2026-11-01\') as blob)',
    )


SLIPS: dict[str, Callable[[Case], None]] = {
    "a bit is flipped": flip,
    "a receipt is gone": drop_a_line,
    "all receipts are gone": drop_all,
}


@pytest.mark.parametrize("name", SLIPS)
def test_what_was_lost_is_found_and_made_good(case: Case, name: str) -> None:
    """The submissions need not be there any more: what is kept is signed for anew."""
    before, receipts = grade_all(case.opened, now=NOW), receipts_of(case.world.folder)
    SLIPS[name](case)
    assert set(case.codes()) == {"K021"}
    with pytest.raises(CourseError) as stopped:
        grade_all(case.opened, now=NOW)
    assert "course collect" in stopped.value.hint
    for file in case.world.inbox.iterdir():
        file.unlink()
    mended = collect(case.opened, case.world.inbox, now=LATER)
    assert mended.mended
    assert case.codes() == []
    assert grade_all(case.opened, now=NOW) == before
    again = {one.attempt: one.receipt for one in receipts_of(case.world.folder)}
    assert again == {one.attempt: one.receipt for one in receipts}  # signed again just as they were
    assert collect(case.opened, case.world.inbox, now=LATER).mended == ()


@pytest.mark.parametrize("how", ["the file is gone", "the file is empty"])
def test_a_database_that_is_gone_is_no_absence_of_everybody(
    case: Case, environment: dict[str, str], how: str
) -> None:
    before = grade_all(case.opened, now=NOW)
    case.file.unlink()
    if how == "the file is empty":
        case.file.touch()
    for words in (("grade",), ("check",), ("people",), ("items",)):
        done = run("course", *words, *(case.course if words != ("check",) else case.course[1:]), env=environment)  # fmt: skip
        assert done.returncode == 2, done.stdout
        assert "course.db is gone, and everything collected with it" in done.stderr
        assert "`ipt-train course collect DIR" in done.stderr
    done = run("course", "collect", str(case.world.inbox), *case.course, env=environment)
    assert done.returncode == 0, done.stderr
    assert "course.db was missing and has been made again" in " ".join(done.stderr.split())
    assert "regrades, releases and attempts made void or granted are forgotten" in " ".join(
        done.stderr.split()
    )
    shares = [(one.person, one.exams[0].share) for one in before.grades]
    again = grade_all(case.world.open(), now=NOW)
    assert [(one.person, one.exams[0].share) for one in again.grades] == shares


@pytest.mark.parametrize("size", [100, 4096, 20_000])
def test_a_file_that_is_cut_off_stops_everything(
    case: Case, environment: dict[str, str], size: int
) -> None:
    case.file.write_bytes(case.file.read_bytes()[:size])
    for words in (("grade",), ("collect", str(case.world.inbox))):
        done = run("course", *words, *case.course, env=environment)
        assert done.returncode == 2, done.stdout + done.stderr
        assert "course.db" in done.stderr
        assert "hint: restore course.db from a backup" in done.stderr


def test_damaged_rows_are_set_aside_and_not_thrown_away(case: Case) -> None:
    flip(case)
    mended = collect(case.opened, case.world.inbox, now=LATER).mended
    assert mended == (
        "damaged receipts, set aside in course.db: 1",
        "signed for what lay in course.db without a receipt: 1",
    )
    ((kind, content),) = cells(case.file, "select kind, content from damaged")
    assert kind == "receipt"
    assert b'"attempt":0'.hex().upper() in content


def test_a_signing_key_that_was_changed_is_believed_by_nobody(case: Case) -> None:
    """The accepted work says whose key it was; who was told in person is told anew."""
    run_sql(case.file, "update signing_key set fingerprint = 'AAAA' where number = 1")
    with pytest.raises(CourseError, match="the signing keys have been changed or damaged"):
        collect_only_reading(case)
    found = collect(case.opened, case.world.inbox, now=LATER)
    assert "damaged signing keys, set aside in course.db: 1" in found.mended
    assert set(found.unconfirmed) == set(case.people)
    assert case.codes() == []


def collect_only_reading(case: Case) -> None:
    from ipt_train.course.operation.people import list_people

    list_people(case.opened)


def test_a_time_that_was_edited_in_both_tables_is_found(case: Case) -> None:
    edit_the_time(case)
    assert "K021" in case.codes()
    assert case.state() == "stopped"


def test_a_tally_that_is_gone_is_found(case: Case) -> None:
    drop_the_tally(case)
    assert case.state() == "stopped"


@pytest.mark.parametrize(
    "words",
    [
        ("grade",), ("gradebook",), ("items", "--csv"), ("export",), ("progress",), ("report", "--html", "r.html"),
        ("receipts", "back"), ("regrade",), ("standard", "cohen"),
    ],
)  # fmt: skip
def test_whatever_reads_them_stops_and_says_what_to_do(
    case: Case, environment: dict[str, str], words: tuple[str, ...]
) -> None:
    flip(case)
    root = case.world.root
    placed = [str(root / one) if one in ("r.html", "back") else one for one in words]
    done = run("course", *placed, *case.course, env=environment)
    assert done.returncode == 2
    assert "course.db: receipt 1 was changed after it was received" in done.stderr
    assert "hint: restore course.db from a backup; without one `ipt-train course collect DIR --course " in done.stderr  # fmt: skip
    assert not (root / "back").exists()
    assert not (root / "r.html").exists()


def test_the_check_reads_every_response(case: Case) -> None:
    whole = case.file.read_bytes()
    for change in (
        "update attempt set records = cast(replace(cast(records as text), 'item-', 'iten-') as blob) where number = 1",
        "update attempt set file = 'winter' where number = 1",
    ):
        run_sql(case.file, change)
        assert set(case.codes()) == {"K021"}
        case.file.write_bytes(whole)
    run_sql(case.file, "delete from attempt")
    assert case.codes() == ["K021"] * 3


def test_progress_is_not_read_from_a_changed_section(case: Case) -> None:
    """The seal of the row is looked at before a figure is believed."""
    from ipt_train.course.operation.cohort_progress import cohort_progress

    run_sql(case.file, "update attempt set sections = cast('{ }' as blob)")
    with pytest.raises(CourseError):
        cohort_progress(case.opened, ())


def test_a_refused_attempt_is_not_taken_for_one_whose_receipt_was_lost(tmp_path: Path) -> None:
    """Copied answers are refused; they are not kept, and neither count nor alarm."""
    scene = Scene(tmp_path)
    folder = scene.world.folder
    (scene.world.inbox / "z-copied.zip").write_bytes(resealed(scene, copied(scene)))
    for day in range(3):
        found = collect(scene.opened, scene.world.inbox, now=NOW + timedelta(days=day))
        assert ["handed in" in one.why for one in found.refused] == [True]
        assert check_course(folder, scene.world.shelf).findings == ()
    assert cells(folder.database, "select count(*) from attempt") == [(2,)]
    assert cells(folder.database, "select file, seen_at from seen") == [
        ("z-copied.zip", NOW.isoformat(timespec="seconds"))
    ]


def test_a_damaged_time_of_what_was_seen_is_found_and_set_aside(case: Case) -> None:
    (case.world.inbox / "notes.txt").write_text("nothing")
    collect(case.opened, case.world.inbox, now=NOW)
    run_sql(case.file, "update seen set seen_at = replace(seen_at, '2026', '2025')")
    assert case.codes() == ["K022"]
    found = collect(case.opened, case.world.inbox, now=LATER)
    assert "damaged files seen, set aside in course.db: 1" in found.mended
    assert case.codes() == []


def test_an_attempt_whose_responses_were_lost_is_not_replaced_by_another(case: Case) -> None:
    """Its receipt says which answers were accepted, also while they are gone."""
    run_sql(case.file, "delete from attempt")
    for file in case.world.inbox.iterdir():
        file.unlink()
    other = case.world.submission(case.victim, case.key, ability=1.0, blanks=0.3)
    assert hashlib.sha256(other.data).digest() != hashlib.sha256(case.honest.data).digest()
    case.world.hand_in(other)
    found = collect(case.opened, case.world.inbox, now=LATER)
    assert ["accepted before with other answers" in one.why for one in found.refused] == [True]
    with pytest.raises(CourseError, match="has a receipt, but its answers are gone"):
        grade_all(case.opened, now=NOW)
