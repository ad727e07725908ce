"""Replacements are followed to their end, whatever stands between."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_train.bank.core.aliases import aliases_of
from ipt_train.bank.core.model import Library, Vignette
from ipt_train.bank.core.succession import circles, ends_of, left_behind
from ipt_train.bank.source.shelf import Shelf, check
from ipt_train.vocabulary import ItemId
from tests.bank.test_integrity import GOOD, checked

NAMES = "abcdefg"


@pytest.mark.parametrize(
    ("pairs", "living", "ends"),
    [
        ("ab", "b", {"a": "b"}),
        ("ab bc", "c", {"a": "c", "b": "c"}),
        ("bc ab", "c", {"a": "c", "b": "c"}),  # in whatever order they are written
        ("ab bc cd", "d", {"a": "d", "b": "d", "c": "d"}),
        ("ac bc cd", "d", {"a": "d", "b": "d", "c": "d"}),  # several into one
        ("ab ac bc", "c", {"a": "c", "b": "c"}),  # named twice, to one end
        ("ab bc", "", {"a": "", "b": ""}),  # the last one was retired without another
        ("ab ac", "bc", {"a": "bc"}),
        ("ab ba", "", {"a": "", "b": ""}),
        ("ab ba bc", "c", {"a": "c", "b": "c"}),
    ],
)
def test_ends(pairs: str, living: str, ends: dict[str, str]) -> None:
    found = ends_of([(one[0], one[1]) for one in pairs.split()], living)
    assert found == {old: tuple(expected) for old, expected in ends.items()}


@pytest.mark.parametrize(
    ("pairs", "found"),
    [("ab bc", []), ("aa", ["a"]), ("ab ba", ["ab"]), ("ab bc ca da", ["abc"]), ("ab ba cd dc", ["ab", "cd"])],
)  # fmt: skip
def test_circles_are_found_once(pairs: str, found: list[str]) -> None:
    known = circles([(one[0], one[1]) for one in pairs.split()])
    assert [sorted(one) for one in known] == [list(one) for one in found]


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=12), st.sets(st.sampled_from(NAMES)))  # fmt: skip
def test_an_end_is_living_is_replaced_by_nothing_and_is_the_end_of_all_before_it(
    pairs: list[tuple[str, str]], living: set[str]
) -> None:
    found = ends_of(pairs, living)
    replaced = {old for old, _ in pairs}
    assert set(found) == replaced
    assert all(end in living - replaced for ends in found.values() for end in ends)
    for old, new in pairs:
        assert set(found.get(new, (new,) if new in living else ())) <= set(found[old])


def test_what_a_second_replacement_loses_is_named() -> None:
    before = {"a": ("b",), "x": ("y",)}
    assert left_behind(before, {"b": ("c",)}) == {"a": "b"}
    assert left_behind(before, {"b": ("c",), "a": ("c",)}) == {}
    assert left_behind(before, {}) == {}  # retired without another: nothing is lost by it


RETIRED = "domain: history\nretired:\n"
CHAIN = GOOD.replace(
    "domain: history\n",
    RETIRED
    + "  - {id: first, reason: It was unclear.}\n"
    + "  - {id: second, reason: It was too easy., replaces: [first]}\n"
    + "  - {id: dropped, reason: Nobody misses it., replaces: [before-it]}\n"
    + "  - {id: before-it, reason: It was dull.}\n",
    1,
).replace("  - id: two\n    revision: 1\n", "  - id: two\n    revision: 1\n    replaces: [second, also]\n", 1)  # fmt: skip


def test_a_library_hands_histories_on_to_the_end(tmp_path: Path, shelf: Shelf) -> None:
    found = checked(tmp_path, shelf, CHAIN)
    assert found.findings == ()
    assert aliases_of(found.library()) == {"first": "two", "second": "two", "also": "two"}
    again = check(shelf, [tmp_path / "banks"])
    assert again.cached
    assert aliases_of(again.library()) == aliases_of(found.library())


def test_cases_and_their_steps_hand_on_too(library: Library) -> None:
    banks = tuple(
        replace(
            bank,
            entries=tuple(
                replace(
                    entry,
                    replaces=(ItemId("old-case"),),
                    steps=(replace(entry.steps[0], replaces=(ItemId("old-step"),)), *entry.steps[1:]),
                )
                if isinstance(entry, Vignette)
                else entry
                for entry in bank.entries
            ),
        )
        for bank in library.banks
    )  # fmt: skip
    case = next(one for one in library.entries() if isinstance(one, Vignette))
    assert aliases_of(replace(library, banks=banks)) == {
        "old-case": case.id,
        "old-step": case.steps[0].id,
    }


@pytest.mark.parametrize(
    ("retired", "replaces", "code", "words"),
    [
        ("{id: x, reason: r, replaces: [y]} {id: y, reason: r, replaces: [x]}", "x", "I031", "x and y"),
        ("{id: x, reason: r, replaces: [x]}", "", "I031", "x"),
        ("{id: x, reason: r, replaces: [one]}", "", "I011", "one is still an item"),
        ("{id: x, reason: r, replaces: [two]}", "x", "I011", "two is still an item"),
        ("{id: x, reason: r} {id: y, reason: r, replaces: [x]}", "y", "", ""),
        ("{id: x, reason: r} {id: y, reason: r, replaces: [x]}", "y, x", "", ""),
        ("{id: x, reason: r} {id: y, reason: r, replaces: [x]}", "x", "", ""),
    ],
)  # fmt: skip
def test_retired_items_are_checked_like_living_ones(
    retired: str, replaces: str, code: str, words: str, tmp_path: Path, shelf: Shelf
) -> None:
    entries = "".join(f"  - {one}\n" for one in retired.replace("} {", "}\n{").split("\n"))
    text = GOOD.replace("domain: history\n", RETIRED + entries, 1)
    if replaces:
        text = text.replace("  - id: two\n", f"  - id: two\n    replaces: [{replaces}]\n", 1)
    found = checked(tmp_path, shelf, text).findings
    assert {one.code for one in found} == ({code} if code else set())
    assert words in "".join(one.message for one in found)


def test_one_history_does_not_go_to_two_items(tmp_path: Path, shelf: Shelf) -> None:
    text = GOOD
    for name in ("one", "two"):
        text = text.replace(f"  - id: {name}\n", f"  - id: {name}\n    replaces: [old]\n", 1)
    found = checked(tmp_path, shelf, text)
    assert [one.code for one in found.findings] == ["I032"]
    assert "old is also replaced by one" in found.findings[0].message
