"""Blanks that a stem leaves to be filled from the options."""

import re

_BLANK = re.compile(
    r"_{3,}"
    r"|(?<!\w)__(?!\w)"
    r"|(?<![\w.(])(?<!for )_(?=[\s.,;:?!])"
    r"|\.{5,}|(?:\. ){3,}\.|…{2,}"
    r"|(?<=[a-z] )(?:\.{3,4}|…)(?= [a-z])"
    r"|(?<=\bthe )(?:\.{3,4}|…)(?= [a-z])"
    r"|(?:(?<=\s)|^)-{3,}(?=[\s.,;?!]|$)"
    r"|(?:(?<=\s)|^)(?:[-–—*] ){2,}[-–—*](?= [a-z])",
    re.I,
)
_BRACKETS = re.compile(
    r"(?<!\w)[\[(](?:\s+|\s*blank\s*)[\])]|<\s*blank\s*>|\{+\s*blank\s*\}+", re.I
)
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")
_PASSAGE = 400
"""Characters; in a longer stem dots stand for what was left out of a passage."""
_THEN_ASKS = re.compile(r"[.!][\"”’']?\s[^?]*\?\s*$")
_SIGNS = ("_", "..", "…", "---", ". .", "- -", "– –", "— —", "* *")


def has_blank(stem: str) -> bool:
    """Whether words follow a blank."""
    return any(re.search(r"\w", stem[end:]) for end in _ends(stem))


def ends_in_blank(stem: str) -> bool:
    """Whether nothing follows a blank but signs."""
    return any(not re.search(r"\w", stem[end:]) for end in _ends(stem))


def _ends(stem: str) -> list[int]:
    """Return where each blank ends."""
    blanks = list(_BRACKETS.finditer(stem)) if any(sign in stem for sign in "([<{") else []
    if any(sign in stem for sign in _SIGNS):
        blanks += _BLANK.finditer(stem)
    if not blanks:
        return []
    spoken = [(quote.start(), quote.end()) for quote in _QUOTED.finditer(stem)]
    return [blank.end() for blank in blanks if "_" in blank[0] or not _is_left_out(blank, spoken)]


def _is_left_out(blank: re.Match[str], spoken: list[tuple[int, int]]) -> bool:
    """Whether dots or dashes stand in what somebody says, or for words that a passage leaves out."""
    if any(start < blank.start() < end for start, end in spoken):
        return True
    stem, dots = blank.string, blank[0][0] in ".…"
    return dots and (len(stem) > _PASSAGE or bool(_THEN_ASKS.search(stem, blank.end())))
