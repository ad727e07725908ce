"""The keys of a course's exams, locked for its instructors."""

import json
from pathlib import Path

from ipt_train.course.core.correction import corrected
from ipt_train.course.core.course import not_built
from ipt_train.course.exchange.corrections import standing_corrections
from ipt_train.course.exchange.file import read
from ipt_train.course.exchange.folder import Folder
from ipt_train.course.exchange.papers import papers_of
from ipt_train.errors import IptTrainError, PaperError
from ipt_train.exam.core.canonical import canonical
from ipt_train.exam.core.key import Key, read_key
from ipt_train.exam.submission.seal import locked, opened
from ipt_train.files import read_secret, write_whole

KEYS = "ipt-keys/1"


def write_keys(folder: Folder, exam: str, keys: list[Key], recipients: tuple[str, ...]) -> Path:
    """Lock the keys of an exam's forms for the instructors; return the file."""
    file = folder.keys / f"{exam}.key.age"
    data = {"format": KEYS, "keys": [key.data() for key in keys]}
    locked_keys = locked(canonical(data), recipients)
    write_whole(file, locked_keys, private=True, make_folder=True)
    return file


def read_keys(folder: Folder, exam: str, identity: Path | None = None) -> list[Key]:
    """Return the keys of an exam's forms by which is marked: with what regrades decided.

    Args and errors are those of ``stored_keys``; besides:

    Raises:
        CourseError: The log of regrades cannot be read.
        PaperError: An item no longer has what its second key names.
    """
    keys = stored_keys(folder, exam, identity)
    decisions = standing_corrections(folder, exam)
    return [corrected(key, decisions) for key in keys]


def stored_keys(folder: Folder, exam: str, identity: Path | None = None) -> list[Key]:
    """Open the keys of an exam's forms with an instructor's identity, as they were locked.

    Args:
        folder: The course folder.
        exam: Id of the exam.
        identity: File of the identity; none stands for the one that the course was made with.

    Raises:
        CourseError: The exam was not built.
        KeyFileError: The identity cannot be used or does not open the key.
        PaperError: What was locked is no key.
    """
    file = folder.keys / f"{exam}.key.age"
    if not file.exists():
        raise not_built(exam)
    text = read_secret(identity or folder.identity)
    try:
        data = json.loads(opened(read(file), text))
        keys = data["keys"] if data["format"] == KEYS else None
    except (ValueError, KeyError, TypeError):
        keys = None
    if not isinstance(keys, list):
        raise PaperError(f"{file} contains no keys", hint="restore it from a backup")
    return [read_key(key) for key in keys]


def item_ids(folder: Folder, exam: str) -> frozenset[str] | None:
    """Return the ids of the items of an exam, of all its forms together; None if it was not built.

    They are those of the papers; where there are none or they cannot be read, those of the locked
    keys.

    Raises:
        PaperError: The key cannot be read.
        KeyFileError: The key does not open.
    """
    try:
        papers = papers_of(folder, exam)
    except IptTrainError:
        papers = {}
    if papers:
        return frozenset(asked.item for paper in papers.values() for asked in paper.questions)
    if not (folder.keys / f"{exam}.key.age").exists():
        return None
    return frozenset(str(entry.item.id) for key in read_keys(folder, exam) for entry in key.entries)
