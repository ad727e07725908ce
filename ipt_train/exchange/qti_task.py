"""What a QTI 2.1 item asks, as the keys of an item: choice, order, match, text entry."""

from collections.abc import Mapping
from typing import Any

from ipt_train.exchange.xml_read import Element

_BLOCKS = {
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "blockquote",
    "prompt",
    "pre",
    "br",
}
_MEDIA = {"img", "object", "math", "video", "audio"}
_PLAIN = {
    *_BLOCKS,
    "span",
    "ul",
    "ol",
    "simpleChoice",
    "simpleAssociableChoice",
    "modalFeedback",
    "choiceInteraction",
    "orderInteraction",
    "matchInteraction",
    "textEntryInteraction",
}


class Texts:
    """Reads mixed content as text and remembers what was lost."""

    def __init__(self) -> None:
        self.lost: dict[str, None] = {}

    def of(self, element: Element, *, gaps: Mapping[str, str] | None = None) -> str:
        """Return the text below an element; entries stand as ``{{gap}}`` where gaps are named."""
        self._note(element)
        text = "".join(self._parts(element, gaps or {}))
        lines = [line.strip() for line in text.split("\n")]
        return "\n".join(lines).strip().replace("\n\n\n", "\n\n")

    def _note(self, element: Element) -> None:
        if element.name in _MEDIA:
            self.lost["a picture or other medium"] = None
        elif element.name not in _PLAIN:
            self.lost["formatting"] = None

    def _parts(self, element: Element, gaps: Mapping[str, str]) -> list[str]:
        parts: list[str] = []
        for part in element.parts:
            if isinstance(part, str):
                parts.append(part)
            elif part.name.endswith("Interaction"):
                name = part.attributes.get("responseIdentifier", "")
                parts.append(f"{{{{{gaps[name]}}}}}" if name in gaps else "")
            else:
                self._note(part)
                if part.name in _BLOCKS and "".join(parts).strip():
                    parts.append("\n\n")
                parts += self._parts(part, gaps)
        return parts


def own(identifier: str) -> str:
    """Return the id that an identifier was made of."""
    return identifier.removeprefix("_")


def _declared(root: Element, name: str) -> Element:
    for one in root.each("responseDeclaration"):
        if one.attributes.get("identifier") == name:
            return one
    raise root.refuse(f"the response {name} is not declared")


def _keys(declaration: Element) -> list[str]:
    correct = declaration.first("correctResponse")
    return [one.text.strip() for one in correct.each("value")] if correct else []


def _marks(declaration: Element) -> dict[str, float]:
    mapping = declaration.first("mapping")
    marks: dict[str, float] = {}
    for entry in mapping.each("mapEntry") if mapping else ():
        try:
            marks[entry.attributes["mapKey"]] = float(entry.attributes["mappedValue"])
        except (KeyError, ValueError):
            raise entry.refuse("a mapEntry needs mapKey and a number as mappedValue") from None
    return marks


def _choice(root: Element, asked: Element, why: Mapping[str, str], texts: Texts) -> dict[str, Any]:
    declaration = _declared(root, asked.attributes.get("responseIdentifier", ""))
    multiple = declaration.attributes.get("cardinality") == "multiple"
    keys = _keys(declaration) or [key for key, mark in _marks(declaration).items() if mark > 0]
    choices = asked.each("simpleChoice")
    if not keys:
        raise declaration.refuse("no answer is marked as right")
    names = [one.attributes.get("identifier", "") for one in choices]
    shown = [texts.of(one) for one in choices]
    if not multiple and names == ["true", "false"] and shown == ["True", "False"]:
        return {
            "type": "true-false",
            "key": keys[0] == "true",
            "rationale_true": why.get("true", ""),
            "rationale_false": why.get("false", ""),
        }
    options = []
    for name, text in zip(names, shown, strict=True):
        option: dict[str, Any] = {"id": own(name), "text": text}
        if name in keys:
            option["key"] = True
        options.append(option | {"rationale": why.get(name, "")})
    return {"type": "multiple-response" if multiple else "single-best-answer", "options": options}


