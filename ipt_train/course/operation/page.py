"""A course as a report: grades, items, study, and last of all people.

Without names it is anonymous, and small groups are suppressed.
"""

from collections.abc import Mapping, Sequence

from ipt_train.course.core.course import Course
from ipt_train.course.operation.cohort_progress import SMALL, CohortProgress
from ipt_train.course.operation.grade import Graded
from ipt_train.course.operation.item_analysis import ItemAnalysis
from ipt_train.course.operation.item_counts import exam_counts
from ipt_train.course.operation.page_counts import shown_count
from ipt_train.course.operation.page_grades import grades_section, people_section
from ipt_train.course.operation.page_items import (
    counts_section,
    explained_section,
    paper_section,
)
from ipt_train.course.operation.page_study import study_section
from ipt_train.plural import counted
from ipt_train.report.section import KeyFigure, Page
from ipt_train.report.text import day_words

FOOT = (
    "Answers to an exam show knowledge on one day. They do not show that someone can practise IPT, "
    "and nothing here certifies anyone. This page is one file; it loads nothing and sends nothing."
)


def course_page(
    course: Course,
    graded: Graded,
    papers: Sequence[ItemAnalysis],
    progress: CohortProgress,
    *,
    names: Mapping[str, str],
) -> Page:
    """Return a course as a report.

    Args:
        course: The course.
        graded: Its grades.
        papers: Analyses of its papers.
        progress: How the cohort comes along.
        names: Names by pseudonym where they were asked for; empty leaves everyone out, and
            suppresses counts of fewer than five people.
    """
    exams = [exam for exam in course.exams if exam.id in graded.rules]
    sections = [grades_section(graded, exam, names) for exam in exams]
    if names:
        sections += [counts_section(exam) for exam in exam_counts(papers)]
    sections += [paper_section(paper, names) for paper in papers]
    if papers:
        sections.append(explained_section())
    sections.append(study_section(progress, names))
    if names:
        sections.append(people_section(graded, names))
    return Page(
        title=f"IPT course: {course.title}",
        subtitle=f"{day_words(graded.graded_at[:10])}, {counted(progress.people, 'person', 'people')}",
        lead="With names: for the course's own use."
        if names
        else f"Anonymous; counts under {SMALL} people are suppressed.",
        facts=(
            KeyFigure(label="People", value=str(progress.people)),
            KeyFigure(label="Papers analysed", value=str(len(papers))),
            KeyFigure(label="Shared their progress", value=shown_count(progress.added, names)),
        ),
        sections=tuple(sections),
        foot=FOOT,
    )
