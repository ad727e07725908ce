"""Building an exam on the way to handing it out, where nobody has built it yet."""

from ipt_train.bank.source.shelf import Shelf
from ipt_train.course.core.course import Exam
from ipt_train.course.exchange.papers import paper_files
from ipt_train.course.operation.bound_papers import bound_papers
from ipt_train.course.operation.build_exam import BuiltExam, build_exam
from ipt_train.course.operation.course import OpenCourse
from ipt_train.course.operation.recipients import HandOutWish, recipients


def build_first(
    opened: OpenCourse, exam: Exam, shelf: Shelf, wish: HandOutWish
) -> BuiltExam | None:
    """Build an exam that was never built; return None where it was, also if its papers are gone since.

    Args:
        opened: The course.
        exam: The exam.
        shelf: Where banks and blueprints are found.
        wish: What is then to be handed out; nothing is built if it cannot be.

    Raises:
        AssemblyError: There are not enough items.
        CourseError: Nobody is on the roster, or what was handed out or received cannot be read.
        OutputError: Something cannot be written.
        UsageError: Somebody is named who is not on the roster, or has not this attempt.
    """
    folder = opened.folder
    if paper_files(folder, exam.id) or (folder.keys / f"{exam.id}.key.age").exists():
        return None
    recipients(opened, exam, wish)
    if bound_papers(opened, exam.id, (), ()):
        return None
    return build_exam(opened, exam, shelf)
