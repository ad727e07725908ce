"""Near copies: the same as comparing every pair, and quick where all are near."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_train.bank.core.item_view import Outline
from ipt_train.bank.rules import b004_near_duplicates as b004

WORDS = [f"word{letter}" for letter in "abcdefghijkl"]


def outline(number: int, words: frozenset[str], wording: bytes) -> Outline:
    return Outline("bank.yaml", f"item-{number}", (), (1, 1, 1, 2), wording, "", words)


def drawn(rows: list[tuple[set[str], str]]) -> list[Outline]:
    """Return items of some words, each in one of a few wordings or without options."""
    return [
        outline(number, frozenset(words), f"{way} {sorted(words)}".encode() if way else b"")
        for number, (words, way) in enumerate(rows)
    ]


ITEMS = st.lists(
    st.tuples(st.sets(st.sampled_from(WORDS), min_size=7), st.sampled_from(["", "x", "y"])),
    max_size=14,
).map(drawn)


@settings(max_examples=300)
@given(ITEMS)
def test_it_finds_what_comparing_every_pair_finds(outlines: list[Outline]) -> None:
    """Items of a few words are left out."""
    expected = []
    for index, item in enumerate(outlines):
        near = [
            other
            for other in outlines[:index]
            if min(len(item.words), len(other.words)) >= 8 and b004._are_near(item, other)
        ]
        if near:
            expected.append((item.id, f"nearly the same words as {near[0].id}"))
    assert [(one.item, one.message) for one in b004.check(outlines)] == expected


@pytest.mark.parametrize("kind", ["equal", "one word each", "same wording"])
def test_a_bank_of_copies_is_compared_a_few_times_an_item(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = 0
    plain = b004._are_near

    def counted(item: Outline, other: Outline) -> bool:
        nonlocal compared
        compared += 1
        return plain(item, other)

    monkeypatch.setattr(b004, "_are_near", counted)
    base = frozenset(f"{word}{letter}" for word in WORDS for letter in "xyz")
    many = [
        outline(
            number,
            base | {f"own{number}"} if kind == "one word each" else base,
            b"same" if kind == "same wording" else str(number).encode(),
        )
        for number in range(3000)
    ]
    findings = list(b004.check(many))
    assert len(findings) == (0 if kind == "same wording" else 2999)
    assert compared < 2 * len(many)


def test_items_that_share_rare_words_and_are_not_near_are_compared_so_often_and_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(b004, "MOST", 5)
    calls: list[str] = []
    monkeypatch.setattr(b004, "_are_near", lambda item, _: bool(calls.append(item.id)))
    base = frozenset(WORDS)
    list(b004.check([outline(number, base, str(number).encode()) for number in range(50)]))
    assert max(map(calls.count, set(calls))) == 5
