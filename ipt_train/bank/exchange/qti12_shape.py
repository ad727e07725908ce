"""The elements that the processing of a QTI 1.2 item is made of: which are understood, and which give marks."""

import re
from math import isfinite

from ipt_train.bank.exchange.xml_read import Element

NUMBERS = frozenset("vargt vargte varlt varlte".split())
"""Tests of numbers."""

_PARTS: dict[str, frozenset[str]] = {
    **dict.fromkeys("and or not other conditionvar outcomes".split(), frozenset()),
    "resprocessing": frozenset(["scoremodel"]),
    "varequal": frozenset(["respident", "case"]),
    **dict.fromkeys(NUMBERS, frozenset(["respident"])),
    "varsubset": frozenset(["respident", "setmatch"]),
    "unanswered": frozenset(["respident"]),
    "decvar": frozenset(["maxvalue", "minvalue", "varname", "vartype", "defaultval"]),
    "respcondition": frozenset(["continue", "title"]),
    "setvar": frozenset(["action", "varname", "variablename"]),
    "displayfeedback": frozenset(["linkrefid", "feedbacktype"]),
}
"""What marking is made of that is understood, and its attributes."""
LEAVES = NUMBERS | frozenset(
    "varequal varsubset unanswered other decvar setvar displayfeedback".split()
)
PER_CENT = frozenset(["PartialCreditPercent", "NegativeCreditPercent"])
"""How Blackboard says which share of the marks each pair of a matching earns."""
IMPLIED = frozenset(["Fill in the Blank", "Numeric", "Matching"])
"""Types of Blackboard whose right answers earn all marks without a word about them."""
_VALUES = {
    "continue": r"Yes|No",
    "case": r"Yes|No",
    "setmatch": r"Exact|Partial",
    "action": r"Set|Add|Subtract",
    "varname": r"SCORE",
    "variablename": r"SCORE",
    "feedbacktype": r"Response|Solution|Hint",
    "vartype": r"Decimal|Integer|Scientific",
    "scoremodel": r"SumOfScores",
    "defaultval": r"0*(\.0*)?",
    "minvalue": r"0*(\.0*)?",
    "title": r"correct|incorrect|[0-9A-Fa-f-]{8,}|",
}
"""What attributes say there."""


def marks(condition: Element) -> list[Element]:
    """Return what sets the marks, and not their shares in per cent."""
    return [
        one
        for one in condition.each("setvar")
        if not PER_CENT & {*one.attributes, *one.attributes.values()}
    ]


def is_plain(one: Element, kind: str) -> bool:
    """Whether an element says nothing but what is understood."""
    if kind == "Matching" and one.name == "setvar" and not one.children:
        words = {*one.attributes, *one.attributes.values()}
        if words & PER_CENT and words <= {*PER_CENT, "variablename", "action", "Set", "SCORE"}:
            return True
    if one.name not in _PARTS or not set(one.attributes) <= _PARTS[one.name]:
        return False
    if not all(
        re.fullmatch(_VALUES.get(name, ".*"), value) for name, value in one.attributes.items()
    ):
        return False
    return not one.children if one.name in LEAVES else not one.text.strip()


def finite(text: str) -> float | None:
    """Return a text as a number; None where it is none, or not finite."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if isfinite(number) else None
