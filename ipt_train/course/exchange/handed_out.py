"""The log of handouts: which form of an exam was handed to whom; only ever added to."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from ipt_train.course.core.sealed import sealed, unsealed
from ipt_train.course.exchange.file import read
from ipt_train.course.exchange.folder import Folder
from ipt_train.errors import CourseError
from ipt_train.files import append_line, secret_bytes

KIND = b"ipt-handed-out/1\n"


class HandedForm(NamedTuple):
    """One line of the log: a form that was handed to somebody.

    Attributes:
        person: The pseudonym.
        exam: Id of the exam.
        attempt: Number of the attempt, from 1.
        form: Letter of the form.
        paper: Digest of the paper.
        at: When it was handed out first, an instant in ISO 8601.
    """

    person: str
    exam: str
    attempt: int
    form: str
    paper: str
    at: str


def read_handed_out(folder: Folder) -> list[HandedForm]:
    """Return what was handed out, in the order in which it was.

    Raises:
        CourseError: The log cannot be read, or a line is not what was written.
        KeyFileError: The secret key of the course is not there.
    """
    if not folder.handed_out.exists():
        return []
    key = secret_bytes(folder.pseudonym_key)
    lines = [line for line in read(folder.handed_out).split(b"\n") if line]
    return [_entry(folder, key, number, line) for number, line in enumerate(lines, 1)]


def add_handed_out(folder: Folder, handed: Iterable[HandedForm]) -> None:
    """Add to the log and wait until it is on the disk. The course must be locked.

    Raises:
        OutputError: It cannot be written; nothing was added.
        KeyFileError: The secret key of the course is not there.
    """
    key = secret_bytes(folder.pseudonym_key)
    lines = [sealed(key, KIND, one._asdict(), ()) for one in handed]
    if lines:
        append_line(folder.handed_out, b"\n".join(lines))


def latest_handed(entries: Iterable[HandedForm], exam: str) -> dict[tuple[str, int], HandedForm]:
    """Return what holds for each person and attempt of an exam: the last that was handed out."""
    return {(one.person, one.attempt): one for one in entries if one.exam == exam}


def handed_papers(
    entries: Iterable[HandedForm], papers: Collection[str]
) -> dict[tuple[str, str], dict[str, str]]:
    """Return the forms by digest of their papers, by person and exam.

    Args:
        entries: The log.
        papers: Digests of the papers that the course has now; others were built over.
    """
    handed: dict[tuple[str, str], dict[str, str]] = {}
    for one in entries:
        if one.paper in papers:
            handed.setdefault((one.person, one.exam), {})[one.paper] = one.form
    return handed


def _entry(folder: Folder, key: bytes, number: int, line: bytes) -> HandedForm:
    try:
        if read_line := unsealed(key, KIND, line):
            return HandedForm(**read_line[0])
    except (ValueError, TypeError, RecursionError):
        pass
    raise CourseError(
        f"{folder.handed_out}:{number}: this is not as the program wrote it",
        hint="restore the file from a backup, or delete the line: whoever had the paper on that line is then given a form again, and papers already handed out stay valid",
    )
