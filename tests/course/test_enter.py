"""Answers from paper, forms and other systems: entered whole or not at all, and named as entered."""

import io
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_train import cli
from ipt_train.course.core.printed_answer import read_printed
from ipt_train.course.exchange.keys import read_keys
from ipt_train.course.exchange.papers import papers_of
from ipt_train.course.exchange.receipts import receipts_of
from ipt_train.course.operation.collect import collect
from ipt_train.course.operation.course import check_course
from ipt_train.course.operation.enter import EnteredTable, EnterRequest, enter
from ipt_train.course.operation.grade import grade_all
from ipt_train.course.operation.grade_table import grade_table
from ipt_train.course.operation.gradebook import gradebook
from ipt_train.csv_file import csv_text
from ipt_train.errors import AnswersError, CourseError, UsageError
from ipt_train.exam.core.key import Key
from ipt_train.exam.core.paper import Paper, PaperQuestion
from ipt_train.exam.core.simulate import simulated
from ipt_train.vocabulary import Gradebook, ItemType
from tests.course.handouts import handed
from tests.course.tamper import cells, run_sql
from tests.course.world import NOW, STARTED, World, shelf_for, trainees

AT = "2026-11-09T10:00"


class Case:
    """A course of three whose first person hands in by file, and tables of what others wrote."""

    def __init__(self, root: Path) -> None:
        self.world = World(root=root, shelf=shelf_for(root))
        self.keys = {key.form: key for key in read_keys(self.world.folder, "final")}
        self.papers = {paper.form: paper for paper in papers_of(self.world.folder).values()}
        self.people = list(self.world.open().people)
        self.file = root / "paper.csv"

    def answers(self, form: str, person: str, ability: float = 0.7) -> list[Any]:
        """What somebody answers to a form, in the paper's labels."""
        made = simulated(self.keys[form], ability=ability, blanks=0.1, seed=person, started_ms=0)
        given = {one.item: one.response for one in made}
        return [given.get(one.item) for one in self.papers[form].questions]

    def table(self, form: str, lines: dict[str, list[Any]], *, by_item: bool = False) -> None:
        questions = self.papers[form].questions
        names = [one.item for one in questions] if by_item else [f"Q{n}" for n in range(1, 21)]
        rows = [
            (who, *(" ".join(cell) if cell else "-" for cell in cells))
            for who, cells in lines.items()
        ]
        self.file.write_text(csv_text(("person", *names), rows), newline="")

    def enter(self, **more: Any) -> EnteredTable:
        asked = {"file": self.file, "by": "A. Tutor", "form": "A", "at": AT} | more
        return enter(self.world.open(), "final", EnterRequest(**asked), now=NOW)

    def grades(self) -> dict[str, Any]:
        graded = grade_all(self.world.open(), now=NOW)
        return {person.person: person.exams[0] for person in graded.grades}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course whose exam was built, to be copied."""
    root = tmp_path_factory.mktemp("built")
    world = World(root=root, shelf=shelf_for(root))
    world.begin(trainees(3))
    world.build()
    return root


@pytest.fixture
def case(built: Path, tmp_path: Path) -> Case:
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    return Case(tmp_path)


@pytest.mark.parametrize("by_item", [False, True])
def test_what_was_entered_is_marked_as_if_it_had_been_handed_in(case: Case, by_item: bool) -> None:
    """The same answers, once as a submission and once as a table, earn the same."""
    first, second, third = case.people
    packed = case.world.submission(first, case.keys["A"], ability=0.5)
    case.world.hand_in(packed)
    collect(case.world.open(), case.world.inbox, now=NOW)
    made = simulated(case.keys["A"], ability=0.5, blanks=0.0, seed=f"{first}1", started_ms=0)
    given = {one.item: one.response for one in made}
    same = [given.get(one.item) for one in case.papers["A"].questions]
    case.table("A", {"s0001": same, "S0002@example.org": case.answers("A", third)}, by_item=by_item)
    table = case.enter()
    assert [(one.person, one.attempt) for one in table.entered] == [(second, 1), (third, 1)]
    grades = case.grades()
    assert grades[second].share == grades[first].share
    assert grades[second].attempts[0].late_minutes == 0
    assert "answers entered by A. Tutor" in grades[second].note
    assert grades[second].attempts[0].clock == "as entered"
    assert "entered" not in grades[first].note
    assert case.enter().known == 2  # once more changes nothing
    assert len(receipts_of(case.world.folder)) == 3
    assert check_course(case.world.folder, case.world.shelf).sound


def test_it_is_named_in_every_output(case: Case) -> None:
    case.table("A", {"s0001": case.answers("A", "x")})
    case.enter()
    opened = case.world.open()
    graded = grade_all(opened, now=NOW)
    rule = "answers entered by hand, not handed in: 1 attempt by A. Tutor"
    assert rule in graded.rules["final"]
    assert "answers entered by A. Tutor" in grade_table(graded)
    exam = opened.course.exam()
    wide = gradebook(opened, graded, exam, Gradebook.WIDE, now=NOW)
    assert "answers entered by A. Tutor" in wide.text
    assert rule in gradebook(opened, graded, exam, Gradebook.LONG, now=NOW).rules["final"]
    assert [one.receipt["entered_by"] for one in receipts_of(case.world.folder)] == ["A. Tutor"]


@pytest.fixture
def course(
    case: Case,
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[..., tuple[int, str, str]]:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    def run(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        status = cli._run(["course", *words, "--course", str(case.world.folder.root)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def test_by_command(case: Case, course: Callable[..., tuple[int, str, str]]) -> None:
    case.table("B", {"s0001": case.answers("B", "x")})
    words = ("enter", str(case.file), "--form", "b", "--by", "A. Tutor", "--at", "2020-11-09T10:00")
    status, out, _ = course(*words)
    assert (status, "final: 1 attempt entered by A. Tutor from paper.csv." in out) == (0, True)
    assert "Given1 Family1" in out
    for words in (("items",), ("export",), ("report",)):
        status, _, error = course(*words)
        assert (status, "entered by hand, not handed in: 1 attempt by A. Tutor" in error) == (
            0,
            True,
        )
    assert "entered by A. Tutor" in course("receipts")[1]
    assert "answers entered by hand" in course("grade")[1]
    status, _, error = course("enter", str(case.file), "--form", "B", "--at", AT)
    assert (status, "who enters the answers?" in error, "--by" in error) == (2, True, True)


MISTAKES: dict[str, tuple[Callable[[list[list[str]]], object], str]] = {
    "an option that is not there": (lambda t: t[1].__setitem__(1, "9"), "line 2: column Q1: `9` does not fit any option"),
    "somebody else": (lambda t: t[1].__setitem__(0, "s9"), "line 2: nobody on the roster has"),
    "a name": (lambda t: t[1].__setitem__(0, "Given1 Family1"), "a name is not enough to tell people apart: write the id; s0001"),
    "a column too few": (lambda t: [row.pop() for row in t], "no column for question 20"),
    "a column that is no question": (lambda t: t[0].__setitem__(3, "Q99"), "line 1: `Q99` is no question of the exam"),
    "a misspelt item": (lambda t: t[0].__setitem__(3, "item-0x"), "line 1: `item-0x` is no question"),
    "nothing answered": (lambda t: t[1].__setitem__(slice(1, None), [""] * 20), "nothing is answered"),
    "one person twice": (lambda t: t.append(t[1]), "line 3: attempt 1 of the person on line 2 again"),
    "no person": (lambda t: t[0].__setitem__(0, "who"), "no column says who it is"),
    "no line": (lambda t: t.pop(), "no line below the header"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_cell_that_does_not_fit_is_named_and_nothing_is_entered(
    case: Case, change: Callable[[list[list[str]]], object], said: str
) -> None:
    case.table("A", {"s0001": case.answers("A", "x")})
    table = [line.split(",") for line in case.file.read_text().splitlines()]
    table.append(["s0002", *(["-"] * 20)]) if said.startswith("line 2: column") else None
    change(table)
    case.file.write_text("\n".join(",".join(row) for row in table))
    with pytest.raises(AnswersError) as caught:
        case.enter()
    assert said in caught.value.message
    assert "nothing was entered" in caught.value.hint
    assert receipts_of(case.world.folder) == []


def test_what_is_not_told_is_asked_for(case: Case) -> None:
    case.table("A", {"s0001": case.answers("A", "x")})
    with pytest.raises(AnswersError, match="when it was handed in is not said"):
        case.enter(at="")
    with pytest.raises(AnswersError, match="they are A, B"):
        case.enter(form="")
    with pytest.raises(AnswersError, match="in the future"):
        case.enter(at="2026-11-10T10:00")
    with pytest.raises(UsageError, match="no time of day"):
        case.enter(at="2026-11-09")


def test_who_handed_in_is_replaced_only_when_it_is_asked_for(case: Case) -> None:
    first = case.people[0]
    case.world.hand_in(case.world.submission(first, case.keys["A"], ability=0.2))
    collect(case.world.open(), case.world.inbox, now=NOW)
    before = case.grades()[first]
    case.table("A", {"s0000": case.answers("A", "x", ability=3.0)})
    with pytest.raises(AnswersError, match="line 2: s0000 handed in attempt 1"):
        case.enter()
    assert case.grades()[first] == before
    assert case.enter(instead=True).entered[0].instead
    after = case.grades()[first]
    assert after.share is not None
    assert before.share is not None
    assert after.share > before.share
    assert len(after.attempts) == 1
    assert collect(case.world.open(), case.world.inbox, now=NOW).known == 1
    assert case.grades()[first] == after
    (replaced,) = cells(case.world.folder.database, "select person, file from replaced")
    assert replaced[0] == first  # what was handed in does not count, and is not lost
    assert check_course(case.world.folder, case.world.shelf).sound
    case.table("A", {"s0000": case.answers("A", "y", ability=-3.0)})
    with pytest.raises(AnswersError, match=r"entered before with other answers, by A. Tutor"):
        case.enter()


def test_who_was_entered_and_then_hands_in_is_named(case: Case) -> None:
    case.table("A", {"s0000": case.answers("A", "x")})
    case.enter()
    case.world.hand_in(case.world.submission(case.people[0], case.keys["A"], ability=0.2))
    (refused,) = collect(case.world.open(), case.world.inbox, now=NOW).refused
    assert "was entered by A. Tutor with other answers" in refused.why


def test_an_entered_attempt_whose_receipt_was_lost_is_signed_for_as_entered(case: Case) -> None:
    case.table("A", {"s0001": case.answers("A", "x")})
    case.enter()
    before = case.grades()[case.people[1]]
    run_sql(case.world.folder.database, "delete from receipt")
    assert collect(case.world.open(), case.world.inbox, now=NOW).mended
    again = case.grades()[case.people[1]]
    assert (again.share, "answers entered by A. Tutor" in again.note) == (before.share, True)
    assert cells(case.world.folder.database, "select person from signing_key") == []


def test_a_lost_key_is_not_made_good_with_that_of_the_course(case: Case) -> None:
    """Entered answers are signed by the course; its key is nobody's signing key."""
    case.world.hand_in(case.world.submission(case.people[0], case.keys["A"]))
    collect(case.world.open(), case.world.inbox, now=NOW)
    case.table("A", {"s0001": case.answers("A", "x")})
    case.enter()
    run_sql(case.world.folder.database, "delete from signing_key")
    assert collect(case.world.open(), case.world.inbox, now=NOW).mended
    named = cells(case.world.folder.database, "select person from signing_key")
    assert named == [(case.people[0],)]


