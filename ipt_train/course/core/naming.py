"""Names of people: cut into first and last name, compared, and told apart where two are alike. Pure."""

import unicodedata
from collections import Counter
from collections.abc import Mapping
from typing import Protocol

_AFTER_A_COMMA = frozenset(
    {"jr", "sr", "ii", "iii", "iv", "md", "phd", "dphil", "dphd", "msc", "ma", "mph", "rn", "esq"}
)
"""What stands after a comma and is no given name, in small letters without points."""


class NamedPerson(Protocol):
    """Somebody who has an id and a name."""

    @property
    def id(self) -> str:
        """The id on the roster."""

    @property
    def name(self) -> str:
        """The name as it was written."""


def composed(text: str) -> str:
    """Return a text in which each letter with its accent is one sign (NFC), as most keyboards type it."""
    return unicodedata.normalize("NFC", text)


def cut_name(name: str) -> tuple[str, str]:
    """Return first and last name: cut at the comma of ``Family, Given``, else before the last word.

    A title or suffix after a comma (``Ann Lee, PhD``) stays with the last name.
    """
    parts = [" ".join(part.split()) for part in name.split(",")]
    family, rest = parts[0], [part for part in parts[1:] if part]
    given = [part for part in rest if part.replace(".", "").casefold() not in _AFTER_A_COMMA]
    titles = [part for part in rest if part not in given]
    if family and given:
        return " ".join(given), ", ".join([family, *titles])
    before, _, after = family.rpartition(" ")
    return before, ", ".join([after, *titles])


def spoken_name(name: str) -> str:
    """Return a name in the order in which it is spoken: ``José García`` for ``García, José``."""
    first, last = cut_name(name)
    return " ".join(filter(None, (first, last)))


def same_name(name: str) -> str:
    """Return what is alike for names that are one: whatever their case, spaces, order or encoding."""
    return " ".join(composed(spoken_name(" ".join(name.split()))).casefold().split())


def names_told_apart(people: Mapping[str, NamedPerson]) -> dict[str, str]:
    """Return the name of each person by pseudonym, with the id behind it where two have one name.

    Args:
        people: The people of a roster by pseudonym.
    """
    alike = Counter(same_name(person.name) for person in people.values())
    return {
        pseudonym: f"{person.name} ({person.id})"
        if alike[same_name(person.name)] > 1
        else person.name
        for pseudonym, person in people.items()
    }
