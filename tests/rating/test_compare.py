"""Self beside supervisor, phases, portfolios and a course."""

from itertools import cycle

import pytest

from ipt_train.rating.core.agreement import StepAgreement
from ipt_train.rating.core.compare import (
    ItemApart,
    SessionComparison,
    bias_over_time,
    compare_session,
    gap_words,
)
from ipt_train.rating.core.course import course_agreement
from ipt_train.rating.core.figure import Undefined
from ipt_train.rating.core.icc import Icc
from ipt_train.rating.core.match import Match
from ipt_train.rating.core.portfolio import phase_score, portfolio
from ipt_train.rating.core.rating import Phase, Rater
from ipt_train.rating.core.score import Mean
from tests.rating.sessions import CONCLUSION, DISPUTE, INITIAL, rating, score

THEIRS = {"rater": Rater.SUPERVISOR}


def test_one_session_by_both_raters() -> None:
    own = score("3/3*", M1="4/4*", M3="na", M5="1/1", M6="na", prediction=3.0)
    theirs = score("3/2*", M1="2/2", M3="na", M5="1/3*", M6="2/2", **THEIRS)
    result = compare_session(own, theirs)
    assert isinstance(result, SessionComparison)
    assert result.adherence == Match(exact=100 * 10 / 11, within_one=100 * 10 / 11, signed=pytest.approx(2 / 11), absolute=pytest.approx(2 / 11), n=11, dropped=2)  # fmt: skip
    assert result.competence == Match(exact=0, within_one=pytest.approx(100 * 9 / 11), signed=pytest.approx((9 + 2 - 2) / 11), absolute=pytest.approx(13 / 11), n=11, dropped=2)  # fmt: skip
    assert (result.adherence_words, result.competence_words) == ("close", "large gap")
    assert (result.not_applicable, result.not_applicable_n) == (pytest.approx(100 * 12 / 13), 13)
    assert result.apart == (
        ItemApart(item="M1", scale="adherence", own=4, supervisor=2),
        ItemApart(item="M1", scale="competence", own=4, supervisor=2),
        ItemApart(item="M5", scale="competence", own=1, supervisor=3),
    )
    assert result.prediction_error == pytest.approx(3.0 - (9 * 3 + 2 + 1 + 2) / 12)


@pytest.mark.parametrize(
    ("own", "theirs", "reason"),
    [
        (score(locked=False), score(**THEIRS), "not yet: both ratings are locked before either is shown"),
        (score(), score(**THEIRS, locked=False), "not yet: both ratings are locked before either is shown"),
        (score(), score(), "undefined: needs one self-rating and one by the supervisor"),
        (score(), score(**THEIRS, session="s2"), "undefined: the ratings are of different sessions or forms"),
    ],
)  # fmt: skip
def test_ratings_that_may_not_be_compared(own, theirs, reason: str) -> None:
    assert compare_session(own, theirs) == Undefined(n=0, reason=reason)


def test_what_is_missing_in_a_comparison_is_said() -> None:
    result = compare_session(score("?"), score("?", **THEIRS))
    assert isinstance(result, SessionComparison)
    assert result.adherence == Undefined(n=0, reason="too few: 0 of 1 needed")
    assert result.not_applicable == Undefined(n=0, reason="undefined: no item was filled in by both")  # fmt: skip
    assert result.prediction_error == Undefined(n=0, reason="undefined: nothing was predicted")
    predicted = compare_session(score(prediction=2), score("?", **THEIRS))
    assert predicted.prediction_error == Undefined(n=0, reason="undefined: the supervisor's rating has no adherence mean")  # fmt: skip


@pytest.mark.parametrize(
    ("signed", "words"),
    [
        (0, "close"), (0.3, "close"), (-0.3, "close"), (3.1 - 2.8, "close"), (0.31, "some gap"),
        (-0.6, "some gap"), (3.1 - 2.5, "some gap"), (0.61, "large gap"), (-2, "large gap"),
    ],
)  # fmt: skip
def test_words_for_a_gap(signed: float, words: str) -> None:
    assert gap_words(signed) == words


@pytest.mark.parametrize(
    ("signed", "change", "words"),
    [
        ([0.8, 0.5, 0.3, 0.2], -0.4, "over 4 sessions you rated yourself on average 0.45 points above your supervisor (from +0.20 to +0.80); the gap is getting smaller"),
        ([-0.2, -0.9, -0.6], 0.4, "over 3 sessions you rated yourself on average 0.57 points below your supervisor (from -0.90 to -0.20); the gap is getting larger"),
        ([0.5, -0.5, 0.5, -0.5], 0, "over 4 sessions you rated yourself on average neither above nor below your supervisor (from -0.50 to +0.50); the gap is about the same as before"),
        ([0.4, 0.4, 0.3], -0.1, "over 3 sessions you rated yourself on average 0.37 points above your supervisor (from +0.30 to +0.40); the gap is about the same as before"),
    ],
)  # fmt: skip
def test_bias_over_time_in_words(signed: list[float], change: float, words: str) -> None:
    result = bias_over_time(signed)
    assert not isinstance(result, Undefined)
    assert result.words == words
    assert result.change == pytest.approx(change)
    assert (result.n, result.low, result.high) == (len(signed), min(signed), max(signed))
    assert "agree" not in result.words


