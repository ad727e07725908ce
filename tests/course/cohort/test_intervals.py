"""Intervals and conventions: against published intervals, scipy, and by hand."""

from math import sqrt
from typing import Any

import pytest

from ipt_train.course.cohort import item, reliability, score
from ipt_train.course.cohort.dif import Stratum, group_difference
from ipt_train.course.cohort.estimate import Estimate, difference
from ipt_train.course.cohort.option import option_table
from ipt_train.course.cohort.standard.borderline import borderline_regression
from ipt_train.course.cohort.standard.compromise import HofsteeBounds, hofstee
from ipt_train.course.cohort.standard.judged import angoff
from ipt_train.course.cohort.tally import tally
from tests.course.cohort import published
from tests.course.cohort.rows import answers, paper_of

stats: Any = pytest.importorskip("scipy.stats")
L6 = paper_of(published.LSAT6)
TOTALS = [sum(row) for row in published.ATTITUDE]
ATTITUDE = paper_of(published.ATTITUDE, full=100)


def ends(found: Estimate) -> list[float | None]:
    return [found.low, found.high]


@pytest.mark.parametrize(
    ("one", "n", "other", "m", "low", "high"),
    [
        (56, 70, 48, 80, 0.0524, 0.3339),
        (9, 10, 3, 10, 0.1705, 0.8090),
        (6, 7, 2, 7, 0.0582, 0.8062),
        (5, 56, 0, 29, -0.0381, 0.1926),
        (10, 10, 0, 20, 0.6791, 1.0),
        (10, 10, 0, 10, 0.6075, 1.0),
    ],
)
def test_newcombe(one: int, n: int, other: int, m: int, low: float, high: float) -> None:
    """Newcombe 1998, Statistics in Medicine 17:873, table II, method 10."""
    assert difference(one / n, n, other / m, m) == pytest.approx((low, high), abs=5e-5)


def test_upper_and_lower_groups_enter_d_with_their_size() -> None:
    """100 people, 27 in a group: 20 of the upper and 9 of the lower are right."""
    marks = [[int(place < 9), 0, 0] for place in range(27)]
    marks += [[1, 1, 0]] * 46
    marks += [[int(place < 20), 1, 1 + (place >= 20)] for place in range(27)]
    found = item.upper_lower(paper_of(marks, full=2).items[0], paper_of(marks, full=2))
    assert found.value == pytest.approx((20 - 9) / 27 / 2)
    assert ends(found) == pytest.approx(difference(20 / 54, 27, 9 / 54, 27))


@pytest.mark.parametrize("place", range(5))
def test_facility_and_correlation(place: int) -> None:
    one = L6.items[place]
    marks = [row[place] for row in published.LSAT6]
    rests = [sum(row) - row[place] for row in published.LSAT6]
    wilson = stats.binomtest(sum(marks), 1000).proportion_ci(method="wilson")
    assert ends(item.facility(one)) == pytest.approx([wilson.low, wilson.high])
    fisher = stats.pearsonr(marks, rests).confidence_interval()
    assert ends(item.item_rest(one)) == pytest.approx([fisher.low, fisher.high])
    linear, efficiency = item.item_rest(one), item.efficiency(one)
    assert linear.value is not None
    assert efficiency.value is not None
    ratio = efficiency.value / linear.value
    assert ends(efficiency) == pytest.approx([fisher.low * ratio, fisher.high * ratio])


def test_totals() -> None:
    n, sd = 30, stats.tstd(TOTALS)
    student = stats.t.interval(0.95, n - 1, sum(TOTALS) / n, sd / sqrt(n))
    assert ends(score.mean(ATTITUDE)) == pytest.approx(list(student))
    spread = [sqrt((n - 1) * sd**2 / stats.chi2.ppf(p, n - 1)) for p in (0.975, 0.025)]
    assert ends(score.sd(ATTITUDE)) == pytest.approx(spread)
    ranks = stats.quantile_test(TOTALS, q=400, p=0.5).confidence_interval(0.95)
    assert ends(score.median(ATTITUDE)) == [ranks.low, ranks.high]
    assert score.skewness(ATTITUDE).value == pytest.approx(stats.skew(TOTALS, bias=False))
    assert score.kurtosis(ATTITUDE).value == pytest.approx(stats.kurtosis(TOTALS, bias=False))


def test_errors_of_skewness_and_kurtosis() -> None:
    """SPSS prints .427 and .833 for 30 cases, whatever the data."""
    for found, error in ((score.skewness(ATTITUDE), 0.427), (score.kurtosis(ATTITUDE), 0.833)):
        assert found.low is not None
        assert found.high is not None
        assert (found.high - found.low) / 2 / 1.959964 == pytest.approx(error, abs=5e-4)


