"""Finding a person of a course by whatever an instructor has at hand."""

from difflib import get_close_matches
from unicodedata import normalize

from ipt_train.course.core.roster import Person
from ipt_train.course.operation.course import OpenCourse
from ipt_train.errors import UsageError


def find_person(opened: OpenCourse, text: str) -> str:
    """Return the pseudonym of the person who is meant.

    Args:
        opened: The course.
        text: A pseudonym, an id of the roster, an email address or a name, in capitals or not.

    Raises:
        UsageError: It means nobody, or several people.
    """
    wanted = _plain(text)
    for of in (_pseudonym_and_id, _email, _names):  # what is unique comes first
        meant = [name for name, person in opened.people.items() if wanted in of(name, person)]
        if len(meant) == 1:
            return meant[0]
        if meant:
            ids = ", ".join(f"{opened.people[name].id} ({name})" for name in meant)
            raise UsageError(
                f"{len(meant)} people are called `{text[:60]}`", hint=f"give the id: {ids}"
            )
    raise UsageError(f"nobody on the roster is `{text[:60]}`", hint=_hint(opened, wanted))


def _pseudonym_and_id(name: str, person: Person) -> set[str]:
    return {name, _plain(person.id)}


def _email(_: str, person: Person) -> set[str]:
    return {_plain(person.email)} if person.email else set()


def _names(_: str, person: Person) -> set[str]:
    """Return the ways to write a name: as on the roster, and as first and last name."""
    first, last = person.names
    return {_plain(one) for one in (person.name, f"{first} {last}", f"{last}, {first}")}


def _hint(opened: OpenCourse, wanted: str) -> str:
    """Return who was probably meant, or how to see everybody."""
    person_of = {
        _plain(word): person.id
        for person in opened.people.values()
        for word in (person.name, person.email, person.id)
    }
    near = get_close_matches(wanted, person_of, n=1)
    if near:
        return f"did you mean `{person_of[near[0]]}`? `ipt-train course people` lists everybody"
    return "give an id, email address, name or pseudonym; `ipt-train course people` lists everybody"


def _plain(text: str) -> str:
    """Return a text without what two spellings of it may differ in: capitals, blanks, composition."""
    return " ".join(normalize("NFC", text).casefold().split())
