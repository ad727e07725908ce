"""What in a rated session a supervisor must hear of now, by the safety rule of its form."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from ipt_train.rating.core.form import FidelityItem, FormSet, RatingForm
from ipt_train.rating.core.rating import Degree
from ipt_train.rating.core.rules import ScoringRules
from ipt_train.rating.core.score import ItemScore, SessionScore

SAFETY = (
    "There is a safety flag. Trainee: contact your supervisor now; supervisor: act now, each by your "
    "service's own route. This program reports nothing to anybody."
)
INVENTED = "This session is invented. In a session of your own there would be a safety flag here, and you would contact your supervisor now."


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyFlag:
    """One reason for a safety flag.

    Attributes:
        id: Id of the item or behaviour; ``follow-up`` where the supervisor asks for it.
        words: What was rated, with the form's title for it and the rule that it falls under.
    """

    id: str
    words: str


FOLLOW_UP = SafetyFlag(id="follow-up", words="the supervisor asks for a safety follow-up")


def flags_of(score: SessionScore, form: RatingForm, forms: FormSet) -> tuple[SafetyFlag, ...]:
    """Return the safety items that were rated below the form's rule, and severe behaviours marked."""
    scores = {one.item: one for one in score.items}
    low = (item_flag(item, scores[item.id], forms.rules) for item in form.safety)
    severe = {one.id: one.title for one in forms.off_model if one.severe}
    marked = (
        SafetyFlag(id=seen.code, words=f"{seen.code} {severe[seen.code]}: marked, and severe")
        for seen in score.rating.off_model
        if seen.degree is Degree.MARKED and seen.code in severe
    )
    return (*filter(None, low), *marked)


def item_flag(item: FidelityItem, rated: ItemScore, rules: ScoringRules) -> SafetyFlag | None:
    """Return the flag of a safety item; None where it does not apply or reaches the form's rule."""
    limits = (
        ("adherence", rated.adherence, rules.safety_adherence),
        ("competence", rated.competence, rules.safety_competence),
    )
    short = []
    for scale, value, least in limits:
        if value is not None and value < least:
            because = next((f" ({one})" for one in rated.flags if one.startswith(f"{scale} ")), "")
            short.append(f"{scale} {value} is below {least}{because}")
    if not item.safety or not short:
        return None
    return SafetyFlag(id=item.id, words=f"{item.id} {item.title}: {', '.join(short)}")


def in_words(flags: Collection[SafetyFlag], says: str = SAFETY) -> str:
    """Return flags as one text, what to do first; empty where there is none."""
    return f"{says} ({reasons(flags)})" if flags else ""


def reasons(flags: Iterable[SafetyFlag]) -> str:
    """Return why a flag stands, in a line."""
    return "; ".join(one.words for one in flags)
