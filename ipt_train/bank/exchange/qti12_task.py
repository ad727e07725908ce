"""What a QTI 1.2 item asks, as the keys of an item: one or several choices, an order, or a text."""

import re
from itertools import combinations
from typing import Any

from ipt_train.bank.exchange.draft import letter
from ipt_train.bank.exchange.qti12_number import qti12_number
from ipt_train.bank.exchange.qti12_parts import PATTERN, Qti12Parts, whole_only
from ipt_train.bank.exchange.qti12_rule import MarkingRule
from ipt_train.bank.exchange.qti12_text import GENERAL, RESPONSES, Qti12Texts
from ipt_train.bank.exchange.share import CAPITALS, FREE, PART_MARKS, Lost, Typed, keys, typed_texts
from ipt_train.bank.exchange.typed_number import NOT_UNDERSTOOD
from ipt_train.bank.exchange.xml_read import Element

_OTHER = "a marking rule of its own"
_MOST_OPTIONS = 9
"""Most options of a multiple response in a bank, all of whose sets are tried."""


_NUMBER_OF_PROGRAM = re.compile(r"(?:new_)?[0-9A-Fa-f-]{21,}|.{33,}|", re.S)


def _named(ident: str, number: int) -> str:
    """Return the name of an option, or a letter for the long numbers of a program."""
    return letter(number) if _NUMBER_OF_PROGRAM.fullmatch(ident) else ident


