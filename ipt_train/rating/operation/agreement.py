"""How far a trainee and the supervisor agree over all sessions that both rated."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ipt_train.rating.core.course import CourseAgreement
from ipt_train.rating.core.form import FormSet
from ipt_train.rating.core.record import Ratings
from ipt_train.rating.operation.compare import agreement, history


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAgreement:
    """One trainee's agreement with the supervisor.

    Attributes:
        agreement: Over the sessions that both rated.
        safety_flag: The safety flag over the trainee's sessions in words; empty where there is none.
    """

    agreement: CourseAgreement
    safety_flag: str


def own_agreement(known: Ratings, sets: Sequence[FormSet]) -> OwnAgreement:
    """Return how far both sides agree, by the limits for one trainee and not for a course.

    Args:
        known: The ratings of one trainee's log.
        sets: The forms of the library; a rating by a form that is gone is left out.
    """
    past = history(known, sets)
    rules = replace(past.rules, sessions_for_agreement=past.rules.sessions_for_bias)
    return OwnAgreement(agreement=agreement(past.lines, rules), safety_flag=past.safety_flag)
