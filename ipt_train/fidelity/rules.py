"""The scoring rules of fidelity forms, as numbers that a course may set."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Least:
    """Least adherence and competence, each 0 to 4."""

    adherence: float
    competence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The scoring rules as numbers: teaching defaults that nobody validated.

    Attributes:
        not_applicable_one_in: At most one item in so many may be left out; else no mean.
        evidence_from: A rating from here on needs a time stamp.
        without_evidence: What such a rating counts as without one.
        adequate: Least means of an adequate session.
        good: Least means of a good one.
        core_adherence: Least adherence of every core item in both.
        safety: Least ratings of every safety item that applies, in both.
        adequate_sessions_a_phase: Of a portfolio.
        problem_areas: Of a portfolio, over all cases.
        supervised_sessions_a_case: Of a portfolio.
        close: Greatest difference of means, in points, that is called close.
        some_gap: Greatest difference that is called some gap.
        pairs_of_trainee: Least paired sessions for figures of one trainee.
        pairs_of_course: Least paired sessions for figures of a course.
        discuss_from: Difference on one item from which both raters give a time stamp.
        third_rater_one_in: One paired session in so many is sampled for a third rater.
        calibration_recordings: How many recordings raters rate together first.
        prompts: How many prompts for reflection are chosen after a session.
        learning_point: Longest free text of a learner, in characters.
    """

    not_applicable_one_in: int
    evidence_from: int
    without_evidence: int
    adequate: Least
    good: Least
    core_adherence: int
    safety: Least
    adequate_sessions_a_phase: int
    problem_areas: int
    supervised_sessions_a_case: int
    close: float
    some_gap: float
    pairs_of_trainee: int
    pairs_of_course: int
    discuss_from: int
    third_rater_one_in: int
    calibration_recordings: int
    prompts: int
    learning_point: int

    def too_many_left_out(self, left_out: int, items: int) -> bool:
        """Whether so many of a form's items were left out that no mean is shown."""
        return left_out * self.not_applicable_one_in > items


def rules(data: Mapping[str, Any]) -> Rules:
    """Build the rules of a checked file of forms."""
    values: dict[str, Any] = {**data, **data["portfolio"], **data["agreement"]}
    values |= {name: Least(**data[name]) for name in ("adequate", "good", "safety")}
    del values["portfolio"], values["agreement"]
    return Rules(**values)
