"""Checking what a course collected: receipts against responses, and whose the work is."""

from collections.abc import Collection, Iterator

from ipt_train.bank.core.finding import Finding, as_warning, at
from ipt_train.course.exchange.database import open_database
from ipt_train.course.exchange.folder import Folder
from ipt_train.course.exchange.ledger import AGAIN, differences, read_ledger
from ipt_train.course.exchange.unclaimed import HINT, former_people, unclaimed
from ipt_train.course.store.database import BACKUP
from ipt_train.course.store.row import LOGS, WORDS, RefusalRow, ReplacedRow, SeenRow
from ipt_train.exam.submission.record import BrokenError, from_columns

_FILE = (1, 1, 1, 1)
_CHANGED = "the times at which refused files were first seen have been changed or damaged"
_REASONS_AGAIN = "`ipt-train course collect DIR` sets them aside, and reports again what it refuses"
_SEEN_AGAIN = "`ipt-train course collect DIR` sets them aside; a file then counts as seen when it is collected next"


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
        CourseError: The database cannot be read.
        KeyFileError: The secret key of the course is not there.
    """
    file = str(folder.database)
    with open_database(folder, make=False) as database:
        for fault in database.faults():
            yield at(_FILE, "K021", f"SQLite finds it damaged: {fault}", file=file, help=BACKUP)
        ledger = read_ledger(database)
        seen = database.rows(SeenRow)
        replaced, refusals = database.rows(ReplacedRow), database.rows(RefusalRow)
        logs = {kind: database.rows(kind).whole for kind in LOGS}
    for one in differences(ledger):
        yield at(_FILE, "K021", one.message, file=file, help=one.hint)
    for row in ledger.attempts.sound:
        try:
            from_columns(row.records)
        except BrokenError as error:
            yield at(_FILE, "K021", f"attempt of {row.person}: {error}", file=file, help=AGAIN)
    for kind, whole in logs.items():
        if not whole:
            why = f"the log of {WORDS[kind]} has been changed or damaged"
            yield at(_FILE, "K024", why, file=file, help=BACKUP)
    if not replaced.whole:
        said = "the attempts that were replaced by entered answers have been changed or damaged"
        yield at(_FILE, "K021", said, file=file, help=AGAIN)
    if not refusals.whole:
        said = "the reasons why files were refused have been changed or damaged"
        yield at(_FILE, "K022", said, file=file, help=_REASONS_AGAIN)
    if not seen.whole:
        yield at(_FILE, "K022", _CHANGED, file=file, help=_SEEN_AGAIN)
    names = former_people(folder, people)
    for work in unclaimed(folder, ledger.entries, people, exams):
        said = f"accepted work belongs to nobody: {work.words(names)}"
        finding = (
            at(_FILE, "K023", said, file=str(folder.course), help="give the exam its id back")
            if work.on_roster
            else at(_FILE, "K020", said, file=str(folder.roster), help=HINT)
        )
        yield as_warning(finding) if without_strangers else finding
