"""How a person is named on the screen of an instructor."""

from collections.abc import Mapping

from ipt_train.course.core.naming import NamedPerson


def named(person: str, people: Mapping[str, NamedPerson]) -> str:
    """Return name and id of somebody; of who is not on the roster the pseudonym.

    Args:
        person: The pseudonym.
        people: The roster by pseudonym.
    """
    known = people.get(person)
    return f"{known.name} ({known.id})" if known else person
