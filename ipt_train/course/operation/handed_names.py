"""What the files of each person are called that are handed out."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping

from ipt_train.course.core.naming import spoken_name
from ipt_train.course.core.roster import Person

_LONGEST_NAME = 60
_SPELT = str.maketrans(
    {"ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ħ": "h"}
)
"""Letters that are no letter with an accent, as they are spelt without them."""


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
