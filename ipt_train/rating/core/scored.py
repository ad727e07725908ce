"""From what was entered to what is scored."""

from ipt_train.rating.core.form import FidelityItem, Form, FormSet
from ipt_train.rating.core.rating import (
    Degree,
    ItemRating,
    OffModelSeen,
    Phase,
    Rater,
    SessionRating,
)
from ipt_train.rating.core.record import CALIBRATION, RatingRecord
from ipt_train.rating.core.safety import FOLLOW_UP, SafetyFlag, flags_of, item_flag
from ipt_train.rating.core.score import SessionScore, item_score, session_score


def rating_of(record: RatingRecord, form: Form) -> SessionRating:
    """Return what one rater entered of a session, in the terms that are scored."""
    told = record.entries.get("prediction", {}).get("adherence")
    seen = (
        (name.removeprefix("off-model "), entry.get("degree"))
        for name, entry in record.entries.items()
        if name.startswith("off-model ")
    )
    number = record.details.get("session", "")
    return SessionRating(
        session=record.details.get("about", record.id),
        case=record.details.get("case", ""),
        number=int(number) if number.isdecimal() else 1,
        form=form.id,
        phase=Phase(form.phase),
        area=form.problem_area or record.details.get("area", ""),
        rater=Rater(record.rater),
        items=tuple(_item(record, item.id) for item in form.items),
        off_model=tuple(
            OffModelSeen(code=code, degree=Degree(str(degree)))
            for code, degree in sorted(seen)
            if degree in tuple(Degree)
        ),
        prediction=float(told) if isinstance(told, str) and told else None,
        learning_point=str(record.entries.get("learning-point", {}).get("text") or ""),
        locked=record.locked,
    )


def _item(record: RatingRecord, item: str) -> ItemRating:
    done = record.entries.get(f"adherence {item}", {})
    well = record.entries.get(f"competence {item}", {})
    adherence, competence = done.get("value"), well.get("value")
    return ItemRating(
        item=item,
        adherence=adherence if isinstance(adherence, int) else None,
        competence=competence if isinstance(competence, int) and adherence else None,
        not_applicable=str(done.get("reason") or ""),
        stamp=str(done.get("stamp") or well.get("stamp") or ""),
    )


def scored(record: RatingRecord, form: Form, forms: FormSet) -> SessionScore:
    """Return the score of a rating by its form and the rules of its set."""
    return session_score(
        rating_of(record, form),
        [item.id for item in form.items],
        core={item.id for item in form.core},
        safety={item.id for item in form.safety},
        severe={one.id for one in forms.off_model if one.severe},
        rules=forms.rules,
    )


def safety_flags(score: SessionScore, form: Form, forms: FormSet) -> tuple[str, ...]:
    """Return the ids of what asks for a supervisor at once: low safety items, severe behaviours."""
    return tuple(one.id for one in flags_of(score, form, forms))


def record_flags(record: RatingRecord, form: Form, forms: FormSet) -> tuple[SafetyFlag, ...]:
    """Return why a safety flag stands over a rating, locked or not; what is not entered yet is no reason.

    An excerpt's ratings need no time in a recording, so they count as they were given.
    """
    if record.rater == CALIBRATION:
        read = (read_flag(item, *_points(record, item.id), forms) for item in form.safety)
        return tuple(filter(None, read))
    flags = flags_of(scored(record, form, forms), form, forms)
    asked = record.entries.get("safety-follow-up", {}).get("value") == 1
    return (*flags, FOLLOW_UP) if asked else flags


def read_flag(
    item: FidelityItem, adherence: int | None, competence: int | None, forms: FormSet
) -> SafetyFlag | None:
    """Return the flag of an item of an excerpt."""
    rated = ItemRating(item=item.id, adherence=adherence, competence=competence, stamp="turns")
    return item_flag(item, item_score(rated, forms.rules), forms.rules)


def _points(record: RatingRecord, item: str) -> tuple[int | None, int | None]:
    values = (
        record.entries.get(f"{scale} {item}", {}).get("value")
        for scale in ("adherence", "competence")
    )
    adherence, competence = (one if isinstance(one, int) else None for one in values)
    return adherence, competence
