"""``data``: where things are kept."""

from pathlib import Path
from typing import Annotated

import typer

from ipt_train.errors import FINDINGS, OK
from ipt_train.plural import noun
from ipt_train.shell.group import group
from ipt_train.shell.options import DEFAULT_PROFILE, Profile, runtime
from ipt_train.shell.reply import Reply, replies

app = group("Show, check, copy, merge, import and erase your data.", "data doctor")


@app.command()
@replies()
def path(context: typer.Context, profile: Profile = DEFAULT_PROFILE) -> Reply:
    """Print the folders and files of the program.

    It does not create any of them.

    \b
    Example:
      ipt-train data path
    """
    from ipt_train.shell.runtime import checked_profile, shipped_data

    paths = runtime(context).paths
    places = {
        "log": str(paths.log(checked_profile(profile))),
        "data": str(paths.data),
        "own banks": str(paths.banks),
        "shipped banks": str(shipped_data() / "question_banks"),
        "schemas": str(shipped_data() / "schemas"),
        "cache": str(paths.cache),
        "state": str(paths.state),
        "preferences": str(paths.preferences),
    }
    return Reply(data=places, lines=[f"{name}: {place}" for name, place in places.items()])


@app.command()
@replies()
def merge(
    context: typer.Context,
    others: Annotated[
        list[Path], typer.Argument(metavar="FILE|DIR...", help="Logs of other devices, or folders.")
    ],
    profile: Profile = DEFAULT_PROFILE,
) -> Reply:
    """Merge what you studied on another device into a log.

    There are no conflicts to settle. Each answer is an event with an id of its own, so neither the
    order of merging nor merging twice makes any difference. The other files stay as they are, and a
    dated copy of this log is kept. All sound logs are merged; a damaged one is reported and left
    out, and the exit status is then 1.

    \b
    Examples:
      ipt-train data merge laptop.db
      ipt-train data merge ~/Cloud/ipt-train
    """
    from ipt_train.data.operation.devices import merge_logs
    from ipt_train.log.operation.open import open_journal

    app = runtime(context)
    open_journal(app, profile)  # a profile that is new here gets its log
    result = merge_logs(app.paths.log(profile), others, app.now)
    added = [
        f"{count:>6} {noun(count, 'new event')} from {name}" for name, count in result.added.items()
    ]
    return Reply(
        data=result,
        lines=[*added, f"{result.events:>6} {noun(result.events, 'event')} in all"],
        notes=[f"left out: {refused.file}: {refused.reason}" for refused in result.refused],
        status=FINDINGS if result.refused else OK,
    )


@app.command()
@replies()
def backup(
    context: typer.Context,
    target: Annotated[Path, typer.Argument(metavar="FILE|DIR", help="A new file, or a folder.")],
    profile: Profile = DEFAULT_PROFILE,
) -> Reply:
    """Write a copy of a learner's log.

    `data merge` and `data restore` take it back.

    \b
    Examples:
      ipt-train data backup ~/Cloud/ipt-train
      ipt-train data backup before-exam.db
    """
    from ipt_train.data.operation.devices import back_up
    from ipt_train.log.operation.open import device_of, existing_log

    world = runtime(context)
    log = existing_log(world, profile)
    name = f"{profile}-{device_of(world)}-{world.now():%Y%m%d-%H%M%S}"
    file = back_up(log, target, name, world.now)
    return Reply(data={"file": str(file)}, lines=[f"wrote {file}"])
