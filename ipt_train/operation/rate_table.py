"""Ratings as a long table: a row an entry."""

from collections.abc import Sequence
from datetime import date

from ipt_train.fidelity.form import Form, FormSet
from ipt_train.fidelity.record import CALIBRATION, RatingRecord, ratings
from ipt_train.fidelity.scored import scored
from ipt_train.operation.journal import Journal

COLUMNS = (
    "rating", "day", "rater", "form", "case", "session", "locked", "entry", "value", "counts",
    "reason", "stamp", "text",
)  # fmt: skip
"""``counts`` is what a rating counts as by the rules of its form: less without a time, nothing if N/A."""


def rating_rows(
    journal: Journal, sets: Sequence[FormSet] = (), *, with_text: bool = False
) -> list[list[str | int | float | None]]:
    """Return every locked rating, a row an entry; free text only where it was asked for.

    Args:
        journal: The rater's log.
        sets: The forms of the library; a rating by a form that is gone has no ``counts``.
        with_text: Whether the learning point is written out.
    """
    rows: list[list[str | int | float | None]] = []
    forms = {str(form.id): (form, one) for one in sets for form in one.forms}
    for record in ratings(journal.events()).values():
        if record.rater == CALIBRATION or not record.locked:
            continue
        counts = _counts(record, *forms[record.form]) if record.form in forms else {}
        for name, entry in sorted(record.entries.items()):
            rows.append(
                [
                    record.id,
                    date.fromordinal(record.day).isoformat(),
                    record.rater,
                    record.form,
                    record.details.get("case", ""),
                    record.details.get("session", ""),
                    int(record.locked),
                    name,
                    _value(entry),
                    counts.get(name),
                    entry.get("reason"),
                    entry.get("stamp"),
                    entry.get("text") if with_text else None,
                ]
            )
    return rows


def _counts(record: RatingRecord, form: Form, forms: FormSet) -> dict[str, int | None]:
    """Return what each rating counts as, by the name of its entry."""
    return {
        f"{scale} {one.item}": getattr(one, scale)
        for one in scored(record, form, forms).items
        for scale in ("adherence", "competence")
    }


def _value(entry: dict[str, str | int | None]) -> str | int | None:
    for key in ("value", "degree", "code", "adherence"):
        if key in entry:
            return entry[key]
    return None
