"""A course: how trainees and supervisors compare over all paired sessions.

Several sessions of one trainee are not independent of each other, so the intervals are somewhat
narrower than they ought to be; say so where they are shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ipt_train.rating.core.agreement import (
    MeanAgreement,
    StepAgreement,
    mean_agreement,
    step_agreement,
)
from ipt_train.rating.core.compare import not_a_pair, paired_items
from ipt_train.rating.core.rules import DEFAULTS, ScoringRules
from ipt_train.rating.core.score import ItemScore, Mean, SessionScore


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseAgreement:
    """Agreement over a course's paired sessions, adherence and competence apart.

    Attributes:
        sessions: Sessions rated and locked by both.
        left_out: Pairs that are not: other sessions or forms, or not locked.
        adherence: The raters' adherence means compared.
        competence: Their competence means compared.
        items_adherence: Each item's adherence, by id.
        items_competence: Each item's competence, by id.
    """

    sessions: int
    left_out: int
    adherence: MeanAgreement
    competence: MeanAgreement
    items_adherence: dict[str, StepAgreement]
    items_competence: dict[str, StepAgreement]


def course_agreement(
    pairs: Sequence[tuple[SessionScore, SessionScore]], rules: ScoringRules = DEFAULTS
) -> CourseAgreement:
    """Compare self-ratings and supervisor ratings over a course.

    Args:
        pairs: The trainee's and the supervisor's score of each session; several forms may be
            mixed, an item is compared where it occurs.
        rules: Its `sessions_for_agreement` is the least number for any coefficient.
    """
    needed = rules.sessions_for_agreement
    items: dict[str, list[tuple[ItemScore, ItemScore]]] = {}
    paired = [(a, b) for a, b in pairs if not not_a_pair(a.rating, b.rating)]
    for own, supervisor in paired:
        for both in paired_items(own, supervisor):
            items.setdefault(both[0].item, []).append(both)
    return CourseAgreement(
        sessions=len(paired),
        left_out=len(pairs) - len(paired),
        adherence=mean_agreement(
            [(_value(a.adherence), _value(b.adherence)) for a, b in paired], needed=needed
        ),
        competence=mean_agreement(
            [(_value(a.competence), _value(b.competence)) for a, b in paired], needed=needed
        ),
        items_adherence={
            id_: step_agreement([(a.adherence, b.adherence) for a, b in both], needed=needed)
            for id_, both in items.items()
        },
        items_competence={
            id_: step_agreement([(a.competence, b.competence) for a, b in both], needed=needed)
            for id_, both in items.items()
        },
    )


def _value(mean: object) -> float | None:
    return mean.value if isinstance(mean, Mean) else None
