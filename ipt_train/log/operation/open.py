"""Opening the log of a learner."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ipt_train.errors import OutputError, StoreError, UnknownProfileError
from ipt_train.files import write_whole
from ipt_train.log.core.event import Chosen
from ipt_train.log.core.fold import Fold
from ipt_train.log.operation.journal import Journal
from ipt_train.log.store.log import Log
from ipt_train.log.store.private import close_to_others
from ipt_train.log.store.snapshot import Snapshots
from ipt_train.shell.runtime import DEFAULT_PROFILE, Runtime, checked_profile
from ipt_train.vocabulary import ItemId


def open_journal(
    app: Runtime,
    profile: str,
    aliases: Mapping[ItemId, ItemId] | None = None,
    folds: Iterable[Fold[Any]] = (),
) -> Journal:
    """Open a learner's log. The default profile is made when it is first used.

    Args:
        app: The world of the program.
        profile: Learner profile to use.
        aliases: For each replaced item the one that has its history now.
        folds: Folds to keep beside that of study.

    Raises:
        UnknownProfileError: The profile does not exist.
        StoreError: The log cannot be opened.
    """
    path = app.paths.log(checked_profile(profile))
    if not path.exists() and profile != DEFAULT_PROFILE:
        raise UnknownProfileError(
            f"there is no profile `{profile}`",
            hint=f"`ipt-train profile new {profile}` makes it",
        )
    _close_to_others(app)
    journal = Journal(
        Log(path, app.now),
        now=app.now,
        new_id=app.new_id,
        device=device_of(app),
        aliases=aliases,
        folds=folds,
        keeper=Snapshots(app.paths.folds(profile)),
    )
    if not journal.extent[0]:
        journal.record(Chosen(name="zone", value=app.zone()))
    return journal


def existing_log(app: Runtime, profile: str) -> Path:
    """Return the file of a profile's log.

    Raises:
        UnknownProfileError: There is none yet.
    """
    path = app.paths.log(checked_profile(profile))
    if not path.exists():
        raise UnknownProfileError(
            f"the profile `{profile}` has no log yet", hint="`ipt-train study` begins one"
        )
    _close_to_others(app)
    return path


def device_of(app: Runtime) -> str:
    """Return the name of this installation, made up when first asked for.

    Raises:
        StoreError: It cannot be kept.
    """
    path = app.paths.data / "device"
    try:
        if name := path.read_text(encoding="ascii").strip() if path.exists() else "":
            return name
        write_whole(path, app.new_id()[:12], make_folder=True)
        return path.read_text(encoding="ascii")
    except OutputError as error:
        raise StoreError(error.message, hint=error.hint) from None
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(
            f"{path} cannot be used: {error}", hint="delete it; a new one is made"
        ) from None


def _close_to_others(app: Runtime) -> None:
    """Close what earlier versions left open to everybody on the machine, and say so once."""
    if close_to_others(app.paths.data):
        app.note(f"other people on this machine could read {app.paths.data}; now only you can")
