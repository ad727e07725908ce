"""Learners whose reports are looked at: one of 120 days, and one who has not begun."""

from collections.abc import Iterator
from itertools import count

import pytest

from ipt_train.bank.core.model import Library
from ipt_train.bank.source.shelf import Shelf, check
from ipt_train.exam.core.released import ReleaseLevel
from ipt_train.log.operation.journal import Journal
from ipt_train.log.store.log import Log
from ipt_train.progress.operation.competency_section import competencies
from ipt_train.progress.operation.page import progress_page
from ipt_train.progress.operation.progress import progress_of
from ipt_train.report.page import render_page
from tests.conftest import BANK, ROOT, Clock, journal_on
from tests.report.learner import study_for
from tests.report.pages import bank_html, course_html, fidelity_html, marked_html
from tests.report.small_class import small_class_html


@pytest.fixture(scope="session")
def small_library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The small bank of the tests, read once for all reports."""
    cache = tmp_path_factory.mktemp("small-bank")
    return check(Shelf(banks=(BANK,), schemas=ROOT / "schemas", cache=cache), []).library()


@pytest.fixture(scope="session")
def studied(small_library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    """A learner of 120 days, whom no test lets study any further."""
    clock = Clock()
    log = Log(tmp_path_factory.mktemp("studied") / "log.db", clock)
    journal = journal_on(log, clock, small_library, count(1))
    study_for(120, journal, small_library, clock)
    yield journal
    log.close()


@pytest.fixture(scope="session")
def report(studied: Journal, small_library: Library) -> str:
    """The report of the learner of 120 days."""
    return render_page(progress_page(progress_of(studied, small_library), "ann"))


@pytest.fixture(scope="session")
def full_report(studied: Journal, small_library: Library) -> str:
    """The same with the competencies, as the command writes it."""
    more = [competencies(studied, small_library)]
    return render_page(progress_page(progress_of(studied, small_library), "ann", more=more))


@pytest.fixture(scope="session")
def empty_report(small_library: Library, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The report of a learner who has not begun."""
    clock = Clock()
    with Log(tmp_path_factory.mktemp("not-begun") / "log.db", clock) as log:
        journal = journal_on(log, clock, small_library, count(1))
        assert len(journal.events()) == 1
        return render_page(progress_page(progress_of(journal, small_library), "ann"))


@pytest.fixture(scope="session")
def fidelity_report(tmp_path_factory: pytest.TempPathFactory) -> str:
    return fidelity_html(tmp_path_factory.mktemp("fidelity"), 8)


@pytest.fixture(scope="session")
def one_session_report(tmp_path_factory: pytest.TempPathFactory) -> str:
    return fidelity_html(tmp_path_factory.mktemp("one-session"), 1)


@pytest.fixture(scope="session")
def two_sessions_report(tmp_path_factory: pytest.TempPathFactory) -> str:
    return fidelity_html(tmp_path_factory.mktemp("two-sessions"), 2)


@pytest.fixture(scope="session")
def empty_fidelity_report(tmp_path_factory: pytest.TempPathFactory) -> str:
    return fidelity_html(tmp_path_factory.mktemp("no-fidelity"), 0)


@pytest.fixture(scope="session")
def course_report(tmp_path_factory: pytest.TempPathFactory) -> str:
    return course_html(tmp_path_factory.mktemp("course-report"))


@pytest.fixture(scope="session")
def marked_pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return marked_html(tmp_path_factory.mktemp("marked"))


@pytest.fixture(scope="session")
def marked_exam(marked_pages: dict[str, str]) -> str:
    return marked_pages[ReleaseLevel.RATIONALES]


@pytest.fixture(scope="session")
def marked_with_keys(marked_pages: dict[str, str]) -> str:
    return marked_pages[ReleaseLevel.KEYS]


@pytest.fixture(scope="session")
def marks_only(marked_pages: dict[str, str]) -> str:
    return marked_pages[ReleaseLevel.MARKS]


@pytest.fixture(scope="session")
def exam_key(marked_pages: dict[str, str]) -> str:
    return marked_pages["key"]


@pytest.fixture(scope="session")
def bank_with_key(small_library: Library) -> str:
    return bank_html(small_library, key=True)


@pytest.fixture(scope="session")
def bank_as_paper(small_library: Library) -> str:
    return bank_html(small_library, key=False)


@pytest.fixture(scope="session")
def small_class_pages(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    return small_class_html(tmp_path_factory.mktemp("small-class"))


@pytest.fixture(scope="session")
def named_course_report(small_class_pages: tuple[str, str]) -> str:
    return small_class_pages[0]


@pytest.fixture(scope="session")
def person_report(small_class_pages: tuple[str, str]) -> str:
    return small_class_pages[1]
