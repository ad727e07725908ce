"""The table of arrivals that is given when submissions are collected."""

from datetime import datetime
from pathlib import Path

from ipt_train.course.core.arrivals import Arrival, read_arrivals
from ipt_train.course.exchange.file import read
from ipt_train.course.operation.course import OpenCourse
from ipt_train.errors import UsageError


def arrivals_in(opened: OpenCourse, file: Path | None, now: datetime) -> list[Arrival] | None:
    """Read a table of arrivals; return None where none was given.

    Args:
        opened: The course.
        file: A table with the columns person and arrived.
        now: The present instant; nothing can have arrived later.

    Raises:
        UsageError: There is no such file.
        CourseError: The table cannot be read, or a line cannot be used; each is named.
    """
    if file is None:
        return None
    if not file.is_file():
        raise UsageError(f"{file} is not a file", hint="give the table of arrivals")
    return read_arrivals(
        read(file),
        str(file),
        people=opened.people,
        exams=[exam.id for exam in opened.course.exams],
        zone=opened.course.zone,
        now=now,
    )
