"""Items to Moodle XML (MoodleDocs, "Moodle XML format"; Moodle 4.4 for ordering)."""

import base64
from collections.abc import Iterable, Iterator
from decimal import Decimal
from xml.etree import ElementTree as ET

from ipt_train.bank.core.model import (
    Choice,
    Cloze,
    Interaction,
    Item,
    Matching,
    NumberEntry,
    Option,
    Ordering,
    TextEntry,
    TrueFalse,
    Vignette,
)
from ipt_train.bank.core.number import shown_number
from ipt_train.bank.core.passage import GAP
from ipt_train.bank.exchange.case import STEP_OF, case_losses, case_text
from ipt_train.bank.exchange.html_text import html_paragraphs, html_picture
from ipt_train.bank.exchange.label import labels
from ipt_train.bank.exchange.loss import Loss
from ipt_train.bank.exchange.picture_file import PictureFile, picture_file


def write_moodle(entries: Iterable[Item | Vignette]) -> tuple[bytes, list[Loss]]:
    """Return entries as a Moodle question file and what it cannot carry.

    An item's id stands as name and idnumber; what else the bank says of it stands in tags
    (``label``). A vignette becomes a description followed by its steps.
    """
    quiz = ET.Element("quiz")
    losses: list[Loss] = []
    domain = ""
    for entry in entries:
        if entry.domain != domain:
            domain = entry.domain
            category = ET.SubElement(quiz, "question", type="category")
            _text(ET.SubElement(category, "category"), f"$course$/top/{domain}")
        if isinstance(entry, Vignette):
            losses += case_losses(entry, kept={"domain"})
            _question(quiz, "description", entry.id, case_text(entry), "")
        for item in entry.steps if isinstance(entry, Vignette) else (entry,):
            losses += _losses(item)
            _item(quiz, item)
    ET.indent(quiz)
    return ET.tostring(quiz, encoding="utf-8", xml_declaration=True) + b"\n", losses


def _losses(item: Item) -> Iterator[Loss]:
    what = []
    match item.interaction:
        case Choice():
            what = ["ids of options"]
        case Ordering():
            what = ["ids of options", "rationales of an ordering"]
        case Matching():
            what = ["the order of options", "ids of options", "rationales of a matching"]
        case Cloze():
            what = ["the border between stem and passage", "ids of gaps"]
    if item.scene:
        what.append("the border between scene and stem")
    if item.vignette:
        what.append(STEP_OF)
    for one in what:
        yield Loss(item=item.id, what=one)


def _item(quiz: ET.Element, item: Item) -> None:
    stem = f"{item.scene}\n\n{item.stem}" if item.scene else item.stem
    text = (
        f"{stem}\n\n{_embedded(item.interaction)}" if isinstance(item.interaction, Cloze) else stem
    )
    one = _question(quiz, _KINDS[type(item.interaction)], item.id, text, item.explanation)
    match item.interaction:
        case Choice() as task:
            _choice(one, task)
        case TrueFalse() as task:
            for said, why in ((True, task.rationale_true), (False, task.rationale_false)):
                _answer(one, str(said).lower(), why, 100 if said is task.key else 0)
        case TextEntry() as task:
            ET.SubElement(one, "usecase").text = "0"
            for accepted in task.accepted:
                _answer(one, _literal(accepted), task.rationale, 100)
            for wrong in task.anticipated:
                _answer(one, _literal(wrong.text), wrong.rationale, 0)
        case NumberEntry() as task:
            _numerical(one, task)
        case Ordering() as task:
            for name, value in _ORDERING.items():
                ET.SubElement(one, name).text = value
            for place, option in enumerate(task.sequence, 1):
                _answer(one, option.text, "", place)
        case Matching() as task:
            ET.SubElement(one, "shuffleanswers").text = "true"
            _matching(one, task)
    _picture(one, picture_file(item))
    tags = ET.SubElement(one, "tags")
    for label in labels(item):
        _text(ET.SubElement(tags, "tag"), label)


_KINDS: dict[type[Interaction], str] = {
    Choice: "multichoice",
    TrueFalse: "truefalse",
    TextEntry: "shortanswer",
    NumberEntry: "numerical",
    Ordering: "ordering",
    Matching: "matching",
    Cloze: "cloze",
}


_EMBEDDED = '\\}#~/"'
"""Signs with a meaning within an embedded answer."""

_ORDERING = {
    "layouttype": "VERTICAL",
    "selecttype": "ALL",
    "selectcount": "0",
    "gradingtype": "ABSOLUTE_POSITION",
    "showgrading": "SHOW",
    "numberingstyle": "none",
}


