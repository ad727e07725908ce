"""Items to GIFT, the text format of Moodle (MoodleDocs, "GIFT format")."""

from collections.abc import Iterable, Iterator

from ipt_train.bank.model import (
    GAP,
    Choice,
    Cloze,
    Item,
    Matching,
    Ordering,
    TextEntry,
    TrueFalse,
    Vignette,
)
from ipt_train.exchange.loss import Loss

_SPECIAL = "\\~=#{}:"
ALWAYS_LOST = (
    "references, facts and claims",
    "level, objective and certainty",
    "revision and status",
    "ids of options",
)


def write_gift(entries: Iterable[Item | Vignette]) -> tuple[str, list[Loss]]:
    """Return entries as GIFT and what it cannot carry.

    An item's id stands as its title and in a comment, its domain in the category. A vignette
    becomes a description followed by its steps.
    """
    parts: list[str] = []
    losses: list[Loss] = []
    domain = ""
    for entry in entries:
        if entry.domain != domain:
            domain = entry.domain
            parts.append(f"$CATEGORY: {domain}")
        if isinstance(entry, Vignette):
            losses += [
                Loss(item=entry.id, what="the unfolding of a case"),
                Loss(item=entry.id, what="the debrief of a case"),
            ]
            parts.append(f"// [id:{entry.id}]\n::{entry.id}::{_text(entry.case)}")
        for item in entry.steps if isinstance(entry, Vignette) else (entry,):
            body = _body(item)
            if body is None:
                losses.append(Loss(item=item.id, what=f"the whole item: GIFT has no {item.type}"))
                continue
            losses += _losses(item)
            stem = f"{item.scene}\n\n{item.stem}" if item.scene else item.stem
            parts.append(f"// [id:{item.id}]\n::{item.id}::{body.replace(_STEM, _text(stem), 1)}")
    return "\n\n".join(parts) + "\n", losses


_STEM = "\x00"


def _losses(item: Item) -> Iterator[Loss]:
    for what in ALWAYS_LOST:
        yield Loss(item=item.id, what=what)
    match item.interaction:
        case Choice(shuffle=False):
            yield Loss(item=item.id, what="the fixed order of options")
        case Matching():
            yield Loss(item=item.id, what="the order of options")
            yield Loss(item=item.id, what="rationales of a matching")
        case Cloze():
            yield Loss(item=item.id, what="the border between stem and passage")
    if item.scene:
        yield Loss(item=item.id, what="the border between scene and stem")


def _body(item: Item) -> str | None:
    """Return stem and answers, with ``_STEM`` for the stem; None where GIFT has no such item."""
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
            return _STEM + "{\n" + "\n".join(lines) + general
        case TrueFalse() as task:
            said, wrong, right = (
                ("TRUE", task.rationale_false, task.rationale_true)
                if task.key
                else ("FALSE", task.rationale_true, task.rationale_false)
            )
            return f"{_STEM}{{{said}#{_text(wrong)}#{_text(right)}{general}"
        case TextEntry() as task:
            lines = [_answer(text, task.rationale, None, key=True) for text in task.accepted]
            lines += [_answer(one.text, one.rationale, 0, key=True) for one in task.anticipated]
            return _STEM + "{\n" + "\n".join(lines) + general
        case Matching() as task:
            texts = {option.id: option.text for option in task.options}
            used = {prompt.key for prompt in task.prompts}
            lines = [
                f"={_text(prompt.text)} -> {_text(texts[prompt.key])}" for prompt in task.prompts
            ]
            lines += [
                f"= -> {_text(option.text)}" for option in task.options if option.id not in used
            ]
            return _STEM + "{\n" + "\n".join(lines) + general
        case Cloze(passage=passage, gaps=gaps) if len(gaps) == 1:
            before, _, after = GAP.split(passage, maxsplit=1)
            answers = " ".join(
                _answer(text, gaps[0].rationale, None, key=True) for text in gaps[0].accepted
            )
            return f"{_STEM}\\n\\n{_text(before)}{{{answers}{general}{_text(after)}"
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


def _text(text: str) -> str:
    """Return a text with what has a meaning in GIFT escaped, line ends included."""
    escaped = "".join(f"\\{sign}" if sign in _SPECIAL else sign for sign in text.strip())
    escaped = escaped.replace("->", "-\\>").replace("\r\n", "\n").replace("\n", "\\n")
    return f"[plain]{escaped}" if escaped.startswith("[") else escaped
