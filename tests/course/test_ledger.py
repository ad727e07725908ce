"""Receipts and responses held against each other: no attempt comes or goes unseen."""

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ipt_train.course.exchange.receipts import read_receipts, receipts_of
from ipt_train.course.exchange.responses import responses_of
from ipt_train.course.operation.collect import collect
from ipt_train.course.operation.course import check_course
from ipt_train.course.operation.grade import grade_all
from ipt_train.errors import CourseError
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
        self.log = self.world.folder.receipts
        self.course = ("--course", str(self.world.folder.root))

    def codes(self) -> list[str]:
        return [one.code for one in check_course(self.world.folder, self.world.shelf).findings]

    def state(self) -> Any:
        """All that grades come from; or "stopped" where it is refused."""
        try:
            responses = responses_of(self.world.folder)
            return [
                (kept.head, kept.arrived, responses.rows(kept))
                for person in self.people
                for kept in responses.of(person)
            ]
        except CourseError as error:
            assert error.hint
            return "stopped"


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case(tmp_path)


def as_before(line: bytes) -> bytes:
    """A line as earlier versions wrote it: without a seal."""
    data = json.loads(line)
    kept = data.pop("kept")[:3]
    return json.dumps(data | {"kept": kept}, sort_keys=True, separators=(",", ":")).encode()


@pytest.mark.parametrize("older", [False, True], ids=["sealed", "of an earlier version"])
def test_no_flipped_bit_of_the_receipts_changes_a_grade_in_silence(
    tmp_path: Path, older: bool
) -> None:
    case = Case(tmp_path, 1)
    whole = case.log.read_bytes()
    if older:
        whole = as_before(whole.rstrip()) + b"\n"
        case.log.write_bytes(whole)
    sound = case.state()
    assert len(sound) == 1
    unseen = 0
    for place in range(len(whole)):
        for bit in range(8):
            flipped = bytearray(whole)
            flipped[place] ^= 1 << bit
            case.log.write_bytes(flipped)
            if read_receipts(case.world.folder).damaged:  # which stops every reader, as shown below
                continue
            state = case.state()
            assert state in ("stopped", sound), (place, bit)
            unseen += state == sound
    last = 8  # the line feed at the end is no part of the line
    assert unseen <= (
        last + 160 if older else last
    )  # letters of a signature in capitals are the same


def flip(case: Case) -> None:
    whole = case.log.read_bytes()
    case.log.write_bytes(whole.replace(b'"attempt":1', b'"attempt":0', 1))


def drop_a_line(case: Case) -> None:
    case.log.write_bytes(b"".join(case.log.read_bytes().splitlines(keepends=True)[1:]))


def cut(case: Case) -> None:
    case.log.write_bytes(case.log.read_bytes()[:-40])


def remove(case: Case) -> None:
    case.log.unlink()


def empty(case: Case) -> None:
    case.log.write_bytes(b"")


def edit_the_time(case: Case) -> None:
    """Somebody sets the time of arrival back, in both files; the seals do not fit."""
    for file in (case.log, *case.world.folder.responses.iterdir()):
        file.write_bytes(file.read_bytes().replace(b'"accepted_at":"2026-11-09', b'"accepted_at":"2026-11-01'))  # fmt: skip


