"""The other side's rating revealed, once one's own is locked."""

from collections.abc import Sequence

from ipt_train.errors import UsageError
from ipt_train.log.operation.journal import Journal
from ipt_train.rating.core.form import FormSet
from ipt_train.rating.core.provenance import SELF
from ipt_train.rating.core.record import RATINGS, RatingRecord
from ipt_train.rating.operation.compare import Comparison, compare
from ipt_train.rating.operation.files import Handed, own_of, receive
from ipt_train.rating.operation.forms import form_named


def reveal(journal: Journal, sets: Sequence[FormSet], handed: Handed | None) -> Comparison:
    """Compare both sides' ratings of a session, and keep the other side's in one's own log.

    Args:
        journal: The log of one side.
        sets: The forms of the library.
        handed: What the other side handed over; None for the newest that was received.

    Raises:
        UsageError: One's own rating is not there or not locked, or nothing was received yet.
        ItemNotFoundError: The form is not among the banks.
        StoreError: It could not be written.
    """
    if handed is None:
        other = _newest_received(journal)
        handed = Handed(provenance=other.provenance, entries={})
    else:
        other = receive(journal, handed)
    own = own_of(journal, handed)
    mine, theirs = (own, other) if own.rater == SELF else (other, own)
    forms, form = form_named(sets, own.form)
    return compare(mine, theirs, form, forms)


def _newest_received(journal: Journal) -> RatingRecord:
    received = [record for record in journal.folded(RATINGS).values() if record.provenance.received]
    if not received:
        raise UsageError(
            "no rating from the other side has been received yet",
            hint="give the file that was handed over: `ipt-train rate compare rating.json`",
        )
    return received[-1]
