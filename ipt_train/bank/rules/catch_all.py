"""Options that speak of the other options: "none of the above", "all of these", "A and C only"."""

import re
from functools import lru_cache
from typing import NamedTuple

from ipt_train.bank.core.item_view import ItemView, OptionView
from ipt_train.bank.rules.blank import has_blank

_LABEL = re.compile(r"^\s*\(?(?:[a-h]|[1-9]|[ivx]{1,4})[).:]\s+", re.I)

_GIVEN = r"(?:above(?:[ -]?mentioned)?|below|mentioned|listed|given|stated|provided|preceding|foregoing|aforementioned|previous)"
_ANSWER = r"(?:answers?|options?|statements?|choices?|alternatives?|responses?|possibilit(?:y|ies))"
_THING = r"(?:answer|option|statement|choice|alternative|response|item|one|other|factor|possibilit(?:y|ie))s?"
_STATED = r"(?:answer|option|statement|choice|alternative|response)s?"
_FIT = r"(?:right|correct|true|false|wrong|incorrect|valid|possible|suitable)"
_FITS = (
    rf"(?:is|are|was|were|would be)(?: \w+)?(?: {_FIT}(?: answers?| options?)?)?"
    r"|appl(?:y|ies)|fits?|holds?|works?|will do|match(?:es)?"
)
_VERB = rf"(?: (?:{_FITS}))?"

_NONE = re.compile(
    rf"(?:none|neither|not any|nothing)(?: of| from| among)?(?: the| these| those| all)?(?: \w+){{0,2}} {_GIVEN}"
    rf"(?: \w+)?{_VERB}(?: here)?"
    rf"|(?:none|neither)(?: of)?(?: (?:these|them|those|the))?(?: (?:other|given|two|three|four))?(?: {_THING})?{_VERB}"
    r"|none of (?:these(?: \w+)?|those|them)(?: (?:is|are|does|do|fits?|appl(?:y|ies)|can|will)(?: \w+){0,3})?"
    rf"|no (?:correct |right |suitable |such )?{_ANSWER}(?: (?:is |are )?(?:correct|right|true|fits?|{_GIVEN}))?(?: here)?"
    r"|(?:none|neither) of (?:\W*\b(?:[a-h]|[1-9]|[ivx]+)\b\W*(?:(?:and|or|nor) )?)+"
    r"|none of (?:the following|this|such|it)"
    r"|none of (?:these|those|them) (?:will|would|can|could|may|might|do|does|did|has|have|for|because|since|as)\b.*"
    r"|(?:the )?(?:answer |option )?(?:is )?not (?:listed|(?:given|mentioned|stated) above)(?: here| above)?"
    r"|no one of (?:these|those|them)"
    rf"|(?:the )?(?:correct |right )?answer (?:is )?not {_GIVEN}(?: here)?"
    r"|n\.?o\.?t\.?a"
)
_ALL = re.compile(
    rf"all (?:of )?(?:the |these |those )?(?:\w+ ){{0,2}}{_GIVEN}(?: \w+)?{_VERB}"
    rf"|all(?: of)?(?: (?:the|these|those|them))?(?: (?:other|two|three|four|five))?(?: {_STATED})?{_VERB}"
    r"|all (?:of )?these(?: \w+)?(?: \w+s)?"
    r"|all of these (?:are|can|could|may|might|will|would)(?: \w+){0,3}"
    r"|all (?:two|three|four|five) of (?:these|them|those)"
    rf"|(?:each|every one) of (?:the {_GIVEN}|these)"
    r"|all (?:of )?(?:the )?following"
    rf"|any (?:one )?of (?:(?:the )?{_GIVEN}|these|them)"
    rf"|both (?:of )?(?:these|them|those|the {_GIVEN}|the (?:other )?{_THING})(?: (?:{_GIVEN}|\w+s))?{_VERB}"
    rf"|every(?:thing|one) (?:\w+ )?{_GIVEN}"
    rf"|(?:the above|these|they)(?: {_STATED})? are all {_FIT}(?: {_STATED})?|any (?:or|and) all of (?:the {_GIVEN}|these|them)"
    rf"|all (?:the )?others?|all possible {_STATED}"
    r"|a\.?o\.?t\.?a"
)
_LONGEST = 100
"""Characters; longer options say more than that others are right or wrong."""
_LONGEST_OF_LABELS = 50
_FIRST = r"[\W_]*(?:\w{1,4}[).:]\s+)?(?:(?:the|it is|it's|they are|in|by|from|at|for|with|to|on|because of|during|through) )?"
_PREFIX = re.compile(
    r"^(?:it is|it's|they are|in|by|from|at|for|with|to|on|because of|during|through) "
)
_NO_SIGNS = re.compile(
    rf"{_FIRST}(?:none|neither|no|not|nothing|correct|right|answer|n\.?o\.?t\.?a)\b", re.I
)
_ALL_SIGNS = re.compile(
    rf"{_FIRST}(?:all|any|both|each|every\w*|these|they|above|a\.?o\.?t\.?a)\b", re.I
)
_ALL_ARE = re.compile(rf"all of them (?:are|were) (?:\w+ )?(?!{_FIT}\b)(\w+)")
_ANY_ABOVE = re.compile(
    r"(?<!not )\b(?:all|any|each|every one|both)(?: of)?(?: the)? above(?! average)(?! -)(?![-\w])",
    re.I,
)
"""Anywhere in an option: "it could be any of the above"."""
_SPAN = re.compile(
    r"(?:(?:all|options?|answers?|choices?) )*([a-h]) ?(?:-|–|to|through|thru) ?([a-h])", re.I
)
_NONE_OF_THE = re.compile(r"none of the (?!above|others)(\w+s)")
_STRESSED = re.compile(r"\b(?:none|neither|all|both) of the above(?![-\w])")
_HOW_MANY = re.compile(
    r"\bhow (?:many|much|often|large|long)\b|\bnumber of\b|\bproportion\b|\bshare\b", re.I
)

