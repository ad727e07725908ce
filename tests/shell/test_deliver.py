"""Forms of replies: one document in the form that was asked for, or a refusal; never another in its place."""

import json
from pathlib import Path

import pytest

from tests.program import BANK, Terminal, run

Env = dict[str, str]


@pytest.mark.parametrize("form", ["--json", "--format=json"])
def test_a_calendar_is_never_another_document(environment: Env, tmp_path: Path, form: str) -> None:
    target = tmp_path / "due.ics"
    done = run("due", "--ical", str(target), form, "--bank", BANK, env=environment)
    assert done.returncode == 2
    assert "--ical and --json cannot be combined" in done.stderr
    assert not target.exists()


@pytest.mark.parametrize(
    "words",
    [("--json", "--csv"), ("--format", "csv", "--json"), ("--format", "json", "--csv"), ("--csv", "--html", "x.html")],
    ids=" ".join,
)  # fmt: skip
def test_two_forms_cannot_be_combined(environment: Env, tmp_path: Path, words: tuple[str, ...]) -> None:  # fmt: skip
    done = run("progress", *words, "--bank", BANK, env=environment, cwd=tmp_path)
    assert done.returncode == 2
    assert "cannot be combined" in done.stderr
    assert list(tmp_path.glob("*.html")) == []


def test_a_form_that_a_command_has_not_is_refused_with_those_that_it_has(environment: Env) -> None:
    done = run("due", "--format", "csv", "--bank", BANK, env=environment)
    assert (done.returncode, done.stdout) == (2, "")
    assert "one of table, plain, json" in done.stderr


@pytest.mark.parametrize("form", ["json", "csv"])
@pytest.mark.parametrize("words", [("progress",), ("competency",), ("export", "reviews"), ("export", "dictionary")])  # fmt: skip
def test_the_long_and_the_short_name_of_a_form_give_the_same(
    environment: Env, words: tuple[str, ...], form: str
) -> None:
    bank = () if words[-1] == "dictionary" else ("--bank", BANK)
    short = run(*words, f"--{form}", *bank, env=environment)
    assert short.returncode == 0, short.stderr
    assert short.stdout == run(*words, "--format", form, *bank, env=environment).stdout
    if form == "json":
        assert json.loads(short.stdout)["data"]


def test_the_dictionary_says_the_same_to_programs(environment: Env) -> None:
    lines = run("export", "dictionary", env=environment).stdout.splitlines()
    data = json.loads(run("export", "dictionary", "--json", env=environment).stdout)["data"]
    assert lines[0] == "table,column,type,unit,meaning"
    assert len(data["columns"]) == len(lines) - 1 > 20


def test_a_terminal_gets_no_bytes_and_nothing_else_is_written(
    environment: Env, tmp_path: Path
) -> None:
    lost = tmp_path / "lost.csv"
    words = ("bank", "export", BANK, "--to", "anki", "--losses", str(lost))
    terminal = Terminal(*words, env=environment)
    terminal.until("this is not text for a terminal")
    terminal.until("give a file name with --output")
    assert terminal.end() == 2
    assert not lost.exists()


@pytest.mark.parametrize("words", [("export", BANK), ("export", BANK, "-o", "-"), ("new", "mine", "-o", "-")], ids=" ".join)  # fmt: skip
def test_json_tells_of_a_document_that_needs_a_file(
    environment: Env, tmp_path: Path, words: tuple[str, ...]
) -> None:
    done = run("bank", *words, "--json", env=environment, cwd=tmp_path)
    assert done.returncode == 2
    assert (
        "with --json, the bank goes into a file\nhint: give its name with --output" in done.stderr
    )
    assert json.loads(done.stdout)["status"] == "error"
    assert [file.name for file in tmp_path.iterdir() if file.name != "home"] == []


def test_nothing_is_said_to_be_done_that_was_not(environment: Env, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    words = ("-o", str(tmp_path / "file" / "bank.gift"), "--losses", str(tmp_path / "lost.csv"))
    done = run("bank", "export", BANK, *words, env=environment)
    assert done.returncode == 2
    assert "exported" not in done.stderr
    assert not (tmp_path / "lost.csv").exists()


def test_an_exported_table_for_a_person_is_a_line_a_row(environment: Env) -> None:
    words = ("export", "items", "--bank", BANK)
    lines = run(*words, "--format", "table", env=environment).stdout.splitlines()
    rows = run(*words, env=environment).stdout.splitlines()[1:]
    assert [line.partition(":")[0] for line in lines] == [row.partition(",")[0] for row in rows]
    assert "bank sample, domain history" in lines[0]
    assert "stability" not in lines[0]  # it has none yet
    none = run("export", "reviews", "--bank", BANK, "--format", "table", env=environment).stdout
    assert "no row yet" in none


def test_what_is_no_table_has_no_csv_form() -> None:
    """It showed a person's screen to a program before."""
    from ipt_train.errors import UsageError
    from ipt_train.shell.deliver import _document
    from ipt_train.shell.reply import Delivery, Reply, ReplyForm

    delivery = Delivery(reply=Reply(data={}, lines=["a"]), form=ReplyForm.CSV, target=None, option="--output", context=None)  # type: ignore[arg-type]  # fmt: skip  # one call
    with pytest.raises(UsageError, match="no CSV form"):
        _document(delivery)
