"""Decided for one person: attempts made void or granted."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ipt_train.course.core.release import ReleaseRequest
from ipt_train.course.exchange.exceptions import exceptions_of
from ipt_train.course.operation.course import check_course
from ipt_train.course.operation.grade import grade_all
from ipt_train.course.operation.release import release
from ipt_train.errors import CourseError, UsageError
from ipt_train.figure.rounding import percent
from tests.course.group import CLOSED, WHY, Group
from tests.course.handouts import answers_for, data_of, hand_in_of, handed
from tests.course.tamper import cells, run_sql
from tests.course.world import NOW


@pytest.fixture
def group(tmp_path: Path, environment: dict[str, str]) -> Group:
    return Group(tmp_path, environment)


def mistyped(group: Group) -> None:
    """The fourth hands in under the third's pseudonym, and then both hand in rightly: both are locked out."""
    third, fourth = group.people[2:]
    world = group.world
    own = world.submission(
        fourth, group.key, ability=0.4, started=datetime(2026, 11, 9, 9, 30, tzinfo=UTC)
    )
    wrong = world.submission(
        third, group.key, key=world.key_of(fourth), change=lambda _: _answers(group, fourth)
    )
    world.hand_in(wrong, "wrong.submission.zip")
    assert [one["person"] for one in group.collect().accepted] == [third]
    world.hand_in(own, "own.submission.zip")
    world.hand_in(world.submission(third, group.key, ability=0.9), "third.submission.zip")


def _answers(group: Group, person: str) -> Any:
    return answers_for(group.key, seed=person, ability=0.4)


def test_a_pseudonym_typed_wrong_is_healed_by_commands_alone(group: Group) -> None:
    mistyped(group)
    locked_out = group.collect()
    assert {one.file for one in locked_out.refused} == {"own.submission.zip", "third.submission.zip"}  # fmt: skip
    third, fourth = group.people[2:]

    dry = group.run("void", third)
    assert (dry.returncode, "nothing was changed" in dry.stdout) == (0, True), dry.stderr
    assert len(group.collect().refused) == 2
    done = group.run("void", "s0002", "--exam", "final", *WHY, "--do")
    assert done.returncode == 0, done.stderr
    assert "Given2 Family2 (s0002) may hand in with another" in done.stdout

    healed = group.collect()
    assert {one["person"] for one in healed.accepted} == {third, fourth}
    words = f"attempt 1 of {third} was made void by A. Tutor: typed another's pseudonym"
    assert [(one.file, one.why) for one in healed.refused] == [("wrong.submission.zip", words)]
    assert None not in [group.share(place) for place in range(4)]
    assert group.share(2) != group.share(3)
    assert [one.code for one in check_course(group.world.folder, group.world.shelf).findings] == []


def test_a_void_attempt_counts_nowhere_and_is_named_everywhere(group: Group) -> None:
    before = group.grades()
    person = group.people[0]
    rows = group.run("export").stdout.count("\n")
    assert group.run("void", person, *WHY, "--do").returncode == 0
    words = f"not counted: attempt 1 at final by {person} was made void by A. Tutor: typed another's pseudonym"  # fmt: skip
    for command in (("grade",), ("items",), ("export",), ("release",), ("people",), ("gradebook",), ("gradebook", "--to", "canvas", "--column", "1")):  # fmt: skip
        done = group.run(*command)
        assert words in done.stderr, (command, done.stderr)
        if command == ("export",):
            assert done.stdout.count("\n") == rows - 20
    rules = (group.world.folder.results / "rules.csv").read_text()
    assert "made void by the instructors and not counted: 1 attempt" in rules
    assert person not in rules
    assert (group.share(0), "attempt 1 was made void by A. Tutor" in group.note(0)) == (None, True)
    assert group.grades()[group.people[1]] == before[group.people[1]]
    kept = cells(group.world.folder.database, "select person, who, length(records) > 9 from voided")
    assert kept == [(person, "A. Tutor", 1)]


def test_a_key_that_signed_something_else_or_was_told_stays(group: Group) -> None:
    person = group.people[0]
    group.world.hand_in(group.world.submission(person, group.key, attempt=2), "two.submission.zip")
    group.collect()
    several = group.run("void", person)
    assert (several.returncode, "--attempt: 1, 2" in several.stderr) == (2, True)
    assert group.run("void", person, "--attempt", "2", *WHY, "--do").returncode == 0
    keys = "select person from signing_key"
    assert (person,) in cells(group.world.folder.database, keys)
    other = group.people[1]
    (mark,) = cells(group.world.folder.database, f"select fingerprint from signing_key where person = '{other}'")[0]  # fmt: skip
    assert (
        group.run("enrol", other, mark.decode() if isinstance(mark, bytes) else mark).returncode
        == 0
    )
    told = group.run("void", other, *WHY, "--do")
    assert (told.returncode, "may hand in with another" in told.stdout) == (0, False)
    assert (other,) in cells(group.world.folder.database, keys)
    again = group.run("void", person, "--attempt", "2", *WHY, "--do")
    assert (again.returncode, "no attempt 2" in again.stderr) == (2, True)


