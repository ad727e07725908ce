"""Checking what a course collected: receipts against responses, and whose the work is."""

from collections.abc import Collection, Iterator
from functools import partial

from ipt_train.bank.core.finding import Finding, as_warning, at
from ipt_train.course.exchange.corrections import standing_corrections
from ipt_train.course.exchange.folder import Folder
from ipt_train.course.exchange.ledger import differences
from ipt_train.course.exchange.receipts import read_receipts
from ipt_train.course.exchange.releases import read_releases
from ipt_train.course.exchange.responses import Responses
from ipt_train.course.exchange.seen import read_seen
from ipt_train.course.exchange.unclaimed import HINT, former_people, unclaimed
from ipt_train.errors import CourseError

_FILE = (1, 1, 1, 1)
_CHANGED = "this line was cut off, or changed after it was written"
_SEEN_AGAIN = "`ipt-train course collect DIR` sets it aside; the file then counts as seen when it is collected next"


def kept_findings(
    folder: Folder,
    people: Collection[str],
    exams: Collection[str],
    *,
    without_strangers: bool = False,
) -> Iterator[Finding]:
    """Yield what does not fit in what was collected. Every response is read.

    Args:
        folder: The course.
        people: The pseudonyms of its roster.
        exams: The ids of its exams.
        without_strangers: Whether work that belongs to nobody is only warned of.

    Raises:
        CourseError: A log cannot be read.
        KeyFileError: The secret key of the course is not there.
    """
    log = read_receipts(folder)
    for one in differences(folder, log):
        line = max(one.line, 1)
        yield at((line, 1, line, 1), "K021", one.message, file=str(one.file), help=one.hint)
    responses = Responses(folder, log.entries)
    for person in sorted({one.attempt[0] for one in log.entries}):
        try:
            for kept in responses.of(person):
                responses.rows(kept)
        except CourseError as error:
            yield at(_FILE, "K021", error.message, file=str(folder.responses), help=error.hint)
    for damaged in read_seen(folder).damaged:
        place = (damaged.line, 1, damaged.line, 1)
        yield at(place, "K022", _CHANGED, file=str(folder.seen), help=_SEEN_AGAIN)
    yield from _logs(folder, exams)
    names = former_people(folder, people)
    for work in unclaimed(folder, log.entries, people, exams):
        said = f"accepted work belongs to nobody: {work.words(names)}"
        finding = (
            at(_FILE, "K023", said, file=str(folder.course), help="give the exam its id back")
            if work.on_roster
            else at(_FILE, "K020", said, file=str(folder.roster), help=HINT)
        )
        yield as_warning(finding) if without_strangers else finding


def _logs(folder: Folder, exams: Collection[str]) -> Iterator[Finding]:
    """Yield a log of regrades or releases that cannot be read, once each."""
    for file, read in (
        (folder.regrades, partial(standing_corrections, folder, next(iter(exams), ""))),
        (folder.releases, partial(read_releases, folder)),
    ):
        try:
            read()
        except CourseError as error:
            yield at(_FILE, "K024", error.message, file=str(file), help=error.hint)
