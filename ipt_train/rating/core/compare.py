"""Self-rating beside the supervisor's: one session, then one trainee's bias over sessions.

Neither rater is treated as the truth. The signed difference is a bias, not (dis)agreement:
differences in both directions cancel in it, so per cent exact and the absolute difference are
always shown beside it. The words for a gap are teaching defaults and not validated.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from ipt_train.plural import counted
from ipt_train.rating.core.figure import Undefined, too_few
from ipt_train.rating.core.match import Match, match
from ipt_train.rating.core.rating import Rater, SessionRating
from ipt_train.rating.core.rules import DEFAULTS, ScoringRules
from ipt_train.rating.core.score import ItemScore, Mean, SessionScore


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemApart:
    """An item on which the raters differ so much that both go back to the recording."""

    item: str
    scale: str
    own: int
    supervisor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionComparison:
    """One session by both raters; differences are self minus supervisor, in points of 0-4.

    Attributes:
        session: Its id.
        number: Its number within the case.
        adherence: How the ratings of adherence match, over items that both rated.
        competence: The same of competence.
        adherence_words: "close", "some gap", "large gap", or why nothing can be said.
        competence_words: The same of competence.
        not_applicable: Items on which both say N/A or neither does, per cent.
        not_applicable_n: Items that both either rated or marked N/A.
        apart: Items that differ by two points or more.
        prediction_error: Predicted minus actual adherence mean of the supervisor.
    """

    session: str
    number: int
    adherence: Match | Undefined
    competence: Match | Undefined
    adherence_words: str
    competence_words: str
    not_applicable: float | Undefined
    not_applicable_n: int
    apart: tuple[ItemApart, ...]
    prediction_error: float | Undefined


@dataclass(frozen=True, slots=True, kw_only=True)
class Bias:
    """A trainee's signed difference over paired sessions, in points.

    Attributes:
        n: Paired sessions.
        mean: Mean of self minus supervisor.
        low: Lowest session.
        high: Highest session.
        change: Mean size of the gap in the later half less that in the earlier half.
        words: The same in plain words.
    """

    n: int
    mean: float
    low: float
    high: float
    change: float
    words: str


def gap_words(signed: float, rules: ScoringRules = DEFAULTS) -> str:
    """Return the word for a mean difference between two raters, in points."""
    size = round(abs(signed), 9)
    if size <= rules.close:
        return "close"
    return "some gap" if size <= rules.some_gap else "large gap"


def compare_session(
    own: SessionScore, supervisor: SessionScore, rules: ScoringRules = DEFAULTS
) -> SessionComparison | Undefined:
    """Compare the two ratings of one session as they count, or say why that may not be done.

    Args:
        own: The trainee's score.
        supervisor: The supervisor's, of the same session with the same form.
        rules: The limits.
    """
    if problem := not_a_pair(own.rating, supervisor.rating):
        return Undefined(n=0, reason=problem)
    pairs = paired_items(own, supervisor)
    adherence = match([(a.adherence, b.adherence) for a, b in pairs])
    competence = match([(a.competence, b.competence) for a, b in pairs])
    decided = [(a, b) for a, b in pairs if _decided(a) and _decided(b)]
    same = sum(bool(a.not_applicable) == bool(b.not_applicable) for a, b in decided)
    return SessionComparison(
        session=own.rating.session,
        number=own.rating.number,
        adherence=adherence,
        competence=competence,
        adherence_words=_words(adherence, rules),
        competence_words=_words(competence, rules),
        not_applicable=100 * same / len(decided)
        if decided
        else Undefined(n=0, reason="undefined: no item was filled in by both"),
        not_applicable_n=len(decided),
        apart=_apart(pairs, rules),
        prediction_error=_prediction_error(own.rating, supervisor),
    )


def paired_items(own: SessionScore, supervisor: SessionScore) -> list[tuple[ItemScore, ItemScore]]:
    """Return the items that both scores have, in the order of the first."""
    theirs = {item.item: item for item in supervisor.items}
    return [(item, theirs[item.item]) for item in own.items if item.item in theirs]


def not_a_pair(own: SessionRating, supervisor: SessionRating) -> str:
    """Return why two ratings may not be compared, or nothing when they may."""
    if (own.rater, supervisor.rater) != (Rater.SELF, Rater.SUPERVISOR):
        return "undefined: needs one self-rating and one by the supervisor"
    if (own.session, own.form) != (supervisor.session, supervisor.form):
        return "undefined: the ratings are of different sessions or forms"
    if not (own.locked and supervisor.locked):
        return "not yet: both ratings are locked before either is shown"
    return ""


def _decided(item: ItemScore) -> bool:
    return item.adherence is not None or bool(item.not_applicable)


def _words(result: Match | Undefined, rules: ScoringRules) -> str:
    return result.reason if isinstance(result, Undefined) else gap_words(result.signed, rules)


def _apart(
    pairs: Sequence[tuple[ItemScore, ItemScore]], rules: ScoringRules
) -> tuple[ItemApart, ...]:
    return tuple(
        ItemApart(item=a.item, scale=scale, own=one, supervisor=other)
        for a, b in pairs
        for scale, one, other in (
            ("adherence", a.adherence, b.adherence),
            ("competence", a.competence, b.competence),
        )
        if one is not None and other is not None and abs(one - other) >= rules.apart
    )


def _prediction_error(own: SessionRating, supervisor: SessionScore) -> float | Undefined:
    if own.prediction is None:
        return Undefined(n=0, reason="undefined: nothing was predicted")
    if not isinstance(supervisor.adherence, Mean):
        return Undefined(n=0, reason="undefined: the supervisor's rating has no adherence mean")
    return own.prediction - supervisor.adherence.value


def bias_over_time(signed: Sequence[float], rules: ScoringRules = DEFAULTS) -> Bias | Undefined:
    """Describe a trainee's bias over sessions; a description, not a test of significance.

    Args:
        signed: Mean signed difference (self minus supervisor) of each paired session, oldest
            first. The earlier and later half are compared; a middle one stands in neither.
        rules: The limits.
    """
    n = len(signed)
    if few := too_few(n, max(2, rules.sessions_for_bias)):
        return few
    half = n // 2
    change = fmean(map(abs, signed[-half:])) - fmean(map(abs, signed[:half]))
    mean = fmean(signed)
    side = "above" if mean > 0 else "below"
    average = f"{abs(mean):.2f} points {side}" if round(abs(mean), 2) else "neither above nor below"
    trend = "is about the same as before"
    if abs(round(change, 9)) > rules.bias_change:
        trend = "is getting smaller" if change < 0 else "is getting larger"
    return Bias(
        n=n,
        mean=mean,
        low=min(signed),
        high=max(signed),
        change=change,
        words=f"over {counted(n, 'session')} you rated yourself on average {average} your supervisor "
        f"(from {min(signed):+.2f} to {max(signed):+.2f}); the gap {trend}",
    )
