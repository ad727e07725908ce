"""A course's exam at the learner's side: taken from its paper, killed, resumed, and handed in."""

import json
import signal
import stat
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from ipt_train.bank.core.model import Library
from ipt_train.errors import UsageError
from ipt_train.exam.core.assemble import assemble
from ipt_train.exam.core.paper import paper_of, read_paper
from ipt_train.exam.operation.take import attempts, take
from ipt_train.exam.submission.unpack import unpack
from ipt_train.log.core.event import Reviewed
from ipt_train.log.operation.journal import Journal
from ipt_train.log.store.log import Log
from ipt_train.vocabulary import ItemId, Rating
from tests.bank.test_bank_update import item, version
from tests.conftest import Clock
from tests.program import Terminal, run

HINT = "q quit"
PSEUDONYM = "p-0f3a9c71d2e84b56"


@pytest.fixture
def paper(library: Library, tmp_path: Path) -> Path:
    form = assemble(library.items(), seed=3, length=3).forms[0]
    file = tmp_path / "paper.json"
    made = paper_of(form, course="ipt-1", exam="module-1", title="Module 1", minutes=30)
    file.write_text(json.dumps(made.data()), encoding="utf-8")
    return file


def test_taken_killed_resumed_and_handed_in(
    environment: dict[str, str], paper: Path, tmp_path: Path
) -> None:
    first = Terminal("exam", "take", str(paper), env=environment)
    first.until(HINT)
    first.send("1")
    first.until("Saved: True. 2 unanswered.")
    first.child.kill(signal.SIGKILL)
    first.end()
    early = run("exam", "submit", str(paper), "--person", PSEUDONYM, "--yes", env=environment)
    assert early.returncode == 2
    assert "not over" in early.stderr
    again = Terminal("exam", "take", str(paper), "--plain", env=environment)
    again.until("Taken up again: 1 of 3 answered.")
    again.until("Answer: ")
    again.send("2\r")
    again.until("1 unanswered")
    again.until("Answer: ")
    again.send("e\r")
    again.until("Hand in? y")
    again.send("y\r")
    said = again.until("Now hand it in")
    assert "2 of 3 answered, 1 blank" in said
    assert again.end() == 0
    shown = run("exam", "submit", str(paper), "--person", PSEUDONYM, env=environment)
    assert (
        shown.returncode == 2
    )  # there is nobody to ask before it is written, so nothing is written
    assert "2 answered, 1 left blank" in shown.stdout
    done = run(
        "exam", "submit", str(paper), "--person", PSEUDONYM, "--with-progress", "--yes", "-o", str(tmp_path),
        env=environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "cannot show who answered" in " ".join(done.stdout.split())
    (file,) = tmp_path.glob("*.submission.zip")
    opened = unpack(file.read_bytes())
    assert opened.person == PSEUDONYM
    assert [answer == b"null" for answer in opened.rows.answers] == [False, False, True]
    assert opened.rows.answers[0] == b"true"
    assert set(opened.sections) == {"progress"}
    key = Path(environment["IPT_TRAIN_HOME"]) / "data" / "signing-keys" / "default" / "ipt-1"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    over = Terminal("exam", "take", str(paper), env=environment)
    over.until("is over")
    assert over.end() == 2


def test_the_progress_that_is_handed_in_counts_what_was_replaced(
    warm: dict[str, str], paper: Path, tmp_path: Path, clock: Clock
) -> None:
    data = Path(warm["IPT_TRAIN_HOME"]) / "data"
    own = data / "banks" / "own.yaml"
    own.parent.mkdir(parents=True)
    own.write_text(version(item("own-now", more="    replaces: [own-old]\n")), encoding="utf-8")
    (data / "profiles").mkdir()
    with Log(data / "profiles" / "default.db", clock) as log:
        ids = count(1)
        journal = Journal(log, now=clock, new_id=lambda: f"id-{next(ids)}", device="laptop")
        journal.record(
            Reviewed(
                item=ItemId("own-old"), revision=1, response=("a",), correct=True, score=1.0,
                confidence=None, rating=Rating.GOOD, response_ms=900,
            )
        )  # fmt: skip
        sitting, _ = take(journal, read_paper(json.loads(paper.read_text())), exam="one")
        sitting.end()
    words = ("--person", PSEUDONYM, "--with-progress", "--yes", "-o", str(tmp_path))
    done = run("exam", "submit", str(paper), *words, env=warm)
    assert done.returncode == 0, done.stderr
    (file,) = tmp_path.glob("*.submission.zip")
    sections: Any = unpack(file.read_bytes()).sections
    whole = next(one for one in sections["progress"]["domains"] if one["domain"] == "all")
    assert whole["seen"] == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"not json", "not a paper"),
        (b"{}", "cannot be read"),
        (b"[" * 100_000, "not a paper"),
        (b'{"format": "ipt-paper/9"}', "format"),
    ],
)
def test_what_is_no_paper(environment: dict[str, str], tmp_path: Path, content: bytes, said: str) -> None:  # fmt: skip
    file = tmp_path / "paper.json"
    file.write_bytes(content)
    done = run("exam", "submit", str(file), "--person", PSEUDONYM, env=environment)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_who_mistypes_the_pseudonym_is_told_before_anything_is_written(
    environment: dict[str, str], paper: Path, tmp_path: Path
) -> None:
    result = run(
        "exam", "submit", str(paper), "--person", "s1234", "--yes", env=environment, cwd=tmp_path
    )
    assert result.returncode == 2
    assert "`s1234` is not a pseudonym" in result.stderr
    assert [one.name for one in tmp_path.iterdir() if one.suffix == ".zip"] == []


