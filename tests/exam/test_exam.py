"""Practice exams in a real terminal: killed, taken up again, marked, and sent to the queue."""

import csv
import io
import json
import signal
import sqlite3
from pathlib import Path

import pytest

from tests.program import BANK, Terminal, run

PRACTICE = ("exam", "practice", "-n", "3", "--seed", "3", "--minutes", "30", "--bank", BANK)
HINT = "q quit"


def rows(environment: dict[str, str], kind: str) -> int:
    log = Path(environment["IPT_TRAIN_HOME"]) / "data" / "profiles" / "default.db"
    with sqlite3.connect(log) as connection:
        found = connection.execute("select count(*) from event where kind = ?", (kind,))
        return int(found.fetchone()[0])


def begun(environment: dict[str, str], *words: str) -> Terminal:
    """Start the exam; its time runs from the Enter on."""
    terminal = Terminal(*PRACTICE, *words, env=environment)
    terminal.until("3 questions, 30 minutes.")
    terminal.until(HINT)
    assert rows(environment, "exam-begin") == 0
    terminal.send("\r")
    return terminal


def test_an_exam_survives_being_killed_and_says_nothing_before_the_end(
    environment: dict[str, str],
) -> None:
    first = begun(environment)
    said = first.until(HINT)
    first.send("1")
    said += first.until("Saved: True. 2 unanswered.")
    first.child.kill(signal.SIGKILL)
    first.end()
    assert rows(environment, "exam-answer") == 1
    again = Terminal("exam", "practice", "--bank", BANK, env=environment)
    said += again.until("Taken up again: 1 of 3 answered.")
    again.until(HINT)
    again.send("2")
    said += again.until("Saved: 2. 1 unanswered.")
    again.until(HINT)
    again.send("<\r")
    again.until("Your answer: 2.")
    again.until(HINT)
    again.send("e")
    said += again.until("Hand in? y")
    again.send("y")
    assert "Right" not in said
    assert "Wrong" not in said
    result = again.until("Review the mistakes")
    assert "of 3 right" in result
    assert "too few" in result
    again.send("n")
    again.until("study queue?")
    again.send("y")
    again.until("come first when you next study")
    assert again.end() == 0
    assert rows(environment, "exam-begin") == rows(environment, "exam-end") == 1
    assert rows(environment, "queue") >= 1
    assert rows(environment, "review") == 0  # an exam moves no schedule
    shown = run("exam", "show", "--bank", BANK, "--json", env=environment)
    assert json.loads(shown.stdout)["data"]["result"]["blank"] == 1