def _order(root: Element, asked: Element, why: Mapping[str, str], texts: Texts) -> dict[str, Any]:
    declaration = _declared(root, asked.attributes.get("responseIdentifier", ""))
    choices = {one.attributes.get("identifier", ""): one for one in asked.each("simpleChoice")}
    keys = _keys(declaration)
    if sorted(keys) != sorted(choices):
        raise declaration.refuse("the right order does not name each choice once")
    return {
        "type": "ordering",
        "sequence": [
            {
                "id": own(name),
                "text": texts.of(choices[name]),
                "rationale": why.get(f"why-{own(name)}", ""),
            }
            for name in keys
        ],
    }


def _match(root: Element, asked: Element, why: Mapping[str, str], texts: Texts) -> dict[str, Any]:
    declaration = _declared(root, asked.attributes.get("responseIdentifier", ""))
    sets = asked.each("simpleMatchSet")
    if len(sets) != 2:
        raise asked.refuse("a match needs two sets")
    pairs = dict(pair.split(maxsplit=1) for pair in _keys(declaration) if " " in pair)
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
                "rationale": why.get(f"why-{name}", ""),
            }
        )
    for one in right:
        name = one.attributes.get("identifier", "")
        options.append(
            {
                "id": name.removeprefix("o-"),
                "text": texts.of(one),
                "rationale": why.get(f"why-{name}", ""),
            }
        )
    return {"type": "matching", "prompts": prompts, "options": options}


def _entries(root: Element, asked: Element, why: Mapping[str, str], texts: Texts) -> dict[str, Any]:
    """Read one entry of its own as a short answer, entries within a text as gaps."""
    body = root.first("itemBody")
    assert body is not None  # the caller looked
    entries = [one for one in body.below() if one.name == "textEntryInteraction"]
    names = [one.attributes.get("responseIdentifier", "") for one in entries]
    holder = next(one for one in body.below() if asked in one.children)
    named = any(name.startswith("GAP-") for name in names)  # so we call the gaps of a passage
    alone = len(entries) == 1 and not named and not texts.of(holder)
    gaps = {name: name.removeprefix("GAP-").lower().replace("_", "-") for name in names}
    accepted: dict[str, list[str]] = {}
    wrong: dict[str, list[str]] = {}
    for name in names:
        declaration = _declared(root, name)
        marks = _marks(declaration)
        right = [*_keys(declaration), *(key for key, mark in marks.items() if mark > 0)]
        accepted[name] = list(dict.fromkeys(right))
        wrong[name] = [key for key, mark in marks.items() if mark <= 0]
        if not accepted[name]:
            raise declaration.refuse("no answer is marked as right")
    if alone:
        anticipated = [
            {"text": text, "rationale": why.get(f"why-{number}", "")}
            for number, text in enumerate(wrong[names[0]], 1)
        ]
        data: dict[str, Any] = {
            "type": "short-answer",
            "accepted": accepted[names[0]],
            "rationale": why.get("why-key", ""),
        }
        return data | ({"anticipated": anticipated} if anticipated else {})
    first = next(part for part in body.children if asked in list(part.below()))
    before = body.children[: body.children.index(first)]
    stem = "\n\n".join(text for part in before if (text := texts.of(part)))
    rest = body.children[body.children.index(first) :]
    passage = "\n\n".join(texts.of(part, gaps=gaps) for part in rest)
    return {
        "type": "cloze",
        "stem": stem or "Fill the gaps.",
        "passage": passage,
        "gaps": [
            {
                "id": gaps[name],
                "accepted": accepted[name],
                "rationale": why.get(f"why-{gaps[name]}", ""),
            }
            for name in names
        ],
    }


READERS = {
    "choiceInteraction": _choice,
    "orderInteraction": _order,
    "matchInteraction": _match,
    "textEntryInteraction": _entries,
}
"""How each kind of interaction is read."""
