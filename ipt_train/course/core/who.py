"""Who is meant in a table that people wrote: by pseudonym, by id of the roster or by email address. Pure."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping

from ipt_train.course.core.naming import composed, same_name
from ipt_train.course.core.roster import Person

LISTED = "`ipt-train course people` lists ids and pseudonyms"
_NUMBER = re.compile(r"(0*)([0-9]+)")


class NobodyError(ValueError):
    """A cell names nobody, or may name two people; the hint says who is probably meant."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class RosterLookup:
    """Finds people by what tables call them.

    An id is taken exactly as the roster has it, but for its case. A spreadsheet that turned
    ``0045`` into 45 is found out: the person is named, and not guessed.

    Args:
        people: The people of the roster by pseudonym.
        further: Pseudonyms that may be named besides, of people who left the roster.
    """

    def __init__(self, people: Mapping[str, Person], further: Collection[str] = ()) -> None:
        self._people = people
        self._by_text: dict[str, set[str]] = defaultdict(set)
        for pseudonym, person in people.items():
            for text in (pseudonym, person.id, person.email):
                if text:
                    self._by_text[_key(text)].add(pseudonym)
        for pseudonym in further:
            self._by_text[pseudonym].add(pseudonym)

    def pseudonym(self, text: str) -> str:
        """Return the pseudonym of the person that a cell names.

        Raises:
            NobodyError: It names nobody, or may name two people.
        """
        meant = self._by_text.get(_key(text), set())
        if len(meant) == 1:
            return next(iter(meant))
        if meant:
            raise NobodyError(
                f"`{text[:60]}` may be {' or '.join(sorted(map(self._words, meant)))}",
                "write the pseudonym",
            )
        if not text:
            raise NobodyError("no person is given", f"write an id; {LISTED}")
        message = f"nobody on the roster has the id, email address or pseudonym `{text[:60]}`"
        if zeros := [one for one in self._people if is_without_zeros(text, self._people[one].id)]:
            person = self._people[zeros[0]]
            raise NobodyError(
                f"{message}; {person.id} is {person.name}",
                f"if that is who is meant, write {person.id}: spreadsheets drop the zeros at the start of a number, so format the column as text",
            )
        named = [one for one, who in self._people.items() if same_name(who.name) == same_name(text)]
        if named:
            meant_people = " or ".join(map(self._words, named))
            raise NobodyError(
                message, f"a name is not enough to tell people apart: write the id; {meant_people}"
            )
        raise NobodyError(message, LISTED)

    def _words(self, pseudonym: str) -> str:
        person = self._people.get(pseudonym)
        return f"{person.id} ({person.name})" if person else pseudonym


def is_without_zeros(text: str, id: str) -> bool:
    """Whether a text is an id of digits that lost the zeros it begins with."""
    found, whole = _NUMBER.fullmatch(text), _NUMBER.fullmatch(id)
    return (
        found is not None
        and whole is not None
        and found[2] == whole[2]
        and len(found[1]) < len(whole[1])
    )


def lost_zeros(people: Collection[Person], before: Mapping[str, str]) -> list[tuple[Person, str]]:
    """Return the people whose id lost zeros since the roster was last read, and their id before.

    Args:
        people: The people of the roster.
        before: Names by the ids that the roster had before.
    """
    now = {person.id for person in people}
    return [
        (person, id)
        for person in people
        for id, name in before.items()
        if id not in now
        and is_without_zeros(person.id, id)
        and same_name(name) == same_name(person.name)
    ]


def _key(text: str) -> str:
    return composed(text).casefold()
