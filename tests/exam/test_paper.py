"""What is handed out, and what is locked away."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ipt_train.bank.core.item_data import item_data
from ipt_train.bank.core.lexicon import Lexicon, lexicon_of
from ipt_train.bank.core.model import Choice, Cloze, Library, Matching, Ordering, TextEntry
from ipt_train.bank.source.shelf import Shelf, check
from ipt_train.errors import PaperError
from ipt_train.exam.core.answer import fault_of
from ipt_train.exam.core.assemble import Assembly, assemble
from ipt_train.exam.core.key import Key, KeyEntry, key_of, read_key
from ipt_train.exam.core.marking import mark
from ipt_train.exam.core.paper import Paper, paper_of, read_paper
from ipt_train.exam.core.simulate import right_answer, simulated
from ipt_train.study.core.judge import judge
from ipt_train.vocabulary import ItemType
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Library:
    cache = tmp_path_factory.mktemp("cache")
    shelf = Shelf(banks=(ROOT / "question_banks",), schemas=ROOT / "schemas", cache=cache)
    return check(shelf, []).library()


@pytest.fixture(scope="module")
def assembly(shipped: Library) -> Assembly:
    return assemble(shipped.items(), seed=5, length=200, types=set(ItemType))


def pair(assembly: Assembly) -> tuple[Paper, Key]:
    paper = paper_of(assembly.forms[0], course="c", exam="e", title="Exam", minutes=60)
    return paper, key_of(assembly.forms[0], course="c", exam="e", paper=paper.digest)


def texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for name, value in data.items():
            yield name
            yield from texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from texts(value)


def test_the_paper_holds_nothing_of_the_key(assembly: Assembly) -> None:
    paper, _ = pair(assembly)
    written = json.dumps(paper.data(), ensure_ascii=False)
    shown = set(texts(paper.data()))
    names = {"key", "rationale", "rationale_true", "explanation", "accepted", "sequence", "credit"}
    assert not names & shown
    for item in assembly.forms[0].items:
        assert item.explanation not in written
        for text in texts(item_data(item).get("options", []) + item_data(item).get("sequence", [])):
            assert len(text) < 30 or text not in written or text in shown
        match item.interaction:
            case TextEntry(accepted=accepted, rationale=rationale):
                assert not {*accepted, rationale} & shown
            case Cloze(gaps=gaps):
                assert not {gap.rationale for gap in gaps} & shown
            case Matching(prompts=prompts, options=options):
                assert not {one.rationale for one in (*prompts, *options)} & shown
            case Ordering(sequence=options) | Choice(options=options):
                assert not {one.rationale for one in options} & shown


def test_keys_differ_and_papers_do_not() -> None:
    """Which option is right changes nothing in a paper but its place, which a seed chose."""
    from dataclasses import replace

    from tests.exam.pool import item

    def with_key(letter: str) -> dict[str, Any]:
        made = []
        for number in range(12):
            one = item(f"i{number}")
            assert isinstance(one.interaction, Choice)
            options = tuple(
                replace(option, key=option.id == letter, rationale=f"{letter}{option.id}")
                for option in one.interaction.options
            )
            made.append(replace(one, interaction=replace(one.interaction, options=options)))
        form = assemble(made, seed=1, length=12).forms[0]
        return paper_of(form, course="c", exam="e", title="t").data()

    assert with_key("a") == with_key("b") == with_key("d")


def test_the_right_option_stands_anywhere(assembly: Assembly) -> None:
    _, key = pair(assembly)
    single = [one for one in key.entries if one.item.type is ItemType.SINGLE_BEST_ANSWER and getattr(one.item.interaction, "shuffle", True)]  # fmt: skip
    places = [right_answer(one)[0] for one in single if len(one.options) == 3]
    assert len(places) > 40
    for label in "123":
        assert 0.2 < places.count(label) / len(places) < 0.47


def test_paper_and_key_come_back_from_their_files(assembly: Assembly) -> None:
    paper, key = pair(assembly)
    assert read_paper(json.loads(json.dumps(paper.data()))) == paper
    again = read_key(json.loads(json.dumps(key.data())))
    assert again == key
    assert again.bank_digest == key.bank_digest
    assert paper.digest == key.paper


def test_right_answers_are_sound_and_earn_full_marks(assembly: Assembly) -> None:
    paper, key = pair(assembly)
    assert {one.type for one in paper.questions} == set(ItemType) - {
        ItemType.NUMERICAL,
        ItemType.VIGNETTE,
    }
    for question, entry in zip(paper.questions, key.entries, strict=True):
        answer = right_answer(entry)
        assert fault_of(question, answer) == ""
        assert mark(entry, answer).score == 1.0
    for given, question in zip(
        simulated(key, ability=0.5, blanks=0.1, seed="x", started_ms=0), paper.questions, strict=True
    ):  # fmt: skip
        assert fault_of(question, given.response) == ""


class TestTypedAnswers:
    """They are marked as study judges them, by the words that the key carries."""

    @pytest.fixture
    def typed(self, shipped: Library, assembly: Assembly) -> list[KeyEntry]:
        paper = paper_of(assembly.forms[0], course="c", exam="e", title="Exam")
        key = key_of(
            assembly.forms[0], course="c", exam="e", paper=paper.digest, known=lexicon_of(shipped)
        )
        again = read_key(json.loads(json.dumps(key.data())))
        assert again == key
        kinds = (ItemType.SHORT_ANSWER, ItemType.CLOZE)
        return [one for one in again.entries if one.item.type in kinds]

    def test_the_key_carries_what_it_needs(self, shipped: Library, typed: list[KeyEntry]) -> None:
        known = lexicon_of(shipped)
        assert len(typed) > 3
        refused = 0
        for entry in typed:
            task = entry.item.interaction
            assert isinstance(task, TextEntry | Cloze)
            if isinstance(task, TextEntry):
                for said in (*entry.rivals, *slips(task.accepted[0])):
                    judged = judge(entry.item, said, known)
                    assert mark(entry, said) == judged
                    refused += not judged.correct
                continue
            labels = {gap: label for label, gap in entry.prompts.items()}
            right = {gap.id: gap.accepted[0] for gap in task.gaps}
            for gap in task.gaps:
                for said in (*entry.rivals, *slips(gap.accepted[0])):
                    given = right | {gap.id: said}
                    judged = judge(entry.item, given, known)
                    assert mark(entry, {labels[one]: text for one, text in given.items()}) == judged
                    refused += not judged.correct
        assert refused > 10

    def test_a_key_of_an_older_program_has_the_words_of_its_items(self, assembly: Assembly) -> None:
        _, key = pair(assembly)
        data = key.data()
        for one in data["entries"]:
            del one["rivals"]
        for entry in read_key(data).entries:
            if isinstance(entry.item.interaction, TextEntry):
                known = Lexicon(lambda entry=entry: entry.item)
                for said in slips(entry.item.interaction.accepted[0]):
                    assert mark(entry, said) == judge(entry.item, said, known)


def slips(text: str) -> list[str]:
    """A letter missing, and two exchanged, at every place of a text."""
    places = range(len(text) - 1)
    swapped = [text[:at] + text[at + 1] + text[at] + text[at + 2 :] for at in places]
    return [text[:at] + text[at + 1 :] for at in places] + swapped


WRONG: list[tuple[ItemType, Any]] = [
    (ItemType.SINGLE_BEST_ANSWER, ["1", "2"]),
    (ItemType.SINGLE_BEST_ANSWER, "1"),
    (ItemType.SINGLE_BEST_ANSWER, ["99"]),
    (ItemType.SINGLE_BEST_ANSWER, [["1"]]),
    (ItemType.SINGLE_BEST_ANSWER, []),
    (ItemType.MULTIPLE_RESPONSE, ["1", "1"]),
    (ItemType.ORDERING, ["1"]),
    (ItemType.TRUE_FALSE, "true"),
    (ItemType.TRUE_FALSE, 1),
    (ItemType.MATCHING, {"a": "1"}),
    (ItemType.SHORT_ANSWER, " "),
    (ItemType.SHORT_ANSWER, "x" * 2001),
    (ItemType.CLOZE, {}),
]


@pytest.mark.parametrize(("kind", "response"), WRONG)
def test_what_is_no_answer(assembly: Assembly, kind: ItemType, response: Any) -> None:
    paper, _ = pair(assembly)
    question = next(one for one in paper.questions if one.type is kind)
    assert fault_of(question, response)
    assert fault_of(question, None) == ""


@pytest.mark.parametrize("data", [None, [], {}, {"format": "x"}, {"format": "ipt-paper/1"}, {"format": "ipt-paper/1", "questions": [{}]}])  # fmt: skip
def test_what_is_no_paper(data: Any) -> None:
    with pytest.raises(PaperError):
        read_paper(data)
    with pytest.raises(PaperError):
        read_key(data)


def test_a_paper_that_was_tampered_with_has_another_digest(
    assembly: Assembly, tmp_path: Path
) -> None:
    paper, _ = pair(assembly)
    data = paper.data()
    data["questions"][0]["stem"] += "?"
    assert read_paper(data).digest != paper.digest
