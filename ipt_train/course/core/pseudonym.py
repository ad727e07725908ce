"""Pseudonyms: a person's name in everything but the roster and the list of people in `course.db`.

They are stored when a person is first seen on the roster (``exchange.people``). They are HMAC-SHA-256 with the course's secret key. A plain digest would not do: the ids of
students are few enough to try them all.
"""

import hashlib
import hmac
from collections.abc import Collection


def pseudonym(key: bytes, course: str, person: str) -> str:
    """Return a person's pseudonym: ``p-`` and 16 hexadecimal digits, 64 bits of the HMAC.

    Args:
        key: The secret key of the course, 32 bytes.
        course: Id of the course.
        person: Id of the person on the roster.
    """
    message = f"ipt-train pseudonym\x1f{course}\x1f{person}".encode()
    return "p-" + hmac.new(key, message, hashlib.sha256).hexdigest()[:16]


def given_pseudonym(key: bytes, course: str, person: str, taken: Collection[str]) -> str:
    """Return a pseudonym for somebody new, which nobody has.

    Args:
        key: The secret key of the course, 32 bytes.
        course: Id of the course.
        person: Id of the person on the roster.
        taken: The pseudonyms that were given; one of them may come from this id, which was corrected.
    """
    name, number = pseudonym(key, course, person), 1
    while name in taken:
        number += 1
        name = pseudonym(key, course, f"{person}\x1f{number}")
    return name
