"""How work that does not count is named beside what a command says: nobody's, or made void."""

from ipt_train.course.exchange.exceptions import exceptions_of
from ipt_train.course.operation.course import OpenCourse, unclaimed_work


def unclaimed_notes(opened: OpenCourse) -> list[str]:
    """Return a line for each accepted work that belongs to nobody, and each attempt made void.

    Raises:
        CourseError: A file of the course cannot be read.
    """
    nobodys = [f"belongs to nobody: {work}" for work in unclaimed_work(opened)]
    return [*nobodys, *(f"not counted: {one}" for one in exceptions_of(opened.folder).sentences())]
