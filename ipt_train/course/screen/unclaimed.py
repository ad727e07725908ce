"""How accepted work that belongs to nobody is named beside what a command says."""

from ipt_train.course.operation.course import OpenCourse, unclaimed_work


def unclaimed_notes(opened: OpenCourse) -> list[str]:
    """Return a line for each accepted work that belongs to nobody.

    Raises:
        CourseError: A file of the course cannot be read.
    """
    return [f"belongs to nobody: {work}" for work in unclaimed_work(opened)]
