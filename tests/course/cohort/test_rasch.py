"""Item locations: against published figures and other programs, by enumeration, and their laws."""

import random
from itertools import combinations, product
from math import exp, inf, log, prod, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_train.course.cohort.location import bounded, locations
from ipt_train.course.cohort.rasch import APART, UNEVEN, rasch
from ipt_train.course.cohort.right import RightTally, rights
from tests.course.cohort import published
from tests.course.cohort.rows import answers

Table = list[list[int]]


def tally(table: Table) -> RightTally:
    return rights(answers(table))[0]


def values(table: Table) -> list[float]:
    fit, items = rasch(tally(table))
    assert not fit.why
    return [one.location.value for one in items if one.location.value is not None]


def simulated(seed: int, people: int, items: int) -> tuple[list[float], Table]:
    """Locations that add up to 0, and answers by the model."""
    chance = random.Random(seed)
    true = [chance.uniform(-1.5, 1.5) for _ in range(items)]
    true = [one - sum(true) / items for one in true]
    table = []
    for _ in range(people):
        ability = chance.gauss(0, 1)
        table.append([int(chance.random() < 1 / (1 + exp(one - ability))) for one in true])
    return true, table


@pytest.mark.parametrize(("name", "table", "expected"), published.LSAT_RASCH)
def test_lsat_as_in_r(name: str, table: Table, expected: dict[str, list[float]]) -> None:
    """R eRm 1.0.2, RM and LRtest(splitcr="mean"); errors R psychotools 0.7.2, raschmodel."""
    fit, items = rasch(tally(table))
    assert [one.location.value for one in items] == pytest.approx(expected["locations"], abs=1e-5), name  # fmt: skip
    assert [one.error for one in items] == pytest.approx(expected["errors"], abs=1e-9), name
    found = [fit.n, fit.none_right, fit.all_right, fit.chi_squared, fit.degrees, fit.probability]
    assert found == pytest.approx(expected["fit"], abs=1e-8), name
    inner = [row for row in table if 0 < sum(row) < 5]
    model = locations([sum(sum(row) == score for row in table) for score in range(6)], [sum(row[place] for row in inner) for place in range(5)])  # fmt: skip
    assert model.log_likelihood == pytest.approx(expected["log likelihood"][0], abs=1e-8), name


def test_marginal_likelihood_says_nearly_the_same() -> None:
    """O9b: R ltm's 1PL of LSAT6, as location = a b, centred; Bock and Aitkin 1981 to 3 digits."""
    marginal = [0.7552 * b for b in (-3.6152, -1.3224, -0.3176, -1.7301, -2.7801)]
    marginal = [one - sum(marginal) / 5 for one in marginal]
    assert marginal == pytest.approx([-1.255, 0.476, 1.235, 0.168, -0.624], abs=1e-3)
    assert values(published.LSAT6) == pytest.approx(marginal, abs=2e-3)


def test_thirty_items() -> None:
    """R psychotools, raschmodel(eRm::raschdat1): 100 people, 30 items, from counts alone."""
    found = locations(published.RASCHDAT_SCORES, published.RASCHDAT_RIGHT)
    assert found.values == pytest.approx(published.RASCHDAT_LOCATIONS, abs=5e-5)
    assert found.errors == pytest.approx(published.RASCHDAT_ERRORS, abs=5e-6)
    assert found.log_likelihood == pytest.approx(-1434.48181183, abs=1e-7)


def test_the_same_as_a_conditional_logit() -> None:
    """statsmodels ConditionalLogit: the same model written as a regression within people."""
    numpy = pytest.importorskip("numpy")
    models = pytest.importorskip("statsmodels.discrete.conditional_models")
    _, table = simulated(3, 60, 5)
    table = [row for row in table if 0 < sum(row) < 5]
    right = numpy.array(table).ravel()
    design = -numpy.tile(numpy.eye(5)[:, 1:], (len(table), 1))
    people = numpy.repeat(numpy.arange(len(table)), 5)
    fitted = models.ConditionalLogit(right, design, groups=people).fit(method="newton", disp=0)
    mine = values(table)
    assert [one - mine[0] for one in mine[1:]] == pytest.approx(list(fitted.params), abs=1e-9)
    centred = numpy.eye(5)[:, 1:] - 1 / 5
    errors = numpy.sqrt(numpy.diag(centred @ fitted.cov_params() @ centred.T))
    assert [one.error for one in rasch(tally(table))[1]] == pytest.approx(list(errors), rel=1e-4)


