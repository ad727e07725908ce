"""Bad input, each as a real process: one clear message, its exit status, no traceback, nothing lost."""

import json
import os
import resource
import sqlite3
import subprocess
from pathlib import Path

import pytest

from tests.program import BANK, COMMAND, run

GOOD = Path(BANK).read_text()


def said(result: subprocess.CompletedProcess[str], status: int, *words: str) -> str:
    assert result.returncode == status, result.stderr
    assert "Traceback" not in result.stderr + result.stdout
    assert result.stderr.count("ipt-train: error:") == 1
    assert "hint:" in result.stderr
    for word in words:
        assert word in result.stderr
    return result.stderr


def log_of(env: dict[str, str], profile: str = "default") -> Path:
    return Path(env["IPT_TRAIN_HOME"]) / "data" / "profiles" / f"{profile}.db"


def events_of(env: dict[str, str]) -> list[tuple[str, ...]]:
    with sqlite3.connect(log_of(env)) as log:
        return log.execute("SELECT id, kind FROM event ORDER BY sequence").fetchall()


CASES = {
    "missing bank": (("study", "--bank", "no/such.yaml"), 2, "no/such.yaml"),
    "unknown bank id": (("study", "--bank", "histry"), 2, "`history`"),
    "missing path": (("bank", "check", "no/such.yaml"), 2, "no/such.yaml"),
    "unknown topic": (("study", "--bank", BANK, "--topic", "histry"), 2, "`history`"),
    "unknown profile": (("study", "--bank", BANK, "--profile", "ann"), 2, "profile new ann"),
    "profile that is no name": (
        ("due", "--bank", BANK, "--profile", "../../etc"),
        2,
        "cannot be the name",
    ),
    "unknown case": (("case", "sampel", "--bank", BANK), 2, "case-sample"),
    "unknown phase": (("case", "--bank", BANK, "--phase", "midle"), 2, "`middle`"),
    "unknown problem area": (("case", "--bank", BANK, "--next", "--area", "griev"), 2, "`grief`"),
    "unknown difficulty": (("case", "--bank", BANK, "--challenge", "hard"), 2, "intermediate"),
    "unknown code to select": (("bank", "check", BANK, "--select", "W001,W03"), 2, "`W003`"),
    "unknown code to ignore": (("bank", "check", BANK, "--ignore", "W999"), 2, "`W999`"),
    "unknown family to select": (("bank", "check", BANK, "--select", "ZZ"), 2, "B, C, H, I"),
    "unknown code with a diff": (("bank", "check", BANK, "--diff", "--select", "X1"), 2, "`X1`"),
    "unknown weight to fail on": (("bank", "check", BANK, "--fail-on", "warn"), 2, "`warning`"),
    "unknown form of findings": (
        ("bank", "check", BANK, "--format", "xml"),
        2,
        "one of full, concise, json, github, gitlab, sarif, junit",
    ),
    "no terminal": (("study", "--bank", BANK), 2, "--answers"),
    "no such command": (("stdy",), 2, "stdy"),
    "no such option": (("study", "--limt", "3"), 2, "--limt"),
    "limit of nothing": (("study", "--limit", "0"), 2, "--limit"),
    "no such setting": (("config", "set", "retention", "0.9"), 2, "desired-retention"),
    "setting out of range": (("config", "set", "desired-retention", "0.99"), 2, "0.70 to 0.97"),
    "setting of the wrong type": (("config", "set", "rollover", "four"), 2, "0 to 23"),
    "no such zone": (("config", "set", "zone", "Europe/Londn"), 2, "IANA"),
    "steps that are none": (("config", "set", "learning-steps", "10m 1m"), 2, "1m 10m"),
    "answers that are not there": (
        ("study", "--bank", BANK, "--answers", "none.csv"),
        2,
        "none.csv",
    ),
    "json without answers": (("study", "--bank", BANK, "--json"), 2, "--answers"),
    "export to nowhere": (
        ("export", "reviews", "--bank", BANK, "--output", "/no/such/folder/x.csv"),
        2,
        "/no/such/folder",
    ),
    "no such item": (("item", "unsuspend", "tow", "--bank", BANK), 2, "`two`"),
    "no log to check": (("data", "doctor", "--quick"), 2, "no log"),
    "a profile made twice": (("profile", "new", "default"), 2, "already exists"),
}


@pytest.mark.parametrize(("words", "status", "word"), CASES.values(), ids=CASES)
def test_one_clear_message(
    words: tuple[str, ...], status: int, word: str, environment: dict[str, str]
) -> None:
    result = run(*words, env=environment, stdin="")
    said(result, status, word)
    assert result.stdout == "" or "--json" in words


