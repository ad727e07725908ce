"""The people of a course, each with the pseudonym to hand in by and the signing key."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields

from ipt_train.course.core.naming import names_told_apart
from ipt_train.course.core.roster import read_roster
from ipt_train.course.exchange.database import open_database
from ipt_train.course.exchange.enrolment import read_register
from ipt_train.course.exchange.file import read
from ipt_train.course.exchange.folder import Folder, locked_for_writing
from ipt_train.course.exchange.people import rename_person
from ipt_train.course.operation.course import OpenCourse
from ipt_train.course.operation.find_person import find_person


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPerson:
    """One person of the roster.

    Attributes:
        pseudonym: What the person gives when handing in.
        id: The id of the roster, and ``name`` the name.
        key: Fingerprint of the signing key; empty while there is none.
        how: Whether the key was told in person or believed at first use; empty with it.
        email: The address of the roster.
        first_name: The first name, and ``last_name`` the last, as gradebooks have them.
    """

    pseudonym: str
    id: str
    name: str
    key: str
    how: str
    email: str
    first_name: str
    last_name: str

    @property
    def spoken(self) -> str:
        """The name in the order in which it is spoken."""
        return " ".join(filter(None, (self.first_name, self.last_name)))


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
            email=person.email,
            first_name=person.names[0],
            last_name=person.names[1],
        )
        for name, person in opened.people.items()
    )


def people_table(
    people: Iterable[ListedPerson],
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return people as columns and rows of a table."""
    columns = tuple(column.name for column in fields(ListedPerson))
    return columns, [astuple(person) for person in people]


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
        UsageError: Nobody is meant, or it is not a fingerprint, or somebody else's.
        CourseError: Another key of that person was believed already, or another program is writing.
    """
    name = find_person(opened, person)
    with locked_for_writing(opened.folder):
        register = read_register(opened.folder, opened.course.enrolment)
        register.tell(name, fingerprint, replace_key=replace_key)
        register.save(opened.folder)
    return name, register.entries[name].fingerprint


def rename(folder: Folder, old: str, new: str) -> str:
    """Give a corrected id the pseudonym and the work of the id before; return the pseudonym.

    Args:
        folder: The course, whose roster holds the new id already.
        old: The id before.
        new: The id that is right.

    Raises:
        UsageError: Nobody had the old id, it is still on the roster, or the new one is not.
        CourseError: Both have handed in work, or another program is writing.
    """
    roster, _ = read_roster(read(folder.roster), str(folder.roster))
    with open_database(folder) as database, locked_for_writing(folder):
        return rename_person(database, roster, old, new)


def names_of(opened: OpenCourse, *, wanted: bool) -> dict[str, str]:
    """Return names by pseudonym, told apart by id where two are alike; none where not wanted."""
    return names_told_apart(opened.people) if wanted else {}
