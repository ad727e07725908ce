"""What a QTI 2.1 item asks, as the keys of an item: choice, order, match, text entry."""

from collections.abc import Sequence
from typing import Any

from ipt_train.bank.exchange.qti_feedback import Feedback
from ipt_train.bank.exchange.qti_mark import Marks, refusing
from ipt_train.bank.exchange.qti_number import qti_number
from ipt_train.bank.exchange.qti_text import QtiTexts
from ipt_train.bank.exchange.share import (
    CAPITALS,
    PART_MARKS,
    TAKEN_OFF,
    UNEQUAL_GAPS,
    Typed,
    TypedTexts,
    typed_texts,
)
from ipt_train.bank.exchange.xml_read import Element

_LINE = "_____"
"""What is read where a number is typed within a text."""


def own(identifier: str) -> str:
    """Return the id that an identifier was made of."""
    return identifier.removeprefix("_")


def _declared(root: Element, name: str) -> Element:
    for one in root.each("responseDeclaration"):
        if one.attributes.get("identifier") == name:
            return one
    raise root.refuse(f"the response {name} is not declared")


def _choice(root: Element, asked: Element, why: Feedback, texts: QtiTexts) -> dict[str, Any]:
    declaration = _declared(root, asked.attributes.get("responseIdentifier", ""))
    multiple = declaration.attributes.get("cardinality") == "multiple"
    choices = asked.each("simpleChoice")
    names = [one.attributes.get("identifier", "") for one in choices]
    right = Marks(root, declaration).keys(names, texts.lost, single=not multiple)
    shown = [texts.of(one) for one in choices]
    if not multiple and names == ["true", "false"] and shown == ["True", "False"]:
        return {
            "type": "true-false",
            "key": right[0],
            "rationale_true": why.of("true", option="true"),
            "rationale_false": why.of("false", option="false"),
        }
    options = []
    for name, text, key in zip(names, shown, right, strict=True):
        option: dict[str, Any] = {"id": own(name), "text": text}
        if key:
            option["key"] = True
        options.append(option | {"rationale": why.of(name, option=name)})
    return {"type": "multiple-response" if multiple else "single-best-answer", "options": options}


def _order(root: Element, asked: Element, why: Feedback, texts: QtiTexts) -> dict[str, Any]:
    declaration = _declared(root, asked.attributes.get("responseIdentifier", ""))
    choices = {one.attributes.get("identifier", ""): one for one in asked.each("simpleChoice")}
    keys = Marks(root, declaration).correct
    if sorted(keys) != sorted(choices):
        raise declaration.refuse("the right order does not list each choice exactly once")
    return {
        "type": "ordering",
        "sequence": [
            {
                "id": own(name),
                "text": texts.of(choices[name]),
                "rationale": why.of(f"why-{own(name)}", option=name),
            }
            for name in keys
        ],
    }


def _match(root: Element, asked: Element, why: Feedback, texts: QtiTexts) -> dict[str, Any]:
    declaration = _declared(root, asked.attributes.get("responseIdentifier", ""))
    sets = asked.each("simpleMatchSet")
    if len(sets) != 2:
        raise asked.refuse("a match needs two sets")
    pairs = _pairs(Marks(root, declaration), declaration, texts)
    left, right = (one.each("simpleAssociableChoice") for one in sets)
    prompts, options = [], []
    for one in left:
        name = one.attributes.get("identifier", "")
        if name not in pairs:
            raise one.refuse("a choice of the first set has no partner")
        prompts.append(
            {
                "id": name.removeprefix("p-"),
                "text": texts.of(one),
                "key": pairs[name].removeprefix("o-"),
                "rationale": why.of(f"why-{name}", option=name),
            }
        )
    for one in right:
        name = one.attributes.get("identifier", "")
        options.append(
            {
                "id": name.removeprefix("o-"),
                "text": texts.of(one),
                "rationale": why.of(f"why-{name}", option=name),
            }
        )
    return {"type": "matching", "prompts": prompts, "options": options}


