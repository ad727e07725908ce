"""The pages that people read, and the commands in them."""

import re
import shlex
from collections.abc import Iterator
from functools import cache
from inspect import getclosurevars
from pathlib import Path
from typing import Any

from typer.main import get_command

from ipt_train.cli.app import tree
from tests.conftest import ROOT
from tests.walk import blocks

PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "benchmarks" / "README.md"]
)
NAMES = [str(page.relative_to(ROOT)) for page in PAGES]

_LINK = re.compile(r"(?<!`)\[[^\]]*\]\((?!https?:|mailto:)([^)\s]+)\)")
_MEANING = re.compile(r"(?<=\S)\s{3,}[a-z].*")
"""What stands beside a command in a list of commands."""
_END = {"|", "||", "&&", ";", ">", ">>", "<"}


def read(name: str) -> str:
    """Return the text of a page."""
    return (ROOT / name).read_text(encoding="utf-8")


def links(name: str) -> Iterator[tuple[Path, str]]:
    """Yield where the relative links of a page lead: the file, and the heading or an empty text."""
    for target in _LINK.findall(re.sub(r"^```.*?^```$", "", read(name), flags=re.M | re.S)):
        file, _, heading = target.partition("#")
        yield ((ROOT / name).parent / file if file else ROOT / name).resolve(), heading


def headings(file: Path) -> set[str]:
    """Return the headings of a page as links name them."""
    titles = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def typed(name: str) -> list[list[str]]:
    """Return the words of each command of ours that a block of a page types, without ``ipt-train``."""
    return [
        words
        for language, block in blocks(read(name))
        if language in ("sh", "powershell", "bash")
        for line in block.splitlines()
        for words in _ours(shlex.split(_MEANING.sub("", line), comments=True))
    ]


def named(name: str) -> list[list[str]]:
    """Return the words of each command of ours that a page names within a sentence."""
    text = re.sub(r"^```.*?^```$", "", read(name), flags=re.M | re.S)
    return [
        words
        for code in re.findall(r"`(ipt-train [^`]+)`", text)
        for words in _ours(_split(" ".join(code.split())))
    ]


@cache
def _program() -> Any:
    return get_command(tree())


def command_of(words: list[str]) -> tuple[Any, list[str]]:
    """Return the command that words name, and the words after its name."""
    command: Any = _program()
    rest = list(words)
    while rest and hasattr(command, "commands") and rest[0] in command.commands:
        command = command.commands[rest.pop(0)]
    default = getclosurevars(type(command).parse_args).nonlocals.get("default")
    if default is not None:  # `ipt-train rate FORM`: a group that goes on to one of its commands
        command = command.commands[default]
    return command, rest


def _split(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError:  # an apostrophe within a sentence
        return text.split()


def _ours(words: list[str]) -> Iterator[list[str]]:
    for place, word in enumerate(words):
        if word == "ipt-train" or word.endswith("/ipt-train"):
            end = next(
                (at for at, other in enumerate(words) if at > place and other in _END), len(words)
            )
            yield words[place + 1 : end]
