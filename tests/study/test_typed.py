"""Typed answers are judged alike in a sitting, in an exam and by a course's key."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ipt_train.bank.core.lexicon import lexicon_of
from ipt_train.bank.core.model import Item, Library
from ipt_train.bank.operation.library import load_library
from ipt_train.bank.source.shelf import Shelf
from ipt_train.exam.core.assemble import assemble
from ipt_train.exam.core.key import key_of
from ipt_train.exam.core.marking import mark
from ipt_train.exam.core.paper import paper_of
from ipt_train.exam.operation.exam import exam_result, open_exam
from ipt_train.log.core.event import ExamBegan
from ipt_train.log.operation.journal import Journal
from ipt_train.study.operation.study import begin_study

BANK = """format: ipt-bank/1
id: typed
title: Typed answers
language: en-GB
licence: CC-BY-4.0
domain: techniques
items:
  - id: kind-of-affect
    revision: 1
    type: short-answer
    objective: kinds-of-affect
    level: remember
    stem: Which kind of affect goes with what is told, and needs no consent?
    accepted: [content]
    rationale: It belongs to the story.
    explanation: Two kinds of affect are told apart.
    references: [R01]
    facts: [F001]
    certainty: verified
    status: draft
"""


@pytest.fixture
def typed(shelf: Shelf, tmp_path: Path) -> Library:
    file = tmp_path / "typed.yaml"
    file.write_text(BANK, encoding="utf-8")
    return load_library(shelf, [str(file)]).library


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("content", True), ("Content.", True), ("contemt", True), ("contnet", True), ("contents", True),
        ("consent", False),  # a word of the bank
        ("contest", False),  # a word that looks alike
        ("constant", False), ("kontent", False),
    ],
)  # fmt: skip
def test_everywhere_alike(
    typed: Library, journals: Callable[..., Journal], said: str, right: bool
) -> None:
    item = next(typed.items())
    journal = journals()
    sitting = begin_study(journal, typed, session="one")
    question = sitting.next()
    assert question
    assert sitting.answer(question, said, None, 900).judgement.correct is right
    began = ExamBegan(
        exam="e", title="Exam", paper="", items=(item.id,), revisions=(1,), seed=1, minutes=0
    )
    journal.record(began)
    exam = open_exam(journal, typed)
    assert exam
    exam.answer(0, said, 900)
    exam.end()
    assert exam_result(typed, exam.record).right == right
    form = assemble([item], seed=1, length=1, types={item.type}).forms[0]
    paper = paper_of(form, course="c", exam="e", title="Exam")
    key = key_of(form, course="c", exam="e", paper=paper.digest, known=lexicon_of(typed))
    assert mark(key.entries[0], said).correct is right


def test_words_of_the_shelf_count_for_a_bank_beside_it(shelf: Shelf, typed: Library) -> None:
    known = lexicon_of(typed)
    whole = load_library(shelf).library
    chosen = load_library(shelf, ["sample"]).library
    words = {"attraction", "manual"}
    assert words <= set(lexicon_of(whole)) == set(lexicon_of(chosen))
    assert words <= set(known)
    assert "consent" in known
    assert "consent" not in lexicon_of(whole)


def test_nothing_is_gathered_before_a_slip_is_met(
    typed: Library, journals: Callable[..., Journal], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(
        "ipt_train.bank.core.lexicon.words", lambda text: asked.append(text) or set()
    )
    item: Item = next(typed.items())
    for said, often in (("content", 0), ("something else", 0), ("contemt", 1), ("contnet", 1)):
        sitting = begin_study(journals(), typed, session=said, new_limit=5)
        question = sitting.next()
        assert question
        assert question.item == item
        sitting.answer(question, said, None, 900)
        sitting.undo()
        assert len(asked) == often, said
