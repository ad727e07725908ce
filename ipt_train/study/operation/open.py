"""Opening what a learner studies: her log with the banks that it is about."""

from collections.abc import Sequence
from pathlib import Path

from ipt_train.bank.core.aliases import aliases_of
from ipt_train.bank.core.model import Library
from ipt_train.bank.operation.open import open_library
from ipt_train.log.operation.journal import Journal
from ipt_train.log.operation.open import open_journal
from ipt_train.shell.runtime import Runtime


def open_learner(
    app: Runtime, profile: str, banks: Sequence[str | Path] | None = None
) -> tuple[Journal, Library]:
    """Open a learner's log and the banks, with what was replaced in them.

    Args:
        app: The world of the program.
        profile: Whose log it is.
        banks: Bank ids, or paths of banks; none stands for all.

    Raises:
        BankNotFoundError: A name is neither a bank nor a path.
        BankUnusableError: A bank that was named, or a shipped one, has errors.
        UnknownProfileError: The profile does not exist.
        StoreError: The log cannot be opened.
    """
    library = open_library(app, banks)
    return open_journal(app, profile, aliases_of(library)), library
