"""Scores: the worked limits of the scoring rules, and laws that hold for any form."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_train.rating.core.figure import Undefined
from ipt_train.rating.core.rules import ScoringRules
from ipt_train.rating.core.score import Mean, Verdict, item_score, session_score
from tests.rating.sessions import CORE, DISPUTE, SAFETY, SEVERE, item, rating, score, seen


def na(count: int) -> dict[str, str]:
    """N/A for so many items that may be N/A."""
    return dict.fromkeys([id_ for id_ in DISPUTE if id_ not in CORE][:count], "na")


@pytest.mark.parametrize(
    ("settings", "verdict", "reasons", "short_of_good"),
    [
        ({}, "good", (), ()),
        ({"every": "3/2*"}, "adequate", (), ("competence mean 2.00 is below 3.0",)),
        ({"every": "2/2", "M8": "3/2*", "D5": "3/2*"}, "not yet adequate", ("adherence mean 2.15 is below 2.5",), ()),
        ({"every": "3/1*", "M8": "3/2*", "D5": "3/2*"}, "not yet adequate", ("competence mean 1.15 is below 2.0",), ()),
        ({"M2": "1/3*"}, "not yet adequate", ("core item M2: adherence 1 is below 2",), ()),
        ({"M2": "2/3*"}, "adequate", (), ("adherence mean 2.92 is below 3.0",)),
        ({"M1": "0"}, "adequate", (), ("adherence mean 2.77 is below 3.0",)),
        ({"D2": "na"}, "not yet adequate", ("core item D2 is marked N/A, which it cannot be",), ()),
        ({"D5": "2/3*"}, "not yet adequate", ("safety item D5: adherence 2 is below 3",), ()),
        ({"D5": "3/1*"}, "not yet adequate", ("safety item D5: competence 1 is below 2",), ()),
        ({"D5": "3/3"}, "not yet adequate", ("safety item D5: adherence 2 is below 3",), ()),
        ({"D5": "na"}, "good", (), ()),
        ({"off_model": seen("X10", "marked")}, "not yet adequate", ("severe off-model behaviour X10 is marked",), ()),
        ({"off_model": seen("X10", "brief")}, "good", (), ()),
        ({"off_model": seen("X8", "marked")}, "good", (), ()),
        ({"M3": "?"}, "no verdict", ("M3 is not rated",), ()),
        ({"M3": "3*"}, "no verdict", ("M3 has no rating of competence",), ()),
        (na(4), "good", (), ()),
        (na(5), "no verdict", ("no mean: 5 of 13 items are N/A or not rated",), ()),
        ({**na(5), "M8": "1/1"}, "not yet adequate", (
            "no mean: 5 of 13 items are N/A or not rated", "core item M8: adherence 1 is below 2",
            "safety item M8: adherence 1 is below 3", "safety item M8: competence 1 is below 2"), ()),
    ],
)  # fmt: skip
def test_verdict_with_every_reason(
    settings: dict, verdict: str, reasons: tuple, short_of_good: tuple
) -> None:
    settings = dict(settings)
    result = score(settings.pop("every", "3/3*"), **settings)
    assert (result.verdict, result.reasons, result.short_of_good) == (verdict, reasons, short_of_good)  # fmt: skip


def test_adherence_and_competence_stand_apart_with_their_items() -> None:
    result = score("4/2*", M1="0", M3="na", M5="1/4*")
    assert result.adherence == Mean(value=(10 * 4 + 0 + 1) / 12, n=12)
    assert result.competence == Mean(value=(10 * 2 + 4) / 11, n=11)
    assert result.not_applicable == 1


def test_too_many_na_leave_the_item_scores() -> None:
    result = score(**na(5))
    words = Undefined(n=8, reason="no mean: 5 of 13 items are N/A or not rated")
    assert (result.adherence, result.competence) == (words, words)
    assert [each.adherence for each in result.items if each.adherence] == [3] * 8


@pytest.mark.parametrize(
    ("written", "adherence", "competence", "flags"),
    [
        ("4/3*", 4, 3, ()),
        ("4/3", 2, 2, ("adherence 4 without a time stamp counts as 2", "competence 3 without a time stamp counts as 2")),
        ("2/4", 2, 2, ("competence 4 without a time stamp counts as 2",)),
        ("2/2", 2, 2, ()),
        ("1/0", 1, 0, ()),
        ("0/2", 0, None, ()),
        ("0", 0, None, ()),
        ("?", None, None, ("not rated",)),
        ("?/3*", None, None, ("not rated",)),
        ("2", 2, None, ("competence not rated",)),
        ("na", None, None, ()),
    ],
)  # fmt: skip
def test_an_item_without_evidence_counts_less_and_is_flagged(
    written: str, adherence: int | None, competence: int | None, flags: tuple
) -> None:
    found = score(M1=written).items[0]
    assert (found.adherence, found.competence, found.flags) == (adherence, competence, flags)


def test_a_blank_is_no_time_stamp() -> None:
    assert item_score(replace(item("M1", "4/4"), stamp="  ")).adherence == 2
    assert item_score(replace(item("M1", "4/4"), stamp="R2")).adherence == 4


def test_what_does_not_fit_the_form_is_named() -> None:
    form = rating()
    strange = replace(form, items=(*form.items, item("Z9", "4/4*"), item("M1", "2/2")))
    result = session_score(strange, DISPUTE, core=CORE, safety=SAFETY, severe=SEVERE)
    assert result.verdict == Verdict.NONE
    assert result.reasons == (
        "M1 is rated twice; the last counts",
        "Z9 is not an item of this form and does not count",
    )
    both = replace(form.items[0], not_applicable="done-before")
    marked = session_score(replace(form, items=(both, *form.items[1:])), DISPUTE, core=CORE, safety=SAFETY, severe=SEVERE)  # fmt: skip
    assert marked.items[0].flags == ("marked N/A and rated: the rating does not count",)
    assert (marked.adherence, marked.not_applicable) == (Mean(value=3, n=12), 1)


def test_an_empty_form_has_no_score_and_says_so() -> None:
    result = session_score(replace(rating(), items=()), DISPUTE, core=CORE, safety=SAFETY, severe=SEVERE)  # fmt: skip
    assert result.verdict == Verdict.NONE
    assert result.reasons[0] == "no mean: 13 of 13 items are N/A or not rated"
    assert score("0").competence == Undefined(n=0, reason="no competence mean: no item has one to count")  # fmt: skip


def test_an_instructor_may_set_other_limits() -> None:
    strict = ScoringRules(adequate_adherence=3.5, not_applicable_share=0.5)
    arguments = {"core": CORE, "safety": SAFETY, "severe": SEVERE, "rules": strict}
    assert session_score(rating(), DISPUTE, **arguments).reasons == (
        "adherence mean 3.00 is below 3.5",
    )
    assert isinstance(session_score(rating(**na(6)), DISPUTE, **arguments).adherence, Mean)


written = st.sampled_from(["na", "?", "0", *(f"{a}/{c}{s}" for a in (1, 2, 3, 4) for c in range(5) for s in ("", "*"))])  # fmt: skip


@given(st.fixed_dictionaries(dict.fromkeys(DISPUTE, written)))
def test_laws_of_any_form(items: dict[str, str]) -> None:
    result = score(**items)
    assert (result.verdict in (Verdict.ADEQUATE, Verdict.GOOD)) == (not result.reasons)
    assert (result.verdict == Verdict.ADEQUATE) == bool(result.short_of_good)
    for mean in (result.adherence, result.competence):
        if isinstance(mean, Mean):
            assert 0 <= mean.value <= 4
            assert 1 <= mean.n <= 13
    severe = score(**items, off_model=seen("X1", "marked"))
    assert severe.verdict == Verdict.NOT_ADEQUATE
    assert severe.adherence == result.adherence
