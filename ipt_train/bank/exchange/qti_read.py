"""QTI 2.1 packages to drafts of items, with the place of what cannot be read."""

from collections.abc import Mapping
from posixpath import dirname, join, normpath
from typing import Any

from ipt_train.bank.exchange.case import TEXT_ALONE
from ipt_train.bank.exchange.draft import Draft, UnreadableError
from ipt_train.bank.exchange.field import look_by_name
from ipt_train.bank.exchange.label import foreign, labelled, unheld
from ipt_train.bank.exchange.loss import Problem
from ipt_train.bank.exchange.package import Package
from ipt_train.bank.exchange.qti_feedback import Feedback
from ipt_train.bank.exchange.qti_field import QTI
from ipt_train.bank.exchange.qti_item import ALWAYS
from ipt_train.bank.exchange.qti_rule import tell_rule
from ipt_train.bank.exchange.qti_task import READERS, own
from ipt_train.bank.exchange.qti_text import FEEDBACK, QtiTexts
from ipt_train.bank.exchange.share import Lost
from ipt_train.bank.exchange.xml_read import Element, read_xml

_TITLE = "the title of feedback"
"""Our own pieces of feedback have titles that say nothing of their own."""
_KINDS = ("imsqti_item_xmlv2p", "imsqti_test_xmlv2p")


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
            if root.name == "assessmentTest":
                drafts += _texts(root)
            else:
                drafts.append(_draft(root, keywords))
        except UnreadableError as error:
            problems.append(_problem(error, name))
    return drafts, problems


def _problem(error: UnreadableError, member: str) -> Problem:
    message = f"{member}: {error.message}" if member else error.message
    return Problem(line=error.line, column=error.column, message=message)


def _members(data: bytes) -> Mapping[str, tuple[Any, list[str]]]:
    """Return how to read each item and test, and its keywords, by the name of its member."""
    if not data.startswith(b"PK"):
        return {"": (data, [])}
    package = Package(data)
    found: dict[str, tuple[Any, list[str]]] = {}
    manifests = [one for one in package.names if one.rsplit("/", 1)[-1] == "imsmanifest.xml"]
    if not manifests:
        raise UnreadableError(1, 1, "the package has no imsmanifest.xml")
    base = dirname(manifests[0])
    root = read_xml(package.read(manifests[0]))
    items = 0
    for resource in root.below():
        kind = resource.attributes.get("type", "")
        if resource.name != "resource" or not kind.startswith(_KINDS):
            continue
        name = normpath(join(base, resource.attributes.get("href", "")))
        words = [one.text for one in resource.below() if one.name in ("langstring", "string")]

        def read(name: str = name) -> bytes:
            return package.read(name)

        found[name] = (read, words)
        items += kind.startswith(_KINDS[0])
    if not items:
        raise root.refuse("the manifest names no QTI 2 item")
    return found


def _texts(test: Element) -> list[Draft]:
    """Return what sections of a test say before their items, as drafts without data."""
    return [
        Draft(
            id=one.attributes.get("identifier", "").removeprefix("case-"),
            domain="",
            line=one.line,
            lost=[TEXT_ALONE],
        )
        for one in test.below()
        if one.name == "assessmentSection" and one.first("rubricBlock")
    ]


def _draft(root: Element, keywords: list[str]) -> Draft:
    if root.name == "qti-assessment-item":
        raise root.refuse("this is QTI 3; only QTI 2.1 and 2.2 can be read")
    if root.name != "assessmentItem":
        raise root.refuse(f"an item begins with <assessmentItem>, not <{root.name}>")
    body = root.first("itemBody")
    if body is None:
        raise root.refuse("the item has no body")
    ours = root.attributes.get("toolName") == "ipt-train"
    beside: Lost = {}
    look_by_name(root, QTI, beside)
    texts = QtiTexts(exact=ours)
    asked = _asked(body)
    why = Feedback(root, texts)
    data = READERS[asked.name](root, asked, why, texts)
    if "passage" not in data:
        prompt = asked.first("prompt")
        stem = [texts.of(body), texts.of(prompt) if prompt else ""]
        data["stem"] = "\n\n".join(one for one in stem if one)
    if not data["stem"]:
        raise body.refuse("the item has no question")
    if explanation := why.of(ALWAYS) or why.of("explanation"):  # our own, and a plain name
        data["explanation"] = explanation
    tell_rule(root, texts.lost)
    if asked.attributes.get("shuffle") in ("false", "0") and "options" in data and asked.name == "choiceInteraction":
        data["shuffle"] = False
    if ours:
        beside.pop(_TITLE, None)
    elif root.attributes.get("title", "") not in ("", root.attributes.get("identifier")):
        beside["the title"] = None
    data |= labelled(keywords, data["type"])
    tags, lost = foreign(keywords)
    if tags:
        data["tags"] = [*data.get("tags", []), *tags]
    return Draft(
        id=own(root.attributes.get("identifier", "")),
        domain="",
        line=root.line,
        data=data,
        lost=[*texts.lost, *beside, *why.lost(), *lost, *unheld(keywords)],
        ours=ours,
    )


def _asked(body: Element) -> Element:
    """Return the interaction of an item, the first of several entries."""
    found = [one for one in body.below() if one.name.endswith("Interaction")]
    kinds = {one.name for one in found}
    if len(kinds) != 1 or not kinds <= READERS.keys():
        said = ", ".join(sorted(kinds)) or "no interaction"
        raise body.refuse(f"{said}: only choice, order, match or text entry can be imported")
    if len(found) > 1 and kinds != {"textEntryInteraction"}:
        raise found[1].refuse("an item with several interactions cannot be imported")
    for one in body.below():
        if one.name in FEEDBACK and any(part in found for part in one.below()):
            raise one.refuse("a question that is asked within feedback cannot be imported")
    return found[0]
