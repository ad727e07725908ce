"""``profile``: several learners on one machine."""

from typing import Annotated

import typer

from ipt_train.errors import UsageError
from ipt_train.shell.group import group
from ipt_train.shell.options import runtime
from ipt_train.shell.reply import Reply, replies

app = group("Make and list learner profiles.", "profile new ann")


@app.command("list")
@replies()
def list_(context: typer.Context) -> Reply:
    """List the profiles on this machine.

    \b
    Example:
      ipt-train profile list
    """

    names = runtime(context).profiles()
    none_yet = "No profile yet: `ipt-train study` makes the first one."
    return Reply(data={"profiles": names}, lines=names, notes=() if names else (none_yet,))


@app.command()
@replies()
def new(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Small letters, digits, - and _.")],
) -> Reply:
    """Make a profile.

    \b
    Example:
      ipt-train profile new ann
    """
    from ipt_train.log.store.log import Log
    from ipt_train.shell.runtime import DEFAULT_PROFILE, checked_profile

    world = runtime(context)
    path = world.paths.log(checked_profile(name))
    if path.exists() or name == DEFAULT_PROFILE:
        raise UsageError(
            f"the profile `{name}` already exists", hint=f"use it with --profile {name}"
        )
    Log(path, world.now).close()
    told = f"made the profile {name}; use it with --profile {name}"
    return Reply(data={"profile": name, "log": str(path)}, lines=[told])
