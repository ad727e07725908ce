"""One page of all commands, written from the tree itself.

``python -m ipt_train.cli.reference > docs/cli.md`` writes it anew. What the page says of a command
is what its ``-h`` says; hidden commands and options are left out.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import typer

from ipt_train.cli.placeholder import command_tree
from ipt_train.shell.deliver import write_bytes

HEAD = """\
# Commands

This page is written by the program: `python -m ipt_train.cli.reference > docs/cli.md`. `ipt-train COMMAND -h`
says the same about one command.
"""
_AS_IT_IS = "\b"
"""What stands before a paragraph of a help whose lines are kept as they are."""


def reference() -> str:
    """Return the page, in Markdown: a table of all commands, then each with all that it takes."""
    root = typer.Context(command_tree(), info_name="ipt-train")
    contexts = list(_below(root))
    return "\n".join([HEAD, *_lines(root), *_overview(contexts), *_chapters(contexts)])


def _below(context: typer.Context) -> Iterator[typer.Context]:
    """Yield every command below a group with the groups among them, none of them hidden."""
    for name, command in getattr(context.command, "commands", {}).items():
        if command.hidden:
            continue
        below = typer.Context(command, info_name=name, parent=context)
        yield below
        yield from _below(below)


def _overview(contexts: Iterable[typer.Context]) -> Iterator[str]:
    """Yield the table of all commands."""
    yield from ("| Command | What it does |", "|---|---|")
    for context in contexts:
        path = context.command_path
        summary = str(context.command.help).partition("\n")[0]
        yield f"| [`{path}`](#{path.replace(' ', '-')}) | {_cell(summary)} |"
    yield ""


def _chapters(contexts: Iterable[typer.Context]) -> Iterator[str]:
    """Yield a chapter for each command: a group's commands stand below it."""
    for context in contexts:
        yield f"{'#' * context.command_path.count(' ')}# {context.command_path}\n"
        yield from _lines(context)


def _lines(context: typer.Context) -> Iterator[str]:
    """Yield what a command is for, its examples, arguments and options."""
    for paragraph in str(context.command.help).split("\n\n"):
        yield _paragraph(paragraph)
    shown = [param for param in context.command.params if not getattr(param, "hidden", False)]
    arguments = [param for param in shown if param.param_type_name == "argument"]
    yield from _table("Argument", arguments, context)
    yield from _table("Option", [param for param in shown if param not in arguments], context)


def _paragraph(text: str) -> str:
    """Return a paragraph of a help in Markdown; one that begins with a mark keeps its lines."""
    text = text.strip("\n")
    if not text.startswith(_AS_IT_IS):
        return f"{text}\n"
    first, *more = text.removeprefix(_AS_IT_IS).strip("\n").splitlines()
    if first.startswith("Example"):
        return "\n".join(("```sh", *(line.strip() for line in more), "```", ""))
    return "\n".join(("```text", first, *more, "```", "")) if more else f"{first}\n"


def _table(title: str, params: Iterable[Any], context: typer.Context) -> Iterator[str]:
    """Yield arguments or options as a table; nothing where there are none."""
    records = [record for param in params if (record := param.get_help_record(context))]
    if records:
        yield from (f"| {title} | Meaning |", "|---|---|")
        yield from (f"| `{_cell(name)}` | {_cell(meaning)} |" for name, meaning in records)
        yield ""


def _cell(text: str) -> str:
    """Return a text that stays in its cell."""
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    write_bytes(reference().rstrip("\n").encode() + b"\n")
