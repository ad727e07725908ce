"""Items to a QTI 1.2 package as Canvas imports it into Classic or New Quizzes.

Element by element after 1EdTech's QTI 1.2 as Canvas reads it (the fixtures of Canvas's own
importer, instructure/qti). Canvas takes text as HTML, so every text is escaped once more.
"""

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

from ipt_train.bank.core.model import (
    Choice,
    Cloze,
    Item,
    Matching,
    NumberEntry,
    Ordering,
    TextEntry,
    TrueFalse,
    Vignette,
)
from ipt_train.bank.core.number import shown_number
from ipt_train.bank.core.passage import GAP
from ipt_train.bank.exchange.canvas_package import document, el, manifest, quiz_settings
from ipt_train.bank.exchange.canvas_rule import all_of, explain, near, one_of, show
from ipt_train.bank.exchange.case import STEP_OF, case_losses, case_text
from ipt_train.bank.exchange.html_text import html_paragraphs, html_picture
from ipt_train.bank.exchange.loss import UNITS, Loss
from ipt_train.bank.exchange.package import packed
from ipt_train.bank.exchange.picture_file import PictureFile, picture_file
from ipt_train.vocabulary import ItemType

_QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_KINDS: dict[type, str] = {
    TrueFalse: "true_false_question",
    TextEntry: "short_answer_question",
    NumberEntry: "numerical_question",
    Matching: "matching_question",
    Cloze: "fill_in_multiple_blanks_question",
}
_FOLDER = "images"
"""Where the pictures of a quiz stand in its package."""
_ALWAYS_LOST = (
    "references, facts and claims",
    "level, objective and certainty",
    "revision and status",
    "the domain",
)


def write_canvas(
    entries: Iterable[Item | Vignette], title: str, name: str
) -> tuple[bytes, list[Loss]]:
    """Return entries as one quiz in a zip, and what Canvas cannot carry.

    Args:
        entries: Items and vignettes; a vignette becomes a text followed by its steps.
        title: Title of the quiz.
        name: Its id.
    """
    root = ET.Element("questestinterop", xmlns=_QTI)
    quiz = el(root, "assessment", ident=name, title=title)
    section = el(quiz, "section", ident="root_section")
    losses: list[Loss] = []
    pictures: dict[str, bytes] = {}
    for entry in entries:
        if isinstance(entry, Vignette):
            losses += case_losses(entry, kept={"title"})
            _start(section, entry.id, entry.title, "text_only_question", case_text(entry))
        for item in entry.steps if isinstance(entry, Vignette) else (entry,):
            if isinstance(item.interaction, Ordering):
                losses.append(Loss(item=item.id, what="the whole item: Canvas has no ordering"))
                continue
            losses += _losses(item)
            _item(section, item)
            if picture := picture_file(item):
                pictures[f"{_FOLDER}/{picture.name}"] = picture.data
                _show_picture(section[-1], picture)
    files = {
        "imsmanifest.xml": manifest(name, pictures),
        f"{name}/{name}.xml": document(root),
        f"{name}/assessment_meta.xml": quiz_settings(name, title),
        **pictures,
    }
    return packed(files), losses


def _losses(item: Item) -> Iterator[Loss]:
    for what in _ALWAYS_LOST:
        yield Loss(item=item.id, what=what)
    if item.competencies or item.tags or item.replaces:
        yield Loss(item=item.id, what="competencies, tags and ids that it replaces")
    if isinstance(item.interaction, Matching | Cloze) or item.type == ItemType.MULTIPLE_RESPONSE:
        yield Loss(item=item.id, what="the credit rule")
    if item.vignette:
        yield Loss(item=item.id, what=STEP_OF)
    match item.interaction:
        case NumberEntry(units=units) if units:
            yield Loss(item=item.id, what=UNITS)
        case Choice(shuffle=False):
            yield Loss(item=item.id, what="the fixed order of options")
        case Matching():
            yield Loss(item=item.id, what="ids of options")
            yield Loss(item=item.id, what="rationales of a matching")
        case Cloze():
            yield Loss(item=item.id, what="ids of gaps")
            yield Loss(item=item.id, what="rationales of gaps")
            yield Loss(item=item.id, what="the border between stem and passage")
    if item.scene:
        yield Loss(item=item.id, what="the border between scene and stem")


def _material(parent: ET.Element, text: str, *, html: bool = True) -> None:
    shown, kind = (html_paragraphs(text), "text/html") if html else (text, "text/plain")
    el(el(parent, "material"), "mattext", shown, texttype=kind)


