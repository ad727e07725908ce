"""Opening the course that a command works with, and the banks that its items come from."""

import warnings
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ipt_train.bank.core.model import Library
from ipt_train.bank.operation.open import open_library, shelf_of
from ipt_train.bank.source.shelf import check
from ipt_train.course.exchange.folder import Folder
from ipt_train.course.operation.build_exam import bank_names
from ipt_train.course.operation.course import OpenCourse, make_good, open_course
from ipt_train.errors import CourseError, Note
from ipt_train.shell.runtime import Runtime


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseBanks:
    """The banks of a course.

    Attributes:
        library: Their items.
        codes: Codes of the rules that an item breaks, by item; those of files of the course only.
    """

    library: Library
    codes: Mapping[str, Sequence[str]]


def opened_course(app: Runtime, course: Path, *, renew: bool = False) -> OpenCourse:
    """Open a course folder for work.

    Args:
        app: The world of the program.
        course: The folder.
        renew: Make its database good, or anew, where it cannot be used; what was done is noted.

    Raises:
        CourseError: Something is wrong with the course; the first finding is said.
        KeyFileError: The secret key of pseudonyms cannot be used.
    """
    folder, shelf = Folder(root=course), shelf_of(app)
    try:
        return open_course(folder, shelf)
    except CourseError:
        if not renew or not folder.pseudonym_key.exists():
            raise
    for words in make_good(folder, app.now()):
        warnings.warn(words, Note, stacklevel=2)
    return open_course(folder, shelf)


def open_banks(app: Runtime, opened: OpenCourse) -> CourseBanks:
    """Load the banks of a course, and check those that are files of it.

    Raises:
        BankNotFoundError: One is neither a bank nor a file.
        BankUnusableError: One has errors.
    """
    names = bank_names(opened)
    library = open_library(app, names)
    files = [Path(name) for name in names if Path(name).exists()]
    codes: dict[str, list[str]] = defaultdict(list)
    for finding in check(shelf_of(app), files).findings:
        if finding.item:
            codes[str(finding.item)].append(str(finding.code))
    return CourseBanks(library=library, codes=dict(codes))
