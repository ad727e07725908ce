"""The statistics against independent libraries, on ratings made from seeds."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_train.figure.quantiles import f_quantile, t_quantile
from ipt_train.rating.core.alpha import Alpha, MeasurementLevel, alpha
from ipt_train.rating.core.correlation import Correlation, correlate
from ipt_train.rating.core.figure import Interval
from ipt_train.rating.core.icc import Icc, IccForm, icc
from ipt_train.rating.core.kappa import Kappa, Weights, disagreement, fleiss_kappa, kappa

SEEDS = range(12)


def table(seed: int, *, gaps: float = 0.0) -> list[tuple[int | None, ...]]:
    """Return ratings 0-4 of 5 to 40 sessions by 2 to 4 raters with a leniency each."""
    chance = random.Random(seed)
    leniency = [chance.choice((-1, 0, 0, 1)) for _ in range(chance.randint(2, 4))]
    return [
        tuple(
            None
            if chance.random() < gaps
            else max(0, min(4, skill + extra + chance.choice((-1, 0, 0, 1))))
            for extra in leniency
        )
        for skill in (chance.randint(0, 4) for _ in range(chance.randint(5, 40)))
    ]


@pytest.mark.filterwarnings("ignore:The inplace keyword")  # pandas, to pingouin
@pytest.mark.parametrize("seed", SEEDS)
def test_icc_is_pingouins(seed: int) -> None:
    import pandas as pd
    import pingouin as pg

    pg.options["round.column.CI95"] = None  # its intervals come with two decimals otherwise

    rows = table(seed)
    long = pd.DataFrame(
        [(i, j, value) for i, row in enumerate(rows) for j, value in enumerate(row)],
        columns=["session", "rater", "rating"],
    )
    theirs = pg.intraclass_corr(long, targets="session", raters="rater", ratings="rating")
    forms = dict(zip(theirs["Type"], theirs[["ICC", "CI95"]].itertuples(index=False), strict=True))
    for name, form in zip(
        ("ICC(1,1)", "ICC(A,1)", "ICC(C,1)", "ICC(1,k)", "ICC(A,k)", "ICC(C,k)"),
        (IccForm.ONE_WAY_SINGLE, IccForm.ABSOLUTE_SINGLE, IccForm.CONSISTENCY_SINGLE,
         IccForm.ONE_WAY_MEAN, IccForm.ABSOLUTE_MEAN, IccForm.CONSISTENCY_MEAN), strict=True,
    ):  # fmt: skip
        ours = icc(rows, form)
        assert isinstance(ours, Icc)
        assert isinstance(ours.interval, Interval)
        value, interval = forms[name]
        assert ours.value == pytest.approx(value, abs=1e-8)
        assert (ours.interval.low, ours.interval.high) == pytest.approx(tuple(interval), abs=1e-6)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("level", MeasurementLevel)
def test_alpha_is_krippendorffs(seed: int, level: MeasurementLevel) -> None:
    import krippendorff

    rows = table(seed, gaps=0.25)
    data = [[float("nan") if value is None else value for value in column] for column in zip(*rows, strict=True)]  # fmt: skip
    theirs = krippendorff.alpha(reliability_data=data, level_of_measurement=level.value)
    ours = alpha(rows, level)
    assert isinstance(ours, Alpha)
    assert ours.value == pytest.approx(theirs, abs=1e-10)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("weights", Weights)
def test_kappa_and_its_interval_are_statsmodels(seed: int, weights: Weights) -> None:
    import numpy as np
    from statsmodels.stats.inter_rater import cohens_kappa

    pairs = [row[:2] for row in table(seed)]
    counts = np.zeros((5, 5))
    for first, second in pairs:
        counts[first, second] += 1
    wanted = None if weights is Weights.UNWEIGHTED else np.array(disagreement(5, weights))
    theirs = cohens_kappa(counts, weights=wanted)
    ours = kappa(pairs, range(5), weights)
    assert isinstance(ours, Kappa)
    assert isinstance(ours.interval, Interval)
    assert ours.value == pytest.approx(theirs.kappa, abs=1e-10)
    assert ours.interval.low == pytest.approx(theirs.kappa_low, abs=1e-8)
    assert ours.interval.high == pytest.approx(min(1, theirs.kappa_upp), abs=1e-8)


@pytest.mark.parametrize("seed", SEEDS)
def test_fleiss_is_statsmodels(seed: int) -> None:
    from statsmodels.stats.inter_rater import fleiss_kappa as theirs

    counts = [[row.count(step) for step in range(5)] for row in table(seed)]
    ours = fleiss_kappa(counts)
    assert isinstance(ours, Kappa)
    assert ours.value == pytest.approx(theirs(counts), abs=1e-10)


@pytest.mark.parametrize("seed", SEEDS)
def test_correlation_and_its_interval_are_scipys(seed: int) -> None:
    from scipy.stats import pearsonr

    pairs = [row[:2] for row in table(seed)]
    theirs = pearsonr(*zip(*pairs, strict=True))
    ours = correlate(pairs)
    assert isinstance(ours, Correlation)
    assert isinstance(ours.interval, Interval)
    assert ours.value == pytest.approx(theirs.statistic, abs=1e-10)
    low, high = theirs.confidence_interval(0.95)
    assert (ours.interval.low, ours.interval.high) == pytest.approx((low, high), abs=1e-8)


def test_quadratic_kappa_is_nearly_icc() -> None:
    """Fleiss and Cohen, Educational and Psychological Measurement 1973; 33: 613-619."""
    chance = random.Random(500)
    skills = [chance.randint(0, 4) for _ in range(500)]
    pairs = [(s, max(0, min(4, s + chance.choice((-1, 0, 0, 0, 1))))) for s in skills]
    weighted, absolute = kappa(pairs, range(5)), icc(pairs)
    assert isinstance(weighted, Kappa)
    assert isinstance(absolute, Icc)
    assert weighted.value != absolute.value
    assert weighted.value == pytest.approx(absolute.value, abs=1 / len(pairs))


freedom = st.floats(0.1, 5000)


@settings(max_examples=150, deadline=None)
@given(probability=st.floats(0.005, 0.995), first=freedom, second=freedom)
def test_f_quantile_is_scipys(probability: float, first: float, second: float) -> None:
    from scipy.stats import f

    theirs = f.ppf(probability, first, second)
    if 1e-100 < theirs < 1e100:
        assert f_quantile(probability, first, second) == pytest.approx(theirs, rel=1e-7)


@pytest.mark.parametrize("freedom", [1, 2, 5, 16, 19, 100, 1000])
@pytest.mark.parametrize("probability", [0.5, 0.9, 0.95, 0.975, 0.995])
def test_t_quantile_is_scipys(freedom: int, probability: float) -> None:
    from scipy.stats import t

    assert t_quantile(probability, freedom) == pytest.approx(t.ppf(probability, freedom), abs=1e-9)
