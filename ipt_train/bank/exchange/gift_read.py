"""GIFT to drafts of items, with the place of what cannot be read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ipt_train.bank.core.passage import GAP
from ipt_train.bank.exchange.case import TEXT_ALONE
from ipt_train.bank.exchange.draft import Draft
from ipt_train.bank.exchange.gift_block import GiftBlock, gift_blocks
from ipt_train.bank.exchange.gift_field import GIFT
from ipt_train.bank.exchange.gift_number import gift_number
from ipt_train.bank.exchange.gift_text import PREFIX, GiftTexts, escaped, find, split, unescaped
from ipt_train.bank.exchange.label import foreign
from ipt_train.bank.exchange.loss import Problem
from ipt_train.bank.exchange.share import Refuse, Typed, TypedTexts, keys, typed_texts
from ipt_train.bank.exchange.typed_number import number_entry

_WEIGHT = re.compile(r"^%\s*([-+]?(?:\d+(?:[.,]\d*)?|[.,]\d+))\s*%")
_MERGED = "another question's answers begin here: put an empty line before each question"
_TITLE = re.compile(r"^[ \t]*::[^\n]*::", re.M)
_TRUTH = re.compile(r"^(T|TRUE|F|FALSE)\s*(?=#|$)", re.I)


class _UnreadableError(Exception):
    def __init__(self, index: int, message: str) -> None:
        self.index = index
        self.message = message


def read_gift(text: str) -> tuple[list[Draft], list[Problem]]:
    """Read questions; what cannot be read is a problem with its place, and the rest goes on."""
    drafts: list[Draft] = []
    problems: list[Problem] = []
    for block in gift_blocks(text.replace("\r\n", "\n").replace("\r", "\n")):
        try:
            draft = _draft(block)
        except _UnreadableError as error:
            before = block.text[: error.index]
            line = block.line + before.count("\n")
            column = error.index - (before.rfind("\n") + 1) + 1
            problems.append(Problem(line=line, column=column, message=error.message))
            continue
        if draft:
            drafts.append(draft)
    return drafts, problems


def _draft(block: GiftBlock) -> Draft | None:
    text = block.text
    title, start = _title(text)
    brace = find(text, "{", start)
    if brace < 0:
        if merged := _TITLE.search(text, start):
            raise _UnreadableError(merged.start(), _MERGED)
        return _alone(block, title, start)
    close = find(text, "}", brace + 1)
    if close < 0:
        raise _UnreadableError(brace, "the answers are not closed with }")
    _be_alone(text, start, close)
    texts = GiftTexts()
    stem = texts.question(text[start:brace])
    after = texts.within(text[close + 1 :])
    body = text[brace + 1 : close]
    general = find(body, "####", 0)
    explanation = ""
    if general >= 0:
        body, explanation = body[:general], texts.of(body[general + 4 :])
    data = _answers(body, brace + 1, texts, missing_word=bool(after.strip()))
    if "passage" in data:
        before = PREFIX.sub("", text[start:brace].lstrip())
        if GAP.search(f"{before}{after}"):
            raise _UnreadableError(start, "{{...}} in the text would be taken for a gap here")
        data |= {"passage": f"{texts.within(before)}{data['passage']}{after}".strip()}
        stem = "Fill the gaps."
    elif after.strip():
        stem = f"{stem} _____ {after.strip()}".strip()
    if not stem:
        raise _UnreadableError(brace, "there is no question before the answers")
    data |= {"stem": stem}
    if explanation:
        data["explanation"] = explanation
    tags, lost = foreign(block.tags)
    if tags:
        data["tags"] = tags
    if block.id and title not in ("", block.id):
        lost.append(GIFT["title beside an id"].words)
    return Draft(
        id=block.id or title,
        domain=block.domain,
        line=block.line,
        data=data,
        lost=[*texts.lost, *lost, *block.lost],
    )


def _title(text: str) -> tuple[str, int]:
    """Return the title of a question, empty where it has none, and where what comes after begins."""
    opened = re.match(r"\s*::", text)
    if not opened:
        return "", 0
    end = find(text, "::", opened.end())
    if end < 0:
        raise _UnreadableError(opened.start(), "the title is not closed with ::")
    return unescaped(text[opened.end() : end]).strip(), end + 2


def _be_alone(text: str, start: int, close: int) -> None:
    """Refuse a block in which a second question begins: Moodle would merge the two."""
    merged = _TITLE.search(text, start)
    another = find(text, "{", close + 1)
    places = [place for place in (another, merged.start() if merged else -1) if place >= 0]
    if places:
        raise _UnreadableError(min(places), _MERGED)


def _alone(block: GiftBlock, title: str, start: int) -> Draft | None:
    """Return a text that asks nothing as a draft without data; None where there is no text."""
    if not block.text[start:].strip():
        return None
    name = block.id or title
    return Draft(id=name, domain=block.domain, line=block.line, lost=[TEXT_ALONE, *block.lost])


def _answers(body: str, offset: int, texts: GiftTexts, *, missing_word: bool) -> dict[str, Any]:
    """Read what stands between the braces."""
    bare = body.strip()
    if not bare:
        raise _UnreadableError(offset - 1, "an essay has no answers to import")
    if bare.startswith("#"):
        return _numerical(body, offset, texts)
    if truth := _TRUTH.match(bare):
        parts = split(bare[truth.end() :], "#")[1:]
        if len(parts) > 2:
            texts.lost[GIFT["answer/third feedback of true or false"].words] = None
        wrong, right = (*[texts.of(part) for part in parts], "", "")[:2]
        true = truth[1].upper().startswith("T")
        return {
            "type": "true-false",
            "key": true,
            "rationale_true": right if true else wrong,
            "rationale_false": wrong if true else right,
        }
    answers = list(_each(body, offset))
    if all(one.mark == "=" and find(one.text, "->", 0) >= 0 for one in answers):
        return _matching(answers, texts)
    if all(one.mark == "=" for one in answers):
        if pair := next((one for one in answers if find(one.text, "->", 0) >= 0), None):
            raise _UnreadableError(
                pair.place, "in a matching question, every answer needs an arrow ->"
            )
        typed = _typed(answers, offset, texts)
        if not missing_word:
            return typed.short_answer()
        gap = typed.gap("gap-1", texts.lost)
        return {"type": "cloze", "passage": "{{gap-1}}", "gaps": [gap]}
    return _choice(answers, offset, texts)


@dataclass(frozen=True, slots=True)
class _Answer:
    """An answer: its mark (= or ~), what stands after it, and where."""

    mark: str
    text: str
    place: int

    def parts(self) -> tuple[float, str, str]:
        """Return the share of the marks that it earns, its text and its feedback, as written."""
        shown, *feedback = split(self.text, "#")
        found = _WEIGHT.match(shown.strip())
        share = float(found[1].replace(",", ".")) / 100 if found else float(self.mark == "=")
        text = shown.strip()[found.end() :] if found else shown
        return share, text, "#".join(feedback)


def _each(body: str, offset: int, *, bare: bool = False) -> Iterator[_Answer]:
    """Yield the answers; a text without any mark is the one answer to be typed.

    Args:
        body: What stands between the braces.
        offset: Where it begins.
        bare: Whether the first answer needs no mark.
    """
    places = [index for index, sign in enumerate(body) if sign in "=~" and not escaped(body, index)]
    if not places:
        yield _Answer("=", body, offset)
        return
    if body[: places[0]].strip():
        if not bare:
            raise _UnreadableError(offset, "an answer must begin with = or ~")
        yield _Answer("=", body[: places[0]], offset)
    for begin, end in zip(places, [*places[1:], len(body)], strict=True):
        yield _Answer(body[begin], body[begin + 1 : end], offset + begin)


def _refuse(answers: list[_Answer], offset: int) -> Refuse:
    return lambda number, message: _UnreadableError(
        offset if number is None else answers[number].place, message
    )


def _choice(answers: list[_Answer], offset: int, texts: GiftTexts) -> dict[str, Any]:
    single = any(one.mark == "=" for one in answers)
    rows = [one.parts() for one in answers]
    right = keys([share for share, *_ in rows], _refuse(answers, offset), texts.lost, single=single)
    options = []
    for index, (one, (_, text, feedback)) in enumerate(zip(answers, rows, strict=True)):
        option: dict[str, Any] = {"id": _letter(index, one.place), "text": texts.of(text)}
        if right[index]:
            option["key"] = True
        options.append(option | {"rationale": texts.of(feedback)})
    return {"type": "single-best-answer" if single else "multiple-response", "options": options}


def _numerical(body: str, offset: int, texts: GiftTexts) -> dict[str, Any]:
    """Read numbers, which stand after a # and need no mark before the first of them."""
    sign = body.index("#") + 1
    answers = list(_each(body[sign:], offset + sign, bare=True))
    typed = []
    for one in answers:
        share, text, feedback = one.parts()
        try:
            typed.append(gift_number(one.mark, text, share, texts.of(feedback)))
        except ValueError as error:
            raise _UnreadableError(one.place, str(error)) from None
    return number_entry(typed, _refuse(answers, offset), texts.lost)


