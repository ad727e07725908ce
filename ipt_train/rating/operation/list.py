"""The ratings of a log as they are listed, with the safety flags that stand over them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ipt_train.rating.core.form import FormSet
from ipt_train.rating.core.provenance import CALIBRATION
from ipt_train.rating.core.record import RatingRecord, Ratings
from ipt_train.rating.core.safety import SAFETY, reasons
from ipt_train.rating.core.scored import record_flags
from ipt_train.rating.operation.files import Handed

UNKNOWN = "not known, since its form is not among the banks"


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingLine:
    """One rating: ``day`` is an ISO date, ``safety`` says why a safety flag stands over it."""

    id: str
    day: str
    rater: str
    form: str
    case: str
    session: str
    locked: bool
    safety: str


def rating_lines(known: Ratings, sets: Sequence[FormSet]) -> list[RatingLine]:
    """Return the ratings of sessions, the oldest first; excerpts are nobody's session.

    Args:
        known: The ratings of one person's log.
        sets: The forms of the library.
    """
    return [
        RatingLine(
            id=one.id,
            day=date.fromordinal(one.day).isoformat(),
            rater=one.rater,
            form=one.form,
            case=one.provenance.case or "",
            session=one.provenance.session or "",
            locked=one.locked,
            safety=safety_of(one, sets),
        )
        for one in known.values()
        if one.rater != CALIBRATION
    ]


def safety_of(record: RatingRecord, sets: Sequence[FormSet]) -> str:
    """Return why a safety flag stands over a rating; empty where none does."""
    forms = {form.id: (form, one) for one in sets for form in one.forms}
    return reasons(record_flags(record, *forms[record.form])) if record.form in forms else UNKNOWN


def safety_flag(lines: Iterable[RatingLine]) -> str:
    """Return the safety flag over some ratings in words; empty where none stands."""
    flagged = [one.id for one in lines if one.safety not in ("", UNKNOWN)]
    return f"{SAFETY} ({', '.join(flagged)})" if flagged else ""


def handed_flags(handed: Iterable[Handed], sets: Sequence[FormSet]) -> list[str]:
    """Return a line for each locked rating that was handed in and has a safety flag over it.

    Args:
        handed: Ratings of one trainee's sessions, the trainee's own and the supervisors'.
        sets: The forms of the library.
    """
    lines = []
    for one in handed:
        if (why := safety_of(one.record(), sets)) and why != UNKNOWN:
            case, session = one.provenance.case or "?", one.provenance.session or "?"
            lines.append(f"case {case}, session {session}, by {one.rater}: {why}")
    return lines
