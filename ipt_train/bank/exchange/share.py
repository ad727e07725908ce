"""The share of the marks that each answer of a foreign question earns, and what a bank makes of it.

Here an answer is a key or it is none: only one that earns all marks becomes a key or an accepted
answer. One that earns a part of them stays as a wrong answer with its feedback where an item can
hold that, and is named as a loss. A wildcard is never taken for a text.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

PART_MARKS = "part marks of an answer"
TAKEN_OFF = "marks taken off for an answer"
FREE = "wrong choices that lose no marks"
CAPITALS = "that capital letters matter"
UNEQUAL_GAPS = "gaps that earn unequal marks"
ANY_OTHER = "feedback on any other answer"
OF_WRONG = "feedback on a wrong answer"
OF_SECOND = "feedback on another right answer"
WILDCARD = "an answer with a wildcard"
CONTROL = "control characters"

WHOLE_SHARE = 0.9999
"""From here on an answer earns all marks: shares are often written with few decimals."""
_NEAR = 0.01
"""Shares are often written as whole per cents."""
_WILD = re.compile(r"(?<!\\)\*")

Lost = dict[str, None]
"""What a question held and a bank cannot hold, in the order found."""

Refuse = Callable[[int | None, str], Exception]
"""Makes an error at the place of an answer, by its number, or at that of the question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """An answer to a question where a text is typed.

    Attributes:
        share: What it earns, 1 for all marks.
        text: The text; a wildcard in it is a star without a backslash before it.
        feedback: What is said of it; may be empty.
    """

    share: float
    text: str
    feedback: str


@dataclass(slots=True, kw_only=True)
class TypedTexts:
    """What a bank holds of the answers to one question.

    Attributes:
        accepted: Texts that earn all marks.
        rationale: The feedback to the first of them that has one.
        anticipated: Texts that earn less, each with its feedback.
    """

    accepted: list[str]
    rationale: str
    anticipated: list[dict[str, str]]

    def short_answer(self) -> dict[str, Any]:
        """Return the keys of a short answer."""
        data: dict[str, Any] = {
            "type": "short-answer",
            "accepted": self.accepted,
            "rationale": self.rationale,
        }
        return data | ({"anticipated": self.anticipated} if self.anticipated else {})

    def gap(self, name: str, lost: Lost) -> dict[str, Any]:
        """Return a gap, which cannot hold what is said of wrong answers."""
        if any(one["rationale"] for one in self.anticipated):
            lost[OF_WRONG] = None
        return {"id": name, "accepted": self.accepted, "rationale": self.rationale}


def typed_texts(
    answers: Sequence[Typed], refuse: Refuse, lost: Lost, *, wildcards: bool = True
) -> TypedTexts:
    """Sort the answers to one question; where two are alike, the first counts.

    Args:
        answers: In their order.
        refuse: Makes the error.
        lost: Takes up what a bank cannot hold.
        wildcards: Whether a star stands for anything; a star with a backslash is a star.

    Raises:
        Exception: What ``refuse`` makes: no answer earns all marks, or one with a wildcard does.
    """
    found = TypedTexts(accepted=[], rationale="", anticipated=[])
    full: dict[str, bool] = {}
    for number, answer in enumerate(answers):
        whole = answer.share >= WHOLE_SHARE
        if 0 < answer.share < WHOLE_SHARE:
            lost[PART_MARKS] = None
        if wildcards and _WILD.search(answer.text):
            if whole:
                raise refuse(number, "an answer with a wildcard * cannot be imported")
            if answer.text.strip("* "):
                lost[WILDCARD] = None
            if answer.feedback:
                lost[OF_WRONG if answer.text.strip("* ") else ANY_OTHER] = None
            continue
        text = answer.text.replace("\\*", "*") if wildcards else answer.text
        if full.setdefault(text.strip().casefold(), whole) is not whole:
            lost[CAPITALS] = None
        elif not whole:
            if text not in (one["text"] for one in found.anticipated):
                found.anticipated.append({"text": text, "rationale": answer.feedback})
        elif text not in found.accepted:
            found.accepted.append(text)
            if found.rationale and answer.feedback not in ("", found.rationale):
                lost[OF_SECOND] = None
            found.rationale = found.rationale or answer.feedback
    if not found.accepted:
        raise refuse(None, "no answer is marked as wholly right")
    return found


def keys(shares: Sequence[float], refuse: Refuse, lost: Lost, *, single: bool) -> list[bool]:
    """Return which of several options are keys.

    Args:
        shares: What each earns, 1 for all marks; below 0 where marks are taken off.
        refuse: Makes the error.
        lost: Takes up what a bank cannot hold.
        single: Whether one option is chosen.

    Raises:
        Exception: What ``refuse`` makes: no option earns all marks, or several do of which one
            is to be chosen.
    """
    full = [share >= WHOLE_SHARE for share in shares]
    if single:
        if full.count(True) > 1:
            second = full.index(True, full.index(True) + 1)
            raise refuse(
                second, "a second answer earns full marks, but only one can be chosen; keep one"
            )
        found = full
    else:
        found = full if any(full) else [share > 0 for share in shares]
    if not any(found):
        raise refuse(
            None, "no answer is marked as wholly right" if single else "no answer is right"
        )
    tell(shares, found, lost, single=single)
    return found


def tell(shares: Sequence[float], found: Sequence[bool], lost: Lost, *, single: bool) -> None:
    """Take up the shares that the marking of a bank does not give.

    Args:
        shares: What each option earns, 1 for all marks.
        found: Which of them are keys.
        lost: Takes up what a bank cannot hold.
        single: Whether one option is chosen.
    """
    right = [share for share, key in zip(shares, found, strict=True) if key]
    rest = [share for share, key in zip(shares, found, strict=True) if not key]
    even = 1 if single else 1 / len(right)
    if any(share > 0 for share in rest) or any(abs(share - even) > _NEAR for share in right):
        lost[PART_MARKS] = None
    lost_marks = [share for share in rest if share <= 0]
    if any(lost_marks) and (single or max(lost_marks) - min(lost_marks) > _NEAR):
        lost[TAKEN_OFF] = None
    elif lost_marks and not single and not any(lost_marks):
        lost[FREE] = None
