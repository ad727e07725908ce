"""A check that is made again whenever a file changes."""

from collections.abc import Callable
from dataclasses import replace

from ipt_train.errors import BankNotFoundError
from ipt_train.shell.reply import Reply

POLL_SECONDS = 0.5


def watched(
    check: Callable[[], Reply], stamps: Callable[[], object], wait: Callable[[float], None]
) -> Reply:
    """Return the reply of a check that another follows after each change, until Ctrl-C.

    Args:
        check: The check.
        stamps: Returns what changes when a file that is checked does.
        wait: Waits so many seconds.
    """
    before = stamps()
    reply = check()

    def again() -> Reply:
        while (now := stamps()) == before or not now:  # an empty list: it is gone for a moment
            wait(POLL_SECONDS)
        try:
            return watched(check, stamps, wait)
        except BankNotFoundError:
            return again()

    return replace(reply, then=again)
