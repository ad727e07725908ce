"""Sixty trainees through a whole course, from `new` to receipts."""

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from ipt_train.course.exchange.keys import read_keys
from ipt_train.course.exchange.papers import papers_of
from ipt_train.course.exchange.receipts import receipts_of
from ipt_train.course.exchange.regrades import regrades_of
from ipt_train.course.exchange.responses import responses_of
from ipt_train.course.operation.build_exam import build_exam
from ipt_train.course.operation.collect import collect
from ipt_train.course.operation.grade import grade_all
from ipt_train.course.operation.grade_table import write_grades
from ipt_train.course.operation.gradebook import gradebook
from ipt_train.course.operation.receipt import check_receipt, hand_back
from ipt_train.course.operation.regrade import RegradeRequest, regrade
from ipt_train.errors import CourseError, OutputError
from ipt_train.exam.core.canonical import canonical
from ipt_train.exam.submission.pack import bound_to, signed_part
from ipt_train.exam.submission.record import digest_of, lines_of
from ipt_train.exam.submission.seal import signed_by
from ipt_train.vocabulary import Gradebook
from tests.course.tamper import run_sql
from tests.course.world import NOW, STARTED, STUDIED, World, bank, shelf_for, trainees


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(root=tmp_path, shelf=shelf_for(tmp_path))


def test_sixty_trainees(world: World) -> None:
    opened = world.begin(trainees(60))
    keys = world.build()
    people = list(opened.people)
    late, absent, twice = people[0], people[1], people[2]
    for number, person in enumerate(people):
        if person == absent:
            continue
        started = STARTED + timedelta(days=2) if person == late else STARTED
        world.hand_in(
            world.submission(
                person, keys[number % 2], ability=number / 59, blanks=0.1, started=started
            )
        )
    world.hand_in(world.submission(twice, keys[0], ability=1.0, attempt=2))

    found = collect(opened, world.inbox, now=NOW + timedelta(days=3))
    assert (len(found.accepted), found.refused, found.known) == (60, (), 0)
    again = collect(opened, world.inbox, now=NOW + timedelta(days=4))
    assert (again.accepted, again.refused, again.known) == ((), (), 60)
    assert world.folder.database.stat().st_mode & 0o777 == 0o600
    responses = responses_of(world.folder)
    assert sum(bool(responses.of(person)) for person in opened.people) == 59
    assert len(receipts_of(world.folder)) == 60

    graded = grade_all(opened, now=NOW)
    grades = {one.person: one.exams[0] for one in graded.grades}
    assert len(grades) == 60
    assert grades[absent].share is None
    assert grades[twice].counted == (2,)
    assert grades[twice].share == 1.0
    first = grades[late].attempts[0]
    assert first.raw is not None
    assert first.share == pytest.approx(first.raw * 0.8)
    able = [grades[one].share or 0.0 for one in people[40:]]
    weak = [grades[one].share or 0.0 for one in people[3:20]]
    assert min(able) > max(weak) - 0.35
    assert sum(able) / len(able) > sum(weak) / len(weak) + 0.3
    blank = sum(one.attempts[0].blank for one in grades.values() if one.attempts)
    assert blank > 50

    files = write_grades(world.folder, graded)
    text = Path(files[1]).read_text()
    assert text.startswith("person,exam,share,")
    rules = Path(files[2]).read_text()
    assert rules.startswith("exam,rule\nfinal,attempts: best of at most 2\n")
    assert "missing: a blank answer earns no marks and is counted as blank" in rules
    assert not any(name in text + rules for _, name, _ in world.people)

    exam = opened.course.exam()
    book = gradebook(opened, graded, exam, Gradebook.CANVAS, now=NOW, column="77")
    assert (len(book.text.splitlines()), book.graded, book.without) == (62, 59, 1)
    back = world.root / "back"
    assert hand_back(world.folder, back, world.open().people) == 60
    submissions = {hashlib.sha256(one.read_bytes()).hexdigest() for one in world.inbox.iterdir()}
    for file in back.iterdir():
        receipt = check_receipt(file.read_bytes())
        assert receipt.said["submission"] in submissions

    # the key of one item proves wrong: it is corrected in the bank, and everybody is marked anew
    faulty = next(one.item for one in keys[0].entries if one.item.type == "single-best-answer")
    data = bank()
    item = next(one for one in data["items"] if one["id"] == faulty.id)
    for option in item["options"]:
        option.pop("key", None)
        if option["id"] == "c":
            option["key"] = True
    item["revision"] = 2
    item["explanation"] = "Corrected."
    other = next(one for one in keys[0].entries if one.item.id != faulty.id).item.id
    next(one for one in data["items"] if one["id"] == other)["explanation"] = "Said better."
    world.write_bank(data)
    marks = "person,exam,item,mark,comment\r\n" + f"{people[5]},final,,0.9,Oral exam\r\n"
    world.folder.marks.write_text(marks, newline="")
    tried = regrade(opened, exam, world.shelf, RegradeRequest(by="A", reason="wrong key"), now=NOW)
    assert list(tried.items) == [faulty.id]
    assert other in tried.reworded
    assert tried.changes
    assert not tried.written
    assert regrades_of(world.folder) == []
    assert read_keys(world.folder, "final") == keys
    done = regrade(
        opened, exam, world.shelf, RegradeRequest(by="A", reason="wrong key", do=True), now=NOW
    )
    assert replace(done, written=False) == tried
    after = {one.person: one.exams[0].share for one in grade_all(opened, now=NOW).grades}
    for change in done.changes:
        assert after[change.person] == change.after != change.before
    assert after[people[5]] == 0.9
    assert world.folder.marks.read_bytes() == marks.encode()
    (entry,) = regrades_of(world.folder)
    assert (entry["by"], entry["reason"]) == ("A", "wrong key")
    assert entry["bank_before"] != entry["bank_after"]
    assert len(entry["changes"]) == len(done.changes)
    again = regrade(
        opened, exam, world.shelf, RegradeRequest(by="A", reason="again", do=True), now=NOW
    )
    assert (again.items, again.changes, again.written) == ({}, (), False)
    assert len(regrades_of(world.folder)) == 1
    out = regrade(opened, exam, world.shelf, RegradeRequest(by="A", reason="unfair", leave_out=[faulty.id], do=True), now=NOW)  # fmt: skip
    assert out.items == {faulty.id: "left out for everybody"}
    assert len(regrades_of(world.folder)) == 2


