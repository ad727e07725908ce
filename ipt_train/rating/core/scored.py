"""From what was entered to what is scored."""

from ipt_train.rating.core.entry import (
    LEARNING_POINT,
    PREDICTION,
    SAFETY_FOLLOW_UP,
    EntryKind,
    adherence,
    competence,
)
from ipt_train.rating.core.form import FidelityItem, FormSet, RatingForm
from ipt_train.rating.core.provenance import CALIBRATION
from ipt_train.rating.core.rating import (
    Degree,
    ItemRating,
    OffModelSeen,
    Phase,
    Rater,
    SessionRating,
)
from ipt_train.rating.core.record import RatingRecord
from ipt_train.rating.core.safety import FOLLOW_UP, SafetyFlag, flags_of, item_flag
from ipt_train.rating.core.score import SessionScore, item_score, session_score


def rating_of(record: RatingRecord, form: RatingForm) -> SessionRating:
    """Return what one rater entered of a session, in the terms that are scored."""
    told, source = record.entry(PREDICTION).predicted, record.provenance
    seen = (
        (key.of, entry.degree)
        for key, entry in record.entries.items()
        if key.kind is EntryKind.OFF_MODEL and key.of
    )
    number = source.session or ""
    return SessionRating(
        session=record.about,
        case=source.case or "",
        number=int(number) if number.isdecimal() else 1,
        form=form.id,
        phase=Phase(form.phase),
        area=form.problem_area or source.area or "",
        rater=Rater(record.rater),
        items=tuple(_item(record, item.id) for item in form.items),
        off_model=tuple(
            OffModelSeen(code=code, degree=Degree(str(degree)))
            for code, degree in sorted(seen)
            if degree in tuple(Degree)
        ),
        prediction=float(told) if isinstance(told, str) and told else None,
        learning_point=str(record.entry(LEARNING_POINT).text or ""),
        locked=record.locked,
    )


def _item(record: RatingRecord, item: str) -> ItemRating:
    done, well = record.entry(adherence(item)), record.entry(competence(item))
    return ItemRating(
        item=item,
        adherence=done.points,
        competence=well.points if done.value else None,
        not_applicable=str(done.reason or ""),
        stamp=str(done.stamp or well.stamp or ""),
    )


def scored(record: RatingRecord, form: RatingForm, forms: FormSet) -> SessionScore:
    """Return the score of a rating by its form and the rules of its set."""
    return session_score(
        rating_of(record, form),
        [item.id for item in form.items],
        core={item.id for item in form.core},
        safety={item.id for item in form.safety},
        severe={one.id for one in forms.off_model if one.severe},
        rules=forms.rules,
    )


def safety_flags(score: SessionScore, form: RatingForm, forms: FormSet) -> tuple[str, ...]:
    """Return the ids of what asks for a supervisor at once: low safety items, severe behaviours."""
    return tuple(one.id for one in flags_of(score, form, forms))


def record_flags(record: RatingRecord, form: RatingForm, forms: FormSet) -> tuple[SafetyFlag, ...]:
    """Return why a safety flag stands over a rating, locked or not; what is not entered yet is no reason.

    An excerpt's ratings need no time in a recording, so they count as they were given.
    """
    if record.rater == CALIBRATION:
        read = (
            read_flag(
                item,
                record.entry(adherence(item.id)).points,
                record.entry(competence(item.id)).points,
                forms,
            )
            for item in form.safety
        )
        return tuple(filter(None, read))
    flags = flags_of(scored(record, form, forms), form, forms)
    asked = record.entry(SAFETY_FOLLOW_UP).value == 1
    return (*flags, FOLLOW_UP) if asked else flags


def read_flag(
    item: FidelityItem, done: int | None, well: int | None, forms: FormSet
) -> SafetyFlag | None:
    """Return the flag of an item of an excerpt.

    Args:
        item: The item.
        done: Its adherence, 0-4; None where it does not apply.
        well: Its competence, 0-4, if any.
        forms: The forms, whose rules say what is low.
    """
    rated = ItemRating(item=item.id, adherence=done, competence=well, stamp="turns")
    return item_flag(item, item_score(rated, forms.rules), forms.rules)
