"""Near copies: the same as comparing every pair, quick where all are near, and the same after edits as from nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_train.bank.core.item_view import Outline
from ipt_train.bank.rules import b004_near_duplicates as b004
from ipt_train.bank.rules import near_copies
from ipt_train.bank.rules.compared import NONE, ComparedItems, packed, unpacked
from ipt_train.bank.rules.near_copies import OVERLAP, NearCopies
from ipt_train.bank.rules.rule import NoRuleMemory

WORDS = [f"word{letter}" for letter in "abcdefghijkl"]


def outline(number: int, words: frozenset[str], wording: bytes, file: str = "bank") -> Outline:
    text = " ".join(sorted(words))
    return Outline(f"{file}.yaml", f"item-{number}", (), (1, 1, 1, 2), wording, "", text)


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


def near(one: Outline, other: Outline) -> bool:
    ours, theirs = set(one.words.split()), set(other.words.split())
    same = bool(one.wording) and one.wording == other.wording
    return len(ours & theirs) / len(ours | theirs) >= OVERLAP and not same


@settings(max_examples=300)
@given(ITEMS)
def test_it_finds_what_comparing_every_pair_finds(outlines: list[Outline]) -> None:
    """Items of a few words are left out."""
    expected = []
    for index, item in enumerate(outlines):
        others = [
            other
            for other in outlines[:index]
            if min(len(item.words.split()), len(other.words.split())) >= 8 and near(item, other)
        ]
        if others:
            expected.append((item.id, f"nearly the same words as {others[0].id}"))
    assert [(one.item, one.message) for one in b004.check(outlines, NoRuleMemory())] == expected


FEW_WORDS = st.frozensets(st.sampled_from([0, 1, 9, 10]), max_size=2)
"""Words of an item that are left out: items that lack the same are near."""
FILES = st.lists(
    st.lists(st.tuples(FEW_WORDS, st.sampled_from("xy")), max_size=4), min_size=3, max_size=3
)
OTHERS = [outline(number, frozenset(WORDS[number % 2 :: 2]), b"", "others") for number in range(40)]
"""Items of too few words to be compared: with them an edit seldom makes a word twice as common."""
VERSIONS = st.lists(
    st.tuples(st.tuples(*[st.sampled_from([None, 0, 1, 2])] * 4), st.booleans()),
    min_size=2,
    max_size=5,
)


@settings(max_examples=200)
@given(FILES, VERSIONS, st.sampled_from([1, 500]), st.sampled_from([0, 40]))
def test_after_edits_it_finds_what_it_finds_from_nothing(
    files: list[list[tuple[frozenset[int], str]]],
    versions: list[tuple[tuple[int | None, ...], bool]],
    most: int,
    others: int,
) -> None:
    """Four files that come, go and change; what was compared is kept now and then, as bytes. The limit is met, too."""
    before = ComparedItems()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(near_copies, "MOST", most)
        for version, keeps in versions:
            rows = [(*row, name) for name, one in enumerate(version) if one is not None for row in files[one]]  # fmt: skip  # rows
            items = OTHERS[:others]
            for number, (without, way, name) in enumerate(rows):
                words = frozenset(word for place, word in enumerate(WORDS) if place not in without)
                wording = f"{way} {sorted(words)}".encode()
                items.append(outline(number, words, wording, str(name)))
            found = NearCopies(items, before)
            assert found.near == NearCopies(items, ComparedItems()).near
            if keeps:
                before = unpacked(packed(found.compared()))


def test_only_what_shares_words_with_a_changed_file_is_compared_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A hundred files of copies; in one of them a word changes."""
    bases = [frozenset(f"{word}{each}" for word in WORDS) for each in range(100)]
    items = [
        outline(number, base | {f"own{number}"}, str(number).encode(), f"{each:03}")
        for each, base in enumerate(bases)
        for number in range(4 * each, 4 * each + 4)
    ]
    before = unpacked(packed(NearCopies(items, ComparedItems()).compared()))
    assert NearCopies(items, before).differences == 0
    assert sum(place != NONE for place in before.near) == 300
    compared = []
    plain = near_copies._are_near

    def counted(one: frozenset[int], other: frozenset[int]) -> bool:
        compared.append(1)
        return plain(one, other)

    monkeypatch.setattr(near_copies, "_are_near", counted)
    edited = [*items]
    edited[41] = outline(41, bases[10] | {"another"}, b"other", "010")
    found = NearCopies(edited, before)
    assert (found.near, found.differences) == (list(before.near), 8)
    assert 0 < len(compared) <= 8


@pytest.mark.parametrize("kind", ["equal", "one word each", "same wording"])
def test_a_bank_of_copies_is_compared_a_few_times_an_item(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = 0
    plain = near_copies._are_near

    def counted(one: frozenset[int], other: frozenset[int]) -> bool:
        nonlocal compared
        compared += 1
        return plain(one, other)

    monkeypatch.setattr(near_copies, "_are_near", counted)
    base = frozenset(f"{word}{letter}" for word in WORDS for letter in "xyz")
    many = [
        outline(
            number,
            base | {f"own{number}"} if kind == "one word each" else base,
            b"same" if kind == "same wording" else str(number).encode(),
        )
        for number in range(3000)
    ]
    findings = list(b004.check(many, NoRuleMemory()))
    assert len(findings) == (0 if kind == "same wording" else 2999)
    assert compared < 2 * len(many)


def test_items_that_share_rare_words_and_are_not_near_are_compared_so_often_and_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(near_copies, "MOST", 5)
    calls: list[int] = []
    search = NearCopies._first_near

    def never(*_: object) -> bool:
        calls.append(1)
        return False

    monkeypatch.setattr(near_copies, "_are_near", never)

    def counted(self: NearCopies, *more: object) -> int:
        begin = len(calls)
        result = search(self, *more)  # type: ignore[arg-type]
        calls[begin:] = [len(calls) - begin]
        return result

    monkeypatch.setattr(NearCopies, "_first_near", counted)
    base = frozenset(WORDS)
    many = [outline(number, base, str(number).encode()) for number in range(50)]
    list(b004.check(many, NoRuleMemory()))
    assert max(calls) == 5