def test_an_exam_that_was_handed_out_is_not_built_over(world: World) -> None:
    opened = world.begin(trainees(2))
    world.build()
    before = set(papers_of(world.folder))
    world.build()  # the same again is no matter
    with pytest.raises(OutputError, match="already been built"):
        world.build(seed=8)
    assert set(papers_of(world.folder)) == before
    build_exam(opened, opened.course.exam(), world.shelf, seed=8, replace=True, forms=1)
    assert len(papers_of(world.folder)) == 1


def test_collecting_after_a_crash_makes_good_what_was_lost(world: World) -> None:
    opened = world.begin(trainees(3))
    keys = world.build()
    for person in opened.people:
        world.hand_in(world.submission(person, keys[0]))
    collect(opened, world.inbox, now=NOW)
    receipts, grades = receipts_of(world.folder), grade_all(opened, now=NOW)
    run_sql(
        world.folder.database, "delete from receipt where number > 1", "delete from signing_key"
    )
    again = collect(opened, world.inbox, now=NOW + timedelta(hours=5))
    assert again.refused == ()
    assert again.mended
    assert {*again.unconfirmed} == {*opened.people}
    signed = [one.receipt for one in receipts_of(world.folder)]
    assert signed == [one.receipt for one in receipts]  # signed again just as they were
    assert grade_all(opened, now=NOW) == grades


