"""Marked exams for those who sat them: refused while somebody may hand in, signed, escaped, and put into study."""

import csv
import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ipt_train.course.core.release import ReleaseRequest
from ipt_train.course.core.still_open import still_open
from ipt_train.course.exchange.releases import first_releases, read_releases
from ipt_train.course.operation.collect import collect
from ipt_train.course.operation.course import check_course
from ipt_train.course.operation.release import release
from ipt_train.course.operation.released_exam import standing_of
from ipt_train.errors import CourseError
from ipt_train.exam.core.released import ReleaseLevel
from ipt_train.exam.submission.released_file import read_release_file
from ipt_train.exam.submission.seal import Signer, fingerprint
from ipt_train.files import secret_bytes
from tests.course.handouts import answers_for, hand_in_of, handed, key_for
from tests.course.regraded import Small, answering, label, small
from tests.course.tamper import run_sql
from tests.course.world import NOW, STARTED, World, shelf_for, trainees
from tests.program import run

CLOSED = datetime(2026, 11, 12, 9, tzinfo=UTC)


@pytest.fixture
def course(tmp_path: Path, environment: dict[str, str]) -> Small:
    return small(tmp_path, environment)


def released(course: Small, *, now: datetime = CLOSED, do: bool = True, **more: Any) -> Any:
    opened = course.world.open()
    wanted = ReleaseRequest(do=do, **more)
    return release(opened, opened.course.exam(), course.world.shelf, wanted, now=now)


def file_of(course: Small, place: int) -> Path:
    return course.world.folder.feedback / "final" / f"final-{course.people[place]}.exam.json"


def test_the_dry_run_says_what_would_be_written_for_whom(course: Small) -> None:
    done = course.run("release", "--plain")
    assert "Given0 Family0: Id s0000, Grade 95.0%, Missed 1" in done.stdout
    assert "No work that counts, so nothing is written for: Given3 Family3 (s0003)." in done.stdout
    assert "Nothing was written; --do does it." in done.stdout
    assert not course.world.folder.feedback.exists()
    assert read_releases(course.world.folder) == ()


def test_each_person_gets_her_own(course: Small) -> None:
    result = released(course)
    assert [one.person for one in result.people] == course.people[:3]
    folder = course.world.folder.feedback / "final"
    assert len(list(folder.iterdir())) == 2 * 3 + 1
    assert {one.stat().st_mode & 0o777 for one in folder.iterdir()} == {0o600}
    rows = list(csv.DictReader((folder / "hand-back.csv").open(encoding="utf-8")))
    assert [one["email"] for one in rows] == [f"s000{n}@example.org" for n in range(3)]
    entry = course.entry("single-best-answer")
    number = int(str(entry.item.id)[-2:])
    first, mark = read_release_file(file_of(course, 0).read_bytes())
    assert mark == fingerprint(Signer(secret_bytes(course.world.folder.signing_key)).public)
    assert (first.person, first.share, first.missed) == (course.people[0], 0.95, (entry.item.id,))
    question = next(one for one in first.attempts[0].questions if one.item == entry.item.id)
    said = {one.label: (one.text[3:], one.why) for one in question.lines if one.label}
    assert said == {
        "The key": (f"Answer b of {number}", f"Because b of {number}."),
        "Your answer, wrong": (f"Answer c of {number}", f"Because c of {number}."),
    }
    assert (question.explanation, question.mark) == (f"The idea of {number}.", 0.0)
    assert question.sources
    blank, _ = read_release_file(file_of(course, 1).read_bytes())
    empty = next(one for one in blank.attempts[0].questions if one.item == entry.item.id)
    assert (empty.mark, empty.missed, empty.right) == (None, True, False)
    page = (folder / f"final-{course.people[1]}.html").read_text()
    assert "You left it blank." in page
    assert "Given1 Family1" in page
    assert not any(f"Given{n}" in page or course.people[n] in page for n in (0, 2, 3))


