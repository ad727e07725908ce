"""Style, types and documents: what the code says of itself is true."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.program import run

TOOLS = Path(sys.executable).parent


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "--no-cache"],
        ["ruff", "format", "--check", "--no-cache"],
        ["mypy", "--cache-dir=/dev/null"],
    ],
    ids=["ruff", "format", "mypy"],
)
def test_tools_have_nothing_to_say(command: list[str]) -> None:
    result = subprocess.run(
        [str(TOOLS / command[0]), *command[1:]],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr


def commands() -> list[tuple[str, ...]]:
    """Every command of the program, from its own tree; not the old names of commands."""
    from ipt_train.cli.app import GROUPS, group, tree

    groups = {name: group(name) for name in GROUPS}
    single = [(command.name,) for command in tree().registered_commands if command.name]
    grouped = [
        (name, command.name or command.callback.__name__)  # type: ignore[union-attr]
        for name, found in groups.items()
        for command in found.registered_commands
        if not command.hidden
    ]
    nested = [
        (name, str(below.name), str(command.name or command.callback.__name__))  # type: ignore[union-attr]
        for name, found in groups.items()
        for below in found.registered_groups
        for command in below.typer_instance.registered_commands  # type: ignore[union-attr]
    ]
    return single + grouped + nested


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_every_command_shows_an_example(
    words: tuple[str, ...], environment: dict[str, str]
) -> None:
    result = run(*words, "-h", env=environment)
    assert result.returncode == 0
    assert "Example" in result.stdout
    assert f"ipt-train {' '.join(words)}" in result.stdout


def test_commands_named_in_the_readme_exist() -> None:
    named = set(re.findall(r"`ipt-train ([a-z]+(?: [a-z]+)?)", (ROOT / "README.md").read_text()))
    known = {" ".join(words) for words in commands()} | {words[0] for words in commands()}
    for name in named:
        assert name in known or name.split()[0] in known, name


def test_modules_stay_small() -> None:
    for file in (ROOT / "ipt_train").rglob("*.py"):
        assert len(file.read_text().splitlines()) <= 300, file


def test_what_the_formatter_leaves_alone_has_a_reason() -> None:
    """``# fmt: skip  # a table``: a line that does not say why may as well be formatted."""
    for file in (ROOT / "ipt_train").rglob("*.py"):
        for number, line in enumerate(file.read_text().splitlines(), 1):
            if "fmt: skip" in line or "fmt: off" in line:
                assert re.search(r"  # fmt: skip  # \w+ \w+", line), f"{file}:{number}"


def test_tables_and_names_of_the_documents_are_there() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text()
    assert len(text.splitlines()) <= 150
    for name in re.findall(r"`([a-z_]+/[a-z_]+)`", text):
        package = ROOT / "ipt_train" / name
        assert (ROOT / name).is_dir() or package.is_dir() or package.with_suffix(".py").exists(), (
            name
        )


def test_files_that_contributors_are_sent_to_exist() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text()
    for name in re.findall(r"`((?:ipt_train|tests|docs|schemas)/[\w./-]+)`", text):
        assert (ROOT / name).exists(), name
    for folder, names in re.findall(r"`(ipt_train/[\w/]+/)` \(((?:`\w+\.py`,?\s*)+)", text):
        for name in re.findall(r"\w+\.py", names):
            assert (ROOT / folder / name).exists(), name


def test_what_signatures_are_worth_is_said_word_for_word() -> None:
    said = "it shows whether a file changed after it was signed or received; it cannot show who sat at the keyboard."
    assert said in (ROOT / "docs" / "courses.md").read_text()


def test_the_public_names_are_there() -> None:
    import ipt_train

    assert sorted([*ipt_train._HOMES, "__version__"]) == sorted(ipt_train.__all__)
    for name in ipt_train._HOMES:
        assert getattr(ipt_train, name).__doc__
