"""What is decided for single people: attempts that were made void, and attempts granted to them."""

from collections import Counter
from dataclasses import dataclass

from ipt_train.course.exchange.database import open_database
from ipt_train.course.exchange.folder import Folder
from ipt_train.course.store.database import BACKUP
from ipt_train.course.store.row import GrantRow, VoidRow
from ipt_train.errors import CourseError
from ipt_train.plural import counted


def void_in_words(row: VoidRow) -> str:
    """Say by whom and why an attempt was made void."""
    return f"was made void by {row.who}: {row.reason}"


def granted_in_words(row: GrantRow) -> str:
    """Say by whom and why an attempt was granted."""
    return f"one more attempt was granted by {row.who}: {row.reason}"


@dataclass(frozen=True, slots=True)
class Exceptions:
    """What is decided for single people.

    Attributes:
        void: The attempts that were made void, in the order in which they were.
        grants: The attempts that were granted.
    """

    void: tuple[VoidRow, ...]
    grants: tuple[GrantRow, ...]

    def granted(self, exam: str) -> Counter[str]:
        """Return how many attempts more than an exam allows each person was granted, by pseudonym."""
        return Counter(row.person for row in self.grants if row.exam == exam)

    def granted_to(self, person: str, exam: str) -> list[str]:
        """Return in words each attempt at an exam that a person was granted."""
        return [
            granted_in_words(row) for row in self.grants if (row.person, row.exam) == (person, exam)
        ]

    def voided(self, person: str, exam: str) -> list[str]:
        """Return in words a person's attempts at an exam that were made void."""
        return [
            f"attempt {row.work.attempt} {void_in_words(row)}"
            for row in self.void
            if (row.work.person, row.work.exam) == (person, exam)
        ]

    def rules(self, exam: str) -> list[str]:
        """Return how many attempts were made void or granted; it stands on everybody's page."""
        void = sum(row.work.exam == exam for row in self.void)
        granted = sum(row.exam == exam for row in self.grants)
        return [
            *([f"made void by the instructors and not counted: {counted(void, 'attempt')}"] * (void > 0)),
            *([f"granted beyond those allowed: {counted(granted, 'attempt')}"] * (granted > 0)),
        ]  # fmt: skip  # two sentences, each where there is something to say

    def sentences(self) -> list[str]:
        """Return each attempt that was made void or granted, by pseudonym, with who and why."""
        void = (
            f"not counted: attempt {row.work.attempt} at {row.work.exam} by {row.work.person} "
            f"{void_in_words(row)}"
            for row in self.void
        )
        grants = (f"{row.person} at {row.exam}: {granted_in_words(row)}" for row in self.grants)
        return [*void, *grants]


def exceptions_of(folder: Folder) -> Exceptions:
    """Return what is decided for single people of a course.

    Raises:
        CourseError: It is not what was written, or cannot be read.
        KeyFileError: The secret key of the course is not there.
    """
    with open_database(folder, make=False) as database:
        void, grants = database.rows(VoidRow), database.rows(GrantRow)
    if not (void.whole and grants.whole):
        raise CourseError(
            f"{folder.database}: the attempts made void or granted have been changed or damaged",
            hint=BACKUP,
        )
    return Exceptions(tuple(void.sound), tuple(grants.sound))