def enumerated(table: Table, at: list[float]) -> float:
    """The conditional log-likelihood by writing out every pattern."""
    found = 0.0
    for row in table:
        alike = [one for one in product((0, 1), repeat=len(row)) if sum(one) == sum(row)]
        weight = [prod(exp(-b) for b, each in zip(at, one, strict=True) if each) for one in alike]
        found += log(weight[alike.index(tuple(row))] / sum(weight))
    return found


tables = st.integers(2, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 1), min_size=width, max_size=width), min_size=1, max_size=12
    )
)


@given(tables)
def test_no_other_locations_are_likelier(table: Table) -> None:
    fit, items = rasch(tally(table))
    kept = [place for place, one in enumerate(items) if one.location.value is not None]
    if fit.why:
        assert not kept
        return
    found = [items[place].location.value or 0.0 for place in kept]
    assert sum(found) == pytest.approx(0, abs=1e-9)
    left = [[row[place] for place in kept] for row in table]
    best, step = enumerated(left, found), 1e-3
    for one in range(len(kept)):
        up, down = (
            enumerated(left, [b + sign * step * (place == one) for place, b in enumerate(found)])
            for sign in (1, -1)
        )
        assert best >= max(up, down) - 1e-12
        assert (up - down) / (2 * step) == pytest.approx(0, abs=1e-5 * len(table))


@given(tables)
def test_finite_locations_fit_where_no_part_of_the_items_comes_first(table: Table) -> None:
    """Fischer 1981: each two parts of the items have someone who is wrong in the one, right in the other."""
    width = len(table[0])
    inner = [row for row in table if 0 < sum(row) < width]
    whole = bool(inner) and all(
        any(not all(row[one] for one in part) and any(row[one] for one in range(width) if one not in part) for row in inner)
        for size in range(1, width)
        for part in combinations(range(width), size)
    )  # fmt: skip
    sittings = [sum(sum(row) == score for row in table) for score in range(width + 1)]
    right = [sum(row[place] for row in inner) for place in range(width)]
    assert bounded(sittings, right) is whole


@pytest.mark.parametrize("seed", range(4))
def test_simulated_locations_are_found_again(seed: int) -> None:
    true, table = simulated(seed, 400, 12)
    fit, items = rasch(tally(table))
    far = [((one.location.value or inf) - b) / (one.error or 0) for one, b in zip(items, true, strict=True)]  # fmt: skip
    assert max(map(abs, far)) < 3
    assert 0.3 < sum(one**2 for one in far) / len(far) < 2.5
    assert fit.probability is not None
    assert fit.probability > 0.001
    assert all(0.75 < (one.infit.value or 0) < 1.25 for one in items)


def test_the_order_of_items_does_not_matter() -> None:
    _, table = simulated(5, 200, 8)
    order = [3, 0, 7, 1, 6, 2, 5, 4]
    straight, turned = values(table), values([[row[place] for place in order] for row in table])
    assert turned == pytest.approx([straight[place] for place in order], abs=1e-9)


def test_only_totals_matter() -> None:
    """Answers that change places between people, so that nobody's score changes, change nothing."""
    _, table = simulated(6, 200, 8)
    mixed, swaps = [list(row) for row in table], 0
    for one, other in combinations(mixed, 2):
        ahead = [place for place in range(8) if one[place] > other[place]]
        behind = [place for place in range(8) if one[place] < other[place]]
        if ahead and behind:
            for place in (ahead[0], behind[0]):
                one[place], other[place] = other[place], one[place]
            swaps += 1
    assert swaps > 1000
    assert sorted(mixed) != sorted(table)
    assert values(mixed) == pytest.approx(values(table), abs=1e-9)


