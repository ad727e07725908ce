"""The tree of commands."""

import os
from collections.abc import MutableMapping, Sequence
from copy import copy
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.models import CommandInfo

from ipt_train.cli.front_page import WIDEST, columns
from ipt_train.shell.preferences import default_map, preferences
from ipt_train.version import __version__

SINGLE = {
    "today": "study.command.today",
    "study": "study.command.study",
    "case": "study.command.study",
    "drill": "study.command.drill",
    "read": "study.command.read",
    "due": "progress.command.standing",
    "progress": "progress.command.standing",
    "competency": "progress.command.standing",
    "plan": "progress.command.outlook",
    "tune": "progress.command.outlook",
    "undo": "study.command.undo",
    "submit": "exam.command.take",
    "explain": "bank.command.explain",
}
"""Commands by themselves, each with the module that has it as a function of its name."""

MOVED = {"submit": "exam submit"}
"""Commands by themselves that stand in a group now, and what to type instead."""

_LEAST = 52
"""Columns below which the parser would write wider than the terminal."""

GROUPS = {
    "bank": (
        "bank.command.check",
        "bank.command.look",
        "bank.command.write",
        "bank.command.server",
        "study.command.dispute",
    ),
    "course": (
        "course.command.course",
        "course.command.collect",
        "course.command.enter",
        "course.command.build",
        "course.command.hand_out",
        "course.command.grade",
        "course.command.release",
        "course.command.look",
        "course.command.person",
        "course.command.care",
        "course.command.standard",
    ),
    "export": ("progress.command.export",),
    "item": ("study.command.item",),
    "rate": (
        "rating.command.rate",
        "rating.command.hand",
        "rating.command.look",
        "rating.command.calibrate",
        "rating.command.session",
    ),
    "config": ("data.command.config",),
    "profile": ("data.command.profile",),
    "data": ("data.command.data", "data.command.care", "data.command.histories"),
    "exam": ("exam.command.exam", "exam.command.take"),
}
"""Groups of commands, each with its modules: the first has the group, the others add to it."""


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"ipt-train {__version__}")
        raise typer.Exit


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
    Exit statuses: 0 ok; 1 findings; 2 cannot run; 3 the log cannot be used; 70 a fault;
    130 interrupted.
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def group(name: str, word: str = "") -> typer.Typer:
    """Return a group with all its commands.

    Args:
        name: Its name.
        word: The command that is asked for; where a module has it, those after it are not loaded.
    """
    first, *more = GROUPS[name]
    found: typer.Typer = import_module(f"ipt_train.{first}").app
    for module in more:
        if word and word in map(_name, found.registered_commands):
            break
        import_module(f"ipt_train.{module}")
    return found


def tree(words: Sequence[str] = ()) -> typer.Typer:
    """Return the tree of commands, of which only what the words name is loaded.

    Seventy commands cost more to describe than most of them take to run, so a first word that
    names a command or a group brings that one alone; no word, or another one, brings them all.

    Args:
        words: The command line.
    """
    app = typer.Typer(
        name="ipt-train",
        no_args_is_help=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={
            "help_option_names": ["-h", "--help"],
            "max_content_width": WIDEST,
            **({"terminal_width": width - 2} if (width := columns()) < _LEAST else {}),
        },
    )
    app.callback(invoke_without_command=True)(root)
    for name in named(words):
        if name in GROUPS:
            word = next(iter(words[1:2]), "")
            app.add_typer(_only(group(name, word), word), name=name)
        else:
            command = getattr(import_module(f"ipt_train.{SINGLE[name]}"), name)
            if name in MOVED:
                from ipt_train.shell.alias import moved

                command = moved(command, name, MOVED[name])
            app.command(name, hidden=name in MOVED)(command)
    return app


def _only(app: typer.Typer, word: str) -> typer.Typer:
    """Return a group with the command that a word names alone; whole where it names none."""
    chosen = [one for one in app.registered_commands if _name(one) == word]
    if not chosen:
        return app
    lone = copy(app)
    lone.registered_commands = chosen
    return lone


def _name(command: CommandInfo) -> str:
    """Return the name by which a command is called."""
    return command.name or str(getattr(command.callback, "__name__", "")).replace("_", "-")


def named(words: Sequence[str]) -> list[str]:
    """Return the commands and groups that a command line may mean."""
    first = next(iter(words), "")
    return [first] if first in SINGLE or first in GROUPS else [*SINGLE, *GROUPS]


def defaults(words: list[str]) -> MutableMapping[str, Any]:
    """Return the defaults of options that the environment and files of preferences give.

    Args:
        words: The command line; where it asks for help, nothing is read.

    Raises:
        SettingError: A file or a variable is faulty.
    """
    if not words or {"-h", "--help", "--version"} & set(words):
        return {}
    from ipt_train.shell.paths import present_folder
    from ipt_train.shell.places import real_paths

    given = preferences(os.environ, present_folder(), real_paths(os.environ).preferences)
    if not given:
        return {}
    below = {
        name: [_name(one) for one in group(name).registered_commands] if name in GROUPS else []
        for name in named(words)
    }
    return default_map(given, below)
