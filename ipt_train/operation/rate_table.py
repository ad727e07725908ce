"""Ratings as a long table, and agreement over many pairs."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ipt_train.fidelity.agreement import MeanAgreement, StepAgreement, mean_agreement, step_agreement
from ipt_train.fidelity.record import CALIBRATION, ratings
from ipt_train.operation.journal import Journal
from ipt_train.operation.rate_compare import SessionLine

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Trainee and supervisor over many sessions.

    Attributes:
        pairs: Sessions that both rated.
        means: For each scale, the agreement of the session means.
        items: For each item with a pair, the agreement of its adherence ratings.
    """

    pairs: int
    means: tuple[tuple[str, MeanAgreement], ...]
    items: tuple[tuple[str, StepAgreement], ...]


def agreement(lines: Sequence[SessionLine], *, needed: int) -> Agreement:
    """Return the agreement over sessions that both sides rated.

    Args:
        lines: Sessions of one trainee, or of a whole course.
        needed: Pairs below which coefficients say "too few".
    """
    paired = [one for one in lines if one.theirs is not None]
    items: dict[str, list[tuple[int | None, int | None]]] = defaultdict(list)
    adherence: list[tuple[float | None, float | None]] = []
    competence: list[tuple[float | None, float | None]] = []
    for one in paired:
        assert one.theirs is not None
        adherence.append((one.mine.adherence.value, one.theirs.adherence.value))
        competence.append((one.mine.competence.value, one.theirs.competence.value))
        for mine, theirs in zip(one.mine.items, one.theirs.items, strict=True):
            items[mine.item].append((mine.given, theirs.given))
    return Agreement(
        pairs=len(paired),
        means=(
            ("Adherence", mean_agreement(adherence, needed=needed)),
            ("Competence", mean_agreement(competence, needed=needed)),
        ),
        items=tuple(
            (name, step_agreement(pairs, needed=needed)) for name, pairs in sorted(items.items())
        ),
    )

