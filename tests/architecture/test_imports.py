"""The contracts hold, in the source and at run time."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.program import BANK, run

LOADED = (
    "import sys, json, atexit\n"
    "atexit.register(lambda: print('LOADED ' + json.dumps(sorted(sys.modules)), file=sys.stderr))\n"
    "sys.argv = ['ipt-train', *sys.argv[1:]]\n"
    "from ipt_train.cli import main; main()"
)


def loaded(*words: str, env: dict[str, str]) -> set[str]:
    """Modules that a command has loaded when it ends."""
    result = subprocess.run(
        [sys.executable, "-c", LOADED, *words],
        env=env,
        input="item,response\ntwo,c\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    line = next(line for line in result.stderr.splitlines() if line.startswith("LOADED "))
    return set(json.loads(line.removeprefix("LOADED ")))


def test_import_contracts() -> None:
    result = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout


def pure_folders(package: Path) -> list[Path]:
    """The folders that may hold pure values and functions only."""
    folders = [
        folder for name in ("core", "rules", "cohort") for folder in package.glob(f"*/{name}")
    ]
    return sorted([*folders, package / "schedule", package / "figure"])


def test_a_new_file_of_the_core_stands_under_the_contracts(tmp_path: Path) -> None:
    """Nobody adds it to a list: a file with a clock and files of its own fails where it stands."""
    shutil.copytree(ROOT / "ipt_train", tmp_path / "ipt_train", ignore=shutil.ignore_patterns("__pycache__"))  # fmt: skip
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    folders = pure_folders(tmp_path / "ipt_train")
    rooms = {file.name for file in (tmp_path / "ipt_train").iterdir() if (file / "core").is_dir()}
    assert {folder.parent.name for folder in folders if folder.name == "core"} == rooms
    assert rooms >= {"bank", "course", "exam", "log", "progress", "rating", "study"}
    for folder in folders:
        (folder / "newcomer.py").write_text("import os, time\n")
    result = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert "1 broken" in result.stdout
    told = set(re.findall(r"ipt_train\.([\w.]+)\.newcomer -> (os|time) ", result.stdout))
    names = [folder.relative_to(tmp_path / "ipt_train").as_posix() for folder in folders]
    assert told == {(name.replace("/", "."), module) for name in names for module in ("os", "time")}


@pytest.mark.parametrize(
    ("words", "absent"),
    [
        (("study", "--bank", BANK, "--answers", "-"), {"jsonschema", "ruamel.yaml", "pydantic", "duckdb", "ipt_train.rating", "ipt_train.bank.rules", "cryptography", "pyrage"}),
        (("due", "--bank", BANK), {"tomlkit", "ipt_train.bank.rules", "jsonschema", "ruamel.yaml", "pydantic"}),
        (("progress", "--bank", BANK), {"jinja2", "jsonschema", "ruamel.yaml", "pydantic"}),
        (("bank", "check", BANK), {"pydantic", "sqlite3", "fsrs_rs_python"}),
        (("--help",), {"rich", "jsonschema", "ruamel.yaml", "sqlite3", "fsrs_rs_python", "pydantic"}),
        (("study", "--help"), {"rich", "jsonschema", "ruamel.yaml", "sqlite3", "fsrs_rs_python", "pydantic"}),
        (("--version",), {"typer", "rich", "jsonschema", "ruamel.yaml", "sqlite3", "fsrs_rs_python"}),
        (("course", "--help"), {"rich", "jsonschema", "ruamel.yaml", "sqlite3", "cryptography", "pyrage"}),
        (("data", "path"), {"tomlkit", "rich", "jsonschema", "ruamel.yaml", "sqlite3", "pydantic"}),
    ],
)  # fmt: skip
def test_commands_load_only_what_they_need(
    words: tuple[str, ...], absent: set[str], environment: dict[str, str]
) -> None:
    run("due", "--bank", BANK, env=environment)  # fills the cache of banks
    assert not absent & loaded(*words, env=environment)


MOST = {
    "--version": (6, 2),
    "--help": (7, 2),
    "due --brief": (11, 9),
    "data path": (24, 92),
    "bank check": (48, 95),
    "due": (110, 180),
    "study": (152, 183),
}
"""The most modules that a command may load: ours, and those of other packages and of Python."""

OTHER_PYTHON = 10
"""As many more another Python may have than 3.11, which the figures are of."""


def test_commands_load_no_more_modules_than_they_did(environment: dict[str, str]) -> None:
    """A person waits for each; whoever raises a number says in the commit what it is for."""
    for words in (["due"], ["due", "--bank", BANK], ["bank", "check"]):
        run(*words, env=environment)  # fills the cache of banks and keeps the figure for a prompt
    bare = subprocess.run(
        [sys.executable, "-c", "import sys, json, atexit; print(json.dumps(sorted(sys.modules)))"],
        env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip  # a command
    counts = {}
    for command in MOST:
        more = ["--bank", BANK, "--answers", "-"] if command == "study" else []
        runs = (
            2 if command == "due --brief" else 1
        )  # once the figure is kept anew, as files have rested
        each = [loaded(*command.split(), *more, env=environment) for _ in range(runs)]
        modules = min(each, key=len) - set(json.loads(bare.stdout))
        ours = sum(name.partition(".")[0] == "ipt_train" for name in modules)
        counts[command] = (ours, len(modules) - ours)
    spare = 0 if sys.version_info[:2] == (3, 11) else OTHER_PYTHON
    too_many = {
        command: count
        for command, count in counts.items()
        if count[0] > MOST[command][0] or count[1] > MOST[command][1] + spare
    }
    assert not too_many, f"now {counts}"
