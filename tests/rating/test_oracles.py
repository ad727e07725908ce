"""Each statistic gives what its paper, or R, published."""

import pytest

from ipt_train.rating.core.alpha import Alpha, MeasurementLevel, alpha
from ipt_train.rating.core.correlation import Correlation, correlate
from ipt_train.rating.core.figure import Interval
from ipt_train.rating.core.icc import Icc, IccForm, icc, mean_squares
from ipt_train.rating.core.kappa import (
    Kappa,
    Weights,
    disagreement,
    fleiss_kappa,
    kappa,
    kappa_of_table,
)
from ipt_train.rating.core.limits import Limits, limits_of_agreement
from tests.rating.oracles import (
    ANXIETY,
    COHEN_1968,
    COHEN_1968_WEIGHTS,
    FLEISS_1971,
    KRIPPENDORFF,
    MINI,
    SHROUT_FLEISS,
    WIKIPEDIA_FLEISS,
    WRIGHT,
)

near = lambda value: pytest.approx(value, abs=1e-6)  # noqa: E731


@pytest.mark.parametrize(
    ("ratings", "form", "value", "low", "high"),
    [
        # Shrout and Fleiss 1979, table 4; further digits and intervals from R psych::ICC
        (SHROUT_FLEISS, "ICC(1)", 0.1657418, -0.1329323, 0.7225601),
        (SHROUT_FLEISS, "ICC(A,1)", 0.2897638, 0.0187865, 0.7610844),
        (SHROUT_FLEISS, "ICC(C,1)", 0.7148407, 0.3424648, 0.9458583),
        (SHROUT_FLEISS, "ICC(k)", 0.4427971, None, None),
        (SHROUT_FLEISS, "ICC(A,k)", 0.6200505, None, None),
        (SHROUT_FLEISS, "ICC(C,k)", 0.9093155, None, None),
        # R irr::icc(anxiety, model="twoway"), its documentation's example
        (ANXIETY, "ICC(A,1)", 0.1979982594, -0.0389106, 0.4935739),
        (ANXIETY, "ICC(C,1)", 0.2160493827, None, None),
    ],
)
def test_icc(ratings: list, form: str, value: float, low: float | None, high: float | None) -> None:
    result = icc(ratings, IccForm(form))
    assert isinstance(result, Icc)
    assert (result.value, result.n, result.dropped) == (near(value), len(ratings), 0)
    if low is not None:
        assert result.interval == Interval(low=near(low), high=near(high), level=0.95)


def test_mean_squares_of_shrout_and_fleiss() -> None:
    table = mean_squares(SHROUT_FLEISS)
    assert (table.rows, table.columns, table.error) == (near(11.2416667), near(32.4861111), near(1.0194444))  # fmt: skip
    assert table.rows / table.within == pytest.approx(1.7947, abs=5e-5)
    assert table.rows / table.error == pytest.approx(11.0272, abs=5e-5)


@pytest.mark.parametrize(
    ("pairs", "scale", "weights", "value"),
    [
        # R irr::kappa2(anxiety[, 1:2], ...), raters 1 and 2
        ([row[:2] for row in ANXIETY], range(1, 7), "unweighted", 0.1194968553),
        ([row[:2] for row in ANXIETY], range(1, 7), "linear", 0.1891891892),
        ([row[:2] for row in ANXIETY], range(1, 7), "quadratic", 0.2967651195),
        # a step that nobody used: scikit-learn's default drops it and says .75
        (list(zip([1, 2, 5, 1, 2, 5, 2], [1, 2, 5, 2, 2, 5, 5], strict=True)), range(1, 6), "quadratic", 0.7426471),
        # one difference among equal ratings
        ([(4, 4), (4, 4), (4, 4), (4, 3)], range(5), "quadratic", 0.0),
    ],
)  # fmt: skip
def test_kappa(pairs: list, scale: range, weights: str, value: float) -> None:
    result = kappa(pairs, scale, Weights(weights))
    assert isinstance(result, Kappa)
    assert (result.value, result.n) == (near(value), len(pairs))


@pytest.mark.parametrize(
    ("weights", "value"),
    [
        (disagreement(3, Weights.UNWEIGHTED), 0.4915254237),
        (COHEN_1968_WEIGHTS, 0.3478260870),
    ],
)
def test_cohen_1968(weights: list[list[float]], value: float) -> None:
    result = kappa_of_table(COHEN_1968, weights)
    assert isinstance(result, Kappa)
    assert (result.value, result.n) == (near(value), 200)


@pytest.mark.parametrize(
    ("counts", "value"),
    [
        ([[row.count(step) for step in "12345"] for row in FLEISS_1971], 0.4302445201),
        (WIKIPEDIA_FLEISS, 0.2099307044),
    ],
)
def test_fleiss(counts: list[list[int]], value: float) -> None:
    result = fleiss_kappa(counts)
    assert isinstance(result, Kappa)
    assert (result.value, result.n) == (near(value), len(counts))


@pytest.mark.parametrize(
    ("units", "level", "value", "n"),
    [
        # Krippendorff 2011, section E; the last of 12 units has one value and pairs with nothing
        (KRIPPENDORFF, "nominal", 0.7434210526, 11),
        (KRIPPENDORFF, "ordinal", 0.8153875038, 11),
        (KRIPPENDORFF, "interval", 0.8491071429, 11),
        # one difference among equal ratings: Krippendorff himself, o-P-o/disagree issue 7
        ([(4, 4), (4, 4), (4, 4), (4, 3)], "ordinal", 0.0, 4),
    ],
)
def test_alpha(units: list, level: str, value: float, n: int) -> None:
    result = alpha(units, MeasurementLevel(level))
    assert isinstance(result, Alpha)
    assert (result.value, result.n, result.dropped) == (near(value), n, len(units) - n)


def test_bland_altman_1986() -> None:
    pairs = list(zip(WRIGHT, MINI, strict=True))
    result = limits_of_agreement(pairs)
    wide = limits_of_agreement(pairs, width=2)
    r = correlate(pairs)
    assert isinstance(result, Limits)
    assert isinstance(wide, Limits)
    assert isinstance(r, Correlation)
    assert (result.bias, result.sd, result.n) == (near(-2.117647), near(38.765130), 17)
    assert (result.low, result.high) == (near(-78.097302), near(73.862007))
    assert (wide.low, wide.high) == (near(-79.647907), near(75.412613))  # paper: -79.7, 75.5
    assert result.bias_interval == Interval(low=near(-22.048838), high=near(17.813544), level=0.95)
    assert result.limit_se == near(16.284612)
    assert r.value == pytest.approx(0.9433, abs=5e-5)  # high, and yet limits 150 l/min apart
