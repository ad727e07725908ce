"""The limits that scores are judged by: teaching defaults that nobody has validated."""

from dataclasses import dataclass

from ipt_train.fidelity.rating import Rater


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoringRules:
    """Parameters of scoring and feedback; an instructor may set others.

    Attributes:
        adequate_adherence: Least adherence mean of an adequate session, 0-4.
        adequate_competence: Least competence mean of one.
        good_adherence: Least adherence mean of a good session.
        good_competence: Least competence mean of one.
        core_adherence: Least adherence of every core item.
        safety_adherence: Least adherence of every applicable safety item.
        safety_competence: Least competence of one.
        not_applicable_share: Largest share of items without a rating that still allows a mean.
        evidence_from: Lowest rating that needs a time stamp or code.
        without_evidence: What such a rating counts as when it has none.
        initial_items: Items of the initial phase to be rated before its mean is shown.
        conclusion_items: The same of the conclusion phase.
        adequate_in_phase: Adequate sessions that a portfolio needs in each phase.
        problem_areas: Problem areas that it needs over all cases.
        supervised_in_case: Sessions rated by the supervisor that it needs in each case.
        portfolio_rater: Whose rating makes a session of the portfolio adequate.
        close: Largest gap between the raters' ratings that is called close, in points.
        some_gap: Largest gap that is called some gap; beyond it is a large one.
        apart: Difference on one item from which both raters look at the recording again.
        sessions_for_bias: Paired sessions before a trainee's bias over time is described.
        bias_change: Change of the gap, in points, below which it is called about the same.
        sessions_for_agreement: Paired sessions before a course's coefficients are shown.
    """

    adequate_adherence: float = 2.5
    adequate_competence: float = 2.0
    good_adherence: float = 3.0
    good_competence: float = 3.0
    core_adherence: int = 2
    safety_adherence: int = 3
    safety_competence: int = 2
    not_applicable_share: float = 1 / 3
    evidence_from: int = 3
    without_evidence: int = 2
    initial_items: int = 10
    conclusion_items: int = 9
    adequate_in_phase: int = 1
    problem_areas: int = 2
    supervised_in_case: int = 3
    portfolio_rater: Rater = Rater.SUPERVISOR
    close: float = 0.3
    some_gap: float = 0.6
    apart: int = 2
    sessions_for_bias: int = 3
    bias_change: float = 0.1
    sessions_for_agreement: int = 20


DEFAULTS = ScoringRules()
