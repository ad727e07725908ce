"""Receipts and responses held against each other, both ways: no attempt may come or go unseen."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ipt_train.course.exchange.file import read
from ipt_train.course.exchange.folder import Folder
from ipt_train.course.exchange.receipts import ReceiptLine, ReceiptLog, latest, read_receipts
from ipt_train.course.exchange.seen import read_seen
from ipt_train.course.exchange.unsigned import unsigned
from ipt_train.errors import CourseError
from ipt_train.files import append_line, write_whole

_AGAIN = (
    "`ipt-train course collect DIR` signs anew for what is kept in responses/ and sets damaged lines "
    "aside; or take the file from a backup"
)


class Difference(NamedTuple):
    """Where receipts and responses do not agree.

    Attributes:
        file: The file.
        line: The line in it; 0 where none is meant.
        message: What is wrong.
        hint: What to do.
    """

    file: Path
    line: int
    message: str
    hint: str


def agreed_receipts(folder: Folder) -> list[ReceiptLine]:
    """Return the receipts of a course, after they were held against the responses.

    Raises:
        CourseError: They do not agree, or cannot be read.
        KeyFileError: The secret key of the course is not there.
    """
    log = read_receipts(folder)
    found = list(differences(folder, log))
    if found:
        first, more = found[0], len(found) - 1
        others = f" (and {more} more: `ipt-train course check` shows them)" if more else ""
        place = f"{first.file}:{first.line}" if first.line else str(first.file)
        raise CourseError(f"{place}: {first.message}{others}", hint=first.hint)
    return log.entries


def differences(folder: Folder, log: ReceiptLog) -> Iterator[Difference]:
    """Yield where receipts and responses do not agree, short of reading every response.

    Args:
        folder: The course.
        log: Its receipts.
    """
    for one in log.damaged:
        why = "this line was cut off, or changed after it was received"
        yield Difference(folder.receipts, one.line, why, _AGAIN)
    entries = latest(log.entries)
    refused = read_seen(folder).places
    for loose in unsigned(folder, log.entries):
        person, exam, number = loose.attempt
        if (
            loose.columns is not None
            and loose.attempt not in entries
            and loose.place not in refused
        ):
            path = folder.responses / loose.place.file
            why = f"attempt {number} of {person} at {exam} was kept, and no receipt names it"
            yield Difference(path, 0, why, _AGAIN)


def set_aside(folder: Folder) -> Iterator[str]:
    """Take damaged lines out of the logs into files beside them; yield what was done, in words.

    Sound lines stay as they are. The course must be locked.

    Raises:
        OutputError: A file cannot be written.
    """
    logs = (
        (folder.receipts, read_receipts(folder).damaged),
        (folder.seen, read_seen(folder).damaged),
    )
    for path, damaged in logs:
        if not damaged:
            continue
        numbers = {one.line for one in damaged}
        aside = path.with_name(f"damaged-{path.name}")
        append_line(aside, b"\n".join(one.data for one in damaged))
        lines = read(path).split(b"\n")
        sound = [one for number, one in enumerate(lines, 1) if one and number not in numbers]
        write_whole(path, b"".join(one + b"\n" for one in sound))
        yield f"damaged lines of {path.name}, set aside in {aside.name}: {len(damaged)}"
        if any(b'"arrived_at"' in one.data for one in damaged):
            yield "times from a table stood in them: give the table again with --arrivals"