def _pairs(marks: Marks, declaration: Element, texts: QtiTexts) -> dict[str, str]:
    """Return the partner of each choice of the first set."""
    split: list[list[str]] = [pair.split(maxsplit=1) for pair in marks.correct if " " in pair]
    pairs = dict(split)
    if len(pairs) < len(split):
        raise declaration.refuse("a choice has several partners, but it can have only one here")
    worth = {marks.of.get(pair, 0) for pair in marks.correct} if marks.of else set()
    rest = [mark for pair, mark in marks.of.items() if pair not in marks.correct]
    if len(worth) > 1 or any(mark > 0 for mark in rest):
        texts.lost[PART_MARKS] = None
    if any(mark < 0 for mark in rest):
        texts.lost[TAKEN_OFF] = None
    return pairs


def _entries(root: Element, asked: Element, why: Feedback, texts: QtiTexts) -> dict[str, Any]:
    """Read one entry of its own as a short answer, entries within a text as gaps."""
    body = root.first("itemBody")
    assert body is not None  # the caller looked
    entries = [one for one in body.below() if one.name == "textEntryInteraction"]
    names = [one.attributes.get("responseIdentifier", "") for one in entries]
    holder = next(one for one in body.below() if asked in one.children)
    named = any(name.startswith("GAP-") for name in names)  # so we call the gaps of a passage
    alone = len(entries) == 1 and not named and not texts.asked(holder)
    gaps = {name: name.removeprefix("GAP-").lower().replace("_", "-") for name in names}
    if any(_is_number(_declared(root, name)) for name in names):
        return _numerical(root, entries, why, texts)
    typed = _typed(root, names, texts)
    if alone:
        found = typed[names[0]]
        found.rationale = why.of("why-key")
        for number, one in enumerate(found.anticipated, 1):
            one["rationale"] = why.of(f"why-{number}")
        return found.short_answer()
    parts = [part for part in body.children if not texts.hidden(part)]
    begin = next(number for number, part in enumerate(parts) if asked in part.below())
    stem = "\n\n".join(text for part in parts[:begin] if (text := texts.asked_part(part)))
    passage = "\n\n".join(texts.asked_part(part, gaps=gaps) for part in parts[begin:])
    for name in names:
        typed[name].rationale = why.of(f"why-{gaps[name]}")
    return {
        "type": "cloze",
        "stem": stem or "Fill the gaps.",
        "passage": passage,
        "gaps": [typed[name].gap(gaps[name], texts.lost) for name in names],
    }


def _is_number(declaration: Element) -> bool:
    return declaration.attributes.get("baseType") in ("float", "integer")


def _numerical(
    root: Element, entries: Sequence[Element], why: Feedback, texts: QtiTexts
) -> dict[str, Any]:
    """Read one number to type; where it is typed within a text, a line stands in its place."""
    name = entries[0].attributes.get("responseIdentifier", "")
    declaration = _declared(root, name)
    if len(entries) > 1:
        raise entries[1].refuse("numerical questions with several entries cannot be imported")
    if entries[0].attributes.get("base", "10") != "10":
        raise entries[0].refuse("numerical questions in a base other than 10 cannot be imported")
    data = qti_number(root, declaration, why, texts)
    body = root.first("itemBody")
    assert body is not None  # the caller looked
    holder = next(one for one in body.below() if entries[0] in one.children)
    if texts.asked(holder):
        passage = texts.asked(body, gaps={name: _LINE})
        data["stem"] = passage.replace(f"{{{{{_LINE}}}}}", _LINE)
    return data


def _typed(root: Element, names: Sequence[str], texts: QtiTexts) -> dict[str, TypedTexts]:
    """Return what may be typed at each entry."""
    found: dict[str, TypedTexts] = {}
    worth: set[float] = set()
    for name in names:
        declaration = _declared(root, name)
        kind = declaration.attributes.get("baseType", "string")
        if kind != "string":
            raise declaration.refuse(f"an entry of the type `{kind}` cannot be imported")
        marks = Marks(root, declaration)
        marks.tell(texts.lost)
        if marks.capitals:
            texts.lost[CAPITALS] = None
        typed = [Typed(share=share, text=text, feedback="") for text, share in marks.texts()]
        found[name] = typed_texts(typed, refusing(declaration), texts.lost, wildcards=False)
        worth.add(round(marks.most, 4))
    if len(worth) > 1:
        texts.lost[UNEQUAL_GAPS] = None
    return found


READERS = {
    "choiceInteraction": _choice,
    "orderInteraction": _order,
    "matchInteraction": _match,
    "textEntryInteraction": _entries,
}
"""How each kind of interaction is read."""
