"""Items to a QTI 2.1 package (1EdTech, IMS Question and Test Interoperability 2.1, 2012)."""

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

from ipt_train.bank.model import (
    GAP,
    Choice,
    Cloze,
    Item,
    Matching,
    Option,
    Ordering,
    TextEntry,
    TrueFalse,
    Vignette,
)
from ipt_train.exchange.label import labels
from ipt_train.exchange.loss import Loss
from ipt_train.exchange.package import packed

QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_CP = "http://www.imsglobal.org/xsd/imscp_v1p1"
_MD = "http://www.imsglobal.org/xsd/imsmd_v1p2"
_ALWAYS = "explanation"


def write_qti(entries: Iterable[Item | Vignette], title: str) -> tuple[bytes, list[Loss]]:
    """Return entries as a zip of items, one test and a manifest, and what it cannot carry.

    An item's id is its identifier; what else the bank says of it stands as keywords in the
    manifest (``label``). A vignette becomes a section of the test: linear, without a way
    back, with the case as a rubric.
    """
    entries = list(entries)
    files: dict[str, bytes] = {}
    losses: list[Loss] = []
    resources: list[tuple[Item, str]] = []
    for entry in entries:
        if isinstance(entry, Vignette):
            losses += [
                Loss(item=entry.id, what="the debrief of a case"),
                Loss(item=entry.id, what="phase, problem area and challenge of a case"),
            ]
        for item in entry.steps if isinstance(entry, Vignette) else (entry,):
            losses += _losses(item)
            name = f"items/{item.id}.xml"
            files[name] = _document(_item(item))
            resources.append((item, name))
    files["test.xml"] = _document(_test(entries, title))
    return packed({"imsmanifest.xml": _document(_manifest(resources)), **files}), losses


def _losses(item: Item) -> Iterator[Loss]:
    if item.scene:
        yield Loss(item=item.id, what="the border between scene and stem")
    if item.vignette:
        yield Loss(item=item.id, what="the case that a step belongs to")
    if isinstance(item.interaction, TextEntry | Cloze):
        yield Loss(item=item.id, what="answers that differ in spacing or end punctuation")


def identifier(name: str) -> str:
    """Return an id as an XML identifier, which may not begin with a digit."""
    return f"_{name}" if name[0].isdigit() else name


