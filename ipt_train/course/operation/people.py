"""The people of a course, each with the pseudonym to hand in by and the signing key."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass

from ipt_train.course.exchange.enrolment import read_register
from ipt_train.course.exchange.folder import locked_for_writing
from ipt_train.course.operation.course import OpenCourse
from ipt_train.course.operation.find_person import find_person

COLUMNS = ("pseudonym", "id", "name", "key", "how")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPerson:
    """One person of the roster.

    Attributes:
        pseudonym: What the person gives when handing in.
        id: The id of the roster, and ``name`` the name.
        key: Fingerprint of the signing key; empty while there is none.
        how: Whether the key was told in person or believed at first use; empty with it.
    """

    pseudonym: str
    id: str
    name: str
    key: str
    how: str


def list_people(opened: OpenCourse) -> tuple[ListedPerson, ...]:
    """Return the people of a course in order of the roster.

    Raises:
        CourseError: The file of signing keys is not as the program wrote it.
    """
    entries = read_register(opened.folder, opened.course.enrolment).entries
    return tuple(
        ListedPerson(
            pseudonym=name,
            id=person.id,
            name=person.name,
            key=entries[name].fingerprint if name in entries else "",
            how=str(entries[name].how) if name in entries else "",
        )
        for name, person in opened.people.items()
    )


def people_table(
    people: Iterable[ListedPerson],
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return people as columns and rows of a table."""
    return COLUMNS, [astuple(person) for person in people]


def enrol(
    opened: OpenCourse, person: str, fingerprint: str, *, replace_key: bool = False
) -> tuple[str, str]:
    """Take down the fingerprint of a signing key that was told in person.

    Args:
        opened: The course.
        person: The pseudonym, or what else ``find_person`` finds somebody by.
        fingerprint: Eight groups of four letters.
        replace_key: Take it in place of another key of that person, which was lost.

    Returns:
        The pseudonym, and the fingerprint as it is kept.

    Raises:
        UsageError: Nobody is meant, or it is no fingerprint, or somebody else's.
        CourseError: Another key of that person was believed already, or another program is writing.
    """
    name = find_person(opened, person)
    with locked_for_writing(opened.folder):
        register = read_register(opened.folder, opened.course.enrolment)
        register.tell(name, fingerprint, replace_key=replace_key)
        register.save(opened.folder)
    return name, register.entries[name].fingerprint


def names_of(opened: OpenCourse, *, wanted: bool) -> dict[str, str]:
    """Return names by pseudonym; none where they are not wanted."""
    return {name: person.name for name, person in opened.people.items()} if wanted else {}
