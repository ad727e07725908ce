"""``config``: settings of a profile."""

from typing import Annotated

import typer

from ipt_train.cli.group import group
from ipt_train.cli.options import DEFAULT_PROFILE, Json, Plain, Profile, runtime

app = group("Show and change the settings of a profile.", "config set new-per-day 5")
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
    """List every setting with its value, range and meaning.

    \b
    Example:
      ipt-train config list
    """
    from ipt_train.study.settings import SETTINGS
    from ipt_train.terminal.envelope import envelope

    world = runtime(context)
    settings = world.journal(profile).state.settings
    if json:
        typer.echo(
            envelope("config list", {name: one.show(settings) for name, one in SETTINGS.items()})
        )
        return
    screen = world.screen(plain=plain)
    for name, one in SETTINGS.items():
        screen.row(f"{name} = {one.show(settings)}", "", style="bold")
        screen.line(one.help, "dim", indent=3)


@app.command("get")
def get_(
    context: typer.Context, name: Name, profile: Profile = DEFAULT_PROFILE, json: Json = False
) -> None:
    """Print the value of one setting.

    \b
    Example:
      ipt-train config get desired-retention
    """
    from ipt_train.study.settings import setting_named
    from ipt_train.terminal.envelope import envelope

    value = setting_named(name).show(runtime(context).journal(profile).state.settings)
    typer.echo(envelope("config get", {name: value}) if json else value)


@app.command("set", context_settings={"ignore_unknown_options": True})
def set_(
    context: typer.Context,
    name: Name,
    value: Annotated[str, typer.Argument(help="Its new value.")],
    profile: Profile = DEFAULT_PROFILE,
) -> None:
    """Change one setting. It holds from the next answer on.

    \b
    Examples:
      ipt-train config set new-per-day 5
      ipt-train config set desired-retention 0.85
    """
    from ipt_train.study.event import Chosen
    from ipt_train.study.settings import SETTINGS, with_setting

    journal = runtime(context).journal(profile)
    with_setting(journal.state.settings, name, value)
    journal.record(Chosen(name=name, value=value))
    typer.echo(f"{name} = {SETTINGS[name].show(journal.state.settings)}")
