"""The response processing of a QTI 1.2 item, as Canvas and Blackboard write it: what a response earns and is told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ipt_train.bank.exchange.qti12_shape import (
    IMPLIED,
    NUMBERS,
    finite,
    is_plain,
    marks,
)
from ipt_train.bank.exchange.xml_read import Element

Answer = Mapping[str, frozenset[str]]
"""What was chosen or typed at each response, by its name."""


@dataclass(slots=True)
class Earned:
    """What a response earns, and which pieces of feedback it is shown."""

    score: float = 0.0
    feedback: list[str] = field(default_factory=list)


class MarkingRule:
    """The processing of one item.

    Args:
        item: The item.
        kind: The type that it says it is; may be empty.

    Attributes:
        conditions: What is gone through in its order.
        most: The most marks that it names.
        usual: Whether all of it is understood.
        implied: Whether a condition without marks means all of them, as Blackboard writes it.
    """

    def __init__(self, item: Element, kind: str = "") -> None:
        self.implied = kind in IMPLIED
        self.conditions = [
            one for part in item.each("resprocessing") for one in part.each("respcondition")
        ]
        self._many = {
            one.attributes.get("ident")
            for one in item.below()
            if one.attributes.get("rcardinality") == "Multiple"
        }
        parts = [one for condition in self.conditions for one in condition.below()]
        self.usual = all(
            is_plain(one, kind) for part in item.each("resprocessing") for one in part.below()
        )
        self.numbers = [one for one in parts if one.name in NUMBERS]
        declared = [
            one.attributes.get("maxvalue", "")
            for part in item.below()
            if part.name == "outcomes"
            for one in part.each("decvar")
        ]
        self._declared = next((value for text in declared if (value := finite(text))), None)
        named = [abs(value) for one in self.conditions for value in self.scores(one)]
        self.most = max([value for value in named if value], default=0.0)
        self.adds = any(
            one.name == "setvar" and one.attributes.get("action", "Set") != "Set" for one in parts
        )

    def of(self, answer: Answer) -> Earned:
        """Return what an answer earns and is shown."""
        found = Earned()
        for condition in self.conditions:
            tests = [one for part in condition.each("conditionvar") for one in part.children]
            if not self._all(tests, answer):
                continue
            for action, value in zip(self._actions(condition), self.scores(condition), strict=True):
                found.score = {"Add": found.score + value, "Subtract": found.score - value}.get(
                    action, value
                )
            found.feedback += [
                one.attributes.get("linkrefid", "") for one in condition.each("displayfeedback")
            ]
            if condition.attributes.get("continue", "No") != "Yes":
                break
        return found

    def scores(self, condition: Element) -> list[float]:
        """Return the marks that a condition names or implies."""
        named = [self._value(one) for one in marks(condition)]
        return named or ([1.0] if self._implies(condition) else [])

    def _actions(self, condition: Element) -> list[str]:
        named = [one.attributes.get("action", "Set") for one in marks(condition)]
        return named or (["Set"] if self._implies(condition) else [])

    def _implies(self, condition: Element) -> bool:
        tests = [one for part in condition.each("conditionvar") for one in part.below()]
        compared = any(one.name in {"varequal", *NUMBERS} and one.text.strip() for one in tests)
        return self.implied and compared and condition.attributes.get("title") != "incorrect"

    def of_option(self, ident: str) -> list[str]:
        """Return the feedback to one option where Blackboard names the option as a response."""
        return [
            one.attributes.get("linkrefid", "")
            for condition in self.conditions
            if any(
                test.name == "varequal"
                and test.attributes.get("respident") == ident
                and not test.text.strip()
                for test in condition.below()
            )
            for one in condition.each("displayfeedback")
        ]

    def is_pattern(self, response: str) -> bool:
        """Whether a response is compared with a part of a text or a pattern."""
        return any(
            one.name in ("varsubset", "varsubstring")
            and one.attributes.get("respident") == response
            for condition in self.conditions
            for one in condition.below()
        )

    def order(self, response: str) -> list[str]:
        """Return what a response names in the one condition that earns marks, in its order."""
        earning = [one for one in self.conditions if any(self.scores(one))]
        if len(earning) != 1:
            return []
        tests = _tests(earning[0])
        if len(tests) == 1 and tests[0].name == "and":
            tests = tests[0].children
        plain = all(one.name == "varequal" for one in tests)
        same = all(one.attributes.get("respident") == response for one in tests)
        return [one.text.strip() for one in tests] if plain and same else []

    def partners(self, response: str) -> list[str]:
        """Return which labels earn marks for one prompt of a matching; none where that is not plain."""
        labels: dict[str, None] = {}
        for condition in self.conditions:
            about = [
                one for one in condition.below() if one.attributes.get("respident") == response
            ]
            if not about or not any(self.scores(condition)) or _share_of(condition) == 0:
                continue
            tests = _tests(condition)
            if tests != about or tests[0].name != "varequal":
                return []
            labels |= dict.fromkeys(one.text.strip() for one in tests)
        return list(labels)

    def together(self) -> dict[str, list[str]]:
        """Return the right texts of each response where one condition asks for all of them at once.

        Empty where marks are given in another way.
        """
        earning = [one for one in self.conditions if any(self.scores(one))]
        tests = [
            one for part in earning for when in part.each("conditionvar") for one in when.children
        ]
        if len(earning) != 1 or len(tests) != 1 or tests[0].name != "and":
            return {}
        accepted: dict[str, list[str]] = {}
        for one in tests[0].children:
            texts = one.children if one.name == "or" else [one]
            names = {text.attributes.get("respident", "") for text in texts}
            if (
                len(names) != 1
                or any(text.name != "varequal" for text in texts)
                or names & accepted.keys()
            ):
                return {}
            accepted[names.pop()] = [text.text.strip() for text in texts]
        return accepted

    def per_cent(self) -> tuple[list[float], list[float]]:
        """Return which shares of the marks conditions give, and which they take off, in per cent."""
        given: dict[str, list[float]] = {"PartialCreditPercent": [], "NegativeCreditPercent": []}
        for condition in self.conditions:
            for one in condition.each("setvar"):
                for name in given.keys() & {*one.attributes, *one.attributes.values()}:
                    given[name].append(finite(one.text) or 0.0)
        return given["PartialCreditPercent"], given["NegativeCreditPercent"]

    def _all(self, tests: list[Element], answer: Answer) -> bool:
        """Whether tests hold; of texts that a response of one value may have, one is enough."""
        either = [
            one
            for one in tests
            if one.name == "varequal" and one.attributes.get("respident") not in self._many
        ]
        rest = [one for one in tests if one not in either] if either else tests
        said = not either or any(_holds(one, answer) for one in either)
        return said and all(_holds(one, answer) for one in rest)

    def texts(self, response: str) -> Iterator[tuple[str, bool]]:
        """Yield the texts that a response is compared with, and whether capitals count."""
        for condition in self.conditions:
            for one in condition.below():
                if one.name == "varequal" and one.attributes.get("respident") == response:
                    yield one.text.strip(), one.attributes.get("case", "No") == "Yes"

    def _value(self, one: Element) -> float:
        """Return the marks that a ``setvar`` names; 0 for none."""
        text = one.text.strip()
        if text.upper() in ("SCORE.MAX", "SCORE.CORRECT"):
            return self._declared or 1.0
        return finite(text) or 0.0


def _tests(condition: Element) -> list[Element]:
    return [one for part in condition.each("conditionvar") for one in part.children]


def _share_of(condition: Element) -> float | None:
    """Return which share of the marks a condition gives, in per cent; None where it does not say."""
    shares = [
        one
        for one in condition.each("setvar")
        if "PartialCreditPercent" in {*one.attributes, *one.attributes.values()}
    ]
    return finite(shares[0].text) if shares else None


def _holds(test: Element, answer: Answer) -> bool:
    inner = (_holds(one, answer) for one in test.children)
    given = answer.get(test.attributes.get("respident", ""), frozenset())
    match test.name:
        case "varequal" | "varsubset":
            holds = test.text.strip() in given
        case "and":
            holds = all(inner)
        case "or":
            holds = any(inner)
        case "not":
            holds = not all(inner)
        case "unanswered":
            holds = not given
        case _:
            holds = test.name == "other"
    return holds