def test_entered_answers_that_were_lost_are_entered_again(case: Case) -> None:
    case.table("A", {"s0001": case.answers("A", "x")})
    case.enter()
    before = case.grades()[case.people[1]].share
    run_sql(case.world.folder.database, "update attempt set records = x'00'")
    with pytest.raises(CourseError, match="the attempts have been changed or damaged"):
        case.enter()
    assert collect(case.world.open(), case.world.inbox, now=NOW).mended
    with pytest.raises(CourseError, match="its answers are gone"):
        case.grades()
    assert len(case.enter().entered) == 1
    assert case.grades()[case.people[1]].share == before
    assert check_course(case.world.folder, case.world.shelf).sound


def test_what_was_replaced_does_not_change_unseen(case: Case) -> None:
    case.world.hand_in(case.world.submission(case.people[0], case.keys["A"], ability=0.2))
    collect(case.world.open(), case.world.inbox, now=NOW)
    case.table("A", {"s0000": case.answers("A", "x")})
    case.enter(instead=True)
    run_sql(case.world.folder.database, "delete from replaced")
    (finding,) = check_course(case.world.folder, case.world.shelf).findings
    assert (
        finding.code,
        "that were replaced by entered answers have been changed" in finding.message,
    ) == (
        "K021",
        True,
    )