def test_errors_come_in_the_envelope_too(environment: dict[str, str]) -> None:
    result = run("due", "--bank", "no/such.yaml", "--json", env=environment)
    content = json.loads(result.stdout)
    assert (content["status"], content["exit_code"], content["command"]) == ("error", 2, "due")
    assert content["errors"][0]["code"] == "bank-not-found"


class TestBanks:
    def test_broken_yaml_is_refused_with_its_place(
        self, tmp_path: Path, environment: dict[str, str]
    ) -> None:
        bank = tmp_path / "broken.yaml"
        bank.write_text(GOOD.replace("stem: Which option is right in two?", "stem: Which: one?"))
        line = next(
            number
            for number, text in enumerate(bank.read_text().splitlines(), 1)
            if "Which: one?" in text
        )
        said(
            run("study", "--bank", str(bank), env=environment),
            2,
            f"broken.yaml:{line}:",
            "bank check",
        )
        check = run("bank", "check", str(bank), "--format", "concise", env=environment)
        assert check.returncode == 1
        assert f"broken.yaml:{line}:16: error Y001" in check.stdout

    def test_a_wrong_type_is_refused_with_its_place(
        self, tmp_path: Path, environment: dict[str, str]
    ) -> None:
        bank = tmp_path / "wrong.yaml"
        bank.write_text(GOOD.replace("text: Option a", "text: [Option, a]", 1))
        said(run("study", "--bank", str(bank), env=environment), 2, "S005", "wrong.yaml:17:15")

    def test_formats(self, tmp_path: Path, environment: dict[str, str]) -> None:
        bank = tmp_path / "wrong.yaml"
        bank.write_text(GOOD.replace("level: remember", "level: recall", 1))
        full = run("bank", "check", str(bank), env=environment)
        assert full.returncode == 1
        assert "^^^^^^" in full.stdout
        assert "help: write one of remember, understand" in full.stdout
        content = json.loads(
            run("bank", "check", str(bank), "--format", "json", env=environment).stdout
        )
        assert content["exit_code"] == 1
        assert content["findings"][0] | {"file": ""} == {
            "code": "S006", "message": '"recall" is not a known level', "file": "", "line": 13, "column": 12,
            "end_line": 13, "end_column": 18, "severity": "error", "item": "one", "path": "/items/0/level",
            "help": "write one of remember, understand, apply, analyse", "replacement": None,
        }  # fmt: skip

    def test_a_warning_does_not_fail(self, tmp_path: Path, environment: dict[str, str]) -> None:
        bank = tmp_path / "warned.yaml"
        bank.write_text(GOOD.replace("title: A small bank for tests", "title: A bank #1"))
        result = run("bank", "check", str(bank), "--format", "concise", env=environment)
        assert (result.returncode, result.stdout.count("Y014")) == (0, 1)

    def test_shipped_banks_are_the_default(self, environment: dict[str, str]) -> None:
        result = run("bank", "check", env=environment)
        assert result.returncode == 0, result.stdout
        assert "no faults found" in result.stdout

    def test_hostile_text_is_shown_and_does_nothing(
        self, tmp_path: Path, environment: dict[str, str]
    ) -> None:
        bank = tmp_path / "markup.yaml"
        bank.write_text(GOOD.replace("level: remember", "level: '[red]x[/red]'", 1))
        result = run("bank", "check", str(bank), env=environment)
        assert "[red]x[/red]" in result.stdout
        named = tmp_path / "esc\x1b[31m.yaml"
        named.write_text("a: [")
        result = run("bank", "check", str(named), env=environment)
        assert result.returncode == 1
        assert "\x1b" not in result.stdout


