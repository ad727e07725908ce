"""Items to GIFT, the text format of Moodle (MoodleDocs, "GIFT format")."""

import re
from collections.abc import Iterable, Iterator

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
from ipt_train.bank.exchange.case import STEP_OF, case_losses, case_text
from ipt_train.bank.exchange.loss import PICTURE, UNITS, Loss

_MARKUP = re.compile(r"<[a-zA-Z/!]|&(?:[a-zA-Z]|#)|\{mlang")
_SPECIAL = "\\~=#{}:"
ALWAYS_LOST = (
    "references, facts and claims",
    "level, objective and certainty",
    "revision and status",
)


def write_gift(entries: Iterable[Item | Vignette]) -> tuple[str, list[Loss]]:
    """Return entries as GIFT and what it cannot carry.

    An item's id stands as its title and in a comment, its domain in the category. A vignette
    becomes a description followed by its steps; a step has a category of its own if it has a
    domain of its own.
    """
    parts: list[str] = []
    losses: list[Loss] = []
    domain = ""
    for one in _each(entries):
        if isinstance(one, Vignette):
            losses += case_losses(one, kept={"domain"})
            body: str | None = _text(case_text(one))
        else:
            body = _body(one)
            losses += _losses(one, whole=body is None)
        if body is None:
            continue
        if one.domain != domain:
            domain = one.domain
            parts.append(f"$CATEGORY: {domain}")
        parts.append(f"// [id:{one.id}]\n::{one.id}::{body}")
    return "\n\n".join(parts) + "\n", losses


def _each(entries: Iterable[Item | Vignette]) -> Iterator[Item | Vignette]:
    """Yield items as they are, and a case before its steps."""
    for entry in entries:
        yield entry
        if isinstance(entry, Vignette):
            yield from entry.steps


def _losses(item: Item, *, whole: bool) -> Iterator[Loss]:
    lost = [f"the whole item: GIFT has no {item.type}"] if whole else _parts_lost(item)
    for what in [*lost, *([STEP_OF] if item.vignette else [])]:
        yield Loss(item=item.id, what=what)


def _parts_lost(item: Item) -> list[str]:
    lost = list(ALWAYS_LOST)
    if item.competencies or item.tags or item.replaces:
        lost.append("competencies, tags and ids that it replaces")
    match item.interaction:
        case Choice() as task:
            lost.append("ids of options")
            lost += ["the credit rule"] if task.multiple else []
            lost += [] if task.shuffle else ["the fixed order of options"]
        case Matching():
            lost += ["the order of options", "ids of options", "rationales of a matching"]
            lost.append("the credit rule")
        case NumberEntry(units=units) if units:
            lost.append(UNITS)
        case Cloze(passage=passage):
            lost += ["the border between stem and passage", "ids of gaps", "the credit rule"]
            if not GAP.split(passage)[-1].strip():
                lost.append("the place of a gap that ends a passage")
    if item.picture:
        lost.append(PICTURE)
    if item.scene:
        lost.append("the border between scene and stem")
    return lost


def _body(item: Item) -> str | None:
    """Return stem and answers; None where GIFT has no such item."""
    stem = _text(f"{item.scene}\n\n{item.stem}" if item.scene else item.stem)
    general = f"\n####{_text(item.explanation)}\n}}"
    match item.interaction:
        case Choice(options=options, multiple=multiple):
            keys = sum(option.key for option in options)
            lines = [
                _answer(
                    option.text,
                    option.rationale,
                    _weight(option.key, keys, len(options) - keys) if multiple else None,
                    key=option.key and not multiple,
                )
                for option in options
            ]
            return stem + "{\n" + "\n".join(lines) + general
        case TrueFalse() as task:
            said, wrong, right = (
                ("TRUE", task.rationale_false, task.rationale_true)
                if task.key
                else ("FALSE", task.rationale_true, task.rationale_false)
            )
            return f"{stem}{{{said}#{_text(wrong)}#{_text(right)}{general}"
        case TextEntry() as task:
            lines = [_typed(text, task.rationale, None) for text in task.accepted]
            lines += [_typed(one.text, one.rationale, 0) for one in task.anticipated]
            return stem + "{\n" + "\n".join(lines) + general
        case NumberEntry() as task:
            room = f":{shown_number(task.tolerance)}" if task.tolerance else ""
            lines = [f"={shown_number(task.value)}{room}#{_text(task.rationale)}"]
            lines += [
                f"=%0%{shown_number(wrong.value)}#{_text(wrong.rationale)}"
                for wrong in task.anticipated
            ]
            return stem + "{#\n" + "\n".join(lines) + general
        case Matching() as task:
            texts = {option.id: option.text for option in task.options}
            used = {prompt.key for prompt in task.prompts}
            lines = [
                f"={_text(prompt.text)} -> {_text(texts[prompt.key])}" for prompt in task.prompts
            ]
            lines += [
                f"= -> {_text(option.text)}" for option in task.options if option.id not in used
            ]
            return stem + "{\n" + "\n".join(lines) + general
        case Cloze(passage=passage, gaps=gaps) if len(gaps) == 1:
            before, _, after = GAP.split(passage, maxsplit=1)
            answers = " ".join(_typed(text, gaps[0].rationale, None) for text in gaps[0].accepted)
            stem = _escaped(f"{item.scene}\n\n{item.stem}" if item.scene else item.stem)
            mark = _mark(f"{item.scene or item.stem}") or _mark(f" {item.stem}{passage}")
            return f"{mark}{stem}\\n\\n{_escaped(before)}{{{answers}{general}{_escaped(after)}"
        case Cloze() | Ordering():
            return None


def _weight(key: bool, keys: int, distractors: int) -> float:
    """Return the per cent of an option of a multiple response, as net-correct marks it."""
    return 100 / keys if key else -100 / distractors


def _answer(text: str, feedback: str, weight: float | None, *, key: bool) -> str:
    shown = _text(text)
    if weight is None and shown.startswith("%"):
        weight = 100 if key else 0  # else the text would be read as a weight
    share = "" if weight is None else f"%{weight:.5f}".rstrip("0").rstrip(".") + "%"
    return f"{'=' if key else '~'}{share}{shown}#{_text(feedback)}"


def _typed(text: str, feedback: str, weight: float | None) -> str:
    """Return an answer to type, in which a star stands for itself and not for anything at all."""
    return _answer(text.replace("*", "\\*"), feedback, weight, key=True)


def _text(text: str) -> str:
    """Return a text with what has a meaning in GIFT escaped, line ends included."""
    return f"{_mark(text)}{_escaped(text.strip())}"


def _mark(text: str) -> str:
    """Return the mark of a plain text where it would be taken for a mark or for HTML."""
    return "[plain]" if text.lstrip().startswith("[") or _MARKUP.search(text) else ""


def _escaped(text: str) -> str:
    escaped = "".join(f"\\{sign}" if sign in _SPECIAL else sign for sign in text)
    return escaped.replace("->", "-\\>").replace("\r\n", "\n").replace("\n", "\\n")
