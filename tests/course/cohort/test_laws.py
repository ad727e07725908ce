"""Laws of tallies and figures that hold for any cohort."""

import random
from dataclasses import replace
from fractions import Fraction
from math import isfinite

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ipt_train.course.cohort import item, reliability, score
from ipt_train.course.cohort.answer import ItemResponse
from ipt_train.course.cohort.dif import group_difference, strata
from ipt_train.course.cohort.estimate import Estimate
from ipt_train.course.cohort.option import option_table
from ipt_train.course.cohort.standard.compromise import HofsteeBounds, cohen, hofstee
from ipt_train.course.cohort.standard.cut import jackknife, pass_band
from ipt_train.course.cohort.standard.judged import angoff
from ipt_train.course.cohort.tally import PaperTally, tally
from ipt_train.errors import ResponsesError
from tests.course.cohort.rows import answers, cohorts, paper_of

tables = st.integers(1, 6).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 4), min_size=width, max_size=width), min_size=1, max_size=30
    )
)


def figures(paper: PaperTally) -> list[Estimate]:
    """Every figure of a paper."""
    found = [
        score.mean(paper), score.median(paper), score.sd(paper), score.skewness(paper),
        score.kurtosis(paper), reliability.alpha(paper), reliability.sem(paper),
        reliability.error_ratio(paper), *reliability.alphas_if_deleted(paper),
        *item.effective_weights(paper),
    ]  # fmt: skip
    for one in paper.items:
        found += [
            item.facility(one), item.item_rest(one), item.item_total(one),
            item.efficiency(one), item.upper_lower(one, paper),
        ]  # fmt: skip
        for option in option_table(one, [("a", True), ("b", False)]):
            found += [option.share, option.item_rest]
    return found


@given(cohorts(), st.booleans())
def test_a_figure_is_finite_or_explained(rows: list[ItemResponse], first_only: bool) -> None:
    for paper in tally(rows, first_only=first_only):
        for one in figures(paper):
            if one.value is None:
                assert one.why
            else:
                assert isfinite(one.value)
                if one.low is None or one.high is None:
                    assert one.why
                else:
                    assert one.interval
                    slack = 1e-9 * (1 + abs(one.value))
                    assert one.low - slack <= one.value <= one.high + slack


@given(cohorts(), st.randoms(use_true_random=False))
def test_order_of_rows_does_not_matter(rows: list[ItemResponse], chance: random.Random) -> None:
    mixed = list(rows)
    chance.shuffle(mixed)
    assert tally(mixed) == tally(rows)


@given(cohorts())
def test_nothing_is_lost(rows: list[ItemResponse]) -> None:
    papers = tally(rows, first_only=False)
    cells = [cell for paper in papers for one in paper.items for cell in one.cells]
    assert sum(cell.n for cell in cells) == len(rows)
    assert sum(cell.n * cell.units for cell in cells) == sum(one.units for one in rows)
    for paper in papers:
        assert sum(total * n for total, n in paper.totals) == sum(
            one.units for one in rows if one.paper == paper.paper
        )


@given(tables)
@example([[1], [0], [1]])
def test_alpha_is_the_same_with_either_variance(table: list[list[int]]) -> None:
    """T7: dividing by n throughout or by n - 1 throughout."""
    paper, n, k = paper_of(table, full=4), len(table), len(table[0])

    def population(values: list[int]) -> Fraction:
        return Fraction(sum(one * one for one in values), n) - Fraction(sum(values), n) ** 2

    parts = sum(population([row[place] for row in table]) for place in range(k))
    whole = population([sum(row) for row in table])
    found = reliability.alpha(paper)
    if n < 2 or k < 2 or not whole:
        assert found.value is None
    else:
        assert found.value == pytest.approx(float(Fraction(k, k - 1) * (1 - parts / whole)))


