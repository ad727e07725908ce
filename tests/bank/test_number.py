"""Typed numbers: what is one, what it is worth, and what it is judged against."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_train.bank.core.model import AnticipatedNumber, Item, Library, NumberEntry
from ipt_train.bank.core.number import number_key, read_number, shown_number
from ipt_train.exam.core.answer import fault_of
from ipt_train.exam.core.paper import PaperQuestion
from ipt_train.study.core.judge import judge
from ipt_train.study.core.presentation import ResponseError, present
from ipt_train.vocabulary import ItemType

NUMBERS = {
    "12": ("12", ""), " 12 ": ("12", ""), "12.5": ("12.5", ""), "12,5": ("12.5", ""), ",5": ("0.5", ""), ".5": ("0.5", ""),
    "-3": ("-3", ""), "\u22123": ("-3", ""), "\u20133": ("-3", ""), "+3": ("3", ""), "- 3": ("-3", ""), "0,125": ("0.125", ""), "1.000": ("1", ""),
    "007": ("7", ""), "1000": ("1000", ""), "12,50": ("12.5", ""), "1234,567": ("1234.567", ""),
    "12 weeks": ("12", "weeks"), "12weeks": ("12", "weeks"), "60%": ("60", "%"), "0.5 h.": ("0.5", "h."), "1e3": ("1", "e3"),
}  # fmt: skip
NONE = [
    "", " ", "twelve", "about 12", "weeks 12", "12 000", "1,000,000", "1.000.000", "1 000", "1'000", "1\u2019000", "1.000,5", "1,000.5",
    "1,000", "12,345", "-1,000", "12-14", ".", ",", "-", "--3", "1_000", "٣", "１２", "9" * 61, "\u00bd",
]  # fmt: skip


@pytest.mark.parametrize("said", NUMBERS)
def test_a_number_is_read_as_people_write_it(said: str) -> None:
    number, unit = NUMBERS[said]
    value, written = read_number(said)
    assert (value, written) == (Decimal(number), unit)


@pytest.mark.parametrize("said", [one for one in NONE if not one.startswith("12-")])
def test_anything_else_is_refused_and_not_guessed(said: str) -> None:
    with pytest.raises(ValueError, match=r"(?i)type"):
        read_number(said)


def test_a_comma_before_three_digits_is_asked_about() -> None:
    with pytest.raises(ValueError, match=r"1000 or 1\.000"):
        read_number("1,000")


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-99999, max_value=99999),
    st.sampled_from(".,"),
)
def test_what_is_shown_can_be_typed(value: Decimal, sign: str) -> None:  # fmt: skip
    shown = shown_number(value)
    if sign == "," and len(shown.partition(".")[2]) == 3:
        return  # asked about
    assert read_number(shown.replace(".", sign)) == (value, "")


@pytest.fixture
def weeks(library: Library) -> Item:
    return next(item for item in library.items() if item.type is ItemType.NUMERICAL)


@pytest.mark.parametrize(
    ("said", "labels", "correct"),
    [
        ("16", ["Your answer, right"], True),
        ("15.5", ["Your answer, right"], True),
        ("16,5", ["Your answer, right"], True),
        ("16 weeks", ["Your answer, right"], True),
        ("16 WK.", ["Your answer, right"], True),
        ("16.50001", ["Your answer, wrong", "The key"], False),
        ("12", ["Your answer, wrong", "The key"], False),
        ("16 months", ["Your number, right", "Your unit, wrong", "The key"], False),
        ("12 weeks", ["Your answer, wrong", "The key"], False),
        ("sixteen", ["Your answer, wrong", "The key"], False),
    ],
)
def test_number_and_unit_are_judged_apart(
    weeks: Item, said: str, labels: list[str], correct: bool
) -> None:
    judged = judge(weeks, said)
    assert [note.label for note in judged.notes] == labels
    assert (judged.correct, judged.score) == (correct, float(correct))


def test_a_wrong_number_that_was_foreseen_has_feedback_of_its_own(weeks: Item) -> None:
    assert judge(weeks, "12.0").notes[0].rationale == "That is another manual."
    assert number_key(weeks.interaction) == "16 weeks (15.5 to 16.5 is right)"  # type: ignore[arg-type]


@given(
    st.decimals(places=2, min_value=-99, max_value=99),
    st.decimals(places=2, min_value=0, max_value=9),
    st.decimals(places=2, min_value=-120, max_value=120),
)
def test_both_ends_of_the_tolerance_are_right(value: Decimal, room: Decimal, said: Decimal) -> None:
    task = NumberEntry(value=value, tolerance=room, rationale="why")
    item = replace(PLAIN, interaction=task)
    assert judge(item, shown_number(value - room)).correct
    assert judge(item, shown_number(value + room)).correct
    assert judge(item, shown_number(said)).correct == (value - room <= said <= value + room)


PLAIN = Item(
    id="a", bank="b", revision=1, type=ItemType.NUMERICAL, objective="o", domain="history", level="remember", stem="How many?",
    interaction=NumberEntry(value=Decimal("0.3"), rationale="why", anticipated=(AnticipatedNumber(value=Decimal("0.1"), rationale="less"),)),
    explanation="e", references=(), facts=(), certainty="verified", status="draft",
)  # type: ignore[arg-type]  # fmt: skip


@pytest.mark.parametrize("said", ["0.3", "0,3", ".30", "0.4", "-1"])
def test_a_sitting_takes_a_number(said: str) -> None:
    assert present(PLAIN, 0).by_labels(said) == said == present(PLAIN, 0).by_ids(f" {said} ")


@pytest.mark.parametrize("said", ["", "three", "0.3 weeks", "1,000"])
def test_a_sitting_asks_again_for_what_is_none(said: str) -> None:
    with pytest.raises(ResponseError):
        present(PLAIN, 0).by_labels(said)


def test_a_unit_is_taken_where_the_question_has_one(weeks: Item) -> None:
    assert present(weeks, 0).instruction == "a number, in weeks"
    assert present(weeks, 0).by_labels("16 months") == "16 months"


@pytest.mark.parametrize("said", [*NUMBERS, *NONE])
def test_an_exam_takes_what_a_sitting_takes(said: str, weeks: Item) -> None:
    for unit, item in (("", PLAIN), ("weeks", weeks)):
        question = PaperQuestion(
            item="a", revision=1, type=ItemType.NUMERICAL, stem="How many?", options={}, prompts={}, unit=unit
        )  # fmt: skip
        try:
            present(item, 0).by_labels(said)
            taken = True
        except ResponseError:
            taken = False
        assert (not fault_of(question, said.strip())) == taken
