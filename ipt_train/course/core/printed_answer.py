"""An answer that was copied from paper, a form or another system, read as what the paper asks. Pure."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from ipt_train.course.core.naming import composed
from ipt_train.exam.core.answer import fault_of
from ipt_train.exam.core.paper import PaperQuestion
from ipt_train.study.core.presentation import letters
from ipt_train.vocabulary import ItemType

BLANKS = frozenset({"", "-", "–", "—"})
"""What stands for no answer; other systems write a dash."""

_TRUE = frozenset({"true", "t", "yes", "y", "1"})
_FALSE = frozenset({"false", "f", "no", "n", "0"})
_BETWEEN = re.compile(r"[\s,;+>|]+")
_PAIR = re.compile(r"([a-z]|[0-9]{1,3})\s*(?:=|:|->|→)\s*(.*)", re.IGNORECASE | re.DOTALL)


def read_printed(question: PaperQuestion, cell: str) -> Any:
    """Return the answer that a cell holds, in the paper's labels; None is a blank.

    Options are named by their number on the paper, by letter (a is the first), or by their whole
    text, several with a space, comma or semicolon between them (texts with a semicolon). Matches
    and gaps are pairs: ``a=2; b=1``.

    Args:
        question: The question as it was printed.
        cell: What was written down, without spaces around it.

    Raises:
        ValueError: It fits no option, may mean two, or is not an answer to the question.
    """
    if cell in BLANKS:
        return None
    match question.type:
        case ItemType.TRUE_FALSE:
            response: Any = _truth(cell)
        case ItemType.SHORT_ANSWER | ItemType.NUMERICAL:
            response = cell
        case ItemType.MATCHING:
            pairs = _pairs(cell, question.prompts)
            response = {name: _option(question.options, text) for name, text in pairs.items()}
        case ItemType.CLOZE:
            response = _pairs(cell, question.gaps)
        case _:
            response = _options(question, cell)
    if fault := fault_of(question, response):
        raise ValueError(f"`{_short(cell)}`: {fault}")
    return response


def _truth(cell: str) -> bool:
    text = cell.casefold()
    if text not in _TRUE | _FALSE:
        raise ValueError(f"`{_short(cell)}` is neither true nor false")
    return text in _TRUE


def _options(question: PaperQuestion, cell: str) -> list[str]:
    """Return the options that a cell names: one as a whole, else several."""
    whole = _meant(question.options, cell)
    if whole:
        return [_only(whole, cell)]
    if question.type is ItemType.SINGLE_BEST_ANSWER:
        raise ValueError(_no_option(question.options, cell))
    separator = re.compile(r"\s*[;\n]\s*") if ";" in cell or "\n" in cell else _BETWEEN
    parts = [part for part in separator.split(cell) if part]
    return [_option(question.options, part) for part in parts]


def _option(options: Mapping[str, str], text: str) -> str:
    meant = _meant(options, text)
    if not meant:
        raise ValueError(_no_option(options, text))
    return _only(meant, text)


def _meant(options: Mapping[str, str], text: str) -> list[str]:
    """Return the options that a text may name: by number, letter or text."""
    letter = dict(zip(letters(list(options)), options, strict=True))
    named = [label for label in options if label == text]
    named += [letter[text.casefold()]] if text.casefold() in letter else []
    named += [label for label, shown in options.items() if _plain(shown) == _plain(text)]
    return list(dict.fromkeys(named))


def _only(meant: list[str], text: str) -> str:
    if len(meant) > 1:
        raise ValueError(f"`{_short(text)}` may be option {' or '.join(meant)}")
    return meant[0]


def _pairs(cell: str, wanted: Iterable[str]) -> dict[str, str]:
    """Return what stands behind each label: ``a=2; b=1``."""
    separator = r"\s*[;\n]\s*" if ";" in cell or "\n" in cell else r"[\s,]+(?=\w+\s*(?:=|:|->|→))"
    pairs: dict[str, str] = {}
    for part in filter(None, re.split(separator, cell)):
        found = _PAIR.fullmatch(part)
        label = found[1].casefold() if found else ""
        if found is None or label not in wanted or label in pairs:
            raise ValueError(
                f"`{_short(cell)}` does not say what goes with {', '.join(wanted)}; write one for each, as in a=2; b=1"
            )
        pairs[label] = found[2].strip()
    return pairs


def _no_option(options: Mapping[str, str], text: str) -> str:
    return f"`{_short(text)}` does not fit any option: the options are {', '.join(options)}"


def _plain(text: str) -> str:
    return " ".join(composed(text).casefold().split())


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
