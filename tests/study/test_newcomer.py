"""What a first-time user stumbled over, kept from coming back."""

import json
from pathlib import Path

import pytest

from tests.program import BANK, Terminal, run

GOOD = Path(BANK).read_text()
HINT = "q quit"


def own_banks(env: dict[str, str]) -> Path:
    folder = Path(env["IPT_TRAIN_HOME"]) / "data" / "banks"
    folder.mkdir(parents=True)
    return folder


def test_an_empty_folder_of_own_banks_is_no_obstacle(environment: dict[str, str]) -> None:
    own_banks(environment)
    assert run("due", env=environment).returncode == 0


def test_a_faulty_own_bank_is_left_out_and_named(environment: dict[str, str]) -> None:
    (own_banks(environment) / "mine.yaml").write_text("format: [")
    result = run("due", "--json", env=environment)
    assert result.returncode == 0
    assert "mine.yaml:1: Y001" in result.stderr
    assert "left out" in result.stderr


def test_an_id_of_a_shipped_item_is_taken(tmp_path: Path, environment: dict[str, str]) -> None:
    bank = tmp_path / "mine.yaml"
    bank.write_text(GOOD.replace("id: two\n", "id: techniques-sister-on-sundays\n"))
    result = run("bank", "check", str(bank), "--format", "concise", env=environment)
    assert result.returncode == 1
    assert "I001" in result.stdout


def test_all_layers_of_a_check_are_reported_at_once(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    bank = tmp_path / "mine.yaml"
    text = GOOD.replace("  - id: two\n", "  - id: one\n", 1).replace(
        "level: remember", "level: recall", 1
    )
    bank.write_text(
        text.replace("type: true-false", "typ: true-false", 1).replace(
            "references: [R10]", "references: [R99]", 1
        )
    )
    found = json.loads(run("bank", "check", str(bank), "--json", env=environment).stdout)[
        "findings"
    ]
    assert {"I001", "S006", "S004"} <= {one["code"] for one in found}


def test_the_list_of_cases_shows_whole_ids_however_narrow(environment: dict[str, str]) -> None:
    terminal = Terminal("case", env=environment, columns=44, rows=200)
    terminal.end()
    shown = "".join(terminal.raw.split())
    cases = json.loads(run("case", "--json", env=environment).stdout)["data"]["cases"]
    assert len(cases) >= 4
    for case in cases:
        assert case["id"] in shown


@pytest.mark.parametrize("topic", ["process", "Techniques", "problem areas", "apply"])
def test_topics_are_found_as_they_are_shown(topic: str, environment: dict[str, str]) -> None:
    result = run(
        "study", "--topic", topic, "--answers", "-", env=environment, stdin="item,response\n"
    )
    assert result.returncode == 0, result.stderr


def test_answers_from_a_spreadsheet_may_be_capitals(environment: dict[str, str]) -> None:
    result = run(
        "study",
        "--bank",
        BANK,
        "--answers",
        "-",
        env=environment,
        stdin="item,response\nclaim,FALSE\n",
    )
    assert "right: claim" in result.stdout


def test_a_negative_value_is_a_value(environment: dict[str, str]) -> None:
    result = run("config", "set", "new-per-day", "-5", env=environment)
    assert result.returncode == 2
    assert "0 to 999" in result.stderr


def test_undo_takes_back_a_suspension(environment: dict[str, str]) -> None:
    terminal = Terminal("study", "--bank", BANK, "--topic", "history", env=environment)
    terminal.until(HINT)
    terminal.send("s")
    terminal.until("Set aside")
    terminal.until(HINT)
    terminal.send("u")
    terminal.until("Undone")
    terminal.until(HINT)
    terminal.send("q")
    assert terminal.end() == 0
    assert (
        json.loads(
            run("item", "list", "--suspended", "--bank", BANK, "--json", env=environment).stdout
        )["data"]["items"]
        == []
    )


def test_undo_asks_the_same_question_next(environment: dict[str, str]) -> None:
    terminal = Terminal("study", "--bank", BANK, "--topic", "history", env=environment)
    first = terminal.until(HINT)
    stem = (
        next(line for line in first.splitlines() if "Which option is right" in line)
        .split("in ")[1]
        .split("?")[0]
    )
    terminal.send("1")
    terminal.until(HINT)
    terminal.send("u")
    terminal.until("Undone")
    assert f"right in {stem}?" in terminal.until(HINT)
    terminal.send("q")
    assert terminal.end() == 0


def test_confidence_is_said_before_the_answer(environment: dict[str, str]) -> None:
    terminal = Terminal("study", "--bank", BANK, "--topic", "history", env=environment)
    terminal.until(HINT)
    terminal.send("1")
    terminal.until(HINT)
    terminal.send("c")
    terminal.until("said before answering")
    terminal.send("q")
    assert terminal.end() == 0


def test_a_case_can_be_read_again(environment: dict[str, str]) -> None:
    terminal = Terminal("case", "sample", "--bank", BANK, env=environment)
    terminal.until(HINT)
    terminal.send("\r")
    terminal.until(HINT)
    terminal.send("v")
    terminal.until("third time")
    terminal.send("q")
    assert terminal.end() == 0


def test_a_limit_shows_what_is_left_of_it(environment: dict[str, str]) -> None:
    terminal = Terminal(
        "study", "--bank", BANK, "--topic", "history", "--limit", "1", env=environment
    )
    assert "0 of 1 done" in terminal.until(HINT)
    terminal.send("q")
    assert terminal.end() == 0


def test_examples_in_help_name_what_is_there(environment: dict[str, str]) -> None:
    items = {
        one["id"]
        for one in json.loads(run("item", "list", "--all", "--json", env=environment).stdout)[
            "data"
        ]["items"]
    }
    for words in (("case",), ("item", "unsuspend"), ("item", "unflag"), ("bank", "show")):
        text = run(*words, "-h", env=environment).stdout
        named = [
            word
            for word in text.split()
            if word.count("-") >= 2 and not word.startswith("-") and "ipt" not in word
        ]
        assert named
        assert set(named) <= items
