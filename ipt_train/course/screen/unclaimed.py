"""How work that does not count is named beside what a command says: nobody's, made void or granted."""

from ipt_train.course.exchange.exceptions import exceptions_of
from ipt_train.course.operation.course import OpenCourse, unclaimed_work


def unclaimed_notes(opened: OpenCourse) -> list[str]:
    """Return a line for each accepted work that belongs to nobody, and each attempt made void or granted.

    Raises:
        CourseError: A file of the course cannot be read.
    """
    nobodys = [f"belongs to nobody: {work}" for work in unclaimed_work(opened)]
    return [*nobodys, *exceptions_of(opened.folder).sentences()]