class TestAnswers:
    FILES = {
        "no header": ("one,b\n", "columns item and response"),
        "unknown item": ("item,response\nnone,b\n", "answers.csv:2"),
        "no such option": ("item,response\none,z\n", "answers.csv:2"),
        "twice": ("item,response\none,b\none,a\n", "answers.csv:3"),
        "bad confidence": ("item,response,confidence\none,b,perhaps\n", "perhaps"),
        "bad time": ("item,response,response_ms\none,b,-5\n", "milliseconds"),
        "open quote": ('item,response\none,"b\n', "answers.csv"),
        "empty": ("", "columns"),
    }

    @pytest.mark.parametrize(("content", "word"), FILES.values(), ids=FILES)
    def test_a_bad_file_records_nothing(
        self, content: str, word: str, tmp_path: Path, environment: dict[str, str]
    ) -> None:
        file = tmp_path / "answers.csv"
        file.write_text(content)
        said(run("study", "--bank", BANK, "--answers", str(file), env=environment), 2, word)
        export = run("export", "reviews", "--bank", BANK, env=environment)
        assert export.stdout.count("\n") == 1

    def test_an_answer_that_is_cut_at_its_comma_leaves_the_log_as_it_was(
        self, environment: dict[str, str]
    ) -> None:
        file = ("--bank", BANK, "--answers", "-")
        first = run("study", *file, env=environment, stdin="item,response\none,b\n")
        assert first.returncode == 0, first.stderr
        before = events_of(environment)
        text = "item,response\none,b\nword,attachment theory, or so\n"
        for words in (("study",), ("study", "--cram"), ("case", "case-sample"), ("exam", "practice", "-n", "3")):  # fmt: skip
            result = run(*words, *file, env=environment, stdin=text)
            told = ("nothing was recorded", "put double quotes around a cell that contains a comma")
            said(result, 2, "-:3: 3 cells, but the header has 2", *told)
        assert events_of(environment) == before

    def test_an_open_exam_outlives_a_file_that_is_refused(
        self, environment: dict[str, str]
    ) -> None:
        words = ("exam", "practice", "--bank", BANK, "-n", "3", "--new", "--answers", "-")
        assert run(*words, env=environment, stdin="item,response,\none,b,\n").returncode == 0
        shown = run("exam", "list", "--bank", BANK, "--json", env=environment).stdout
        said(run(*words, env=environment, stdin="item,response\none,b,c\n"), 2, "-:2")
        assert run("exam", "list", "--bank", BANK, "--json", env=environment).stdout == shown

    def test_answers_that_an_exam_does_not_ask_for_are_named(
        self, environment: dict[str, str]
    ) -> None:
        text = "item,response\none,b\ntwo,c\nclaim,false\n"
        words = ("exam", "practice", "--bank", BANK, "-n", "1", "--seed", "2", "--answers", "-")
        data = json.loads(run(*words, "--json", env=environment, stdin=text).stdout)["data"]
        (asked,) = {"one", "two", "claim"} - set(data["not_asked"]) or {""}
        assert data["result"]["items"] == 1
        assert len(data["not_asked"]) == 3 - bool(asked)
        told = run(*words, env=environment, stdin=text).stdout
        assert all(name in told for name in data["not_asked"])

    def test_latin_1_is_refused(self, tmp_path: Path, environment: dict[str, str]) -> None:
        file = tmp_path / "answers.csv"
        file.write_bytes("item,response\nword,Café\n".encode("latin-1"))
        said(run("study", "--bank", BANK, "--answers", str(file), env=environment), 2, "UTF-8")

    def test_a_sound_file_is_recorded(self, environment: dict[str, str]) -> None:
        text = "item,response,confidence,response_ms\ntwo,c,certain,4000\nword,atachment,,\nclaim,true,guessed,1\none,b,,\none-again,a,,\n"
        result = run(
            "study",
            "--bank",
            BANK,
            "--answers",
            "-",
            "--new",
            "20",
            "--json",
            env=environment,
            stdin=text,
        )
        assert result.returncode == 0, result.stderr
        data = json.loads(result.stdout)["data"]
        assert {one["item"]: one["correct"] for one in data["answers"]} | {"one": True, "one-again": True} == {
            "two": True, "word": True, "claim": False, "one": True, "one-again": True,
        }  # fmt: skip
        assert len(data["not_asked"]) == 1  # one of two siblings
        rows = run("export", "reviews", "--bank", BANK, "--json", env=environment).stdout
        reviews = {row["card_id"]: row for row in json.loads(rows)["data"]["rows"]}
        assert reviews["two"]["confidence"] == "certain"
        assert reviews["two"]["review_duration"] == 4000
        assert reviews["claim"]["review_rating"] == 1


