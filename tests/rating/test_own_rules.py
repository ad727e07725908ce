"""A set of forms judges its sessions by its own rules, wherever it stands on the shelf."""

from dataclasses import replace

import pytest

from ipt_train.course.operation.cohort_progress import cohort_progress
from ipt_train.course.operation.collect import collect
from ipt_train.rating.core.figure import Undefined
from ipt_train.rating.core.form import FormSet
from ipt_train.rating.core.record import ratings
from ipt_train.rating.core.rules import DEFAULTS, rules_over
from ipt_train.rating.operation.compare import RatingHistory, agreement, history
from ipt_train.rating.operation.files import rating_section
from tests.course.world import NOW, World, shelf_for, trainees
from tests.rating.test_safety import FORMS
from tests.report.pages import ORDER, rated

(SHIPPED,) = FORMS
OWN = replace(
    SHIPPED,
    id="course",
    forms=tuple(replace(form, id=f"own-{form.id}") for form in SHIPPED.forms),
    rules=replace(
        SHIPPED.rules,
        sessions_for_bias=5,
        problem_areas=1,
        supervised_in_case=2,
        initial_items=99,
        sessions_for_agreement=4,
        adequate_adherence=3.9,
    ),
)
"""The shipped forms under names of their own, with rules of their own."""

OWN_ORDER = tuple(f"own-{form}" for form in ORDER)
BY_OWN = rated((OWN,), 5, order=OWN_ORDER)
BY_SHIPPED = rated(FORMS, 5)


def judged(found: RatingHistory) -> tuple[object, ...]:
    """All that rules decide."""
    verdicts = [line.mine.verdict for line in found.lines]
    return (
        found.bias, found.portfolio, found.phases, verdicts, found.rules,
        agreement(found.lines, found.rules),
    )  # fmt: skip


@pytest.mark.parametrize(("log", "forms"), [(BY_OWN, OWN), (BY_SHIPPED, SHIPPED)])
def test_other_forms_on_the_shelf_change_nothing(log: object, forms: FormSet) -> None:
    events = log.events()  # type: ignore[attr-defined]
    alone = judged(history(ratings(events), (forms,)))
    assert judged(history(ratings(events), (SHIPPED, OWN))) == alone
    assert judged(history(ratings(events), (OWN, SHIPPED))) == alone


def test_the_two_sets_judge_differently() -> None:
    own, shipped = (
        history(ratings(BY_OWN.events()), (OWN,)),
        history(ratings(BY_SHIPPED.events()), FORMS),
    )
    assert own.bias == Undefined(n=4, reason="too few: 4 of 5 needed")
    assert not isinstance(shipped.bias, Undefined)
    assert any("of 2 problem areas" in why for why in shipped.portfolio.missing)
    assert not any("problem areas" in why for why in own.portfolio.missing)
    ((_, _, phase),) = own.phases
    assert isinstance(phase.adherence, Undefined)
    assert "of 99 items rated" in phase.adherence.reason


def test_where_sets_are_mixed_each_session_is_judged_by_its_own_and_the_whole_by_the_strictest() -> None:  # fmt: skip
    order = [own if number % 2 else form for number, (form, own) in enumerate(zip(ORDER, OWN_ORDER, strict=True))]  # fmt: skip
    events = rated((SHIPPED, OWN), 5, order=order).events()
    found = history(ratings(events), (SHIPPED, OWN))
    assert found == history(ratings(events), (OWN, SHIPPED))
    assert [line.forms.id for line in found.lines] == ["course" if number % 2 else SHIPPED.id for number in range(5)]  # fmt: skip
    phases = {form: score.adherence for _, form, score in found.phases}
    assert isinstance(phases["own-initial"], Undefined)
    assert not isinstance(phases["initial"], Undefined)
    assert found.bias == Undefined(n=4, reason="too few: 4 of 5 needed")  # of the course's set
    assert any("of 2 problem areas" in why for why in found.portfolio.missing)  # of the shipped


def test_rules_over_nothing_and_over_one_set() -> None:
    assert rules_over([]) == DEFAULTS
    assert rules_over([OWN.rules, OWN.rules]) == OWN.rules
    assert rules_over([OWN.rules, SHIPPED.rules]).sessions_for_agreement == 20
    assert history({}, (SHIPPED,)).rules == SHIPPED.rules


def test_a_cohort_is_judged_by_the_rules_of_its_forms(tmp_path_factory: pytest.TempPathFactory) -> None:  # fmt: skip
    root = tmp_path_factory.mktemp("own-forms")
    world = World(root=root, shelf=shelf_for(root), forms=1)
    opened = world.begin(trainees(1))
    (key,) = world.build()
    (person,) = opened.people
    world.hand_in(world.submission(person, key, ratings=rating_section(BY_OWN)))
    assert len(collect(opened, world.inbox, now=NOW).accepted) == 1
    alone, both = (cohort_progress(opened, sets) for sets in ((OWN,), (SHIPPED, OWN)))
    assert both.agreement == alone.agreement
    assert both.by_supervisor == alone.by_supervisor
    assert both.agreement.sessions == 4
    assert not isinstance(both.agreement.adherence.icc, Undefined)  # the shipped rules want twenty
