"""The response processing of a QTI 2.1 item: whether it marks as a bank does.

A bank gives all marks to the right answer, or those of a mapping. Of processing that is written out,
just these rules are known; any other is named.
"""

from collections.abc import Iterable
from math import isfinite

from ipt_train.bank.exchange.share import PART_MARKS, Lost
from ipt_train.bank.exchange.xml_read import Element

OTHER_RULE = "a marking rule of its own"
_SCORE = "SCORE"
_TEMPLATES = ("match_correct", "map_response")


_PARTS: dict[str, frozenset[str]] = {
    "responseProcessing": frozenset(["template", "templateLocation"]),
    **dict.fromkeys(
        ("variable", "correct", "mapResponse", "setOutcomeValue"), frozenset(["identifier"])
    ),
    "baseValue": frozenset(["baseType"]),
    "equal": frozenset(["toleranceMode", "tolerance", "includeLowerBound", "includeUpperBound"]),
    **dict.fromkeys(
        "responseCondition responseIf responseElseIf responseElse match isNull sum multiple".split(),
        frozenset(),
    ),
}
"""The elements of the known rules, and their attributes."""
_LEAVES = frozenset(["variable", "correct", "mapResponse", "baseValue"])


def maps(root: Element) -> bool:
    """Whether marks come from the mapping of a response, or may do so for all that is said."""
    processing = root.first("responseProcessing")
    if processing is None:
        return True
    template = _template(processing)
    if template or not processing.children:
        return template != "match_correct"
    return any(one.name == "mapResponse" for one in processing.below())


def tell_rule(root: Element, lost: Lost) -> None:
    """Take up what the response processing of an item does beside the usual rules."""
    processing = root.first("responseProcessing")
    if processing is None or (not processing.children and not processing.attributes):
        return
    if not all(_is_plain(one) for one in processing.below()):
        lost[OTHER_RULE] = None
    if template := _template(processing):
        named = {_end(value) for value in processing.attributes.values()}
        if len(named) > 1 or template not in _TEMPLATES or processing.children:
            lost[OTHER_RULE] = None
        return
    rule = _Processing(root)
    if not rule.is_usual(processing.children):
        lost[OTHER_RULE] = None
    if rule.part_marks:
        lost[PART_MARKS] = None


def number_tests(root: Element) -> list[Element] | None:
    """Return what compares a typed number with the right one, or None where marking is another.

    A template that asks for the very number gives an empty list.
    """
    lost: Lost = {}
    tell_rule(root, lost)
    processing = root.first("responseProcessing")
    if lost or processing is None or not (processing.children or processing.attributes):
        return None
    if template := _template(processing):
        return [] if template == "match_correct" else None
    tests = [one for one in processing.below() if one.name in ("match", "equal", "mapResponse")]
    compared = tests and all(
        one.name != "mapResponse" and one.children[-1].name == "correct" for one in tests
    )
    return tests if compared else None


def _template(processing: Element) -> str:
    said = processing.attributes.get("template") or processing.attributes.get(
        "templateLocation", ""
    )
    return _end(said)


def _end(uri: str) -> str:
    return uri.removesuffix(".xml").rstrip("/").rsplit("/", 1)[-1]


def _is_plain(one: Element) -> bool:
    """Whether an element has nothing that the known rules have not."""
    if not set(one.attributes) <= _PARTS.get(one.name, frozenset()) or one.name not in _PARTS:
        return False
    return not one.children if one.name in _LEAVES else not one.text.strip()