class Qti12Task:
    """One item on its way.

    Args:
        item: The item.
        shown: Its presentation.
        rule: Its processing.
        lost: Takes up what a bank cannot hold.
        kind: The type that it says it is; may be empty.
        texts: Its texts.
    """

    def __init__(
        self,
        item: Element,
        shown: Element,
        rule: MarkingRule,
        lost: Lost,
        kind: str,
        texts: Qti12Texts,
    ) -> None:
        self._item, self._rule, self._lost, self._kind = item, rule, lost, kind
        self._shown, self._texts = shown, texts
        self._asked = [one for one in shown.below() if one.name in RESPONSES]
        if not self._asked:
            raise item.refuse("the item asks nothing")
        if not rule.usual:
            lost[_OTHER] = None

    def data(self) -> dict[str, Any]:
        """Return the keys of the item."""
        stem = self._texts.asked(self._shown)
        first = self._asked[0]
        parts = Qti12Parts(self._asked, self._item, self._rule, self._lost, self._texts)
        if self._is_number():
            data = self._numerical(first)
        elif parts.apart:
            data = parts.apart_pairs()
        elif (
            len(self._asked) > 1
            or "matching" in self._kind.lower()
            or "multiple_blanks" in self._kind
            or self._kind == "Fill in the Blank Plus"
        ):
            data = parts.gaps_or_pairs(stem)
        elif first.name == "response_str":
            data = self._typed(first)
        elif first.attributes.get("rcardinality") == "Ordered":
            data = self._ordering(first)
        else:
            data = self._choice(first)
        if not data.get("stem", stem):
            raise self._shown.refuse("the item has no question")
        return {"stem": stem} | data

    def _choice(self, asked: Element) -> dict[str, Any]:
        name = asked.attributes.get("ident", "")
        labels = [one for one in asked.below() if one.name == "response_label"]
        idents = [one.attributes.get("ident", "") for one in labels]
        texts = [self._texts.of(one) for one in labels]
        multiple = asked.attributes.get("rcardinality") == "Multiple"
        alone = [self._rule.of({name: frozenset([ident])}) for ident in idents]
        if multiple:
            right = self._keys(name, idents)
        else:
            most = max((one.score for one in alone), default=0) or 1
            shares = [one.score / most for one in alone]
            right = keys(shares, lambda _, words: asked.refuse(words), self._lost, single=True)
        why = [
            self._texts.feedback(
                [
                    *(name for name in one.feedback if self._own(name, alone)),
                    *self._rule.of_option(ident),
                ]
            )
            for ident, one in zip(idents, alone, strict=True)
        ]
        if not multiple and sorted(text.lower() for text in texts) == ["false", "true"]:
            said = [text.lower() for text in texts]
            return {
                "type": "true-false",
                "key": said[right.index(True)] == "true",
                "rationale_true": why[said.index("true")],
                "rationale_false": why[said.index("false")],
            }
        options = [
            {
                "id": _named(idents[number], number),
                "text": text,
                **({"key": True} if key else {}),
                "rationale": because,
            }
            for number, (text, key, because) in enumerate(zip(texts, right, why, strict=True))
        ]
        kept = any(one.attributes.get("shuffle") == "No" for one in asked.each("render_choice"))
        return {
            "type": "multiple-response" if multiple else "single-best-answer",
            "options": options,
            **({"shuffle": False} if kept else {}),
        }

    def _ordering(self, asked: Element) -> dict[str, Any]:
        """Read an ordering question: its one rule names the elements in the right order."""
        name = asked.attributes.get("ident", "")
        labels = {
            one.attributes.get("ident", ""): self._texts.of(one)
            for one in asked.below()
            if one.name == "response_label"
        }
        order = self._rule.order(name)
        if sorted(order) != sorted(labels):
            raise asked.refuse("the right order does not name each element once")
        rows = [
            {"id": letter(number), "text": labels[ident], "rationale": ""}
            for number, ident in enumerate(order)
        ]
        return {"type": "ordering", "sequence": rows, **whole_only(self._item)}

    def _own(self, name: str, outcomes: list[Any]) -> bool:
        """Whether a piece of feedback is shown for one option alone."""
        return name not in GENERAL and sum(name in one.feedback for one in outcomes) == 1

    def _keys(self, name: str, idents: list[str]) -> list[bool]:
        """Return the smallest set of options that earns the most, by trying all of them."""
        if len(idents) > _MOST_OPTIONS:
            raise self._item.refuse(f"more than {_MOST_OPTIONS} options to choose from")
        sets = [
            frozenset(one) for size in range(len(idents) + 1) for one in combinations(idents, size)
        ]
        scores = {one: self._rule.of({name: one}).score for one in sets}
        most = max(scores.values())
        best = [one for one in sets if scores[one] == most]
        if most <= 0 or not best[0]:
            raise self._item.refuse("no answer is right")
        if any(not best[0] <= one for one in best):
            raise self._item.refuse("several sets of options earn the most marks")
        if len(best) > 1:
            self._lost[FREE] = None
        if any(0 < score < most for score in scores.values()):
            self._lost[PART_MARKS] = None
        return [ident in best[0] for ident in idents]

    def _is_number(self) -> bool:
        kinds = {
            one.attributes.get("fibtype", "")
            for one in self._shown.below()
            if one.name == "render_fib"
        }
        return (
            self._kind == "numerical_question"
            or bool(self._rule.numbers)
            or bool(kinds & {"Decimal", "Integer"})
        )

    def _numerical(self, asked: Element) -> dict[str, Any]:
        if asked.name == "response_lid" or len(self._asked) > 1:
            raise asked.refuse(NOT_UNDERSTOOD)
        told = lambda names: self._texts.feedback([one for one in names if one not in GENERAL])  # noqa: E731
        return qti12_number(asked, self._rule, told, self._lost)

    def _typed(self, asked: Element) -> dict[str, Any]:
        name = asked.attributes.get("ident", "")
        said = dict(self._rule.texts(name))
        if self._rule.is_pattern(name):
            raise asked.refuse(PATTERN)
        if not said:
            raise asked.refuse("an essay has no answers to import")
        if any(said.values()):
            self._lost[CAPITALS] = None
        outcomes = {text: self._rule.of({name: frozenset([text])}) for text in said}
        most = max(one.score for one in outcomes.values()) or 1
        general = (
            set.intersection(*(set(one.feedback) for one in outcomes.values()))
            if len(said) > 1
            else set()
        )
        general -= {"correct_fb"}
        typed = [
            Typed(
                share=one.score / most,
                text=text,
                feedback=self._texts.feedback(
                    [fb for fb in one.feedback if fb not in GENERAL and fb not in general]
                ),
            )
            for text, one in outcomes.items()
        ]
        found = typed_texts(
            typed, lambda _, words: asked.refuse(words), self._lost, wildcards=False
        )
        return found.short_answer()