@pytest.mark.parametrize(
    ("level", "has", "lacks"),
    [
        (ReleaseLevel.MARKS, ("19</strong>",), ("Which answer belongs", "Answer b of", "Because", "The idea")),
        (ReleaseLevel.KEYS, ("Which answer belongs", "Answer b of"), ("Because", "The idea", "Source")),
        (ReleaseLevel.RATIONALES, ("Which answer belongs", "Because b", "The idea", "Source"), ()),
    ],
)  # fmt: skip  # a table
def test_no_more_is_released_than_was_asked_for(
    course: Small, level: ReleaseLevel, has: tuple[str, ...], lacks: tuple[str, ...]
) -> None:
    released(course, level=level)
    page = (course.world.folder.feedback / "final" / f"final-{course.people[0]}.html").read_text()
    text = page + file_of(course, 0).read_text() + str(read_releases(course.world.folder))
    assert all(one in page for one in has)
    assert not any(one in text for one in lacks)
    assert read_releases(course.world.folder)[0].level == str(level)


def test_levels_exclude_each_other(course: Small) -> None:
    done = course.run("release", "--marks-only", "--with-keys")
    assert (done.returncode, "--marks-only, --with-keys and --with-rationales" in done.stderr) == (2, True)  # fmt: skip


def test_it_is_refused_while_somebody_may_still_hand_in(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    course = small(tmp_path, environment)
    late = course.people[3]
    course.world.tail = (
        f"extensions:\n  - {{person: {late}, exam: final, due: '2026-11-20T17:00'}}\n"
    )
    course.world.write_course()
    tried = released(course, do=False)
    assert tried.still_open == {"Given3 Family3 (s0003)": "an extension until 2026-11-20 17:10, Europe/London"}  # fmt: skip
    with pytest.raises(CourseError, match=r"may still hand in: Given3 Family3 \(s0003\) \(an extension") as caught:  # fmt: skip
        released(course)
    assert caught.value.hint == "wait, or add --anyway --by WHO, which is logged"
    assert not course.world.folder.feedback.exists()
    with pytest.raises(CourseError, match="granted another attempt"):
        released(course, now=datetime(2026, 12, 1, tzinfo=UTC), granted={course.people[0]: 2})
    done = course.run("release", "--do", "--anyway")
    assert "add --by WHO" in done.stderr
    released(course, anyway=True, by="A. Tutor")
    (logged,) = read_releases(course.world.folder)
    assert (logged.by, logged.anyway) == ("A. Tutor", {late: "an extension until 2026-11-20 17:10, Europe/London"})  # fmt: skip
    released(course, now=datetime(2026, 11, 20, 17, 11, tzinfo=UTC))
    assert first_releases(course.world.folder) == {"final": CLOSED}


def test_who_may_still_hand_in(course: Small) -> None:
    opened = course.world.open()
    exam = opened.course.exam()  # due 17:00, ten minutes of grace, two attempts
    came = {"a": 0, "b": 1, "c": 2}
    due = datetime(2026, 11, 9, 17, tzinfo=UTC)
    for now, expected in (
        (due, {"a", "b"}),
        (due + timedelta(minutes=10), {"a", "b"}),
        (due + timedelta(minutes=11), set()),
    ):
        assert set(still_open(opened.course, exam, came, now)) == expected
    granted = still_open(opened.course, exam, came, due + timedelta(days=1), {"c": 1})
    assert granted == {"c": "was granted another attempt"}
    from dataclasses import replace

    endless = replace(exam, due=None)
    assert set(still_open(opened.course, endless, came, due)) == {"a", "b"}


def test_what_arrives_after_the_release_is_marked_so(course: Small) -> None:
    released(course)
    opened = course.world.open()
    person = course.people[3]
    course.world.hand_in(course.world.submission(person, course.key, ability=1.0, started=STARTED))
    assert len(collect(opened, course.world.inbox, now=CLOSED + timedelta(hours=1)).accepted) == 1
    grade = course.typed("grade")["grades"][3]["exams"][0]
    assert "attempt 1 was handed in after the release of 2026-11-12T09:00+00:00" in grade["note"]
    assert "after the release" in (course.world.folder.results / "grades.csv").read_text()
    assert "after the release" in course.run("gradebook").stdout
    before = [one["exams"][0]["note"] for one in course.typed("grade")["grades"][:3]]
    assert before == ["", "", ""]
    again = released(course, now=CLOSED + timedelta(days=1))
    assert "after the release" in again.people[3].note


def test_where_the_class_stands_is_told_from_ten_people_on(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    assert standing_of([0.5] * 9) is None
    stands = standing_of([n / 10 for n in range(1, 11)])
    assert stands is not None
    assert (stands.people, stands.mean, stands.median) == (10, pytest.approx(0.55), 0.55)
    assert (stands.lower, stands.upper) == (pytest.approx(0.325), pytest.approx(0.775))  # R, type 7
    for people, told in ((10, False), (11, True)):
        folder = tmp_path / str(people)
        folder.mkdir()
        course = small(folder, environment, people=people)
        released(course)
        one, _ = read_release_file(file_of(course, 0).read_bytes())
        assert (one.standing is not None) is told
        page = course.world.folder.feedback / "final" / f"final-{course.people[0]}.html"
        assert ("The class" in page.read_text()) is told


def test_marks_by_hand_and_regrades_are_in_it(course: Small) -> None:
    first, second, third = (str(course.entry("single-best-answer", n).item.id) for n in range(3))
    course.world.folder.marks.write_text(f"person,exam,item,mark,comment\n{course.people[0]},final,{first},0.5,half\n")  # fmt: skip
    course.regrade("--leave-out", second, "--full-marks", third)
    released(course)
    one, _ = read_release_file(file_of(course, 0).read_bytes())
    asked = {question.item: question for question in one.attempts[0].questions}
    assert (asked[first].mark, asked[first].by_hand) == (0.5, True)
    assert (asked[second].counts, asked[second].missed) == (False, False)
    assert "left out for everybody: it proved faulty" in asked[second].regraded[0]
    counting = [question.mark or 0.0 for question in asked.values() if question.counts]
    assert one.share == pytest.approx(sum(counting) / len(counting)) == pytest.approx(18.5 / 19)


def test_a_page_escapes_whatever_it_shows(tmp_path: Path, environment: dict[str, str]) -> None:
    course = small(tmp_path, environment)
    evil = '<script>alert(1)</script>"\u202e&'
    course.world.people[0] = ("s0000", evil, "s0000@example.org")
    course.world.write_roster()
    item = str(course.entry("single-best-answer").item.id)
    course.regrade("--leave-out", item, reason=evil)
    released(course)
    page = (course.world.folder.feedback / "final" / f"final-{course.people[0]}.html").read_text()
    assert "<script" not in page
    assert "\u202e" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 3
    assert "default-src 'none'; style-src 'sha256-" in page


def show(course: Small, *words: str, place: int = 0) -> Any:
    return run("exam", "show", str(file_of(course, place)), *words, env=course.environment)


def test_the_learner_reads_it_in_her_terminal(course: Small) -> None:
    released(course)
    plain = show(course, "--plain")
    assert plain.returncode == 0, plain.stderr
    assert "Your grade 95.0% passed" in plain.stdout
    assert "Your answer, wrong: " in plain.stdout
    assert "You missed 1 question; --queue puts it into your study." in plain.stdout
    data = json.loads(show(course, "--json").stdout)["data"]
    assert data["released"]["share"] == 0.95
    rows = list(csv.DictReader(show(course, "--csv").stdout.splitlines()))
    assert (len(rows), sum(int(one["missed"]) for one in rows)) == (20, 1)
    assert not (Path(course.environment["IPT_TRAIN_HOME"]) / "data" / "profiles").exists()


def test_what_was_missed_goes_into_her_study(course: Small) -> None:
    """What her banks have comes first; what they lack is named and skipped."""
    released(course)
    own = str(course.world.folder.root / "bank" / "own.yaml")
    item = str(course.entry("single-best-answer").item.id)
    lacking = show(course, "--queue", "--json")
    assert json.loads(lacking.stdout)["data"]["lacking"] == [item]
    assert f"Not in your banks, and so left out: {item}." in show(course, "--queue", "--plain").stdout  # fmt: skip
    done = json.loads(show(course, "--queue", "--bank", own, "--json").stdout)["data"]
    assert (done["queued"], done["lacking"]) == ([item], [])
    said = show(course, "--queue", "--bank", own, "--plain").stdout
    assert "1 question comes first when you next study." in said
    log = next(Path(course.environment["IPT_TRAIN_HOME"]).rglob("default.db"))
    with closing(sqlite3.connect(log)) as opened:
        queued = opened.execute("select item from event where kind = 'queue'").fetchall()
    assert queued == [(item,)] * 2  # by each of the two that found it
    none = show(course, "--queue", "--bank", own, "--plain", place=2)
    assert "You missed none" in none.stdout


@pytest.mark.parametrize(
    ("old", "new"),
    [(b'"share":0.95', b'"share":1.0'), (b'"right":false', b'"right":true'), (b"Final exam", b"Final exxm")],
)  # fmt: skip
def test_a_changed_file_is_refused(course: Small, old: bytes, new: bytes) -> None:
    released(course)
    file = file_of(course, 0)
    data = file.read_bytes()
    assert old in data
    file.write_bytes(data.replace(old, new, 1))
    done = show(course, "--queue")
    assert (done.returncode, done.stdout) == (2, "")
    assert "was changed after it was signed" in done.stderr


def test_what_is_no_marked_exam_is_said_so(course: Small, tmp_path: Path) -> None:
    released(course)
    for name, content in (
        ("x.json", b"{}"), ("y.json", b"\xff"), ("z.json", b"[" * 9000), ("p.json", b'{"format":1e999}'),
    ):  # fmt: skip
        (tmp_path / name).write_bytes(content)
        done = run("exam", "show", str(tmp_path / name), env=course.environment)
        assert (done.returncode, "this is not a marked exam" in done.stderr) == (2, True), name
        assert "ends in .exam.json" in done.stderr
    gone = run("exam", "show", str(tmp_path / "gone.exam.json"), env=course.environment)
    assert (gone.returncode, "cannot be read" in gone.stderr) == (2, True)


def test_a_changed_log_of_releases_stops_grading(course: Small) -> None:
    """Attempts that came after it would no longer be named."""
    released(course)
    run_sql(course.world.folder.database, "delete from feedback_release")
    done = course.run("grade")
    assert (done.returncode, done.stdout) == (2, "")
    assert "course.db: the log of releases has been changed or damaged" in done.stderr
    (finding,) = check_course(course.world.folder, course.world.shelf).findings
    assert str(finding.code) == "K024"
    words = collect(course.world.open(), course.world.inbox, now=CLOSED).mended
    assert words == ("releases that are gone from course.db: 1", "release again: grades mark work as arriving late only if a logged release came before it")  # fmt: skip
    assert check_course(course.world.folder, course.world.shelf).sound


def test_every_counted_attempt_is_shown_and_no_other(course: Small) -> None:
    """The best of two: the page has the questions of the one that counts."""
    entry = course.entry("single-best-answer")
    again = answering(entry, [label(entry, "d")])
    packed = course.world.submission(course.people[0], course.key, ability=1.0, attempt=2, change=again)  # fmt: skip
    course.world.hand_in(packed)
    collect(course.world.open(), course.world.inbox, now=NOW + timedelta(hours=1))
    released(course)
    one, _ = read_release_file(file_of(course, 0).read_bytes())
    assert [(each.number, each.counted, len(each.questions)) for each in one.attempts] == [(1, True, 20), (2, False, 0)]  # fmt: skip
    page = (course.world.folder.feedback / "final" / f"final-{course.people[0]}.html").read_text()
    assert "Attempt 2, form A: 95.0%, which does not count." in page


def test_what_was_handed_in_by_pages_is_regraded_and_handed_back(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    """Whoever took the exam in a browser has no signing key."""
    world = World(root=tmp_path, shelf=shelf_for(tmp_path), forms=1, head="enrolment: handed-out\n")
    world.begin(trainees(3))
    keys = world.build()
    pages = handed(world).pages
    for one in pages[:2]:
        answers = answers_for(key_for(keys, one.page), one.person)
        (world.inbox / f"{one.id}.json").write_bytes(hand_in_of(one.page, answers))
    assert len(collect(world.open(), world.inbox, now=NOW).accepted) == 2
    course = Small(world=world, people=[one.person for one in pages], environment=environment)
    item = str(course.entry("single-best-answer").item.id)
    course.regrade("--full-marks", item)
    assert released(course).without == ("Given2 Family2 (s0002)",)
    for place, page in enumerate(pages[:2]):
        one, _ = read_release_file(file_of(course, place).read_bytes())
        (attempt,) = one.attempts
        key = key_for(keys, page.page)
        assert (attempt.form, len(attempt.questions)) == (page.form, len(key.entries))
        assert [each.item for each in attempt.questions] == [each.item.id for each in key.entries]
        asked = next(each for each in attempt.questions if each.item == item)
        assert (asked.mark, asked.missed) == (1.0, False)
        assert one.share == course.typed("grade")["grades"][place]["exams"][0]["share"]
