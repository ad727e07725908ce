"""The right numbers of a foreign question as one value with a tolerance, and the wrong ones with their feedback.

A bank holds one range of right numbers, around its middle, and single wrong numbers. Whatever is
more is named or refused; a number is never rounded.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ipt_train.bank.core.number import read_number
from ipt_train.bank.core.scalar import MAX_DIGITS
from ipt_train.bank.exchange.share import (
    ANY_OTHER,
    OF_SECOND,
    OF_WRONG,
    PART_MARKS,
    WHOLE_SHARE,
    Lost,
    Refuse,
)

TOLERANCE_OF_WRONG = "the tolerance of a wrong number"
OFF_CENTRE = "a right number that is not in the middle of its range"
OPEN_END = "that the end of a range does not count as right"
OTHER_UNIT = "another unit and its multiplier"
UNIT = "a unit"
SEVERAL = "numerical questions with several right numbers cannot be imported"
NOT_UNDERSTOOD = "numerical questions with their own marking rule cannot be imported"

_EXACT = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,2})?", re.A)
_UNIT = re.compile(r"[^\d\s](.*\S)?")
_LONGEST_UNIT = 30
_MOST_DIGITS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberAnswer:
    """An answer to a question where a number is typed: a range, both ends included.

    Attributes:
        low: Its lower end; None with ``high`` for any number at all.
        high: Its upper end.
        share: What it earns, 1 for all marks.
        feedback: What is said of it; may be empty.
        value: The number in it that is named as right; None for its middle.
    """

    low: Decimal | None
    high: Decimal | None
    share: float
    feedback: str
    value: Decimal | None = None


def number_of(text: str) -> Decimal:
    """Return a number as a file has it, with a decimal point or comma and perhaps an exponent.

    Raises:
        ValueError: It is none, or a bank cannot hold it as it is; the message says why.
    """
    bare = text.strip()
    if len(bare) > _MOST_DIGITS:
        raise ValueError("the number has too many digits")
    if _EXACT.fullmatch(bare):
        number = Decimal(bare)
    else:
        try:
            number, unit = read_number(bare)
        except ValueError:
            raise ValueError(f"`{bare}` is not a number") from None
        if unit:
            raise ValueError(f"`{bare}` is more than just a number")
    plain_number(number)
    return number


def plain_number(number: Decimal) -> int | float:
    """Return a number as YAML holds it.

    Raises:
        ValueError: It would be rounded.
    """
    if number == number.to_integral_value():
        if len(str(int(number))) > MAX_DIGITS:
            raise ValueError("the number has too many digits")
        return int(number)
    if Decimal(str(float(number))) != number:
        raise ValueError("the number has too many digits")
    return float(number)


def around(value: Decimal, room: Decimal, *, share: float, feedback: str) -> NumberAnswer:
    """Return an answer with its tolerance on both sides.

    Raises:
        ValueError: The tolerance is below 0.
    """
    if room < 0:
        raise ValueError("a tolerance is below 0")
    return NumberAnswer(low=value - room, high=value + room, share=share, feedback=feedback)


def number_entry(answers: Sequence[NumberAnswer], refuse: Refuse, lost: Lost) -> dict[str, Any]:
    """Return the keys of a numerical item; where answers overlap, the first counts.

    Args:
        answers: In their order.
        refuse: Makes the error.
        lost: Takes up what a bank cannot hold.

    Raises:
        Exception: What ``refuse`` makes: no number earns all marks, any number does, those that
            do are not one range, or a wrong one before them lies among them.
    """
    full = [one for one in answers if one.share >= WHOLE_SHARE]
    if not full:
        raise refuse(None, "no answer is marked as wholly right")
    if any(one.low is None for one in full):
        raise refuse(None, "an answer with a wildcard * cannot be imported")
    right = max(full, key=lambda one: _high(one) - _low(one))
    if any(not _within(one, right) for one in full):
        raise refuse(answers.index(full[1]), SEVERAL)
    first = answers.index(full[0])
    for number, one in enumerate(answers[:first]):
        if one.low is not None and _low(one) <= _high(right) and _high(one) >= _low(right):
            raise refuse(number, "a right number is also marked as wrong")
    value, room = (_low(right) + _high(right)) / 2, (_high(right) - _low(right)) / 2
    if any(one.value not in (None, value) for one in full):
        lost[OFF_CENTRE] = None
    said = list(dict.fromkeys(one.feedback for one in full if one.feedback))
    if len(said) > 1:
        lost[OF_SECOND] = None
    try:
        wrong = _wrong(answers, right, lost)
        data: dict[str, Any] = {"type": "numerical", "value": plain_number(value)}
        data |= {"tolerance": plain_number(room)} if room else {}
    except ValueError as error:
        raise refuse(first, str(error)) from None
    data["rationale"] = said[0] if said else ""
    return data | ({"anticipated": wrong} if wrong else {})


def _wrong(
    answers: Sequence[NumberAnswer], right: NumberAnswer, lost: Lost
) -> list[dict[str, Any]]:
    """Return the wrong numbers, each with its feedback, and take up what of them is lost."""
    found: dict[Decimal, str] = {}
    for one in answers:
        if one.share >= WHOLE_SHARE:
            continue
        if one.share > 0:
            lost[PART_MARKS] = None
        if one.low is None:
            if one.feedback:
                lost[ANY_OTHER] = None
            continue
        if one.low != one.high:
            lost[TOLERANCE_OF_WRONG] = None
        middle = (_low(one) + _high(one)) / 2
        if _low(right) <= middle <= _high(right) or found.get(middle, one.feedback) != one.feedback:
            if one.feedback:
                lost[OF_WRONG] = None
            continue
        found[middle] = one.feedback
    return [{"value": plain_number(value), "rationale": why} for value, why in found.items()]


def unit_spellings(units: Sequence[str], lost: Lost) -> dict[str, Any]:
    """Return the key of an item for spellings of its unit; one that a bank cannot hold is named."""
    held = [one for one in units if _UNIT.fullmatch(one) and len(one) <= _LONGEST_UNIT]
    if len(held) < len(units):
        lost[UNIT] = None
    return {"units": list(dict.fromkeys(held))} if held else {}


def _low(one: NumberAnswer) -> Decimal:
    assert one.low is not None  # the caller looked
    return one.low


def _high(one: NumberAnswer) -> Decimal:
    assert one.high is not None
    return one.high


def _within(one: NumberAnswer, other: NumberAnswer) -> bool:
    return _low(other) <= _low(one) and _high(one) <= _high(other)