def test_a_paper_that_is_no_paper_is_said_with_its_place(
    environment: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "paper.json"
    file.write_text('{"format":\n  oh}')
    result = run("exam", "take", str(file), env=environment)
    assert result.returncode != 0
    assert "is not a paper: not JSON at line 2, column 3" in result.stderr


@pytest.fixture
def over(environment: dict[str, str], paper: Path) -> Path:
    """A paper whose exam is over, all of it blank."""
    terminal = Terminal("exam", "take", str(paper), env=environment)
    terminal.until(HINT)
    terminal.send("e")
    terminal.until("Hand in? y")
    terminal.send("y")
    terminal.until("ipt-train exam submit")
    assert terminal.end() == 0
    return paper


@pytest.mark.parametrize(("key", "written"), [("y", True), ("n", False), ("\x04", False)])
@pytest.mark.parametrize("plain", [False, True])
def test_nothing_is_written_before_it_was_seen_and_agreed_to(
    environment: dict[str, str], over: Path, tmp_path: Path, key: str, written: bool, plain: bool
) -> None:
    target = tmp_path / "work.zip"
    words = ("exam", "submit", str(over), "--person", PSEUDONYM, "-o", str(target))
    terminal = Terminal(*words, *(["--plain"] if plain else []), env=environment)
    terminal.until("left blank")
    terminal.until("anything else for no.")
    if plain:
        terminal.until("Write it? ")
    assert not target.exists()
    terminal.send(key + ("\r" if plain and key != "\x04" else ""))
    terminal.until("Tell your instructor this key" if written else "Nothing was written.")
    assert terminal.end() == 0
    assert target.exists() == written


def test_a_program_that_asks_for_json_is_asked_nothing(
    environment: dict[str, str], over: Path, tmp_path: Path
) -> None:
    words = ("exam", "submit", str(over), "--person", PSEUDONYM, "-o", str(tmp_path), "--json")
    content = json.loads(run(*words, env=environment).stdout)
    assert content["command"] == "exam submit"
    assert unpack(Path(content["data"]["file"]).read_bytes()).person == PSEUDONYM
    assert content["data"]["fingerprint"]


@pytest.mark.parametrize(("key", "status"), [("q", 0), ("\x03", 130), ("\x04", 0)])
def test_leaving_an_exam_of_a_course_says_how_to_go_on(
    environment: dict[str, str], paper: Path, key: str, status: int
) -> None:
    terminal = Terminal("exam", "take", str(paper), env=environment)
    terminal.until(HINT)
    terminal.send(key)
    shown = terminal.until("the clock keeps running.")
    assert "every answer is kept" in shown
    assert terminal.end() == status


def dated(paper: Path, **dates: str) -> Path:
    """The same paper with other dates, and another form."""
    file = paper.with_name("dated.json")
    file.write_text(json.dumps(json.loads(paper.read_text()) | dates), encoding="utf-8")
    return file


@pytest.mark.parametrize(("zone", "said"), [("Europe/Zurich", "18:00"), ("UTC", "17:00")])
def test_who_begins_after_the_due_date_is_told_so_and_may_go_on(
    environment: dict[str, str], paper: Path, zone: str, said: str
) -> None:
    run("config", "set", "zone", zone, env=environment)
    late = Terminal(
        "exam",
        "take",
        str(dated(paper, due="2026-01-09T17:00:00+00:00")),
        "--plain",
        env=environment,
    )
    text = " ".join(late.until("Answer: ").split())
    assert f"This exam was due on 2026-01-09 {said} {zone}, by this computer's clock." in text
    assert "Unless your instructor gave you more time" in text
    late.send("q\r")
    assert late.end() == 0


def test_who_begins_in_time_is_told_nothing_of_the_kind(
    environment: dict[str, str], paper: Path
) -> None:
    punctual = Terminal(
        "exam",
        "take",
        str(dated(paper, due="2999-01-09T17:00:00+00:00")),
        "--plain",
        env=environment,
    )
    assert "was due" not in punctual.until("Answer: ")
    punctual.send("q\r")
    punctual.end()


def test_who_comes_early_is_told_when_by_the_clock_on_the_wall(
    journals: Callable[..., Journal], paper: Path
) -> None:
    early = read_paper(json.loads(dated(paper, opens="2026-11-20T08:00:00+00:00").read_text()))
    with pytest.raises(UsageError, match="opens on 2026-11-20 09:00 Europe/Zurich, by this"):
        take(journals(zone="Europe/Zurich"), early, exam="one")


def test_a_submission_bears_the_letter_of_its_form_and_replaces_no_file_without_a_word(
    environment: dict[str, str], paper: Path, tmp_path: Path, clock: Clock
) -> None:
    """The file of another form of the same exam was written over before."""
    folder = tmp_path / "out"
    folder.mkdir()
    notes = []
    for form in ("A", "B", "B"):
        of_form = dated(paper, form=form)
        sit(environment, of_form, clock)
        words = ("exam", "submit", str(of_form), "--person", PSEUDONYM, "--yes", "-o", str(folder))
        done = run(*words, env=environment)
        assert done.returncode == 0, done.stderr
        notes.append("already exists; writing replaces it" in done.stderr)
    assert notes == [False, False, True]
    assert {file.name for file in folder.iterdir()} == {
        f"ipt-1-module-1-{form}-{PSEUDONYM}-1.submission.zip" for form in ("A", "B")
    }


def sit(environment: dict[str, str], paper: Path, clock: Clock) -> None:
    """Take an exam and hand it in blank, unless that was done."""
    data = Path(environment["IPT_TRAIN_HOME"]) / "data" / "profiles"
    data.mkdir(parents=True, exist_ok=True)
    with Log(data / "default.db", clock) as log:
        ids = count(len(list(log.events())))
        journal = Journal(log, now=clock, new_id=lambda: f"id-{next(ids)}", device="laptop")
        asked = read_paper(json.loads(paper.read_text()))
        if not attempts(journal, asked):
            take(journal, asked, exam=f"sitting-{asked.form}")[0].end()


def test_a_page_or_a_letter_in_place_of_the_paper_is_told_apart(
    environment: dict[str, str], tmp_path: Path
) -> None:
    page, letter = tmp_path / "paper-ann-lee.html", tmp_path / "letter-ann-lee.txt"
    page.write_text("<!doctype html>\n<html lang=en><title>Final exam</title></html>")
    letter.write_text("Dear Ann Lee,\n")
    saved = tmp_path / "final-1.hand-in.json"
    saved.write_text('{"format": "ipt-hand-in/1", "seal": "", "work": ""}')
    done = run("exam", "take", str(saved), env=environment)
    assert (done.returncode, "send it to your instructor" in done.stderr) == (2, True)
    for words in (("take",), ("submit", "--person", PSEUDONYM)):
        done = run("exam", *words, str(page), env=environment)
        assert done.returncode == 2
        assert "is the page of an exam, which a browser opens" in done.stderr
        assert "ask your instructor for the paper itself, which ends in .json" in done.stderr
        done = run("exam", *words, str(letter), env=environment)
        assert (done.returncode, "give the paper's file, which ends in .json" in done.stderr) == (2, True)  # fmt: skip


def test_a_further_attempt_bears_the_number_that_one_says(
    warm: dict[str, str], paper: Path, tmp_path: Path
) -> None:
    """The first was taken in a page, or from another form: here it is the first, and there the second."""
    sitting = Terminal("exam", "take", str(paper), "--again", "--plain", env=warm)
    sitting.until("Answer: ")
    sitting.send("e\r")
    sitting.until("Hand in? y")
    sitting.send("y\r")
    assert sitting.end() == 0
    words = ("exam", "submit", str(paper), "--person", PSEUDONYM, "--yes", "-o", str(tmp_path))
    assert run(*words, "--number", "2", env=warm).returncode == 0
    assert run(*words, env=warm).returncode == 0
    numbers = {unpack(file.read_bytes()).manifest["attempt"] for file in tmp_path.glob("*.zip")}
    assert numbers == {1, 2}
    assert run(*words, "--attempt", "2", env=warm).returncode == 2
