"""The report of a course, put together from grades, items and progress."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from ipt_train.course.operation.analyse_course import analyse_course
from ipt_train.course.operation.cohort_progress import cohort_progress
from ipt_train.course.operation.course import OpenCourse
from ipt_train.course.operation.grade import grade_all
from ipt_train.course.operation.open import CourseBanks
from ipt_train.course.operation.page import course_page
from ipt_train.rating.core.form import FormSet
from ipt_train.report.section import Page


def course_report(
    opened: OpenCourse,
    banks: CourseBanks,
    forms: tuple[FormSet, ...],
    *,
    now: datetime,
    identity: Path | None = None,
    names: Mapping[str, str],
) -> Page:
    """Return the report of a course.

    Args:
        opened: The course.
        banks: Its banks.
        forms: Fidelity forms, to score the ratings that were handed in.
        now: The instant that it notes.
        identity: File of an instructor's age identity, in place of the course's own.
        names: Names by pseudonym where they were asked for; without them everyone is left out.

    Raises:
        CourseError: No exam was built, or a kept file was changed.
        KeyFileError: The keys do not open.
    """
    graded = grade_all(opened, now=now, identity=identity, without_strangers=True)
    papers = analyse_course(opened, banks, identity=identity)
    cohort = cohort_progress(opened, forms)
    return course_page(opened.course, graded, papers, cohort, names=names)


def report_data(page: Page) -> dict[str, Any]:
    """Return a report as plain data; its charts say what its tables do, and are left out."""
    sections = [
        {
            "heading": section.heading,
            "lead": section.lead,
            "tables": [asdict(figure.table) for figure in section.figures],
            "note": section.note,
        }
        for section in page.sections
    ]
    return {
        "title": page.title,
        "subtitle": page.subtitle,
        "lead": page.lead,
        "facts": [asdict(fact) for fact in page.facts],
        "sections": sections,
        "foot": page.foot,
    }