def test_a_form_that_was_not_handed_to_the_person_is_not_entered(case: Case) -> None:
    pages = {page.person: page.form for page in handed(case.world).pages}
    person = case.people[1]
    other = "B" if pages[person] == "A" else "A"
    case.table(other, {"s0001": case.answers(other, "x")})
    with pytest.raises(
        AnswersError, match=f"form {other} is a different form from the one handed to {person}"
    ) as it:
        case.enter(form=other)
    assert it.value.hint == "nothing was entered; correct the form"
    case.table(pages[person], {"s0001": case.answers(pages[person], "x")})
    assert len(case.enter(form=pages[person]).entered) == 1


def test_late_is_what_the_table_says(case: Case) -> None:
    case.table("A", {"s0001": case.answers("A", "x", ability=3.0)})
    case.file.write_text(
        case.file.read_text()
        .replace("person,", "arrived,person,")
        .replace("s0001,", "2026-11-09T17:30,s0001,")
    )
    enter(
        case.world.open(),
        "final",
        EnterRequest(file=case.file, by="A", form="A"),
        now=NOW + timedelta(days=1),
    )
    grade = case.grades()[case.people[1]].attempts[0]
    assert (grade.late_minutes, "10% of the marks taken off" in grade.note) == (30, True)


def test_a_workbook_of_forms_with_texts_as_another_system_exports_them(case: Case) -> None:
    """Moodle's responses: names, state and grade beside them, options in full."""
    book = openpyxl.Workbook()
    sheet = book.active
    paper: Paper = case.papers["B"]
    answers = case.answers("B", "x")
    head = ["Last name", "First name", "ID number", "Email address", "State", "Grade/10.00", "form"]
    sheet.append([*head, *(f"Response {n}" for n in range(1, 21))])
    cells = [
        "; ".join(question.options[label] for label in answer) if answer else "-"
        for question, answer in zip(paper.questions, answers, strict=True)
    ]
    sheet.append(["Family1", "Given1", "s0001", "s0001@example.org", "Finished", 7.5, "B", *cells])
    buffer = io.BytesIO()
    book.save(buffer)
    case.file = case.file.with_suffix(".xlsx")
    case.file.write_bytes(buffer.getvalue())
    (entered,) = case.enter(form="").entered
    assert (entered.form, entered.answered) == ("B", sum(one is not None for one in answers))
    key: Key = read_keys(case.world.folder, "final")[1]
    assert key.form == "B"
    table = {"s0002": answers}
    case.file = case.file.with_suffix(".csv")
    case.table("B", table, by_item=True)
    case.enter(form="B")
    grades = case.grades()
    assert grades[case.people[1]].share == grades[case.people[2]].share


