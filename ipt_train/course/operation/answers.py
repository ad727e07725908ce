"""Kept responses as rows of answers, marked with the opened keys, in the bank's own ids."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from ipt_train.advance import Advance, unwatched, watched
from ipt_train.bank.core.model import Matching, Ordering
from ipt_train.course.cohort.answer import ItemResponse
from ipt_train.course.core.correction import Correction, in_force, of_items
from ipt_train.course.core.course import nothing_built
from ipt_train.course.exchange.corrections import standing_corrections
from ipt_train.course.exchange.keys import read_keys
from ipt_train.course.exchange.responses import responses_of
from ipt_train.course.operation.course import OpenCourse
from ipt_train.errors import CourseError
from ipt_train.exam.core.key import Key, KeyEntry
from ipt_train.exam.core.marking import earned
from ipt_train.figure.rounding import mark_cell
from ipt_train.progress.operation.columns import ANSWERS


def course_answers(
    opened: OpenCourse, exam: str, *, identity: Path | None = None
) -> Iterator[ItemResponse]:
    """Yield the answers that count: those of ``collected_answers`` but to questions left out by a regrade."""
    answers = collected_answers(opened, exam, identity=identity)
    return (one for one in answers if not one.left_out)


def collected_answers(
    opened: OpenCourse, exam: str, *, identity: Path | None = None, advance: Advance = unwatched
) -> Iterator[ItemResponse]:
    """Yield every answer to an exam that was handed in: people by pseudonym, attempts as they arrived.

    Attempts are counted from 1 in the order of their arrival, whatever their numbers. Questions
    that were left out of the marking are there and say so, with what the answer would have earned.
    A paper is named by its exam and the letter of its form. These are answers to exams; practice is
    never among them.

    Args:
        opened: The course.
        exam: Id of the exam.
        identity: File of an instructor's age identity, in place of the course's own.
        advance: Told of how many people the answers were read.

    Raises:
        CourseError: The exam was not built, or a kept file was changed.
        KeyFileError: The keys do not open.
    """
    keys = read_keys(opened.folder, exam, identity)
    decided = of_items(corrections_of(opened, exam, identity=identity))
    said = {item: "; ".join(one.words for one in each) for item, each in decided.items()}
    forms = {key.paper: _Form(key) for key in keys}
    responses = responses_of(opened.folder)
    for person in watched(sorted(opened.people), advance):
        attempts = [one for one in responses.of(person) if one.place[0] == exam]
        for number, one in enumerate(attempts, 1):
            form = forms.get(one.manifest["paper"])
            if form is None:
                raise CourseError(
                    f"{one.path}: the key of the paper that attempt {one.place[1]} answers is gone",
                    hint="restore keys/ from a backup",
                )
            rows = responses.rows(one)
            for item, answer in zip(rows.items, rows.answers, strict=True):
                entry, response, mark = form.answer(item.decode(), answer)
                yield ItemResponse(
                    person=person,
                    paper=f"{exam}-{form.key.form}",
                    attempt=number,
                    item=str(entry.item.id),
                    revision=entry.item.revision,
                    response=response,
                    blank=not response,
                    units=round(mark * 1000),
                    left_out=entry.left_out,
                    correction=said.get(str(entry.item.id), ""),
                    mark=mark,
                )


def paper_digests(opened: OpenCourse, exam: str, *, identity: Path | None = None) -> dict[str, str]:
    """Return the digest of each paper of an exam, by the paper's name in the table of answers.

    Raises:
        CourseError: The exam was not built.
        KeyFileError: The keys do not open.
    """
    keys = read_keys(opened.folder, exam, identity)
    return {f"{exam}-{key.form}": key.paper for key in keys}


class _Form:
    """One form of an exam with its key; the same answer is judged once."""

    def __init__(self, key: Key) -> None:
        self.key = key
        self._entries = {str(one.item.id): one for one in key.entries}
        self._known: dict[tuple[str, bytes], tuple[KeyEntry, str, float]] = {}

    def answer(self, item: str, answer: bytes) -> tuple[KeyEntry, str, float]:
        """Return entry, canonical response and what it earned, 0-1."""
        place = (item, answer)
        if place not in self._known:
            entry, response = self._entries[item], json.loads(answer)
            text = "" if response is None else _canonical(entry, response)
            self._known[place] = (entry, text, earned(entry, response) or 0.0)
        return self._known[place]


def _canonical(entry: KeyEntry, response: Any) -> str:
    """Return a response in the bank's ids, the same text for the same answer."""
    options, prompts = entry.options, entry.prompts
    match response:
        case bool():
            return "true" if response else "false"
        case str():
            return response
        case list():
            names = [options[one] for one in response]
            ordered = isinstance(entry.item.interaction, Ordering)
            return "+".join(names if ordered else sorted(names))
    matched = isinstance(entry.item.interaction, Matching)
    pairs = (
        f"{prompts[label]}={options[one] if matched else one}" for label, one in response.items()
    )
    return "+".join(sorted(pairs))