def _document(root: ET.Element) -> bytes:
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _el(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    one = ET.SubElement(parent, name, attributes)
    if text:
        one.text = text
    return one


def _item(item: Item) -> ET.Element:
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
    _el(root, "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float")
    _el(
        root,
        "outcomeDeclaration",
        identifier="FEEDBACK",
        cardinality="multiple",
        baseType="identifier",
    )
    body = _el(root, "itemBody")
    for paragraph in (item.scene, item.stem):
        _paragraphs(body, paragraph)
    _interaction(body, item)
    shown = _feedback(item)
    _processing(root, item, declared, [name for name, *_ in shown])
    for name, heading, text in shown:
        about = {"outcomeIdentifier": "FEEDBACK", "identifier": name, "showHide": "show"}
        modal = _el(root, "modalFeedback", **about, **({"title": heading} if heading else {}))
        _paragraphs(modal, text)
    return root


def _paragraphs(parent: ET.Element, text: str) -> None:
    for paragraph in text.split("\n\n") if text else ():
        _el(parent, "p", paragraph)


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
    return _el(root, "responseDeclaration", identifier=name, cardinality=cardinality, baseType=kind)


def _values(declaration: ET.Element, values: Iterable[str]) -> None:
    correct = _el(declaration, "correctResponse")
    for value in values:
        _el(correct, "value", value)


def _mapping(
    declaration: ET.Element, marks: dict[str, float], *, lower: str = "", upper: str = ""
) -> None:
    bounds = {"lowerBound": lower, "upperBound": upper} if lower else {}
    mapping = _el(declaration, "mapping", defaultValue="0", **bounds)
    text = declaration.get("baseType") == "string"
    for key, mark in marks.items():
        case = {"caseSensitive": "false"} if text else {}
        _el(mapping, "mapEntry", mapKey=key, mappedValue=f"{mark:.6g}", **case)


def _interaction(body: ET.Element, item: Item) -> None:
    match item.interaction:
        case Choice(options=options, multiple=multiple, shuffle=shuffle):
            most = "0" if multiple else "1"
            _choices(_choice(body, shuffle=shuffle, most=most), options)
        case TrueFalse():
            one = _choice(body, shuffle=False, most="1")
            _el(one, "simpleChoice", "True", identifier="true")
            _el(one, "simpleChoice", "False", identifier="false")
        case TextEntry():
            _el(_el(body, "p"), "textEntryInteraction", responseIdentifier="RESPONSE")
        case Ordering(sequence=sequence):
            one = _el(body, "orderInteraction", responseIdentifier="RESPONSE", shuffle="true")
            _choices(one, sequence)
        case Matching(prompts=prompts, options=options):
            most = str(len(prompts))
            one = _el(
                body,
                "matchInteraction",
                responseIdentifier="RESPONSE",
                shuffle="true",
                maxAssociations=most,
            )
            left, right = _el(one, "simpleMatchSet"), _el(one, "simpleMatchSet")
            for prompt in prompts:
                _el(
                    left,
                    "simpleAssociableChoice",
                    prompt.text,
                    identifier=f"p-{prompt.id}",
                    matchMax="1",
                )
            for option in options:
                _el(
                    right,
                    "simpleAssociableChoice",
                    option.text,
                    identifier=f"o-{option.id}",
                    matchMax=most,
                )
        case Cloze(passage=passage):
            _passage(_el(body, "blockquote"), passage)


def _choice(body: ET.Element, *, shuffle: bool, most: str) -> ET.Element:
    return _el(
        body,
        "choiceInteraction",
        responseIdentifier="RESPONSE",
        shuffle=str(shuffle).lower(),
        maxChoices=most,
    )


def _choices(interaction: ET.Element, options: Iterable[Option]) -> None:
    for option in options:
        _el(interaction, "simpleChoice", option.text, identifier=identifier(option.id))


def _passage(block: ET.Element, passage: str) -> None:
    """Write a passage: text, and in place of each gap an entry."""
    for paragraph in passage.split("\n\n"):
        texts = GAP.split(paragraph)  # text, gap, text, gap, text
        one = _el(block, "p", texts[0])
        for name, tail in zip(texts[1::2], texts[2::2], strict=True):
            _el(one, "textEntryInteraction", responseIdentifier=_gap(name)).tail = tail


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
        case Ordering(sequence=sequence):
            found = [(f"why-{one.id}", one.text, one.rationale) for one in sequence]
        case Matching() as task:
            found = [(f"why-p-{one.id}", one.text, one.rationale) for one in task.prompts]
            found += [(f"why-o-{one.id}", one.text, one.rationale) for one in task.options]
        case Cloze() as task:
            found = [(f"why-{gap.id}", gap.accepted[0], gap.rationale) for gap in task.gaps]
    return [*found, (_ALWAYS, "", item.explanation)]


def _processing(root: ET.Element, item: Item, declared: list[str], shown: list[str]) -> None:
    """Mark the response and choose the feedback."""
    processing = _el(root, "responseProcessing")
    match item.interaction:
        case Choice(multiple=False) | TrueFalse() | Ordering():
            condition = _el(processing, "responseCondition")
            hit = _el(condition, "responseIf")
            match_ = _el(hit, "match")
            _el(match_, "variable", identifier="RESPONSE")
            _el(match_, "correct", identifier="RESPONSE")
            _number(_el(hit, "setOutcomeValue", identifier="SCORE"), "1")
            _number(_el(_el(condition, "responseElse"), "setOutcomeValue", identifier="SCORE"), "0")
        case _:
            total = _el(_el(processing, "setOutcomeValue", identifier="SCORE"), "sum")
            for name in declared:
                _el(total, "mapResponse", identifier=name)
    several = _el(_el(processing, "setOutcomeValue", identifier="FEEDBACK"), "multiple")
    if isinstance(item.interaction, Choice | TrueFalse):
        _el(several, "variable", identifier="RESPONSE")
        shown = [_ALWAYS]
    for name in shown:
        _el(several, "baseValue", name, baseType="identifier")


def _number(parent: ET.Element, value: str) -> None:
    _el(parent, "baseValue", value, baseType="float")


def _test(entries: Iterable[Item | Vignette], title: str) -> ET.Element:
    root = ET.Element("assessmentTest", xmlns=QTI, identifier="test", title=title)
    part = _el(
        root,
        "testPart",
        identifier="part",
        navigationMode="linear",
        submissionMode="individual",
    )
    section = None
    for number, entry in enumerate(entries, 1):
        if isinstance(entry, Vignette):
            case = _section(part, identifier(entry.id), entry.title)
            _paragraphs(_el(case, "rubricBlock", view="candidate"), entry.case)
            for step in entry.steps:
                _reference(case, step)
            section = None
        else:
            if section is None:
                section = _section(part, f"section-{number}", "Questions")
            _reference(section, entry)
    return root


def _section(part: ET.Element, name: str, title: str) -> ET.Element:
    return _el(part, "assessmentSection", identifier=name, title=title, visible="true")


def _reference(section: ET.Element, item: Item) -> None:
    _el(
        section,
        "assessmentItemRef",
        identifier=f"ref-{item.id}",
        href=f"items/{item.id}.xml",
    )


def _manifest(resources: Iterable[tuple[Item, str]]) -> ET.Element:
    root = ET.Element("manifest", {"xmlns": _CP, "xmlns:imsmd": _MD, "identifier": "manifest"})
    about = _el(root, "metadata")
    _el(about, "schema", "QTIv2.1 Package")
    _el(about, "schemaversion", "1.0.0")
    _el(root, "organizations")
    listed = _el(root, "resources")
    test = _el(listed, "resource", identifier="test", type="imsqti_test_xmlv2p1", href="test.xml")
    _el(test, "file", href="test.xml")
    for item, name in resources:
        one = _el(
            listed, "resource", identifier=f"res-{item.id}", type="imsqti_item_xmlv2p1", href=name
        )
        general = _el(_el(_el(one, "metadata"), "imsmd:lom"), "imsmd:general")
        for label in labels(item):
            _el(_el(general, "imsmd:keyword"), "imsmd:langstring", label)
        _el(one, "file", href=name)
        _el(test, "dependency", identifierref=f"res-{item.id}")
    return root
