"""A question with its key and an answer, second keys, and the file of a marked exam: whatever the type."""

import json
import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_train.bank.core.model import Item, Matching, Option, Ordering, Prompt, TextEntry, TrueFalse
from ipt_train.errors import PaperError, SubmissionError
from ipt_train.exam.core.answer_lines import answer_lines, key_text
from ipt_train.exam.core.key import KeyEntry
from ipt_train.exam.core.marking import earned, mark
from ipt_train.exam.core.released import (
    ClassStanding,
    ReleasedAttempt,
    ReleasedExam,
    ReleasedQuestion,
    ReleaseLevel,
    read_released,
)
from ipt_train.exam.core.second_key import with_key
from ipt_train.exam.submission.released_file import read_release_file, release_file
from ipt_train.exam.submission.seal import Signer, new_signing_key
from ipt_train.report.marked import AnswerLine, AnswerVerdict
from ipt_train.vocabulary import ItemType
from tests.exam.pool import item

MATCHING = Matching(
    prompts=(
        Prompt(id="p", text="P", key="a", rationale="p is a"),
        Prompt(id="q", text="Q", key="b", rationale="q is b"),
    ),
    options=tuple(Option(id=name, text=name.upper(), rationale=f"of {name}") for name in "abc"),
)


def entry_of(made: Item, labels: str = "", prompts: str = "") -> KeyEntry:
    """An entry whose paper shows the options in an order of its own."""
    return KeyEntry(
        item=made,
        options={str(n): name for n, name in enumerate(labels, 1)}
        or {"true": "true", "false": "false"},
        prompts=dict(zip("AB", prompts, strict=False)),
    )


CHOICE = entry_of(item("one"), "cabd")
SEVERAL = replace(
    item("some", type=ItemType.MULTIPLE_RESPONSE),
    interaction=replace(
        item("some").interaction,
        multiple=True,
        options=tuple(
            Option(id=n, text=n.upper(), rationale=f"why {n}", key=n in "ab") for n in "abcd"
        ),
    ),
)
ENTRIES = {
    "choice": (CHOICE, ["1"], "c", ["2"]),
    "several": (entry_of(SEVERAL, "abcd"), ["1", "3"], "a+c", ["1", "2"]),
    "true": (entry_of(item("t", type=ItemType.TRUE_FALSE)), False, "false", True),
    "order": (entry_of(item("o", type=ItemType.ORDERING), "abcd"), ["2", "1", "3", "4"], "b+a+c+d", ["1", "2", "3", "4"]),
    "match": (
        entry_of(replace(item("m"), interaction=MATCHING), "abc", "pq"),
        {"A": "3", "B": "2"}, "p=c+q=b", {"A": "1", "B": "2"},
    ),
    "text": (entry_of(replace(item("w"), interaction=TextEntry(accepted=("grief",), rationale="why"))), "mourning", "mourning", "grief"),
}  # fmt: skip  # entry, an answer that is not the key, the same as a second key, and the key


@pytest.mark.parametrize("kind", ENTRIES)
def test_a_second_key_is_as_right_as_the_first(kind: str) -> None:
    entry, answer, text, key = ENTRIES[kind]
    assert mark(entry, answer).score < 1
    also = replace(entry, also=(with_key(entry.item, text),))
    for one in (answer, key):
        judged = mark(also, one)
        assert (judged.score, judged.correct) == (1.0, True)
    assert not any(line.verdict is AnswerVerdict.WRONG for line in answer_lines(also, answer))
    assert answer_lines(also, answer)[-1] == AnswerLine(label="Also right", text=key_text(entry.item), verdict=AnswerVerdict.RIGHT)  # fmt: skip
    assert with_key(also.also[0], text) == also.also[0]


@pytest.mark.parametrize("kind", ENTRIES)
def test_full_marks_are_everybodys(kind: str) -> None:
    entry, answer, _, key = ENTRIES[kind]
    gift = replace(entry, full_marks=True)
    assert [earned(gift, one) for one in (answer, key, None)] == [1.0, 1.0, 1.0]
    assert earned(entry, None) is None
    assert (mark(gift, answer).correct, mark(gift, key).correct) == (False, True)


@pytest.mark.parametrize("kind", ENTRIES)
def test_a_question_is_told_with_its_key_whatever_was_answered(kind: str) -> None:
    entry, answer, _, key = ENTRIES[kind]
    for response in (answer, key, None):
        lines = answer_lines(entry, response)
        assert any(line.verdict is AnswerVerdict.RIGHT for line in lines)
        wrong = any(line.verdict is AnswerVerdict.WRONG for line in lines)
        assert wrong is (response == answer)
    assert all(line.why for line in answer_lines(entry, every=True))


