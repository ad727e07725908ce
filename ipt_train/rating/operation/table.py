"""Ratings as a long table, a row an entry; a history as plain data."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from ipt_train.log.operation.journal import Journal
from ipt_train.rating.core.entry import EntryKey, adherence, competence
from ipt_train.rating.core.form import FormSet, RatingForm
from ipt_train.rating.core.provenance import CALIBRATION
from ipt_train.rating.core.record import RATINGS, RatingRecord
from ipt_train.rating.core.scored import scored
from ipt_train.rating.operation.compare import RatingHistory
from ipt_train.rating.operation.list import safety_of

COLUMNS = (
    "rating",
    "day",
    "rater",
    "form",
    "case",
    "session",
    "locked",
    "entry",
    "value",
    "counts",
    "reason",
    "stamp",
    "text",
    "safety_flag",
)
"""``counts`` is what a rating counts as by the rules of its form: less without a time, nothing if N/A.
``safety_flag`` says on every row of a rating why a safety flag stands over it, if one does."""


def rating_rows(
    journal: Journal, sets: Sequence[FormSet] = (), *, with_text: bool = False
) -> list[list[str | int | float | None]]:
    """Return every locked rating, a row an entry; free text only where it was asked for.

    Args:
        journal: The rater's log.
        sets: The forms of the library; a rating by a form that is gone has no ``counts``, and
            whether a safety flag stands over it is not known.
        with_text: Whether the learning point is written out.
    """
    rows: list[list[str | int | float | None]] = []
    forms = {str(form.id): (form, one) for one in sets for form in one.forms}
    for record in journal.folded(RATINGS).values():
        if record.rater == CALIBRATION or not record.locked:
            continue
        counts = _counts(record, *forms[record.form]) if record.form in forms else {}
        safety = safety_of(record, sets)
        for key in sorted(record.entries, key=str):
            entry = record.entries[key]
            rows.append(
                [
                    record.id,
                    date.fromordinal(record.day).isoformat(),
                    record.rater,
                    record.form,
                    record.provenance.case or "",
                    record.provenance.session or "",
                    int(record.locked),
                    str(key),
                    entry.main,
                    counts.get(key),
                    entry.reason,
                    entry.stamp,
                    entry.text if with_text else None,
                    safety,
                ]
            )
    return rows


def _counts(record: RatingRecord, form: RatingForm, forms: FormSet) -> dict[EntryKey, int | None]:
    """Return what each rating counts as, by the key of its entry."""
    items = scored(record, form, forms).items
    done = {adherence(item.item): item.adherence for item in items}
    return done | {competence(item.item): item.competence for item in items}


def history_data(found: RatingHistory) -> dict[str, Any]:
    """Return a history as plain data with dataclasses in it."""
    return {
        "safety_flag": found.safety_flag,
        "sessions": [
            {
                "number": one.number,
                "day": one.day,
                "safety": one.safety,
                "mine": one.mine,
                "theirs": one.theirs,
            }
            for one in found.lines
        ],
        "left_out": found.left_out,
        "phases": [{"case": a, "form": b, "score": c} for a, b, c in found.phases],
        "bias": found.bias,
        "portfolio": found.portfolio,
    }
