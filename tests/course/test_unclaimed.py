"""Accepted work that belongs to nobody: an id that was corrected, a line that was lost, an exam renamed."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ipt_train.course.exchange.people import stored_people
from ipt_train.course.exchange.regrades import regrades_of
from ipt_train.course.operation import examine_submissions
from ipt_train.course.operation.cohort_progress import cohort_progress
from ipt_train.course.operation.collect import collect
from ipt_train.course.operation.course import check_course, make_good
from ipt_train.course.operation.grade import grade_all
from ipt_train.course.operation.pack import pack_course
from ipt_train.course.operation.regrade import RegradeRequest, regrade
from ipt_train.errors import UnclaimedWorkError
from tests.course.world import NOW, World, shelf_for
from tests.program import run
from tests.report.pages import forms

PEOPLE = [
    ("1001", "Ann Lee", "ann@example.org"),
    ("1002", "Bo Li", "bo@example.org"),
    ("1003", "García, José", "jose@example.org"),
]


class Case:
    """A course of three who all handed in."""

    def __init__(self, root: Path) -> None:
        self.world = World(root=root, shelf=shelf_for(root), forms=1)
        opened = self.world.begin(PEOPLE)
        self.key = self.world.build()[0]
        self.pseudonyms = list(opened.people)
        self.lost = self.pseudonyms[2]
        for person in self.pseudonyms:
            self.world.hand_in(self.world.submission(person, self.key))
        assert len(collect(opened, self.world.inbox, now=NOW).accepted) == 3
        self.course = ("--course", str(self.world.folder.root))

    def roster(self, people: list[tuple[str, str, str]]) -> None:
        self.world.people = people
        self.world.write_roster()


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case(tmp_path)


def corrected(case: Case) -> None:
    case.roster([*PEOPLE[:2], ("S1003", *PEOPLE[2][1:])])


def removed(case: Case) -> None:
    case.roster(PEOPLE[:2])


def renamed(case: Case) -> None:
    text = case.world.folder.course.read_text()
    case.world.folder.course.write_text(text.replace("id: final", "id: finals"))


def marked(case: Case) -> None:
    """Nothing but a mark by hand stands against the pseudonym that was lost."""
    case.world.folder.database.unlink()
    make_good(case.world.folder, NOW)
    line = f"{case.lost},final,,0.9,Oral exam\r\n"
    case.world.folder.marks.write_text(f"person,exam,item,mark,comment\r\n{line}", newline="")
    case.world.open()
    removed(case)


SLIPS: dict[str, tuple[Callable[[Case], None], str]] = {
    "an id is corrected": (corrected, r"attempt 1 at final by p-[0-9a-f]{16} \(1003, García, José\), who is not on the roster"),
    "a line is removed": (removed, r"attempt 1 at final by p-[0-9a-f]{16} \(1003, García, José\), who is not on the roster"),
    "an exam is renamed": (renamed, r"attempt 1 at final by p-[0-9a-f]{16}: course.yaml has no such exam"),
    "a person with a mark by hand is removed": (marked, r"a mark by hand for final by p-[0-9a-f]{16} \(1003, García, José\), who is not"),
}  # fmt: skip


@pytest.mark.parametrize("name", SLIPS)
def test_work_that_belongs_to_nobody_is_named(
    case: Case, name: str, environment: dict[str, str]
) -> None:
    slip, words = SLIPS[name]
    slip(case)
    found = check_course(case.world.folder, case.world.shelf)
    assert any(re.search(words, one.message) for one in found.findings), found.findings
    checked = run("course", "check", *case.course, env=environment)
    assert (checked.returncode, bool(re.search(words, checked.stdout))) == (1, True)
    collected = run("course", "collect", str(case.world.inbox), "--json", *case.course, env=environment)  # fmt: skip
    if slip is not marked:
        assert any(re.search(words, one) for one in json.loads(collected.stdout)["data"]["unclaimed"])  # fmt: skip
    assert collected.returncode == 1
    if slip is renamed:
        return
    book = case.world.root / "book.csv"
    for command in (("grade",), ("gradebook", "-o", str(book)), ("regrade",)):
        stopped = run("course", *command, *case.course, env=environment)
        assert stopped.returncode == 1
        assert re.search(words, stopped.stderr)
        assert "hint: put the id back into roster.csv" in stopped.stderr
    assert not book.exists()
    assert not case.world.folder.results.exists()


@pytest.mark.parametrize(
    "words",
    [
        ("people",), ("items", "--csv"), ("export",), ("progress",), ("report", "--html", "r.html"),
        ("standard", "cohen"), ("receipts", "back"),
    ],
)  # fmt: skip
def test_whatever_passes_over_it_says_so(
    case: Case, environment: dict[str, str], words: tuple[str, ...]
) -> None:
    corrected(case)
    root = case.world.root
    placed = [str(root / one) if one in ("r.html", "back") else one for one in words]
    done = run("course", *placed, *case.course, env=environment)
    assert done.returncode == 0, done.stderr
    assert f"belongs to nobody: attempt 1 at final by {case.lost} (1003, García, José)" in done.stderr  # fmt: skip


def test_left_out_on_purpose_it_is_still_named(case: Case, environment: dict[str, str]) -> None:
    corrected(case)
    for words in (
        ("check",),
        ("collect", str(case.world.inbox)),
        ("grade",),
        ("gradebook", "-o", str(case.world.root / "book.csv")),
        ("regrade",),
    ):
        done = run("course", *words, "--without-strangers", *case.course, env=environment)
        assert done.returncode == 0, done.stderr
        assert case.lost in done.stdout + done.stderr
    table = (case.world.folder.results / "grades.csv").read_text()
    rules = (case.world.folder.results / "rules.csv").read_text()
    assert f"left out, since it belongs to nobody: attempt 1 at final by {case.lost}, who is not" in rules  # fmt: skip
    assert "García" not in table + rules
    assert (
        "nothing was handed in under this pseudonym; work under 1 pseudonym that is not on the roster is left out"
        in table
    )
    data = json.loads((case.world.folder.results / "grades.json").read_text())
    assert [one["person"] for one in data["unclaimed"]] == [case.lost]
    assert "García" not in json.dumps(data)
    book = (case.world.root / "book-rules.csv").read_text()
    assert "left out, since it belongs to nobody" in book


def test_putting_the_id_back_mends_it(case: Case) -> None:
    before = grade_all(case.world.open(), now=NOW)
    corrected(case)
    with pytest.raises(UnclaimedWorkError, match=case.lost):
        grade_all(case.world.open(), now=NOW)
    case.roster(PEOPLE)
    assert grade_all(case.world.open(), now=NOW) == before
    assert check_course(case.world.folder, case.world.shelf).findings == ()


def test_a_regrade_writes_nothing_either(case: Case) -> None:
    removed(case)
    opened = case.world.open()
    item = str(case.key.entries[0].item.id)
    request = RegradeRequest(by="A", reason="x", leave_out=[item], do=True)
    with pytest.raises(UnclaimedWorkError):
        regrade(opened, opened.course.exam(), case.world.shelf, request, now=NOW)
    assert regrades_of(case.world.folder) == []


def names(case: Case) -> list[str]:
    return [row.name for row in stored_people(case.world.folder)]


def test_names_are_kept_only_of_whom_there_is_something(case: Case) -> None:
    """Who handed nothing in and leaves is forgotten; who handed in can still be told."""
    case.roster([*PEOPLE, ("1004", "Dee Roe", "dee@example.org")])
    case.world.open()
    assert "Dee Roe" in names(case)
    case.roster(PEOPLE[:2])
    case.world.open()
    kept = names(case)
    assert "García, José" in kept
    assert "Dee Roe" not in kept
    case.world.open()
    assert names(case) == kept


def test_a_mark_for_a_pseudonym_of_nobody_is_a_slip(case: Case) -> None:
    line = "p-0123456789abcdef,final,,0.9,\r\n"
    case.world.folder.marks.write_text(f"person,exam,item,mark,comment\r\n{line}", newline="")
    codes = [one.code for one in check_course(case.world.folder, case.world.shelf).findings]
    assert codes == ["K012"]


def test_progress_does_not_call_a_person_idle_in_silence(case: Case) -> None:
    corrected(case)
    found = cohort_progress(case.world.open(), ())
    reasons = [why for one in found.learners for why in one.reasons]
    assert reasons == ["has handed in nothing yet under this pseudonym"]
    assert "Left out: work under 1 pseudonym that is not on the roster." in found.rules


def test_a_key_that_is_gone_is_no_absence(case: Case) -> None:
    """Another exam is built; without this the first would be told as not built yet."""
    text = case.world.folder.course.read_text().replace(
        "thresholds:", "  - {id: second, title: Second, length: 5}\nthresholds:"
    )
    case.world.folder.course.write_text(text)
    from ipt_train.course.operation.build_exam import build_exam
    from ipt_train.errors import CourseError

    opened = case.world.open()
    build_exam(opened, opened.course.exam("second"), case.world.shelf, seed=1)
    (case.world.folder.keys / "final.key.age").unlink()
    with pytest.raises(CourseError, match="the key of the exam `final` is gone"):
        grade_all(opened, now=NOW)


def test_a_key_of_somebody_who_left_the_roster_is_told_so(case: Case) -> None:
    """After the correction the same learner hands in again, under the pseudonym of the new id."""
    corrected(case)
    opened = case.world.open()
    new = list(opened.people)[2]
    key = case.world.key_of(case.lost)
    case.world.hand_in(case.world.submission(new, case.key, key=key), "again.zip")
    (refused,) = collect(opened, case.world.inbox, now=NOW).refused
    assert f"signed with the key of {case.lost}" in refused.why
    assert refused.why.endswith(f"{case.lost} is not on the roster")


def test_parquet_is_written_anew_when_the_roster_changes(case: Case, tmp_path: Path) -> None:
    pytest.importorskip("ipt_train.course.scale.duck", reason="the scale extra is not installed")
    (first,) = pack_course(case.world.open(), tmp_path / "packed")
    removed(case)
    (second,) = pack_course(case.world.open(), tmp_path / "packed")
    assert second.written
    assert second.answers < first.answers


def with_a_flag(sets: Any) -> list[dict[str, Any]]:
    """A rating of one's own session in which the safety item was not done, and one that is none."""
    form = sets[0].forms[0]
    rating = {
        "format": "ipt-rating/1", "rule": "x", "about": "a1", "rater": "self",
        "session": {"form": form.id, "case": "AB123", "session": "2"},
        "entries": {f"adherence {one.id}": {"value": 0} for one in form.safety},
    }  # fmt: skip
    return [rating]


