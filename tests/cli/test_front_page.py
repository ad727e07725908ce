"""The kept page of ``ipt-train --help`` is the one that the parser prints, on every screen."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ipt_train.cli import front_page
from tests.program import COMMAND, Terminal, run

ANEW = "write it anew: python -m ipt_train.cli.front_page"


@pytest.mark.parametrize("columns", [40, 79, 80, 81, 95, 96, 97, 250])
def test_the_page_is_what_the_parser_prints(columns: int, environment: dict[str, str]) -> None:
    """Asked for twice, help is printed by the parser."""
    env = environment | {"COLUMNS": str(columns)}
    page, parsed = run("--help", env=env), run("--help", "--help", env=env)
    assert page.stdout == parsed.stdout, ANEW
    assert (page.returncode, page.stderr) == (parsed.returncode, parsed.stderr) == (0, "")
    assert max(map(len, page.stdout.splitlines())) <= max(columns, 90)


@pytest.mark.parametrize("extra", [{}, {"NO_COLOR": "1"}, {"FORCE_COLOR": "1"}, {"TERM": "dumb"}, {"COLUMNS": "0"}, {"COLUMNS": "wide"}, {"IPT_TRAIN_PLAIN": "1"}])  # fmt: skip  # a table
def test_the_page_is_the_same_whatever_the_environment_says(
    extra: dict[str, str], environment: dict[str, str]
) -> None:
    env = {key: value for key, value in environment.items() if key != "COLUMNS"} | extra
    page = run("-h", env=env)
    assert page.stdout == run("-h", "-h", env=env).stdout
    assert "\x1b" not in page.stdout


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_a_terminal_gets_the_page_of_its_width(columns: int, environment: dict[str, str]) -> None:
    env = {key: value for key, value in environment.items() if key != "COLUMNS"}
    shown = []
    for words in (["--help"], ["--help", "--help"]):
        terminal = Terminal(*words, env=env, columns=columns, rows=60)
        assert terminal.end() == 0
        shown.append(terminal.raw)
    assert shown[0] == shown[1]


@pytest.mark.parametrize("word", ["--help", "-h", "--version"])
@pytest.mark.parametrize(("stream", "status"), [("/dev/full", 2), ("closed pipe", -13)])
def test_what_cannot_be_written_ends_without_a_traceback(
    word: str, stream: str, status: int, environment: dict[str, str]
) -> None:
    if stream == "/dev/full":
        target = os.open(stream, os.O_WRONLY)
    else:
        reader, target = os.pipe()
        os.close(reader)
    result = subprocess.run(
        [*COMMAND, word], env=environment, stdout=target, stderr=subprocess.PIPE, check=False
    )
    os.close(target)
    assert result.returncode == status
    assert b"Traceback" not in result.stderr


def test_the_program_does_without_a_kept_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert front_page.kept(80)
    assert front_page.kept(500) == front_page.kept(front_page.WIDEST)
    assert front_page.kept(85) is None
    monkeypatch.setattr(front_page, "__file__", str(tmp_path / "front_page.py"))
    assert front_page.kept(80) is None


def test_the_pages_are_written_from_a_shell_of_any_width(tmp_path: Path) -> None:
    """Into a copy of their module's folder, so that those of this checkout stay as they are."""
    code = (
        "import sys; from ipt_train.cli import front_page as page\n"
        f"page.__file__ = {str(tmp_path / 'front_page.py')!r}; page._write()"
    )
    env = {"COLUMNS": "30", "PATH": "", "LC_ALL": "C"}
    subprocess.run([sys.executable, "-c", code], env=env, check=True)
    written = {file.name: file.read_text() for file in tmp_path.iterdir()}
    assert written == {
        f"front_page_{width}.txt": front_page.kept(width) for width in front_page.KEPT
    }
