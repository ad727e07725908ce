"""Forgetting a person: erase all that the course holds about them; nobody else's grade changes."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ipt_train.course.exchange.database import open_database
from ipt_train.course.exchange.erase import ERASED, erase_files, naming
from ipt_train.course.exchange.file import read
from ipt_train.course.exchange.folder import Folder, locked_for_writing
from ipt_train.course.exchange.mend import Stored, whole_rows
from ipt_train.course.exchange.people import stored_people
from ipt_train.course.operation.course import OpenCourse
from ipt_train.course.operation.find_person import find_person
from ipt_train.course.store import row as rows
from ipt_train.course.store.database import CourseDatabase
from ipt_train.errors import UsageError
from ipt_train.exam.core.canonical import canonical
from ipt_train.exam.submission.seal import fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgottenPerson:
    """What was erased of a person, and what is left to do.

    Attributes:
        person: The pseudonym.
        id: The id of the roster.
        rows: How many rows of ``course.db`` were erased, by what they are.
        files: The files that were removed, and those whose lines were.
        stays: What still names the person and where, in sentences.
    """

    person: str
    id: str
    rows: dict[str, int]
    files: tuple[str, ...]
    stays: tuple[str, ...]


def known_person(opened: OpenCourse, text: str) -> rows.PersonRow:
    """Return the person who is meant, on the roster or not any more.

    Args:
        opened: The course.
        text: An id or a pseudonym; of those on the roster also a name or an email address.

    Raises:
        UsageError: It means nobody, or several people.
    """
    people = stored_people(opened.folder)
    left = [row for row in people if row.pseudonym not in opened.people]
    if meant := [row for row in left if text.strip() in (row.id, row.pseudonym)]:
        return meant[0]
    name = find_person(opened, text)
    return next(row for row in people if row.pseudonym == name)


def forget_person(opened: OpenCourse, who: str, confirm: str) -> ForgottenPerson:
    """Erase a person from ``course.db``, ``hand-out/``, ``feedback/`` and ``results/``.

    Files go first and the database last, so that what was interrupted can be done again.

    Args:
        opened: The course.
        who: The person, as ``known_person`` finds somebody.
        confirm: The id of that person, so that nobody is erased by a slip.

    Raises:
        UsageError: Nobody is meant, or the id is not that person's.
        CourseError: The database is not what was written, or another program is writing.
        OutputError: Something cannot be removed or written.
    """
    row = known_person(opened, who)
    if confirm != row.id:
        who = row.name or row.pseudonym
        raise UsageError(
            f"the id of {who} is not `{confirm[:60]}`"
            if confirm
            else f"{who} would be erased for good",
            hint=f"nothing has been erased yet; to do it, add --confirm {row.id}",
        )
    folder, email = opened.folder, ""
    if row.pseudonym in opened.people:
        email = opened.people[row.pseudonym].email
    with locked_for_writing(folder), open_database(folder) as database:
        stored = whole_rows(database)
        files = erase_files(folder, row.pseudonym)
        erased = _erased(database, stored, row)
    return ForgottenPerson(
        person=row.pseudonym,
        id=row.id,
        rows=erased,
        files=tuple(files),
        stays=tuple(_stays(opened, row, email)),
    )


def _erased(database: CourseDatabase, stored: Stored, person: rows.PersonRow) -> dict[str, int]:
    """Erase a person's rows, all or none; return how many, by table."""
    name = person.pseudonym
    keys = {row.fingerprint for row in stored[rows.KeyRow].sound if row.person == name}
    files = {row.sha256 for row in stored[rows.AttemptRow].sound if row.person == name}
    files |= {row.sha256 for row in stored[rows.RefusalRow].sound if row.person == name}
    files |= {row.sha256 for row in stored[rows.SeenRow].sound if name in row.file}

    def aside(row: rows.ReplacedRow | rows.VoidRow) -> bool:  # also under another's pseudonym
        public = json.loads(row.work.manifest).get("public_key", "")
        return row.work.person == name or (bool(public) and fingerprint(public) in keys)

    theirs: dict[type[Any], Callable[[Any], bool]] = {
        kind: lambda row: row.person == name for kind in rows.TABLES if "person" in kind._fields
    }
    theirs |= {
        rows.PersonRow: lambda row: row.pseudonym == name,
        rows.ReplacedRow: aside,
        rows.VoidRow: aside,
        rows.ReceiptRow: lambda row: json.loads(row.body)["person"] == name,
        rows.SeenRow: lambda row: row.sha256 in files,
        rows.RefusalRow: lambda row: row.sha256 in files,
    }
    gone: dict[str, int] = {}
    with database.writing():
        for kind, is_theirs in theirs.items():
            kept = [row for row in stored[kind].sound if not is_theirs(row)]
            if fewer := len(stored[kind].sound) - len(kept):
                gone[rows.TABLES[kind]] = fewer
            if kind is rows.RefusalRow:
                kept = [row._replace(why=row.why.replace(name, ERASED)) for row in kept]
            database.replace(kind, kept)
        for log, parts in (
            (rows.CorrectionRow, ("changes",)),
            (rows.ReleaseRow, ("people", "anyway")),
        ):
            database.replace(log, [_unnamed(row, parts, name) for row in stored[log].sound])
        database.forget_damaged(name)
    database.erase_leftovers()
    return gone


def _unnamed(row: Any, parts: tuple[str, ...], name: str) -> Any:
    """Return a row of a log without a person."""
    body = json.loads(row.body)
    for part in parts:
        if isinstance(body.get(part), dict):
            body[part].pop(name, None)
    return row._replace(body=canonical(body))


def _stays(opened: OpenCourse, person: rows.PersonRow, email: str) -> list[str]:
    """Return in sentences what still names a person."""
    folder: Folder = opened.folder
    stays = []
    if person.pseudonym in opened.people:
        stays.append(
            f"{folder.roster}: remove the line of {person.id} by hand; until then the person is on the course"
        )
    words = [one.encode() for one in (person.pseudonym, person.id, email) if one]
    for path in (folder.marks, folder.course):
        if path.exists() and any(word in read(path) for word in words):
            stays.append(f"{path} may name the person: look for {person.id} and {person.pseudonym}")
    stays += [
        f"{path} still names the person: delete it and write it again"
        for path in naming(folder, (person.pseudonym, person.name, email))
    ]
    if (earlier := folder.root / "before-course-db").exists():
        stays.append(f"{earlier} holds what an earlier version collected: delete it")
    return [
        *stays,
        "submissions in your inbox: delete the person's, or they will be collected again while the line is still in the roster",
        "papers, letters, receipts and marked exams that you have already sent are not erased",
        "backups of course.db and of the folder, and the history of a repository, still contain the person's data",
        "exports, packed answers, reports and gradebooks written elsewhere: write them again",
    ]
