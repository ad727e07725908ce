"""Commands parse, call one operation and return a reply: short, silent, and explained in a line."""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.main import get_command

from ipt_train.cli.app import tree
from ipt_train.shell.reply import Delivery
from tests.conftest import ROOT

FILES = sorted((ROOT / "ipt_train").glob("*/command/*.py"))
LINES = 15
"""What a body may have, from its first statement after docstring and imports to the end of its last."""

SUMMARY = 55
"""Characters of a summary, so that the list of commands has each on a line."""

SPEAKS = {"print", "reconfigure", "envelope", "echo", "secho", "Exit"}
"""What writes, ends the program or asks for a form: for ``shell/deliver`` alone."""


def commands(group: object, *words: str) -> Iterator[tuple[tuple[str, ...], object]]:
    """Every command of the program with the words that call it, hidden ones too."""
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        if hasattr(command, "commands"):
            yield from commands(command, *words, name)
        else:
            yield (*words, name), command


COMMANDS = dict(commands(get_command(tree())))
SHOWN = {words: one for words, one in COMMANDS.items() if not one.hidden}  # type: ignore[attr-defined]


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """How many lines a function's body has, without its docstring and the imports before it."""
    body = list(function.body)
    if ast.get_docstring(function) is not None:
        body = body[1:]
    while body and isinstance(body[0], ast.Import | ast.ImportFrom):
        body = body[1:]
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def too_long(code: str) -> dict[str, int]:
    """The functions of a module that are too long, with their lines."""
    functions = (
        node
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return {one.name: length(one) for one in functions if length(one) > LINES}


def speaks(code: str) -> list[str]:
    """Where a module writes, ends the program or asks for the form, as line and what it says."""
    told = []
    for node in ast.walk(ast.parse(code)):
        name = {ast.Name: "id", ast.Attribute: "attr"}.get(type(node))
        if name and getattr(node, name) in SPEAKS:
            told.append(f"{getattr(node, 'lineno', 0)}: {getattr(node, name)}")
        if isinstance(node, ast.ImportFrom):
            told += [f"{node.lineno}: {one.name}" for one in node.names if one.name in SPEAKS]
        if isinstance(node, ast.If | ast.IfExp):
            asked = [one.id for one in ast.walk(node.test) if isinstance(one, ast.Name)]
            told += [f"{node.lineno}: if json" for one in asked if one in ("json", "as_json")]
    return told


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parts[-3]}.{file.stem}")
def test_every_function_of_a_command_is_short(file: Path) -> None:
    """What is computed stands in ``operation/``, what is seen in ``screen/``; nothing hides here."""
    assert too_long(file.read_text(encoding="utf-8")) == {}


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parts[-3]}.{file.stem}")
def test_no_command_speaks_by_itself(file: Path) -> None:
    assert speaks(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_returns_a_delivery(words: tuple[str, ...]) -> None:
    callback = COMMANDS[words].callback  # type: ignore[attr-defined]
    assert inspect.signature(callback).return_annotation is Delivery, "it is not `@replies()`"


@pytest.mark.parametrize("words", SHOWN, ids=" ".join)
def test_every_command_is_explained_in_a_line_and_shown_by_example(words: tuple[str, ...]) -> None:
    text = SHOWN[words].help  # type: ignore[attr-defined]
    summary = text.splitlines()[0]
    assert summary.endswith("."), summary
    assert len(summary) <= SUMMARY, f"{len(summary)} characters: {summary}"
    assert text.split("\n\n")[1:], "nothing follows the summary: the blank line is missing"
    assert "\b\nExample" in text
    assert f"  ipt-train {' '.join(words)}" in text or words == ("rate", "session")


LONG = (
    "bank check", "bank fmt", "bank import", "data import-fsrs", "data import-anki", "tune", "plan",
    "course collect", "course grade", "course export", "course pack",
)  # fmt: skip  # a list
"""Commands that may take long, and so say how far they have come."""


@pytest.mark.parametrize("words", LONG)
def test_every_long_command_has_a_meter_that_is_no_option(words: str) -> None:
    command = COMMANDS[tuple(words.split())]
    body = inspect.unwrap(command.callback)  # type: ignore[attr-defined]
    assert "meter" in inspect.signature(body).parameters
    assert "meter" not in {one.name for one in command.params}  # type: ignore[attr-defined]


OLD_WAY = """
def check(context, json):
    '''Check.'''
    import sys
    from ipt_train.shell.envelope import envelope
    sys.stdout.reconfigure(newline='')
    if json and True:
        typer.echo(envelope('check'))
        raise typer.Exit(1)
    print('x' if as_json else 'y')
"""


def test_the_old_way_is_found() -> None:
    """The checks above cannot pass by seeing nothing."""
    told = {line.partition(": ")[2] for line in speaks(OLD_WAY)}
    assert told == {"reconfigure", "if json", "echo", "envelope", "Exit", "print"}
    body = "\n".join(f"    x = {number}" for number in range(LINES + 1))
    assert too_long(f"def f():\n    '''Doc.'''\n    import os\n\n{body}\n") == {"f": LINES + 1}
    assert too_long(f"def f():\n{body.rpartition(chr(10))[0]}\n") == {}
    assert len(FILES) > 20
    assert len(COMMANDS) > 60
