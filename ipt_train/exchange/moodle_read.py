"""Moodle XML to drafts of items, with the place of what cannot be read."""

import re
from typing import Any

from ipt_train.exchange.case import TEXT_ALONE
from ipt_train.exchange.draft import Draft, UnreadableError, letter
from ipt_train.exchange.html_text import plain_text
from ipt_train.exchange.label import labelled, unheld
from ipt_train.exchange.loss import Problem
from ipt_train.exchange.xml_read import Element, read_xml

_FIELD = re.compile(r"\{\d*:([A-Z_]+):((?:\\.|[^\\}])*)\}", re.S)
_SHORT = {"SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC"}
_SHARE = re.compile(r"^(?:%(-?\d+(?:\.\d+)?)%|(=))?(.*)$", re.S)


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
        return [], [Problem(line=error.line, column=error.column, message=error.message)]
    for question in root.each("question"):
        kind = question.attributes.get("type", "")
        if kind == "category":
            domain = question.said("category", "text").rsplit("/", 1)[-1]
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


class _Texts:
    """Reads texts in the format that they are marked with, and remembers what was lost."""

    def __init__(self) -> None:
        self.lost: dict[str, None] = {}

    def of(self, element: Element | None, form: str = "") -> str:
        """Return the text of an element whose ``format`` says how it is written."""
        if element is None:
            return ""
        if element.each("file"):
            self.lost["a picture or other medium"] = None
        raw = element.said("text")
        how = element.attributes.get("format", form)
        if how in ("plain_text", "markdown") or (how != "html" and "<" not in raw):
            return raw
        text, lost = plain_text(raw)
        self.lost |= dict.fromkeys(lost)
        return text


def _draft(question: Element, kind: str, domain: str) -> Draft:
    texts = _Texts()
    stem = texts.of(question.first("questiontext"), "html")
    if not stem:
        raise question.refuse("the question has no text")
    readers = {
        "multichoice": _choice,
        "truefalse": _truth,
        "shortanswer": _short,
        "matching": _matching,
        "ordering": _ordering,
        "cloze": _cloze,
    }
    if kind not in readers:
        raise question.refuse(f"questions of type `{kind}` cannot be imported")
    data = {"stem": stem} | readers[kind](question, texts)
    if explanation := texts.of(question.first("generalfeedback"), "html"):
        data["explanation"] = explanation
    tags = [tag.said("text") for one in question.each("tags") for tag in one.each("tag")]
    if question.said("shuffleanswers") in ("false", "0"):
        tags.append("shuffle:no")
    return Draft(
        id=_name(question),
        domain=domain,
        line=question.line,
        data=data | labelled(tags, data["type"]),
        lost=[*texts.lost, *unheld(tags)],
    )


def _name(question: Element) -> str:
    return question.said("idnumber") or question.said("name", "text")


def _fraction(answer: Element) -> float:
    try:
        return float(answer.attributes.get("fraction", "0"))
    except ValueError:
        raise answer.refuse("the fraction is not a number") from None


def _rows(question: Element, texts: _Texts) -> list[tuple[float, str, str, Element]]:
    """Return fraction, text and feedback of each answer."""
    answers = question.each("answer")
    if not answers:
        raise question.refuse("the question has no answers")
    form = question.first("questiontext")
    how = form.attributes.get("format", "html") if form else "html"
    return [
        (_fraction(one), texts.of(one, how), texts.of(one.first("feedback"), how), one)
        for one in answers
    ]


def _choice(question: Element, texts: _Texts) -> dict[str, Any]:
    single = question.said("single") not in ("false", "0")
    rows = _rows(question, texts)
    best = max(share for share, *_ in rows)
    options = []
    for index, (share, text, why, _) in enumerate(rows):
        option: dict[str, Any] = {"id": letter(index), "text": text}
        if share > 0 and (share == best or not single):
            option["key"] = True
        options.append(option | {"rationale": why})
    if best <= 0:
        raise question.refuse("no answer is marked as right")
    if single and any(0 < share < best for share, *_ in rows):
        texts.lost["part marks of an answer"] = None
    return {"type": "single-best-answer" if single else "multiple-response", "options": options}


def _truth(question: Element, texts: _Texts) -> dict[str, Any]:
    key, why = False, {"true": "", "false": ""}
    for share, text, feedback, one in _rows(question, texts):
        if text.lower() not in why:
            raise one.refuse("an answer is neither true nor false")
        why[text.lower()] = feedback
        key = key or (text.lower() == "true" and share > 0)
    return {
        "type": "true-false",
        "key": key,
        "rationale_true": why["true"],
        "rationale_false": why["false"],
    }


def _short(question: Element, _: _Texts) -> dict[str, Any]:
    accepted: list[str] = []
    wrong: list[dict[str, str]] = []
    rationale = ""
    texts = _Texts()
    for share, _text, why, one in _rows(question, texts):
        text = one.said("text")  # answers to type are plain text whatever the format says
        if re.search(r"(?<!\\)\*", text):
            raise one.refuse("an answer with a wildcard * cannot be imported")
        text = text.replace("\\*", "*")
        if share > 0:
            accepted.append(text)
            rationale = rationale or why
        else:
            wrong.append({"text": text, "rationale": why})
    if not accepted:
        raise question.refuse("no answer is marked as right")
    data: dict[str, Any] = {"type": "short-answer", "accepted": accepted, "rationale": rationale}
    return data | ({"anticipated": wrong} if wrong else {})


def _matching(question: Element, texts: _Texts) -> dict[str, Any]:
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
        raise question.refuse("the matching has no pairs")
    rows = [{"id": name, "text": text, "rationale": ""} for text, name in options.items()]
    return {"type": "matching", "prompts": prompts, "options": rows}


def _ordering(question: Element, texts: _Texts) -> dict[str, Any]:
    rows = sorted(_rows(question, texts), key=lambda row: row[0])
    sequence = [
        {"id": letter(index), "text": text, "rationale": why}
        for index, (_, text, why, _one) in enumerate(rows)
    ]
    return {"type": "ordering", "sequence": sequence}


def _cloze(question: Element, texts: _Texts) -> dict[str, Any]:
    gaps: list[dict[str, Any]] = []

    def field(found: re.Match[str]) -> str:
        if found[1] not in _SHORT:
            raise question.refuse(f"an embedded {found[1]} cannot be imported, only SHORTANSWER")
        accepted, rationale = [], ""
        for one in re.findall(r"(?:\\.|[^\\~])+", found[2], re.S):
            answer, _, feedback = _cut(one)
            share = _SHARE.match(answer)
            text = _bare(share[3]) if share else ""
            if share and (share[2] or float(share[1] or 0) > 0) and text:
                accepted.append(text.replace("\\*", "*"))
                rationale = rationale or _bare(feedback)
        if not accepted:
            raise question.refuse("an embedded answer has no right answer")
        name = f"gap-{len(gaps) + 1}"
        gaps.append({"id": name, "accepted": accepted, "rationale": rationale})
        return f"{{{{{name}}}}}"

    passage = _FIELD.sub(field, texts.of(question.first("questiontext"), "html"))
    if not gaps:
        raise question.refuse("the passage has no embedded answer")
    return {"type": "cloze", "stem": "Fill the gaps.", "passage": passage, "gaps": gaps}


def _cut(text: str) -> tuple[str, str, str]:
    """Split an embedded answer at its first unescaped number sign."""
    found = re.match(r"((?:\\.|[^\\#])*)(#?)(.*)$", text, re.S)
    return (found[1], found[2], found[3]) if found else (text, "", "")


def _bare(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text, flags=re.S).strip()