@given(tables)
def test_d_shares_ties_evenly(table: list[list[int]]) -> None:
    """T1: D by its definition, averaged over all orders of people who tie."""
    paper, n = paper_of(table, full=4), len(table)
    size = Fraction(27 * n, 100)

    def group(sign: int) -> list[Fraction]:
        left, weights = size, [Fraction(0)] * n
        for total in sorted({sign * sum(row) for row in table}, reverse=True):
            tied = [place for place, row in enumerate(table) if sign * sum(row) == total]
            for place in tied:
                weights[place] = min(Fraction(1), left / len(tied))
            left -= min(left, Fraction(len(tied)))
        return weights

    upper, lower = group(1), group(-1)
    for place, one in enumerate(paper.items):
        marks = [Fraction(row[place], 4) for row in table]
        expected = sum((u - v) * m for u, v, m in zip(upper, lower, marks, strict=True)) / size
        assert item.upper_lower(one, paper).value == pytest.approx(float(expected), abs=1e-12)


@given(tables)
def test_efficiency_has_the_same_sign_as_discrimination_and_is_at_most_one(
    table: list[list[int]],
) -> None:
    for one in paper_of(table, full=4).items:
        linear, found = item.item_rest(one), item.efficiency(one)
        if found.value is not None:
            assert found.value <= 1 + 1e-12
            assert linear.value is not None
            assert found.value * linear.value >= 0


def test_equal_marks_are_undefined_in_words() -> None:
    """T3."""
    paper = paper_of([[1, 1, 0]] * 30)
    assert item.item_rest(paper.items[0]).why == "undefined: all marks are equal"
    assert reliability.alpha(paper).why == "undefined: all marks are equal"
    assert item.upper_lower(paper.items[0], paper).value == 0


def test_too_few_answers_give_no_figure() -> None:
    paper = paper_of([[0, 1], [1, 0], [1, 1]])
    found = item.facility(paper.items[0], least=10)
    assert found.value is None
    assert str(found) == "too few answers to judge (3, at least 10 needed)"


def test_uneven_papers_have_no_alpha() -> None:
    assert reliability.alpha(paper_of([[0, 1], [1, None], [1, 1]])).why == reliability.UNEVEN


def test_only_first_attempts_count_unless_asked() -> None:
    rows = answers([[0, 1], [1, 1]])
    again = [replace(one, attempt=2, units=1) for one in rows]
    assert tally(rows + again) == tally(rows)
    assert tally(rows + again, first_only=False)[0].sittings == 4


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda rows: [*rows, rows[0]], "answered twice in one sitting by p0000"),
        (lambda rows: [*rows, replace(rows[0], revision=2)], "answered twice in one sitting by p0000"),
        (lambda rows: [replace(rows[0], units=2), *rows[1:]], "earned 2 of 1"),
        (lambda rows: [replace(rows[0], units=-1), *rows[1:]], "earned -1 of 1"),
    ],
    ids=["same", "two revisions", "too much", "too little"],
)  # fmt: skip
def test_impossible_answers_are_refused(change: object, words: str) -> None:
    with pytest.raises(ResponsesError, match=words):
        tally(change(answers([[0, 1], [1, 1]])))  # type: ignore[operator]


def test_an_answer_of_several_options_counts_for_each() -> None:
    rows = answers([[4], [2], [0]], full=4, responses=[["a+b"], ["a"], ["c"]])
    table = option_table(tally(rows)[0].items[0], [("a", True), ("b", True), ("c", False)])
    assert [one.n for one in table] == [2, 1, 1]
    assert [one.functioning for one in table] == [None, None, True]


def test_groups_that_answer_alike_do_not_differ_and_small_ones_are_not_judged() -> None:
    rows = answers([[place % 3 % 2, place % 5 % 2, place % 7 % 2] for place in range(840)])
    groups = {f"p{place:04}": "one" if place < 420 else "two" for place in range(840)}
    found = group_difference(strata(rows, groups, reference="one", focal="two")["i00"])
    assert found.ets_class == "A"
    assert found.odds_ratio.value == pytest.approx(1, abs=0.01)
    few = group_difference(
        strata(rows[:30], dict.fromkeys(groups, "one"), reference="one", focal="two")["i00"]
    )
    assert (few.ets_class, few.chi_squared) == ("", None)
    assert few.odds_ratio.why.startswith("too few")


