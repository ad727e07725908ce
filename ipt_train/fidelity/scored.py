"""From what was entered to what is scored."""

from ipt_train.fidelity.form import Form, FormSet
from ipt_train.fidelity.rating import Degree, ItemRating, OffModelSeen, Phase, Rater, SessionRating
from ipt_train.fidelity.record import RatingRecord
from ipt_train.fidelity.score import SessionScore, session_score


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
    """Return what asks for a supervisor at once: low safety items, and severe behaviours marked."""
    rules = forms.rules
    items = {one.item: one for one in score.items}
    low = [
        item.id
        for item in form.safety
        if (one := items[item.id]).adherence is not None
        and (
            one.adherence < rules.safety_adherence
            or (one.competence is not None and one.competence < rules.safety_competence)
        )
    ]
    severe = {one.id for one in forms.off_model if one.severe}
    marked = [
        seen.code
        for seen in score.rating.off_model
        if seen.degree is Degree.MARKED and seen.code in severe
    ]
    return (*low, *marked)