def question(kind: ItemType, options: list[str], prompts: int = 0) -> PaperQuestion:
    return PaperQuestion(
        item="i", revision=1, type=kind, stem="?", options={str(n): text for n, text in enumerate(options, 1)},
        prompts={name: f"prompt {name}" for name in "abcd"[:prompts]},
    )  # fmt: skip


BEST, MANY, ORDER = ItemType.SINGLE_BEST_ANSWER, ItemType.MULTIPLE_RESPONSE, ItemType.ORDERING
WORDS = ["Grief", "Role dispute", "Role transition"]
READ = [
    (question(BEST, WORDS), "2", ["2"]),
    (question(BEST, WORDS), "B", ["2"]),
    (question(BEST, WORDS), "role  DISPUTE", ["2"]),
    (question(BEST, WORDS), "", None),
    (question(BEST, WORDS), "-", None),
    (question(BEST, ["2", "1", "3"]), "3", ["3"]),
    (question(BEST, ["Fear, anger; grief", "None"]), "Fear, anger; grief", ["1"]),
    (question(MANY, WORDS), "1, 3", ["1", "3"]),
    (question(MANY, WORDS), "a c", ["1", "3"]),
    (question(MANY, WORDS), "Grief; Role transition", ["1", "3"]),
    (question(ORDER, WORDS), "3 1 2", ["3", "1", "2"]),
    (question(ItemType.MATCHING, WORDS, 2), "a=2; b=C", {"a": "2", "b": "3"}),
    (question(ItemType.MATCHING, WORDS, 2), "A:2 B:1", {"a": "2", "b": "1"}),
    (question(ItemType.TRUE_FALSE, []), "TRUE", True),
    (question(ItemType.TRUE_FALSE, []), "f", False),
]


