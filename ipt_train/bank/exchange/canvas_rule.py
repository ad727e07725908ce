"""The marking of a Canvas question: conditions that show feedback and give points."""

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from ipt_train.bank.core.model import NumberEntry
from ipt_train.bank.core.number import shown_number
from ipt_train.bank.exchange.canvas_package import el


def _condition(marks: ET.Element, *, go_on: bool) -> tuple[ET.Element, ET.Element]:
    condition = el(marks, "respcondition", **{"continue": "Yes" if go_on else "No"})
    return condition, el(condition, "conditionvar")


def explain(marks: ET.Element) -> None:
    """Show the explanation whatever is answered."""
    condition, when = _condition(marks, go_on=True)
    el(when, "other")
    el(condition, "displayfeedback", feedbacktype="Response", linkrefid="general_fb")


def show(marks: ET.Element, response: str, answer: str, feedback: str = "") -> None:
    """Show feedback to one answer: what is named, or that of an option."""
    condition, when = _condition(marks, go_on=True)
    el(when, "varequal", answer, respident=response)
    el(
        condition,
        "displayfeedback",
        feedbacktype="Response",
        linkrefid=feedback or f"{answer}_fb",
    )


def all_of(marks: ET.Element, response: str, keys: list[str], others: list[str]) -> None:
    """Give the points for all keys and none of the others."""
    condition, when = _condition(marks, go_on=False)
    holder = el(when, "and") if len(keys) + len(others) > 1 else when
    for key in keys:
        el(holder, "varequal", key, respident=response)
    for other in others:
        el(el(holder, "not"), "varequal", other, respident=response)
    el(condition, "setvar", "100", action="Set", varname="SCORE")


def one_of(
    marks: ET.Element,
    response: str,
    answers: Iterable[str],
    points: float,
    *,
    action: str = "Set",
    show: str = "",
) -> None:
    """Give points for one of some answers.

    Args:
        marks: The processing of the item.
        response: The name of the response.
        answers: Any of them is right.
        points: 0 to 100.
        action: ``Set`` or ``Add``, for one of several responses.
        show: The feedback that is shown with them; empty for none.
    """
    condition, when = _condition(marks, go_on=action == "Add")
    for answer in answers:
        el(when, "varequal", answer, respident=response)
    el(condition, "setvar", f"{points:.2f}", action=action, varname="SCORE")
    if show:
        el(condition, "displayfeedback", feedbacktype="Response", linkrefid=show)


def near(marks: ET.Element, task: NumberEntry) -> None:
    """Give the points for the value itself, and for what lies within its tolerance."""
    condition, when = _condition(marks, go_on=False)
    either = el(when, "or")
    el(either, "varequal", shown_number(task.value), respident="response1")
    between = el(either, "and")
    for name, end in (
        ("vargte", task.value - task.tolerance),
        ("varlte", task.value + task.tolerance),
    ):
        el(between, name, shown_number(end), respident="response1")
    el(condition, "setvar", "100", action="Set", varname="SCORE")
    el(condition, "displayfeedback", feedbacktype="Response", linkrefid="correct_fb")
