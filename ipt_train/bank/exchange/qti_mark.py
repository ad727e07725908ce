"""What answers to a QTI 2.1 item earn: its right answer, its mapping, and the rule that it names."""

from collections.abc import Iterator, Sequence
from math import isfinite

from ipt_train.bank.exchange.qti_rule import maps
from ipt_train.bank.exchange.share import Lost, Refuse, keys, tell
from ipt_train.bank.exchange.xml_read import Element

ANY_MARKS = "marks for any other answer"


class Marks:
    """The right answer to one question of an item and the marks of its mapping.

    Args:
        root: The item.
        declaration: The declaration of the response.

    Attributes:
        correct: The values of the right answer.
        of: Marks by value; empty where no mapping counts.
        most: The most marks that one value earns; 1 without a mapping.
        capitals: Whether small and capital letters differ.

    Raises:
        UnreadableError: The mapping is none.
    """

    def __init__(self, root: Element, declaration: Element) -> None:
        self._declaration = declaration
        right = declaration.first("correctResponse")
        self.correct = [one.text.strip() for one in right.each("value")] if right else []
        mapping = declaration.first("mapping") if maps(root) or not self.correct else None
        entries = mapping.each("mapEntry") if mapping else []
        self.of = {_key(one): _number(one, "mappedValue") for one in entries}
        self.most = max((mark for mark in self.of.values() if mark > 0), default=1.0)
        self.capitals = not entries or any(
            one.attributes.get("caseSensitive", "true") in ("true", "1") for one in entries
        )
        self._rest = _number(mapping, "defaultValue") if mapping else 0.0

    def texts(self) -> Iterator[tuple[str, float]]:
        """Yield each text that is named and its share of the most marks, the right one first."""
        for text in dict.fromkeys((*self.correct, *self.of)):
            yield text, self.of.get(text, self.most) / self.most

    def keys(self, names: Sequence[str], lost: Lost, *, single: bool) -> list[bool]:
        """Return which options are keys, and take up what a bank cannot hold of the marks.

        Raises:
            UnreadableError: No option is, several are where one is chosen, or another one than
                the right answer earns the most.
        """
        refuse = refusing(self._declaration)
        marks = [self.of.get(name, self._rest) for name in names]
        whole = self.most if single else sum(mark for mark in marks if mark > 0) or 1.0
        shares = [mark / whole for mark in marks]
        if not self.correct:
            return keys(shares, refuse, lost, single=single)
        found = [name in self.correct for name in names]
        if single and len(self.correct) > 1:
            raise refuse(None, "several answers are right, but only one can be chosen")
        if not any(found):
            raise refuse(None, "the right answer is not one of the options")
        if self.of:
            if single and keys(shares, refuse, lost, single=True) != found:
                raise refuse(None, "an answer other than the right one earns the most marks")
            tell(shares, found, lost, single=single)
        return found

    def tell(self, lost: Lost) -> None:
        """Take up marks that every answer earns."""
        if self._rest > 0:
            lost[ANY_MARKS] = None


def refusing(declaration: Element) -> Refuse:
    """Return what makes errors at the declaration of a response."""
    return lambda _, message: declaration.refuse(message)


def _key(entry: Element) -> str:
    if "mapKey" not in entry.attributes:
        raise entry.refuse("a mapEntry needs mapKey and a number as mappedValue")
    return entry.attributes["mapKey"]


def _number(element: Element, name: str) -> float:
    """Return an attribute, or the text where none is named, as a number; 0 where it is left out."""
    said = element.attributes.get(name, "0") if name else element.text.strip()
    try:
        number = float(said)
        if isfinite(number):
            return number
        raise ValueError
    except ValueError:
        raise element.refuse(f"{name or said} is not a number") from None
