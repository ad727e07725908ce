"""What a learner did is for her eyes: modes of logs, copies and exports, and of what was there before."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.program import BANK, COMMAND, run

Env = dict[str, str]
pytestmark = pytest.mark.skipif(os.name != "posix", reason="modes say nothing elsewhere")
ANSWERS = "item,response\none,b\nclaim,true\n"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def home(env: Env) -> Path:
    return Path(env["IPT_TRAIN_HOME"])


def open_to_others(root: Path) -> dict[str, int]:
    return {
        str(one.relative_to(root)): mode(one) for one in [root, *root.rglob("*")] if mode(one) & 0o077
    }  # fmt: skip


@pytest.fixture
def studied(environment: Env) -> Env:
    """A learner with answers, whose umask leaves files open to everybody."""
    done = subprocess.run(
        [*COMMAND, "study", "--bank", BANK, "--answers", "-"], env=environment, input=ANSWERS, text=True,
        capture_output=True, check=True, umask=0,
    )  # fmt: skip
    assert "other people" not in done.stderr
    return environment


def test_a_new_log_is_closed_whatever_the_umask(studied: Env) -> None:
    data = home(studied) / "data"
    (profiles,) = (data / "profiles",)
    assert mode(data) == mode(profiles) == 0o700
    assert open_to_others(profiles) == {}
    assert mode(profiles / "default.db") == 0o600


@pytest.mark.parametrize(
    "words",
    [
        ("data", "backup", "OUT"), ("export", "reviews", "-o", "OUT"), ("export", "items", "-o", "OUT"),
        ("export", "sessions", "-o", "OUT"), ("progress", "--html", "OUT"), ("due", "--ical", "OUT"),
        ("rate", "history", "--html", "OUT"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_copies_and_exports_are_closed(studied: Env, tmp_path: Path, words: tuple[str, ...]) -> None:  # fmt: skip
    target = tmp_path / "out.file"
    said = [str(target) if word == "OUT" else word for word in words]
    done = subprocess.run([*COMMAND, *said], env=studied, capture_output=True, text=True, umask=0, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert mode(target) == 0o600


def test_a_file_that_is_there_keeps_its_mode(studied: Env, tmp_path: Path) -> None:
    target = tmp_path / "shared.csv"
    target.touch()
    target.chmod(0o664)
    assert run("export", "reviews", "-o", str(target), env=studied).returncode == 0
    assert mode(target) == 0o664


def test_a_bank_follows_the_umask(studied: Env, tmp_path: Path) -> None:
    target = tmp_path / "bank.gift"
    done = subprocess.run(
        [*COMMAND, "bank", "export", BANK, "--to", "gift", "-o", str(target)],
        env=studied, check=False, capture_output=True, umask=0o022,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert mode(target) == 0o644


@pytest.mark.parametrize(
    "words",
    [("due",), ("progress",), ("data", "doctor"), ("data", "doctor", "--quick"), ("export", "reviews"), ("rate", "list")],
    ids=" ".join,
)  # fmt: skip
def test_what_was_open_is_closed_once_and_said(studied: Env, words: tuple[str, ...]) -> None:
    data = home(studied) / "data"
    profiles = data / "profiles"
    shutil.copy(profiles / "default.db", profiles / "default.db.20260101-100000-1.bak")
    for folder in (data, profiles):
        folder.chmod(0o755)
        for file in folder.iterdir():
            file.chmod(0o755 if file.is_dir() else 0o644)
    first = run(*words, env=studied)
    assert first.stderr.count("other people on this machine could read") == 1, first.stderr
    assert mode(data) == 0o700
    assert open_to_others(profiles) == {}
    assert "other people" not in run(*words, env=studied).stderr


def test_copies_kept_before_a_risk_are_closed(studied: Env, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert run("data", "backup", str(copy), env=studied).returncode == 0
    copy.chmod(0o644)
    assert run("data", "restore", str(copy), "--confirm", "default", env=studied).returncode == 0
    (kept,) = (home(studied) / "data" / "profiles").glob("*.bak")
    assert mode(kept) == 0o600
    assert mode(home(studied) / "data" / "profiles" / "default.db") == 0o600


def test_the_copy_before_a_migration_is_closed(environment: Env) -> None:
    profiles = home(environment) / "data" / "profiles"
    profiles.mkdir(parents=True)
    old = ROOT / "tests" / "fixtures" / "c637f1e" / "logs" / "schema-1.db"
    shutil.copy(old, profiles / "default.db")
    done = subprocess.run(
        [sys.executable, "-m", "ipt_train", "due"], env=environment, check=False, umask=0, capture_output=True
    )  # fmt: skip
    assert done.returncode == 0
    assert mode(profiles / "default.db.schema-1.bak") == 0o600
