"""GIFT to drafts of items, with the place of what cannot be read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ipt_train.exchange.case import TEXT_ALONE
from ipt_train.exchange.draft import Draft
from ipt_train.exchange.loss import Problem

_ID = re.compile(r"\[id:([^\]\s]+)\]")
_PREFIX = re.compile(r"^\[(html|moodle|plain|markdown)\]")
_WEIGHT = re.compile(r"^%(-?\d+(?:\.\d+)?)%")
_TRUTH = re.compile(r"^(T|TRUE|F|FALSE)\s*(?=#|$)", re.I)


class _UnreadableError(Exception):
    def __init__(self, index: int, message: str) -> None:
        self.index = index
        self.message = message


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines of one question: their text, and line and column of its first character."""

    text: str
    line: int
    id: str
    domain: str


def read_gift(text: str) -> tuple[list[Draft], list[Problem]]:
    """Read questions; what cannot be read is a problem with its place, and the rest goes on."""
    drafts: list[Draft] = []
    problems: list[Problem] = []
    for block in _blocks(text.replace("\r\n", "\n").replace("\r", "\n")):
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


def _blocks(text: str) -> Iterator[_Block]:
    """Yield the questions: lines between empty ones, without comments and categories."""
    lines: list[str] = []
    first, name, domain = 0, "", ""
    for number, line in enumerate([*text.split("\n"), ""], 1):
        bare = line.strip()
        if bare.startswith("//"):
            found = _ID.search(bare)
            name = found[1] if found else name
            if lines:
                lines.append("")  # keeps the places of what follows
        elif bare.startswith("$CATEGORY:"):
            domain = bare.removeprefix("$CATEGORY:").strip().rsplit("/", 1)[-1]
        elif bare:
            if not lines:
                first = number
            lines.append(line)
        elif lines:
            yield _Block("\n".join(lines), first, name, domain)
            lines, name = [], ""


def _draft(block: _Block) -> Draft | None:
    text, start, title = block.text, 0, ""
    opened = re.match(r"\s*::", text)
    if opened:
        end = _find(text, "::", opened.end())
        if end < 0:
            raise _UnreadableError(opened.start(), "the title is not closed with ::")
        title, start = _plain(text[opened.end() : end]), end + 2
    brace = _find(text, "{", start)
    if brace < 0:
        return _alone(block, title, start)
    close = _find(text, "}", brace + 1)
    if close < 0:
        raise _UnreadableError(brace, "the answers are not closed with }")
    stem, after = _plain(text[start:brace]), _plain(text[close + 1 :])
    draft = Draft(id=block.id or title, domain=block.domain, line=block.line)
    body = text[brace + 1 : close]
    general = _find(body, "####", 0)
    explanation = ""
    if general >= 0:
        body, explanation = body[:general], _plain(body[general + 4 :])
    draft.data = _answers(body, brace + 1)
    if after:
        if draft.data["type"] != "short-answer":
            stem = f"{stem} _____ {after}".strip()
        else:
            gap = {
                "id": "gap-1",
                "accepted": draft.data["accepted"],
                "rationale": draft.data["rationale"],
            }
            passage = f"{_bare(text[start:brace])}{{{{gap-1}}}}{_unescaped(text[close + 1 :])}"
            draft.data = {"type": "cloze", "passage": passage.strip(), "gaps": [gap]}
            stem = "Fill the gaps."
    if not stem:
        raise _UnreadableError(brace, "there is no question before the answers")
    draft.data |= {"stem": stem}
    if explanation:
        draft.data["explanation"] = explanation
    return draft


def _alone(block: _Block, title: str, start: int) -> Draft | None:
    """Return a text that asks nothing as a draft without data; None where there is no text."""
    if not block.text[start:].strip():
        return None
    name = block.id or title
    return Draft(id=name, domain=block.domain, line=block.line, lost=[TEXT_ALONE])


def _answers(body: str, offset: int) -> dict[str, Any]:
    """Read what stands between the braces."""
    bare = body.strip()
    if not bare:
        raise _UnreadableError(offset - 1, "an essay has no answers to import")
    if bare.startswith("#"):
        raise _UnreadableError(offset, "numerical questions cannot be imported")
    if truth := _TRUTH.match(bare):
        parts = _split(bare[truth.end() :], "#")[1:]
        wrong, right = (*[_plain(part) for part in parts], "", "")[:2]
        true = truth[1].upper().startswith("T")
        return {
            "type": "true-false",
            "key": true,
            "rationale_true": right if true else wrong,
            "rationale_false": wrong if true else right,
        }
    answers = list(_each(body, offset))
    if all(mark == "=" and _find(text, "->", 0) >= 0 for mark, text, _ in answers):
        return _matching(answers)
    if all(mark == "=" for mark, _, _ in answers):
        return _short(answers)
    return _choice(answers, offset)


