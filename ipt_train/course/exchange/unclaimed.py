"""Accepted work that belongs to nobody: its person is not on the roster, or its exam not in the course.

A pseudonym belongs to an id on the roster, so an id that is corrected there alone, or a lost line, leaves
what was handed in before without an owner. It must never be left out in silence.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from ipt_train.course.exchange.file import read
from ipt_train.course.exchange.folder import Folder
from ipt_train.course.exchange.people import stored_people
from ipt_train.course.exchange.receipts import ReceiptLine, receipts_of
from ipt_train.csv_file import read_table
from ipt_train.errors import UnclaimedWorkError

HINT = "put the id back into roster.csv as it was when the work came in; if an id was corrected there, run `ipt-train course people --rename OLD NEW`; or leave the work out with --without-strangers"
_PSEUDONYM = re.compile(r"\bp-[0-9a-f]{16}\b")
_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclaimed:
    """Work of one person at one exam that nobody on the roster is graded for.

    Attributes:
        person: The pseudonym that handed it in.
        exam: The exam.
        attempts: Numbers of the attempts that were accepted; none where there is only a mark by hand.
        on_roster: Whether the person is on the roster, and only the exam is not in the course.
    """

    person: str
    exam: str
    attempts: tuple[int, ...]
    on_roster: bool

    def words(self, names: Mapping[str, str] | None = None) -> str:
        """Say whose work it is, and what.

        Args:
            names: Id and name by pseudonym, where names may be shown (``former_people``).
        """
        known_as = (names or {}).get(self.person, "")
        who = f"{self.person} ({known_as})" if known_as else self.person
        numbers = ", ".join(map(str, self.attempts))
        what = f"attempt {numbers} at {self.exam}" if numbers else f"a mark by hand for {self.exam}"
        if self.on_roster:
            return f"{what} by {who}: course.yaml has no such exam"
        return f"{what} by {who}, who is not on the roster"


def unclaimed(
    folder: Folder,
    entries: Iterable[ReceiptLine],
    people: Collection[str],
    exams: Collection[str],
) -> tuple[Unclaimed, ...]:
    """Return the accepted work that belongs to nobody, by person and exam.

    Args:
        folder: The course.
        entries: Its receipts.
        people: The pseudonyms of its roster.
        exams: The ids of its exams.

    Raises:
        CourseError: A file cannot be read.
    """
    found: dict[tuple[str, str], set[int]] = defaultdict(set)
    for one in entries:
        person, exam, number = one.attempt
        if person not in people or exam not in exams:
            found[person, exam].add(number)
    former = former_people(folder, people)
    for person, exam in marked_strangers(folder, people):
        if person in former:
            found.setdefault((person, exam), set())
    return tuple(
        Unclaimed(
            person=person,
            exam=exam,
            attempts=tuple(sorted(numbers)),
            on_roster=person in people,
        )
        for (person, exam), numbers in sorted(found.items())
    )


def refuse(found: Collection[Unclaimed], names: Mapping[str, str]) -> None:
    """Stop for work that belongs to nobody.

    Args:
        found: The work.
        names: Id and name by pseudonym, as ``former_people`` gives them.

    Raises:
        UnclaimedWorkError: There is some.
    """
    if not found:
        return
    said = "; ".join(one.words(names) for one in list(found)[:_SHOWN])
    more = len(found) - _SHOWN
    others = f"; and {more} more, which `ipt-train course check` lists" if more > 0 else ""
    raise UnclaimedWorkError(
        f"accepted work belongs to nobody, so nothing was written: {said}{others}", hint=HINT
    )


def former_people(folder: Folder, people: Collection[str]) -> dict[str, str]:
    """Return id and name, in words, of those who were on the roster and are not any more.

    Raises:
        CourseError: The database cannot be read.
    """
    return {
        row.pseudonym: ", ".join(filter(None, (row.id, row.name)))
        for row in stored_people(folder)
        if row.pseudonym not in people
    }


def with_marks(folder: Folder, people: Collection[str]) -> set[str]:
    """Return the people, and those whom marks.csv names and who were once on the roster.

    Marks of the latter are no slip of the pen: they are named with the work that belongs to nobody.
    """
    known = set(people)
    named = {person for person, _ in marked_strangers(folder, people)}
    if named:
        there = {one.attempt[0] for one in receipts_of(folder)} | set(former_people(folder, people))
        known |= named & there
    return known


def marked_strangers(folder: Folder, people: Collection[str]) -> set[tuple[str, str]]:
    """Return person and exam of the marks by hand of people who are not on the roster."""
    if not folder.marks.exists():
        return set()
    rows = (cells for _, cells in read_table(read(folder.marks), ragged=True).rows)
    marked = {(cells.get("person", ""), cells.get("exam", "")) for cells in rows}
    return {one for one in marked if _PSEUDONYM.fullmatch(one[0]) and one[0] not in people}
