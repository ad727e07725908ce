"""Kept responses as rows of answers, marked with the opened keys, in the bank's own ids."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from ipt_train.bank.core.model import Matching, Ordering
from ipt_train.course.cohort.answer import ItemResponse
from ipt_train.course.core.course import nothing_built
from ipt_train.course.exchange.keys import read_keys
from ipt_train.course.exchange.responses import responses_of
from ipt_train.course.operation.course import OpenCourse
from ipt_train.errors import CourseError
from ipt_train.exam.core.key import Key, KeyEntry, mark
from ipt_train.progress.operation.columns import ANSWERS


def course_answers(
    opened: OpenCourse, exam: str, *, identity: Path | None = None
) -> Iterator[ItemResponse]:
    """Yield every answer to an exam that was handed in: people by pseudonym, attempts as they arrived.

    Attempts are counted from 1 in the order of their arrival, whatever numbers they bear. Questions that were left out of the marking are left out here. A paper is named by its exam and
    the letter of its form. These are answers to exams; practice is never among them.

    Args:
        opened: The course.
        exam: Id of the exam.
        identity: File of an instructor's age identity, in place of the course's own.

    Raises:
        CourseError: The exam was not built, or a kept file was changed.
        KeyFileError: The keys do not open.
    """
    keys = read_keys(opened.folder, exam, identity)
    forms = {key.paper: _Form(key) for key in keys}
    responses = responses_of(opened.folder)
    for person in sorted(opened.people):
        attempts = [one for one in responses.of(person) if one.place[0] == exam]
        for number, one in enumerate(attempts, 1):
            form = forms.get(one.manifest["paper"])
            if form is None:
                raise CourseError(
                    f"{one.path}: the key of the paper that attempt {one.place[1]} answers is gone",
                    hint="put keys/ back from a backup",
                )
            rows = responses.rows(one)
            for item, answer in zip(rows.items, rows.answers, strict=True):
                found = form.answer(item.decode(), answer)
                if found is not None:
                    entry, response, units = found
                    yield ItemResponse(
                        person=person,
                        paper=f"{exam}-{form.key.form}",
                        attempt=number,
                        item=str(entry.item.id),
                        revision=entry.item.revision,
                        response=response,
                        blank=not response,
                        units=units,
                    )


class _Form:
    """One form of an exam with its key; the same answer is judged once."""

    def __init__(self, key: Key) -> None:
        self.key = key
        self._entries = {str(one.item.id): one for one in key.entries if not one.left_out}
        self._known: dict[tuple[str, bytes], tuple[KeyEntry, str, int]] = {}

    def answer(self, item: str, answer: bytes) -> tuple[KeyEntry, str, int] | None:
        """Return entry, canonical response and marks in thousandths; None where it is left out."""
        entry = self._entries.get(item)
        if entry is None:
            return None
        place = (item, answer)
        if place not in self._known:
            response = json.loads(answer)
            if response is None:
                self._known[place] = (entry, "", 0)
            else:
                score = mark(entry, response).score
                self._known[place] = (entry, _canonical(entry, response), round(score * 1000))
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


_Cell = str | int | float | None
_COLUMNS = tuple(column.name for column in ANSWERS)


def answers_table(
    opened: OpenCourse, exam: str | None = None, *, identity: Path | None = None
) -> tuple[tuple[str, ...], list[list[_Cell]]]:
    """Return the answers to an exam, or to all that were built, as columns and rows of a table.

    Args:
        opened: The course.
        exam: Id of the exam; none stands for all that were built.
        identity: File of an instructor's age identity, in place of the course's own.

    Raises:
        CourseError: There is no such exam, none was built, or a kept file was changed.
        KeyFileError: The keys do not open.
    """
    rows: list[list[_Cell]] = []
    for name in exam_ids(opened, exam):
        rows += answer_rows(course_answers(opened, name, identity=identity))
    return _COLUMNS, rows


def answer_rows(answers: Iterable[ItemResponse]) -> list[list[_Cell]]:
    """Return answers as rows of the table ``columns.ANSWERS``."""
    return [
        [
            one.person, one.paper, one.attempt, one.item, one.revision, one.response,
            int(one.blank), one.units, one.full,
        ]
        for one in answers
    ]  # fmt: skip  # a table