_CODE = re.compile(r"\bpython\b|\bprint|\breturn|\bcode\b|\w\(\)|[=!]=|`", re.I)
_ONE = r"\(?(?:[ivx]+|[a-h]|[p-s]|[1-9])\b\)?"
_JOIN = r"(?:\s*(?:,|;|/|\+|&|\band\b|\bor\b|\bnor\b)\s*)+"
_LEAD = r"(?:only|both|either|neither|all of|statements?|options?|answers?|choices?|items?|numbers?|conclusions?)"
_TAIL = r"(?:only|alone|both|together|follows?|(?:is|are|will be|would be)(?: both| all)?(?: \w+)?|appl(?:y|ies)|holds?)"
_COMBINED = re.compile(
    rf"(?P<lead>(?:{_LEAD}\s+)*)(?P<labels>{_ONE}(?:{_JOIN}{_ONE})*)(?P<tail>(?:\s*,?\s*{_TAIL})*)",
    re.I,
)
_MARK = re.compile(r"only|both|either|neither", re.I)
_POINT = re.compile(r"[(\[]\s*[-−\d.]+(?:\s*,\s*[-−\d.]+)+\s*[)\]]")
"""A point or an interval, (1, 6): no labels, which have brackets each, (1) and (6)."""
_LETTERS = "abcdefgh"
_EACH = re.compile(r"\b(?:[ivx]+|[a-h]|[p-s]|[1-9])\b", re.I)


class Combination(NamedTuple):
    """An option that names labels and says nothing else.

    Attributes:
        labels: The labels in small letters.
        marked: Whether a word such as "only" or "both" says that they are combined; "option A" alone does not.
    """

    labels: tuple[str, ...]
    marked: bool


