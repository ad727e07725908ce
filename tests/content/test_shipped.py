"""The shipped banks: sound, sourced, and giving nothing away by form."""

from collections import Counter
from pathlib import Path

import pytest

from ipt_train.bank.core.model import Choice, Item, Library
from ipt_train.bank.core.testwise import FEW
from ipt_train.bank.core.testwise import testwise as report
from ipt_train.bank.operation.coverage import coverage
from ipt_train.bank.source.blueprint import read_blueprint
from ipt_train.bank.source.shelf import Shelf, check
from ipt_train.vocabulary import Certainty, Domain
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Library:
    shelf = Shelf(
        banks=(ROOT / "question_banks",),
        schemas=ROOT / "schemas",
        cache=tmp_path_factory.mktemp("cache"),
    )
    checked = check(shelf, [])
    assert checked.findings == ()
    return checked.library()


def single(library: Library) -> list[tuple[Item, Choice]]:
    return [
        (item, item.interaction)
        for item in library.items()
        if isinstance(item.interaction, Choice) and not item.interaction.multiple
    ]


def test_the_promises_of_the_blueprint_are_kept(shipped: Library, shelf: Shelf) -> None:
    """Numbers by domain, shares of levels, variants, cases, drills, cards, claims, competencies, facts."""
    home = Shelf(banks=(ROOT / "question_banks",), schemas=shelf.schemas, cache=shelf.cache)
    assert coverage(shipped, read_blueprint(Path("whole-bank"), home)).missing == ()


def test_without_the_steps_of_cases_there_are_480_items(shipped: Library) -> None:
    domains = Counter(item.domain for item in shipped.items() if item.vignette is None)
    assert domains.total() >= 480
    for domain, least in LEAST.items():
        assert domains[domain] >= least, domain


LEAST = {
    Domain.HISTORY: 60, Domain.PRINCIPLES: 70, Domain.TECHNIQUES: 110, Domain.PROCESS: 60,
    Domain.PROBLEM_AREAS: 70, Domain.EVIDENCE: 50, Domain.ADAPTATIONS: 30, Domain.FIDELITY: 30,
}  # fmt: skip


@pytest.mark.parametrize("name", ["module", "final"])
def test_each_exam_can_be_filled_without_memory_items(
    shipped: Library, shelf: Shelf, name: str
) -> None:
    home = Shelf(banks=(ROOT / "question_banks",), schemas=shelf.schemas, cache=shelf.cache)
    exam = read_blueprint(Path(name), home)
    assert sum(exam["domains"].values()) == exam["length"]
    usable = Counter(
        str(item.domain) for item in shipped.items() if item.certainty in exam["certainty"]
    )
    for domain, wanted in exam["domains"].items():
        assert usable[domain] >= 3 * wanted  # enough for parallel forms


def test_every_item_and_step_maps_to_a_competency(shipped: Library) -> None:
    assert [item.id for item in shipped.items() if not item.competencies] == []


@pytest.mark.parametrize(
    "bank", sorted(path.stem for path in (ROOT / "question_banks").glob("*.yaml"))
)
def test_no_blind_strategy_beats_chance_by_more_than_five_points(
    shipped: Library, bank: str
) -> None:
    items = [item for item in shipped.items() if item.bank == bank]
    if len(items) < 40:
        return
    for strategy in report(items).strategies:
        if strategy.items >= FEW:
            assert strategy.hits / strategy.items <= strategy.chance + 0.05, strategy.name


def test_the_key_is_not_the_longest_option_more_often_than_chance(shipped: Library) -> None:
    items = single(shipped)
    chance = sum(1 / len(choice.options) for _, choice in items) / len(items)
    for extreme in (max, min):
        hits = sum(
            extreme(choice.options, key=lambda one: len(one.text)).key for _, choice in items
        )
        assert hits / len(items) <= chance + 0.05


def test_the_key_does_not_repeat_the_stem_more_often_than_chance(shipped: Library) -> None:
    hits, asked = 0.0, 0.0
    for item, choice in single(shipped):
        words = {word for word in item.stem.lower().split() if len(word) > 4}
        shared = [len(words & set(one.text.lower().split())) for one in choice.options]
        best = [
            one
            for one, count in zip(choice.options, shared, strict=True)
            if count == max(shared) > 0
        ]
        if best:
            hits += sum(one.key for one in best) / len(best)
            asked += 1 / len(choice.options)
    assert hits <= asked + 0.10 * len(single(shipped))


def test_every_reference_is_cited_as_a_work_and_not_as_a_host(shipped: Library) -> None:
    for work in shipped.bibliography.values():
        assert "http" not in work.citation + work.note + work.short
    for item in shipped.items():
        assert all(name in shipped.bibliography for name in item.references)


def test_few_items_rest_on_memory(shipped: Library) -> None:
    items = list(shipped.items())
    assert sum(item.certainty is Certainty.FROM_MEMORY for item in items) <= len(items) / 6


def test_options_are_not_repeated(shipped: Library) -> None:
    for item, choice in single(shipped):
        assert len({one.text.casefold() for one in choice.options}) == len(choice.options), item.id


def test_sources_name_no_web_host() -> None:
    for file in Path(ROOT / "question_banks").glob("*.yaml"):
        text = file.read_text()
        assert "www." not in text, file.name
        assert "http" not in text, file.name
