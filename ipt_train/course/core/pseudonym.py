"""Pseudonyms: a person's name in everything but the roster and the map of names.

They are HMAC-SHA-256 with the course's secret key. A plain digest would not do: the ids of
students are few enough to try them all.
"""

import hashlib
import hmac
from collections.abc import Iterable

from ipt_train.course.core.roster import Person
from ipt_train.csv_file import csv_text, rows
from ipt_train.errors import CourseError

COLUMNS = ("pseudonym", "id", "name")


def pseudonym(key: bytes, course: str, person: str) -> str:
    """Return a person's pseudonym: ``p-`` and 16 hexadecimal digits, 64 bits of the HMAC.

    Args:
        key: The secret key of the course, 32 bytes.
        course: Id of the course.
        person: Id of the person on the roster.
    """
    message = f"ipt-train pseudonym\x1f{course}\x1f{person}".encode()
    return "p-" + hmac.new(key, message, hashlib.sha256).hexdigest()[:16]


def name_map(key: bytes, course: str, people: Iterable[Person]) -> dict[str, Person]:
    """Return the people of a roster by their pseudonyms."""
    return {pseudonym(key, course, one.id): one for one in people}


def map_text(people: dict[str, Person], former: Iterable[tuple[str, str, str]] = ()) -> str:
    """Return the map of names as CSV.

    Args:
        people: The people of the roster by their pseudonyms.
        former: Pseudonym, id and name of people who are not on the roster any more.
    """
    rows = [(name, one.id, one.name) for name, one in people.items()]
    return csv_text(COLUMNS, [*rows, *former])


def check_map(text: str | bytes, people: dict[str, Person]) -> None:
    """Hold the map that was written before against what the key and the roster give now.

    Raises:
        CourseError: Two keys disagree, or the map is no map.
    """
    now = {one.id: name for name, one in people.items()}
    again = "delete it; it is made again from the key"
    for _, row in rows(text, "the map of names", CourseError, again, COLUMNS, COLUMNS).rows:
        before, person = row["pseudonym"], row["id"]
        if not before or not person:
            raise CourseError("the map of names cannot be read", hint=again)
        if person in now and now[person] != before:
            raise CourseError(
                f"two keys disagree: {person} is {before} by the map of names and {now[person]} by"
                " the course key",
                hint="put the course key back from a backup, or the course's old id if that was changed;"
                " submissions carry the old pseudonyms",
            )