def test_a_safety_flag_is_told_also_of_somebody_who_is_not_on_the_roster(
    case: Case, environment: dict[str, str]
) -> None:
    sets = forms(case.world.root / "cache")
    case.world.hand_in(
        case.world.submission(case.lost, case.key, attempt=2, ratings=with_a_flag(sets))
    )
    assert len(collect(case.world.open(), case.world.inbox, now=NOW).accepted) == 1
    removed(case)
    found = cohort_progress(case.world.open(), sets)
    (nobody,) = found.nobodys
    assert (nobody.person, found.flagged) == (case.lost, 1)
    assert nobody.reasons[0].startswith("safety flag, act now")
    assert nobody.reasons[-1] == "is not on the roster"
    shown = run("course", "progress", "--plain", *case.course, env=environment).stdout
    assert f"{case.lost} safety flag, act now" in shown


def test_a_rating_beside_one_that_is_none_keeps_its_safety_flag(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An earlier version accepted both; the section is named, and the flag is not hidden by it."""
    monkeypatch.setattr(examine_submissions, "fault_of_sections", lambda _: "")
    sets = forms(case.world.root / "cache")
    ratings = [*with_a_flag(sets), 5]
    case.world.hand_in(case.world.submission(case.lost, case.key, attempt=2, ratings=ratings))
    collect(case.world.open(), case.world.inbox, now=NOW)
    found = cohort_progress(case.world.open(), sets)
    assert found.flagged == 1
    assert "ratings.json: rating 2 is not a rating" in found.unusable[0]
