"""Names that commands had before: they do the same, and say the new one, until the next minor version."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any

from ipt_train.shell.options import runtime
from ipt_train.shell.reply import Delivery


def moved(
    command: Callable[..., Delivery], old: str, new: str, **fixed: Any
) -> Callable[..., Delivery]:
    """Return a command for the name that it had before, which says the new one on standard error.

    Args:
        command: The command, as ``replies`` made it.
        old: Its old name, such as ``submit``.
        new: What to type now, such as ``exam submit``.
        fixed: Options that the old name stands for; it does not take them itself.
    """
    signature = inspect.signature(command)

    @wraps(command)
    def alias(**given: Any) -> Delivery:
        runtime(given["context"]).note(f"note: `{old}` is now `{new}` and does the same")
        return command(**given, **fixed)

    own = [one for name, one in signature.parameters.items() if name not in fixed]
    alias.__signature__ = signature.replace(parameters=own)  # type: ignore[attr-defined]
    return alias