def test_a_page_may_be_handed_in_again_after_its_attempt_was_made_void(group: Group) -> None:
    person = group.people[2]
    page = handed(group.world, only=[person]).pages[0].page
    first, second = group.world.inbox / "first.json", group.world.inbox / "second.json"
    first.write_bytes(hand_in_of(page, answers_for(group.key, "x", ability=0.2)))
    assert [one["person"] for one in group.collect().accepted] == [person]
    assert group.run("void", person, *WHY, "--do").returncode == 0
    second.write_bytes(hand_in_of(page, answers_for(group.key, "y", ability=1.0)))
    found = group.collect()
    assert [one["file"] for one in found.accepted] == ["second.json"]
    assert [one.file for one in found.refused] == ["first.json"]
    assert group.share(2) == 1.0


@pytest.mark.parametrize("words", [("--do",), ("--do", "--by", "A"), ("--do", "--reason", " ", "--by", "A")])  # fmt: skip
def test_nothing_is_void_without_who_and_why(group: Group, words: tuple[str, ...]) -> None:
    done = group.run("void", group.people[0], *words)
    assert (done.returncode, "hint: add --by WHO and --reason WHY" in done.stderr) == (2, True)
    assert exceptions_of(group.world.folder).void == ()


@pytest.mark.parametrize("change", ["update voided set who = 'B'", "delete from granted"])
def test_a_log_that_was_changed_stops_grading(group: Group, change: str) -> None:
    assert group.run("void", group.people[0], *WHY, "--do").returncode == 0
    assert group.run("attempt", group.people[1], *WHY).returncode == 0
    run_sql(group.world.folder.database, change)
    with pytest.raises(CourseError, match="void or granted"):
        group.grades()
    found = check_course(group.world.folder, group.world.shelf).findings
    assert [one.code for one in found] == ["K024"]


def test_one_more_attempt_for_one_person(group: Group) -> None:
    first, second = group.people[:2]
    world = group.world
    for number in (2, 3):
        for person in (first, second):
            packed = world.submission(person, group.key, attempt=number, ability=number / 3)
            world.hand_in(packed, f"{person}-{number}.submission.zip")
    group.collect()
    opened = world.open()
    wanted = ReleaseRequest()
    exam = opened.course.exam()
    with pytest.raises(UsageError, match=f"allows {first} 2 but this would be attempt 3"):
        handed(world, attempt=3, only=[first])

    done = group.run("attempt", "s0000", "--exam", "final", *WHY)
    assert done.returncode == 0, done.stderr
    assert f"{NAMED} now has 3 attempts at final" in done.stdout
    assert "is late" in done.stdout
    numbers = {who: [one["number"] for one in grade["exams"][0]["attempts"]] for who, grade in group.grades().items()}  # fmt: skip
    assert (numbers[first], numbers[second]) == ([1, 2, 3], [1, 2])
    assert "1 more than the attempts allowed" in group.note(1)
    assert [one.person for one in handed(world, attempt=3).pages] == [first]
    assert release(opened, exam, world.shelf, wanted, now=CLOSED).still_open == {}

    group.run("attempt", first, *WHY)
    waiting = release(opened, exam, world.shelf, wanted, now=CLOSED).still_open
    assert waiting == {"Given0 Family0 (s0000)": "was granted another attempt"}
    assert handed(world, attempt=4, only=[first]).pages[0].page.endswith("-attempt-4.html")
    rules = grade_all(opened, now=NOW).rules["final"]
    assert "granted beyond those allowed: 2 attempts" in rules


NAMED = "Given0 Family0 (s0000)"
"""The first of the group, as the roster names her."""
BACK = ("--by", "B. Tutor", "--reason", "it was theirs after all")


def test_what_void_changes_is_told_and_can_be_taken_back(group: Group) -> None:
    person, before = group.people[0], group.grades()
    share = before[person]["exams"][0]["share"]
    receipts = cells(group.world.folder.database, "select run, body from receipt order by body")
    words = f"the grade of {NAMED}: {percent(share)} to no grade"
    assert words in group.run("void", person).stdout
    assert words in group.run("void", person, *WHY, "--do").stdout

    dry = group.run("void", person, "--undo")
    assert (dry.returncode, f"the grade of {NAMED}: no grade to {percent(share)}" in dry.stdout) == (0, True)  # fmt: skip
    assert "nothing was changed" in dry.stdout
    assert group.share(0) is None
    assert group.run("void", person, "--undo", "--do").returncode == 2
    done = group.run("void", person, "--undo", *BACK, "--do")
    assert done.returncode == 0, done.stderr
    assert "taken back: attempt 1 was made void by A. Tutor: typed another's pseudonym" in done.stdout  # fmt: skip
    assert group.grades() == before
    assert cells(group.world.folder.database, "select run, body from receipt order by body") == receipts  # fmt: skip
    logged = cells(group.world.folder.database, "select who, reason, person from taken_back")
    assert logged == [("B. Tutor", "it was theirs after all", person)]
    assert "not counted" not in group.run("grade").stderr
    assert group.collect().known == 2, "its key and its file are as before"
    assert [one.code for one in check_course(group.world.folder, group.world.shelf).findings] == []
    again = group.run("void", person, "--undo")
    assert (again.returncode, "was made void" in again.stderr) == (2, True)


