"""Handing out an exam: a page, or a paper to print, and a letter for each person."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ipt_train.course.core.course import Exam
from ipt_train.course.core.deal import dealt_forms
from ipt_train.course.core.letter import letter_text
from ipt_train.course.core.naming import spoken_name
from ipt_train.course.core.roster import Person
from ipt_train.course.core.ticket import ticket
from ipt_train.course.exchange.exceptions import exceptions_of
from ipt_train.course.exchange.folder import locked_for_writing
from ipt_train.course.exchange.handed_out import (
    HandedForm,
    add_handed_out,
    latest_handed,
    read_handed_out,
)
from ipt_train.course.exchange.papers import papers_of
from ipt_train.course.operation.course import OpenCourse
from ipt_train.errors import CourseError, UsageError
from ipt_train.exam.core.handout import Handout
from ipt_train.exam.core.paper import Paper
from ipt_train.exam.exchange.handout_page import printed_page, sitting_page
from ipt_train.files import secret_bytes, write_whole

_LONGEST_NAME = 60
_SPELT = str.maketrans(
    {"ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ħ": "h"}
)
"""Letters that are no letter with an accent, as they are spelt without them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOutWish:
    """What is to be handed out.

    Attributes:
        only: Ids of the roster or pseudonyms; none stands for everybody.
        attempt: Number of the attempt, from 1.
        printed: A paper to print in place of a page.
        nameless: Files are named by pseudonym, and no name stands in them.
        target: The folder for the files; None for ``hand-out/EXAM`` of the course.
    """

    only: Sequence[str] = ()
    attempt: int = 1
    printed: bool = False
    nameless: bool = False
    target: Path | None = None


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
    granted = exceptions_of(opened.folder).granted(exam.id)
    people = _allowed(exam, wish, _chosen(opened.people, wish.only), granted)
    papers = {paper.form: paper for paper in papers_of(opened.folder, exam.id).values()}
    if not papers:
        raise CourseError(
            f"the exam `{exam.id}` was not built",
            hint=f"`ipt-train course exam build {exam.id}` builds it",
        )
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


def file_names(people: Mapping[str, Person], *, nameless: bool = False) -> dict[str, str]:
    """Return what the files of each person are called: the name, with the id where two share its words.

    Where that leaves nothing, or two alike, it is the pseudonym.
    """
    names = {one: "" if nameless else _slug(person.name) for one, person in people.items()}
    alike = Counter(_same_words(name) for name in names.values())
    for one, name in names.items():
        if name and alike[_same_words(name)] > 1:
            names[one] = f"{name}-{_slug(people[one].id)}"
    bearers = Counter(names.values())
    return {one: name if name and bearers[name] == 1 else one for one, name in names.items()}


def _same_words(slug: str) -> tuple[str, ...]:
    """Return what is alike for names that are easily taken for each other: their words in any order."""
    return tuple(sorted(slug.split("-")))


def _slug(name: str) -> str:
    """Return a name as it is spoken in letters, digits and hyphens that every file system takes."""
    spelt = spoken_name(name).lower().translate(_SPELT)
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_NAME].strip("-")


def _chosen(people: Mapping[str, Person], only: Sequence[str]) -> list[str]:
    """Return the pseudonyms of those who are handed something, in the order of the roster."""
    if not people:
        raise CourseError("nobody is on the roster", hint="add lines to roster.csv")
    by_id = {person.id: pseudonym for pseudonym, person in people.items()}
    for name in only:
        if name not in people and name not in by_id:
            raise UsageError(
                f"nobody on the roster has the id or pseudonym `{name[:64]}`",
                hint="`ipt-train course people` lists them",
            )
    wanted = {by_id.get(name, name) for name in only} or set(people)
    return [pseudonym for pseudonym in people if pseudonym in wanted]


def _allowed(
    exam: Exam, wish: HandOutWish, people: list[str], granted: Mapping[str, int]
) -> list[str]:
    """Return those of the people who have the attempt; who was named and has it not is an error."""
    having = [one for one in people if wish.attempt <= exam.allowed + granted.get(one, 0)]
    if having and (len(having) == len(people) or not wish.only):
        return having
    without = next(one for one in people if one not in having)
    whom = f" {without}" if wish.only else ""
    raise UsageError(
        f"the exam `{exam.id}` allows{whom} {exam.allowed + granted.get(without, 0)} and this would be "
        f"attempt {wish.attempt}",
        hint=f"set `allowed: {wish.attempt}` under its `attempts` in course.yaml; for one person "
        f"`ipt-train course attempt PERSON --exam {exam.id}` grants one more",
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


COLUMNS = ("id", "name", "email", "pseudonym", "form", "minutes", "due", "page", "letter")


def handed_table(handed: HandedOut) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
    """Return what was handed out as columns and rows, such as for a mail merge."""
    rows: list[tuple[object, ...]] = [
        (
            *(one.id, one.name, one.email, one.person, one.form),
            *("" if one.minutes is None else one.minutes, one.due, one.page, one.letter),
        )
        for one in handed.pages
    ]
    return COLUMNS, rows
