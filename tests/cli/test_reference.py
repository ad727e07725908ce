"""The page of all commands says what the program says of itself."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
import typer
from typer.main import get_command

from ipt_train.cli import reference as written
from ipt_train.cli.placeholder import command_tree
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "cli.md"
ANEW = "write it anew: python -m ipt_train.cli.reference > docs/cli.md"


def every(group: object, *words: str) -> Iterator[tuple[str, object]]:
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        yield " ".join((*words, name)), command
        if hasattr(command, "commands"):
            yield from every(command, *words, name)


def test_the_page_is_that_of_the_tree() -> None:
    assert PAGE.read_text(encoding="utf-8").rstrip("\n") == written.reference().rstrip("\n"), ANEW


def test_the_page_can_be_written_from_a_shell_of_any_width() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ipt_train.cli.reference"],
        env={"COLUMNS": "30", "IPT_TRAIN_PROFILE": "ann", "LC_ALL": "C", "PATH": ""},
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode().rstrip("\n") == written.reference().rstrip("\n")


def test_every_command_and_option_is_on_the_page_and_nothing_that_is_hidden() -> None:
    page = written.reference()
    titles = [line.lstrip("# ") for line in page.splitlines() if line.startswith("##")]
    commands = dict(every(command_tree()))
    shown = [f"ipt-train {words}" for words, one in commands.items() if not one.hidden]  # type: ignore[attr-defined]
    assert titles == shown
    for words, command in commands.items():
        if command.hidden:  # type: ignore[attr-defined]
            assert f"## ipt-train {words}\n" not in page
            continue
        chapter = page.partition(f"# ipt-train {words}\n")[2].partition("\n##")[0]
        for option in command.params:  # type: ignore[attr-defined]
            for name in option.opts if option.param_type_name == "option" else ():
                assert (f"{name}`" in chapter or f"{name} " in chapter or f"{name}," in chapter) is not option.hidden  # fmt: skip  # one question


def test_hidden_commands_and_options_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    app = typer.Typer(help="A program.")

    @app.command()
    def seen(
        open_: bool = typer.Option(False, "--open", help="a | b"),
        secret: bool = typer.Option(False, "--secret", hidden=True),
    ) -> None:
        """Do something.

        \b
        wide   columns stay
        long   where they are

        \b
        Example:
          ipt-train seen --open
        """

    @app.command(hidden=True)
    def gone() -> None:
        """Do nothing."""

    monkeypatch.setattr(written, "command_tree", lambda: get_command(app))
    page = written.reference()
    assert "| `--open` | a \\| b |" in page
    assert "```text\nwide   columns stay\nlong   where they are\n```" in page
    assert "```sh\nipt-train seen --open\n```" in page
    assert "secret" not in page
    assert "gone" not in page