class TestStore:
    def begun(self, env: dict[str, str]) -> bytes:
        result = run(
            "study", "--bank", BANK, "--answers", "-", env=env, stdin="item,response\ntwo,c\n"
        )
        assert result.returncode == 0, result.stderr
        return log_of(env).read_bytes()

    def test_a_home_that_cannot_be_written(self, environment: dict[str, str]) -> None:
        env = environment | {"IPT_TRAIN_HOME": "/proc/none"}
        said(run("due", "--bank", BANK, env=env), 3, "/proc/none")

    def test_a_home_that_is_a_file(self, tmp_path: Path, environment: dict[str, str]) -> None:
        file = tmp_path / "file"
        file.write_text("")
        said(
            run("due", "--bank", BANK, env=environment | {"IPT_TRAIN_HOME": str(file)}),
            3,
            str(file),
        )

    def test_a_read_only_home(self, tmp_path: Path, first_start: dict[str, str]) -> None:
        """Root may write anywhere, so root gives that power up first."""
        home = tmp_path / "home"
        home.mkdir()
        home.chmod(0o500)
        powerless = ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override"]
        command = [*(powerless if os.geteuid() == 0 else []), *COMMAND, "due", "--bank", BANK]
        result = subprocess.run(
            command, env=first_start, capture_output=True, text=True, check=False
        )
        said(result, 3, "cannot be made")
        assert list(home.iterdir()) == []

    def test_a_newer_store(self, environment: dict[str, str]) -> None:
        self.begun(environment)
        connection = sqlite3.connect(log_of(environment))
        connection.execute("insert into migration values (99, 'future', '2030')")
        connection.commit()
        connection.close()
        before = log_of(environment).read_bytes()
        said(run("due", "--bank", BANK, env=environment), 3, "newer", "upgrade")
        assert log_of(environment).read_bytes() == before

    def test_a_damaged_store(self, environment: dict[str, str]) -> None:
        self.begun(environment)
        log_of(environment).write_bytes(b"spoilt" * 500)
        said(run("progress", "--bank", BANK, env=environment), 3, "damaged")

    def test_a_full_disk(self, environment: dict[str, str]) -> None:
        """The system refuses to let any file grow: the answer is not taken, and none before it is lost."""
        self.begun(environment)
        size = log_of(environment).stat().st_size
        result = subprocess.run(
            [*COMMAND, "study", "--bank", BANK, "--answers", "-"], env=environment, input="item,response\nword,attachment\n",
            capture_output=True, text=True, check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size // 4, size // 4)),
        )  # fmt: skip
        said(result, 3, "everything saved before is safe")
        rows = run("export", "reviews", "--bank", BANK, env=environment).stdout.splitlines()
        assert [row.split(",")[0] for row in rows] == ["card_id", "two"]
        assert run("data", "doctor", "--quick", env=environment).returncode == 0


def test_a_reader_that_goes_away_ends_it_quietly(environment: dict[str, str]) -> None:
    run("study", "--bank", BANK, "--answers", "-", env=environment, stdin="item,response\ntwo,c\n")
    command = " ".join([*COMMAND, "item", "list", "--bank", BANK])
    result = subprocess.run(
        ["bash", "-c", f"for i in 1 2 3; do {command}; done | head -1"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.stderr == ""


def test_a_fault_of_the_program_is_kept_in_a_file(
    environment: dict[str, str], tmp_path: Path
) -> None:
    program = (
        "import ipt_train.bank.source.shelf as s, sys\n"
        "def broken(*a, **k): raise ZeroDivisionError('planted')\n"
        "s.check = broken; sys.argv = ['ipt-train', 'bank', 'check']\n"
        "from ipt_train.cli import main; main()"
    )
    result = subprocess.run(
        [COMMAND[0], "-c", program], env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == 70
    assert "Traceback" not in result.stderr
    reports = list((Path(environment["IPT_TRAIN_HOME"]) / "state").glob("fault-*.txt"))
    assert "planted" in reports[0].read_text()


def test_profiles_are_apart(environment: dict[str, str]) -> None:
    assert run("profile", "new", "ann", env=environment).returncode == 0
    text = "item,response\ntwo,c\n"
    run("study", "--bank", BANK, "--profile", "ann", "--answers", "-", env=environment, stdin=text)
    assert (
        run("export", "reviews", "--bank", BANK, "--profile", "ann", env=environment).stdout.count(
            "\n"
        )
        == 2
    )
    assert run("export", "reviews", "--bank", BANK, env=environment).stdout.count("\n") == 1
    assert run("profile", "list", env=environment).stdout.split() == ["ann", "default"]


def test_asking_for_paths_makes_nothing(first_start: dict[str, str]) -> None:
    result = run("data", "path", env=first_start)
    assert result.returncode == 0
    assert str(log_of(first_start)) in result.stdout
    assert not Path(first_start["IPT_TRAIN_HOME"]).exists()


@pytest.mark.parametrize(
    "words",
    [
        ("due",),
        ("progress",),
        ("export", "reviews"),
        ("export", "items"),
        ("export", "sessions"),
        ("case",),
        ("item", "list"),
    ],
)
def test_reading_commands_speak_json(words: tuple[str, ...], environment: dict[str, str]) -> None:
    run("study", "--bank", BANK, "--answers", "-", env=environment, stdin="item,response\ntwo,c\n")
    content = json.loads(run(*words, "--bank", BANK, "--json", env=environment).stdout)
    assert list(content) == [
        "version",
        "command",
        "status",
        "exit_code",
        "data",
        "findings",
        "errors",
    ]
    assert content["command"] == " ".join(words[:2])
    assert content["data"]


def test_piped_output_has_no_escape_codes(environment: dict[str, str]) -> None:
    for words in (("due",), ("progress",), ("case",)):
        assert "\x1b" not in run(*words, "--bank", BANK, env=environment).stdout
