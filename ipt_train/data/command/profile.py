"""``profile``: several learners on one machine."""

from typing import Annotated

import typer

from ipt_train.errors import UsageError
from ipt_train.shell.group import group
from ipt_train.shell.options import Json, runtime

app = group("Make and list learner profiles.", "profile new ann")


@app.command("list")
def list_(context: typer.Context, json: Json = False) -> None:
    """List the profiles of this machine.

    \b
    Example:
      ipt-train profile list
    """
    from ipt_train.shell.envelope import envelope

    names = runtime(context).profiles()
    if json:
        typer.echo(envelope("profile list", {"profiles": names}))
    elif names:
        typer.echo("\n".join(names))
    else:
        typer.echo("No profile yet: `ipt-train study` makes the first one.", err=True)


@app.command()
def new(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Small letters, digits, - and _.")],
    json: Json = False,
) -> None:
    """Make a profile.

    \b
    Example:
      ipt-train profile new ann
    """
    from ipt_train.log.store.log import Log
    from ipt_train.shell.envelope import envelope
    from ipt_train.shell.runtime import DEFAULT_PROFILE, checked_profile

    world = runtime(context)
    path = world.paths.log(checked_profile(name))
    if path.exists() or name == DEFAULT_PROFILE:
        raise UsageError(
            f"the profile `{name}` is there already", hint=f"use it with --profile {name}"
        )
    Log(path, world.now).close()
    if json:
        typer.echo(envelope("profile new", {"profile": name, "log": str(path)}))
    else:
        typer.echo(f"made the profile {name}; use it with --profile {name}")
