"""A rater's reading of an excerpt beside the argued one."""

from dataclasses import dataclass

from ipt_train.rating.core import entry
from ipt_train.rating.core.excerpt import ArguedRating, Excerpt
from ipt_train.rating.core.figure import Undefined
from ipt_train.rating.core.form import FormSet, RatingForm
from ipt_train.rating.core.match import Match, match
from ipt_train.rating.core.record import RatingRecord
from ipt_train.rating.core.scored import read_flag


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibratedItem:
    """One item by the rater and by those who wrote the excerpt.

    Attributes:
        item: Its id.
        title: Its title.
        adherence: The rater's adherence; None where the rater says that it does not apply.
        competence: The rater's competence, if any.
        argued: The argued rating.
        distance: Points between the adherence ratings; None where only one says that it applies.
        safety: Why a safety flag would stand in a real session, by whose rating; mostly empty.
    """

    item: str
    title: str
    adherence: int | None
    competence: int | None
    argued: ArguedRating
    distance: int | None
    safety: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationReading:
    """A whole excerpt: every item, and how the two readings match on each scale."""

    readings: tuple[CalibratedItem, ...]
    adherence: Match | Undefined
    competence: Match | Undefined


def calibration(
    record: RatingRecord, excerpt: Excerpt, form: RatingForm, forms: FormSet
) -> CalibrationReading:
    """Compare a rater's reading of an excerpt with the argued one.

    The argued ratings are a reading with reasons, not the truth.
    """
    argued = {one.item: one for one in excerpt.ratings}
    readings = []
    for item in form.items:
        adherence = record.entry(entry.adherence(item.id)).points
        theirs = argued[item.id]
        both = adherence is not None and theirs.adherence is not None
        competence = record.entry(entry.competence(item.id)).points if adherence else None
        flags = (
            ("your", read_flag(item, adherence, competence, forms)),
            ("the reasoned", read_flag(item, theirs.adherence, theirs.competence, forms)),
        )
        readings.append(
            CalibratedItem(
                item=item.id,
                title=item.title,
                adherence=adherence,
                competence=competence,
                argued=theirs,
                distance=abs((adherence or 0) - (theirs.adherence or 0)) if both else None,
                safety="; ".join(f"by {whose} rating {one.words}" for whose, one in flags if one),
            )
        )
    return CalibrationReading(
        readings=tuple(readings),
        adherence=match([(one.adherence, one.argued.adherence) for one in readings]),
        competence=match([(one.competence, one.argued.competence) for one in readings]),
    )
