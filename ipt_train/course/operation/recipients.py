"""To whom an exam is handed out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ipt_train.course.core.course import Exam
from ipt_train.course.core.roster import Person
from ipt_train.course.exchange.exceptions import exceptions_of
from ipt_train.course.operation.course import OpenCourse
from ipt_train.errors import CourseError, UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOutWish:
    """What is to be handed out.

    Attributes:
        only: Ids of the roster or pseudonyms; none stands for everybody.
        attempt: Number of the attempt, from 1.
        printed: A paper to print in place of a page.
        nameless: Files are named by pseudonym, and no name stands in them.
        target: The folder for the files; None for ``hand-out/EXAM`` of the course.
    """

    only: Sequence[str] = ()
    attempt: int = 1
    printed: bool = False
    nameless: bool = False
    target: Path | None = None


def recipients(opened: OpenCourse, exam: Exam, wish: HandOutWish) -> list[str]:
    """Return the pseudonyms of those who are handed something, in the order of the roster.

    Raises:
        UsageError: Nobody is called as somebody in ``only`` is, or the attempt is not allowed.
        CourseError: Nobody is on the roster.
    """
    granted = exceptions_of(opened.folder).granted(exam.id)
    return _allowed(exam, wish, _chosen(opened.people, wish.only), granted)


def _chosen(people: Mapping[str, Person], only: Sequence[str]) -> list[str]:
    """Return the pseudonyms of those who are meant, in the order of the roster."""
    if not people:
        raise CourseError("nobody is on the roster", hint="add lines to roster.csv")
    by_id = {person.id: pseudonym for pseudonym, person in people.items()}
    for name in only:
        if name not in people and name not in by_id:
            raise UsageError(
                f"nobody on the roster has the id or pseudonym `{name[:64]}`",
                hint="`ipt-train course people` lists them",
            )
    wanted = {by_id.get(name, name) for name in only} or set(people)
    return [pseudonym for pseudonym in people if pseudonym in wanted]


def _allowed(
    exam: Exam, wish: HandOutWish, people: list[str], granted: Mapping[str, int]
) -> list[str]:
    """Return those of the people who have the attempt; who was named and has it not is an error."""
    having = [one for one in people if wish.attempt <= exam.allowed + granted.get(one, 0)]
    if having and (len(having) == len(people) or not wish.only):
        return having
    without = next(one for one in people if one not in having)
    whom = f" {without}" if wish.only else ""
    raise UsageError(
        f"the exam `{exam.id}` allows{whom} {exam.allowed + granted.get(without, 0)} but this would be attempt {wish.attempt}",
        hint=f"set `allowed: {wish.attempt}` under its `attempts` in course.yaml; for one person "
        f"`ipt-train course attempt PERSON --exam {exam.id}` grants one more",
    )
