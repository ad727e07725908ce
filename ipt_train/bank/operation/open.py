"""Opening the banks that a command works with."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ipt_train.bank.source.shelf import Shelf
from ipt_train.shell.runtime import Runtime

if TYPE_CHECKING:
    from ipt_train.bank.core.model import Library


def shelf_of(app: Runtime) -> Shelf:
    """Return where banks are found: those shipped, then the learner's own."""
    return Shelf(
        banks=(app.shipped / "question_banks", app.paths.banks),
        schemas=app.shipped / "schemas",
        cache=app.paths.cache / "banks",
    )


def open_library(
    app: Runtime, banks: Sequence[str | Path] | None = None, *, needs_items: bool = True
) -> "Library":
    """Load the banks to study from, and note which of the learner's own are left out.

    Args:
        app: The world of the program.
        banks: Bank ids, or paths of banks; none stands for all.
        needs_items: Refuse files without a bank.

    Raises:
        BankNotFoundError: A name is neither a bank nor a path.
        BankUnusableError: A bank that was named, or a shipped one, has errors.
    """
    from ipt_train.bank.operation.library import load_library  # noqa: PLC0415 - a check builds none

    loaded = load_library(
        shelf_of(app), [str(bank) for bank in banks or ()], needs_items=needs_items
    )
    for one in loaded.left_out:
        app.note(f"{one.file}:{one.line}: {one.code} {one.message}: this bank is left out")
    return loaded.library
