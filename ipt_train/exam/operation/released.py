"""A marked exam at the learner's side: read, and what was missed in it put into the learner's own study."""

from dataclasses import dataclass
from pathlib import Path

from ipt_train.bank.core.aliases import aliases_of
from ipt_train.bank.core.model import Library
from ipt_train.exam.core.released import ReleasedExam
from ipt_train.exam.exchange.released_file import read_released_exam
from ipt_train.log.core.event import Marked
from ipt_train.log.operation.journal import Journal
from ipt_train.shell.runtime import Runtime
from ipt_train.study.operation.open import open_learner
from ipt_train.vocabulary import EventKind, ItemId

COLUMNS = ("attempt", "question", "item", "mark", "right", "counts", "missed")
"""The columns of the table of a marked exam; an empty mark is a blank."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRelease:
    """A marked exam that was read.

    Attributes:
        released: The exam.
        fingerprint: Of the key that signed it.
        missed: Ids of the items that are worth studying again.
        queued: Those that were put into study now.
        lacking: Those that could not be, since no bank here has them.
    """

    released: ReleasedExam
    fingerprint: str
    missed: tuple[str, ...]
    queued: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()


def show_released(
    app: Runtime, file: Path, profile: str, banks: list[str] | None, *, queue: bool
) -> ShownRelease:
    """Read a marked exam; without ``queue`` no log is opened.

    Args:
        app: The world of the program.
        file: The file.
        profile: Whose study the missed items are put into.
        banks: Bank ids, or paths of banks; none stands for all.
        queue: Put the missed items into study.

    Raises:
        SubmissionError: It cannot be read, is not a marked exam, or was changed after it was signed.
        BankNotFoundError: A name is neither a bank nor a path.
        BankUnusableError: A bank that was named, or a shipped one, has errors.
        UnknownProfileError: The profile does not exist.
        StoreError: The log cannot be opened or written.
    """
    released, mark = read_released_exam(file)
    queued: list[str] = []
    lacking: list[str] = []
    if queue:
        journal, library = open_learner(app, profile, banks)
        queued, lacking = queue_missed(journal, library, released)
    return ShownRelease(
        released=released,
        fingerprint=mark,
        missed=released.missed,
        queued=tuple(queued),
        lacking=tuple(lacking),
    )


def queue_missed(
    journal: Journal, library: Library, released: ReleasedExam
) -> tuple[list[str], list[str]]:
    """Put the missed items of an exam into study, by events.

    Returns:
        The ids of those that were put there, under the ids that they have in the banks now, and the
        ids of those that no bank has.

    Raises:
        StoreError: It could not be written.
    """
    items = {str(item.id) for item in library.items()}
    aliases = aliases_of(library)
    queued: list[str] = []
    lacking: list[str] = []
    for name in released.missed:
        item = name if name in items else aliases.get(ItemId(name), "")
        if item not in items:
            lacking.append(name)
        elif item not in queued:
            journal.record(Marked(item=ItemId(item), mark=EventKind.QUEUE))
            queued.append(item)
    return queued, lacking


def released_table(
    shown: ShownRelease,
) -> tuple[tuple[str, ...], list[list[str | int | float | None]]]:
    """Return the questions of a marked exam as a table; yes is 1, no is 0."""
    return COLUMNS, [
        [
            attempt.number, one.number, one.item, one.mark, int(one.right), int(one.counts),
            int(one.missed),
        ]
        for attempt in shown.released.attempts
        for one in attempt.questions
    ]  # fmt: skip  # a table
