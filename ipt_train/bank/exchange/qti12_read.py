"""QTI 1.2 as Canvas and Blackboard export it to drafts of items, with the place of what cannot be read."""

import re

from ipt_train.bank.exchange.case import TEXT_ALONE
from ipt_train.bank.exchange.draft import Draft, UnreadableError
from ipt_train.bank.exchange.field import look_by_name
from ipt_train.bank.exchange.qti12_field import NEUTRAL_LABELS, QTI12
from ipt_train.bank.exchange.qti12_rule import MarkingRule
from ipt_train.bank.exchange.qti12_task import Qti12Task
from ipt_train.bank.exchange.qti12_text import GENERAL, Qti12Texts
from ipt_train.bank.exchange.share import Lost
from ipt_train.bank.exchange.stem_picture import Files, StemPicture
from ipt_train.bank.exchange.xml_read import Element

_REFUSED = {
    "calculated_question": "calculated questions cannot be imported",
    "Calculated": "calculated questions cannot be imported",
    "essay_question": "an essay has no answers to import",
    "Essay": "an essay has no answers to import",
    "Short Response": "an essay has no answers to import",
    "file_upload_question": "a question that asks for a file cannot be imported",
    "File Upload": "a question that asks for a file cannot be imported",
    "multiple_dropdowns_question": "gaps with options to choose from cannot be imported",
    "Hot Spot": "a question about a place in a picture cannot be imported",
    "Jumbled Sentence": "gaps with options to choose from cannot be imported",
    "Quiz Bowl": "a question in which learners give the question to an answer cannot be imported",
    "Opinion Scale": "an opinion has no right answer",
}
_AROUND = frozenset("itemmetadata qtimetadata qtimetadatafield fieldlabel fieldentry".split())
_WEIGHT = frozenset("points_possible qmd_weighting".split())


def read_qti12(root: Element, files: Files) -> tuple[list[Draft], list[UnreadableError]]:
    """Read the items of a document; what cannot be read is an error with its place, and the rest goes on.

    Args:
        root: The document.
        files: Gives the files that it names.
    """
    drafts: list[Draft] = []
    errors: list[UnreadableError] = []
    around: Lost = {}
    for one in _items(root, around):
        try:
            drafts.append(_draft(one, files))
        except UnreadableError as error:
            errors.append(error)
    if around:
        drafts.append(Draft(id="the test", domain="", line=root.line, lost=list(around)))
    return drafts, errors


def _items(element: Element, around: Lost) -> list[Element]:
    """Return the items of a test, and take up what stands around them."""
    found: list[Element] = []
    for child in element.children:
        if child.name == "item":
            found.append(child)
        elif child.name in ("assessment", "objectbank", "section"):
            found += _items(child, around)
        elif not child.name.endswith("metadata"):
            around["rules and texts of the test"] = None
        elif any(one.text.strip() for one in child.below()):
            around["metadata of the test"] = None
    return found


def _metadata(item: Element, lost: Lost) -> str:
    """Return the type of question that an item says it is, and take up the rest of what it says."""
    kind = ""
    for part in item.each("itemmetadata"):
        for one in part.below():
            text = one.text.strip()
            if (
                one.name not in _AROUND and not one.name.startswith(("bbmd_", "qmd_"))
            ) or one.attributes:
                lost["metadata of an item"] = None
            if one.name == "fieldlabel" or not text:
                continue
            label = one.name
            if one.name == "fieldentry":
                label = next(
                    (field.said("fieldlabel") for field in part.below() if one in field.children),
                    "",
                )
            if label in ("question_type", "bbmd_questiontype"):
                kind = text
            elif label in _WEIGHT or label == "qmd_absolutescore_max":
                if not _is_one(text):
                    lost["marks of the question"] = None
            elif not re.fullmatch(NEUTRAL_LABELS.get(label, ""), text):
                lost["metadata of an item"] = None
    return kind


def _is_one(text: str) -> bool:
    try:
        return float(text) in (0.0, 1.0, -1.0)  # Blackboard writes -1 where nobody set any
    except ValueError:
        return False


def _draft(item: Element, files: Files) -> Draft:
    lost: Lost = {}
    kind = _metadata(item, lost)
    name = item.attributes.get("ident") or item.attributes.get("title", "")
    if words := _REFUSED.get(kind):
        raise item.refuse(words)
    shown = item.first("presentation")
    if shown is None:
        raise item.refuse("the item has no presentation")
    if kind == "text_only_question":
        return Draft(id=name, domain="", line=item.line, lost=[TEXT_ALONE])
    look_by_name(item, QTI12, lost)
    rule = MarkingRule(item, kind)
    picture = StemPicture(files)
    texts = Qti12Texts(item, lost, picture)
    data = Qti12Task(item, shown, rule, lost, kind, texts).data()
    if explanation := texts.feedback(GENERAL):
        data["explanation"] = explanation
    texts.tell()
    title = item.attributes.get("title", "")
    if title not in ("", name, "Question"):
        lost["the title"] = None
    return Draft(
        id=name, domain="", line=item.line, data=data, lost=list(lost), picture=picture.taken
    )
