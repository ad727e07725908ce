"""``data restore``, ``doctor`` and ``forget``: a log put back, examined, erased."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from ipt_train.data.command.data import app
from ipt_train.errors import FINDINGS, OK, UsageError
from ipt_train.plural import counted
from ipt_train.shell.alias import moved
from ipt_train.shell.options import DEFAULT_PROFILE, Profile, runtime
from ipt_train.shell.reply import Reply, replies

_ELSEWHERE = "Copies elsewhere (data backup, other devices, exports, disk backups) are not removed."

Confirm = Annotated[
    str, typer.Option("--confirm", metavar="PROFILE", help="The profile's name once more.")
]


@app.command()
@replies()
def restore(
    context: typer.Context,
    source: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]", help="A copy of a log. Leave out to list those kept here."
        ),
    ] = None,
    confirm: Confirm = "",
    profile: Profile = DEFAULT_PROFILE,
) -> Reply:
    """Restore a learner's log from a copy.

    Your present log is saved first. The copy is checked, and restored whole or not at all. The five
    newest dated copies are kept. `data merge` is gentler: it adds what is missing and takes nothing
    away.

    \b
    Examples:
      ipt-train data restore
      ipt-train data restore before-exam.db --confirm default
    """
    from ipt_train.data.operation import copies
    from ipt_train.log.store.snapshot import erase as erase_snapshots
    from ipt_train.shell.runtime import checked_profile

    world = runtime(context)
    log = world.paths.log(checked_profile(profile))
    if source is None:
        kept = copies.kept_copies(log)
        none_yet = f"no copy of `{profile}` is kept here yet"
        return Reply(data={"copies": kept}, lines=kept, notes=() if kept else (none_yet,))
    if confirm != profile:
        raise _unconfirmed(profile, source, confirm)
    erase_snapshots(world.paths.folds(profile))
    result = copies.restore(log, source, world.now)
    told = [
        f"the log of {profile} is now the one from {result.source}: {counted(result.events, 'event')}"
    ]
    before = [f"the log as it was before: {result.kept}"] if result.kept else []
    return Reply(data=result, lines=told + before)


def _unconfirmed(profile: str, source: Path, confirm: str) -> UsageError:
    other = f"--confirm says `{confirm}`; " if confirm else ""
    return UsageError(
        f"{other}this replaces all progress of `{profile}` with {source}; nothing has been changed yet",
        hint=f"to go ahead add --confirm {profile}; your present log is saved first",
    )


@app.command()
@replies()
def doctor(
    context: typer.Context,
    quick: Annotated[
        bool, typer.Option("--quick", help="Check only the file; exit status 3 if it is damaged.")
    ] = False,
    profile: Profile = DEFAULT_PROFILE,
) -> Reply:
    """Check a learner's log and say what is wrong.

    It checks the file, the numbers and order of events, study days, undos, items and settings, and
    works out the state again in five orders of arrival, which must agree. It changes nothing. Exit
    status 1 means findings.

    \b
    Examples:
      ipt-train data doctor
      ipt-train data doctor --quick
      ipt-train data doctor --json
    """
    from ipt_train.bank.core.aliases import aliases_of
    from ipt_train.bank.operation.open import open_library
    from ipt_train.data.operation.doctor import diagnose
    from ipt_train.data.operation.folds import every_fold
    from ipt_train.data.operation.quick_check import quick_check
    from ipt_train.data.screen.data import show_diagnosis
    from ipt_train.log.operation.open import existing_log

    app = runtime(context)
    log = existing_log(app, profile)
    if quick:
        file = quick_check(log, app.now)
        return Reply(data=file, lines=[f"{file.log}: sound, {counted(file.events, 'event')}"])
    library = open_library(app)
    result = diagnose(log, library, app.now, every_fold(aliases_of(library)))
    status = OK if result.sound else FINDINGS
    return Reply(data=result, show=lambda screen: show_diagnosis(screen, result), status=status)


app.command("check", hidden=True)(moved(doctor, "data check", "data doctor --quick", quick=True))


@app.command()
@replies()
def forget(
    context: typer.Context,
    profile: Annotated[str, typer.Argument(metavar="PROFILE", help="Whose log is erased.")],
    confirm: Confirm = "",
) -> Reply:
    """Erase a learner's log and the copies beside it.

    There is no way back. Copies that you made elsewhere (backups, other devices, exports) are not touched, and a disk
    may hold traces of a removed file until it is written over.

    \b
    Example:
      ipt-train data forget ann --confirm ann
    """
    from ipt_train.data.operation.copies import forget as erase
    from ipt_train.log.store.snapshot import erase as erase_snapshots
    from ipt_train.shell.runtime import checked_profile

    world = runtime(context)
    log = world.paths.log(checked_profile(profile))
    result = erase(log, confirmed=confirm)
    world.paths.due(profile).unlink(missing_ok=True)
    erase_snapshots(world.paths.folds(profile))
    removed = [f"removed {file}" for file in result.removed]
    remain = [f"not removed: {file} (it looks like a copy of it)" for file in result.remain]
    return Reply(data=asdict(result), lines=[*removed, *remain, _ELSEWHERE])
