"""Options that several commands share."""

from math import isfinite
from pathlib import Path
from typing import Annotated

import typer

from ipt_train.shell.runtime import DEFAULT_PROFILE, Runtime, real_runtime

Profile = Annotated[
    str,
    typer.Option(
        "--profile", envvar="IPT_TRAIN_PROFILE", help="Learner profile to use.", show_default=True
    ),
]
Plain = Annotated[
    bool,
    typer.Option(
        "--plain", help="One fact per line, no boxes, answers typed as lines. For screen readers."
    ),
]
Json = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]
Banks = Annotated[
    list[str] | None,
    typer.Option("--bank", help="A bank's id or file; may be given more than once."),
]
Topic = Annotated[
    str | None,
    typer.Option(
        "--topic", help="Practise a domain, level, objective, tag, phase or problem area."
    ),
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", help="Write to a file instead of standard output.")
]

__all__ = [
    "DEFAULT_PROFILE",
    "Banks",
    "Json",
    "Output",
    "Plain",
    "Profile",
    "Topic",
    "finite",
    "runtime",
]


def finite(value: float | None) -> float | None:
    """Return a number that was given as an option; nan passes every range, so it is refused here.

    Raises:
        BadParameter: It is nan or infinite.
    """
    if value is not None and not isfinite(value):
        raise typer.BadParameter(f"{value} is not a number")
    return value


def runtime(context: typer.Context) -> Runtime:
    """Return the runtime that the root command was given, or the real one."""
    given = context.find_root().obj
    return given if isinstance(given, Runtime) else real_runtime()
