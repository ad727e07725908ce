"""Exams kept apart: items of other exams are used only where others do not suffice, and then the fewest."""

from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_train.bank.core.model import Item, Library, TrueFalse
from ipt_train.bank.source.blueprint import read_blueprint
from ipt_train.bank.source.shelf import Shelf, check
from ipt_train.errors import AssemblyError
from ipt_train.exam.core.assemble import assemble
from ipt_train.vocabulary import Domain, Level
from tests.conftest import ROOT
from tests.exam.pool import item

DOMAINS, LEVELS = list(Domain)[:2], list(Level)[:2]
ROW = st.tuples(st.sampled_from(DOMAINS), st.sampled_from(LEVELS), st.integers(0, 5), st.booleans())


@pytest.fixture(scope="module")
def shipped_shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    cache = tmp_path_factory.mktemp("cache")
    return Shelf(banks=(ROOT / "question_banks",), schemas=ROOT / "schemas", cache=cache)


@pytest.fixture(scope="module")
def shipped(shipped_shelf: Shelf) -> Library:
    return check(shipped_shelf, []).library()


def pool_of(rows: list[tuple[Domain, Level, int, bool]]) -> tuple[list[Item], set[str]]:
    """Items, and the ids of those that are to be avoided."""
    items = [
        item(f"i{number}", domain=domain, level=level, objective=f"o{objective}")
        for number, (domain, level, objective, _) in enumerate(rows)
    ]
    return items, {f"i{number}" for number, row in enumerate(rows) if row[3]}


def fewest(items: list[Item], avoid: set[str], **more: object) -> int | None:
    """By trying every choice: how many of the items to be avoided a paper needs at least."""
    for number in range(len(avoid) + 1):
        for allowed in combinations(sorted(avoid), number):
            try:
                assemble(items, seed=1, exclude=avoid - set(allowed), **more)  # type: ignore[arg-type]
            except AssemblyError:
                continue
            return number
    return None


@given(
    st.lists(ROW, min_size=3, max_size=11), st.integers(0, 3), st.integers(0, 3), st.integers(0, 9)
)
def test_law_a_paper_holds_as_few_items_of_other_exams_as_can_be(
    rows: list[tuple[Domain, Level, int, bool]], first: int, second: int, seed: int
) -> None:
    items, avoid = pool_of(rows)
    plan = {"domains": {DOMAINS[0]: first + 1, DOMAINS[1]: second}}
    least = fewest(items, avoid, blueprint=plan)
    try:
        made = assemble(items, seed=seed, blueprint=plan, avoid=avoid)
    except AssemblyError:
        assert least is None
        return
    assert len(made.repeated) == least
    assert set(made.repeated) == {str(one.id) for one in made.forms[0].items} & avoid
    assert len({one.objective for one in made.forms[0].items}) == first + 1 + second


def test_forms_share_items_before_exams_do() -> None:
    items = [item(f"i{number}") for number in range(12)]
    avoid = {f"i{number}" for number in range(5)}
    made = assemble(items, seed=1, length=6, forms=2, avoid=avoid)
    assert (made.repeated, len(made.shared)) == ((), 5)
    needed = assemble(items, seed=1, length=9, forms=1, avoid=avoid)
    assert len(needed.repeated) == 2
    assert set(needed.repeated) < avoid


def test_without_items_to_avoid_the_paper_is_what_it_was() -> None:
    items = [item(f"i{number}", domain=list(Domain)[number % 3]) for number in range(40)]
    for seed in range(20):
        once = assemble(items, seed=seed, length=10, forms=2)
        assert assemble(items, seed=seed, length=10, forms=2, avoid={"nobody"}) == once


@pytest.mark.parametrize("name", ["module", "final"])
def test_exams_of_a_course_from_the_shipped_banks_have_no_item_in_common(
    shipped: Library, shipped_shelf: Shelf, name: str
) -> None:
    blueprint, items = read_blueprint(Path(name), shipped_shelf), list(shipped.items())
    first = {str(one.id) for one in assemble(items, seed=1, blueprint=blueprint).forms[0].items}
    made = assemble(items, seed=2, blueprint=blueprint, avoid=first)
    assert made.repeated == ()
    assert not first & {str(one.id) for one in made.forms[0].items}


def test_true_is_right_about_as_often_as_false(shipped: Library, shipped_shelf: Shelf) -> None:
    """400 assembled papers, a third of them finals: neither word is worth guessing."""
    items = list(shipped.items())
    keys: Counter[bool] = Counter()
    for name, papers in (("module", 270), ("final", 130)):
        blueprint = read_blueprint(Path(name), shipped_shelf)
        for seed in range(papers // 2):
            for form in assemble(items, seed=seed, blueprint=blueprint, forms=2).forms:
                keys.update(
                    one.interaction.key
                    for one in form.items
                    if isinstance(one.interaction, TrueFalse)
                )
    assert sum(keys.values()) > 300
    assert 0.45 <= keys[True] / sum(keys.values()) <= 0.55, keys
