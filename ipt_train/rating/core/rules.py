"""The limits that scores are judged by: teaching defaults that nobody has validated."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ipt_train.rating.core.rating import Rater


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
        third_rater_one_in: One paired session in so many is sampled for a third rater.
        calibration_recordings: Recordings that raters rate together first.
        prompts: Prompts for reflection after a session.
        learning_point: Longest free text of a learner, in characters.
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
    third_rater_one_in: int = 10
    calibration_recordings: int = 3
    prompts: int = 3
    learning_point: int = 200


DEFAULTS = ScoringRules()


def rules(data: Mapping[str, Any], roll_up: Mapping[str, int]) -> ScoringRules:
    """Build the rules of a checked file of forms.

    Args:
        data: The rules of the file.
        roll_up: Items of a phase to be rated before its mean is shown, where a form says so.
    """
    portfolio, agreement = data["portfolio"], data["agreement"]
    return ScoringRules(
        adequate_adherence=data["adequate"]["adherence"],
        adequate_competence=data["adequate"]["competence"],
        good_adherence=data["good"]["adherence"],
        good_competence=data["good"]["competence"],
        core_adherence=data["core_adherence"],
        safety_adherence=data["safety"]["adherence"],
        safety_competence=data["safety"]["competence"],
        not_applicable_share=1 / data["not_applicable_one_in"],
        evidence_from=data["evidence_from"],
        without_evidence=data["without_evidence"],
        initial_items=roll_up.get("initial", DEFAULTS.initial_items),
        conclusion_items=roll_up.get("ending", DEFAULTS.conclusion_items),
        adequate_in_phase=portfolio["adequate_sessions_a_phase"],
        problem_areas=portfolio["problem_areas"],
        supervised_in_case=portfolio["supervised_sessions_a_case"],
        close=agreement["close"],
        some_gap=agreement["some_gap"],
        sessions_for_bias=agreement["pairs_of_trainee"],
        sessions_for_agreement=agreement["pairs_of_course"],
        apart=data["discuss_from"],
        third_rater_one_in=data["third_rater_one_in"],
        calibration_recordings=data["calibration_recordings"],
        prompts=data["prompts"],
        learning_point=data["learning_point"],
    )


def rules_over(sessions: Iterable[ScoringRules]) -> ScoringRules:
    """Return the limits of what is said over several sessions.

    Sessions by one set of forms are judged by its rules. Where sets are mixed, each session is
    still scored by its own, and of every limit on a whole the strictest holds, so that nothing is
    said that the rules of one of the sets would hold back.

    Args:
        sessions: The rules of each session's set; the defaults stand where there is none.
    """
    mixed = list(sessions) or [DEFAULTS]
    raters = {each.portfolio_rater for each in mixed}
    return replace(
        mixed[0],
        adequate_in_phase=max(each.adequate_in_phase for each in mixed),
        problem_areas=max(each.problem_areas for each in mixed),
        supervised_in_case=max(each.supervised_in_case for each in mixed),
        portfolio_rater=Rater.SUPERVISOR
        if Rater.SUPERVISOR in raters
        else mixed[0].portfolio_rater,
        sessions_for_bias=max(each.sessions_for_bias for each in mixed),
        bias_change=max(each.bias_change for each in mixed),
        sessions_for_agreement=max(each.sessions_for_agreement for each in mixed),
    )
