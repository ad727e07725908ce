"""How far self and supervisor ratings that a cohort handed in agree, by the rules of their forms."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from ipt_train.rating.core.course import CourseAgreement, course_agreement
from ipt_train.rating.core.form import FormSet
from ipt_train.rating.core.provenance import SELF, SUPERVISOR
from ipt_train.rating.core.record import RatingRecord
from ipt_train.rating.core.rules import rules_over
from ipt_train.rating.core.score import SessionScore
from ipt_train.rating.core.scored import scored
from ipt_train.rating.operation.files import Handed


class Pair(NamedTuple):
    """A session that both rated: the supervisor's code, both scores, the set of the form."""

    supervisor: str
    own: SessionScore
    theirs: SessionScore
    forms: FormSet


def agreement_over(pairs: Sequence[Pair], sets: Sequence[FormSet]) -> CourseAgreement:
    """Return the agreement over some sessions, by the rules of the forms that they were rated by."""
    rules = rules_over(each.rules for each in ([pair.forms for pair in pairs] or sets))
    return course_agreement([(pair.own, pair.theirs) for pair in pairs], rules)


def pairs_of(ratings: Sequence[Handed], sets: Sequence[FormSet]) -> list[Pair]:
    """Return self and supervisor scores of each session that both rated."""
    forms = {form.id: (form, one) for one in sets for form in one.forms}
    by: dict[str, dict[str, RatingRecord]] = defaultdict(dict)
    for handed in ratings:
        if handed.provenance.form in forms:
            by[handed.about][handed.rater] = handed.record()
    found = []
    for both in by.values():
        if {SELF, SUPERVISOR} <= set(both):
            form, whole = forms[both[SELF].form]
            own, theirs = (scored(both[rater], form, whole) for rater in (SELF, SUPERVISOR))
            by_whom = both[SUPERVISOR].provenance.by or "unknown"
            found.append(Pair(by_whom, own, theirs, whole))
    return found
