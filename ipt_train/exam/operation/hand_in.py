"""Handing in a course's exam: what the learner wants to hand in, packed and signed."""

import warnings
from dataclasses import dataclass
from pathlib import Path

from ipt_train.bank.core.aliases import aliases_of
from ipt_train.bank.operation.open import open_library
from ipt_train.errors import Note, UsageError
from ipt_train.exam.core.paper import Paper
from ipt_train.exam.core.record import EXAMS
from ipt_train.exam.exchange.signing_keys import signing_key
from ipt_train.exam.operation.submit import Packed, progress_section
from ipt_train.exam.operation.take import packed_attempt
from ipt_train.exam.submission.pseudonym import is_pseudonym
from ipt_train.log.operation.open import open_journal
from ipt_train.rating.operation.files import rating_section
from ipt_train.shell.runtime import Runtime


@dataclass(frozen=True, slots=True, kw_only=True)
class HandIn:
    """What is to be handed in.

    Attributes:
        person: The pseudonym that the course gave.
        attempt: Which attempt at this paper on this computer, from 1; None for the last.
        number: The number that it bears, where earlier ones were taken elsewhere; None for its own.
        with_progress: Add how study goes, in figures.
        with_ratings: Add the locked ratings of sessions.
        own_key: Sign with a key of this course alone, though there is one of earlier versions.

    Raises:
        UsageError: The pseudonym is none.
    """

    person: str
    attempt: int | None = None
    number: int | None = None
    with_progress: bool = False
    with_ratings: bool = False
    own_key: bool = False

    def __post_init__(self) -> None:
        if not is_pseudonym(self.person):
            raise UsageError(
                f"`{self.person}` is not a pseudonym",
                hint="your course gives it: p- and sixteen characters from 0-9 and a-f",
            )


def packed_work(app: Runtime, profile: str, paper: Paper, wanted: HandIn) -> Packed:
    """Pack a learner's attempt, with what the learner wants to add.

    Args:
        app: The world of the program.
        profile: Learner profile to use.
        paper: The paper.
        wanted: What is to be handed in.

    Raises:
        UsageError: There is no such attempt, or it is not over.
        KeyFileError: The signing key is damaged, or others may read it.
        OutputError: The signing key cannot be written.
        UnknownProfileError: The profile does not exist.
        StoreError: The log cannot be opened.
    """
    library = open_library(app) if wanted.with_progress else None
    aliases = None if library is None else aliases_of(library)
    journal = open_journal(app, profile, aliases, folds=(EXAMS,))
    return packed_attempt(
        journal,
        paper,
        person=wanted.person,
        key=signing_key(app.paths.data, profile, paper.course, own=wanted.own_key),
        attempt=wanted.attempt,
        number=wanted.number,
        progress=None if library is None else progress_section(journal, library),
        ratings=rating_section(journal) if wanted.with_ratings else None,
    )


def submission_file(output: Path | None, name: str) -> Path:
    """Return where a submission goes, and note where that would replace a file.

    Args:
        output: The file or folder that was asked for; None for this folder.
        name: What it is called in a folder.
    """
    file = Path(name) if output is None else output / name if output.is_dir() else output
    if file.is_file():
        warnings.warn(f"{file} already exists; writing replaces it", Note, stacklevel=2)
    return file
