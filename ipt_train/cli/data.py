"""``data``: where things are kept."""

import typer

from ipt_train.cli.group import group
from ipt_train.cli.options import DEFAULT_PROFILE, Json, Profile, runtime

app = group("Show where data is kept, and check it.", "data path")


@app.command()
def path(context: typer.Context, profile: Profile = DEFAULT_PROFILE, json: Json = False) -> None:
    """Print the folders and files of the program. It makes none of them.

    \b
    Example:
      ipt-train data path
    """
    from ipt_train.cli.runtime import checked_profile, shipped_data
    from ipt_train.terminal.envelope import envelope

    paths = runtime(context).paths
    places = {
        "log": str(paths.log(checked_profile(profile))),
        "data": str(paths.data),
        "own banks": str(paths.banks),
        "shipped banks": str(shipped_data() / "question_banks"),
        "schemas": str(shipped_data() / "schemas"),
        "cache": str(paths.cache),
        "state": str(paths.state),
    }
    if json:
        typer.echo(envelope("data path", places))
    else:
        for name, place in places.items():
            typer.echo(f"{name}: {place}")


@app.command()
def check(context: typer.Context, profile: Profile = DEFAULT_PROFILE, json: Json = False) -> None:
    """Check that a learner's log is sound.

    \b
    Example:
      ipt-train data check
    """
    from ipt_train.cli.runtime import checked_profile
    from ipt_train.errors import StoreDamagedError, UnknownProfileError
    from ipt_train.store.log import Log
    from ipt_train.terminal.envelope import envelope

    world = runtime(context)
    file = world.paths.log(checked_profile(profile))
    if not file.exists():
        raise UnknownProfileError(
            f"the profile `{profile}` has no log yet", hint="`ipt-train study` begins one"
        )
    with Log(file, world.now) as log:
        found = log.check()
        count = len(log.events())
    if found:
        raise StoreDamagedError(
            f"{file} is damaged: {found[0]}", hint="keep a copy and restore a backup"
        )
    if json:
        typer.echo(envelope("data check", {"log": str(file), "events": count}))
    else:
        typer.echo(f"{file}: sound, {count} events")
