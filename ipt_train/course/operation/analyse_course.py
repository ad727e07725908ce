"""Analysing the papers of a course: how the items of its exams did."""

from dataclasses import replace
from pathlib import Path

from ipt_train.course.exchange.papers import papers_of
from ipt_train.course.operation.answers import corrections_of, course_answers, exam_ids
from ipt_train.course.operation.course import OpenCourse
from ipt_train.course.operation.item_analysis import Groups, ItemAnalysis, analyse_answers
from ipt_train.course.operation.open import CourseBanks
from ipt_train.errors import IptTrainError, UsageError


def analyse_course(
    opened: OpenCourse,
    banks: CourseBanks,
    *,
    exam: str | None = None,
    identity: Path | None = None,
    first_only: bool = True,
    groups: Groups | None = None,
) -> tuple[ItemAnalysis, ...]:
    """Analyse the papers of a course, in order of exam and paper.

    Args:
        opened: The course.
        banks: Its banks.
        exam: Id of the exam; none stands for all that were built.
        identity: File of an instructor's age identity, in place of the course's own.
        first_only: Whether to leave out every attempt but the first.
        groups: Two groups to compare, if wanted.

    Raises:
        CourseError: There is no such exam, none was built, or a kept file was changed.
        KeyFileError: The keys do not open.
    """
    papers: list[ItemAnalysis] = []
    for name in exam_ids(opened, exam):
        answers = course_answers(opened, name, identity=identity)
        told = corrections_of(opened, name, identity=identity)
        papers += (
            replace(paper, rules=(*(f"Regraded: {one.sentence}." for one in told), *paper.rules))
            for paper in analyse_answers(
                answers,
                banks.library,
                first_only=first_only,
                codes=banks.codes,
                groups=groups,
                places=places_of(opened, name),
            )
        )
    return tuple(papers)


def places_of(opened: OpenCourse, exam: str) -> dict[str, dict[str, int]]:
    """Return the number of each item on each paper of an exam, by paper and item.

    There is none where a paper cannot be read.
    """
    try:
        papers = papers_of(opened.folder, exam).values()
    except IptTrainError:
        return {}
    return {
        f"{paper.exam}-{paper.form}": {
            asked.item: number for number, asked in enumerate(paper.questions, 1)
        }
        for paper in papers
    }


def groups_of(opened: OpenCourse, text: str | None) -> Groups | None:
    """Return the groups to compare; none where no text names them.

    Args:
        opened: The course.
        text: ``COLUMN:REFERENCE:FOCAL``: a column of the roster and two of its values.

    Raises:
        UsageError: The roster has no such column or no such groups.
    """
    if text is None:
        return None
    parts = text.split(":")
    columns = {name for person in opened.people.values() for name in person.groups}
    if len(parts) != 3 or parts[0] not in columns:
        named = ", ".join(sorted(columns)) or "the roster (there is none)"
        raise UsageError(
            f"`{text}` does not give groups on the roster",
            hint=f"write COLUMN:REFERENCE:FOCAL, with a column of {named}",
        )
    column, reference, focal = parts
    of = {name: person.groups.get(column, "") for name, person in opened.people.items()}
    for group in (reference, focal):
        if group not in of.values():
            raise UsageError(
                f"nobody on the roster has `{group}` under {column}",
                hint=f"write one of {', '.join(sorted(set(of.values()) - {''}))}",
            )
    return Groups(of=of, reference=reference, focal=focal)