def _each(body: str, offset: int) -> Iterator[tuple[str, str, int]]:
    """Yield mark, text and place of each answer."""
    places = [
        index for index, sign in enumerate(body) if sign in "=~" and not _escaped(body, index)
    ]
    if not places or body[: places[0]].strip():
        raise _UnreadableError(offset, "an answer begins with = or ~")
    for begin, end in zip(places, [*places[1:], len(body)], strict=True):
        yield body[begin], body[begin + 1 : end], offset + begin


def _choice(answers: list[tuple[str, str, int]], offset: int) -> dict[str, Any]:
    options = []
    single = any(mark == "=" for mark, _, _ in answers)
    for index, (mark, text, place) in enumerate(answers):
        weight, shown, feedback = _parts(text)
        option: dict[str, Any] = {"id": _letter(index, place), "text": shown}
        if mark == "=" if single else (weight or 0) > 0:
            option["key"] = True
        options.append(option | {"rationale": feedback})
    if not any("key" in option for option in options):
        raise _UnreadableError(offset, "no answer is marked as right")
    return {"type": "single-best-answer" if single else "multiple-response", "options": options}


def _short(answers: list[tuple[str, str, int]]) -> dict[str, Any]:
    accepted, anticipated, rationale = [], [], ""
    for _, text, _ in answers:
        weight, shown, feedback = _parts(text)
        if weight == 0:
            anticipated.append({"text": shown, "rationale": feedback})
        else:
            accepted.append(shown)
            rationale = rationale or feedback
    data: dict[str, Any] = {"type": "short-answer", "accepted": accepted, "rationale": rationale}
    return data | ({"anticipated": anticipated} if anticipated else {})


def _matching(answers: list[tuple[str, str, int]]) -> dict[str, Any]:
    options: dict[str, str] = {}
    prompts = []
    for index, (_, text, place) in enumerate(answers):
        arrow = _find(text, "->", 0)
        prompt, option = _plain(text[:arrow]), _plain(text[arrow + 2 :])
        name = options.setdefault(option, f"o{len(options) + 1}")
        if prompt:
            prompts.append(
                {"id": _letter(index, place), "text": prompt, "key": name, "rationale": ""}
            )
    rows = [{"id": name, "text": option, "rationale": ""} for option, name in options.items()]
    return {"type": "matching", "prompts": prompts, "options": rows}


def _parts(text: str) -> tuple[float | None, str, str]:
    """Take an answer apart: weight, text, feedback."""
    shown, *feedback = _split(text, "#")
    found = _WEIGHT.match(shown.strip())
    weight = float(found[1]) if found else None
    return (
        weight,
        _plain(shown.strip()[found.end() :] if found else shown),
        _plain("#".join(feedback)),
    )


def _letter(index: int, place: int) -> str:
    if index > 25:
        raise _UnreadableError(place, "more than 26 answers")
    return chr(ord("a") + index)


def _escaped(text: str, index: int) -> bool:
    """Whether a sign has an odd number of backslashes before it."""
    count = 0
    while index - count > 0 and text[index - count - 1] == "\\":
        count += 1
    return count % 2 == 1


def _find(text: str, sign: str, start: int) -> int:
    """Return where a sign stands unescaped, from a place on; -1 for nowhere."""
    index = text.find(sign, start)
    while index >= 0 and _escaped(text, index):
        index = text.find(sign, index + 1)
    return index


def _split(text: str, sign: str) -> list[str]:
    parts, begin = [], 0
    while (end := _find(text, sign, begin)) >= 0:
        parts.append(text[begin:end])
        begin = end + len(sign)
    return [*parts, text[begin:]]


def _plain(text: str) -> str:
    """Return a text without its format mark, its escapes and blanks around it."""
    return _bare(text).strip()


def _bare(text: str) -> str:
    return _unescaped(_PREFIX.sub("", text.lstrip()))


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], text, flags=re.S)