class _Processing:
    """Goes through the processing of an item."""

    def __init__(self, root: Element) -> None:
        self._keys = {
            one.attributes.get("identifier", ""): {
                v.text.strip() for v in one.below() if v.name == "value"
            }
            for one in root.each("responseDeclaration")
        }
        self._numbers = {
            one.attributes.get("identifier", "")
            for one in root.each("responseDeclaration")
            if one.attributes.get("baseType") in ("float", "integer")
        }
        self._shown = {
            one.attributes["outcomeIdentifier"]
            for one in root.below()
            if "outcomeIdentifier" in one.attributes
        }
        self._shown |= {"FEEDBACK"}
        self._most = max(
            (score for one in root.below() if (score := self._score(one))), default=0.0
        )
        self.part_marks = False

    def is_usual(self, statements: Iterable[Element]) -> bool:
        """Whether statements mark as a bank does."""
        marked = False
        for one in statements:
            if one.name == "responseCondition" and not one.attributes:
                if not self._condition(one):
                    return False
                marked = marked or any(
                    part.name == "setOutcomeValue" and self._marks(part) for part in one.below()
                )
            elif one.name != "setOutcomeValue" or not self._set(one, None):
                return False
            else:
                marked = marked or self._marks(one)
        return marked

    def _condition(self, condition: Element) -> bool:
        for number, branch in enumerate(condition.children):
            names = ("responseIf",) if number == 0 else ("responseElseIf", "responseElse")
            if branch.name not in names or branch.attributes:
                return False
            statements = list(branch.children)
            right: bool | None = False
            if branch.name != "responseElse":
                if not statements:
                    return False
                right = self._is_right(statements.pop(0))
                if right is None:
                    return False
            for one in statements:
                if one.name != "setOutcomeValue" or not self._set(one, right):
                    return False
        return True

    def _is_right(self, test: Element) -> bool | None:
        """Return whether a test holds for right answers or for wrong ones; None for another test."""
        parts = test.children
        if test.name != "equal" and test.attributes:
            return None
        if not parts or not self._is_response(parts[0]):
            return None
        name = parts[0].attributes["identifier"]
        if test.name == "isNull" and len(parts) == 1:
            return False
        if test.name == "equal" and name not in self._numbers:
            return None
        if test.name not in ("match", "equal") or len(parts) != 2:
            return None
        if parts[1].name == "correct" and parts[1].attributes == {"identifier": name}:
            return True
        if parts[1].name == "baseValue" and test.name == "match":
            return parts[1].text.strip() in self._keys[name]
        return None

    def _is_response(self, one: Element) -> bool:
        return one.name in ("variable", "mapResponse") and (
            list(one.attributes) == ["identifier"] and one.attributes["identifier"] in self._keys
        )

    def _set(self, one: Element, right: bool | None) -> bool:
        """Whether a result is set as a bank would: the score, or what chooses the feedback."""
        if list(one.attributes) != ["identifier"] or len(one.children) != 1:
            return False
        value = one.children[0]
        if one.attributes["identifier"] != _SCORE:
            parts = value.children if value.name == "multiple" else [value]
            plain = all(part.name in ("variable", "baseValue") for part in parts)
            return plain and one.attributes["identifier"] in self._shown
        score = self._score(one)
        if score is None:
            mapped = value.children if value.name == "sum" else [value]
            return all(part.name == "mapResponse" and self._is_response(part) for part in mapped)
        if right is None:
            return score == 0  # where it begins
        if right:
            self.part_marks = self.part_marks or 0 < score < self._most
            return score > 0
        self.part_marks = self.part_marks or 0 < score < self._most
        return score < self._most or self._most == 0

    def _marks(self, one: Element) -> bool:
        return one.attributes.get("identifier") == _SCORE

    def _score(self, one: Element) -> float | None:
        """Return the marks that a score is set to or raised by; None for another value."""
        if one.name != "setOutcomeValue" or not self._marks(one) or len(one.children) != 1:
            return None
        value = one.children[0]
        if value.name == "sum" and [part.name for part in value.children] == [
            "variable",
            "baseValue",
        ]:
            if value.children[0].attributes != {"identifier": _SCORE}:
                return None
            value = value.children[1]
        if value.name != "baseValue" or value.attributes.get("baseType") not in (
            "float",
            "integer",
        ):
            return None
        try:
            number = float(value.text)
        except ValueError:
            return None
        return number if isfinite(number) else None