def test_infit_by_enumeration() -> None:
    table = published.LSAT7[::7]
    fit, items = rasch(tally(table))
    at = [one.location.value or 0.0 for one in items]
    inner = [row for row in table if 0 < sum(row) < 5]
    assert fit.n == len(inner)
    for place, one in enumerate(items):
        squares = spread = variance = 0.0
        for row in inner:
            alike = [other for other in product((0, 1), repeat=5) if sum(other) == sum(row)]
            weight = [exp(-sum(b for b, each in zip(at, other, strict=True) if each)) for other in alike]  # fmt: skip
            chance = sum(w for w, other in zip(weight, alike, strict=True) if other[place]) / sum(weight)  # fmt: skip
            squares += (row[place] - chance) ** 2
            spread += chance * (1 - chance)
            fourth = chance * (1 - chance) ** 4 + (1 - chance) * chance**4
            variance += fourth - (chance * (1 - chance)) ** 2
        assert one.infit.value == pytest.approx(squares / spread)
        assert one.infit.high == pytest.approx((squares + 1.959963985 * sqrt(variance)) / spread)


def test_infit_knows_guessing_from_order() -> None:
    _, table = simulated(7, 500, 10)
    chance = random.Random(7)
    guessed = [[chance.randrange(2), *row] for row in table]
    infit = rasch(tally(guessed))[1][0].infit
    assert infit.low is not None
    assert infit.low > 1
    ordered = [[int(sum(row) + chance.random() > 5), *row] for row in table]
    infit = rasch(tally(ordered))[1][0].infit
    assert infit.high is not None
    assert infit.high < 1


def test_an_item_whose_location_moves_with_the_score_is_noticed() -> None:
    _, table = simulated(8, 500, 8)
    assert rasch(tally([[int(sum(row) < 4), *row] for row in table]))[0].test().startswith("no likelihood ratio")  # fmt: skip
    chance = random.Random(8)
    moved = rasch(tally([[chance.randrange(2), *row] for row in table]))[0]
    assert moved.test().startswith("locations differ between scores")


SOUND = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [0, 1, 1], [1, 0, 1]]
CASES: list[tuple[str, list[list[int | None]], int, tuple[int, int, int], tuple[str, ...], str]] = [
    ("all count", [*SOUND], 1, (6, 0, 0), (), ""),
    ("extremes", [*SOUND, [0, 0, 0], [1, 1, 1], [1, 1, 1]], 1, (6, 1, 2), (), ""),
    ("all right", [[*row, 1] for row in SOUND], 1, (6, 0, 0), ("i03",), ""),
    ("none right", [[*row, 0] for row in [*SOUND, [1, 1, 1]]], 1, (6, 0, 1), ("i03",), ""),
    ("none left", [[1, 0], [1, 0]], 1, (0, 2, 0), ("i00", "i01"), "too few sittings"),
    ("two by two", [[1, 0, 1, 0], [0, 1, 0, 1], [1, 1, 0, 0], [1, 1, 0, 1], [1, 1, 1, 0]], 1, (5, 0, 0), (), ""),
    ("apart", [[1, 0, 0, 0], [0, 1, 0, 0], [1, 1, 1, 0], [1, 1, 0, 1]], 1, (4, 0, 0), (), APART),
    ("too few", [*SOUND], 7, (6, 0, 0), (), "too few sittings with some answers right and some wrong (at least 7 needed)"),
    ("uneven", [*SOUND, [1, 0, None]], 1, (7, 0, 0), (), UNEVEN),
]  # fmt: skip


@pytest.mark.parametrize(("name", "table", "least", "counts", "same", "why"), CASES)
def test_what_counts_and_what_is_said(
    name: str,
    table: list[list[int | None]],
    least: int,
    counts: tuple[int, int, int],
    same: tuple[str, ...],
    why: str,
) -> None:
    fit, items = rasch(rights(answers(table))[0], least=least)
    assert (fit.n, fit.none_right, fit.all_right) == counts, name
    assert (fit.same, bool(why) and fit.why.startswith(why)) == (same, bool(why)), name
    for one, (item, _) in zip(items, rights(answers(table))[0].items, strict=True):
        assert (one.location.value is None) is (bool(why) or item in same), name
        assert one.location.value is not None or one.location.why, name


def test_part_marks_are_not_right_and_blanks_are_wrong() -> None:
    part = rights(answers([[4, 3, 0], [4, 4, 1]], full=4))[0]
    assert [(one.score, one.right) for one in part.groups] == [(1, (1, 0, 0)), (2, (1, 1, 0))]
    with pytest.raises(ValueError, match="no finite locations"):
        locations([0, 1, 0], [1, 0])