def test_sem_carries_the_ends_of_alpha() -> None:
    sd = stats.tstd([sum(row) for row in published.LSAT6])
    expected = [sd * sqrt(1 - 0.3618025), sd * sqrt(1 - 0.2234738)]
    assert ends(reliability.sem(L6)) == pytest.approx(expected, abs=1e-6)


def test_judges_and_lines_use_student() -> None:
    judged = angoff([[0.6, 0.7, 0.5, 0.8], [0.5, 0.6, 0.6, 0.7], [0.7, 0.8, 0.5, 0.9]])
    half = stats.t.ppf(0.975, 2) * 0.1452966
    assert ends(judged.cut) == pytest.approx([2.6333333 - half, 2.6333333 + half], abs=1e-6)
    line = borderline_regression([1, 1, 2, 2, 3, 3], [4, 5, 5, 7, 9, 8], 2).cut
    assert line.error is not None
    assert line.cut.value is not None
    half = stats.t.ppf(0.975, 4) * line.error
    assert ends(line.cut) == pytest.approx([line.cut.value - half, line.cut.value + half])


def test_hofstee_adds_the_doubt_of_judges_and_sittings() -> None:
    """With two judges the jackknife is half the distance of the two cuts left over."""
    totals = [(score, 1 + score % 3) for score in range(1, 101)]

    def judge(shift: int) -> HofsteeBounds:
        return HofsteeBounds(least_cut=40 + shift, most_cut=60 + shift, least_failed=0.05, most_failed=0.5)  # fmt: skip

    alone = [hofstee(totals, [judge(shift)]).cut for shift in (-4, 0, 4)]
    both = hofstee(totals, [judge(-4), judge(4)]).cut
    assert both.cut.value == pytest.approx(alone[1].cut.value)
    assert alone[0].cut.value is not None
    assert alone[1].error is not None
    assert alone[2].cut.value is not None
    apart = (alone[2].cut.value - alone[0].cut.value) / 2
    assert both.error == pytest.approx(sqrt(apart**2 + alone[1].error ** 2))
    assert alone[1].error > 0


def test_five_per_cent_is_enough_for_a_distractor() -> None:
    said = [["b"]] * 5 + [["c"]] * 4 + [["a"]] * 91
    rows = answers([[0]] * 9 + [[1]] * 91, responses=said)
    table = option_table(tally(rows)[0].items[0], [("a", True), ("b", False), ("c", False)])
    assert [(one.functioning, one.sure) for one in table] == [
        (None, False),
        (True, False),
        (False, False),
    ]


@pytest.mark.parametrize(
    ("right", "n", "expected"),
    [(550, 5000, "A"), (600, 1000, "A"), (638, 5000, "B"), (680, 200, "B"), (680, 300, "C")],
)
def test_ets_classes(right: int, n: int, expected: str) -> None:
    """The focal group is right 500 times in 1000; delta is -.47, -.95, -1.33 and -1.77.

    A: below 1 in size, though 550 of 1000 and 600 of 1000 differ beyond chance. B: from 1. C: from
    1.5 if it is also beyond 1 by more than chance, which 200 in a group do not show and 300 do.
    """
    wide = [
        Stratum(
            reference_right=right * n // 1000,
            reference_wrong=n - right * n // 1000,
            focal_right=n // 2,
            focal_wrong=n - n // 2,
        )
    ]
    found = group_difference(wide)
    assert found.probability is not None
    assert found.probability < 0.05
    assert found.ets_class == expected


def test_options_correlate_with_the_rest() -> None:
    """By scipy; the key of an all-or-nothing item has the item's own correlation."""
    said = [["abcd"[(place * place + place // 7) % 4], *"ab"] for place in range(60)]
    marks = [[int(row[0] == "a"), place % 3, place % 5] for place, row in enumerate(said)]
    one = tally(answers(marks, full=4, responses=said))[0].items[0]
    table = option_table(one, [("a", True), ("b", False), ("c", False), ("d", False)])
    rests = [sum(row[1:]) for row in marks]
    for option in table:
        chosen = [int(row[0] == option.option) for row in said]
        expected = stats.pearsonr(chosen, rests)
        assert option.item_rest.value == pytest.approx(expected.statistic)
        ends_of = expected.confidence_interval()
        assert ends(option.item_rest) == pytest.approx([ends_of.low, ends_of.high])
    assert table[0].item_rest == item.item_rest(one)
