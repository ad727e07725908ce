"""Typed answers that are probably misspelt: near enough to ask, too far to decide.

``spelling`` forgives one slip by itself. What lies a little further off is asked about, so what is
asked must hardly ever be an answer that somebody meant: nothing with a digit, no word of the banks,
no number word, no Roman numeral, no word of three letters, and no other prefix (hypo and hyper).
"""

import re
from collections.abc import Container, Iterable, Sequence

from ipt_train.bank.core.spelling import NEGATIONS, bare, is_form_of, is_other_word, normal

_LENGTHS = ((12, 3), (8, 2), (5, 1))
"""Letters from which on a word, or a whole answer, may have so many slips (a convention)."""

_NOT = ("un", "in", "im", "il", "ir", "dis", "non", "mis", "a", "an", "de")
_PREFIXES = dict.fromkeys(_NOT, "not") | {
    one: one
    for one in (
        "ab", "ad", "ante", "anti", "ecto", "endo", "ex", "exo", "extra", "extro", "hetero",
        "homo", "hyper", "hypo", "infra", "inter", "intra", "intro", "macro", "micro", "mono",
        "multi", "out", "over", "poly", "post", "pre", "pro", "re", "sub", "super", "supra",
        "under", "uni",
    )
}  # fmt: skip  # a table
"""Beginnings that change what a word means, each with its kind; those of one kind mean the same."""

_ROMAN = re.compile(r"[ivxlcdm]+")


def near(
    said: str, accepted: Sequence[str], known: Container[str], others: Iterable[str] = ()
) -> str:
    """Return the accepted answer that a typed text may be meant for, or an empty text.

    Args:
        said: What was typed; it is not right as it stands.
        accepted: The answers that are right.
        known: The words of the banks.
        others: Answers that are wrong here; one that is as near as the right one rules it out.
    """
    plain = normal(said)
    distances = [
        (distance(plain, normal(one)), place)
        for place, one in enumerate(accepted)
        if _may_be_meant(plain, normal(one), known)
    ]
    if not distances:
        return ""
    best, place = min(distances)
    if any(distance(plain, normal(one)) <= best for one in others):
        return ""
    return accepted[place]


def distance(one: str, other: str) -> int:
    """Count the letters to add, leave out, change, or exchange with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, right in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]


def _may_be_meant(said: str, meant: str, known: Container[str]) -> bool:
    typed, wanted = said.split(), meant.split()
    if len(typed) != len(wanted) or any(sign.isdigit() for sign in said + meant):
        return False
    if not 0 < distance(said, meant) <= _most_slips(said, meant):
        return False
    pairs = ((bare(one), bare(other)) for one, other in zip(typed, wanted, strict=True))
    return all(_is_misspelt(one, other, known) for one, other in pairs if one != other)


def _is_misspelt(said: str, meant: str, known: Container[str]) -> bool:
    if {said, meant} & NEGATIONS or (_ROMAN.fullmatch(said) and _ROMAN.fullmatch(meant)):
        return False
    slips = distance(said, meant)
    if slips > _most_slips(said, meant) or _means_other(said, meant, slips):
        return False
    return is_form_of(said, meant) or not is_other_word(said, known)


def _means_other(said: str, meant: str, slips: int) -> bool:
    """Whether the difference lies in a beginning that changes what the word means."""
    return any(
        distance(said[len(one) :], meant[len(other) :]) < slips
        for one, kind in _beginnings(said)
        for other, other_kind in _beginnings(meant)
        if kind != other_kind
    )


def _beginnings(word: str) -> list[tuple[str, str]]:
    """Return the prefixes with which a word begins, each with its kind; none is one of them."""
    return [("", ""), *((one, kind) for one, kind in _PREFIXES.items() if word.startswith(one))]


def _most_slips(*texts: str) -> int:
    shorter = min(map(len, texts))
    return next((most for length, most in _LENGTHS if shorter >= length), 0)