@lru_cache(20_000)
def plain(text: str) -> str:
    """Return an option in small letters, without its label ("(d) ") and its full stop."""
    return _LABEL.sub("", text).strip(" .,;:!?\"'`“”*()[]").casefold()


def says_none(text: str, stem: str = "") -> bool:
    """Whether an option says that no other option is right.

    Args:
        text: The option.
        stem: The stem; "None" by itself may answer how many there are.
    """
    words = _short(text, _NO_SIGNS)
    if words in ("none", "neither"):
        return not (_HOW_MANY.search(stem) or _CODE.search(stem) or has_blank(stem))
    noun = _NONE_OF_THE.fullmatch(words)
    return _speaks(_NONE, words) or bool(noun and noun[1] in stem.casefold())


def says_all(text: str, stem: str = "") -> bool:
    """Whether an option says that all, or both, of the other options are right.

    Args:
        text: The option.
        stem: The stem; "All" by itself may answer how many there are.
    """
    words = _short(text, _ALL_SIGNS)
    if len(text) <= _LONGEST_OF_LABELS and _ANY_ABOVE.search(text):
        return True
    if named := _ALL_ARE.fullmatch(words):
        return named[1] in stem.casefold()
    return not _HOW_MANY.search(stem) if words == "all" else _speaks(_ALL, words)


def catches_all(item: ItemView) -> list[OptionView]:
    """Return the options that say that none, or all, of the others are right."""
    if not item.mentions(
        "none", "neither", "all ", "\nall", "both", "nota", "answer", "any of", "above"
    ):
        return []
    return [one for one in item.options if says_none(one.text) or says_all(one.text)]


def _short(text: str, signs: re.Pattern[str]) -> str:
    """Return a short option without its label; empty where it does not begin with any of some words."""
    return _PREFIX.sub("", plain(text)) if len(text) <= _LONGEST and signs.match(text) else ""


def _speaks(pattern: re.Pattern[str], words: str) -> bool:
    return bool(pattern.fullmatch(words) or (_STRESSED.match(words) and pattern.match(words)))


@lru_cache(20_000)
def combination(text: str) -> Combination | None:
    """Return the labels that an option is made of; None where it says anything else."""
    if len(text) > _LONGEST_OF_LABELS or _POINT.fullmatch(text.strip()):
        return None
    words = plain(text) if text[:1] not in "(iIvVxX" else text.strip(" .").casefold()
    whole = _COMBINED.fullmatch(words)
    if not whole:
        return None
    labels = tuple(_EACH.findall(whole["labels"]))
    if len({label.isdigit() for label in labels}) > 1:
        return None  # 1/C is a term
    return Combination(labels, bool(_MARK.search(whole["lead"]) or whole["tail"]))


def names_all_others(item: ItemView, option: OptionView) -> bool:
    """Whether an option names by their letters all other options that say something, at least three."""
    span = _SPAN.fullmatch(plain(option.text))
    named = combination(option.text)
    labels = set(_LETTERS[_LETTERS.index(span[1]) : _LETTERS.index(span[2]) + 1]) if span else set()
    labels |= set(named.labels) if named else set()
    if len(labels) < 3:
        return False
    others = {letter(one) for one in item.options if one is not option and _says_something(one)}
    return len(others) > 2 and labels == others


def _says_something(option: OptionView) -> bool:
    text = option.text
    return not (names_letters(option) or says_none(text) or says_all(text))


def names_letters(option: OptionView) -> bool:
    """Whether an option is made of letters that could be those of other options."""
    named = combination(option.text)
    return named is not None and set(named.labels) <= set(_LETTERS)


def names_numbers(option: OptionView) -> bool:
    """Whether an option has a number in it."""
    return any(map(str.isdigit, option.text))


def letter(option: OptionView) -> str:
    """Return the letter under which an option is usually shown."""
    return _LETTERS[option.index] if option.index < len(_LETTERS) else ""
