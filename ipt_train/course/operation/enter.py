"""Entering answers that were not handed in as files: from paper, a form or another system's export."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ipt_train.course.core.arrivals import instant_of
from ipt_train.course.core.entered import EnteredSitting, SittingDefaults, read_entered
from ipt_train.course.core.who import RosterLookup
from ipt_train.course.exchange.entered import (
    ENTERED_BY,
    EnteredWork,
    Entry,
    entered_work,
    lay_entered,
)
from ipt_train.course.exchange.file import read
from ipt_train.course.exchange.folder import locked_for_writing
from ipt_train.course.exchange.papers import papers_of
from ipt_train.course.exchange.pile import Pile
from ipt_train.course.operation.course import OpenCourse
from ipt_train.course.operation.desk import Desk
from ipt_train.course.operation.examine_submissions import ExaminedSubmission
from ipt_train.errors import AnswersError, CourseError, UsageError
from ipt_train.exam.core.paper import Paper
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
        raise UsageError(
            "who enters the answers?", hint='say it with --by, such as --by "A. Tutor"'
        )
    forms = {paper.form: paper for paper in papers_of(opened.folder, exam).values()}
    if not forms:
        raise CourseError(
            f"the exam `{exam}` was not built", hint="`ipt-train course exam build` builds it"
        )
    told = SittingDefaults(
        form=request.form, at=_told_time(request.at, opened), zone=opened.course.zone, now=now
    )
    data = read(request.file, hint="check the name of the table")
    people = RosterLookup(opened.people)
    sittings = read_entered(data, str(request.file), dict(sorted(forms.items())), people, told)
    with locked_for_writing(opened.folder):
        return _enter(opened, exam, request, forms, sittings, now)


def _told_time(text: str, opened: OpenCourse) -> datetime | None:
    try:
        return instant_of(text, opened.course.zone) if text else None
    except ValueError as error:
        raise UsageError(str(error), hint="such as --at 2026-11-09T10:00") from None


def _enter(
    opened: OpenCourse,
    exam: str,
    request: EnterRequest,
    forms: dict[str, Paper],
    sittings: Sequence[EnteredSitting],
    now: datetime,
) -> EnteredTable:
    folder = opened.folder
    desk = Desk(opened, now, hold=True)
    signing, secret = secret_bytes(folder.signing_key), secret_bytes(folder.pseudonym_key)
    works = [
        entered_work(forms[one.form], one.person, one.attempt, one.at, one.answers, signing)
        for one in sittings
    ]
    new = [
        (sitting, work)
        for sitting, work in zip(sittings, works, strict=True)
        if work.sha256 not in desk.current
    ]
    _refuse_taken(desk, exam, request, new)
    entry = Entry(by=request.by.strip(), file=request.file.name, at=now)
    pile = Pile(folder.responses / f"{now:%Y%m%dT%H%M%S}-entered-{os.getpid()}.jsonl")
    entered = [_taken(desk, pile, sitting, work, entry, secret) for sitting, work in new]
    desk.arrived({(one.person, exam, one.attempt): one.at for one, _ in new})
    desk.write()
    return EnteredTable(
        exam=exam,
        by=entry.by,
        file=entry.file,
        entered=tuple(entered),
        known=len(sittings) - len(new),
    )


def _taken(
    desk: Desk,
    pile: Pile,
    sitting: EnteredSitting,
    work: EnteredWork,
    entry: Entry,
    secret: bytes,
) -> EnteredAttempt:
    """Keep one attempt, and put its receipt among those that wait."""
    manifest = work.opened.manifest
    instead = desk.holds(sitting.person, manifest["exam"], sitting.attempt)
    accepted_at = desk.first_seen(work.sha256, manifest["head"])
    desk.take(
        ExaminedSubmission(
            file=entry.file,
            sha256=work.sha256,
            head=manifest["head"],
            manifest=manifest,
            kept=lay_entered(pile, work, entry, secret, accepted_at),
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
) -> None:
    """Stop where the same people handed in or were entered before, unless it is to take the place.

    Raises:
        AnswersError: Somebody handed in, or what is to be replaced cannot be told.
    """
    faults = []
    for sitting, _ in new:
        before = desk.attempts(sitting.person, exam)
        handed_in = [number for number, receipt in before.items() if not receipt.get(ENTERED_BY)]
        place = f"line {sitting.line}: {sitting.person}"
        if not request.instead:
            if handed_in:
                faults.append(f"{place} handed in attempt {', '.join(map(str, handed_in))}")
            elif sitting.attempt in before:
                by = before[sitting.attempt][ENTERED_BY]
                faults.append(f"{place} was entered before with other answers, by {by}")
        elif handed_in and sitting.attempt not in before:
            faults.append(
                f"{place} handed in attempt {', '.join(map(str, handed_in))}, not {sitting.attempt}"
            )
        elif len(handed_in) > 1 and not sitting.numbered:
            faults.append(
                f"{place} handed in {len(handed_in)} attempts; a column `attempt` says which is meant"
            )
    if faults:
        more = f"; and {len(faults) - _SHOWN} more" if len(faults) > _SHOWN else ""
        hint = "nothing was entered; take the lines out, or let them take the place with --instead"
        raise AnswersError(
            f"{request.file} cannot be entered: {'; '.join(faults[:_SHOWN])}{more}",
            hint="nothing was entered; correct the column `attempt`" if request.instead else hint,
        )