HOLDER = """
import sys, time
from pathlib import Path
from ipt_train.course.exchange.folder import Folder, locked_for_writing
with locked_for_writing(Folder(root=Path(sys.argv[1]))):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_responses_that_were_lost_are_collected_again_and_keep_their_time(world: World) -> None:
    """A receipt was given, and the answers that it stands for are gone: a disk, or a person, lost them."""
    opened = world.begin(trainees(2))
    keys = world.build()
    for person in opened.people:
        world.hand_in(world.submission(person, keys[0], ability=0.5))
    collect(opened, world.inbox, now=NOW)
    grades, second = grade_all(opened, now=NOW), list(opened.people)[1]
    run_sql(world.folder.database, f"delete from attempt where person = '{second}'")
    with pytest.raises(CourseError, match="1 fewer attempts are there than were written"):
        grade_all(opened, now=NOW)
    again = collect(opened, world.inbox, now=NOW + timedelta(days=9))
    assert ([one["person"] for one in again.accepted], again.known) == ([second], 1)
    assert grade_all(opened, now=NOW) == grades
    assert responses_of(world.folder).of(second)[0].accepted_at == NOW


def test_a_submission_can_be_written_again_from_what_is_kept(world: World) -> None:
    """Records are kept in columns; lines, digest and signature still prove what was signed."""
    opened = world.begin(trainees(2))
    keys = world.build()
    packed = {
        person: world.submission(person, keys[0], blanks=0.2, progress=STUDIED)
        for person in opened.people
    }
    for one in packed.values():
        world.hand_in(one)
    collect(opened, world.inbox, now=NOW)
    responses = responses_of(world.folder)
    for person, one in packed.items():
        (kept,) = responses.of(person)
        lines = lines_of(responses.rows(kept).records())
        with zipfile.ZipFile(io.BytesIO(one.data)) as archive:
            written = b"".join(line + b"\n" for line in lines)
            assert written == archive.read("records.jsonl")
            assert canonical(kept.manifest) == archive.read("manifest.json")
        assert digest_of(written, bound_to(kept.manifest)) == kept.manifest["head"]
        manifest = signed_part(canonical(kept.manifest))
        assert signed_by(kept.manifest["public_key"], kept.head["signature"], manifest)


def test_one_program_writes_at_a_time_and_a_killed_one_holds_nothing(world: World) -> None:
    opened = world.begin(trainees(1))
    world.build()
    other = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(world.folder.root)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )  # fmt: skip
    assert other.stdout is not None and other.stdout.readline() == "held\n"
    with pytest.raises(CourseError, match="another program is writing"):
        collect(opened, world.inbox, now=NOW)
    other.kill()
    other.communicate()
    world.inbox.mkdir(exist_ok=True)
    assert collect(opened, world.inbox, now=NOW).files == 0


def strings(data: object) -> set[str]:
    if isinstance(data, str):
        return {data}
    if isinstance(data, dict):
        return set(data) | {text for value in data.values() for text in strings(value)}
    return {text for value in data for text in strings(value)} if isinstance(data, list) else set()


def test_the_key_is_nowhere_but_in_the_locked_file(world: World) -> None:
    world.begin(trainees(2))
    keys = world.build()
    shown = set()
    for paper in papers_of(world.folder).values():
        shown |= strings(paper.data())
    for key in keys:
        secret = strings(key.data()) - shown
        assert len(secret) > 100
        long = {text for text in secret if len(text) > 12}
        for file in world.folder.papers.iterdir():
            text = file.read_text()
            assert not [one for one in long if one in text]
            assert not {"key", "credit", "rationale", "explanation", "sequence"} & strings(json.loads(text))  # fmt: skip
    locked = (world.folder.keys / "final.key.age").read_bytes()
    assert locked.startswith(b"age-encryption.org/v1")
    assert b"Because" not in locked


def test_an_exam_opens_only_for_its_instructors(world: World) -> None:
    from ipt_train.errors import KeyFileError
    from ipt_train.exam.submission.seal import new_identity

    world.begin(trainees(2))
    world.build()
    stranger = world.root / "identity.txt"
    stranger.touch(0o600)
    stranger.write_text(new_identity()[0])
    with pytest.raises(KeyFileError, match="does not open"):
        read_keys(world.folder, "final", stranger)
    stranger.write_text("nothing")
    with pytest.raises(KeyFileError, match="not an age identity"):
        read_keys(world.folder, "final", stranger)


def test_what_a_submission_contains_is_said_before_it_is_written(world: World) -> None:
    opened = world.begin(trainees(1))
    keys = world.build()
    person = next(iter(opened.people))
    packed = world.submission(person, keys[0], blanks=1.0, progress=STUDIED)
    for words in (
        "Course autumn, exam final, attempt 1.",
        f"Your pseudonym: {person}",
        "20 questions: 0 answered, 20 left blank.",
        "Added because you asked for it: progress",
        packed.fingerprint,
        "it cannot show who answered",
    ):
        assert words in packed.contents
    world.hand_in(packed)
    collect(opened, world.inbox, now=NOW)
    grade = grade_all(opened, now=NOW).grades[0].exams[0]
    assert (grade.share, grade.attempts[0].blank) == (0.0, 20)
    (kept,) = responses_of(world.folder).of(person)
    assert kept.head["sections"] == {"progress": STUDIED}


def test_what_changed_after_it_was_received_is_seen(world: World) -> None:
    opened = world.begin(trainees(2))
    keys = world.build()
    for person in opened.people:
        world.hand_in(world.submission(person, keys[0]))
    collect(opened, world.inbox, now=NOW)
    file = world.folder.database
    sound = file.read_bytes()
    for change in (
        "update attempt set records = cast(replace(cast(records as text), 'item-0', 'item-1') as blob) where number = 1",
        "update attempt set records = x'00' where number = 2",
        "update attempt set file = 'x' where number = 1",
        "update attempt set person = 'p-0000000000000000' where number = 1",
        "update attempt set attempt = 2 where number = 1",
        "update attempt set accepted_at = '2026-11-01T12:00:00+00:00' where number = 1",
        "update attempt set number = 9 where number = 1",
        "update receipt set body = (select body from receipt where number = 2) where number = 1",
        "update receipt set run = 0 where number = 1",
        "delete from receipt where number = 2",
        "delete from attempt where number = 2",
        "delete from tally",
    ):
        run_sql(file, change)
        assert file.read_bytes() != sound
        with pytest.raises(CourseError, match=r"course.db: .*(changed|written)"):
            grade_all(opened, now=NOW)
        file.write_bytes(sound)
    assert grade_all(opened, now=NOW).grades[0].share is not None
