"""``config``: settings of a profile, which are in its log, and preferences, which are not."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ipt_train.errors import UsageError
from ipt_train.shell.group import group
from ipt_train.shell.options import DEFAULT_PROFILE, Profile, runtime
from ipt_train.shell.reply import Reply, replies

if TYPE_CHECKING:
    from ipt_train.shell.preferences import GivenValue
    from ipt_train.shell.runtime import Runtime

app = group("Show and change settings, and see where each value comes from.", "config list")
Name = Annotated[
    str, typer.Argument(metavar="NAME", help="A setting; `ipt-train config list` shows them.")
]


@app.command("list")
@replies()
def list_(
    context: typer.Context,
    profile: Profile = DEFAULT_PROFILE,
) -> Reply:
    """List every setting with its value and its meaning.

    It says where each value comes from and which values are possible. An option comes first, then
    IPT_TRAIN_* in the environment, then the project's ipt-train.toml, then your own file
    (`ipt-train data path` shows it). Settings that affect your schedule are in the profile's log,
    so that they are merged with your answers.

    \b
    Example:
      ipt-train config list
    """
    from ipt_train.data.screen.settings import show_settings

    values = _values(context, runtime(context), profile)
    data: dict[str, Any] = {name: value for name, (value, _) in values.items()}
    data["sources"] = {name: source for name, (_, source) in values.items()}
    return Reply(data=data, show=lambda screen: show_settings(screen, values))


@app.command("get")
@replies()
def get_(context: typer.Context, name: Name, profile: Profile = DEFAULT_PROFILE) -> Reply:
    """Print the value of one setting.

    With --json it also says where the value comes from.

    \b
    Example:
      ipt-train config get desired-retention
    """

    _known(name)
    value, source = _values(context, runtime(context), profile)[name]
    return Reply(data={name: value, "source": source}, lines=[value])


@app.command("set", context_settings={"ignore_unknown_options": True})
@replies()
def set_(
    context: typer.Context,
    name: Name,
    value: Annotated[str, typer.Argument(help="The new value.")],
    project: Annotated[
        bool, typer.Option("--project", help="Write a preference to ./ipt-train.toml.")
    ] = False,
    profile: Profile = DEFAULT_PROFILE,
) -> Reply:
    """Change a setting or a preference.

    A setting takes effect from your next answer. The preferences, which are kept in your file or the
    project's, are plain, profile, limit and minutes; `none` takes one out of the file.

    \b
    Examples:
      ipt-train config set new-per-day 5
      ipt-train config set desired-retention 0.85
      ipt-train config set minutes 15
      ipt-train config set plain true --project
    """
    from ipt_train.shell.preferences import PREFERENCES

    _known(name)
    if name in PREFERENCES:
        return _set_preference(context, name, value, profile, project=project)
    if project:
        raise UsageError(
            f"{name} affects your schedule, so it is kept in the log", hint="leave out --project"
        )
    shown = _choose(runtime(context), name, value, profile)
    return Reply(data={"name": name, "value": shown}, lines=[f"{name} = {shown}"])


def _set_preference(
    context: typer.Context, name: str, value: str, profile: str, *, project: bool
) -> Reply:
    from ipt_train.shell.paths import PROJECT_FILE
    from ipt_train.shell.preferences import write, written

    app = runtime(context)
    file = Path(PROJECT_FILE) if project else app.paths.preferences
    write(file, written(file, name, value))
    shown, source = _preferences(context, app, profile)[name]
    return Reply(
        data={"name": name, "value": shown, "source": source, "file": str(file)},
        lines=[f"{name} = {shown} ({source})"],
        notes=() if str(file) in source else (f"{file} was written",),
    )


def _choose(app: "Runtime", name: str, value: str, profile: str) -> str:
    from ipt_train.log.core.event import Chosen
    from ipt_train.log.core.settings import SETTINGS, with_setting
    from ipt_train.log.operation.open import open_journal

    journal = open_journal(app, profile)
    with_setting(journal.state.settings, name, value)
    journal.record(Chosen(name=name, value=value))
    return SETTINGS[name].show(journal.state.settings)


def _known(name: str) -> None:
    from ipt_train.errors import SettingError
    from ipt_train.log.core.settings import SETTINGS
    from ipt_train.shell.preferences import PREFERENCES
    from ipt_train.shell.suggest import suggestion

    if name not in SETTINGS and name not in PREFERENCES:
        hint = suggestion(name, [*PREFERENCES, *SETTINGS], "ipt-train config list")
        raise SettingError(f"there is no setting `{name}`", hint=hint)


def _values(context: typer.Context, world: "Runtime", profile: str) -> dict[str, tuple[str, str]]:
    """Return value and source of every preference and setting."""
    from ipt_train.log.core.settings import SETTINGS
    from ipt_train.log.operation.open import open_journal

    journal = open_journal(world, profile)
    chosen = journal.state.chosen
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
    from ipt_train.shell.paths import present_folder
    from ipt_train.shell.preferences import PREFERENCES, preferences

    given = preferences(world.environ, present_folder(), world.paths.preferences)
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


def _shown(given: "GivenValue | None") -> tuple[str, str]:
    if given is None:
        return "none", "default"
    value = str(given.value)
    return value.lower() if isinstance(given.value, bool) else value, given.source
