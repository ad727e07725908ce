"""A table of answers that somebody enters: a line a person, a column a question. Pure.

It is read whole or not at all: each cell that does not fit is named with its place.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ipt_train.course.core.arrivals import instant_of
from ipt_train.course.core.printed_answer import BLANKS, read_printed
from ipt_train.course.core.who import NobodyError, RosterLookup
from ipt_train.csv_file import read_table
from ipt_train.errors import AnswersError
from ipt_train.exam.core.paper import Paper, PaperQuestion

PERSON = ("person", "pseudonym", "id", "id number", "student id", "email", "email address")
FORM, ATTEMPT, ARRIVED = "form", "attempt", "arrived"
_PASSED_OVER = frozenset(
    [
        "name",
        "full name",
        "first name",
        "given name",
        "last name",
        "surname",
        "family name",
        "institution",
        "department",
        "state",
        "status",
        "started on",
        "started",
        "completed",
        "time taken",
        "duration",
        "username",
    ]
)
_PLACE = re.compile(r"(?:(q|question|response|item)[ ._]*)?([0-9]{1,4})", re.IGNORECASE)
_NO_ANSWER = re.compile(r"(?:grade/[\d.,]+|q\. ?\d+ ?/[\d.,]+|right answer \d+)", re.IGNORECASE)
_SHOWN = 10
_LEAST_HINT = "nothing was entered; correct these cells and run the command again"


@dataclass(frozen=True, slots=True, kw_only=True)
class EnteredSitting:
    """What one line says: whose answers to which form, written when.

    Attributes:
        line: Its line in the table.
        person: The pseudonym.
        form: The form's letter.
        attempt: Number of the attempt.
        numbered: Whether the table says that number; else it is 1.
        at: When it was handed in.
        answers: The answer to each question of the form in order, in the paper's labels; None is a
            blank.
    """

    line: int
    person: str
    form: str
    attempt: int
    numbered: bool
    at: datetime
    answers: tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingDefaults:
    """What holds where the table does not say it.

    Attributes:
        form: The form's letter; empty where it is not told.
        at: When it was handed in; None where it is not told.
        zone: IANA zone that times without an offset are meant in.
        now: The present instant; nothing was handed in later.
    """

    form: str
    at: datetime | None
    zone: str
    now: datetime


def read_entered(
    data: bytes, name: str, forms: Mapping[str, Paper], people: RosterLookup, told: SittingDefaults
) -> list[EnteredSitting]:
    """Read a table of answers.

    Args:
        data: A table with a column that says who it is (``PERSON``), a column for each question by
            the item's id or by its position as printed (3, Q3, Question 3, Response 3), and if
            wanted ``form``, ``attempt`` and ``arrived``. Columns of names, states and grades, as
            other systems export them, are passed over.
        name: Name of the file, for messages.
        forms: The papers of the exam by the letters of their forms.
        people: Who can be meant.
        told: What holds where the table does not say it.

    Raises:
        AnswersError: The table cannot be read, a column is unknown or missing, or a cell does not
            fit; each is named.
    """
    table = read_table(data, name=name, ragged=True)
    faults = [f"line {fault.line}: {fault.message}" for fault in table.faults]
    columns = _Columns(table.columns, forms)
    faults += columns.faults
    sittings: list[EnteredSitting] = []
    if not faults:
        for line, cells in table.rows:
            reader = _LineReader(line, cells, columns, forms, told)
            sitting = reader.sitting(people)
            faults += reader.faults
            if sitting is not None:
                sittings.append(sitting)
    faults += _twice(sittings)
    if not faults and not sittings:
        faults = ["there is no line below the header"]
    if faults:
        more = f"; and {len(faults) - _SHOWN} more" if len(faults) > _SHOWN else ""
        raise AnswersError(
            f"{name} cannot be entered: {'; '.join(faults[:_SHOWN])}{more}", hint=_LEAST_HINT
        )
    return sittings


def _twice(sittings: Sequence[EnteredSitting]) -> list[str]:
    first: dict[tuple[str, int], int] = {}
    faults = []
    for sitting in sittings:
        place = (sitting.person, sitting.attempt)
        if place in first:
            faults.append(
                f"line {sitting.line}: attempt {sitting.attempt} of the person on line {first[place]} again"
            )
        first.setdefault(place, sitting.line)
    return faults


class _Columns:
    """What each column of the table is."""

    def __init__(self, header: Sequence[str], forms: Mapping[str, Paper]) -> None:
        self.faults: list[str] = []
        small = {name.casefold(): name for name in header if name}
        self.person = [small[name] for name in PERSON if name in small]
        self.form, self.attempt, self.arrived = (
            small.get(name, "") for name in (FORM, ATTEMPT, ARRIVED)
        )
        items = {question.item for paper in forms.values() for question in paper.questions}
        most = max(len(paper.questions) for paper in forms.values())
        responses = any(name.startswith("response") for name in small)
        self.by_item: dict[str, str] = {}
        self.by_place: dict[int, str] = {}
        for name in header:
            key, place = name.casefold(), _PLACE.fullmatch(name)
            taken = name in (*self.person, self.form, self.attempt, self.arrived)
            if name in items:
                self.by_item[name] = name
            elif taken or not name or key in _PASSED_OVER or _NO_ANSWER.fullmatch(name):
                continue
            elif place and responses and (place[1] or "").casefold() == "question":
                continue  # Moodle's export has the question's text there
            elif place and 0 < int(place[2]) <= most and int(place[2]) not in self.by_place:
                self.by_place[int(place[2])] = name
            else:
                self.faults.append(f"line 1: `{name[:60]}` is no question of the exam")
        if not self.person:
            self.faults.append(f"line 1: no column says who it is: {', '.join(PERSON)}")
        if self.by_item and self.by_place:
            mixed = f"`{next(iter(self.by_item))}` and `{next(iter(self.by_place.values()))}`"
            self.faults.append(f"line 1: {mixed}: name all questions by id, or all by position")

    def of(self, question: PaperQuestion, place: int) -> str:
        """Return the column of a question; empty where there is none."""
        return self.by_item.get(question.item) or self.by_place.get(place, "")

    @property
    def answers(self) -> list[str]:
        """The columns of questions."""
        return [*self.by_item.values(), *self.by_place.values()]


class _LineReader:
    """Reads one line; what does not fit is among its faults."""

    def __init__(
        self,
        line: int,
        cells: Mapping[str, str],
        columns: _Columns,
        forms: Mapping[str, Paper],
        told: SittingDefaults,
    ) -> None:
        self.faults: list[str] = []
        self._line, self._cells, self._columns = line, cells, columns
        self._forms, self._told = forms, told

    def sitting(self, people: RosterLookup) -> EnteredSitting | None:
        """Return what the line says; None where something does not fit."""
        person, form, at = self._person(people), self._form(), self._at()
        attempt = self._attempt()
        answers = self._answers(form) if form else ()
        if self.faults or at is None:
            return None
        return EnteredSitting(
            line=self._line,
            person=person,
            form=form,
            attempt=attempt or 1,
            numbered=attempt > 0,
            at=at,
            answers=answers,
        )

    def _wrong(self, what: str) -> None:
        self.faults.append(f"line {self._line}: {what}")

    def _person(self, people: RosterLookup) -> str:
        named = [self._cells[column] for column in self._columns.person]
        meant: set[str] = set()
        try:
            meant = {people.pseudonym(text) for text in filter(None, named)}
        except NobodyError as error:
            self._wrong(f"{error.message} ({error.hint})")
            return ""
        if len(meant) != 1:
            self._wrong("its columns name two people" if meant else "nobody is named")
            return ""
        return meant.pop()

    def _form(self) -> str:
        written = self._cells.get(self._columns.form, "") if self._columns.form else ""
        form = (written or self._told.form).upper()
        if not form and len(self._forms) == 1:
            return next(iter(self._forms))
        if form not in self._forms:
            several = ", ".join(self._forms)
            told = f"there is no form `{form[:20]}`" if form else "it does not say which form"
            self._wrong(f"{told}: they are {several} (--form, or a column `form`)")
            return ""
        return form

    def _attempt(self) -> int:
        written = self._cells.get(self._columns.attempt, "") if self._columns.attempt else ""
        if not written:
            return 0
        if not re.fullmatch(r"[1-9][0-9]{0,2}", written):
            self._wrong(f"`{written[:20]}` is not an attempt number")
            return 0
        return int(written)

    def _at(self) -> datetime | None:
        written = self._cells.get(self._columns.arrived, "") if self._columns.arrived else ""
        try:
            at = instant_of(written, self._told.zone) if written else self._told.at
        except ValueError as error:
            self._wrong(str(error))
            return None
        if at is None:
            self._wrong("when it was handed in is not said (--at, or a column `arrived`)")
        elif at > self._told.now:
            self._wrong(f"`{written or at.isoformat()}` is in the future")
        return at

    def _answers(self, form: str) -> tuple[Any, ...]:
        paper = self._forms[form]
        answers: list[Any] = []
        used: set[str] = set()
        for place, question in enumerate(paper.questions, 1):
            column = self._columns.of(question, place)
            if not column:
                self._wrong(f"no column for question {place}, {question.item}, of form {form}")
                continue
            used.add(column)
            try:
                answers.append(read_printed(question, self._cells[column]))
            except ValueError as error:
                self._wrong(f"column {column}: {error}")
        for column in self._columns.answers:
            if column not in used and self._cells[column] not in BLANKS:
                self._wrong(f"column {column}: form {form} has no such question")
        if not any(self._cells[column] for column in used):
            self._wrong(
                "nothing is answered: take the line out, or write - for what was left blank"
            )
        return tuple(answers)
