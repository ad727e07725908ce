"""QTI packages to drafts of items, with the place of what cannot be read."""

from collections.abc import Sequence

from ipt_train.bank.exchange.case import TEXT_ALONE
from ipt_train.bank.exchange.draft import Draft, UnreadableError
from ipt_train.bank.exchange.field import look_by_name
from ipt_train.bank.exchange.label import foreign, labelled, unheld
from ipt_train.bank.exchange.loss import Problem
from ipt_train.bank.exchange.qti12_read import read_qti12
from ipt_train.bank.exchange.qti_feedback import Feedback
from ipt_train.bank.exchange.qti_field import QTI, WITHIN
from ipt_train.bank.exchange.qti_item import ALWAYS
from ipt_train.bank.exchange.qti_package import members
from ipt_train.bank.exchange.qti_rule import tell_rule
from ipt_train.bank.exchange.qti_task import READERS, own
from ipt_train.bank.exchange.qti_text import FEEDBACK, QtiTexts
from ipt_train.bank.exchange.share import Lost
from ipt_train.bank.exchange.stem_picture import Files, StemPicture
from ipt_train.bank.exchange.xml_read import Element, read_xml

_RULES = frozenset(
    "preCondition branchRule timeLimits selection ordering itemSessionControl testFeedback weight "
    "outcomeProcessing templateDefault variableMapping".split()
)
_SAID = frozenset(["category", "fixed"])
"""Elements and attributes of a test that a bank has no place for."""
_TITLE = "the title of feedback"
"""Our own pieces of feedback have titles that say nothing of their own."""


def read_qti(data: bytes) -> tuple[list[Draft], list[Problem]]:
    """Read the items of a package, or one document; problems name the member.

    Of QTI 2.1 and 2.2 choice, match, order and text entry are read, one kind an item; of QTI 1.2
    what Canvas and Blackboard export.
    """
    drafts: list[Draft] = []
    problems: list[Problem] = []
    around: Lost = {}
    try:
        listed = members(data, around)
    except UnreadableError as error:
        return [], [error.problem()]
    if around:
        drafts.append(Draft(id="the package", domain="", line=1, lost=list(around)))
    for member in listed:
        try:
            if member.error:
                raise member.error
            root = read_xml(member.data)
            if root.name == "assessmentTest":
                drafts += _texts(root)
            elif root.name == "questestinterop":
                found, errors = read_qti12(root, member.files)
                drafts += found
                problems += [_problem(error, member.name) for error in errors]
            else:
                drafts.append(_draft(root, list(member.keywords), member.lost, member.files))
        except UnreadableError as error:
            problems.append(_problem(error, member.name))
    return drafts, problems


def _problem(error: UnreadableError, member: str) -> Problem:
    message = f"{member}: {error.message}" if member else error.message
    return Problem(line=error.line, column=error.column, message=message)


def _texts(test: Element) -> list[Draft]:
    """Return what a test says before its items and of them, as drafts without data."""
    found = [
        Draft(
            id=one.attributes.get("identifier", "").removeprefix("case-"),
            domain="",
            line=one.line,
            lost=[TEXT_ALONE],
        )
        for one in test.below()
        if one.name == "assessmentSection" and one.first("rubricBlock")
    ]
    if any(one.name in _RULES or set(one.attributes) & _SAID for one in test.below()):
        found.append(Draft(id="the test", domain="", line=test.line, lost=["rules of the test"]))
    return found


def _draft(root: Element, keywords: list[str], about: Sequence[str], files: Files) -> Draft:
    if root.name == "qti-assessment-item":
        raise root.refuse("this is QTI 3; only QTI 1.2, 2.1 and 2.2 can be read")
    if root.name != "assessmentItem":
        raise root.refuse(
            f"QTI begins with <assessmentItem> or <questestinterop>, not <{root.name}>"
        )
    body = root.first("itemBody")
    if body is None:
        raise root.refuse("the item has no body")
    ours = root.attributes.get("toolName") == "ipt-train"
    beside: Lost = {}
    look_by_name(root, QTI, beside, WITHIN)
    shown = {
        one.attributes["outcomeIdentifier"]
        for one in root.below()
        if "outcomeIdentifier" in one.attributes
    }
    results = {one.attributes.get("identifier", "") for one in root.each("outcomeDeclaration")}
    usual = results <= {"SCORE", "MAXSCORE", "completionStatus", *shown}
    declared = not results - {"SCORE", "MAXSCORE"} or shown <= results
    if not ours and not (usual and declared):
        beside["a result of its own"] = None
    picture = StemPicture(files, body)
    texts = QtiTexts(picture, exact=ours)
    asked = _asked(body)
    why = Feedback(root, texts)
    data = READERS[asked.name](root, asked, why, texts)
    if "passage" not in data and "stem" not in data:
        prompt = asked.first("prompt")
        stem = [texts.asked(body), texts.asked(prompt) if prompt else ""]
        data["stem"] = picture.stem("\n\n".join(one for one in stem if one))
    if not data["stem"]:
        raise body.refuse("the item has no question")
    if explanation := why.of(ALWAYS) or why.of("explanation"):  # our own, and a plain name
        data["explanation"] = explanation
    tell_rule(root, texts.lost)
    if (
        asked.attributes.get("shuffle") in ("false", "0")
        and "options" in data
        and asked.name == "choiceInteraction"
    ):
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
        lost=[*texts.lost, *beside, *why.lost(), *lost, *unheld(keywords), *about],
        ours=ours,
        picture=picture.taken,
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
