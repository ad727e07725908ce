"""A locked rating with its score and the safety flag over it."""

from collections.abc import Sequence
from dataclasses import dataclass

from ipt_train.errors import UsageError
from ipt_train.log.operation.journal import Journal
from ipt_train.rating.core.form import FormSet, RatingForm
from ipt_train.rating.core.safety import SafetyFlag, in_words, reasons
from ipt_train.rating.core.score import SessionScore
from ipt_train.rating.core.scored import record_flags, scored
from ipt_train.rating.operation.forms import form_named
from ipt_train.rating.operation.rate import rating_named


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredRating:
    """A locked rating, its form and its score; ``flags`` say why a safety flag stands over it."""

    form: RatingForm
    score: SessionScore
    flags: tuple[SafetyFlag, ...]

    @property
    def safety(self) -> list[str]:
        """Ids of the items and behaviours for which the safety flag stands."""
        return [flag.id for flag in self.flags]

    @property
    def safety_flag(self) -> str:
        """The safety flag in words, what to do first; empty where none stands."""
        return in_words(self.flags)

    @property
    def why(self) -> str:
        """Why the safety flag stands, in a line; empty where none does."""
        return reasons(self.flags)


def score_rating(journal: Journal, sets: Sequence[FormSet], name: str | None) -> ScoredRating:
    """Return a locked rating with its score.

    Args:
        journal: The rater's log.
        sets: The forms of the library.
        name: The beginning of the rating's id; None for the newest.

    Raises:
        UsageError: Nothing was rated, or the rating is not locked.
        ItemNotFoundError: No rating or several begin so, or its form is not among the banks.
    """
    record = rating_named(journal, name)
    if not record.locked:
        raise UsageError("this rating is not locked", hint="`ipt-train rate` carries on with it")
    forms, form = form_named(sets, record.form)
    return ScoredRating(
        form=form,
        score=scored(record, form, forms),
        flags=tuple(record_flags(record, form, forms)),
    )
