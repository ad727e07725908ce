"""An exam date, a plan, leeches, changed banks, undo and competencies, on a real log."""

import dataclasses
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_train.bank.core.ground import Competency
from ipt_train.bank.core.model import Bank, Item, Library, Vignette
from ipt_train.errors import UsageError
from ipt_train.log.core.event import Chosen, Marked, Reviewed
from ipt_train.log.core.fold import fold
from ipt_train.log.operation.journal import Journal
from ipt_train.progress.operation.competency import FEW_ITEMS, competency_profile
from ipt_train.progress.operation.plan import follow, plan
from ipt_train.rating.core.rating import RatedItem
from ipt_train.schedule.card import Review
from ipt_train.schedule.exam import WINDOW, brought_in
from ipt_train.schedule.leech import is_leech
from ipt_train.study.core.backlog import days_to_clear
from ipt_train.study.core.queue import agenda
from ipt_train.study.operation.study import begin_study
from ipt_train.study.operation.undo import past_answers, undo_answer
from ipt_train.study.operation.updates import bank_changes, in_words
from ipt_train.vocabulary import Domain, EventKind, ItemId, Rating
from tests.conftest import Clock
from tests.study.test_practice import answered

FRAMEWORK = {
    "keeping-time": Competency(
        id="keeping-time", title="Keeping time", domain=Domain.PROCESS, level="core",
        description="Keeps time.", evidence=("items",),
    )
}  # fmt: skip


def reviewed(name: str, *, right: bool = True, revision: int = 1) -> Reviewed:
    return Reviewed(
        item=ItemId(name), revision=revision, response=("a",), correct=right, score=float(right),
        confidence=None, rating=Rating.GOOD if right else Rating.AGAIN, response_ms=5000,
    )  # fmt: skip


@given(st.integers(1, 800), st.integers(0, 400), st.integers(0, 400), st.integers(1, 40))
def test_an_exam_brings_in_and_never_puts_off(
    interval: int, reviewed_day: int, exam: int, repetitions: int
) -> None:
    due = reviewed_day + interval
    day = brought_in(
        due, reviewed=reviewed_day, exam_day=exam, item=ItemId("x"), repetitions=repetitions
    )
    assert reviewed_day < day <= due
    if due >= exam and reviewed_day < exam - WINDOW:
        assert exam - WINDOW <= day < exam
    else:
        assert day == due


def test_setting_and_lifting_an_exam_date(journals: Callable[..., Journal], clock: Clock) -> None:
    journal = journals()
    for gap in (0, 3, 20, 60):
        clock.move(days=gap)
        for number in range(12):
            journal.record(reviewed(f"i{number}"))
    before = dict(journal.state.cards)
    exam = journal.today() + 40
    journal.record(Chosen(name="exam-date", value=date.fromordinal(exam).isoformat()))
    days = [card.due_day for card in journal.state.cards.values() if isinstance(card, Review)]
    assert days
    assert all(exam - WINDOW <= day < exam for day in days)
    assert len(set(days)) > 3  # spread, not heaped on one day
    assert fold(journal.events()).digest() == journal.state.digest()
    journal.record(Chosen(name="exam-date", value="none"))
    assert journal.state.cards == before


