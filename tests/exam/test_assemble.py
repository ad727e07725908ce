"""Papers by blueprint and seed: exact, reproducible, without siblings, forms alike."""

import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ipt_train.bank.core.model import Item, Library
from ipt_train.bank.source.blueprint import read_blueprint
from ipt_train.bank.source.shelf import Shelf, check
from ipt_train.errors import AssemblyError, BankNotFoundError
from ipt_train.exam.core.assemble import MARKED_BY_KEY, Assembly, assemble
from ipt_train.exam.core.shown_order import question
from ipt_train.vocabulary import Certainty, Domain, ItemType, Level
from tests.conftest import ROOT
from tests.exam.pool import item

EXAMS = int(os.environ.get("IPT_TRAIN_EXAMS", "200"))


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    cache = tmp_path_factory.mktemp("cache")
    return Shelf(banks=(ROOT / "question_banks",), schemas=ROOT / "schemas", cache=cache)


@pytest.fixture(scope="module")
def shipped(shelf: Shelf) -> Library:
    return check(shelf, []).library()


def tables(assembly: Assembly) -> list[Counter[tuple[Domain, Level]]]:
    return [Counter((one.domain, one.level) for one in form.items) for form in assembly.forms]


@pytest.mark.parametrize("name", ["module", "final"])
@pytest.mark.parametrize("forms", [1, 2])
def test_shipped_blueprints_are_met_by_shipped_banks(
    shipped: Library, shelf: Shelf, name: str, forms: int
) -> None:
    blueprint = read_blueprint(Path(name), shelf)
    made = assemble(shipped.items(), seed=11, blueprint=blueprint, forms=forms)
    for form, table in zip(made.forms, tables(made), strict=True):
        assert len(form.items) == blueprint["length"]
        assert Counter(str(one.domain) for one in form.items) == blueprint["domains"]
        assert table == made.table
        assert len({one.objective for one in form.items}) == len(form.items)
        deep = sum(one.level in ("apply", "analyse") for one in form.items)
        assert deep >= 0.45 * len(form.items)
        assert sum(one.level == "remember" for one in form.items) <= 0.3 * len(form.items)
        for one in form.items:
            assert one.certainty is not Certainty.FROM_MEMORY
            assert one.type in MARKED_BY_KEY
            assert one.vignette is None
    assert made.shared == ()


def test_same_seed_same_paper_in_whatever_order_items_come(shipped: Library) -> None:
    items = list(shipped.items())
    once = assemble(items, seed=3, length=20, forms=2)
    assert assemble(items[::-1], seed=3, length=20, forms=2) == once
    assert assemble(items, seed=4, length=20, forms=2).forms != once.forms


@pytest.mark.parametrize("name", ["nowhere.yaml", "n" * 300, "n" * 300 + ".yaml"])
def test_a_blueprint_that_cannot_be_read_is_said(shelf: Shelf, name: str) -> None:
    with pytest.raises(BankNotFoundError, match="cannot be read: "):
        read_blueprint(Path(name), shelf)


def test_without_a_blueprint_items_are_spread_by_supply() -> None:
    pool = [item(f"h{n}", domain=Domain.HISTORY) for n in range(30)]
    pool += [item(f"t{n}") for n in range(60)] + [item(f"e{n}", domain=Domain.EVIDENCE) for n in range(10)]  # fmt: skip
    made = assemble(pool, seed=1, length=10)
    assert Counter(one.domain for one in made.forms[0].items) == {
        Domain.HISTORY: 3, Domain.TECHNIQUES: 6, Domain.EVIDENCE: 1
    }  # fmt: skip


@pytest.mark.parametrize(
    ("blueprint", "said"),
    [
        ({"domains": {"history": 3}}, "history: 3 asked for, 2 can be used, 1 missing"),
        ({"domains": {"techniques": 4, "evidence": 1}}, "evidence: 1 asked for, 0 can be used, 1 missing"),
        ({"domains": {"techniques": 4}, "levels": {"analyse": 3}}, "level analyse: 3 asked for, 0 can be used, 3 missing"),
        ({"domains": {"techniques": 4}, "shares": [{"levels": ["apply"], "most": 0.5}]}, "level apply: at most 2 asked for, 4 needed"),
        ({"domains": {"techniques": 2}, "length": 30}, "all domains: 30 asked for"),
        ({"domains": {"techniques": 4}, "shares": [{"tags": ["risk"], "least": 0.5}]}, "tag risk: 2 asked for, 1 can be used, 1 missing"),
        ({"domains": {"history": 2}, "shares": [{"tags": ["risk"], "least_items": 1}]}, "tag risk: 1 asked for, but the numbers by domain and level leave no room for them"),
        ({"domains": {"techniques": 5}, "length": 3}, "asks for 5 items by domain and 3 in all"),
    ],
)  # fmt: skip
def test_what_lacks_is_named(blueprint: dict[str, Any], said: str) -> None:
    pool = [item(f"h{n}", domain=Domain.HISTORY) for n in range(2)] + [item(f"t{n}", tags=("risk",) if n == 0 else ()) for n in range(8)]  # fmt: skip
    with pytest.raises(AssemblyError, match=said):
        assemble(pool, seed=1, blueprint=blueprint)