SLIPS: dict[str, Callable[[Case], None]] = {
    "a bit is flipped": flip,
    "a line is gone": drop_a_line,
    "the end is cut off": cut,
    "the file is gone": remove,
    "the file is empty": empty,
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
    found = collect(case.opened, case.world.inbox, now=LATER)
    assert found.mended
    assert case.codes() == []
    assert grade_all(case.opened, now=NOW) == before
    again = {one.attempt: one.receipt for one in receipts_of(case.world.folder)}
    assert again == {one.attempt: one.receipt for one in receipts}  # signed again just as they were
    assert collect(case.opened, case.world.inbox, now=LATER).mended == ()


def test_damaged_lines_are_set_aside_and_not_thrown_away(case: Case) -> None:
    flip(case)
    damaged = case.log.read_bytes().splitlines()[0]
    found = collect(case.opened, case.world.inbox, now=LATER)
    assert (
        found.mended[0] == "damaged lines of receipts.jsonl, set aside in damaged-receipts.jsonl: 1"
    )
    assert (case.world.folder.root / "damaged-receipts.jsonl").read_bytes() == damaged + b"\n"
    assert found.mended[1] == "signed for what lay in responses/ without a receipt: 1"


def test_a_time_that_was_edited_in_both_files_is_found(case: Case) -> None:
    edit_the_time(case)
    assert "K021" in case.codes()
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
    assert (
        "receipts.jsonl:1: this line was cut off, or changed after it was received" in done.stderr
    )
    assert "hint: `ipt-train course collect DIR` signs anew" in done.stderr
    assert not (root / "back").exists()
    assert not (root / "r.html").exists()


def test_the_check_reads_every_response(case: Case) -> None:
    (file,) = case.world.folder.responses.iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole.replace(b"\titem-", b"\titen-", 1))
    assert case.codes() == ["K021"]
    file.write_bytes(whole.replace(b'"file":"autumn', b'"file":"winter', 1))
    assert case.codes() == ["K021"]
    file.unlink()
    assert case.codes() == ["K021"] * 2


def test_progress_is_not_read_from_a_changed_head(case: Case) -> None:
    """Sections stand in the head; its seal is looked at before a figure is believed."""
    from ipt_train.course.operation.cohort_progress import cohort_progress

    (file,) = case.world.folder.responses.iterdir()
    file.write_bytes(file.read_bytes().replace(b'"sections":{}', b'"sections":{ }', 1))
    with pytest.raises(CourseError):
        cohort_progress(case.opened, ())


def test_a_refused_attempt_is_not_taken_for_one_whose_receipt_was_lost(tmp_path: Path) -> None:
    """Copied answers are laid down before they are compared; they neither count nor alarm."""
    scene = Scene(tmp_path)
    folder = scene.world.folder
    (scene.world.inbox / "z-copied.zip").write_bytes(resealed(scene, copied(scene)))
    for day in range(3):
        found = collect(scene.opened, scene.world.inbox, now=NOW + timedelta(days=day))
        assert ["handed in" in one.why for one in found.refused] == [True]
        assert check_course(folder, scene.world.shelf).findings == ()
    heads = b"".join(one.read_bytes() for one in folder.responses.iterdir())
    assert heads.count(b'{"accepted_at"') == 3  # two that count, and the copy once
    assert len(folder.seen.read_bytes().splitlines()) == 1


def test_a_damaged_line_of_what_was_seen_is_found_and_set_aside(case: Case) -> None:
    (case.world.inbox / "notes.txt").write_text("nothing")
    collect(case.opened, case.world.inbox, now=NOW)
    seen = case.world.folder.seen
    seen.write_bytes(seen.read_bytes().replace(b"2026", b"2025", 1))
    assert case.codes() == ["K022"]
    found = collect(case.opened, case.world.inbox, now=LATER)
    assert "damaged lines of seen.jsonl, set aside in damaged-seen.jsonl: 1" in found.mended
    assert case.codes() == []


def test_an_attempt_whose_responses_were_lost_is_not_replaced_by_another(case: Case) -> None:
    """Its receipt says which answers were accepted, also while the file is gone."""
    for file in case.world.folder.responses.iterdir():
        file.unlink()
    for file in case.world.inbox.iterdir():
        file.unlink()
    other = case.world.submission(case.victim, case.key, ability=1.0, blanks=0.3)
    assert hashlib.sha256(other.data).digest() != hashlib.sha256(case.honest.data).digest()
    case.world.hand_in(other)
    found = collect(case.opened, case.world.inbox, now=LATER)
    assert ["accepted before with other answers" in one.why for one in found.refused] == [True]