def test_a_hard_item_for_one_group_stands_out() -> None:
    rows = answers([[int(place % 4 > 2 * (place >= 500)), *[int(place % 10 > cut) for cut in range(9)]] for place in range(1000)])  # fmt: skip
    groups = {f"p{place:04}": "one" if place < 500 else "two" for place in range(1000)}
    found = group_difference(strata(rows, groups, reference="one", focal="two")["i00"])
    assert found.ets_class == "C"
    assert found.delta.value is not None
    assert found.delta.value < -1.5


def test_jackknife_of_a_mean_is_its_standard_error() -> None:
    values = [3, 5, 9, 1, 4]
    found = jackknife([1] * 5, lambda out: (sum(values) - values[out]) / 4)
    mean = sum(values) / 5
    expected = (sum((one - mean) ** 2 for one in values) / 4 / 5) ** 0.5
    assert found == pytest.approx(expected)
    assert jackknife([2, 1], lambda out: [7 / 2, 4][out]) == pytest.approx(
        jackknife([1, 1, 1], lambda out: [7 / 2, 7 / 2, 4][out])
    )


def test_standards_without_judges_or_a_meeting_point_say_so() -> None:
    totals = [(score, 1) for score in range(1, 101)]
    easy = HofsteeBounds(least_cut=80, most_cut=90, least_failed=0.0, most_failed=0.1)
    found = hofstee(totals, [easy])
    assert (found.cut.cut.value, found.failed) == (None, None)
    assert "misses the judges' box" in found.cut.cut.why
    assert angoff([]).cut.why == "undefined: no judge"
    assert angoff([[0.5, 0.5], [0.5]]).cut.value is None
    assert cohen([(7, 1)]).cut.value is None


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 5)), min_size=2, max_size=20))
def test_hofstee_meets_the_curve_inside_the_box(pairs: list[tuple[int, int]]) -> None:
    totals = sorted(dict(pairs).items())
    bounds = HofsteeBounds(least_cut=20, most_cut=30, least_failed=0.1, most_failed=0.5)
    found = hofstee(totals, [bounds, bounds])
    if found.cut.cut.value is None:
        assert found.cut.cut.why
    else:
        assert 20 <= found.cut.cut.value <= 30
        assert found.failed is not None
        assert 0.1 - 1e-9 <= found.failed <= 0.5 + 1e-9


def test_a_hofstee_cut_stands_where_only_its_error_is_missing() -> None:
    """Either judge alone misses a curve that rises by 1 % a mark; their mean box is met at 50.37."""
    totals = [(score, 1) for score in range(1, 101)]
    high = HofsteeBounds(least_cut=80, most_cut=90, least_failed=0.0, most_failed=0.1)
    low = HofsteeBounds(least_cut=11, most_cut=21, least_failed=0.89, most_failed=0.98)
    assert hofstee(totals, [high]).cut.cut.value is None
    assert hofstee(totals, [low]).cut.cut.value is None
    found = hofstee(totals, [high, low])
    assert found.cut.cut.value == pytest.approx(0.98225 / 0.0195)
    assert found.failed == pytest.approx((found.cut.cut.value - 1) / 100)
    assert (found.cut.error, found.cut.cut.low) == (None, None)
    assert "no interval: without one judge" in found.cut.cut.why
    assert found.cut.error_from == found.cut.cut.why


def test_who_reaches_the_cut_passes_though_shares_do_not_add_up_exactly() -> None:
    shares = [0.55] * 20
    assert sum(shares) > 11
    paper = paper_of([[1] * 11 + [0] * 9, [1] * 10 + [0] * 10])
    cut = angoff([shares]).cut.value
    assert cut is not None
    assert (pass_band(paper, cut=cut, sem=0.5).passed, paper.sittings) == (1, 2)


def test_who_is_in_doubt() -> None:
    paper = paper_of([[0, 0], [0, 1], [1, 1], [1, 0]])
    found = pass_band(paper, cut=1.5, sem=0.5)
    assert (found.passed, found.failed, found.in_doubt) == (1, 3, 3)