@pytest.mark.parametrize(
    "bad",
    [
        item("x", certainty=Certainty.FROM_MEMORY),
        item("x", vignette="case"),
        item("x", tags=("warm-up",)),
        item("x", type=ItemType.SHORT_ANSWER),
    ],
)
def test_what_no_exam_may_use(bad: Item) -> None:
    pool = [item("good"), bad]
    plan = {"domains": {"techniques": 2}, "certainty": ["verified", "from-memory"]}
    with pytest.raises(AssemblyError, match="1 missing"):
        assemble(pool, seed=1, blueprint=plan)
    assert [str(one.id) for one in assemble(pool, seed=1, length=1).forms[0].items] == ["good"]


def test_siblings_never_meet_but_go_to_different_forms() -> None:
    pool = [item(f"t{n}", objective=f"o{n // 2}") for n in range(6)]
    made = assemble(pool, seed=5, length=3, forms=2)
    assert made.shared == ()
    assert all({one.objective for one in form.items} == {"o0", "o1", "o2"} for form in made.forms)
    with pytest.raises(AssemblyError):
        assemble(pool, seed=5, length=4)


def test_a_poor_pool_is_shared_as_little_as_can_be() -> None:
    pool = [item(f"t{n}") for n in range(7)]
    made = assemble(pool, seed=5, length=5, forms=2)
    assert len(made.shared) == 3
    assert [len(form.items) for form in made.forms] == [5, 5]


def test_an_order_is_never_shown_solved_and_options_are_turned_about() -> None:
    pool = [item(f"t{n}", type=ItemType.ORDERING) for n in range(40)]
    shown = [
        "".join(one.id for one in question.options)
        for question in assemble(pool, seed=2, length=40).forms[0].questions
    ]
    assert "abcd" not in shown
    assert len(set(shown)) > 5


def test_every_wrong_order_is_shown_as_often() -> None:
    ordering = item("t", type=ItemType.ORDERING)
    shown = Counter(
        "".join(option.id for option in question(ordering, seed, "A").options)
        for seed in range(4600)
    )
    assert len(shown) == 23
    assert max(shown.values()) < 1.5 * 200 < 2.2 * min(shown.values())


GROUPS = (("attending-to-risk", 0.05), ("working-across-difference", 0.05))


@pytest.mark.parametrize("name", ["module", "final"])
@pytest.mark.parametrize(("seeds", "forms"), [(EXAMS, 1), (EXAMS // 10, 2)])
def test_shipped_exams_hold_risk_and_difference(
    shipped: Library, shelf: Shelf, name: str, seeds: int, forms: int
) -> None:
    """Every exam that the shipped blueprints give; ``IPT_TRAIN_EXAMS`` says how many are made."""
    blueprint = read_blueprint(Path(name), shelf)
    items = list(shipped.items())
    for seed in range(seeds):
        for form in assemble(items, seed=seed, blueprint=blueprint, forms=forms).forms:
            for competency, share in GROUPS:
                have = sum(competency in one.competencies for one in form.items)
                assert have >= max(1, share * blueprint["length"]), (seed, competency)


@given(
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, 9), st.booleans(), st.booleans()), min_size=4, max_size=24),
    st.integers(2, 6), st.integers(1, 3), st.integers(0, 3), st.integers(0, 3), st.integers(0, 99),
)  # fmt: skip
def test_law_every_form_is_within_the_bounds_of_groups_or_there_is_none(
    rows: list[tuple[int, int, bool, bool]], length: int, forms: int, risk: int, old: int, seed: int
) -> None:
    pool = [
        item(f"i{number}", level=list(Level)[level], objective=f"o{objective}", tags=("risk",) * risky + ("old",) * dated)
        for number, (level, objective, risky, dated) in enumerate(rows)
    ]  # fmt: skip
    plan = {
        "shares": [
            {"tags": ["risk"], "least_items": risk or 1},
            {"tags": ["old"], "most": old / length},
        ]
    }
    try:
        made = assemble(pool, seed=seed, length=length, forms=forms, blueprint=plan)
    except AssemblyError as error:
        assert "missing" in error.message or "room" in error.message
        return
    for form in made.forms:
        assert sum("risk" in one.tags for one in form.items) >= (risk or 1)
        assert sum("old" in one.tags for one in form.items) <= old
        assert len({one.objective for one in form.items}) == len(form.items) == length


HISTORY, PRINCIPLES, TECHNIQUES = Domain.HISTORY, Domain.PRINCIPLES, Domain.TECHNIQUES
REMEMBER, UNDERSTAND = Level.REMEMBER, Level.UNDERSTAND


