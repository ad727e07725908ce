"""The floors hold, in the source and at run time."""

import json
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


@pytest.mark.parametrize(
    ("words", "absent"),
    [
        (("study", "--bank", BANK, "--answers", "-"), {"jsonschema", "ruamel.yaml", "pydantic", "duckdb", "ipt_train.fidelity", "cryptography", "pyrage"}),
        (("due", "--bank", BANK), {"jsonschema", "ruamel.yaml", "pydantic"}),
        (("progress", "--bank", BANK), {"jinja2", "jsonschema", "ruamel.yaml", "pydantic"}),
        (("bank", "check", BANK), {"pydantic", "sqlite3", "fsrs_rs_python"}),
        (("--help",), {"rich", "jsonschema", "ruamel.yaml", "sqlite3", "fsrs_rs_python", "pydantic"}),
        (("study", "--help"), {"rich", "jsonschema", "ruamel.yaml", "sqlite3", "fsrs_rs_python", "pydantic"}),
        (("--version",), {"typer", "rich", "jsonschema", "ruamel.yaml", "sqlite3", "fsrs_rs_python"}),
        (("course", "--help"), {"rich", "jsonschema", "ruamel.yaml", "sqlite3", "cryptography", "pyrage"}),
        (("data", "path"), {"rich", "jsonschema", "ruamel.yaml", "sqlite3", "pydantic"}),
    ],
)  # fmt: skip
def test_commands_load_only_what_they_need(
    words: tuple[str, ...], absent: set[str], environment: dict[str, str]
) -> None:
    run("due", "--bank", BANK, env=environment)  # fills the cache of banks
    assert not absent & loaded(*words, env=environment)