def test_void_is_not_taken_back_over_what_was_handed_in_since(group: Group) -> None:
    person = group.people[0]
    assert group.run("void", person, *WHY, "--do").returncode == 0
    group.world.hand_in(group.world.submission(person, group.key, ability=1.0), "again.zip")
    group.collect()
    done = group.run("void", person, "--undo", *BACK, "--do")
    assert (done.returncode, "now has another attempt 1 at `final`" in done.stderr) == (2, True)
    hint = done.stderr.partition("make that one void first: `ipt-train course ")[2].split("`")[0]
    assert group.run(*hint.split(), *WHY, "--do").returncode == 0
    # of two that were made void, the one that was last
    assert group.run("void", person, "--undo", *BACK, "--do").returncode == 0
    assert group.share(0) == 1.0


def test_work_of_somebody_else_does_not_come_back(group: Group) -> None:
    mistyped(group)
    third, fourth = group.people[2:]
    (group.world.inbox / "third.submission.zip").unlink()
    assert group.run("void", third, *WHY, "--do").returncode == 0
    assert [one["person"] for one in group.collect().accepted] == [fourth]
    done = group.run("void", third, "--undo", *BACK, "--do")
    assert (done.returncode, f"has since been accepted from {fourth}" in done.stderr) == (2, True)
    assert group.share(2) is None


def test_a_granted_attempt_says_whose_grade_it_changes_and_can_be_taken_back(group: Group) -> None:
    person, world = group.people[0], group.world
    for number in (2, 3):
        packed = world.submission(person, group.key, attempt=number, ability=0.2 if number == 2 else 1.0)  # fmt: skip
        world.hand_in(packed, f"{number}.submission.zip")
    group.collect()
    before = group.share(0)
    assert before is not None
    nothing = group.run("attempt", person, "--undo", *BACK)
    assert (nothing.returncode, "was granted no attempt" in nothing.stderr) == (2, True)

    done = group.run("attempt", person, *WHY)
    assert f"the grade of {NAMED}: {percent(before)} to 100.0%" in done.stdout, done.stderr
    assert "one more attempt was granted by A. Tutor: typed another's pseudonym" in group.note(0)
    words = f"{person} at final: one more attempt was granted by A. Tutor"
    for command in ("grade", "items", "export", "gradebook", "people"):
        assert words in group.run(command).stderr, command

    back = group.run("attempt", person, "--undo", *BACK)
    assert back.returncode == 0, back.stderr
    assert f"the grade of {NAMED}: 100.0% to {percent(before)}" in back.stdout
    assert "taken back: one more attempt was granted by A. Tutor" in back.stdout
    assert f"{NAMED} now has 2 attempts at final" in back.stdout
    assert group.share(0) == before
    assert "granted" not in group.run("grade").stderr


def test_a_decision_is_not_held_up_where_the_keys_do_not_open(group: Group) -> None:
    group.world.folder.identity.rename(group.world.root / "identity.txt")
    done = group.run("void", group.people[0], *WHY, "--do")
    assert (done.returncode, "cannot be worked out" in done.stdout) == (0, True), done.stderr
    with_key = ("--identity", str(group.world.root / "identity.txt"))
    assert "no grade to" in group.run("void", group.people[0], "--undo", *with_key).stdout


def test_a_granted_attempt_is_taken_in_a_page_or_in_the_terminal(group: Group) -> None:
    """The first was taken in the other way, and each of the second is accepted and counts."""
    first, second = group.people[:2]
    for person, id_ in ((first, "s0000"), (second, "s0001")):
        done = group.run("attempt", id_, "--exam", "final", *WHY)
        assert f"`ipt-train exam submit PAPER --person {person} --number 3`" in done.stdout
        typed = done.stdout.partition("a page for it: `ipt-train course ")[2].partition("`")[0]
        assert group.run(*typed.split()).returncode == 0, typed
    pages = group.world.folder.hand_out / "final"
    page = next(one for one in pages.glob("*.html") if data_of(one)["person"] == first)
    saved = hand_in_of(page, answers_for(group.key, first, ability=1.0))
    (group.world.inbox / "page.hand-in.json").write_bytes(saved)
    packed = group.world.submission(second, group.key, attempt=3, ability=1.0)
    group.world.hand_in(packed, "third.submission.zip")
    found = group.collect()
    assert sorted((one["person"], one["attempt"]) for one in found.accepted) == sorted(
        [(first, 3), (second, 3)]
    ), found.refused
    assert (group.share(0), group.share(1)) == (1.0, 1.0)


def test_a_second_attempt_that_says_it_is_the_first_is_told_how_to_say_so(group: Group) -> None:
    person = group.people[0]
    again = group.world.submission(person, group.key, ability=1.0)
    group.world.hand_in(again, "again.submission.zip")
    (refused,) = group.collect().refused
    assert f"`ipt-train exam submit PAPER --person {person} --number 2`" in refused.why
