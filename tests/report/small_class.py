"""The pages of a small class: the report with names, and one person's story."""

from pathlib import Path

from ipt_train.bank.source.shelf import check
from ipt_train.course.operation.analyse_course import analyse_course
from ipt_train.course.operation.cohort_progress import cohort_progress
from ipt_train.course.operation.grade import grade_all
from ipt_train.course.operation.open import CourseBanks
from ipt_train.course.operation.page import course_page
from ipt_train.course.operation.people import names_of
from ipt_train.course.operation.person_page import person_page
from ipt_train.course.operation.person_story import person_story
from ipt_train.report.page import render_page
from tests.course.small import small_class
from tests.course.world import NOW
from tests.report.pages import forms


def small_class_html(root: Path) -> tuple[str, str]:
    """Return the report of eight people with names, and the page of the one with most to tell."""
    world = small_class(root)
    opened, sets = world.open(), forms(root / "cache")
    library = check(world.shelf, [world.folder.root / "bank" / "own.yaml"]).library()
    papers = analyse_course(opened, CourseBanks(library=library, codes={}))
    graded, cohort = grade_all(opened, now=NOW), cohort_progress(opened, sets)
    page = course_page(opened.course, graded, papers, cohort, names=names_of(opened, wanted=True))
    story = person_story(opened, list(opened.people)[2], sets, now=NOW)
    return render_page(page), render_page(person_page(story))
