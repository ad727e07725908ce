"""One session's score: adherence and competence apart, and the verdict with its reasons in words.

Adherence is the mean of the applicable items, competence the mean of the items with adherence of
1 or more; they are never averaged together. Off-model acts and safety items are guards that good
items cannot offset; a form that is not filled in gets no verdict. The limits are teaching defaults and not validated; scores forecast nothing.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean

from ipt_train.plural import are
from ipt_train.plural import times as often
from ipt_train.rating.core.figure import Undefined
from ipt_train.rating.core.rating import Degree, ItemRating, SessionRating
from ipt_train.rating.core.rules import DEFAULTS, ScoringRules


class Verdict(StrEnum):
    """What the rules say of a session."""

    GOOD = "good"
    ADEQUATE = "adequate"
    NOT_ADEQUATE = "not yet adequate"
    NONE = "no verdict"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mean:
    """A mean on the scale 0-4 over n items (of an item over sessions: n ratings)."""

    value: float
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemScore:
    """An item as it counts.

    Attributes:
        item: Its id.
        adherence: 0-4 after the rule of missing evidence, or None.
        competence: The same; None also where adherence is 0.
        not_applicable: Reason code; empty when the item applies.
        flags: What a reader should know of it, in words.
    """

    item: str
    adherence: int | None
    competence: int | None
    not_applicable: str
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionScore:
    """The score of one session by one rater.

    Attributes:
        rating: What it was computed from.
        adherence: Mean, or why there is none.
        competence: Mean, or why there is none.
        items: Every item of the form in its order.
        not_applicable: How many are N/A.
        verdict: What the rules say.
        reasons: Why it is not adequate, or not judged; empty when it is adequate.
        short_of_good: Why an adequate session is not good.
    """

    rating: SessionRating
    adherence: Mean | Undefined
    competence: Mean | Undefined
    items: tuple[ItemScore, ...]
    not_applicable: int
    verdict: Verdict
    reasons: tuple[str, ...]
    short_of_good: tuple[str, ...]


def item_score(rating: ItemRating, rules: ScoringRules = DEFAULTS) -> ItemScore:
    """Return an item as it counts: a high rating without a time stamp counts less, with a flag."""
    flags = []
    adherence, competence = rating.adherence, rating.competence
    if rating.not_applicable:
        if adherence is not None or competence is not None:
            flags.append("marked N/A and rated: the rating does not count")
        adherence = competence = None
    elif adherence is None:
        flags.append("not rated")
        competence = None
    elif adherence == 0:
        competence = None
    elif competence is None:
        flags.append("competence not rated")

    def evidenced(value: int | None, scale: str) -> int | None:
        if value is None or value < rules.evidence_from or rating.stamp.strip():
            return value
        flags.append(f"{scale} {value} without a time stamp counts as {rules.without_evidence}")
        return rules.without_evidence

    return ItemScore(
        item=rating.item,
        adherence=evidenced(adherence, "adherence"),
        competence=evidenced(competence, "competence"),
        not_applicable=rating.not_applicable,
        flags=tuple(flags),
    )


def item_scores(
    rating: SessionRating, form: Sequence[str], rules: ScoringRules = DEFAULTS
) -> tuple[ItemScore, ...]:
    """Return every item of a form in its order; one that was left out counts as not rated."""
    given = {each.item: each for each in rating.items}
    blank = {id_: ItemRating(item=id_, adherence=None, competence=None) for id_ in form}
    return tuple(item_score(given.get(id_, blank[id_]), rules) for id_ in form)


def mean_of(
    values: Iterable[float | None], none: str = "no mean: nothing was rated"
) -> Mean | Undefined:
    """Return the mean of the values that are there, or the words for none."""
    there = [value for value in values if value is not None]
    if not there:
        return Undefined(n=0, reason=none)
    return Mean(value=fmean(there), n=len(there))


def session_score(
    rating: SessionRating,
    form: Sequence[str],
    *,
    core: AbstractSet[str],
    safety: AbstractSet[str],
    severe: AbstractSet[str],
    rules: ScoringRules = DEFAULTS,
) -> SessionScore:
    """Score one session.

    Args:
        rating: One rater's form.
        form: Ids of the form's items, in order.
        core: Ids that cannot be N/A here (the caller adds an item that this session may not
            leave out, such as risk in a first session); others than the form's are ignored.
        safety: Ids of safety items, likewise.
        severe: Codes of off-model behaviours that are severe.
        rules: The limits.
    """
    items = item_scores(rating, form, rules)
    absent = sum(bool(item.not_applicable) for item in items)
    uncounted = sum(item.adherence is None for item in items)
    adherence = mean_of(item.adherence for item in items)
    competence = mean_of(
        (item.competence for item in items), "no competence mean: no item has one to count"
    )
    if uncounted > len(items) * rules.not_applicable_share + 1e-9:
        limited = f"no mean: {uncounted} of {are(len(items), 'item')} N/A or not rated"
        adherence = competence = Undefined(n=len(items) - uncounted, reason=limited)
    guards = (
        *_core_problems(items, core, rules),
        *_safety_problems(items, safety, rules),
        *_off_model_problems(rating, severe),
    )
    gaps = tuple(_form_problems(rating, items, form))
    short = _short(adherence, competence, rules.adequate_adherence, rules.adequate_competence)
    better = _short(adherence, competence, rules.good_adherence, rules.good_competence)
    means = (adherence, competence)
    without = tuple(dict.fromkeys(m.reason for m in means if isinstance(m, Undefined)))
    if guards or (short and not gaps):
        verdict, better = Verdict.NOT_ADEQUATE, ()
    elif without or gaps:
        verdict, better = Verdict.NONE, ()
    else:
        verdict = Verdict.ADEQUATE if better else Verdict.GOOD
    return SessionScore(
        rating=rating,
        adherence=adherence,
        competence=competence,
        items=items,
        not_applicable=absent,
        verdict=verdict,
        reasons=(*without, *gaps, *short, *guards),
        short_of_good=better,
    )


def _short(
    adherence: Mean | Undefined, competence: Mean | Undefined, least: float, least_skill: float
) -> tuple[str, ...]:
    compared = (("adherence", adherence, least), ("competence", competence, least_skill))
    return tuple(
        f"{name} mean {mean.value:.2f} is below {limit:.1f}"
        for name, mean, limit in compared
        if isinstance(mean, Mean) and mean.value < limit - 1e-9
    )


def _form_problems(
    rating: SessionRating, items: Collection[ItemScore], form: Sequence[str]
) -> Iterable[str]:
    for item in items:
        if item.adherence is None and not item.not_applicable:
            yield f"{item.item} is not rated"
        elif item.adherence and item.competence is None:
            yield f"{item.item} has no rating of competence"
    for id_, times in Counter(each.item for each in rating.items).items():
        if times > 1:
            yield f"{id_} is rated {often(times)}; the last counts"
        if id_ not in form:
            yield f"{id_} is not an item of this form and does not count"


def _core_problems(
    items: Collection[ItemScore], core: AbstractSet[str], rules: ScoringRules
) -> Iterable[str]:
    for item in items:
        if item.item not in core:
            continue
        if item.not_applicable:
            yield f"core item {item.item} is marked N/A, which it cannot be"
        elif item.adherence is not None and item.adherence < rules.core_adherence:
            yield f"core item {item.item}: adherence {item.adherence} is below {rules.core_adherence}"


def _safety_problems(
    items: Collection[ItemScore], safety: AbstractSet[str], rules: ScoringRules
) -> Iterable[str]:
    for item in items:
        if item.item not in safety or item.adherence is None:
            continue
        if item.adherence < rules.safety_adherence:
            yield f"safety item {item.item}: adherence {item.adherence} is below {rules.safety_adherence}"
        if item.competence is not None and item.competence < rules.safety_competence:
            yield f"safety item {item.item}: competence {item.competence} is below {rules.safety_competence}"


def _off_model_problems(rating: SessionRating, severe: AbstractSet[str]) -> Iterable[str]:
    for seen in rating.off_model:
        if seen.code in severe and seen.degree == Degree.MARKED:
            yield f"severe off-model behaviour {seen.code} is marked"