def test_the_same_seed_gives_the_same_exam_and_answers_come_from_a_file(
    environment: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "answers.csv"
    file.write_text("item,response\n", encoding="utf-8")
    papers = []
    for _ in range(2):
        done = run(*PRACTICE, "--answers", str(file), "--json", env=environment)
        assert done.returncode == 0, done.stderr
        result = json.loads(done.stdout)["data"]["result"]
        assert result["blank"] == result["items"] == 3
        papers.append([one["item"]["id"] for one in result["mistakes"]])
    assert papers[0] == papers[1]
    listed = json.loads(run("exam", "list", "--bank", BANK, "--json", env=environment).stdout)
    assert [one["over"] for one in listed["data"]["exams"]] == [True, True]


def test_plain_mode_types_lines(environment: dict[str, str]) -> None:
    terminal = begun(environment, "--plain")
    terminal.until("Answer: ")
    terminal.send("1\r")
    terminal.until("Saved: True. 2 unanswered.")
    terminal.until("Answer: ")
    terminal.send("7\r")
    terminal.until("Not an answer")
    terminal.send("q\r")
    terminal.until("every answer is kept")
    assert terminal.end() == 0


def test_what_cannot_be(environment: dict[str, str]) -> None:
    for words, said in (
        (("exam", "show"), "no exam has been taken yet"),
        (("exam", "practice", "-n", "400", "--bank", BANK, "--answers", "-"), "missing"),
        (("exam", "practice", "--bank", BANK), "needs a terminal"),
    ):
        done = run(*words, env=environment, stdin="item,response\n")
        assert done.returncode == 2, words
        assert said in done.stderr
        assert "hint:" in done.stderr


def test_ctrl_c_leaves_an_exam_open(environment: dict[str, str]) -> None:
    terminal = begun(environment)
    terminal.until(HINT)
    terminal.send("1")
    terminal.until("2 unanswered")
    terminal.until(HINT)
    terminal.send("\x03")
    terminal.until("every answer is kept")
    assert terminal.end() == 130
    assert (rows(environment, "exam-answer"), rows(environment, "exam-end")) == (1, 0)


def test_the_end_of_input_after_an_exam_is_a_no(environment: dict[str, str]) -> None:
    terminal = begun(environment)
    terminal.until(HINT)
    terminal.send("e")
    terminal.until("Hand in? y")
    terminal.send("y")
    for question in ("Review the mistakes", "study queue?"):
        terminal.until(question)
        terminal.send("\x04")
    terminal.until("shows this again")
    assert terminal.end() == 0
    assert (rows(environment, "exam-end"), rows(environment, "queue")) == (1, 0)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("-n", "400"), "not enough items"),
        (("--blueprint", "none"), "none cannot be read"),
        (("--blueprint", "modul"), "did you mean `module`?"),
    ],
)
def test_an_exam_that_cannot_be_begun_ends_no_other(
    environment: dict[str, str], tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    terminal = begun(environment)
    terminal.until(HINT)
    terminal.send("q")
    assert terminal.end() == 0
    file = tmp_path / "answers.csv"
    file.write_text("item,response\n", encoding="utf-8")
    new = ("exam", "practice", "--new", "--bank", BANK, "--answers", str(file))
    done = run(*new, *words, env=environment)
    assert done.returncode == 2
    assert told in done.stderr
    assert (rows(environment, "exam-begin"), rows(environment, "exam-end")) == (1, 0)
    assert run(*new, "-n", "2", env=environment).returncode == 0
    assert (rows(environment, "exam-begin"), rows(environment, "exam-end")) == (2, 2)


def test_a_result_is_a_table_too(environment: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    file.write_text("item,response\ntwo,c\none,b\n", encoding="utf-8")
    words = ("exam", "practice", "-n", "6", "--seed", "3", "--bank", BANK, "--answers", str(file))
    made = run(*words, "--json", env=environment)
    content = json.loads(made.stdout)
    assert content["command"] == "exam practice"
    result = content["data"]["result"]
    shown = run("exam", "show", "--bank", BANK, "--csv", env=environment)
    table = list(csv.DictReader(io.StringIO(shown.stdout)))
    assert [row["part"] for row in table] == [
        "all",
        *("domain" for _ in result["domains"]),
        *("level" for _ in result["levels"]),
    ]
    assert (table[0]["items"], table[0]["right"]) == (str(result["items"]), str(result["right"]))
    assert float(table[0]["share"]) == result["right"] / result["items"]
    assert [float(table[0][end]) for end in ("low", "high")] == result["interval"]
    for row, part in zip(table[1:], [*result["domains"], *result["levels"]], strict=True):
        assert (row["name"], row["items"], row["right"]) == (
            part["name"],
            str(part["items"]),
            str(part["right"]),
        )
        assert (row["share"] == "") == (part["share"] is None)


def test_leaving_before_the_time_runs_begins_no_exam(environment: dict[str, str]) -> None:
    for key, status in (("q", 0), ("\x04", 0), ("\x03", 130)):
        terminal = Terminal(*PRACTICE, env=environment)
        terminal.until(HINT)
        terminal.send(key)
        terminal.until("No exam has been started.")
        assert terminal.end() == status
    assert rows(environment, "exam-begin") == 0


def test_another_exam_is_not_taken_for_the_open_one(environment: dict[str, str]) -> None:
    terminal = begun(environment)
    terminal.until(HINT)
    terminal.send("q")
    assert terminal.end() == 0
    other = Terminal("exam", "practice", "-n", "2", "--bank", BANK, env=environment)
    other.until("an exam of 3 questions is open")
    other.until("--another")
    assert other.end() == 2
