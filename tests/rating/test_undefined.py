"""What cannot be computed is said in words; laws that hold for any ratings."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_train.rating.core.agreement import LEAST, mean_agreement, step_agreement
from ipt_train.rating.core.alpha import alpha
from ipt_train.rating.core.correlation import correlate
from ipt_train.rating.core.figure import Interval, Undefined
from ipt_train.rating.core.icc import Icc, IccForm, icc
from ipt_train.rating.core.kappa import Kappa, Weights, fleiss_kappa, kappa
from ipt_train.rating.core.limits import limits_of_agreement
from ipt_train.rating.core.match import Match, match

ALL_4 = [(4, 4)] * 6
EQUAL = "undefined: all ratings equal; agreement 100%"


@pytest.mark.parametrize(
    ("result", "n", "reason"),
    [
        (icc(ALL_4), 6, EQUAL),
        (icc([(0.1, 0.1)] * 7), 7, EQUAL),
        (kappa(ALL_4, range(5)), 6, EQUAL),
        (alpha(ALL_4), 6, EQUAL),
        (fleiss_kappa([[0, 3], [0, 3]]), 2, EQUAL),
        (icc([]), 0, "too few: 0 of 2 needed"),
        (icc([(1, 2), (3, None), (None, 2)]), 1, "too few: 1 of 2 needed"),
        (icc([(1, 2), (3, 4)], needed=20), 2, "too few: 2 of 20 needed"),
        (kappa([(1, None)], range(5)), 0, "too few: 0 of 2 needed"),
        (alpha([(1, None), (2, None)]), 0, "too few: 0 of 2 needed"),
        (limits_of_agreement([(1, 2)]), 1, "too few: 1 of 2 needed"),
        (match([]), 0, "too few: 0 of 1 needed"),
        (fleiss_kappa([]), 0, "too few: 0 of 2 needed"),
        (correlate([(1, 2), (2, 3)]), 2, "too few: 2 of 3 needed"),
        (correlate([(1, 2), (1, 3), (1, 4)]), 3, "undefined: the ratings of at least one rater are all equal"),
        (kappa([(1, 7), (1, 1)], range(5)), 0, "undefined: 7 is not on the scale 0-4"),
        (icc([(1,), (2,)]), 2, "undefined: every session needs the same two or more raters"),
        (icc([(1, 2), (1, 2, 3)]), 2, "undefined: every session needs the same two or more raters"),
        (fleiss_kappa([[1, 2], [1, 1]]), 2, "undefined: every session needs the same two or more raters"),
        (icc([(1, 2), (2, 1)]), 2, "undefined: sessions do not differ enough to be compared"),
    ],
)  # fmt: skip
def test_the_reason_stands_in_words(result: object, n: int, reason: str) -> None:
    assert result == Undefined(n=n, reason=reason)


def test_one_difference_makes_kappa_0_so_the_counts_stand_beside_it() -> None:
    picture = step_agreement([*[(4, 4)] * 9, (4, 3), *[(4, 4)] * 2], needed=2)
    assert isinstance(picture.quadratic, Kappa)
    assert picture.quadratic.value == 0
    assert isinstance(picture.quadratic.interval, Undefined)  # of no width: it would say nothing
    assert picture.match == Match(
        exact=pytest.approx(1100 / 12), within_one=100, signed=pytest.approx(1 / 12),
        absolute=pytest.approx(1 / 12), n=12, dropped=0,
    )  # fmt: skip


@pytest.mark.parametrize("n", range(1, LEAST))
def test_few_pairs_of_an_item_have_counts_and_no_coefficient(n: int) -> None:
    picture = step_agreement([(place % 5, place * 2 % 5) for place in range(n)], needed=1)
    assert isinstance(picture.match, Match)
    assert picture.match.n == n
    for figure in (picture.quadratic, picture.alpha):
        assert figure == Undefined(n=n, reason=f"too few: {n} of {LEAST} needed")


@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=30),
    st.sampled_from(Weights),
)
def test_an_interval_of_kappa_lies_within_its_range_and_has_a_width(
    pairs: list[tuple[int, int]], weights: Weights
) -> None:
    """Seen before: -1.13 to -0.20, and 0.00 to 0.00, of four pairs."""
    found = kappa(pairs, range(5), weights, needed=1)
    if isinstance(found, Kappa) and isinstance(found.interval, Interval):
        assert -1 <= found.interval.low < found.interval.high <= 1


def test_missing_ratings_are_left_out_and_counted() -> None:
    whole = [(1, 2), (3, 3), (4, 2), (0, 1), (2, 2)]
    gaps = [*whole, (None, 3), (2, None), (None, None), (math.nan, 1.0)]
    for statistic in (icc, limits_of_agreement, match, correlate):
        with_gaps, without = statistic(gaps), statistic(whole)
        assert (with_gaps.n, with_gaps.dropped) == (5, 4)
        assert (without.n, without.dropped) == (5, 0)
    assert icc(gaps).value == icc(whole).value


def test_a_constant_difference_correlates_perfectly_and_does_not_agree() -> None:
    pairs = [(x / 10, x / 10 + 1) for x in range(20)]
    picture = mean_agreement(pairs)
    assert picture.correlation.value == pytest.approx(1)
    assert picture.limits.bias == pytest.approx(-1)
    assert picture.icc.value < 0.5
    assert icc(pairs, IccForm.CONSISTENCY_SINGLE).value == pytest.approx(1)


def test_fewer_than_20_sessions_are_too_few_for_a_course() -> None:
    picture = mean_agreement([(2.0, 2.5), (3.0, 2.0)] * 9)
    few = Undefined(n=18, reason="too few: 18 of 20 needed")
    assert (picture.icc, picture.limits, picture.correlation) == (few, few, few)


rating = st.one_of(st.none(), st.integers(0, 4))
pairs_of_ratings = st.lists(st.tuples(rating, rating), max_size=30)
some_numbers = st.one_of(st.none(), st.floats(0, 4))


def numbers(thing: object) -> list[float]:
    """Every number in a result, however deep."""
    if isinstance(thing, float):
        return [thing]
    names = getattr(thing, "__dataclass_fields__", ())
    return [number for name in names for number in numbers(getattr(thing, name))]


@settings(max_examples=200, deadline=None)
@given(pairs_of_ratings)
def test_any_steps_give_finite_numbers_or_words(pairs: list) -> None:
    picture = step_agreement(pairs, needed=1)
    assert all(map(math.isfinite, numbers(picture)))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(some_numbers, some_numbers), max_size=30), st.sampled_from(IccForm))
def test_any_means_give_finite_numbers_or_words(pairs: list, form: IccForm) -> None:
    assert all(map(math.isfinite, numbers(mean_agreement(pairs, needed=1))))
    result = icc(pairs, form)
    assert all(map(math.isfinite, numbers(result)))
    if isinstance(result, Icc) and isinstance(result.interval, Interval):
        assert result.value <= 1
        assert result.interval.low <= result.value + 1e-6
        assert result.value <= result.interval.high + 1e-6


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(rating, rating), min_size=2, max_size=20), st.randoms())
def test_order_of_sessions_and_of_raters_changes_nothing(pairs: list, chance) -> None:
    shuffled = [(b, a) for a, b in pairs]
    chance.shuffle(shuffled)
    assert icc(shuffled) == icc(pairs)
    assert round_value(kappa(shuffled, range(5))) == round_value(kappa(pairs, range(5)))
    assert round_value(alpha(shuffled)) == round_value(alpha(pairs))


def round_value(result: object) -> object:
    return result if isinstance(result, Undefined) else round(result.value, 9)
