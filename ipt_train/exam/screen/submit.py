"""What a submission contains, shown before it is written, and where it was written."""

from pathlib import Path

from ipt_train.errors import UsageError
from ipt_train.exam.operation.submit import Packed
from ipt_train.exam.screen.sit import agrees
from ipt_train.shell.keys import Keys
from ipt_train.shell.screen import Screen


def agree(screen: Screen, keys: Keys | None, packed: Packed, file: Path) -> bool:
    """Show what a submission contains and ask whether it is to be written.

    Args:
        screen: Where to.
        keys: Where typing comes from; None where nobody is there to ask.
        packed: The submission.
        file: Where it would go.

    Raises:
        UsageError: Nobody is there to ask.
    """
    _contents(screen, packed)
    if keys is None:
        raise UsageError(
            "there is nobody to ask before it is written", hint="--yes writes it without asking"
        )
    screen.line(f"Write {file}? y for yes, anything else for no.")
    return agrees(keys, "Write it? ")


def show_written(screen: Screen, packed: Packed, file: Path, *, contents: bool) -> None:
    """Say where a submission was written and what to do with it.

    Args:
        screen: Where to.
        packed: The submission.
        file: Where it is.
        contents: Show what it contains too, which nobody has seen yet.
    """
    if contents:
        _contents(screen, packed)
    screen.line(f"Saved as {file}. Send this file to your instructor.")
    screen.line(f"Tell your instructor this key in person, once: {packed.fingerprint}.")


def _contents(screen: Screen, packed: Packed) -> None:
    for line in packed.contents.splitlines():
        screen.line(line)
