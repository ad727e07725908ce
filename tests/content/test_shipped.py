"""The shipped banks: sound, sourced, and giving nothing away by form."""

from collections import Counter
from pathlib import Path

import pytest

from ipt_train.bank.model import Choice, Item, Library, Vignette
from ipt_train.bank.shelf import Shelf, check
from ipt_train.vocabulary import Certainty, Domain, Level
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


def test_there_is_enough_to_begin_with(shipped: Library) -> None:
    cases = [entry for entry in shipped.entries() if isinstance(entry, Vignette)]
    domains = Counter(item.domain for item in shipped.items())
    assert sum(domains.values()) >= 60
    assert len(cases) >= 4
    for domain in (Domain.HISTORY, Domain.PRINCIPLES, Domain.TECHNIQUES):
        assert domains[domain] >= 20


def test_most_items_ask_for_more_than_recall(shipped: Library) -> None:
    levels = Counter(item.level for item in shipped.items())
    total = sum(levels.values())
    assert levels[Level.REMEMBER] <= 0.35 * total
    assert levels[Level.APPLY] + levels[Level.ANALYSE] >= 0.40 * total


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