def test_options_stand_in_the_order_of_the_paper() -> None:
    lines = answer_lines(CHOICE, ["1"])
    assert [line.text for line in lines] == ["1. one c", "2. one a", "3. one b", "4. one d"]
    assert [line.label for line in lines] == ["Your answer, wrong", "The key", "", ""]
    assert [line.why for line in lines] == ["why c", "why a", "", ""]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("choice", "z"), ("choice", "a+c"), ("choice", ""), ("several", "a+a"), ("several", "a+z"), ("true", "yes"),
        ("order", "a+b"), ("order", "a+b+c+c"), ("match", "p=c"), ("match", "p=z+q=b"), ("match", "a+b"), ("match", "p=+q=b"),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_no_second_key(kind: str, text: str) -> None:
    with pytest.raises(PaperError, match="is not an answer to"):
        with_key(ENTRIES[kind][0].item, text)


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
SHARE = st.none() | st.floats(0, 1)
QUESTIONS = st.builds(
    ReleasedQuestion, number=st.integers(1, 500), item=TEXT, revision=st.integers(1, 9), mark=SHARE,
    right=st.booleans(), counts=st.booleans(), missed=st.booleans(), regraded=st.tuples(TEXT), stem=TEXT,
    lines=st.tuples(st.builds(AnswerLine, label=TEXT, text=TEXT, why=TEXT, verdict=st.sampled_from(AnswerVerdict))),
    sources=st.tuples(TEXT, TEXT),
)  # fmt: skip
EXAMS = st.builds(
    ReleasedExam, course=TEXT, course_title=TEXT, exam=TEXT, title=TEXT, person=TEXT, released_at=TEXT, share=SHARE,
    level=st.sampled_from(ReleaseLevel), passed=st.none() | st.booleans(), note=TEXT, rules=st.tuples(TEXT),
    standing=st.none() | st.builds(ClassStanding, people=st.integers(10, 99), mean=st.floats(0, 1), lower=st.floats(0, 1), median=st.floats(0, 1), upper=st.floats(0, 1)),
    attempts=st.tuples(st.builds(ReleasedAttempt, number=st.integers(1, 9), form=TEXT, raw=SHARE, share=SHARE, counted=st.booleans(), note=TEXT, questions=st.lists(QUESTIONS, max_size=2).map(tuple))),
)  # fmt: skip
SIGNER = Signer(new_signing_key())


@given(EXAMS)
def test_what_is_written_is_what_is_read(exam: ReleasedExam) -> None:
    signed = read_release_file(release_file(exam, SIGNER))
    assert signed.released == exam


def mutated(value: Any, chance: random.Random) -> Any:
    """The same data with one part of it made into something else."""
    if isinstance(value, dict) and value:
        name = chance.choice(sorted(value))
        if chance.random() < 0.2:
            return {key: one for key, one in value.items() if key != name}
        return value | {name: mutated(value[name], chance)}
    if isinstance(value, list) and value:
        place = chance.randrange(len(value))
        return [mutated(one, chance) if n == place else one for n, one in enumerate(value)]
    return chance.choice([None, True, -1, 1e300, "x", [], {}, [[]], "\ud800", 10**400])


@given(EXAMS, st.randoms(use_true_random=False))
def test_whatever_a_file_holds_it_is_read_or_refused(
    exam: ReleasedExam, chance: random.Random
) -> None:
    data = mutated(json.loads(json.dumps(exam.data())), chance)
    try:
        read = read_released(data)
    except ValueError:
        return
    assert read_released(json.loads(json.dumps(read.data()))) == read


@given(EXAMS, st.data())
def test_any_changed_byte_is_found(exam: ReleasedExam, data: st.DataObject) -> None:
    content = bytearray(release_file(exam, SIGNER))
    place = data.draw(st.integers(0, len(content) - 2))
    content[place] ^= data.draw(st.sampled_from([1, 2, 16, 64]))
    try:
        read = read_release_file(bytes(content))
    except SubmissionError:
        return
    assert read.released == exam  # the case of a hexadecimal digit, say


@pytest.mark.parametrize("number", [10**400, 2**53, "1", True, [1.0]])
def test_a_share_is_a_number(number: Any) -> None:
    made = ReleasedExam(
        course="c", course_title="C", exam="e", title="E", person="p", level=ReleaseLevel.MARKS, released_at="x",
        share=1.0, passed=None, note="", rules=(), standing=None, attempts=(),
    )  # fmt: skip
    assert read_released(made.data() | {"share": 1, "rules": [], "attempts": []}).share == 1.0
    with pytest.raises(ValueError, match="`share` has the wrong type"):
        read_released(made.data() | {"share": number, "rules": [], "attempts": []})


def test_true_false_has_both_rationales() -> None:
    made = replace(item("t", type=ItemType.TRUE_FALSE), interaction=TrueFalse(key=True, rationale_true="yes", rationale_false="no"))  # fmt: skip
    lines = answer_lines(entry_of(made), False)
    assert [(line.label, line.why) for line in lines] == [("The key", "yes"), ("Your answer, wrong", "no")]  # fmt: skip


def test_an_ordering_left_blank_shows_its_order() -> None:
    made = item("o", type=ItemType.ORDERING)
    assert isinstance(made.interaction, Ordering)
    lines = answer_lines(entry_of(made, "badc"))
    assert [(line.label, line.text) for line in lines] == [("The key, 1", "o a"), ("The key, 2", "o b"), ("The key, 3", "o c"), ("The key, 4", "o d")]  # fmt: skip
