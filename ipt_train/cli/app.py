"""The tree of commands."""

import os
from collections.abc import MutableMapping
from pathlib import Path
from typing import Annotated, Any

import typer

from ipt_train.cli import (
    bank,
    bank_look,
    bank_write,
    config,
    course,
    course_exam,
    course_grade,
    course_look,
    course_standard,
    data,
    data_care,
    data_import,
    drill,
    exam,
    exam_take,
    export,
    item,
    outlook,
    profile,
    rate,
    rate_hand,
    rate_look,
    rate_session,
    read,
    standing,
    study,
    undo,
)
from ipt_train.cli.preferences import default_map, preferences
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
      ipt-train exam practice         take an exam without feedback until the end
      ipt-train drill                 answer what a client says
      ipt-train read                  read a card on one subject
      ipt-train progress              see what you know, by domain
      ipt-train competency            see what you can do, by competency
      ipt-train plan --exam 2027-05-14
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
app.command("competency")(standing.competency)
app.command("plan")(outlook.plan)
app.command("tune")(outlook.tune)
app.command("undo")(undo.undo)
app.command("submit")(exam_take.submit)
_BESIDE = (
    bank_look,
    bank_write,
    course_exam,
    course_grade,
    course_look,
    course_standard,
    data_care,
    data_import,
    exam_take,
    rate_hand,
    rate_look,
    rate_session,
)
"""Modules that add their commands to a group of another."""

GROUPS = {
    "bank": bank.app,
    "course": course.app,
    "export": export.app,
    "item": item.app,
    "rate": rate.app,
    "config": config.app,
    "profile": profile.app,
    "data": data.app,
    "exam": exam.app,
}
for name, group in GROUPS.items():
    app.add_typer(group, name=name)


def defaults(words: list[str]) -> MutableMapping[str, Any]:
    """Return the defaults of options that the environment and files of preferences give.

    Args:
        words: The command line; where it asks for help, nothing is read.

    Raises:
        SettingError: A file or a variable is faulty.
    """
    if not words or {"-h", "--help", "--version"} & set(words):
        return {}
    from ipt_train.cli.runtime import real_paths

    given = preferences(os.environ, Path.cwd(), real_paths(os.environ).preferences)
    if not given:
        return {}
    single = [one.name for one in app.registered_commands if one.name]
    groups = {
        name: [
            str(one.name or one.callback.__name__)  # type: ignore[union-attr]
            for one in group.registered_commands
        ]
        for name, group in GROUPS.items()
    }
    return default_map(given, {name: [] for name in single} | groups)
