"""A QTI 1.2 item that asks several things at once: gaps in a text, or prompts with their options.

Canvas writes the options of a matching with each prompt. Blackboard writes them apart from the
prompts: the first label of each prompt stands for the first option, and so on.
"""

from typing import Any

from ipt_train.bank.exchange.draft import letter
from ipt_train.bank.exchange.qti12_rule import MarkingRule
from ipt_train.bank.exchange.qti12_text import RESPONSES, RIGHT_SIDE, Qti12Texts
from ipt_train.bank.exchange.share import (
    CAPITALS,
    TAKEN_OFF,
    UNEQUAL_GAPS,
    Lost,
    Typed,
    typed_texts,
)
from ipt_train.bank.exchange.xml_read import Element
from ipt_train.vocabulary import Credit

PATTERN = "an answer that is a pattern, or need only be a part of what is typed, cannot be imported"
_NEAR = 0.011
"""Shares are often written as whole per cents."""


def whole_only(item: Element) -> dict[str, str]:
    """Return the credit rule of an item whose only marks are for the whole answer.

    Blackboard says beside its rule whether a part of the answer earns a part of the marks.
    """
    shared = any(
        one.name == "bbmd_partialcredit" and one.text.strip() == "true" for one in item.below()
    )
    return {} if shared else {"credit": str(Credit.ALL_OR_NOTHING)}


class Qti12Parts:
    """Several responses of one item.

    Args:
        asked: The responses.
        item: The item.
        rule: Its processing.
        lost: Takes up what a bank cannot hold.
        texts: Its texts.

    Attributes:
        apart: Whether options stand apart from their prompts.
    """

    def __init__(
        self,
        asked: list[Element],
        item: Element,
        rule: MarkingRule,
        lost: Lost,
        texts: Qti12Texts,
    ) -> None:
        self._asked, self._item, self._rule = asked, item, rule
        self._lost, self._texts = lost, texts
        self._right_side = [
            one for one in item.below() if one.attributes.get("class") == RIGHT_SIDE
        ]
        self.apart = bool(self._right_side)

    def gaps_or_pairs(self, stem: str) -> dict[str, Any]:
        """Read one response a prompt, or one a gap that stands in brackets in the stem."""
        gaps = [one.attributes.get("ident", "").removeprefix("response_") for one in self._asked]
        passage, at = stem, [f"[{gap}]" for gap in gaps]
        if not all(mark in stem for mark in at):
            return self._pairs()
        together = self._rule.together()
        rows = [
            self._gap(one, f"gap-{number}", together) for number, one in enumerate(self._asked, 1)
        ]
        for number, mark in enumerate(at, 1):
            passage = passage.replace(mark, f"{{{{gap-{number}}}}}", 1)
        data = {"type": "cloze", "stem": "Fill the gaps.", "passage": passage, "gaps": rows}
        if together:
            return data | whole_only(self._item)
        self._weigh()
        return data

    def apart_pairs(self) -> dict[str, Any]:
        """Read prompts whose options stand apart from them.

        Raises:
            UnreadableError: Labels and options do not fit, or a prompt has not one right option.
        """
        shown = [self._texts.of(one) for side in self._right_side for one in side.children]
        if not shown or not all(shown):
            raise self._item.refuse(
                "a matching question with an option that has no text cannot be imported"
            )
        names = {text: f"o{number}" for number, text in enumerate(dict.fromkeys(shown), 1)}
        prompts = []
        for number, asked in enumerate(self._asked):
            labels = [
                one.attributes.get("ident", "")
                for one in asked.below()
                if one.name == "response_label"
            ]
            holder = next(one for one in self._item.below() if asked in one.children)
            prompt = self._texts.of(holder, RESPONSES)
            right = self._rule.partners(asked.attributes.get("ident", ""))
            if asked.name != "response_lid" or len(labels) != len(shown) or not prompt:
                raise asked.refuse("the options of this matching question do not fit its prompts")
            if len(right) != 1 or right[0] not in labels:
                raise asked.refuse("a prompt needs one option that is right")
            key = names[shown[labels.index(right[0])]]
            prompts.append({"id": letter(number), "text": prompt, "key": key, "rationale": ""})
        earned, taken_off = self._rule.per_cent()
        shares = [one for one in earned if one]
        if shares and max(shares) - min(shares) > 100 * _NEAR:
            self._lost[UNEQUAL_GAPS] = None
        if any(taken_off):
            self._lost[TAKEN_OFF] = None
        options = [{"id": name, "text": text, "rationale": ""} for text, name in names.items()]
        return {"type": "matching", "prompts": prompts, "options": options}

    def _right(self, asked: Element) -> dict[str, float]:
        """Return what each answer to one of several responses earns."""
        name = asked.attributes.get("ident", "")
        labels = [
            one.attributes.get("ident", "") for one in asked.below() if one.name == "response_label"
        ]
        every = labels or [text for text, _ in self._rule.texts(name)]
        return {one: self._rule.of({name: frozenset([one])}).score for one in every}

    def _gap(self, asked: Element, name: str, together: dict[str, list[str]]) -> dict[str, Any]:
        ident = asked.attributes.get("ident", "")
        if asked.name != "response_lid" and self._rule.is_pattern(ident):
            raise asked.refuse(PATTERN)
        if together:
            if not together.get(ident):
                raise asked.refuse("a gap without a right answer cannot be imported")
            scores = dict.fromkeys(together[ident], 1.0)
        else:
            scores = self._right(asked)
        if any(capitals for _, capitals in self._rule.texts(ident)):
            self._lost[CAPITALS] = None
        most = max(scores.values(), default=0)
        texts = {
            one.attributes.get("ident", ""): self._texts.of(one)
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

    def _pairs(self) -> dict[str, Any]:
        options: dict[str, dict[str, str]] = {}
        prompts = []
        for number, asked in enumerate(self._asked):
            texts = {
                one.attributes.get("ident", ""): self._texts.of(one)
                for one in asked.below()
                if one.name == "response_label"
            }
            prompt = self._texts.of(asked, ("render_choice",))
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
        self._weigh()
        return {"type": "matching", "prompts": prompts, "options": list(options.values())}

    def _weigh(self) -> None:
        most = [max(self._right(one).values(), default=0) for one in self._asked]
        if max(most) - min(most) > 0.011 * max(most):
            self._lost[UNEQUAL_GAPS] = None