def _typed(answers: list[_Answer], offset: int, texts: GiftTexts) -> TypedTexts:
    """Read answers to type, which are plain whatever the format of the question."""
    rows = [one.parts() for one in answers]
    typed = [
        Typed(
            share=share,
            text=unescaped(PREFIX.sub("", text.lstrip())).strip(),
            feedback=texts.of(why),
        )
        for share, text, why in rows
    ]
    return typed_texts(typed, _refuse(answers, offset), texts.lost)


def _matching(answers: list[_Answer], texts: GiftTexts) -> dict[str, Any]:
    options: dict[str, str] = {}
    prompts = []
    for index, one in enumerate(answers):
        arrow = find(one.text, "->", 0)
        prompt, option = texts.of(one.text[:arrow]), texts.of(one.text[arrow + 2 :])
        name = options.setdefault(option, f"o{len(options) + 1}")
        if prompt:
            prompts.append(
                {"id": _letter(index, one.place), "text": prompt, "key": name, "rationale": ""}
            )
    rows = [{"id": name, "text": option, "rationale": ""} for option, name in options.items()]
    return {"type": "matching", "prompts": prompts, "options": rows}


def _letter(index: int, place: int) -> str:
    if index > 25:
        raise _UnreadableError(place, "more than 26 answers")
    return chr(ord("a") + index)