@pytest.mark.parametrize(("asked", "cell", "response"), READ)
def test_cells_that_are_answers(asked: PaperQuestion, cell: str, response: Any) -> None:
    assert read_printed(asked, cell) == response


NOT_READ = [
    (question(BEST, WORDS), "4", "does not fit any option: the options are 1, 2, 3"),
    (question(BEST, WORDS), "1 2", "does not fit any option"),
    (question(BEST, WORDS), "Grie", "does not fit any option"),
    (question(BEST, ["2", "1", "3"]), "2", "may be option 2 or 1"),
    (question(MANY, WORDS), "1 1", "given twice"),
    (question(MANY, WORDS), "1 5", "`5` does not fit any option"),
    (question(ORDER, WORDS), "3 1", "3 options are needed"),
    (question(ItemType.MATCHING, WORDS, 2), "a=2", "for each of a, b"),
    (question(ItemType.MATCHING, WORDS, 2), "a=2; c=1", "does not say what goes with a, b"),
    (question(ItemType.MATCHING, WORDS, 2), "a=2; b=9", "`9` does not fit any option"),
    (question(ItemType.TRUE_FALSE, []), "perhaps", "neither true nor false"),
]


@pytest.mark.parametrize(("asked", "cell", "said"), NOT_READ)
def test_cells_that_are_none(asked: PaperQuestion, cell: str, said: str) -> None:
    with pytest.raises(ValueError, match=said.replace("?", ".")):
        read_printed(asked, cell)


@given(picked=st.permutations(range(5)), letters=st.booleans(), between=st.sampled_from([" ", ", ", ";", ">"]))  # fmt: skip
def test_law_an_order_is_read_back(picked: list[int], letters: bool, between: str) -> None:
    asked = question(ORDER, [f"Step {n} of it" for n in "vwxyz"])
    cells = ["abcde"[n] if letters else str(n + 1) for n in picked]
    assert read_printed(asked, between.join(cells)) == [str(n + 1) for n in picked]


def test_the_clock_of_an_entered_attempt_is_the_one_told(case: Case) -> None:
    case.table("A", {"s0001": case.answers("A", "x")})
    case.enter()
    (receipt,) = (one.receipt for one in receipts_of(case.world.folder))
    assert datetime.fromisoformat(receipt["arrived_at"]) == datetime(2026, 11, 9, 10, tzinfo=UTC)
    assert datetime.fromisoformat(receipt["arrived_at"]) > STARTED


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"<!doctype html>\n<title>Final</title>", "the page of an exam"), (b'{"format": "ipt-hand-in/1"}', "what a page saved")],
)  # fmt: skip
def test_a_page_or_what_it_saved_is_no_table(case: Case, data: bytes, said: str) -> None:
    file = case.world.root / "paper.html"
    file.write_bytes(data)
    request = EnterRequest(file=file, by="A. Tutor", form="A", at="2026-11-09T10:00")
    with pytest.raises(AnswersError, match=f"is {said}, not a table"):
        enter(case.world.open(), "final", request, now=NOW)
