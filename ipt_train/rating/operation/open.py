"""Opening what a rater works with: the log with the ratings in it, and the fidelity forms."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ipt_train.bank.core.model import Library
from ipt_train.bank.operation.open import open_library
from ipt_train.log.operation.journal import Journal
from ipt_train.log.operation.open import device_of, open_journal
from ipt_train.rating.core.form import FormSet, forms_of
from ipt_train.rating.core.record import RATINGS
from ipt_train.shell.runtime import Runtime


@dataclass(frozen=True, slots=True, kw_only=True)
class RaterLog:
    """A rater's log, and what a rating is made with.

    Attributes:
        journal: The log, with its ratings folded.
        library: The banks that were opened: their forms and excerpts.
        sets: The forms of the library.
        new_id: Makes ids that are unique over all devices.
        code: Eight signs that tell supervisors apart without a name.
    """

    journal: Journal
    library: Library
    sets: Sequence[FormSet]
    new_id: Callable[[], str]
    code: str

    def rating_id(self) -> str:
        """Return a new id for a rating, of twelve signs."""
        return self.new_id()[:12]


def open_rater(app: Runtime, profile: str, banks: Sequence[str | Path] | None = None) -> RaterLog:
    """Open a rater's log and the forms. Banks without items will do: a rating needs none.

    Args:
        app: The world of the program.
        profile: Learner profile to use.
        banks: Bank ids, or paths of banks; none stands for all.

    Raises:
        BankNotFoundError: A name is neither a bank nor a path.
        BankUnusableError: A bank that was named, or a shipped one, has errors.
        UnknownProfileError: The profile does not exist.
        StoreError: The log cannot be opened.
    """
    library = open_library(app, banks, needs_items=False)
    return RaterLog(
        journal=open_journal(app, profile, folds=(RATINGS,)),
        library=library,
        sets=forms_of(library),
        new_id=app.new_id,
        code=device_of(app)[:8],
    )