def exam_ids(opened: OpenCourse, exam: str | None) -> Sequence[str]:
    """Return the exam that is named, or all that were built.

    Raises:
        CourseError: There is no such exam, or none was built.
    """
    if exam is not None:
        return (opened.course.exam(exam).id,)
    built = [
        one.id for one in opened.course.exams if (opened.folder.keys / f"{one.id}.key.age").exists()
    ]
    if not built:
        raise nothing_built(opened.course)
    return built


def correction_notes(
    opened: OpenCourse, exam: str | None = None, *, identity: Path | None = None
) -> list[str]:
    """Return what regrades decided of the items of an exam, or of all that were built, a line each.

    Raises:
        CourseError: There is no such exam, or the log of regrades cannot be read.
        KeyFileError: The keys do not open.
    """
    return [
        f"{name}: regraded: {one.sentence}"
        for name in exam_ids(opened, exam)
        for one in corrections_of(opened, name, identity=identity)
    ]


def corrections_of(
    opened: OpenCourse, exam: str, *, identity: Path | None = None
) -> tuple[Correction, ...]:
    """Return what regrades decided of the items of an exam, and is in force.

    Raises:
        CourseError: The exam was not built, or the log of regrades cannot be read.
        KeyFileError: The keys do not open.
    """
    keys = read_keys(opened.folder, exam, identity)
    return in_force(keys, standing_corrections(opened.folder, exam))


Cell = str | int | float | None


def answer_columns() -> tuple[str, ...]:
    """Return the columns of the table of answers."""
    return tuple(column.name for column in ANSWERS)


def answers_table(
    opened: OpenCourse,
    exam: str | None = None,
    *,
    identity: Path | None = None,
    advance: Advance = unwatched,
) -> tuple[tuple[str, ...], list[list[Cell]]]:
    """Return the answers to an exam, or to all that were built, as columns and rows of a table.

    Args:
        opened: The course.
        exam: Id of the exam; none stands for all that were built.
        identity: File of an instructor's age identity, in place of the course's own.
        advance: Told of how many people the answers were read, exam by exam.

    Raises:
        CourseError: There is no such exam, none was built, or a kept file was changed.
        KeyFileError: The keys do not open.
    """
    rows: list[list[Cell]] = []
    for name in exam_ids(opened, exam):
        rows += answer_rows(collected_answers(opened, name, identity=identity, advance=advance))
    return answer_columns(), rows


def answer_rows(answers: Iterable[ItemResponse]) -> list[list[Cell]]:
    """Return answers as rows of the table ``columns.ANSWERS``."""
    return [
        [
            one.person, one.paper, one.attempt, one.item, one.revision, one.response,
            int(one.blank), one.units, one.full, int(one.left_out), one.correction, mark_cell(one.mark),
        ]
        for one in answers
    ]  # fmt: skip  # a table
