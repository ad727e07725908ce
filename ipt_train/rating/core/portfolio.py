"""Over several sessions: the score of a phase, and what a portfolio still lacks.

The tasks of the initial and conclusion phases are spread over sessions, so a single session often
has many items N/A; there the phase is scored, item by item. Showing a complete portfolio is not a
qualification: that is for the certifying body to say.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from ipt_train.plural import counted
from ipt_train.rating.core.figure import Undefined
from ipt_train.rating.core.rating import Phase, Rater, SessionRating
from ipt_train.rating.core.rules import DEFAULTS, ScoringRules
from ipt_train.rating.core.score import Mean, SessionScore, Verdict, item_scores, mean_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseItem:
    """An item over the sessions of a phase: means of its applicable ratings."""

    item: str
    adherence: Mean | Undefined
    competence: Mean | Undefined


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseScore:
    """A phase of one case by one rater: means of its items' means, or why there are none."""

    sessions: int
    items: tuple[PhaseItem, ...]
    adherence: Mean | Undefined
    competence: Mean | Undefined


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """What a trainee's locked ratings show so far.

    Attributes:
        adequate: Adequate sessions in each phase, by the portfolio's rater.
        adequate_by_self: The same by the trainee's own ratings, which do not count for it.
        areas: Problem areas over all cases.
        supervised: Sessions rated by the supervisor in each case.
        complete: Whether nothing is missing.
        missing: What is, in words.
    """

    adequate: dict[Phase, int]
    adequate_by_self: dict[Phase, int]
    areas: tuple[str, ...]
    supervised: dict[str, int]
    complete: bool
    missing: tuple[str, ...]


def phase_score(
    sessions: Collection[SessionRating],
    form: Sequence[str],
    phase: Phase,
    rules: ScoringRules = DEFAULTS,
) -> PhaseScore:
    """Score a phase of one case by one rater.

    Args:
        sessions: That rater's forms; those of other phases are passed over.
        form: Ids of the form's items, in order.
        phase: The phase. The middle phase is judged by its sessions, so it has no mean of its own.
        rules: The limits.
    """
    own = [item_scores(each, form, rules) for each in sessions if each.phase == phase]
    items = tuple(
        PhaseItem(
            item=id_,
            adherence=mean_of(scores[place].adherence for scores in own),
            competence=mean_of(scores[place].competence for scores in own),
        )
        for place, id_ in enumerate(form)
    )
    rated = sum(isinstance(item.adherence, Mean) for item in items)
    needed = {Phase.INITIAL: rules.initial_items, Phase.CONCLUSION: rules.conclusion_items}
    if phase not in needed:
        none = Undefined(
            n=rated, reason="no phase mean: the middle phase is judged by its sessions"
        )
    elif rated < needed[phase]:
        none = Undefined(
            n=rated, reason=f"too few: {rated} of {counted(needed[phase], 'item')} rated so far"
        )
    else:
        return PhaseScore(
            sessions=len(own),
            items=items,
            adherence=_mean_of_means(item.adherence for item in items),
            competence=_mean_of_means(item.competence for item in items),
        )
    return PhaseScore(sessions=len(own), items=items, adherence=none, competence=none)


def _mean_of_means(means: Iterable[Mean | Undefined]) -> Mean | Undefined:
    return mean_of(mean.value if isinstance(mean, Mean) else None for mean in means)


def portfolio(scores: Iterable[SessionScore], rules: ScoringRules = DEFAULTS) -> Portfolio:
    """Return what a portfolio of scored sessions holds and lacks; unlocked forms do not count."""
    locked = [score for score in scores if score.rating.locked]
    by: dict[Rater, Counter[Phase]] = defaultdict(Counter)
    supervised: dict[str, set[str]] = {score.rating.case: set() for score in locked}
    for score in locked:
        rating = score.rating
        by[rating.rater][rating.phase] += score.verdict in (Verdict.ADEQUATE, Verdict.GOOD)
        if rating.rater == Rater.SUPERVISOR:
            supervised[rating.case].add(rating.session)
    adequate = {phase: by[rules.portfolio_rater][phase] for phase in Phase}
    areas = tuple(sorted({score.rating.area for score in locked if score.rating.area}))
    missing = [
        f"{phase.value} phase: {count} of {counted(rules.adequate_in_phase, 'adequate session')}"
        for phase, count in adequate.items()
        if count < rules.adequate_in_phase
    ]
    if len(areas) < rules.problem_areas:
        missing.append(
            f"{len(areas)} of {counted(rules.problem_areas, 'problem area')} over all cases"
        )
    missing += [
        f"case {case}: {len(rated)} of {counted(rules.supervised_in_case, 'session')} rated by the supervisor"
        for case, rated in sorted(supervised.items())
        if len(rated) < rules.supervised_in_case
    ]
    return Portfolio(
        adequate=adequate,
        adequate_by_self={phase: by[Rater.SELF][phase] for phase in Phase},
        areas=areas,
        supervised={case: len(rated) for case, rated in sorted(supervised.items())},
        complete=not missing,
        missing=tuple(missing),
    )
