"""The people of a course as they were first seen: a pseudonym is given once and never derived again."""

from collections.abc import Collection, Iterable

from ipt_train.course.core.pseudonym import given_pseudonym, pseudonym
from ipt_train.course.core.roster import Person
from ipt_train.course.exchange.database import open_database
from ipt_train.course.exchange.folder import Folder
from ipt_train.course.store.database import CourseDatabase
from ipt_train.course.store.row import AttemptRow, KeyRow, PersonRow
from ipt_train.errors import CourseError, UsageError
from ipt_train.files import secret_bytes

_AGAIN = "restore course.db from a backup; or `ipt-train course collect DIR` gives the people on the roster their pseudonyms again"


def stored_people(folder: Folder) -> list[PersonRow]:
    """Return everybody whom the course gave a pseudonym, on the roster or not.

    Raises:
        CourseError: A row is not what was written, or the database cannot be read.
        KeyFileError: The secret key of the course is not there.
    """
    with open_database(folder, make=False) as database:
        return _stored(database)


def people_of(folder: Folder, course: str, roster: Iterable[Person]) -> dict[str, Person]:
    """Return the people of a roster by their pseudonyms; who is new has one that is not stored yet.

    Args:
        folder: The course.
        course: Its id.
        roster: The people, in order.

    Raises:
        CourseError: The database cannot be read.
        KeyFileError: The secret key of the course is not there.
    """
    return _named(stored_people(folder), secret_bytes(folder.pseudonym_key), course, roster)


def keep_people(
    folder: Folder,
    course: str,
    people: dict[str, Person],
    marked: Collection[str],
) -> None:
    """Store the pseudonyms of those who are new, and forget those who left and handed in nothing.

    Who left the roster is kept where the course has work, a signing key or a mark by hand of that person,
    or where the pseudonym would not be given again.

    Args:
        folder: The course.
        course: Its id.
        people: The people of the roster by pseudonym.
        marked: Pseudonyms that have marks by hand.

    Raises:
        CourseError: The database cannot be read, or another program is writing.
        OutputError: It cannot be written.
    """
    key = secret_bytes(folder.pseudonym_key)
    with open_database(folder) as database:
        if _wanted(database, key, course, people, marked) == _stored(database):
            return
        with database.writing():  # read again: another program may have written since
            of = {row.id: row.pseudonym for row in _stored(database)}
            if any(of.get(person.id, name) != name for name, person in people.items()):
                raise CourseError(
                    "another program is writing to this course", hint="try again when it is done"
                )
            database.replace(PersonRow, _wanted(database, key, course, people, marked))


def _wanted(
    database: CourseDatabase,
    key: bytes,
    course: str,
    people: dict[str, Person],
    marked: Collection[str],
) -> list[PersonRow]:
    """Return whom the database shall hold: the roster, and who left and is not forgotten."""
    rows = [PersonRow(name, one.id, one.name) for name, one in people.items()]
    if left := [row for row in _stored(database) if row.pseudonym not in people]:
        there = _busy(database) | set(marked)
        there |= {one.pseudonym for one in left if pseudonym(key, course, one.id) != one.pseudonym}
        rows += [row for row in left if row.pseudonym in there]
    return rows


def rename_person(database: CourseDatabase, roster: Collection[Person], old: str, new: str) -> str:
    """Let a corrected id have the pseudonym, and so the work, of the id before; return the pseudonym.

    The course must be locked, and its roster hold the new id.

    Args:
        database: Of the course.
        roster: Its people.
        old: The id before.
        new: The id that the roster has now.

    Raises:
        UsageError: Nobody had the old id, it is still on the roster, or the new one is not.
        CourseError: Both have handed in work or have a signing key.
    """
    ids = {person.id: person for person in roster}
    if old in ids or new not in ids:
        why = f"`{old}` is still on the roster" if old in ids else f"`{new}` is not on the roster"
        raise UsageError(
            why, hint="correct the id in roster.csv first, then give the old and the new"
        )
    people = _stored(database)
    before = next((row for row in people if row.id == old), None)
    if before is None:
        raise UsageError(
            f"nobody on this course had the id `{old}`",
            hint="`ipt-train course check` lists the work that belongs to nobody",
        )
    fresh = next((row for row in people if row.id == new), None)
    if fresh is not None and fresh.pseudonym in _busy(database):
        raise CourseError(
            f"{new} has already handed in, under {fresh.pseudonym}, and {old} under {before.pseudonym}",
            hint="put the old id back into roster.csv; work under two pseudonyms cannot be merged",
        )
    rows = [
        before._replace(id=new, name=ids[new].name) if row is before else row
        for row in people
        if row is not fresh
    ]
    with database.writing():
        database.replace(PersonRow, rows)
    return before.pseudonym


def _stored(database: CourseDatabase) -> list[PersonRow]:
    stored = database.rows(PersonRow)
    if not stored.whole:
        raise CourseError(
            f"{database.path}: the list of people has been changed or damaged", hint=_AGAIN
        )
    return stored.sound


def _busy(database: CourseDatabase) -> set[str]:
    """Return the pseudonyms that have work or a signing key."""
    work = {row.person for row in database.rows(AttemptRow).sound}
    return work | {row.person for row in database.rows(KeyRow).sound}


def _named(
    stored: Iterable[PersonRow], key: bytes, course: str, roster: Iterable[Person]
) -> dict[str, Person]:
    of = {row.id: row.pseudonym for row in stored}
    taken = set(of.values())
    people: dict[str, Person] = {}
    for person in roster:
        name = of.get(person.id) or given_pseudonym(key, course, person.id, taken)
        taken.add(name)
        people[name] = person
    return people
