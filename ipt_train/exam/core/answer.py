"""Answers to the questions of a paper, and whether something is one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ipt_train.bank.core.number import read_number
from ipt_train.exam.core.paper import PaperQuestion
from ipt_train.vocabulary import ItemType

TEXT_LENGTH = 2000
"""Most characters of a typed answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenAnswer:
    """One answer: to which item, what (None is a blank), when, and after how long.

    Attributes:
        item: Id of the item.
        revision: Its revision in the paper.
        response: The answer in the paper's labels.
        at_ms: When it was given, milliseconds since 1970.
        response_ms: Milliseconds from the question to the answer.
    """

    item: str
    revision: int
    response: Any
    at_ms: int
    response_ms: int


def fault_of(question: PaperQuestion, response: Any) -> str:
    """Return why something is not an answer to a question, or an empty text. None is a blank, and sound.

    Answers are labels of the paper: a list of options (chosen, or in order), true or false, a
    text, option by prompt, or text by gap.
    """
    if response is None:
        return ""
    match question.type:
        case ItemType.TRUE_FALSE:
            return "" if isinstance(response, bool) else "true or false is expected"
        case ItemType.SHORT_ANSWER:
            return _texts([response])
        case ItemType.NUMERICAL:
            return _texts([response]) or _number(question, response)
        case ItemType.MATCHING | ItemType.CLOZE:
            return _parts(question, response)
    return _options(question, response)


def _parts(question: PaperQuestion, response: Any) -> str:
    wanted: Iterable[str] = question.prompts or question.gaps
    if not isinstance(response, dict) or set(response) != set(wanted):
        return f"an answer is expected for each of {', '.join(wanted)}"
    if question.type is ItemType.CLOZE:
        return _texts(response.values())
    return "" if _known(response.values(), question) else "it contains an unknown option"


def _options(question: PaperQuestion, response: Any) -> str:
    if not isinstance(response, list) or not response or not _known(response, question):
        return "options of the question are needed"
    if len(set(response)) != len(response):
        return "an option is given twice"
    wanted = {
        ItemType.SINGLE_BEST_ANSWER: 1,
        ItemType.ORDERING: len(question.options),
    }.get(question.type, len(response))
    return "" if len(response) == wanted else f"{wanted} options are needed"


def _known(labels: Iterable[Any], question: PaperQuestion) -> bool:
    return all(isinstance(one, str) and one in question.options for one in labels)


def _number(question: PaperQuestion, text: str) -> str:
    try:
        _, unit = read_number(text)
    except ValueError as error:
        return str(error)
    return "type only the number" if unit and not question.unit else ""


def _texts(texts: Iterable[Any]) -> str:
    for text in texts:
        if not isinstance(text, str) or not text.strip():
            return "text is needed"
        if len(text) > TEXT_LENGTH:
            return f"the text has more than {TEXT_LENGTH} characters"
    return ""
