"""QTI 2.1 packages to drafts of items, with the place of what cannot be read."""

from collections.abc import Mapping
from posixpath import dirname, join, normpath
from typing import Any

from ipt_train.exchange.draft import Draft, UnreadableError
from ipt_train.exchange.label import labelled
from ipt_train.exchange.loss import Problem
from ipt_train.exchange.package import Package
from ipt_train.exchange.xml_read import Element, read_xml

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


def read_qti(data: bytes) -> tuple[list[Draft], list[Problem]]:
    """Read the items of a package, or one item document; problems name the member.

    Interactions that are read: choice, match, order and text entry, one kind an item.
    """
    drafts: list[Draft] = []
    problems: list[Problem] = []
    try:
        members = _members(data)
    except UnreadableError as error:
        return [], [_problem(error, "")]
    for name, (document, keywords) in members.items():
        try:
            root = read_xml(document() if callable(document) else document)
            drafts.append(_draft(root, keywords))
        except UnreadableError as error:
            problems.append(_problem(error, name))
    return drafts, problems


def _problem(error: UnreadableError, member: str) -> Problem:
    message = f"{member}: {error.message}" if member else error.message
    return Problem(line=error.line, column=error.column, message=message)


def _members(data: bytes) -> Mapping[str, tuple[Any, list[str]]]:
    """Return how to read each item, and its keywords, by the name of its member."""
    if not data.startswith(b"PK"):
        return {"": (data, [])}
    package = Package(data)
    found: dict[str, tuple[Any, list[str]]] = {}
    manifests = [one for one in package.names if one.rsplit("/", 1)[-1] == "imsmanifest.xml"]
    if not manifests:
        raise UnreadableError(1, 1, "the package has no imsmanifest.xml")
    base = dirname(manifests[0])
    root = read_xml(package.read(manifests[0]))
    for resource in root.below():
        kind = resource.attributes.get("type", "")
        if resource.name != "resource" or not kind.startswith("imsqti_item_xmlv2p"):
            continue
        name = normpath(join(base, resource.attributes.get("href", "")))
        words = [one.text for one in resource.below() if one.name in ("langstring", "string")]

        def read(name: str = name) -> bytes:
            return package.read(name)

        found[name] = (read, words)
    if not found:
        raise root.refuse("the manifest names no QTI 2 item")
    return found


class _Texts:
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


def _draft(root: Element, keywords: list[str]) -> Draft:
    if root.name != "assessmentItem":
        raise root.refuse(f"an item begins with <assessmentItem>, not <{root.name}>")
    body = root.first("itemBody")
    if body is None:
        raise root.refuse("the item has no body")
    texts = _Texts()
    found = [one for one in body.below() if one.name.endswith("Interaction")]
    kinds = {one.name for one in found}
    readers = {
        "choiceInteraction": _choice,
        "orderInteraction": _order,
        "matchInteraction": _match,
        "textEntryInteraction": _entries,
    }
    if len(kinds) != 1 or not kinds <= readers.keys():
        said = ", ".join(sorted(kinds)) or "no interaction"
        raise body.refuse(f"{said}: only choice, order, match or text entry can be imported")
    if len(found) > 1 and kinds != {"textEntryInteraction"}:
        raise found[1].refuse("an item with several interactions cannot be imported")
    why = {
        one.attributes.get("identifier", ""): texts.of(one) for one in root.each("modalFeedback")
    }
    data = readers[found[0].name](root, found[0], why, texts)
    if "passage" not in data:
        prompt = found[0].first("prompt")
        stem = [texts.of(part) for part in body.children if found[0] not in list(part.below())]
        data["stem"] = "\n\n".join(
            one for one in [*stem, texts.of(prompt) if prompt else ""] if one
        )
    if not data["stem"]:
        raise body.refuse("the item has no question")
    if why.get("explanation"):
        data["explanation"] = why["explanation"]
    return Draft(
        id=_own(root.attributes.get("identifier", "")),
        domain="",
        line=root.line,
        data=data | labelled(keywords, data["type"]),
        lost=list(texts.lost),
    )


def _own(identifier: str) -> str:
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


def _choice(root: Element, asked: Element, why: Mapping[str, str], texts: _Texts) -> dict[str, Any]:
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
        option: dict[str, Any] = {"id": _own(name), "text": text}
        if name in keys:
            option["key"] = True
        options.append(option | {"rationale": why.get(name, "")})
    return {"type": "multiple-response" if multiple else "single-best-answer", "options": options}


def _order(root: Element, asked: Element, why: Mapping[str, str], texts: _Texts) -> dict[str, Any]:
    declaration = _declared(root, asked.attributes.get("responseIdentifier", ""))
    choices = {one.attributes.get("identifier", ""): one for one in asked.each("simpleChoice")}
    keys = _keys(declaration)
    if sorted(keys) != sorted(choices):
        raise declaration.refuse("the right order does not name each choice once")
    return {
        "type": "ordering",
        "sequence": [
            {
                "id": _own(name),
                "text": texts.of(choices[name]),
                "rationale": why.get(f"why-{_own(name)}", ""),
            }
            for name in keys
        ],
    }


def _match(root: Element, asked: Element, why: Mapping[str, str], texts: _Texts) -> dict[str, Any]:
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


def _entries(
    root: Element, asked: Element, why: Mapping[str, str], texts: _Texts
) -> dict[str, Any]:
    """Read one entry of its own as a short answer, entries within a text as gaps."""
    body = root.first("itemBody")
    assert body is not None  # the caller looked
    entries = [one for one in body.below() if one.name == "textEntryInteraction"]
    names = [one.attributes.get("responseIdentifier", "") for one in entries]
    holder = next(one for one in body.below() if asked in one.children)
    alone = len(entries) == 1 and not texts.of(holder)
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
