"""Opening what a learner studies: the log with the banks that it is about."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ipt_train.bank.core.aliases import aliases_of
from ipt_train.bank.core.model import Library
from ipt_train.bank.operation.open import open_library
from ipt_train.log.core.fold import Fold
from ipt_train.log.operation.journal import Journal
from ipt_train.log.operation.open import open_journal
from ipt_train.shell.runtime import Runtime

if TYPE_CHECKING:
    from ipt_train.csv_file import Answer


def open_learner(
    app: Runtime,
    profile: str,
    banks: Sequence[str | Path] | None = None,
    *,
    folds: Iterable[Fold[Any]] = (),
) -> tuple[Journal, Library]:
    """Open a learner's log and the banks, with what was replaced in them.

    Args:
        app: The world of the program.
        profile: Learner profile to use.
        banks: Bank ids, or paths of banks; none stands for all.
        folds: Folds to keep beside that of study.

    Raises:
        BankNotFoundError: A name is neither a bank nor a path.
        BankUnusableError: A bank that was named, or a shipped one, has errors.
        UnknownProfileError: The profile does not exist.
        StoreError: The log cannot be opened.
    """
    library = open_library(app, banks)
    return open_journal(app, profile, aliases_of(library), folds), library


def open_with_answers(
    app: Runtime,
    profile: str,
    banks: Sequence[str | Path] | None,
    answers: str | None,
    *,
    folds: Iterable[Fold[Any]] = (),
) -> tuple[Journal, Library, "dict[str, Answer] | None"]:
    """Open a learner's log and the banks for a sitting that a file may answer.

    The file is checked as a whole before the log is opened, so that nothing is recorded if it is
    refused.

    Args:
        app: The world of the program.
        profile: Learner profile to use.
        banks: Bank ids, or paths of banks; none stands for all.
        answers: The file of answers, ``-`` for standard input; None where a person answers.
        folds: Folds to keep beside that of study.

    Returns:
        The log, the banks, and the answers by item; None where a person answers.

    Raises:
        AnswersError: The file cannot be read, or an answer fits no item.
        BankNotFoundError: A name is neither a bank nor a path.
        BankUnusableError: A bank that was named, or a shipped one, has errors.
        UnknownProfileError: The profile does not exist.
        StoreError: The log cannot be opened.
    """
    library = open_library(app, banks)
    given = None
    if answers is not None:
        from ipt_train.study.operation.answer_file import answers_in  # noqa: PLC0415 - csv is loaded

        given = answers_in(answers, library)
    return open_journal(app, profile, aliases_of(library), folds), library, given
