"""What a machine may hand to the program: closed and full streams, a folder that is gone, no width, odd zones."""

import json
import shlex
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.program import BANK, COMMAND, run

Env = dict[str, str]


def shell(script: str, env: Env, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a line of shell in which ``ipt-train`` is this program, started from nothing."""
    line = script.replace("ipt-train ", f"{shlex.join(COMMAND)} ")
    return subprocess.run(
        ["sh", "-c", line], env=env | {"PYTHONPATH": str(ROOT)}, cwd=cwd, capture_output=True,
        text=True, timeout=60, check=False,
    )  # fmt: skip  # a call


@pytest.mark.parametrize(
    ("line", "status"),
    [
        (f"ipt-train due --bank {BANK} >&-", 0),
        ("ipt-train due --brief >&-", 0),
        (f"ipt-train study --bank {BANK} <&-", 2),
        ("ipt-train <&-", 0),
        ("ipt-train bank check nofile 2>&-", 2),
        ("ipt-train bank check nofile 2>/dev/full", 2),
        ("ipt-train stdy 2>&-", 2),
        (f"ipt-train export reviews --bank {BANK} --output x.csv 2>&-", 0),
        (f"ipt-train export reviews --bank {BANK} --output y.csv <&- >&- 2>&-", 0),
        (f"ipt-train export reviews --bank {BANK} --output z.csv 2>/dev/full", 0),
    ],
)
def test_closed_streams_change_no_status(line: str, status: int, warm: Env, tmp_path: Path) -> None:
    result = shell(line, warm, cwd=tmp_path)
    assert result.returncode == status, result.stderr
    assert "Traceback" not in result.stderr
    assert not list(Path(warm["IPT_TRAIN_HOME"]).glob("state/fault-*"))


def test_what_is_printed_never_lands_in_the_log(warm: Env, tmp_path: Path) -> None:
    """The number of a closed stream is free for the next file that is opened."""
    for streams in (">&-", "2>&-", "<&- >&- 2>&-"):
        assert shell(f"ipt-train due --bank {BANK} {streams}", warm, cwd=tmp_path).returncode == 0
    assert run("data", "doctor", "--quick", env=warm).returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is full")
@pytest.mark.parametrize(
    "words",
    [
        "--version",
        "--help",
        "due --brief",
        "due --brief --check",
        f"due --bank {BANK}",
        f"due --bank {BANK} --json",
        f"due --bank {BANK} --plain",
        "item list --all",
        "config list",
        "bank list --json",
        f"export csv reviews --bank {BANK}",
        "no-such-command --json",
    ],
)
def test_a_full_device_is_no_fault_of_the_program(words: str, warm: Env) -> None:
    result = shell(f"ipt-train {words} > /dev/full", warm)
    assert result.returncode == 2, result.stderr
    assert "Traceback" not in result.stderr
    assert "Exception ignored" not in result.stderr
    if "no-such" not in words:
        assert "standard output cannot be written: no space left on device" in result.stderr
        assert result.stderr.count("ipt-train: error:") == result.stderr.count("hint:") == 1


@pytest.mark.parametrize("words", ["due", "due --brief", "config list", "", "data path", "--help"])
def test_a_folder_that_is_gone_is_not_needed(words: str, warm: Env, tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    line = f"cd gone && rmdir ../gone && ipt-train {words}"
    assert shell("ipt-train due --brief", warm).returncode == 0
    result = shell(line, warm, cwd=tmp_path)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout


@pytest.mark.parametrize("columns", ["0", "00", ""])
def test_a_width_of_nothing_is_unknown(columns: str, warm: Env) -> None:
    shown = run("read", "grief", env=warm | {"COLUMNS": columns}).stdout
    assert shown == run("read", "grief", env=warm | {"COLUMNS": "80"}).stdout
    assert "grief" in shown


@pytest.mark.parametrize(
    ("zone", "kept", "said"),
    [
        ("Singapore", "Singapore", False),
        ("GB", "GB", False),
        ("Japan", "Japan", False),
        ("EST5EDT", "EST5EDT", False),
        (":Europe/Paris", "Europe/Paris", False),
        ("UTC", "UTC", False),
        ("Middle/Earth", "UTC", True),
        ("CET-1CEST,M3.5.0,M10.5.0/3", "UTC", True),
        ("../../etc/passwd", "UTC", True),
        ("localtime", "UTC", True),
    ],
)
def test_zones_that_the_system_knows_are_kept(zone: str, kept: str, said: bool, warm: Env) -> None:
    first = run("due", "--brief", env=warm | {"TZ": zone})
    assert ("days are counted in UTC" in first.stderr) == said
    second = run("config", "get", "zone", env=warm | {"TZ": zone})
    assert (second.stdout.strip(), second.stderr) == (kept, "")


def test_a_home_with_a_tilde_is_in_the_home_folder(warm: Env, tmp_path: Path) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    env = warm | {"HOME": str(tmp_path / "ann"), "IPT_TRAIN_HOME": "~/ipt"}
    for words in ("due --brief", "config set plain true", f"due --bank {BANK}"):
        assert shell(f"ipt-train {words}", env, cwd=folder).returncode == 0
    assert list(folder.iterdir()) == []
    assert (tmp_path / "ann" / "ipt" / "data" / "profiles" / "default.db").is_file()


@pytest.mark.parametrize("words", ["due --brief", "due", "study", "config list", "", "data path"])
def test_a_home_that_hangs_on_the_folder_is_refused(words: str, warm: Env, tmp_path: Path) -> None:
    result = shell(f"ipt-train {words}", warm | {"IPT_TRAIN_HOME": "home"}, cwd=tmp_path / ".")
    assert result.returncode == 2
    assert "IPT_TRAIN_HOME is `home`" in result.stderr
    assert "begins with / or ~/" in result.stderr
    assert not (tmp_path / "home" / "data").exists()


def test_what_a_link_names_is_erased_and_copies_beside_are_named(warm: Env, tmp_path: Path) -> None:
    profiles, cloud = Path(warm["IPT_TRAIN_HOME"]) / "data" / "profiles", tmp_path / "cloud"
    for profile in ("ann", "anna"):
        run("profile", "new", profile, env=warm)
    run("due", "--bank", BANK, "--profile", "ann", env=warm)
    cloud.mkdir()
    named = [
        "ann (conflicted copy 2026-11-02).db", "ann.sync-conflict-20261102.db", "ann-LAPTOP.db", "Ann (1).db",
    ]  # fmt: skip  # a list of names
    for name in named:
        (profiles / name).write_bytes((profiles / "ann.db").read_bytes())
    (profiles / "ann.db").rename(cloud / "ann.db")
    (profiles / "ann.db").symlink_to(cloud / "ann.db")
    result = run("data", "forget", "ann", "--confirm", "ann", "--json", env=warm)
    told = json.loads(result.stdout)["data"]
    assert list(cloud.iterdir()) == []
    assert str(cloud / "ann.db") in told["removed"]
    assert sorted(told["remain"]) == sorted(str(profiles / name) for name in named)
    assert (profiles / "anna.db").is_file()
    assert not (profiles / "ann.db").is_symlink()


@pytest.mark.parametrize(
    "words", ["due", "read grief", "item list", "config list", "progress", "competency", "study -h"]
)
def test_a_pipe_gets_no_spaces_that_fill_lines_up(words: str, warm: Env, tmp_path: Path) -> None:
    answers = tmp_path / "a.csv"
    answers.write_text("item,response\nhistory-web-page-two-decades,a\n")
    assert run("study", "--new", "999", "--answers", str(answers), env=warm).returncode == 0
    shown = run(*words.split(), env=warm | {"COLUMNS": "60"}).stdout
    assert shown.strip()
    assert [line for line in shown.splitlines() if line != line.rstrip()] == []
