"""``config``: settings of a profile, which are in its log, and preferences, which are not."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ipt_train.errors import UsageError
from ipt_train.shell.group import group
from ipt_train.shell.options import DEFAULT_PROFILE, Json, Plain, Profile, runtime

if TYPE_CHECKING:
    from ipt_train.shell.preferences import Given
    from ipt_train.shell.runtime import Runtime

app = group("Show and change settings, and see where each value comes from.", "config list")
Name = Annotated[
    str, typer.Argument(metavar="NAME", help="A setting; `ipt-train config list` shows them.")
]


@app.command("list")
def list_(
    context: typer.Context,
    profile: Profile = DEFAULT_PROFILE,
    plain: Plain = False,
    json: Json = False,
) -> None:
    """List every setting with its value, where that comes from, its range and meaning.

    A flag wins over IPT_TRAIN_* in the environment, that over ipt-train.toml of the project,
    that over your own file (`ipt-train data path` names it). What moves schedules is in the
    profile's log, so that it is merged and replayed with the answers.

    \b
    Example:
      ipt-train config list
    """
    from ipt_train.log.core.settings import SETTINGS
    from ipt_train.shell.envelope import envelope
    from ipt_train.shell.preferences import PREFERENCES

    world = runtime(context)
    values = _values(context, world, profile)
    if json:
        data: dict[str, Any] = {name: value for name, (value, _) in values.items()}
        data["sources"] = {name: source for name, (_, source) in values.items()}
        typer.echo(envelope("config list", data))
        return
    screen = world.screen(plain=plain)
    for name, (value, source) in values.items():
        help_text = SETTINGS[name].help if name in SETTINGS else PREFERENCES[name].help
        screen.row(f"{name} = {value}", f"({source})", style="bold", text_style="dim")
        screen.line(help_text, "dim", indent=3)


@app.command("get")
def get_(
    context: typer.Context, name: Name, profile: Profile = DEFAULT_PROFILE, json: Json = False
) -> None:
    """Print the value of one setting; with --json also where it comes from.

    \b
    Example:
      ipt-train config get desired-retention
    """
    from ipt_train.shell.envelope import envelope

    _known(name)
    value, source = _values(context, runtime(context), profile)[name]
    typer.echo(envelope("config get", {name: value, "source": source}) if json else value)


@app.command("set", context_settings={"ignore_unknown_options": True})
def set_(
    context: typer.Context,
    name: Name,
    value: Annotated[str, typer.Argument(help="Its new value.")],
    project: Annotated[
        bool, typer.Option("--project", help="Write a preference to ./ipt-train.toml.")
    ] = False,
    profile: Profile = DEFAULT_PROFILE,
    json: Json = False,
) -> None:
    """Change one setting, from the next answer on; or a preference, in your file or the project's.

    Preferences are plain, profile, limit and minutes; `none` takes one out of the file.

    \b
    Examples:
      ipt-train config set new-per-day 5
      ipt-train config set desired-retention 0.85
      ipt-train config set minutes 15
      ipt-train config set plain true --project
    """
    from ipt_train.log.core.event import Chosen
    from ipt_train.log.core.settings import SETTINGS, with_setting
    from ipt_train.log.operation.open import open_journal
    from ipt_train.shell.envelope import envelope
    from ipt_train.shell.paths import PROJECT_FILE
    from ipt_train.shell.preferences import PREFERENCES, write, written

    world = runtime(context)
    _known(name)
    if name in PREFERENCES:
        file = Path(PROJECT_FILE) if project else world.paths.preferences
        write(file, written(file, name, value))
        shown, source = _preferences(context, world, profile)[name]
        if json:
            data = {"name": name, "value": shown, "source": source, "file": str(file)}
            typer.echo(envelope("config set", data))
            return
        typer.echo(f"{name} = {shown} ({source})")
        if str(file) not in source:
            typer.echo(f"{file} was written", err=True)
        return
    if project:
        raise UsageError(
            f"{name} moves schedules, so it is kept in the log", hint="leave out --project"
        )
    journal = open_journal(world, profile)
    with_setting(journal.state.settings, name, value)
    journal.record(Chosen(name=name, value=value))
    shown = SETTINGS[name].show(journal.state.settings)
    if json:
        typer.echo(envelope("config set", {"name": name, "value": shown}))
    else:
        typer.echo(f"{name} = {shown}")


def _known(name: str) -> None:
    from ipt_train.errors import SettingError
    from ipt_train.log.core.settings import SETTINGS
    from ipt_train.shell.preferences import PREFERENCES

    if name not in SETTINGS and name not in PREFERENCES:
        known = ", ".join([*PREFERENCES, *SETTINGS])
        raise SettingError(f"there is no setting `{name}`", hint=f"one of {known}")


def _values(context: typer.Context, world: "Runtime", profile: str) -> dict[str, tuple[str, str]]:
    """Return value and source of every preference and setting."""
    from ipt_train.log.core.event import Chosen
    from ipt_train.log.core.fold import in_order
    from ipt_train.log.core.settings import SETTINGS
    from ipt_train.log.operation.open import open_journal

    journal = open_journal(world, profile)
    chosen = {
        event.body.name for event in in_order(journal.events()) if isinstance(event.body, Chosen)
    }
    return _preferences(context, world, profile) | {
        name: (
            one.show(journal.state.settings),
            f"the log of {profile}" if name in chosen else "default",
        )
        for name, one in SETTINGS.items()
    }


def _preferences(
    context: typer.Context, world: "Runtime", profile: str
) -> dict[str, tuple[str, str]]:
    from ipt_train.shell.preferences import PREFERENCES, preferences

    given = preferences(world.environ, Path.cwd(), world.paths.preferences)
    found = {name: _shown(given.get(name)) for name in PREFERENCES}
    for name in ("profile", "plain"):
        source = context.get_parameter_source(name)
        if source is not None and source.name == "COMMANDLINE":
            found[name] = (profile if name == "profile" else "true", f"--{name}")
    if found["profile"][1] == "default":
        found["profile"] = (profile, "default")
    if found["plain"][1] == "default":
        found["plain"] = ("false", "default")
    return found


def _shown(given: "Given | None") -> tuple[str, str]:
    if given is None:
        return "none", "default"
    value = str(given.value)
    return value.lower() if isinstance(given.value, bool) else value, given.source
