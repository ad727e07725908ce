"""The agenda of a day: limits, siblings apart, domains in turn, cases as one entry."""

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_train.bank.core.model import Item, Library, TrueFalse, Vignette
from ipt_train.bank.operation.library import topic
from ipt_train.log.core.event import Chosen
from ipt_train.log.operation.journal import Journal
from ipt_train.schedule.card import ByDays, Learning
from ipt_train.study.core.order import interleaved
from ipt_train.study.core.queue import agenda
from ipt_train.study.core.session import Question, Reason
from ipt_train.study.operation.begin import begin_case
from ipt_train.study.operation.cases import KINDS
from ipt_train.study.operation.study import Sitting, begin_study
from ipt_train.vocabulary import (
    BankId,
    Certainty,
    Domain,
    EventKind,
    ItemId,
    ItemType,
    Level,
    Status,
)
from tests.conftest import ROOT, Clock

Journals = Callable[..., Journal]

ITEM = Item(
    id=ItemId("x"), bank=BankId("b"), revision=1, type=ItemType.TRUE_FALSE, objective="o", domain=Domain.PROCESS,
    level=Level.APPLY, stem="Is it?", interaction=TrueFalse(key=True, rationale_true="", rationale_false=""),
    explanation="", references=(), facts=(), certainty=Certainty.VERIFIED, status=Status.DRAFT,
)  # fmt: skip  # a row of fields


def part(library: Library, name: str) -> Library:
    """Return a library of the entries of one topic."""
    return replace(library, banks=(replace(library.banks[0], entries=tuple(topic(library, name))),))


def right(question: Question) -> str:
    """The right answer of any question of the sample bank, as a file of answers gives it."""
    return {
        "one": "b", "one-again": "a", "two": "c", "three": "a", "several": "a c", "claim": "false",
        "word": "attachment theory", "number": "16", "order": "first second third", "pairs": "p=x q=y", "gaps": "1984; four",
    }.get(question.item.id, "a")  # fmt: skip


def give(sitting: Sitting, question: Question, text: str) -> None:
    sitting.answer(question, question.presentation.by_ids(text), None, 5000)


def finish(sitting: Sitting, clock: Clock, wrong: tuple[str, ...] = ()) -> list[str]:
    asked: list[str] = []
    while question := sitting.next():
        assert len(asked) < 100
        asked.append(question.item.id)
        text = right(question)
        if question.item.id in wrong and asked.count(question.item.id) == 1:
            text = next(option.id for option in question.presentation.options if option.id != text)
        give(sitting, question, text)
        clock.move(seconds=20)
    return asked


def slowly_interleaved(entries: list[Item]) -> list[Item]:
    """What ``interleaved`` says in words: the domain with most left goes next, unless it came just before."""
    waiting: dict[str, list[Item]] = {}
    for entry in entries:
        waiting.setdefault(entry.domain, []).append(entry)
    ordered: list[Item] = []
    while left := {domain: each for domain, each in waiting.items() if each}:
        last = ordered[-1].domain if ordered else ""
        choices = [domain for domain in left if domain != last] or list(left)
        ordered.append(left[max(choices, key=lambda domain: len(left[domain]))].pop(0))
    return ordered


@given(st.lists(st.sampled_from(list(Domain)[:4]), max_size=30))
def test_domains_take_turns_as_is_said(domains: list[Domain]) -> None:
    checked = [
        replace(ITEM, id=ItemId(str(place)), domain=one) for place, one in enumerate(domains)
    ]
    assert interleaved(checked) == slowly_interleaved(checked)


def test_siblings_are_kept_apart_for_the_day(journals: Journals, library: Library) -> None:
    entries = list(library.entries())
    chosen = agenda(entries, journals().state, day=1)
    names = [entry.id for entry in chosen.entries]
    assert ("one" in names) != ("one-again" in names)
    assert chosen.buried == 1


def test_a_sibling_answered_today_keeps_the_other_away(
    journals: Journals, library: Library, clock: Clock
) -> None:
    journal = journals()
    finish(begin_study(journal, library, session="1"), clock)
    assert begin_study(journal, library, session="2").agenda.entries == ()
    clock.move(days=1)
    names = [entry.id for entry in begin_study(journal, library, session="3").agenda.entries]
    assert names == ["one-again", "number"]


def test_domains_take_turns(journals: Journals, library: Library) -> None:
    chosen = agenda(list(library.entries()), journals().state, day=1)
    domains = [entry.domain for entry in chosen.entries]
    runs = sum(first == second for first, second in pairwise(domains))
    assert runs <= 2  # six of ten are of one domain; that many cannot all be kept apart


@pytest.mark.parametrize("limit", [0, 1, 3])
def test_the_daily_limit_of_new_entries_holds_over_sittings(
    journals: Journals, library: Library, clock: Clock, limit: int
) -> None:
    journal = journals()
    journal.record(Chosen(name="new-per-day", value=str(limit)))
    first = begin_study(journal, library, session="1", limit=2)
    finish(first, clock)
    finish(begin_study(journal, library, session="2"), clock)
    begun = {item.vignette or item.id for item in library.items() if item.id in journal.state.cards}
    assert len(begun) == limit


def test_the_daily_limit_of_reviews_holds(
    journals: Journals, library: Library, clock: Clock
) -> None:
    journal = journals()
    finish(begin_study(journal, library, session="1"), clock)
    journal.record(Chosen(name="reviews-per-day", value="2"))
    clock.move(days=30)
    chosen = begin_study(journal, library, session="2", new_limit=0).agenda
    assert chosen.reviews == 2
    assert chosen.over_limit > 0


