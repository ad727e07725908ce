"""What is said beside every output of a course's answers."""

from pathlib import Path

from ipt_train.course.operation.answers import correction_notes
from ipt_train.course.operation.course import OpenCourse
from ipt_train.course.operation.entered_work import entered_in_words
from ipt_train.course.screen.unclaimed import unclaimed_notes


def answer_notes(
    opened: OpenCourse | None, exam: str | None = None, *, identity: Path | None = None
) -> list[str]:
    """Return what belongs to nobody, what was entered by hand, and what regrades decided, a line each.

    Args:
        opened: The course; None where answers were read without one.
        exam: Id of one exam, or None for all that were built.
        identity: File of an instructor's age identity, in place of the course's own.

    Raises:
        CourseError: There is no such exam, or something kept cannot be read.
        KeyFileError: The keys do not open.
    """
    if opened is None:
        return []
    corrections = correction_notes(opened, exam, identity=identity)
    return [*unclaimed_notes(opened), *entered_in_words(opened, exam), *corrections]
