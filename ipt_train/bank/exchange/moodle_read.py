"""Moodle XML to drafts of items, with the place of what cannot be read."""

from math import isfinite
from typing import Any

from ipt_train.bank.exchange.case import TEXT_ALONE
from ipt_train.bank.exchange.draft import Draft, UnreadableError, letter
from ipt_train.bank.exchange.field import look
from ipt_train.bank.exchange.label import foreign, labelled, unheld
from ipt_train.bank.exchange.loss import Problem
from ipt_train.bank.exchange.moodle_cloze import cloze
from ipt_train.bank.exchange.moodle_field import TYPES, moodle_fields
from ipt_train.bank.exchange.moodle_text import MoodleTexts
from ipt_train.bank.exchange.share import (
    Lost,
    Refuse,
    Typed,
    keys,
    typed_texts,
)
from ipt_train.bank.exchange.typed_number import (
    OTHER_UNIT,
    NumberAnswer,
    around,
    number_entry,
    number_of,
    unit_spellings,
)
from ipt_train.bank.exchange.xml_read import Element, read_xml


def read_moodle(data: bytes) -> tuple[list[Draft], list[Problem]]:
    """Read questions; what cannot be read is a problem with its place, and the rest goes on."""
    drafts: list[Draft] = []
    problems: list[Problem] = []
    domain = ""
    try:
        root = read_xml(data)
        if root.name != "quiz":
            raise root.refuse(f"a Moodle question file begins with <quiz>, not <{root.name}>")
    except UnreadableError as error:
        return [], [error.problem()]
    beside = dict.fromkeys(one.name for one in root.children if one.name != "question")
    if beside:
        lost = [f"an unknown element <{name}>" for name in beside]
        drafts.append(Draft(id="the file", domain="", line=root.line, lost=lost))
    for question in root.each("question"):
        kind = question.attributes.get("type", "")
        if kind == "category":
            path = question.said("category", "text")
            domain = path.rsplit("/", 1)[-1]
            told: Lost = {}
            look(question, "question", moodle_fields(kind), told)
            if told:
                drafts.append(Draft(id=path, domain="", line=question.line, lost=list(told)))
        elif kind == "description":
            name = _name(question)
            drafts.append(Draft(id=name, domain=domain, line=question.line, lost=[TEXT_ALONE]))
        else:
            try:
                drafts.append(_draft(question, kind, domain))
            except UnreadableError as error:
                problems.append(
                    Problem(line=error.line, column=error.column, message=error.message)
                )
    return drafts, problems


def _draft(question: Element, kind: str, domain: str) -> Draft:
    if kind not in TYPES:
        raise question.refuse(f"questions of type `{kind}` cannot be imported")
    texts = MoodleTexts(question.first("questiontext"))
    if not texts.stem:
        raise question.refuse("the question has no text")
    readers = {
        "multichoice": _choice,
        "truefalse": _truth,
        "shortanswer": _short,
        "numerical": _numerical,
        "matching": _matching,
        "ordering": _ordering,
        "cloze": _cloze,
    }
    data = {"stem": texts.stem} | readers[kind](question, texts)
    if explanation := texts.of(question.first("generalfeedback"), "html"):
        data["explanation"] = explanation
    tags = [tag.said("text") for one in question.each("tags") for tag in one.each("tag")]
    ours = any(tag.startswith("objective:") for tag in tags)
    if kind == "multichoice" and question.said("shuffleanswers") in ("false", "0"):
        tags.append("shuffle:no")
    data |= labelled(tags, data["type"])
    others, lost = foreign(tags)
    if others:
        data["tags"] = [*data.get("tags", []), *others]
    if question.said("name", "text") not in ("", _name(question)):
        texts.lost["the title"] = None
    look(question, "question", moodle_fields(kind), texts.lost)
    return Draft(
        id=_name(question),
        domain=domain,
        line=question.line,
        data=data,
        lost=[*texts.lost, *lost, *unheld(tags)],
        ours=ours,
        picture=texts.picture,
    )


def _name(question: Element) -> str:
    return question.said("idnumber") or question.said("name", "text")


def _fraction(answer: Element) -> float:
    """Return what an answer earns, 1 for all marks; in an ordering, a hundredth of its place."""
    try:
        share = float(answer.attributes.get("fraction", "0")) / 100
        if isfinite(share):
            return share
        raise ValueError
    except ValueError:
        raise answer.refuse("the fraction is not a number") from None


def _answers(question: Element) -> list[Element]:
    answers = question.each("answer")
    if not answers:
        raise question.refuse("the question has no answers")
    return answers


