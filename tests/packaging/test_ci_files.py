"""What others' CI takes from here works: the action's own shell lines, and the hook through pre-commit."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.conftest import ROOT
from tests.program import BANK

GOOD = Path(BANK).read_text()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Somebody else's repository with a bank in it, one item of which is flawed."""
    banks = tmp_path / "theirs" / "question_banks"
    banks.mkdir(parents=True)
    (banks / "bank.yaml").write_text(GOOD.replace("text: Option a", "text: None of the above", 1))
    (banks / "bibliography.yaml").write_text((Path(BANK).parent / "bibliography.yaml").read_text())
    for words in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qm", "first"],
    ):
        subprocess.run(
            ["git", "-C", str(tmp_path / "theirs"), *words], check=True, capture_output=True
        )
    return tmp_path / "theirs"


def test_the_action_shows_findings_at_their_lines(repository: Path, tmp_path: Path) -> None:
    """The composite's second step, as GitHub runs it, with our environment in place of the installed one."""
    action = YAML(typ="safe", pure=True).load((ROOT / "action.yml").read_text())
    install, check = (step["run"] for step in action["runs"]["steps"])
    assert "pip" in install
    runner = tmp_path / "runner"
    (runner / "ipt-train" / "bin").mkdir(parents=True)
    (runner / "ipt-train" / "bin" / "ipt-train").symlink_to(
        Path(sys.executable).parent / "ipt-train"
    )
    env = {
        "PATH": os.environ["PATH"], "RUNNER_TEMP": str(runner), "GITHUB_ACTIONS": "true", "IPT_TRAIN_HOME": str(tmp_path / "home"),
        "PATHS": "question_banks", "FAIL_ON": "error", "SINCE": "HEAD",
    }  # fmt: skip
    result = subprocess.run(
        ["bash", "-e", "-c", check],
        cwd=repository,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1, result.stderr
    assert result.stdout.startswith("::error title=W001")
    assert "file=question_banks/bank.yaml,line=17," in result.stdout


def test_the_hooks_run_what_exists(repository: Path, environment: dict[str, str]) -> None:
    """Each hook's own command on a file, as pre-commit calls it."""
    hooks = YAML(typ="safe", pure=True).load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert {hook["id"] for hook in hooks} == {"ipt-train-bank-check", "ipt-train-bank-fmt"}
    statuses = {}
    for hook in hooks:
        program, *words = hook["entry"].split()
        result = subprocess.run(
            [str(Path(sys.executable).parent / program), *words, *hook.get("args", ["question_banks/bank.yaml"])],
            cwd=repository, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        statuses[hook["id"]] = result.returncode
    assert statuses == {"ipt-train-bank-check": 1, "ipt-train-bank-fmt": 0}


def test_the_hook_sees_banks_that_are_not_in_the_commit(
    repository: Path, environment: dict[str, str]
) -> None:
    """An id of a new bank is taken in one that was not touched; with --since a deleted bank is missed."""
    hook = YAML(typ="safe", pure=True).load((ROOT / ".pre-commit-hooks.yaml").read_text())[0]
    assert (hook["pass_filenames"], hook["always_run"]) == (False, True)
    program, *words = hook["entry"].split()

    def checked(*args: str) -> str:
        call = [str(Path(sys.executable).parent / program), *words, *(args or hook["args"])]
        return subprocess.run(
            call, cwd=repository, env=environment, capture_output=True, text=True, check=False
        ).stdout

    banks = repository / "question_banks"
    (banks / "second.yaml").write_text(GOOD.replace("id: sample", "id: second", 1))
    assert "I001" in checked()
    (banks / "second.yaml").unlink()
    assert "I001" not in checked()
    assert "I014" not in checked()
    (banks / "second.yaml").write_text(
        GOOD.replace("- id: one\n", "- id: other\n").replace("id: sample", "id: second", 1)
    )
    (banks / "bank.yaml").unlink()
    assert "I014" in checked("question_banks", "--since", "HEAD")
