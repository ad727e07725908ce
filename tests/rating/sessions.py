"""Fidelity ratings of invented sessions, written short."""

from ipt_train.rating.core.rating import (
    Degree,
    ItemRating,
    OffModelSeen,
    Phase,
    Rater,
    SessionRating,
)
from ipt_train.rating.core.score import SessionScore, session_score

DISPUTE = ("M1", "M2", "M3", "M4", "M5", "M6", "M7", "M8", "D1", "D2", "D3", "D4", "D5")
INITIAL = tuple(f"I{number}" for number in range(1, 15))
CONCLUSION = tuple(f"C{number}" for number in range(1, 13))
FORMS = {Phase.INITIAL: INITIAL, Phase.MIDDLE: DISPUTE, Phase.CONCLUSION: CONCLUSION}
CORE = frozenset({"I14", "M2", "M4", "M8", "C1", "C2", "D2"})
SAFETY = frozenset({"I5", "M8", "D5", "C9"})
SEVERE = frozenset({"X1", "X2", "X9", "X10"})


def item(id_: str, written: str) -> ItemRating:
    """Read `3/2*` as adherence 3, competence 2, stamped; `na` as not applicable, `?` as unrated."""
    stamp = "12:30" if written.endswith("*") else ""
    written = written.rstrip("*")
    if written == "na":
        return ItemRating(item=id_, adherence=None, competence=None, not_applicable="done-before")
    adherence, _, competence = written.partition("/")
    return ItemRating(
        item=id_,
        adherence=None if adherence == "?" else int(adherence),
        competence=int(competence) if competence else None,
        stamp=stamp,
    )


def rating(every: str = "3/3*", /, **settings: object) -> SessionRating:
    """Return a form with every item alike; an id such as `M2` among the settings changes one."""
    phase = Phase(str(settings.pop("phase", "middle")))
    form = FORMS[phase]
    written = {id_: str(settings.pop(id_, every)) for id_ in form}
    values: dict[str, object] = {
        "session": "s1", "case": "case-1", "number": 6, "form": f"form-{phase}", "phase": phase,
        "area": "role-dispute", "rater": Rater.SELF, "locked": True,
        "items": tuple(item(id_, text) for id_, text in written.items()),
    }  # fmt: skip
    return SessionRating(**{**values, **settings})  # type: ignore[arg-type]


def score(every: str = "3/3*", /, **settings: object) -> SessionScore:
    """Return the score of such a form."""
    return scored(rating(every, **settings))


def scored(form: SessionRating) -> SessionScore:
    return session_score(form, FORMS[form.phase], core=CORE, safety=SAFETY, severe=SEVERE)


def seen(code: str, degree: str) -> tuple[OffModelSeen, ...]:
    return (OffModelSeen(code=code, degree=Degree(degree)),)