@example(
    [
        *((HISTORY, REMEMBER, number) for number in range(4)),
        *((PRINCIPLES, REMEMBER, number) for number in range(2)),
        (PRINCIPLES, UNDERSTAND, 0),  # the same objective at two levels
        (TECHNIQUES, REMEMBER, 0),
    ],
    7,
    2,
    0,
)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(list(Domain)[:3]), st.sampled_from(list(Level)[:3]), st.integers(0, 12)
        ),
        min_size=1,
        max_size=40,
    ),
    st.integers(1, 12),
    st.integers(1, 4),
    st.integers(),
)
def test_law_forms_are_exact_alike_and_without_siblings(
    rows: list[tuple[Domain, Level, int]], length: int, forms: int, seed: int
) -> None:
    pool = [
        item(f"i{number}", domain=domain, level=level, objective=f"{domain}-{objective}")
        for number, (domain, level, objective) in enumerate(rows)
    ]
    enough = len({one.objective for one in pool}) >= length
    try:
        made = assemble(pool, seed=seed, length=length, forms=forms)
    except AssemblyError:
        assert not enough  # one form can always be had, so every form can
        return
    assert enough
    for form, table in zip(made.forms, tables(made), strict=True):
        assert len(form.items) == length == len({one.objective for one in form.items})
        assert len({one.id for one in form.items}) == length
        assert table == made.table


def possible(pool: list[Item], blueprint: dict[str, Any]) -> bool:
    """Whether some choice of items meets a blueprint: every choice is tried."""
    domains, levels = list(Domain)[:3], list(Level)
    wanted = [blueprint["domains"][domain] for domain in domains]
    groups: dict[str, set[tuple[int, int]]] = {}
    for one in pool:
        place = (domains.index(one.domain), levels.index(one.level))
        groups.setdefault(one.objective, set()).add(place)
    states = {(0,) * 7}
    for cells in groups.values():
        for state in list(states):
            for domain, level in cells:
                more = list(state)
                more[domain] += 1
                more[3 + level] += 1
                if more[domain] <= wanted[domain]:
                    states.add(tuple(more))
    total = sum(wanted)

    def meets(state: tuple[int, ...]) -> bool:
        if list(state[:3]) != wanted:
            return False
        have = dict(zip(levels, state[3:], strict=True))
        return all(have[level] >= least for level, least in blueprint["levels"].items()) and all(
            share.get("least", 0) * total - 1e-9
            <= sum(have[level] for level in share["levels"])
            <= share.get("most", 1) * total + 1e-9
            for share in blueprint["shares"]
        )

    return any(map(meets, states))


DRAWN = st.tuples(st.sampled_from(list(Domain)[:3]), st.sampled_from(list(Level)), st.integers(0, 9))  # fmt: skip
SHARE = st.builds(
    lambda levels, bound, share: {"levels": levels, bound: share},
    st.lists(st.sampled_from(list(Level)), min_size=1, max_size=2, unique=True),
    st.sampled_from(["least", "most"]),
    st.sampled_from([0.2, 0.3, 0.5, 0.7]),
)


@given(
    st.lists(DRAWN, min_size=3, max_size=12),
    st.lists(st.integers(0, 3), min_size=3, max_size=3).filter(any),
    st.dictionaries(st.sampled_from(list(Level)), st.integers(0, 2), max_size=2),
    st.lists(SHARE, max_size=2),
)
def test_law_a_paper_is_found_exactly_where_one_is_possible(
    rows: list[tuple[Domain, Level, int]],
    counts: list[int],
    levels: dict[Level, int],
    shares: list[dict[str, Any]],
) -> None:
    pool = [
        item(f"i{number}", domain=domain, level=level, objective=f"o{objective}")
        for number, (domain, level, objective) in enumerate(rows)
    ]
    domains = dict(zip(list(Domain)[:3], counts, strict=True))
    blueprint = {"domains": domains, "levels": levels, "shares": shares}
    try:
        made = assemble(pool, seed=1, blueprint=blueprint)
    except AssemblyError:
        assert not possible(pool, blueprint)
        return
    found = Counter(one.domain for one in made.forms[0].items)
    assert found == {domain: count for domain, count in domains.items() if count}
    assert possible(pool, blueprint)


def test_what_could_not_be_used_is_counted_with_its_reason() -> None:
    """Seven of eight were there, and nobody was told why the eighth did not count."""
    pool = [item(f"t{n}") for n in range(3)] + [
        item("typed", type=ItemType.SHORT_ANSWER),
        item("step", vignette="case"),
    ]
    with pytest.raises(AssemblyError) as refused:
        assemble(pool, seed=1, length=4)
    assert "1 missing" in refused.value.message
    assert "2 items left out: " in refused.value.message
    assert "1 of the type short-answer, which no key can mark" in refused.value.message
    assert "1 in cases" in refused.value.message
