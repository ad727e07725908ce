"""Handing out an exam: a page, or a paper to print, and a letter for each person."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from ipt_train.course.core.course import Exam, not_built
from ipt_train.course.core.deal import dealt_forms
from ipt_train.course.core.letter import letter_text
from ipt_train.course.core.roster import Person
from ipt_train.course.core.ticket import ticket
from ipt_train.course.exchange.folder import locked_for_writing
from ipt_train.course.exchange.handed_out import (
    HandedForm,
    add_handed_out,
    latest_handed,
    read_handed_out,
)
from ipt_train.course.exchange.papers import papers_of
from ipt_train.course.operation.course import OpenCourse
from ipt_train.course.operation.handed_names import file_names
from ipt_train.course.operation.recipients import HandOutWish, recipients
from ipt_train.exam.core.handout import Handout
from ipt_train.exam.core.paper import Paper
from ipt_train.exam.exchange.handout_page import printed_page, sitting_page
from ipt_train.files import secret_bytes, write_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedPage:
    """What one person is handed.

    Attributes:
        person: The pseudonym, ``id`` that of the roster, and ``name`` the name.
        email: Where to send it; empty where the roster does not say.
        form: Letter of the form.
        minutes: How long the exam lasts for this person; None is no limit.
        due: When it is due for this person, an ISO instant; empty for never.
        page: The file to send, and ``letter`` the file of what to write.
    """

    person: str
    id: str
    name: str
    email: str
    form: str
    minutes: int | None
    due: str
    page: str
    letter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOut:
    """An exam that was handed out.

    Attributes:
        exam: Its id.
        attempt: Number of the attempt.
        folder: Where the files are.
        printed: Papers to print were written.
        pages: One for each person, in the order of the roster.
        dealt: How many people were dealt a form now; the others had one.
    """

    exam: str
    attempt: int
    folder: str
    printed: bool
    pages: tuple[HandedPage, ...]
    dealt: int


def hand_out(opened: OpenCourse, exam: Exam, wish: HandOutWish, *, now: datetime) -> HandedOut:
    """Write a page and a letter for each person; which form is whose is dealt once and recorded.

    Args:
        opened: The course.
        exam: The exam; it must have been built.
        wish: What is to be handed out.
        now: The instant of handing out, aware.

    Raises:
        UsageError: Nobody is called as somebody in ``only`` is, or the attempt is not allowed.
        CourseError: The exam was not built, nobody is on the roster, or another program is writing.
        PaperError: A paper cannot be read, or holds what no page can ask.
        OutputError: Something cannot be written; what was dealt is recorded before.
    """
    people = recipients(opened, exam, wish)
    papers = {paper.form: paper for paper in papers_of(opened.folder, exam.id).values()}
    if not papers:
        raise not_built(exam.id)
    with locked_for_writing(opened.folder):
        forms, new = _dealt(opened, exam, people, papers, wish.attempt, now)
        add_handed_out(opened.folder, new)
    folder = wish.target or opened.folder.hand_out / exam.id
    key = secret_bytes(opened.folder.pseudonym_key)
    names = file_names(opened.people, nameless=wish.nameless)
    pages = []
    for person in people:
        handout = _handout(opened, exam, papers[forms[person]], person, key, wish)
        pages.append(_written(opened.people[person], handout, folder, names[person], wish))
    return HandedOut(
        exam=exam.id,
        attempt=wish.attempt,
        folder=str(folder),
        printed=wish.printed,
        pages=tuple(pages),
        dealt=len(new),
    )


def _dealt(
    opened: OpenCourse,
    exam: Exam,
    people: Collection[str],
    papers: Mapping[str, Paper],
    attempt: int,
    now: datetime,
) -> tuple[dict[str, str], list[HandedForm]]:
    """Return each person's form, and the entries to add to the log of handouts."""
    before = latest_handed(read_handed_out(opened.folder), exam.id)
    held = {person: one.form for (person, number), one in before.items() if number == attempt}
    had: dict[str, set[str]] = {}
    for (person, number), one in before.items():
        if number != attempt:
            had.setdefault(person, set()).add(one.form)
    forms = dealt_forms(people, sorted(papers), exam=exam.id, held=held, had=had)
    new = []
    for person, form in forms.items():
        old = before.get((person, attempt))
        if old is None or (old.form, old.paper) != (form, papers[form].digest):
            at = now.isoformat(timespec="seconds")
            new.append(HandedForm(person, exam.id, attempt, form, papers[form].digest, at))
    return forms, new


def _handout(
    opened: OpenCourse, exam: Exam, paper: Paper, person: str, key: bytes, wish: HandOutWish
) -> Handout:
    course = opened.course
    minutes = course.minutes(exam, person)
    return Handout(
        paper=paper,
        course=course.title,
        person=person,
        name="" if wish.nameless else opened.people[person].name,
        attempt=wish.attempt,
        ticket=ticket(
            key,
            course=course.id,
            exam=exam.id,
            form=paper.form,
            paper=paper.digest,
            person=person,
            attempt=wish.attempt,
        ),
        minutes=minutes,
        extra=(minutes or 0) - (exam.minutes or 0),
        opens=exam.opens,
        due=course.due(exam, person),
        zone=course.zone,
    )


def _written(
    person: Person, handout: Handout, folder: Path, name: str, wish: HandOutWish
) -> HandedPage:
    """Write the files of a person, for the instructor's eyes only: a page holds a secret."""
    name = name if wish.attempt == 1 else f"{name}-attempt-{wish.attempt}"
    page = folder / (f"print-{name}.html" if wish.printed else f"paper-{name}.html")
    letter = folder / (f"print-letter-{name}.txt" if wish.printed else f"letter-{name}.txt")
    html = printed_page(handout) if wish.printed else sitting_page(handout)
    text = letter_text(handout, page=page.name, printed=wish.printed)
    for file, content in ((page, html), (letter, text)):  # made anew at any time
        write_whole(file, content, private=True, make_folder=True, durable=False)
    return HandedPage(
        person=handout.person,
        id=person.id,
        name=person.name,
        email=person.email,
        form=handout.paper.form,
        minutes=handout.minutes,
        due=handout.due.isoformat() if handout.due else "",
        page=str(page),
        letter=str(letter),
    )


class HandedRow(NamedTuple):
    """One person's page as the columns of a table, such as for a mail merge."""

    id: str
    name: str
    email: str
    pseudonym: str
    form: str
    minutes: int | None
    due: str
    page: str
    letter: str


def handed_table(handed: HandedOut) -> tuple[tuple[str, ...], list[HandedRow]]:
    """Return what was handed out as columns and rows."""
    rows = [
        HandedRow(
            id=one.id,
            name=one.name,
            email=one.email,
            pseudonym=one.person,
            form=one.form,
            minutes=one.minutes,
            due=one.due,
            page=one.page,
            letter=one.letter,
        )
        for one in handed.pages
    ]
    return HandedRow._fields, rows