def test_most_overdue_first(journals: Journals, library: Library, clock: Clock) -> None:
    journal = journals()
    finish(begin_study(journal, library, session="1"), clock, wrong=("two",))
    clock.move(days=40)
    entries = [entry for entry in library.entries() if entry.domain == "history"]
    chosen = agenda(entries, journal.state, day=journal.today(), new_limit=0)
    late = []
    for entry in chosen.entries:
        card = journal.state.cards[entry.id]
        assert isinstance(card, ByDays)
        late.append((journal.today() - card.due_day) / card.interval)
    assert late == sorted(late, reverse=True)


def test_a_wrong_answer_comes_back_within_the_sitting(
    journals: Journals, library: Library, clock: Clock
) -> None:
    journal = journals()
    asked = finish(
        begin_study(journal, part(library, "history"), session="1"), clock, wrong=("two",)
    )
    assert asked.count("two") == 3  # wrong, then two steps
    assert not [card for card in journal.state.cards.values() if isinstance(card, Learning)]


def test_limit_ends_the_sitting_but_not_within_a_case(
    journals: Journals, library: Library, clock: Clock
) -> None:
    journal = journals()
    asked = finish(begin_study(journal, part(library, "case"), session="1", limit=1), clock)
    assert asked == ["case-sample-1", "case-sample-2", "case-sample-3"]


def test_a_newcomer_does_not_begin_with_a_case(journals: Journals, library: Library) -> None:
    chosen = agenda(list(library.entries()), journals().state, day=1)
    kinds = [isinstance(entry, Vignette) for entry in chosen.entries]
    assert not kinds[0]
    assert any(kinds)


class TestCases:
    def test_the_words_to_ask_for_one_are_those_of_the_schema(self) -> None:
        text = (ROOT / "schemas" / "bank.schema.json").read_text(encoding="utf-8")
        keys = json.loads(text)["$defs"]["item-vignette"]["properties"]
        assert {
            "phase": tuple(keys["phase"]["enum"]),
            "problem area": tuple(keys["problem_areas"]["items"]["enum"]),
            "challenge": tuple(keys["challenge"]["enum"]),
        } == KINDS

    def case(self, library: Library) -> Vignette:
        return next(entry for entry in library.entries() if isinstance(entry, Vignette))

    def test_steps_come_back_by_days_only(
        self, journals: Journals, library: Library, clock: Clock
    ) -> None:
        journal = journals()
        asked = finish(
            begin_case(journal, library, self.case(library), session="1"),
            clock,
            wrong=("case-sample-2",),
        )
        assert asked == ["case-sample-1", "case-sample-2", "case-sample-3"]
        assert all(
            isinstance(journal.state.cards[step.id], ByDays) for step in self.case(library).steps
        )

    def test_a_case_left_half_way_goes_on_where_it_was_left(
        self, journals: Journals, library: Library
    ) -> None:
        journal = journals()
        sitting = begin_case(journal, library, self.case(library), session="1")
        question = sitting.next()
        assert question
        give(sitting, question, "a")
        again = begin_study(journal, part(library, "case"), session="2").next()
        assert again
        assert (again.item.id, again.number) == ("case-sample-2", 2)

    def test_there_is_no_going_back(self, journals: Journals, library: Library) -> None:
        journal = journals()
        sitting = begin_case(journal, library, self.case(library), session="1")
        question = sitting.next()
        assert question
        give(sitting, question, "b")
        sitting.undo()
        following = sitting.next()
        assert following
        assert following.item.id == "case-sample-2"
        assert "case-sample-1" not in journal.state.cards  # the answer is taken back all the same

    def test_suspending_a_step_sets_the_case_aside(
        self, journals: Journals, library: Library
    ) -> None:
        journal = journals()
        sitting = begin_case(journal, library, self.case(library), session="1")
        question = sitting.next()
        assert question
        sitting.leave(question, EventKind.SUSPEND)
        assert journal.state.suspended == {"case-sample"}
        assert sitting.next() is None


def test_undo_asks_again_and_looks_the_same(journals: Journals, library: Library) -> None:
    journal = journals()
    sitting = begin_study(journal, library, session="1")
    question = sitting.next()
    assert question
    before = journal.state.digest()
    give(sitting, question, right(question))
    assert journal.state.digest() != before
    assert sitting.undo() == question
    assert journal.state.digest() == before
    assert sitting.next() == question
    assert sitting.undo() is None


def test_a_revised_item_is_due_again_and_keeps_its_memory(
    journals: Journals, library: Library, clock: Clock
) -> None:
    from dataclasses import replace

    journal = journals()
    finish(begin_study(journal, library, session="1"), clock)
    clock.move(days=1)
    memory = journal.state.cards[ItemId("two")]
    revised = [
        replace(entry, revision=2) if isinstance(entry, Item) and entry.id == "two" else entry
        for entry in library.entries()
    ]
    bank = replace(library.banks[0], entries=tuple(revised))
    sitting = begin_study(journal, replace(library, banks=(bank,)), session="2", new_limit=0)
    question = sitting.next()
    assert question
    assert (question.item.id, question.reason) == ("two", Reason.REVISED)
    assert journal.state.cards[ItemId("two")] == memory


def test_an_edit_of_the_text_keeps_progress(
    journals: Journals, library: Library, clock: Clock
) -> None:
    from dataclasses import replace

    journal = journals()
    finish(begin_study(journal, library, session="1"), clock)
    entries = [
        replace(entry, stem="Reworded?") if isinstance(entry, Item) else entry
        for entry in library.entries()
    ]
    reworded = replace(library, banks=(replace(library.banks[0], entries=tuple(entries)),))
    assert begin_study(journal, reworded, session="2").agenda.entries == ()
