"""Free text that looks like client detail: a warning before saving, never a proof of its absence.

No warning for the first word of a sentence, `I`, the field's abbreviations, item codes such as
`M2`, time stamps such as `12:30`, ratings such as `3/4` and decimals; nor for weekdays, since a
weekday alone tells no date. Months do warn: with a day they make a date, and many are first names.
A name that begins a sentence or is written in small letters cannot be found (`CANNOT_FIND`).
"""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

CANNOT_FIND = "this check cannot find everything, such as a name that begins a sentence"

WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
ALLOWED = frozenset(
    [
        *[
            "I",
            "IPT",
            "IPT-A",
            "IPT-B",
            "IPT-G",
            "IPSRT",
            "CBT",
            "DBT",
            "ACT",
            "PHQ",
            "GAD",
            "BDI",
            "HRSD",
            "EPDS",
            "CSPRS",
            "ICC",
            "OK",
            "GP",
            "UK",
            "NHS",
            "TV",
        ],
        *WEEKDAYS,
        *(f"{day}s" for day in WEEKDAYS),
    ]
)
"""Capitalised words that are no client detail."""

# "may" and "march" are also plain words, so in small letters they need more beside them
_CLEAR = "january february april june july august september october november december"
_SHORT = "march may jan feb mar apr jun jul aug sept sep oct nov dec"
MONTHS = frozenset(word.title() for word in f"{_CLEAR} {_SHORT}".split())
_ANY_MONTH = "(?i:" + "|".join(f"{_CLEAR} {_SHORT}".split()) + ")"
_MONTH = (
    "(?:" + "|".join([*sorted(MONTHS), *(m.upper() for m in sorted(MONTHS)), *_CLEAR.split()]) + ")"
)
_TH = "(?:st|nd|rd|th)"

_NO_DETAIL = re.compile(
    r"(?<![\w:])\d{1,2}:[0-5]\d(?::[0-5]\d)?(?![\w:])"  # a time stamp
    r"|(?<![\w/])[0-4]/[0-4](?![\w/])"  # a rating out of 4, or both raters'
    r"|\bN/A\b|\b[IMGDTSCX]\d{1,2}\b|\b(?:PHQ|GAD)-?\d\b"
)
_PATTERNS = tuple(
    (reason, re.compile(pattern))
    for reason, pattern in (
        ("email address", r"[\w.+'-]{1,64}@[\w-]+(?:\.[\w-]+)*"),
        ("web address or account name", r"(?:https?://|www\.)\S+|(?<!\w)@\w+"),
        ("date", r"\b\d{4}([-/.])\d{1,2}\1\d{1,2}\b|\b\d{1,2}([-/.])\d{1,2}\2(?:\d{4}|\d{2})\b"),
        ("date", rf"\b\d{{1,2}}{_TH}?(?: of)?[ -]{_MONTH}\b(?:,? \d{{2,4}}\b)?"),
        ("date", rf"\b\d{{1,2}}{_TH}(?: of)? {_ANY_MONTH}\b(?:,? \d{{2,4}}\b)?"),
        ("date", rf"\b{_MONTH} \d{{1,2}}{_TH}?\b(?:,? \d{{4}}\b)?"),
        ("date", rf"\bon the \d{{1,2}}{_TH}\b(?! \w)"),
        ("date", r"(?<![\w/])(?:[12]?\d|3[01])/(?:[12]?\d|3[01])(?![\w/])"),
        ("phone number", r"(?<!\w)\+?\(?\d(?:[ ().-]{0,2}\d){6,}"),
        (
            "number longer than two digits",
            r"(?<![\w.])\d{1,2}(?:[,' ]\d{3})+\b|(?<!\d)(?<!\d\.)\d{3,}",
        ),
        ("initials", r"(?<![\w.])(?!I\.(?!\w))[A-Z]\.(?:[ -]?[A-Z]\.)*"),
    )
)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_ENDING = re.compile(r"['’](?:s|m|ve|d|ll|re)$")
_NO_FULL_STOP = re.compile(r"\b(?:e\.g|i\.e|cf|vs|etc|dr|mrs?|ms|prof|st)\.$", re.IGNORECASE)
_LETTERED = re.compile(r"\b(?:option|plan|level|form|type|part) $", re.IGNORECASE)
_OPENING = " \t\"“‘'([*•–-"

_LOOK_BACK = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspicion:
    """A span of a text that looks like client detail.

    Attributes:
        start: Place of its first character, from 0.
        end: Place after its last.
        text: The span itself.
        reason: What it looks like, in words.
    """

    start: int
    end: int
    text: str
    reason: str


def suspicions(text: str, allowed: AbstractSet[str] = ALLOWED) -> tuple[Suspicion, ...]:
    """Return the spans of a free text that look like client detail, in order of place.

    Args:
        text: What was written, of any length; it is only read.
        allowed: Capitalised words that do not warn.
    """
    found: list[Suspicion] = []

    def blank(match: re.Match[str], reason: str) -> str:
        """Note a span, and fill it with small letters so that no later rule reports it again."""
        if not reason:
            return match[0]
        start, end = match.span()
        found.append(Suspicion(start=start, end=end, text=text[start:end], reason=reason))
        return "x" * len(match[0])

    rest = _NO_DETAIL.sub(lambda match: "x" * len(match[0]), text)
    for reason, pattern in _PATTERNS:
        rest = pattern.sub(lambda match, reason=reason: blank(match, reason), rest)  # type: ignore[misc]
    _WORD.sub(lambda match: blank(match, _of_word(match, allowed)), rest)
    return tuple(sorted(found, key=lambda each: each.start))


def _of_word(match: re.Match[str], allowed: AbstractSet[str]) -> str:
    """Return what is suspicious about a word where it stands, or nothing."""
    word = _ENDING.sub("", match[0])
    start = match.start()
    before = match.string[max(0, start - _LOOK_BACK) : start]
    if start > _LOOK_BACK:
        before = "x" + before
    parts = [part for part in word.split("-") if part[:1].isupper() and part not in allowed]
    if word in allowed or not (parts or any(map(str.isdigit, word))):
        return ""
    if any(map(str.isdigit, word)):
        return "code of letters and digits" if word != word.lower() else ""
    if word.isupper() and len(word) <= 3:
        plain = (word == "A" and _begins(before)) or (len(word) == 1 and _LETTERED.search(before))
        return "" if plain else "initials"
    quoted = before[-1:] in ('"', "“", "‘") and match.string[match.end() : match.end() + 1] == " "
    if _begins(before) or quoted:
        return ""
    if word in MONTHS:
        return "name of a month"
    return "capitalised word in mid-sentence, perhaps a name or place"


def _begins(before: str) -> bool:
    """Return whether a word with this text before it begins a sentence."""
    lead = before.rstrip(_OPENING)
    return not lead or (lead[-1] in ".!?…\n" and not _NO_FULL_STOP.search(lead))
