"""What holds for every page: its links lead somewhere, its commands exist, and README leads to it."""

from pathlib import Path

import pytest
from typer import TyperException

from tests.conftest import ROOT
from tests.docs.pages import NAMES, command_of, headings, links, named, read, typed

HISTORY = "CHANGELOG.md"
"""It names commands of earlier versions too."""


@pytest.mark.parametrize("name", NAMES)
def test_links_lead_to_a_file_and_to_a_heading_in_it(name: str) -> None:
    for file, heading in links(name):
        assert file.exists(), file
        assert not heading or heading in headings(file), (file, heading)


def test_every_page_is_reached_from_the_readme() -> None:
    reached, ahead = set(), [ROOT / "README.md"]
    while ahead:
        page = ahead.pop()
        if page in reached:
            continue
        reached.add(page)
        if page.suffix == ".md":
            ahead += [file for file, _ in links(str(page.relative_to(ROOT)))]
    files = {file for file in (ROOT / "docs").rglob("*") if file.is_file()}
    assert files <= reached, files - reached
    assert {ROOT / name for name in NAMES} <= reached


@pytest.mark.parametrize("name", [name for name in NAMES if name != HISTORY])
def test_commands_within_sentences_exist_with_their_options(name: str) -> None:
    for words in named(name):
        if words and words[0].isupper():  # `ipt-train COMMAND -h`
            continue
        command, rest = command_of(words)
        assert not hasattr(command, "commands") or not words or words != rest or words[0].startswith("-"), words  # fmt: skip  # one question
        known = {option for parameter in command.params for option in parameter.opts} | {"-h"}
        given = {word.partition("=")[0] for word in rest if word.startswith("-") and word != "-"}
        assert given <= known, (words, given - known)


@pytest.mark.parametrize("name", NAMES)
def test_commands_in_blocks_are_taken_by_the_program(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:  # fmt: skip
    """Each is read by the program's own parser, which refuses what is unknown, missing or out of range."""
    monkeypatch.chdir(tmp_path)
    for words in typed(name):
        command, rest = command_of(words or ["today"])
        assert not hasattr(command, "commands"), words
        command.make_context(" ".join(words), rest)


def test_there_are_commands_to_look_at() -> None:
    assert sum(len(typed(name)) for name in NAMES) > 150
    assert sum(len(named(name)) for name in NAMES) > 150


@pytest.mark.parametrize("words", [["due", "--no-such"], ["bank", "export", "--to", "word"], ["study", "--minutes", "0"]])  # fmt: skip  # a table
def test_a_command_that_is_not_there_is_found(words: list[str]) -> None:
    command, rest = command_of(words)
    with pytest.raises(TyperException):
        command.make_context(" ".join(words), rest)


def test_the_readme_is_short_enough_to_be_read() -> None:
    assert len(read("README.md").split()) <= 600


def test_style_shows_what_it_asks_for() -> None:
    rows = [line for line in read("STYLE.md").splitlines() if line.startswith("| ")]
    assert len(rows) == 2 + 10 - 1
