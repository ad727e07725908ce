"""Ratings as a long table: a row an entry."""

from datetime import date

from ipt_train.fidelity.record import CALIBRATION, ratings
from ipt_train.operation.journal import Journal

COLUMNS = (
    "rating", "day", "rater", "form", "case", "session", "locked", "entry", "value", "reason", "stamp",
    "text",
)  # fmt: skip


def rating_rows(
    journal: Journal, *, with_text: bool = False
) -> list[list[str | int | float | None]]:
    """Return every locked rating, a row an entry; free text only where it was asked for.

    Args:
        journal: The rater's log.
        with_text: Whether the learning point is written out.
    """
    rows: list[list[str | int | float | None]] = []
    for record in ratings(journal.events()).values():
        if record.rater == CALIBRATION or not record.locked:
            continue
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
                    entry.get("reason"),
                    entry.get("stamp"),
                    entry.get("text") if with_text else None,
                ]
            )
    return rows


def _value(entry: dict[str, str | int | None]) -> str | int | None:
    for key in ("value", "degree", "code", "adherence"):
        if key in entry:
            return entry[key]
    return None