def test_two_sessions_are_too_few_for_a_bias() -> None:
    assert bias_over_time([0.5, 0.2]) == Undefined(n=2, reason="too few: 2 of 3 needed")


def test_the_initial_phase_is_scored_over_its_sessions() -> None:
    half = dict.fromkeys(INITIAL[7:], "na")
    first = rating("4/2*", phase="initial", number=1, **half)
    more = {**dict.fromkeys(INITIAL[:6], "na"), **dict.fromkeys(INITIAL[9:], "na")}
    second = rating("2/2", phase="initial", number=2, **more)  # I7, I8, I9
    early = phase_score([first, second], INITIAL, Phase.INITIAL)
    assert early.adherence == Undefined(n=9, reason="too few: 9 of 10 items rated so far")
    assert early.items[6].adherence == Mean(value=3, n=2)
    third = rating("na", phase="initial", number=3, I14="1/0")
    later = phase_score([first, second, third, rating()], INITIAL, Phase.INITIAL)
    assert later.sessions == 3
    assert later.adherence == Mean(value=(6 * 4 + 3 + 2 * 2 + 1) / 10, n=10)
    assert later.competence == Mean(value=(9 * 2 + 0) / 10, n=10)


def test_other_phases() -> None:
    nine = rating("3/3*", phase="ending", C4="na", C5="na", C6="na")
    assert phase_score([nine], CONCLUSION, Phase.CONCLUSION).adherence == Mean(value=3, n=9)
    middle = phase_score([rating()], DISPUTE, Phase.MIDDLE)
    assert middle.adherence == Undefined(n=13, reason="no phase mean: the middle phase is judged by its sessions")  # fmt: skip
    assert middle.items[0].adherence == Mean(value=3, n=1)
    assert phase_score([], INITIAL, Phase.INITIAL).sessions == 0


def test_portfolio_says_what_is_missing() -> None:
    own = [score(session=f"s{number}", number=number) for number in range(5)]
    unlocked = score(session="s9", locked=False, **THEIRS)
    assert portfolio([*own, unlocked]).missing == (
        "initial phase: 0 of 1 adequate session",
        "middle phase: 0 of 1 adequate session",
        "ending phase: 0 of 1 adequate session",
        "1 of 2 problem areas over all cases",
        "case case-1: 0 of 3 sessions rated by the supervisor",
    )
    assert portfolio(own).adequate_by_self[Phase.MIDDLE] == 5
    supervised = [
        score(session=f"{case}-{phase}", case=case, area=area, phase=phase, **THEIRS)
        for case, area in (("case-1", "grief"), ("case-2", "role-dispute"))
        for phase in Phase
    ]
    whole = portfolio([*own, *supervised, supervised[0]])
    assert (whole.complete, whole.missing) == (True, ())
    assert whole.areas == ("grief", "role-dispute")
    assert whole.supervised == {"case-1": 3, "case-2": 3}  # the same form twice counts once
    weak = [score("1/1", session=f"w{n}", phase="initial", **THEIRS) for n in range(3)]
    assert "initial phase: 0 of 1 adequate session" in portfolio(weak).missing


def test_a_course_needs_20_paired_sessions() -> None:
    level = cycle(("4/4*", "3/3*", "2/2", "3/2*", "1/1"))
    pairs = []
    for number in range(20):
        own = next(level)
        theirs = own if number % 4 else "3/3*"
        pairs.append((score(own, session=f"s{number}"), score(theirs, session=f"s{number}", **THEIRS)))  # fmt: skip
    strangers = (score(session="a"), score(session="b", **THEIRS))
    few = course_agreement([*pairs[:19], strangers])
    assert (few.sessions, few.left_out) == (19, 1)
    assert few.adherence.icc == Undefined(n=19, reason="too few: 19 of 20 needed")
    assert few.items_adherence["M1"].quadratic == Undefined(n=19, reason="too few: 19 of 20 needed")  # fmt: skip
    enough = course_agreement(pairs)
    assert isinstance(enough.adherence.icc, Icc)
    assert 0.5 < enough.adherence.icc.value < 1
    assert set(enough.items_competence) == set(DISPUTE)
    assert isinstance(enough.items_competence["M1"], StepAgreement)
    assert enough.items_adherence["M1"].match.exact == pytest.approx(85)  # 3 of 20 differ