def _start(section: ET.Element, name: str, title: str, kind: str, text: str) -> ET.Element:
    """Begin an item; return it, with its presentation as last child."""
    one = el(section, "item", ident=name, title=title)
    fields = el(el(one, "itemmetadata"), "qtimetadata")
    points = "0.0" if kind == "text_only_question" else "1.0"
    for label, value in (("question_type", kind), ("points_possible", points)):
        field = el(fields, "qtimetadatafield")
        el(field, "fieldlabel", label)
        el(field, "fieldentry", value)
    _material(el(one, "presentation"), text)
    return one


def _show_picture(item: ET.Element, picture: PictureFile) -> None:
    """Put a picture above what is asked; Canvas looks for it among the files of the package."""
    asked = item.find("presentation/material/mattext")
    assert asked is not None  # every item begins with it
    address = f"%24IMS-CC-FILEBASE%24/{_FOLDER}/{picture.name}"
    asked.text = html_picture(address, picture.text) + (asked.text or "")


def _item(section: ET.Element, item: Item) -> None:
    task = item.interaction
    stem = f"{item.scene}\n\n{item.stem}" if item.scene else item.stem
    if isinstance(task, Cloze):
        stem = f"{stem}\n\n{GAP.sub(lambda found: f'[{found[1]}]', task.passage)}"
    kind = _KINDS.get(type(task))
    if isinstance(task, Choice):
        kind = "multiple_answers_question" if task.multiple else "multiple_choice_question"
    one = _start(section, item.id, item.id, str(kind), stem)
    shown = one[-1]
    marks = el(one, "resprocessing")
    el(
        el(marks, "outcomes"),
        "decvar",
        maxvalue="100",
        minvalue="0",
        varname="SCORE",
        vartype="Decimal",
    )
    explain(marks)
    feedback = [("general_fb", item.explanation)]
    match task:
        case Choice(options=options, multiple=multiple):
            rows = [(option.id, option.text) for option in options]
            _choices(shown, "response1", rows, "Multiple" if multiple else "Single")
            feedback += [(f"{option.id}_fb", option.rationale) for option in options]
            for option in options:
                show(marks, "response1", option.id)
            keys = [option.id for option in options if option.key]
            others = [option.id for option in options if not option.key] if multiple else []
            all_of(marks, "response1", keys, others)
        case TrueFalse():
            _choices(shown, "response1", [("true", "True"), ("false", "False")], "Single")
            feedback += [("true_fb", task.rationale_true), ("false_fb", task.rationale_false)]
            for answer in ("true", "false"):
                show(marks, "response1", answer)
            all_of(marks, "response1", ["true" if task.key else "false"], [])
        case TextEntry():
            el(el(shown, "response_str", ident="response1", rcardinality="Single"), "render_fib")
            feedback += [("correct_fb", task.rationale)]
            for number, wrong in enumerate(task.anticipated, 1):
                show(marks, "response1", wrong.text, f"wrong_{number}_fb")
                feedback.append((f"wrong_{number}_fb", wrong.rationale))
            one_of(marks, "response1", task.accepted, 100, show="correct_fb")
        case NumberEntry():
            entry = el(shown, "response_str", ident="response1", rcardinality="Single")
            el(entry, "render_fib", fibtype="Decimal")
            feedback += [("correct_fb", task.rationale)]
            for number, foreseen in enumerate(task.anticipated, 1):
                show(marks, "response1", shown_number(foreseen.value), f"wrong_{number}_fb")
                feedback.append((f"wrong_{number}_fb", foreseen.rationale))
            near(marks, task)
        case Matching() | Cloze():
            _several(shown, marks, task)
    for name, text in feedback:
        _material(el(el(one, "itemfeedback", ident=name), "flow_mat"), text)


def _several(shown: ET.Element, marks: ET.Element, task: Matching | Cloze) -> None:
    """Write one response a prompt or gap; each adds its share of the points."""
    if isinstance(task, Matching):
        rows = [(option.id, option.text) for option in task.options]
        asked = [(prompt.id, prompt.text, rows, [prompt.key]) for prompt in task.prompts]
    else:
        asked = []
        for gap in task.gaps:
            rows = [(f"{gap.id}-{number}", text) for number, text in enumerate(gap.accepted)]
            asked.append((gap.id, gap.id, rows, [row for row, _ in rows]))
    for name, about, rows, keys in asked:
        _choices(shown, f"response_{name}", rows, "Single", about)
        one_of(marks, f"response_{name}", keys, 100 / len(asked), action="Add")


def _choices(
    shown: ET.Element, name: str, rows: Iterable[tuple[str, str]], many: str, about: str = ""
) -> None:
    one = el(shown, "response_lid", ident=name, rcardinality=many)
    if about:
        _material(one, about, html=False)
    render = el(one, "render_choice")
    for ident, text in rows:
        _material(el(render, "response_label", ident=ident), text, html=False)
