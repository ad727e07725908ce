"""A typed number of a QTI 1.2 item, as Canvas writes it: its right range and the wrong numbers."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from ipt_train.bank.exchange.qti12_rule import MarkingRule
from ipt_train.bank.exchange.qti12_shape import NUMBERS
from ipt_train.bank.exchange.share import OF_SECOND, Lost
from ipt_train.bank.exchange.typed_number import (
    NOT_UNDERSTOOD,
    OPEN_END,
    NumberAnswer,
    number_entry,
    number_of,
)
from ipt_train.bank.exchange.xml_read import Element

Range = tuple[Decimal, Decimal, Decimal | None]
"""Lower end, upper end, and the number that is named within them."""


def qti12_number(
    asked: Element, rule: MarkingRule, feedback: Callable[[list[str]], str], lost: Lost
) -> dict[str, Any]:
    """Return the keys of an item, but for its stem.

    Args:
        asked: The response.
        rule: The processing of the item.
        feedback: Returns what is said under names of feedback to one answer.
        lost: Takes up what a bank cannot hold.

    Raises:
        UnreadableError: The rule of marking is not known, or a bank cannot hold what it says.
    """
    if not rule.usual or rule.adds:
        raise asked.refuse(NOT_UNDERSTOOD)
    name = asked.attributes.get("ident", "")
    marked: list[NumberAnswer] = []
    told: list[NumberAnswer] = []
    marked_on = False
    for condition in rule.conditions:
        tests = [one for part in condition.each("conditionvar") for one in part.children]
        scores = rule.scores(condition)
        names = [one.attributes.get("linkrefid", "") for one in condition.each("displayfeedback")]
        if all(one.name in ("other", "unanswered", "not") for one in tests):
            if any(scores):
                raise condition.refuse(NOT_UNDERSTOOD)
            continue  # what is said of any answer is told of by whoever reads the feedback
        try:
            low, high, value = _range(tests, name, lost, window=rule.implied)
        except ValueError as error:
            raise condition.refuse(str(error)) from None
        if scores and marked_on:
            raise condition.refuse(NOT_UNDERSTOOD)  # a later one would take the marks back
        marked_on = marked_on or (
            bool(scores) and condition.attributes.get("continue", "No") == "Yes"
        )
        share = scores[-1] / rule.most if scores and rule.most else 0.0
        answer = NumberAnswer(
            low=low, high=high, share=share, feedback=feedback(names), value=value
        )
        (marked if scores else told).append(answer)
    return number_entry(_joined(marked, told, lost), lambda _, words: asked.refuse(words), lost)


def _joined(
    marked: Sequence[NumberAnswer], told: Sequence[NumberAnswer], lost: Lost
) -> list[NumberAnswer]:
    """Return the answers, each with what is said of it in a condition of its own."""
    ranges = {(one.low, one.high): one.feedback for one in reversed(told)}
    if len(ranges) < len(told):
        lost[OF_SECOND] = None
    found = []
    for one in marked:
        other = ranges.pop((one.low, one.high), "")
        texts = "\n\n".join(text for text in (one.feedback, other) if text)
        found.append(
            NumberAnswer(
                low=one.low, high=one.high, share=one.share, feedback=texts, value=one.value
            )
        )
    rest = [one for one in told if (one.low, one.high) in ranges]
    return [*found, *rest]


def _range(tests: Sequence[Element], name: str, lost: Lost, *, window: bool = False) -> Range:
    """Return the one range that tests, all of which are to hold, let through.

    Args:
        tests: The tests.
        name: The name of the response.
        lost: Takes up what a bank cannot hold.
        window: Whether a number may stand beside the ends of its range, as Blackboard writes it.

    Raises:
        ValueError: They let through something else.
    """
    if len(tests) == 1 and tests[0].name in ("and", "or"):
        inner = tests[0].children
        return _range(inner, name, lost) if tests[0].name == "and" else _either(inner, name, lost)
    if len(tests) == 1 and tests[0].name == "varequal":
        value = _number(tests[0], name)
        return value, value, value
    beside = [one for one in tests if one.name == "varequal"] if window else []
    tests = [one for one in tests if one not in beside]
    low = [one for one in tests if one.name in ("vargt", "vargte")]
    high = [one for one in tests if one.name in ("varlt", "varlte")]
    if len(low) != 1 or len(high) != 1 or len(tests) != 2:
        raise ValueError(NOT_UNDERSTOOD)
    if not {low[0].name, high[0].name} <= {"vargte", "varlte"}:
        lost[OPEN_END] = None
    ends = _number(low[0], name), _number(high[0], name)
    if ends[0] > ends[1]:
        raise ValueError("a range of right numbers ends before it begins")
    middle = _number(beside[0], name) if beside else None
    if len(beside) > 1 or (middle is not None and not ends[0] <= middle <= ends[1]):
        raise ValueError(NOT_UNDERSTOOD)
    return *ends, middle


def _either(tests: Sequence[Element], name: str, lost: Lost) -> Range:
    """Return the range that one of several tests lets through; one must hold all the others."""
    ranges = [_range([one], name, lost) for one in tests]
    if not ranges:
        raise ValueError(NOT_UNDERSTOOD)
    low, high, _ = max(ranges, key=lambda one: one[1] - one[0])
    if any(one[0] < low or one[1] > high for one in ranges):
        raise ValueError(NOT_UNDERSTOOD)
    return low, high, next((one[2] for one in ranges if one[2] is not None), None)


def _number(test: Element, name: str) -> Decimal:
    if test.name not in {"varequal", *NUMBERS} or test.attributes.get("respident") != name:
        raise ValueError(NOT_UNDERSTOOD)
    return number_of(test.text)
