"""Entering answers that were not handed in as files: from paper, a form or another system's export."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ipt_train.course.core.arrivals import instant_of
from ipt_train.course.core.course import not_built
from ipt_train.course.core.entered import EnteredSitting, SittingDefaults, read_entered
from ipt_train.course.core.roster import Person
from ipt_train.course.core.who import RosterLookup
from ipt_train.course.exchange.database import open_database
from ipt_train.course.exchange.entered import (
    ENTERED_BY,
    EnteredWork,
    Entry,
    entered_work,
    entry_sections,
)
from ipt_train.course.exchange.file import read
from ipt_train.course.exchange.folder import locked_for_writing
from ipt_train.course.exchange.mend import whole_rows
from ipt_train.course.exchange.papers import papers_of
from ipt_train.course.operation.course import OpenCourse
from ipt_train.course.operation.desk import Desk
from ipt_train.course.operation.examine_submissions import ExaminedSubmission
from ipt_train.errors import AnswersError, UsageError
from ipt_train.exam.core.paper import Paper
from ipt_train.exam.submission.handin import is_hand_in, is_page
from ipt_train.exam.submission.record import in_columns
from ipt_train.files import secret_bytes

_SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterRequest:
    """What is to be entered.

    Attributes:
        file: The table.
        by: Who enters it.
        form: The form that was answered, where the table does not say it.
        at: When it was handed in, where the table does not say it: a date with a time of day.
        instead: Whether it takes the place of what the same people handed in, or what was entered.
    """

    file: Path
    by: str
    form: str = ""
    at: str = ""
    instead: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EnteredAttempt:
    """One attempt that was entered now: whose, which form and number, and whether it took a place."""

    person: str
    form: str
    attempt: int
    answered: int
    blank: int
    instead: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EnteredTable:
    """What became of a table.

    Attributes:
        exam: The exam.
        by: Who entered it.
        file: The table.
        entered: The attempts that were entered now.
        known: How many had been entered before with the same answers.
    """

    exam: str
    by: str
    file: str
    entered: tuple[EnteredAttempt, ...]
    known: int


def enter(opened: OpenCourse, exam: str, request: EnterRequest, *, now: datetime) -> EnteredTable:
    """Enter a table of answers: all of it, or nothing.

    Args:
        opened: The course.
        exam: Id of the exam.
        request: The table, and who enters it.
        now: The present instant, aware.

    Raises:
        UsageError: Nobody says who enters it, or ``at`` is no time.
        AnswersError: The table cannot be read, a cell does not fit, or somebody handed in.
        CourseError: The exam was not built, or another program is writing.
        OutputError: It cannot be written.
    """
    if not request.by.strip():
        raise UsageError("who enters the answers?", hint='add --by, such as --by "A. Tutor"')
    forms = {paper.form: paper for paper in papers_of(opened.folder, exam).values()}
    if not forms:
        raise not_built(exam)
    told = SittingDefaults(
        form=request.form, at=_told_time(request.at, opened), zone=opened.course.zone, now=now
    )
    data = read(request.file, hint="check the name of the table")
    if is_page(data) or is_hand_in(data):
        raise AnswersError(
            f"{request.file} is {'the page of an exam' if is_page(data) else 'what a page saved'}, not a table",
            hint="`ipt-train course collect DIR` takes what a page saves; `enter` takes a table of people and "
            "answers",
        )
    people = RosterLookup(opened.people)
    sittings = read_entered(data, str(request.file), dict(sorted(forms.items())), people, told)
    with locked_for_writing(opened.folder):
        return _enter(opened, exam, request, forms, sittings, now)


def _told_time(text: str, opened: OpenCourse) -> datetime | None:
    try:
        return instant_of(text, opened.course.zone) if text else None
    except ValueError as error:
        raise UsageError(str(error), hint="write it like --at 2026-11-09T10:00") from None


def _enter(
    opened: OpenCourse,
    exam: str,
    request: EnterRequest,
    forms: dict[str, Paper],
    sittings: Sequence[EnteredSitting],
    now: datetime,
) -> EnteredTable:
    folder = opened.folder
    with open_database(folder) as database:
        desk = Desk(opened, whole_rows(database), now)
    signing = secret_bytes(folder.signing_key)
    works = [
        entered_work(forms[one.form], one.person, one.attempt, one.at, one.answers, signing)
        for one in sittings
    ]
    new = [
        (sitting, work)
        for sitting, work in zip(sittings, works, strict=True)
        if work.sha256 not in desk.current
    ]
    _refuse_taken(desk, exam, request, new, opened.people)
    entry = Entry(by=request.by.strip(), file=request.file.name, at=now)
    entered = [_taken(desk, sitting, work, entry) for sitting, work in new]
    desk.arrived({(one.person, exam, one.attempt): one.at for one, _ in new})
    desk.write()
    return EnteredTable(
        exam=exam,
        by=entry.by,
        file=entry.file,
        entered=tuple(entered),
        known=len(sittings) - len(new),
    )


def _taken(desk: Desk, sitting: EnteredSitting, work: EnteredWork, entry: Entry) -> EnteredAttempt:
    """Take one attempt, and put its receipt among those that wait."""
    opened, manifest = work.opened, work.opened.manifest
    instead = desk.holds(sitting.person, manifest["exam"], sitting.attempt)
    desk.take(
        ExaminedSubmission(
            file=entry.file,
            sha256=work.sha256,
            head=manifest["head"],
            manifest=manifest,
            signed=opened.signed,
            signature=opened.signature,
            sections=entry_sections(entry),
            columns=in_columns(opened.rows),
            entered_by=entry.by,
        )
    )
    blank = sum(answer is None for answer in sitting.answers)
    return EnteredAttempt(
        person=sitting.person,
        form=sitting.form,
        attempt=sitting.attempt,
        answered=len(sitting.answers) - blank,
        blank=blank,
        instead=instead,
    )


def _refuse_taken(
    desk: Desk,
    exam: str,
    request: EnterRequest,
    new: Sequence[tuple[EnteredSitting, EnteredWork]],
    people: Mapping[str, Person],
) -> None:
    """Stop where the same people handed in or were entered before, unless it is to take the place.

    Raises:
        AnswersError: Somebody handed in or was handed another form, or what is to be replaced cannot
            be told.
    """
    forms, taken = [], []
    for sitting, work in new:
        if why := desk.other_form(sitting.person, exam, work.opened.manifest["paper"]):
            forms.append(f"line {sitting.line}: form {sitting.form} is {why}")
        elif why := _taken_before(
            desk.attempts(sitting.person, exam), sitting, work, instead=request.instead
        ):
            taken.append(f"line {sitting.line}: {people[sitting.person].id} {why}")
    if faults := forms + taken:
        more = f"; and {len(faults) - _SHOWN} more" if len(faults) > _SHOWN else ""
        hint = "take these lines out, or add --instead to replace what is there"
        hint = "correct the column `attempt`" if request.instead else hint
        raise AnswersError(
            f"{request.file} cannot be entered: {'; '.join(faults[:_SHOWN])}{more}",
            hint=f"nothing was entered; {'correct the form' if forms else hint}",
        )


def _taken_before(
    before: dict[int, dict[str, Any]], sitting: EnteredSitting, work: EnteredWork, *, instead: bool
) -> str:
    """Return why one line cannot be entered beside what is there, or an empty text.

    Args:
        before: The receipts of the person's attempts at the exam by their numbers.
        sitting: The line.
        work: What is to be entered; if its answers were lost since, it may be entered again.
        instead: Whether it is to take the place of what is there.
    """
    number = sitting.attempt
    if number in before and before[number]["submission"] == work.sha256:
        return ""
    handed_in = [one for one, receipt in before.items() if not receipt.get(ENTERED_BY)]
    attempts = ", ".join(map(str, handed_in))
    if not instead:
        if handed_in:
            return f"handed in attempt {attempts}"
        by = before[number][ENTERED_BY] if number in before else ""
        return f"was entered before with other answers, by {by}" if by else ""
    if handed_in and number not in before:
        return f"handed in attempt {attempts}, not {number}"
    if len(handed_in) > 1 and not sitting.numbered:
        return f"handed in {len(handed_in)} attempts; a column `attempt` says which is meant"
    return ""
