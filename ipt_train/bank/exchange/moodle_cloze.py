"""Embedded answers of Moodle: a passage with answers in braces to a passage with gaps."""

import re
from typing import Any

from ipt_train.bank.core.passage import GAP
from ipt_train.bank.exchange.draft import UnreadableError
from ipt_train.bank.exchange.share import CAPITALS, UNEQUAL_GAPS, Lost, Typed, typed_texts
from ipt_train.bank.exchange.xml_read import Element

_FIELD = re.compile(r"\{(\d*):([A-Za-z_]+):((?:\\.|[^\\}])*)\}", re.S)
_BEGUN = re.compile(r"\{\d*:[A-Za-z_]+:")
_ENDS = re.compile(r"\\.|\}", re.S)
_SHORT = {"SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC"}
_WITH_CAPITALS = {"SHORTANSWER_C", "SAC", "MWC"}
_SHARE = re.compile(r"^\s*(=?)(?:%(-?\d+(?:[.,]\d+)?)%)?(.*)$", re.S)
_ANSWER = re.compile(r"(?:\\.|[^\\~]|\\$)+", re.S)
_CUT = re.compile(r"((?:\\.|[^\\#])*)(#?)(.*)$", re.S)
_ESCAPE = re.compile(r'\\([\\}#~/"])')


def cloze(question: Element, text: str, lost: Lost) -> dict[str, Any]:
    """Return the keys of an item for a text with embedded answers.

    Args:
        question: The question.
        text: Its text, without markup.
        lost: Takes up what a bank cannot hold.

    Raises:
        UnreadableError: An answer is none that is typed, or there is none.
    """
    gaps: list[dict[str, Any]] = []
    worth: set[str] = set()
    if GAP.search(text):
        raise question.refuse("{{...}} in the text would be taken for a gap here")

    def refuse(_: int | None, message: str) -> UnreadableError:
        return question.refuse(f"gap {len(gaps) + 1}: {message}")

    def field(found: re.Match[str]) -> str:
        weight, kind, answers = found[1] or "1", found[2].upper(), found[3]
        if kind not in _SHORT:
            raise question.refuse(f"an embedded {kind} cannot be imported, only SHORTANSWER")
        if kind in _WITH_CAPITALS:
            lost[CAPITALS] = None
        typed = [_embedded(one) for one in _ANSWER.findall(answers)]
        sorted_answers = typed_texts([one for one in typed if one.text], refuse, lost)
        worth.add(weight.lstrip("0"))
        gaps.append(sorted_answers.gap(f"gap-{len(gaps) + 1}", lost))
        return f"{{{{gap-{len(gaps)}}}}}"

    ends = [found.end() for found in _ENDS.finditer(text) if found[0] == "}"]
    last = ends[-1] if ends else 0  # beyond it nothing is closed, and need not be looked at
    passage = _FIELD.sub(field, text[:last]) + text[last:]
    if _BEGUN.search(passage):
        raise question.refuse("an embedded answer is not closed with }")
    if not gaps:
        raise question.refuse("the passage has no embedded answer")
    if len(worth) > 1:
        lost[UNEQUAL_GAPS] = None
    return {"type": "cloze", "stem": "Fill the gaps.", "passage": passage, "gaps": gaps}


def _embedded(written: str) -> Typed:
    """Read one answer of a gap: its share, its text and its feedback."""
    found = _CUT.match(written)
    answer, feedback = (found[1], found[3]) if found else (written, "")
    parts = _SHARE.match(answer)
    assert parts  # it matches any text
    share = float(parts[2].replace(",", ".")) / 100 if parts[2] else float(bool(parts[1]))
    text = _ESCAPE.sub(r"\1", parts[3])
    return Typed(share=share, text=text.strip(), feedback=_ESCAPE.sub(r"\1", feedback).strip())
