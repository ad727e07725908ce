"""What a QTI 1.2 item asks, as the keys of an item: one or several choices, texts, pairs, gaps."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from ipt_train.bank.exchange.draft import letter
from ipt_train.bank.exchange.foreign_text import foreign_text
from ipt_train.bank.exchange.qti12_number import qti12_number
from ipt_train.bank.exchange.qti12_rule import MarkingRule
from ipt_train.bank.exchange.share import (
    CAPITALS,
    FREE,
    PART_MARKS,
    UNEQUAL_GAPS,
    Lost,
    Typed,
    keys,
    typed_texts,
)
from ipt_train.bank.exchange.typed_number import NOT_UNDERSTOOD
from ipt_train.bank.exchange.xml_read import Element

GENERAL = ("general_fb", "general", "_explanation", "general_feedback")
_WHOLE = "feedback on the whole answer"
_OTHER = "a marking rule of its own"
_MOST_OPTIONS = 9
"""Most options of a multiple response in a bank, all of whose sets are tried."""


def _named(ident: str, number: int) -> str:
    """Return the name of an option, or a letter for the long numbers of a program."""
    return ident if 0 < len(ident) <= 20 else letter(number)


class Qti12Task:
    """One item on its way.

    Args:
        item: The item.
        shown: Its presentation.
        rule: Its processing.
        lost: Takes up what a bank cannot hold.
        kind: The type that it says it is; may be empty.
    """

    def __init__(
        self, item: Element, shown: Element, rule: MarkingRule, lost: Lost, kind: str
    ) -> None:
        self._item, self._rule, self._lost, self._kind = item, rule, lost, kind
        self._shown = shown
        self._asked = [one for one in shown.below() if one.name in ("response_lid", "response_str")]
        if not self._asked:
            raise item.refuse("the item asks nothing")
        self._pieces = {
            one.attributes.get("ident", ""): self.text(one) for one in item.each("itemfeedback")
        }
        self._used: set[str] = set()
        if not rule.usual:
            lost[_OTHER] = None

    def text(self, element: Element, without: tuple[str, ...] = ()) -> str:
        """Return the texts of material in an element."""
        return "\n\n".join(piece for piece in self._texts(element, without) if piece)

    def _texts(self, element: Element, without: tuple[str, ...]) -> Iterator[str]:
        for one in element.children:
            if one.name in ("mattext", "matemtext", "mat_formattedtext"):
                said = one.attributes.get("texttype") or one.attributes.get("type", "text/plain")
                form = "plain" if "plain" in said.lower() else "html"
                if one.name == "mat_formattedtext" and said == "SMART_TEXT":
                    form = "auto"
                yield foreign_text(one.text, form, self._lost)
            elif one.name not in without:
                yield from self._texts(one, without)

    def data(self) -> dict[str, Any]:
        """Return the keys of the item."""
        stem = self.text(self._shown, ("response_lid", "response_str"))
        if self._is_number():
            data = self._numerical(self._asked[0])
        elif (
            len(self._asked) > 1
            or "matching" in self._kind.lower()
            or "multiple_blanks" in self._kind
        ):
            data = self._several(stem)
        elif self._asked[0].name == "response_str":
            data = self._typed(self._asked[0])
        else:
            data = self._choice(self._asked[0])
        if not data.get("stem", stem):
            raise self._shown.refuse("the item has no question")
        return {"stem": stem} | data

    def feedback(self, names: tuple[str, ...] | list[str]) -> str:
        """Return what is said under some names, and remember that it is kept."""
        kept = [name for name in dict.fromkeys(names) if self._pieces.get(name)]
        self._used |= set(kept)
        return "\n\n".join(self._pieces[name] for name in kept)

    def tell(self) -> None:
        """Take up feedback that no option has."""
        if any(text and name not in self._used for name, text in self._pieces.items()):
            self._lost[_WHOLE] = None

    def _choice(self, asked: Element) -> dict[str, Any]:
        name = asked.attributes.get("ident", "")
        labels = [one for one in asked.below() if one.name == "response_label"]
        idents = [one.attributes.get("ident", "") for one in labels]
        texts = [self.text(one) for one in labels]
        multiple = asked.attributes.get("rcardinality") == "Multiple"
        alone = [self._rule.of({name: frozenset([ident])}) for ident in idents]
        if multiple:
            right = self._keys(name, idents)
        else:
            most = max((one.score for one in alone), default=0) or 1
            shares = [one.score / most for one in alone]
            right = keys(shares, lambda _, words: asked.refuse(words), self._lost, single=True)
        why = [self.feedback([fb for fb in one.feedback if self._own(fb, alone)]) for one in alone]
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
        if asked.name != "response_str" or len(self._asked) > 1:
            raise asked.refuse(NOT_UNDERSTOOD)
        told = lambda names: self.feedback([one for one in names if one not in GENERAL])  # noqa: E731
        return qti12_number(asked, self._rule, told, self._lost)

    def _typed(self, asked: Element) -> dict[str, Any]:
        name = asked.attributes.get("ident", "")
        said = dict(self._rule.texts(name))
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
                feedback=self.feedback(
                    [fb for fb in one.feedback if fb not in GENERAL and fb not in general]
                ),
            )
            for text, one in outcomes.items()
        ]
        found = typed_texts(
            typed, lambda _, words: asked.refuse(words), self._lost, wildcards=False
        )
        return found.short_answer()

    def _several(self, stem: str) -> dict[str, Any]:
        """Read one response a prompt, or one a gap that stands in brackets in the stem."""
        names = [one.attributes.get("ident", "") for one in self._asked]
        gaps = [name.removeprefix("response_") for name in names]
        passage, at = stem, [f"[{gap}]" for gap in gaps]
        if all(mark in stem for mark in at):
            rows = [self._gap(one, f"gap-{number}") for number, one in enumerate(self._asked, 1)]
            for number, mark in enumerate(at, 1):
                passage = passage.replace(mark, f"{{{{gap-{number}}}}}", 1)
            self._weigh(names)
            return {"type": "cloze", "stem": "Fill the gaps.", "passage": passage, "gaps": rows}
        return self._pairs(names)

    def _right(self, asked: Element) -> dict[str, float]:
        """Return what each answer to one of several responses earns."""
        name = asked.attributes.get("ident", "")
        labels = [
            one.attributes.get("ident", "") for one in asked.below() if one.name == "response_label"
        ]
        every = labels or [text for text, _ in self._rule.texts(name)]
        return {one: self._rule.of({name: frozenset([one])}).score for one in every}

    def _gap(self, asked: Element, name: str) -> dict[str, Any]:
        scores = self._right(asked)
        most = max(scores.values(), default=0)
        texts = {
            one.attributes.get("ident", ""): self.text(one)
            for one in asked.below()
            if one.name == "response_label"
        }
        typed = [
            Typed(share=score / most if most > 0 else 0, text=texts.get(ident, ident), feedback="")
            for ident, score in scores.items()
        ]
        return typed_texts(
            typed, lambda _, words: asked.refuse(words), self._lost, wildcards=False
        ).gap(name, self._lost)

    def _pairs(self, names: list[str]) -> dict[str, Any]:
        options: dict[str, dict[str, str]] = {}
        prompts = []
        for number, asked in enumerate(self._asked):
            texts = {
                one.attributes.get("ident", ""): self.text(one)
                for one in asked.below()
                if one.name == "response_label"
            }
            prompt = self.text(asked, ("render_choice",))
            if not prompt or not all(texts.values()):
                raise asked.refuse(
                    "a matching question whose options are not with its prompts cannot be imported"
                )
            scores = self._right(asked)
            right = [ident for ident, score in scores.items() if score > 0]
            if len(right) != 1:
                raise asked.refuse("a prompt needs one option that is right")
            for text in texts.values():
                options.setdefault(
                    text, {"id": f"o{len(options) + 1}", "text": text, "rationale": ""}
                )
            key = options[texts[right[0]]]["id"]
            prompts.append({"id": letter(number), "text": prompt, "key": key, "rationale": ""})
        self._weigh(names)
        return {"type": "matching", "prompts": prompts, "options": list(options.values())}

    def _weigh(self, names: list[str]) -> None:
        most = [max(self._right(one).values(), default=0) for one in self._asked]
        if names and max(most) - min(most) > 0.011 * max(most):
            self._lost[UNEQUAL_GAPS] = None
