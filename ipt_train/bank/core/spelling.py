"""How typed answers are compared: what counts for nothing, what is a slip, what is another word.

A slip is one letter too many, missing, other, or two exchanged. It is forgiven where a slip must
have been meant, so what was typed must not be a word itself: a word of the banks, a number word,
or one of a few words that a single letter tells apart. Nor is it a slip where the first letter of
a word differs (typical and atypical, affect and effect), where the word is short (I and II, not
and now), where it is a Roman numeral, or where the answer has a digit.
"""

import re
import unicodedata
from collections.abc import Container, Iterable, Sequence

_SIGNS = str.maketrans(
    dict.fromkeys("’‘‛´`ʹʻʼʽ′＇", "'")
    | dict.fromkeys("“”„‟«»‹›″〝〞", '"')
    | dict.fromkeys("‐‑‒–—―−⁃﹘﹣－", "-")
    | dict.fromkeys(
        "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
        "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff"
    )
)
"""One sign for every apostrophe, quotation mark and dash; signs that nobody sees are taken out."""

_SHORTEST = 6
"""Characters from which an answer is long enough to tell a slip."""
_SHORT_WORD = 3
"""Letters up to which a word of an answer must be right as it stands."""

_NUMBERS = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
    hundred thousand first second third fourth fifth sixth seventh eighth ninth tenth eleventh
    twelfth none
"""
_LOOK_ALIKES = """
    adaption adoption addiction addition advice advise breath breathe career carer casual causal
    conscience conscious consent content contest context contact contract contrast decent descent
    desert dessert device devise diary dairy employee employer human humane infection inflection
    interviewee interviewer later latter lonely lovely loose marital martial married marred
    mediation meditation moral morale morality mortality patent patient preposition proposition
    prescribe proscribe projection protection quiet quite regression repression relieve relive
    resolution revolution scared scarred sever severe stationary stationery statue status statute
    trail trial trainee trainer united untied widow window
"""
_OTHER_WORDS = frozenset((_NUMBERS + _LOOK_ALIKES).split())
"""Words that another word is one letter away from, whether the banks have them or not."""
NEGATIONS = frozenset(("no", "non", "not", "nor", "never", "none", "neither", "without"))
"""Words that turn an answer into its opposite."""

_ROMAN = re.compile(r"m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")
_ANALYSES = re.compile(r"(?<=[sx])es$")
_BRITISH = (
    (re.compile(r"our(?=s?$|ed$|ing$|al|able|ful|ist|ite)"), "or"),
    (re.compile(r"ell(?=ed|er|ing|or)"), "el"),
    (re.compile(r"is(?=ation|e|ing)"), "iz"),
)


def normal(text: str) -> str:
    """Return a text for comparison: case, spacing, kinds of signs and outer punctuation do not count.

    Punctuation that is the whole answer, a decimal point and a minus stay.
    """
    plain = re.sub(r"\s+", " ", _plain(text)).strip()
    plain = re.sub(r"(?<=\w)(?:-+| -+ |-+ )(?=\w)", " ", plain)
    plain = re.sub(r"(?<![\w.])\.(?=\d)", "0.", plain)
    plain = re.sub(r"(?<=[^\W\d]) ?([,;:/]) ?(?=[^\W\d])", r"\1 ", plain)
    plain = plain.strip(" .,;:!?\"'") or plain
    return re.sub(r"^(the|an?) ", "", plain)


def words(text: str) -> set[str]:
    """Return the words of a text as they are compared with a word that was typed."""
    once = " ".join(set(text.split()))  # most of a long text is said before
    return set(re.findall(r"[^\W\d_]+", _plain(once).replace("'", "")))


def same_text(
    said: str,
    accepted: Sequence[str],
    known: Container[str] = frozenset(),
    wrong: Iterable[str] = (),
) -> str:
    """Return the accepted answer that a typed text stands for, or an empty text.

    Args:
        said: What was typed.
        accepted: The answers that are right.
        known: The words of the banks (see ``words``), or of them the ``rivals`` of the answers.
        wrong: Answers that are foreseen as wrong; what may be a slip of one of them is not right.
    """
    plain = normal(said)
    for one in accepted:
        if normal(one) == plain:
            return one
    if any(normal(one) == plain or _is_slip(plain, normal(one), ()) for one in wrong):
        return ""
    return next((one for one in accepted if _is_slip(plain, normal(one), known)), "")


def rivals(accepted: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """Return the known words that are one slip away from a word of the accepted answers, sorted.

    They are all of the known words that a judgement of these answers hangs on.
    """
    meant = {bare(word) for one in accepted for word in normal(one).split()}
    return tuple(sorted({one for one in known if any(_one_edit(one, word) for word in meant)}))


def _plain(text: str) -> str:
    return unicodedata.normalize(
        "NFKC", unicodedata.normalize("NFKC", text.translate(_SIGNS)).casefold()
    )


def _is_slip(said: str, meant: str, known: Container[str]) -> bool:
    """Whether a normal text differs from another by one slip and nothing else."""
    if len(meant) < _SHORTEST or any(sign.isdigit() for sign in said + meant):
        return False
    typed, wanted = said.split(), meant.split()
    if len(typed) != len(wanted):  # a space too many or too few
        if NEGATIONS & {*typed, *wanted}:  # not able and notable
            return False
        return abs(len(typed) - len(wanted)) == 1 and "".join(typed) == "".join(wanted)
    pairs = ((bare(one), bare(other)) for one, other in zip(typed, wanted, strict=True))
    differing = [(one, other) for one, other in pairs if one != other]
    return len(differing) <= 1 and all(_is_misspelt(*pair, known) for pair in differing)


def _is_misspelt(said: str, meant: str, known: Container[str]) -> bool:
    if min(len(said), len(meant)) <= _SHORT_WORD or _first_letter(said) != _first_letter(meant):
        return False
    if not _one_edit(said, meant) or (_ROMAN.fullmatch(said) and _ROMAN.fullmatch(meant)):
        return False
    return is_form_of(said, meant) or not is_other_word(said, known)


def is_other_word(word: str, known: Container[str]) -> bool:
    """Whether a word, in small letters, is one of the banks' words or one that is easily meant."""
    return word in known or word in _OTHER_WORDS


def _first_letter(word: str) -> str:
    """Return the first letter of a word, without its accent."""
    return unicodedata.normalize("NFD", word)[0]


def is_form_of(said: str, meant: str) -> bool:
    """Whether two words are one word in another number or in another English spelling."""
    one, other = (_american(word) for word in (said, meant))
    plural = (f"{one}s" == other, f"{other}s" == one)
    return one == other or any(plural) or _ANALYSES.sub("is", one) == _ANALYSES.sub("is", other)


def _american(word: str) -> str:
    for british, american in _BRITISH:
        word = british.sub(american, word)
    return word


def bare(word: str) -> str:
    """Return a word without the punctuation about it; an apostrophe more or less does not count."""
    return word.strip('.,;:!?()[]"').replace("'", "")


def _one_edit(said: str, meant: str) -> bool:
    """Whether one letter is too many, missing or other, or two that stand together are exchanged."""
    if said == meant or abs(len(said) - len(meant)) > 1:
        return False
    start = 0
    while start < min(len(said), len(meant)) and said[start] == meant[start]:
        start += 1
    left, right = said[start:], meant[start:]
    return (
        left[1:] == right[1:]
        or left[1:] == right
        or left == right[1:]
        or (left[:2] == right[:2][::-1] and left[2:] == right[2:])
    )