def _question(quiz: ET.Element, kind: str, name: str, text: str, general: str) -> ET.Element:
    one = ET.SubElement(quiz, "question", type=kind)
    _text(ET.SubElement(one, "name"), name)
    _text(ET.SubElement(one, "questiontext", format="plain_text"), text)
    _text(ET.SubElement(one, "generalfeedback", format="plain_text"), general)
    if kind != "description":
        ET.SubElement(one, "defaultgrade").text = "1"
        ET.SubElement(one, "penalty").text = "0"
    ET.SubElement(one, "hidden").text = "0"
    ET.SubElement(one, "idnumber").text = name
    return one


def _text(parent: ET.Element, text: str) -> None:
    ET.SubElement(parent, "text").text = text


def _answer(parent: ET.Element, text: str, feedback: str, fraction: float) -> ET.Element:
    share = f"{fraction:.5f}".rstrip("0").rstrip(".")
    one = ET.SubElement(parent, "answer", fraction=share, format="plain_text")
    _text(one, text)
    _text(ET.SubElement(one, "feedback", format="plain_text"), feedback)
    return one


def _choice(one: ET.Element, task: Choice) -> None:
    ET.SubElement(one, "single").text = str(not task.multiple).lower()
    ET.SubElement(one, "shuffleanswers").text = str(task.shuffle).lower()
    ET.SubElement(one, "answernumbering").text = "abc"
    keys = sum(option.key for option in task.options)
    for option in task.options:
        if task.multiple:  # shares that Moodle's fixed list of fractions holds
            share = 100 / keys if option.key else -100 / (len(task.options) - keys)
        else:
            share = 100 if option.key else 0
        _answer(one, option.text, option.rationale, share)


def _picture(one: ET.Element, picture: PictureFile | None) -> None:
    """Put a picture, if there is one, above what is asked, which becomes HTML for it."""
    asked = one.find("questiontext")
    text = None if asked is None else asked.find("text")
    if picture is None or asked is None or text is None:
        return
    shown = html_picture(f"@@PLUGINFILE@@/{picture.name}", picture.text)
    text.text = shown + html_paragraphs(text.text or "")
    asked.set("format", "html")
    file = ET.SubElement(asked, "file", name=picture.name, path="/", encoding="base64")
    file.text = base64.b64encode(picture.data).decode()


def _numerical(one: ET.Element, task: NumberEntry) -> None:
    """Write a number; units are spellings of one unit, may be left out, and a wrong one earns nothing."""
    answers = [(task.value, task.tolerance, task.rationale, 100)]
    answers += [(wrong.value, Decimal(0), wrong.rationale, 0) for wrong in task.anticipated]
    for number, tolerance, why, share in answers:
        answer = _answer(one, shown_number(number), why, share)
        ET.SubElement(answer, "tolerance").text = shown_number(tolerance)
    if task.units:
        units = ET.SubElement(one, "units")
        for name in task.units:
            unit = ET.SubElement(units, "unit")
            ET.SubElement(unit, "multiplier").text = "1"
            ET.SubElement(unit, "unit_name").text = name
    grading = {"unitgradingtype": "0", "unitpenalty": "1", "unitsleft": "0"}
    for name, setting in {**grading, "showunits": "0" if task.units else "3"}.items():
        ET.SubElement(one, name).text = setting


def _matching(one: ET.Element, task: Matching) -> None:
    texts = {option.id: option.text for option in task.options}
    used = {prompt.key for prompt in task.prompts}
    left: list[Option] = [option for option in task.options if option.id not in used]
    pairs = [(prompt.text, texts[prompt.key]) for prompt in task.prompts]
    for shown, answer in [*pairs, *(("", option.text) for option in left)]:
        row = ET.SubElement(one, "subquestion", format="plain_text")
        _text(row, shown)
        _text(ET.SubElement(row, "answer"), answer)


def _literal(text: str) -> str:
    """Return an answer in which a star stands for itself and not for anything at all."""
    return text.replace("*", "\\*")


def _embedded(task: Cloze) -> str:
    """Return a passage with its gaps in the notation of embedded answers."""
    gaps = {gap.id: gap for gap in task.gaps}

    def field(name: str) -> str:
        gap = gaps[name]
        answers = "~".join(
            f"{'%100%' if text.startswith('%') else '='}{_escaped(_literal(text))}#{_escaped(gap.rationale)}"
            for text in gap.accepted
        )
        return f"{{1:SHORTANSWER:{answers}}}"

    return GAP.sub(lambda found: field(found[1]), task.passage)


def _escaped(text: str) -> str:
    """Escape what has a meaning within an embedded answer."""
    out = "".join(f"\\{sign}" if sign in _EMBEDDED else sign for sign in text)
    return out.replace("\n", " ")
