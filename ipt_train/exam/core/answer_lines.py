"""A question with its key, and with an answer to it, as lines to be read."""

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
)
from ipt_train.bank.core.number import number_key
from ipt_train.exam.core.key import KeyEntry
from ipt_train.exam.core.marking import best_key
from ipt_train.report.marked import AnswerLine, AnswerVerdict
from ipt_train.study.core.judge import filled, matched
from ipt_train.study.core.judgement import FeedbackNote


def question_text(item: Item) -> str:
    """Return what is asked, with the passage to be filled if there is one."""
    match item.interaction:
        case Cloze(passage=passage, gaps=gaps):
            return f"{item.stem}\n{filled(passage, [one.id for one in gaps], {})}"
    return item.stem


def answer_lines(
    entry: KeyEntry, response: object = None, *, every: bool = False
) -> tuple[AnswerLine, ...]:
    """Return the answers of a question: the person's, the key, and what else there was to choose from.

    Args:
        entry: The key of the question.
        response: An answer in the paper's labels; None for a blank, or where nobody answered.
        every: Whether every answer has its rationale, not only the person's and the key's.
    """
    item, judged = best_key(entry, response)
    match item.interaction:
        case Choice(options=options):
            keys = {one.id for one in options if one.key}
            shown = [(f"{label}. ", name) for label, name in entry.options.items()]
            texts = {one.id: (one.text, one.rationale) for one in options}
            picked = {entry.options[label] for label in _list(response)}
            lines = list(_chosen(shown, texts, keys, picked, every=every))
        case TrueFalse() as task:
            texts = {
                "true": ("True", task.rationale_true),
                "false": ("False", task.rationale_false),
            }
            picked = set() if response is None else {str(response).lower()}
            shown = [("", name) for name in texts]
            lines = list(_chosen(shown, texts, {str(task.key).lower()}, picked, every=every))
        case _ if judged is not None:
            lines = [_noted(one) for one in judged.notes]
        case _:
            lines = list(_key_lines(item))
    others = (one for one in (entry.item, *entry.also) if one is not item)
    also = (
        AnswerLine(label="Also right", text=key_text(one), verdict=AnswerVerdict.RIGHT)
        for one in others
    )
    return (*lines, *also)


def key_text(item: Item) -> str:
    """Return the key of an item in one line."""
    match item.interaction:
        case Choice(options=options):
            return "; ".join(one.text for one in options if one.key)
        case TrueFalse(key=key):
            return str(key)
        case TextEntry(accepted=accepted):
            return " / ".join(accepted)
        case NumberEntry() as task:
            return number_key(task)
        case Ordering(sequence=sequence):
            return ", then ".join(one.text for one in sequence)
        case Matching() | Cloze():
            return "; ".join(one.text for one in _key_lines(item))


def _chosen(
    shown: Iterable[tuple[str, str]],
    texts: dict[str, tuple[str, str]],
    keys: set[str],
    picked: set[str],
    *,
    every: bool,
) -> Iterator[AnswerLine]:
    """Yield options in the order of the paper, each with what it is."""
    for number, name in shown:
        text, why = texts[name]
        label, verdict = "", AnswerVerdict.NEITHER
        if name in picked:
            verdict = AnswerVerdict.RIGHT if name in keys else AnswerVerdict.WRONG
            label = f"Your answer, {verdict}"
        elif name in keys:
            label, verdict = "The key", AnswerVerdict.RIGHT
        yield AnswerLine(
            label=label,
            text=f"{number}{text}",
            why=why if label or every else "",
            verdict=verdict,
        )


def _noted(note: FeedbackNote) -> AnswerLine:
    wrong = "wrong" in note.label or "you said" in note.label
    verdict = AnswerVerdict.WRONG if wrong else AnswerVerdict.RIGHT
    return AnswerLine(label=note.label, text=note.text, why=note.rationale, verdict=verdict)


def _key_lines(item: Item) -> Iterator[AnswerLine]:
    """Yield the key of what is put in order, matched or filled in, a line a part."""
    match item.interaction:
        case Ordering(sequence=sequence):
            for number, one in enumerate(sequence, 1):
                yield _key(f"The key, {number}", one.text, one.rationale)
        case Matching(prompts=prompts, options=options):
            texts = {one.id: one.text for one in options}
            for row in prompts:
                yield _key("The key", matched(row.text, texts[row.key]), row.rationale)
        case Cloze(gaps=gaps):
            for number, gap in enumerate(gaps, 1):
                yield _key("The key", f"{number}: {' / '.join(gap.accepted)}", gap.rationale)
        case NumberEntry() as task:
            yield _key("The key", number_key(task), task.rationale)
        case TextEntry() as task:
            yield _key("The key", " / ".join(task.accepted), task.rationale)


def _key(label: str, text: str, why: str) -> AnswerLine:
    return AnswerLine(label=label, text=text, why=why, verdict=AnswerVerdict.RIGHT)


def _list(response: object) -> list[str]:
    return list(response) if isinstance(response, list) else []