def _rows(question: Element, texts: MoodleTexts) -> list[tuple[float, str, str, Element]]:
    """Return share of the marks, text and feedback of each answer."""
    how = _format(question)
    return [
        (_fraction(one), texts.of(one, how), texts.of(one.first("feedback"), how), one)
        for one in _answers(question)
    ]


def _format(question: Element) -> str:
    form = question.first("questiontext")
    return form.attributes.get("format", "html") if form else "html"


def _refuse(question: Element) -> Refuse:
    return lambda number, message: (
        question if number is None else question.each("answer")[number]
    ).refuse(message)


def _choice(question: Element, texts: MoodleTexts) -> dict[str, Any]:
    single = question.said("single") not in ("false", "0")
    rows = _rows(question, texts)
    shares = [share for share, *_ in rows]
    right = keys(shares, _refuse(question), texts.lost, single=single)
    options = []
    for index, (_, text, why, _one) in enumerate(rows):
        option: dict[str, Any] = {"id": letter(index), "text": text}
        if right[index]:
            option["key"] = True
        options.append(option | {"rationale": why})
    return {"type": "single-best-answer" if single else "multiple-response", "options": options}


def _truth(question: Element, texts: MoodleTexts) -> dict[str, Any]:
    rows = _rows(question, texts)
    why = {"true": "", "false": ""}
    for _, text, feedback, one in rows:
        if text.lower() not in why:
            raise one.refuse("an answer is neither true nor false")
        why[text.lower()] = feedback
    shares = [share for share, *_ in rows]
    right = keys(shares, _refuse(question), texts.lost, single=True)
    return {
        "type": "true-false",
        "key": rows[right.index(True)][1].lower() == "true",
        "rationale_true": why["true"],
        "rationale_false": why["false"],
    }


def _short(question: Element, texts: MoodleTexts) -> dict[str, Any]:
    how = _format(question)
    answers = [  # what is typed is plain text, whatever the format says
        Typed(
            share=_fraction(one),
            text=one.said("text"),
            feedback=texts.of(one.first("feedback"), how),
        )
        for one in _answers(question)
    ]
    return typed_texts(answers, _refuse(question), texts.lost).short_answer()


def _numerical(question: Element, texts: MoodleTexts) -> dict[str, Any]:
    how = _format(question)
    answers = [_number(one, texts.of(one.first("feedback"), how)) for one in _answers(question)]
    units = []
    for unit in (one for part in question.each("units") for one in part.each("unit")):
        try:
            same = number_of(unit.said("multiplier") or "1") == 1
        except ValueError:
            raise unit.refuse("the multiplier of a unit is not a number") from None
        if same:
            units.append(unit.said("unit_name"))
        else:
            texts.lost[OTHER_UNIT] = None
    data = number_entry(answers, _refuse(question), texts.lost)
    return data | unit_spellings(units, texts.lost)


def _number(answer: Element, feedback: str) -> NumberAnswer:
    """Read a number with its tolerance; a star stands for any number."""
    share, text = _fraction(answer), answer.said("text")
    if text == "*":
        return NumberAnswer(low=None, high=None, share=share, feedback=feedback)
    try:
        room = number_of(answer.said("tolerance") or "0")
        return around(number_of(text), room, share=share, feedback=feedback)
    except ValueError as error:
        raise answer.refuse(str(error)) from None


def _matching(question: Element, texts: MoodleTexts) -> dict[str, Any]:
    options: dict[str, str] = {}
    prompts: list[dict[str, str]] = []
    for row in question.each("subquestion"):
        shown, answer = texts.of(row, "html"), row.said("answer", "text")
        name = options.setdefault(answer, f"o{len(options) + 1}")
        if shown:
            prompts.append(
                {"id": letter(len(prompts)), "text": shown, "key": name, "rationale": ""}
            )
    if not prompts:
        raise question.refuse("the matching question has no pairs")
    rows = [{"id": name, "text": text, "rationale": ""} for text, name in options.items()]
    return {"type": "matching", "prompts": prompts, "options": rows}


def _ordering(question: Element, texts: MoodleTexts) -> dict[str, Any]:
    rows = sorted(_rows(question, texts), key=lambda row: row[0])
    sequence = [
        {"id": letter(index), "text": text, "rationale": why}
        for index, (_, text, why, _one) in enumerate(rows)
    ]
    return {"type": "ordering", "sequence": sequence}


def _cloze(question: Element, texts: MoodleTexts) -> dict[str, Any]:
    return cloze(question, texts.stem, texts.lost)
