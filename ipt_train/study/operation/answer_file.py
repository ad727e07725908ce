"""A sitting answered from a file: checked as a whole before the first answer is kept."""

from collections.abc import Mapping
from dataclasses import dataclass

from ipt_train.bank.core.model import Library
from ipt_train.csv_file import NOTHING_RECORDED, Answer, read_answers
from ipt_train.errors import AnswersError
from ipt_train.study.core.presentation import ResponseError, present
from ipt_train.study.exchange.answer_text import answer_text
from ipt_train.study.operation.study import Sitting
from ipt_train.study.operation.summary import Summary


def answers_in(name: str | None, library: Library) -> dict[str, Answer] | None:
    """Return the answers of a file, checked as a whole; None where no file is named.

    Args:
        name: The file; ``-`` for standard input.
        library: The banks that they are for.

    Raises:
        AnswersError: It cannot be read, or an answer fits no item.
    """
    return None if name is None else load_answers(answer_text(name), name, library)


def load_answers(text: str, name: str, library: Library) -> dict[str, Answer]:
    """Read answers and check that each fits its item.

    Raises:
        AnswersError: A line is unreadable, or names no item, or is not an answer to it.
    """
    answers = read_answers(text, name)
    items = {str(item.id): item for item in library.items()}
    for answer in answers.values():
        if answer.item not in items:
            raise AnswersError(
                f"{name}:{answer.line}: there is no item `{answer.item}`",
                hint=f"{NOTHING_RECORDED}; `ipt-train item list --all` shows the ids",
            )
        try:
            present(items[answer.item], 0).by_ids(answer.response)
        except ResponseError as error:
            raise AnswersError(
                f"{name}:{answer.line}: {error}", hint=f"{NOTHING_RECORDED}; correct the line"
            ) from None
    return answers


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedAnswer:
    """What one given answer led to."""

    item: str
    correct: bool
    score: float
    returns: str


def run_given(sitting: Sitting, answers: Mapping[str, Answer]) -> list[MarkedAnswer]:
    """Run a sitting from answers given beforehand; questions without one are left out."""
    marked: dict[str, MarkedAnswer] = {}
    while question := sitting.next():
        name = question.item.id
        given = answers.get(name)
        if given is None or name in marked:
            sitting.skip(question)
            continue
        outcome = sitting.answer(
            question,
            question.presentation.by_ids(given.response),
            given.confidence,
            given.response_ms,
        )
        judgement = outcome.judgement
        marked[name] = MarkedAnswer(
            item=name,
            correct=judgement.correct,
            score=round(judgement.score, 4),
            returns=outcome.returns,
        )
    return list(marked.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedFile:
    """What came of a file of answers.

    Attributes:
        answers: What each answer led to, in the order asked.
        not_asked: Ids of items that have an answer in the file and were not asked.
        summary: The sitting in figures.
    """

    answers: tuple[MarkedAnswer, ...]
    not_asked: tuple[str, ...]
    summary: Summary


def mark_file(sitting: Sitting, answers: Mapping[str, Answer]) -> MarkedFile:
    """Run a sitting from answers given beforehand, to its summary.

    Raises:
        StoreError: An answer could not be written.
    """
    marked = run_given(sitting, answers)
    return MarkedFile(
        answers=tuple(marked),
        not_asked=tuple(sorted(set(answers) - {answer.item for answer in marked})),
        summary=sitting.summary(),
    )
