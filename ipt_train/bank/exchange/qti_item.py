"""One item as a QTI 2.1 document (1EdTech, IMS Question and Test Interoperability 2.1, 2012)."""

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from ipt_train.bank.core.model import (
    Choice,
    Cloze,
    Item,
    Matching,
    NumberEntry,
    Option,
    Ordering,
    TextEntry,
    TrueFalse,
)
from ipt_train.bank.core.number import shown_number
from ipt_train.bank.core.passage import GAP
from ipt_train.bank.exchange.picture_file import PictureFile

QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
ALWAYS = "_explanation"
"""What the explanation is called among the feedback: an option's feedback cannot be called so."""


def identifier(name: str) -> str:
    """Return an id as an XML identifier, which may not begin with a digit."""
    return f"_{name}" if name[0].isdigit() else name


def element(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    """Add an element with text and attributes, and return it."""
    one = ET.SubElement(parent, name, attributes)
    if text:
        one.text = text
    return one


def assessment_item(item: Item, picture: PictureFile | None) -> ET.Element:
    """Return the document of an item: its key, what is asked, how it is marked, and why.

    Its picture stands in the folder ``images`` beside the folder of the document.
    """
    root = ET.Element(
        "assessmentItem",
        xmlns=QTI,
        identifier=identifier(item.id),
        title=item.id,
        adaptive="false",
        timeDependent="false",
        toolName="ipt-train",
        toolVersion="1",
    )
    declared = _declarations(root, item)
    element(root, "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float")
    element(
        root,
        "outcomeDeclaration",
        identifier="FEEDBACK",
        cardinality="multiple",
        baseType="identifier",
    )
    body = element(root, "itemBody")
    if picture:
        element(element(body, "p"), "img", src=f"../images/{picture.name}", alt=picture.text)
    for paragraph in (item.scene, item.stem):
        paragraphs(body, paragraph)
    _interaction(body, item)
    shown = _feedback(item)
    _processing(root, item, declared, [name for name, *_ in shown])
    for name, heading, text in shown:
        about = {"outcomeIdentifier": "FEEDBACK", "identifier": name, "showHide": "show"}
        modal = element(root, "modalFeedback", **about, **({"title": heading} if heading else {}))
        paragraphs(modal, text)
    return root


def paragraphs(parent: ET.Element, text: str) -> None:
    """Write a text as paragraphs, one for each blank line between."""
    for paragraph in text.split("\n\n") if text else ():
        element(parent, "p", paragraph)


def _declarations(root: ET.Element, item: Item) -> list[str]:
    """Declare the responses with their keys and marks; return their identifiers."""
    match item.interaction:
        case Choice(options=options, multiple=multiple):
            keys = [identifier(option.id) for option in options if option.key]
            one = _response(root, "RESPONSE", "multiple" if multiple else "single", "identifier")
            _values(one, keys)
            if multiple:  # net-correct with a floor of nothing
                marks = {
                    identifier(o.id): 1 / len(keys) if o.key else -1 / len(keys) for o in options
                }
                _mapping(one, marks, lower="0", upper="1")
        case TrueFalse(key=key):
            _values(
                _response(root, "RESPONSE", "single", "identifier"), ["true" if key else "false"]
            )
        case TextEntry(accepted=accepted, anticipated=wrong):
            one = _response(root, "RESPONSE", "single", "string")
            _values(one, accepted[:1])
            _mapping(one, {**dict.fromkeys(accepted, 1.0), **{w.text: 0.0 for w in wrong}})
        case NumberEntry(value=value):
            _values(_response(root, "RESPONSE", "single", "float"), [shown_number(value)])
        case Ordering(sequence=sequence):
            one = _response(root, "RESPONSE", "ordered", "identifier")
            _values(one, [identifier(option.id) for option in sequence])
        case Matching(prompts=prompts):
            one = _response(root, "RESPONSE", "multiple", "directedPair")
            pairs = [f"p-{prompt.id} o-{prompt.key}" for prompt in prompts]
            _values(one, pairs)
            _mapping(one, dict.fromkeys(pairs, 1 / len(pairs)), lower="0", upper="1")
        case Cloze(gaps=gaps):
            for gap in gaps:
                one = _response(root, _gap(gap.id), "single", "string")
                _values(one, gap.accepted[:1])
                _mapping(one, dict.fromkeys(gap.accepted, 1 / len(gaps)))
            return [_gap(gap.id) for gap in gaps]
    return ["RESPONSE"]


def _gap(name: str) -> str:
    return f"GAP-{name}"


def _response(root: ET.Element, name: str, cardinality: str, kind: str) -> ET.Element:
    return element(
        root, "responseDeclaration", identifier=name, cardinality=cardinality, baseType=kind
    )


def _values(declaration: ET.Element, values: Iterable[str]) -> None:
    correct = element(declaration, "correctResponse")
    for value in values:
        element(correct, "value", value)


def _mapping(
    declaration: ET.Element, marks: dict[str, float], *, lower: str = "", upper: str = ""
) -> None:
    bounds = {"lowerBound": lower, "upperBound": upper} if lower else {}
    mapping = element(declaration, "mapping", defaultValue="0", **bounds)
    text = declaration.get("baseType") == "string"
    for key, mark in marks.items():
        case = {"caseSensitive": "false"} if text else {}
        element(mapping, "mapEntry", mapKey=key, mappedValue=f"{mark:.6g}", **case)


def _interaction(body: ET.Element, item: Item) -> None:
    match item.interaction:
        case Choice(options=options, multiple=multiple, shuffle=shuffle):
            most = "0" if multiple else "1"
            _choices(_choice(body, shuffle=shuffle, most=most), options)
        case TrueFalse():
            one = _choice(body, shuffle=False, most="1")
            element(one, "simpleChoice", "True", identifier="true")
            element(one, "simpleChoice", "False", identifier="false")
        case TextEntry() | NumberEntry():
            element(element(body, "p"), "textEntryInteraction", responseIdentifier="RESPONSE")
        case Ordering(sequence=sequence):
            one = element(body, "orderInteraction", responseIdentifier="RESPONSE", shuffle="true")
            _choices(one, sequence)
        case Matching(prompts=prompts, options=options):
            most = str(len(prompts))
            one = element(
                body,
                "matchInteraction",
                responseIdentifier="RESPONSE",
                shuffle="true",
                maxAssociations=most,
            )
            left, right = element(one, "simpleMatchSet"), element(one, "simpleMatchSet")
            for prompt in prompts:
                element(
                    left,
                    "simpleAssociableChoice",
                    prompt.text,
                    identifier=f"p-{prompt.id}",
                    matchMax="1",
                )
            for option in options:
                element(
                    right,
                    "simpleAssociableChoice",
                    option.text,
                    identifier=f"o-{option.id}",
                    matchMax=most,
                )
        case Cloze(passage=passage):
            _passage(element(body, "blockquote"), passage)


def _choice(body: ET.Element, *, shuffle: bool, most: str) -> ET.Element:
    return element(
        body,
        "choiceInteraction",
        responseIdentifier="RESPONSE",
        shuffle=str(shuffle).lower(),
        maxChoices=most,
    )


def _choices(interaction: ET.Element, options: Iterable[Option]) -> None:
    for option in options:
        element(interaction, "simpleChoice", option.text, identifier=identifier(option.id))


def _passage(block: ET.Element, passage: str) -> None:
    """Write a passage: text, and in place of each gap an entry."""
    for paragraph in passage.split("\n\n"):
        texts = GAP.split(paragraph)  # text, gap, text, gap, text
        one = element(block, "p", texts[0])
        for name, tail in zip(texts[1::2], texts[2::2], strict=True):
            element(one, "textEntryInteraction", responseIdentifier=_gap(name)).tail = tail


def _feedback(item: Item) -> list[tuple[str, str, str]]:
    """Return identifier, title and text of each piece of feedback, the explanation last.

    Where one or more options are chosen, feedback has the identifier of its option and is
    shown for what was chosen; elsewhere all of it is shown, each under a title.
    """
    found: list[tuple[str, str, str]] = []
    match item.interaction:
        case Choice(options=options):
            found = [(identifier(one.id), "", one.rationale) for one in options]
        case TrueFalse() as task:
            found = [("true", "", task.rationale_true), ("false", "", task.rationale_false)]
        case TextEntry() as task:
            found = [("why-key", task.accepted[0], task.rationale)]
            found += [(f"why-{n}", w.text, w.rationale) for n, w in enumerate(task.anticipated, 1)]
        case NumberEntry() as task:
            found = [("why-key", shown_number(task.value), task.rationale)]
            found += [
                (f"why-{n}", shown_number(w.value), w.rationale)
                for n, w in enumerate(task.anticipated, 1)
            ]
        case Ordering(sequence=sequence):
            found = [(f"why-{one.id}", one.text, one.rationale) for one in sequence]
        case Matching() as task:
            found = [(f"why-p-{one.id}", one.text, one.rationale) for one in task.prompts]
            found += [(f"why-o-{one.id}", one.text, one.rationale) for one in task.options]
        case Cloze() as task:
            found = [(f"why-{gap.id}", gap.accepted[0], gap.rationale) for gap in task.gaps]
    return [*found, (ALWAYS, "", item.explanation)]


def _processing(root: ET.Element, item: Item, declared: list[str], shown: list[str]) -> None:
    """Mark the response and choose the feedback."""
    processing = element(root, "responseProcessing")
    match item.interaction:
        case Choice(multiple=False) | TrueFalse() | Ordering() | NumberEntry():
            condition = element(processing, "responseCondition")
            hit = element(condition, "responseIf")
            same = _comparison(hit, item)
            element(same, "variable", identifier="RESPONSE")
            element(same, "correct", identifier="RESPONSE")
            _number(element(hit, "setOutcomeValue", identifier="SCORE"), "1")
            _number(
                element(element(condition, "responseElse"), "setOutcomeValue", identifier="SCORE"),
                "0",
            )
        case _:
            total = element(element(processing, "setOutcomeValue", identifier="SCORE"), "sum")
            for name in declared:
                element(total, "mapResponse", identifier=name)
    several = element(element(processing, "setOutcomeValue", identifier="FEEDBACK"), "multiple")
    if isinstance(item.interaction, Choice | TrueFalse):
        element(several, "variable", identifier="RESPONSE")
        shown = [ALWAYS]
    for name in shown:
        element(several, "baseValue", name, baseType="identifier")


def _comparison(hit: ET.Element, item: Item) -> ET.Element:
    """Return what compares a response with the key: the same, or a number near enough."""
    if not isinstance(item.interaction, NumberEntry):
        return element(hit, "match")
    room = shown_number(item.interaction.tolerance)
    return element(hit, "equal", toleranceMode="absolute", tolerance=f"{room} {room}")


def _number(parent: ET.Element, value: str) -> None:
    element(parent, "baseValue", value, baseType="float")
