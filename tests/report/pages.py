"""Reports of other subjects: a trainee's ratings and a course, made as the commands make them."""

import random
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from ipt_train.bank.core.model import Library
from ipt_train.bank.exchange.page_write import write_page
from ipt_train.bank.source.shelf import Shelf, check
from ipt_train.course.core.release import ReleaseRequest
from ipt_train.course.operation.answers import course_answers
from ipt_train.course.operation.cohort_progress import cohort_progress
from ipt_train.course.operation.collect import collect
from ipt_train.course.operation.grade import grade_all
from ipt_train.course.operation.item_analysis import analyse_answers
from ipt_train.course.operation.key_sheet import exam_keys
from ipt_train.course.operation.page import course_page
from ipt_train.course.operation.regrade import RegradeRequest, regrade
from ipt_train.course.operation.release import release
from ipt_train.exam.core.released import ReleaseLevel
from ipt_train.log.operation.journal import Journal
from ipt_train.rating.core.entry import (
    BEHAVIOURS,
    LEARNING_POINT,
    PREDICTION,
    EntryKey,
    RatingEntry,
    adherence,
    competence,
    prompt,
)
from ipt_train.rating.core.form import FormSet, forms_of
from ipt_train.rating.core.provenance import Provenance
from ipt_train.rating.core.record import RATINGS
from ipt_train.rating.operation.compare import history
from ipt_train.rating.operation.files import Handed, receive
from ipt_train.rating.operation.page import rate_page
from ipt_train.rating.operation.rate import open_rating
from ipt_train.rating.screen.rating import NOTICE
from ipt_train.report.page import render_marked, render_page
from tests.conftest import ROOT, Clock
from tests.course.test_look import progress_of
from tests.course.world import NOW, World, shelf_for, trainees
from tests.log.memory_log import MemoryLog


def forms(cache: Path) -> tuple[FormSet, ...]:
    shelf = Shelf(banks=(ROOT / "question_banks",), schemas=ROOT / "schemas", cache=cache)
    return forms_of(check(shelf, []).library())


ORDER = (
    "initial",
    "initial",
    "middle-dispute",
    "middle-dispute",
    "middle-dispute",
    "conclusion",
)


def rated(
    sets: tuple[FormSet, ...], sessions: int, seed: int = 4, order: Sequence[str] = ORDER
) -> Journal:
    """A trainee who rated sessions of one case, most of them beside her supervisor."""
    chance, clock = random.Random(seed), Clock()
    journal = Journal(
        MemoryLog(), now=clock, new_id=lambda: f"{chance.getrandbits(48):012x}", device="d"
    )
    for number in range(sessions):
        form = order[number % len(order)]
        details = {"form": form, "case": "QH960", "session": str(number + 1), "rater": "self"}
        name = f"rating-{number}"
        sheet = open_rating(journal, sets, rating=name, details=details)
        theirs: dict[EntryKey, RatingEntry] = {}
        for item in sheet.form.items:
            level = chance.randrange(1, 5)
            sheet.enter(adherence(item.id), value=level, stamp="12:30")
            sheet.enter(competence(item.id), value=chance.randrange(1, 4), stamp="12:30")
            theirs[adherence(item.id)] = RatingEntry(
                {"value": max(0, level - chance.randrange(2)), "stamp": "1:00"}
            )
            theirs[competence(item.id)] = RatingEntry(
                {"value": chance.randrange(1, 4), "stamp": "1:00"}
            )
        sheet.enter(BEHAVIOURS, value=0)
        for asked in sheet.prompts():
            sheet.enter(prompt(asked), stamp="")
        sheet.enter(LEARNING_POINT, text="wait longer")
        sheet.enter(PREDICTION, adherence="2.5")
        sheet.lock()
        if number % 4 != 3:
            shown = {
                "form": form,
                "case": "QH960",
                "session": str(number + 1),
                "by": "abc",
                "rater": "supervisor",
                "about": name,
            }
            receive(journal, Handed(provenance=Provenance.of(shown), entries=theirs))
        clock.instant += timedelta(days=7)
    return journal


def fidelity_html(cache: Path, sessions: int) -> str:
    sets = forms(cache)
    found = history(rated(sets, sessions).folded(RATINGS), sets)
    return render_page(rate_page(found, "ann", NOTICE))


def marked_html(root: Path) -> dict[str, str]:
    """A person's marked exam by what is released, and the key of the exam as ``key``."""
    world = World(root=root, shelf=shelf_for(root), forms=1)
    opened = world.begin(trainees(12))
    (key,) = world.build()
    for person in opened.people:
        world.hand_in(world.submission(person, key, ability=0.5, blanks=0.1))
    collect(opened, world.inbox, now=NOW)
    exam = opened.course.exam()
    items = [str(one.item.id) for one in key.entries]
    wishes = RegradeRequest(by="A. Tutor", reason="it proved faulty <b>", do=True, leave_out=items[:1], full_marks=items[1:2])  # fmt: skip
    regrade(opened, exam, world.shelf, wishes, now=NOW)
    pages = {"key": render_marked(exam_keys(opened, exam, world.shelf).sheet)}
    page = world.folder.feedback / "final" / f"final-{next(iter(opened.people))}.html"
    for level in ReleaseLevel:
        wanted = ReleaseRequest(level=level, do=True, anyway=True, by="A. Tutor")
        release(opened, exam, world.shelf, wanted, now=NOW)
        pages[level] = page.read_text(encoding="utf-8")
    return pages


def bank_html(library: Library, *, key: bool) -> str:
    """The items and cases of the good bank as a page to print."""
    title = 'A bank <b> of "every" type'
    return write_page(
        library.entries(), library.bibliography, title=title, language="en-GB", key=key
    )[0]


def course_html(root: Path) -> str:
    world = World(root=root, shelf=shelf_for(root), forms=1)
    opened = world.begin(trainees(60))
    keys = world.build()
    for number, person in enumerate(opened.people):
        packed = world.submission(
            person, keys[0], ability=0.3 + number / 120, blanks=0.05, progress=progress_of(number)
        )
        world.hand_in(packed)
    collect(opened, world.inbox, now=NOW)
    library = check(world.shelf, [world.folder.root / "bank" / "own.yaml"]).library()
    papers = analyse_answers(course_answers(opened, "final"), library)
    graded = grade_all(opened, now=NOW)
    page = course_page(opened.course, graded, papers, cohort_progress(opened, ()), names={})
    return render_page(page)
