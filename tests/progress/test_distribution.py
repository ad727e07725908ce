"""Quantiles and tails against scipy."""

import pytest

from ipt_train.figure.quantiles import (
    chi_squared_quantile,
    chi_squared_tail,
    f_quantile,
    t_quantile,
)

stats = pytest.importorskip("scipy.stats")


@pytest.mark.parametrize("degrees", [1, 2, 5, 29.5, 999, 500_000])
@pytest.mark.parametrize("probability", [0.001, 0.025, 0.5, 0.9, 0.975, 0.999])
def test_quantiles(probability: float, degrees: float) -> None:
    found = [
        t_quantile(probability, degrees),
        chi_squared_quantile(probability, degrees),
        f_quantile(probability, degrees, 3),
        f_quantile(probability, degrees, 199 * degrees),
    ]
    assert found == pytest.approx(
        [
            stats.t.ppf(probability, degrees),
            stats.chi2.ppf(probability, degrees),
            stats.f.ppf(probability, degrees, 3),
            stats.f.ppf(probability, degrees, 199 * degrees),
        ],
        rel=1e-8,
        abs=1e-12,
    )


@pytest.mark.parametrize("degrees", [1, 2, 30])
@pytest.mark.parametrize("value", [0, 0.01, 1, 3.84, 25, 80])
def test_chi_squared_tail(value: float, degrees: float) -> None:
    assert chi_squared_tail(value, degrees) == pytest.approx(
        stats.chi2.sf(value, degrees), abs=1e-12
    )