def test_a_plan_says_what_is_needed_and_sets_it(
    journals: Callable[..., Journal], library: Library, clock: Clock
) -> None:
    journal = journals()
    exam = date.fromordinal(journal.today() + 30)
    made = plan(journal, library, exam)
    assert made.unseen == made.entries
    assert made.needed == -(-made.unseen // (30 - WINDOW))
    assert made.enough
    assert made.assumed
    known = [line.known for line in made.lines]
    assert known[0] < known[-1]  # a higher desired retention knows more
    assert follow(journal, made) == (f"exam-date {exam.isoformat()}",)
    assert journal.state.settings.schedule.exam_day == exam.toordinal()
    with pytest.raises(UsageError, match="not after today"):
        plan(journal, library, date.fromordinal(journal.today()))


@pytest.mark.parametrize(
    ("lapses", "leech"), [(7, False), (8, True), (9, False), (11, False), (12, True), (16, True), (17, False)]
)  # fmt: skip
def test_v15_leeches_at_8_and_every_4_after(lapses: int, leech: bool) -> None:
    """Anki ``states/review.rs``: at the threshold of 8, then at 12, 16, ..."""
    assert is_leech(lapses) is leech


def test_a_leech_rests_and_its_variant_comes(
    journals: Callable[..., Journal], library: Library, clock: Clock
) -> None:
    entries = [one for one in library.entries() if isinstance(one, Item)]
    target = next(one for one in entries if one.type == "single-best-answer")
    twin = dataclasses.replace(target, id=ItemId("twin"))
    both = dataclasses.replace(
        library,
        banks=(dataclasses.replace(library.banks[0], entries=(target, twin)),),
    )
    journal = journals()
    journal.record(Chosen(name="relearning-steps", value="none"))
    journal.record(Chosen(name="learning-steps", value="none"))
    journal.record(reviewed(target.id))
    for _ in range(7):
        clock.move(days=400)
        journal.record(reviewed(target.id, right=False))
    clock.move(days=400)
    sitting = begin_study(journal, both, session="s", new_limit=0)
    question = sitting.next()
    assert question
    assert question.item.id == target.id
    wrong = next(one.id for one in question.presentation.options if not one.key)
    outcome = sitting.answer(question, (wrong,), None, 100)
    assert outcome.leech
    assert journal.state.buried == {target.id: journal.today()}
    following = sitting.next()
    assert following
    assert following.item.id == "twin"
    undone = sitting.undo()
    assert undone
    assert undone.item.id == target.id
    assert journal.state.buried == {}


def test_what_was_asked_for_comes_first(
    journals: Callable[..., Journal], library: Library, clock: Clock
) -> None:
    journal = journals()
    entries = list(library.entries())
    last = [one for one in entries if isinstance(one, Item)][-1]
    journal.record(Marked(item=last.id, mark=EventKind.QUEUE))
    chosen = agenda(entries, journal.state, day=journal.today(), new_limit=1)
    assert [one.id for one in chosen.entries] == [last.id]
    journal.record(reviewed(last.id, revision=last.revision))
    assert journal.state.wanted == {}


def test_not_today_is_for_today(journals: Callable[..., Journal], library: Library, clock: Clock) -> None:  # fmt: skip
    journal = journals()
    entries = list(library.entries())
    first = entries[0]
    journal.record(Marked(item=first.id, mark=EventKind.BURY))
    today = agenda(entries, journal.state, day=journal.today(), new_limit=99)
    assert first.id not in {one.id for one in today.entries}
    clock.move(days=1)
    tomorrow = agenda(entries, journal.state, day=journal.today(), new_limit=99)
    assert first.id in {one.id for one in tomorrow.entries}


def test_a_backlog_and_its_days(journals: Callable[..., Journal], library: Library, clock: Clock) -> None:  # fmt: skip
    journal = journals()
    items = [one for one in library.entries() if isinstance(one, Item)]
    for item in items:
        journal.record(reviewed(item.id, revision=item.revision))
    clock.move(days=1)
    for item in items:
        journal.record(reviewed(item.id, revision=item.revision))
    clock.move(days=90)
    today = journal.today()
    assert days_to_clear(items, journal.state, today, cap=len(items)) == 1
    assert days_to_clear(items, journal.state, today, cap=2) == -(-len(items) // 2)
    assert days_to_clear(items, journal.state, today, cap=0, horizon=30) is None


def test_changes_of_the_banks_are_told_once(
    journals: Callable[..., Journal], library: Library, clock: Clock
) -> None:
    journal = journals()
    journal.record(Chosen(name="learning-steps", value="none"))
    assert not bank_changes(journal, library)  # the first time there is nothing to compare with
    assert not bank_changes(journal, library)
    answered(begin_study(journal, library, session="1", new_limit=2, limit=2), clock)
    seen = dict(journal.state.cards)
    bank = library.banks[0]
    items = [one for one in bank.entries if isinstance(one, Item)]
    kept = next(one for one in items if one.id in seen)
    gone = next(one for one in items if one.id not in seen)
    fresh = dataclasses.replace(gone, id=ItemId("brand-new"))
    entries = tuple(
        dataclasses.replace(one, revision=one.revision + 1) if one is kept else one
        for one in bank.entries
        if one is not gone
    )
    newer = dataclasses.replace(
        library, banks=(dataclasses.replace(bank, entries=(*entries, fresh)), *library.banks[1:])
    )
    changes = bank_changes(journal, newer)
    assert (changes.revised, changes.retired, changes.new) == (
        (kept.id,),
        (gone.id,),
        ("brand-new",),
    )
    assert "1 revised" in in_words(changes)
    assert not bank_changes(journal, newer)
    assert journal.state.cards == seen  # nothing is lost by it
    due = agenda(list(newer.entries()), journal.state, day=journal.today(), new_limit=0)
    assert kept.id in {one.id for one in due.entries}


def test_any_of_the_last_thirty_can_be_taken_back(
    journals: Callable[..., Journal], library: Library, clock: Clock
) -> None:
    journal = journals()
    for number in range(40):
        journal.record(reviewed(f"i{number}"))
        clock.move(minutes=1)
    past = past_answers(journal, library)
    assert [one.item for one in past] == [f"i{number}" for number in range(39, 9, -1)]
    assert undo_answer(journal, 30) == "i10"
    assert ItemId("i10") not in journal.state.cards
    assert len(journal.state.cards) == 39
    assert undo_answer(journal, 30) == "i9"  # the next one moved up
    with pytest.raises(UsageError, match="no answer 31"):
        undo_answer(journal, 31)


def test_competencies_are_kept_apart_and_few_is_said(
    journals: Callable[..., Journal], library: Library, clock: Clock
) -> None:
    journal = journals()
    name = "keeping-time"
    template = next(one for one in library.items() if one.vignette is None)
    items = tuple(
        dataclasses.replace(template, id=ItemId(f"c{n}"), competencies=(name,)) for n in range(8)
    )
    bank: Bank = dataclasses.replace(library.banks[0], entries=items)
    only = dataclasses.replace(library, banks=(bank,), competencies=FRAMEWORK)
    for item in items[: FEW_ITEMS - 1]:
        journal.record(reviewed(item.id))
    line = competency_profile(journal, only)[0]
    assert line.knowledge.seen == FEW_ITEMS - 1
    assert line.knowledge.recall is None
    assert "too few to say" in line.in_words
    journal.record(reviewed(items[FEW_ITEMS - 1].id))
    rated = [RatedItem(competencies=(name,), adherence=a, competence=c, rater="self") for a, c in ((3, 2), (1, None), (4, 4))]  # fmt: skip
    line = competency_profile(journal, only, rated)[0]
    assert line.knowledge.recall == pytest.approx(1.0)
    assert line.practice.adherence == pytest.approx(8 / 3)
    assert line.practice.competence is None  # two are too few
    clock.move(days=60)
    assert (competency_profile(journal, only)[0].knowledge.recall or 1) < 0.9


def test_a_warm_up_is_no_evidence_of_a_competency(
    journals: Callable[..., Journal], library: Library
) -> None:
    template = next(one for one in library.items() if one.vignette is None)
    plain = dataclasses.replace(
        template, id=ItemId("plain"), competencies=("keeping-time",), tags=()
    )
    easy = dataclasses.replace(plain, id=ItemId("easy"), tags=("warm-up",))
    bank = dataclasses.replace(library.banks[0], entries=(plain, easy))
    only = dataclasses.replace(library, banks=(bank,), competencies=FRAMEWORK)
    journal = journals()
    for name in ("plain", "easy"):
        journal.record(reviewed(name))
    line = competency_profile(journal, only)[0]
    assert (line.knowledge.items, line.knowledge.seen) == (1, 1)


def test_first_answers_to_a_case_count(
    journals: Callable[..., Journal], library: Library, clock: Clock
) -> None:
    case = next(one for one in library.entries() if isinstance(one, Vignette))
    steps = tuple(dataclasses.replace(one, competencies=("keeping-time",)) for one in case.steps)
    case = dataclasses.replace(case, steps=steps)
    bank = dataclasses.replace(library.banks[0], entries=(case,))
    library = dataclasses.replace(library, banks=(bank,), competencies=FRAMEWORK)
    journal = journals()
    for right in (False, True):
        for step in case.steps:
            journal.record(dataclasses.replace(reviewed(step.id, right=right), vignette=case.id))
        clock.move(days=5)
    (line,) = competency_profile(journal, library)
    assert line.application.steps == len(steps)
    assert line.application.right == 0  # the second time they were remembered
