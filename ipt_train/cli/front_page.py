"""The page of ``ipt-train --help``, kept as it is printed, so that it is there at once.

All commands have to be loaded to write it. It is kept for the widths that nearly every screen comes
down to: 80 columns, which is also what a pipe gets, and 96, the widest that a page is written for.
Other widths are written when they are asked for. ``python -m ipt_train.cli.front_page`` writes
the kept ones anew after a change of what a command says of itself.

It imports next to nothing.
"""

import os
import sys

WIDEST = 96
"""A page is written for no more columns than these."""

KEPT = (80, WIDEST)
"""Columns that a page is kept for."""


def columns() -> int:
    """Return how many columns a page is written for: those of the variable, else of the terminal."""
    try:
        given = int(os.environ["COLUMNS"])
    except (KeyError, ValueError):
        given = 0
    if given <= 0:
        try:
            given = os.get_terminal_size(sys.__stdout__.fileno()).columns  # type: ignore[union-attr]
        except (AttributeError, OSError, ValueError):  # closed, or no terminal
            given = 0
    return given or 80


def kept(width: int) -> str | None:
    """Return the page that is kept for a width, or None where none is.

    Args:
        width: Columns.
    """
    try:
        with open(_file(min(width, WIDEST)), encoding="utf-8") as stream:
            return stream.read()
    except OSError:
        return None


def _file(width: int) -> str:
    return os.path.join(os.path.dirname(os.path.abspath(__file__)), f"front_page_{width}.txt")


def _write() -> None:
    """Write the kept pages anew, as the parser prints them."""
    from pathlib import Path

    from typer import Context

    from ipt_train.cli.placeholder import command_tree
    from ipt_train.files import write_whole

    command = command_tree()
    for width in KEPT:
        # the parser leaves two columns of a screen free
        shape = {**command.context_settings, "terminal_width": width - 2}
        context = Context(command, info_name="ipt-train", **shape)
        write_whole(Path(_file(width)), context.get_help() + "\n")


if __name__ == "__main__":
    _write()
