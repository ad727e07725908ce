"""A typed number of a QTI 2.1 item: its right range, as the rule of marking says it."""

import re
from decimal import Decimal
from typing import Any

from ipt_train.bank.exchange.qti_feedback import Feedback
from ipt_train.bank.exchange.qti_rule import number_tests
from ipt_train.bank.exchange.qti_text import QtiTexts
from ipt_train.bank.exchange.typed_number import (
    NOT_UNDERSTOOD,
    OPEN_END,
    SEVERAL,
    NumberAnswer,
    number_entry,
    number_of,
)
from ipt_train.bank.exchange.xml_read import Element

_FORESEEN = re.compile(r"why-[1-9]\d{0,3}", re.A)


def qti_number(
    root: Element, declaration: Element, why: Feedback, texts: QtiTexts
) -> dict[str, Any]:
    """Return the keys of an item, but for its stem.

    Wrong numbers stand in our own files only: as titles of their feedback.

    Raises:
        UnreadableError: The rule of marking is not known, or a bank cannot hold what it says.
    """
    tests = number_tests(root)
    if tests is None or len(tests) > 1:
        raise declaration.refuse(NOT_UNDERSTOOD)
    key = declaration.first("correctResponse")
    values = key.each("value") if key else []
    if len(values) != 1 or declaration.attributes.get("cardinality", "single") != "single":
        raise declaration.refuse(SEVERAL if values else "no number is marked as right")
    try:
        value = number_of(values[0].text)
        below, above = _room(tests[0], texts) if tests else (Decimal(0), Decimal(0))
        right = NumberAnswer(
            low=value - below,
            high=value + above,
            share=1.0,
            feedback=why.of("why-key"),
            value=value,
        )
        wrong = _foreseen(root, why) if root.attributes.get("toolName") == "ipt-train" else []
    except ValueError as error:
        raise declaration.refuse(str(error)) from None
    return number_entry([right, *wrong], lambda _, words: declaration.refuse(words), texts.lost)


def _room(test: Element, texts: QtiTexts) -> tuple[Decimal, Decimal]:
    """Return how far below and above the right number an answer may be.

    Raises:
        ValueError: The rule says it in another way.
    """
    mode = "exact" if test.name == "match" else test.attributes.get("toleranceMode", "exact")
    if mode == "exact":
        return Decimal(0), Decimal(0)
    if mode == "relative":
        raise ValueError("numerical questions with a tolerance in per cent cannot be imported")
    sizes = [number_of(one) for one in test.attributes.get("tolerance", "").split()]
    if mode != "absolute" or len(sizes) not in (1, 2) or min(sizes) < 0:
        raise ValueError(NOT_UNDERSTOOD)
    ends = {test.attributes.get(f"include{end}Bound", "true") for end in ("Lower", "Upper")}
    if not ends <= {"true", "1", "false", "0"}:
        raise ValueError(NOT_UNDERSTOOD)
    if ends & {"false", "0"}:
        texts.lost[OPEN_END] = None
    return sizes[0], sizes[-1]


def _foreseen(root: Element, why: Feedback) -> list[NumberAnswer]:
    found = []
    for one in root.each("modalFeedback"):
        name = one.attributes.get("identifier", "")
        if _FORESEEN.fullmatch(name):
            number = number_of(one.attributes.get("title", ""))
            found.append(NumberAnswer(low=number, high=number, share=0.0, feedback=why.of(name)))
    return found
