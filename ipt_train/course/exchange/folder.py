"""The folder of a course: which file is where.

``course.yaml`` and ``roster.csv`` are written by people; ``papers/`` is handed out; ``private/``,
``keys/`` and ``course.db`` stay with the instructors; ``hand-out/`` holds a page a person;
``course.db``, ``handed-out.jsonl`` and ``results/`` are made by the program.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ipt_train.course.exchange.table_file import table_file
from ipt_train.errors import CourseError


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """A course folder. Asking for a path does not make it."""

    root: Path

    @property
    def course(self) -> Path:
        """The course file."""
        return self.root / "course.yaml"

    @property
    def roster(self) -> Path:
        """The roster: ``roster.csv``, or ``roster.xlsx`` in place of it.

        Raises:
            CourseError: Both hold people.
        """
        return table_file(self.root, "roster")

    @property
    def marks(self) -> Path:
        """Marks and comments by hand, as CSV or workbook; the program never writes it once it is there.

        Raises:
            CourseError: Both hold marks.
        """
        return table_file(self.root, "marks")

    @property
    def pseudonym_key(self) -> Path:
        """The secret key of pseudonyms."""
        return self.root / "private" / "pseudonym.key"

    @property
    def signing_key(self) -> Path:
        """The secret key that signs receipts."""
        return self.root / "private" / "receipts.key"

    @property
    def identity(self) -> Path:
        """The age identity of the instructor who made the course."""
        return self.root / "private" / "identity.txt"

    @property
    def database(self) -> Path:
        """People with their pseudonyms, signing keys, and what was collected."""
        return self.root / "course.db"

    @property
    def papers(self) -> Path:
        """What is handed out."""
        return self.root / "papers"

    @property
    def keys(self) -> Path:
        """The locked keys of papers."""
        return self.root / "keys"

    @property
    def handed_out(self) -> Path:
        """Which form of an exam was handed to whom; only ever added to."""
        return self.root / "handed-out.jsonl"

    @property
    def hand_out(self) -> Path:
        """Pages and letters, a folder an exam, to be handed to the people they are for."""
        return self.root / "hand-out"

    @property
    def results(self) -> Path:
        """Grades and gradebooks."""
        return self.root / "results"

    @property
    def feedback(self) -> Path:
        """The marked exams that are handed back, a folder an exam."""
        return self.root / "feedback"


@contextmanager
def locked_for_writing(folder: Folder) -> Iterator[None]:
    """Keep a second program from writing into the course at the same time.

    The operating system holds the lock, so it goes with a program that is killed.

    Raises:
        CourseError: Another program is writing.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415 - only who writes needs it

    lock = FileLock(folder.root / ".lock", blocking=False)
    try:
        lock.acquire()
    except Timeout:
        raise CourseError(
            "another program is writing to this course", hint="try again when it is done"
        ) from None
    except OSError as error:
        raise CourseError(f"{folder.root}: {error.strerror}", hint="check the folder") from None
    try:
        yield
    finally:
        lock.release()
