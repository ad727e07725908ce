"""The tree of commands."""

from typing import Annotated

import typer

from ipt_train.cli import (
    bank,
    bank_look,
    bank_write,
    config,
    course,
    course_exam,
    course_grade,
    data,
    drill,
    export,
    item,
    profile,
    read,
    standing,
    study,
)
from ipt_train.version import __version__

app = typer.Typer(
    name="ipt-train",
    no_args_is_help=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"ipt-train {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def root(
    context: typer.Context,
    _version_asked: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Learn Interpersonal Psychotherapy (IPT) and see honestly where you stand.

    \b
    Examples:
      ipt-train study                 study what is due and new today
      ipt-train case                  work through an unfolding case
      ipt-train drill                 answer what a client says
      ipt-train read                  read a card on one subject
      ipt-train progress              see what you know, by domain
      ipt-train bank check my.yaml    check a question bank

    \b
    Exit statuses: 0 ok; 1 findings; 2 cannot run; 3 the log; 70 a fault; 130 interrupted.
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


app.command("study")(study.study)
app.command("case")(study.case)
app.command("drill")(drill.drill)
app.command("read")(read.read)
app.command("due")(standing.due)
app.command("progress")(standing.progress)
_BESIDE = (bank_look, bank_write, course_exam, course_grade)
"""Modules that add their commands to the groups ``bank`` and ``course``."""

GROUPS = {
    "bank": bank.app,
    "course": course.app,
    "export": export.app,
    "item": item.app,
    "config": config.app,
    "profile": profile.app,
    "data": data.app,
}
for name, group in GROUPS.items():
    app.add_typer(group, name=name)
