"""GIFT and Aiken: what goes out comes back, but for the declared losses; what is broken has its place."""

import csv
import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pygiftparser import parser as peer

from ipt_train.bank.core.model import (
    Library,
    TrueFalse,
)
from ipt_train.bank.exchange.aiken_read import read_aiken
from ipt_train.bank.exchange.gift_read import read_gift
from ipt_train.bank.exchange.gift_write import write_gift
from tests.bank.exchange.items import item
from tests.program import BANK, run


def test_someone_elses_parser_reads_what_we_write(library: Library, tmp_path: Path) -> None:
    """pygiftparser, written for another quiz program."""
    text, _ = write_gift(library.entries())
    (tmp_path / "bank.gift").write_text(text)
    with (tmp_path / "bank.gift").open() as file:
        questions = peer.parseFile(file)
    assert all(question.valid for question in questions)
    kinds = Counter(type(question.answers).__name__ for question in questions)
    assert kinds == {
        "NumericAnswerSet": 1,
        "SelectSet": 8,
        "MultipleChoicesSet": 1,
        "TrueFalseSet": 1,
        "MatchingSet": 1,
        "Description": 1,
    }
    first = next(question for question in questions if question.title == "one")
    assert [(answer.answer, answer.fraction) for answer in first.answers.answers] == [
        ("Option a", 0),
        ("Option b", 100),
        ("Option c", 0),
    ]
    several = next(question for question in questions if question.title == "several")
    assert [answer.fraction for answer in several.answers.answers] == [50, -50, 50, -50]


def test_losses_are_named_item_by_item(library: Library) -> None:
    _, losses = write_gift(library.entries())
    whole = {one.item: one.what for one in losses if one.what.startswith("the whole item")}
    assert whole == {
        "order": "the whole item: GIFT has no ordering",
        "gaps": "the whole item: GIFT has no cloze",
    }
    assert {one.what for one in losses if one.item == "case-sample"} == {
        "the unfolding of a case",
        "the debrief of a case",
        "the title of a case",
        "phase, problem areas and challenge of a case",
        "references, facts, claims and tags of a case",
        "revision, certainty and status of a case",
    }


GIFT = {
    "examples": ("::T::Which?{=a#yes ~b#no}\n", [{"type": "single-best-answer", "stem": "Which?", "options": [{"id": "a", "text": "a", "key": True, "rationale": "yes"}, {"id": "b", "text": "b", "rationale": "no"}]}]),
    "true": ("IPT is time-limited.{T#no#yes}", [{"type": "true-false", "stem": "IPT is time-limited.", "key": True, "rationale_true": "yes", "rationale_false": "no"}]),
    "false": ("It is open-ended.{FALSE}", [{"type": "true-false", "stem": "It is open-ended.", "key": False, "rationale_true": "", "rationale_false": ""}]),
    "missing word": ("Sullivan wrote on {=people =persons} in 1953.", [{"type": "cloze", "stem": "Fill the gaps.", "passage": "Sullivan wrote on {{gap-1}} in 1953.", "gaps": [{"id": "gap-1", "accepted": ["people", "persons"], "rationale": ""}]}]),
    "weights": ("Which?{~%50%a ~%50%b ~%-100%c}", [{"type": "multiple-response", "stem": "Which?", "options": [{"id": "a", "text": "a", "key": True, "rationale": ""}, {"id": "b", "text": "b", "key": True, "rationale": ""}, {"id": "c", "text": "c", "rationale": ""}]}]),
    "a number": ("How many?{#16:0.5#yes}", [{"type": "numerical", "stem": "How many?", "value": 16, "tolerance": 0.5, "rationale": "yes"}]),
    "a range of numbers": ("How many weeks? {#12..16}", [{"type": "numerical", "stem": "How many weeks?", "value": 14, "tolerance": 2, "rationale": ""}]),
    "numbers within numbers": ("How many?{#=16:0.1#yes =16:0.5#nearly =%0%-1.5e1#no}", [{"type": "numerical", "stem": "How many?", "value": 16, "tolerance": 0.5, "rationale": "yes", "anticipated": [{"value": -15, "rationale": "no"}]}]),
    "a number within a sentence": ("It lasts {#=16} weeks.", [{"type": "numerical", "stem": "It lasts _____ weeks.", "value": 16, "rationale": ""}]),
    "other backslashes": (r"Is it \\frac\{a\}\{b\}?{=C:\temp#In \temp. ~\ #Alone. ~a-\>b}", [{"type": "single-best-answer", "stem": r"Is it \frac{a}{b}?", "options": [{"id": "a", "text": r"C:\temp", "key": True, "rationale": r"In \temp."}, {"id": "b", "text": "\\", "rationale": "Alone."}, {"id": "c", "text": "a->b", "rationale": ""}]}]),
    "an answer without a mark": ("Write a word. {Eight}", [{"type": "short-answer", "stem": "Write a word.", "accepted": ["Eight"], "rationale": ""}]),
    "html": ("[html]<p>A <b>b</b> &amp; c&nbsp;d?</p>{=<p>e</p>#<i>f</i> ~[plain]<p>g</p>}", [{"type": "single-best-answer", "stem": "A b & c d?", "options": [{"id": "a", "text": "e", "key": True, "rationale": "f"}, {"id": "b", "text": "<p>g</p>", "rationale": ""}]}]),
    "tags": ("// [id:x] [tag:Losses] [tag:week one]\nWhich?{=a}", [{"type": "short-answer", "stem": "Which?", "accepted": ["a"], "rationale": "", "tags": ["losses", "week-one"]}]),
    "format marks": ("[html]Which?{=[plain]a ~[moodle]b}", [{"type": "single-best-answer", "stem": "Which?", "options": [{"id": "a", "text": "a", "key": True, "rationale": ""}, {"id": "b", "text": "b", "rationale": ""}]}]),
    "description": ("Only a text.\n\nWhich?{=a}", [{"type": "short-answer", "stem": "Which?", "accepted": ["a"], "rationale": ""}]),
    "escapes": ("Is 1 \\= 1\\: true\\{\\}?{=\\~a\\#b ~c\\\\d}", [{"type": "single-best-answer", "stem": "Is 1 = 1: true{}?", "options": [{"id": "a", "text": "~a#b", "key": True, "rationale": ""}, {"id": "b", "text": "c\\d", "rationale": ""}]}]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), GIFT.values(), ids=GIFT)
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_gift_of_others_is_read(text: str, expected: list[dict[str, Any]], ends: str) -> None:
    drafts, problems = read_gift(text.replace("\n", ends))
    assert problems == []
    assert [draft.data for draft in drafts if draft.data] == expected


def test_a_text_without_a_question_is_told() -> None:
    drafts, problems = read_gift("::A case::Only a text.\n\nWhich?{=a ~b}")
    assert problems == []
    assert [(one.id, one.line, one.lost, bool(one.data)) for one in drafts] == [
        ("A case", 1, ["a text without a question"], False),
        ("", 3, [], True),
    ]


BROKEN = {
    "never closed": ("Which?{=a ~b\n", 1, 7, "closed with }"),
    "title never closed": ("::T Which?{=a ~b}\n", 1, 1, "title"),
    "several right numbers": ("\n\nHow many?{#=3:1 =9:1}\n", 3, 17, "several right numbers"),
    "no number": ("How many?{#three}", 1, 12, "`three` is not a number"),
    "a number with thousands": ("How many?{#1,000}", 1, 12, "`1,000` is not a number"),
    "a tolerance below 0": ("How many?{#3:-1}", 1, 12, "below 0"),
    "a range that ends first": ("How many?{#5..1}", 1, 12, "ends before"),
    "a wrong number within the right ones": ("How many?{#=%0%3 =3:1}", 1, 12, "also marked as wrong"),
    "any number is right": ("How many?{#=*}", 1, 11, "wildcard"),
    "no right number": ("How many?{#=%50%3}", 1, 11, "wholly right"),
    "a wrong number with ~": ("How many?{#=3 ~4#no}", 1, 15, "=%0%"),
    "a number that would be rounded": ("How many?{#0.12345678901234567890123}", 1, 12, "too many digits"),
    "essay": ("Why?{}\n", 1, 5, "essay"),
    "no mark": ("// [id:x]\nWhich?{\na ~b}\n", 2, 8, "begin with = or ~"),
    "two right answers": ("Which?{=a ~b =c}", 1, 14, "second answer earns full marks"),
    "a wildcard": ("Which?{=grief =griev*}", 1, 15, "wildcard"),
    "anything is right": ("Which?{=*}", 1, 8, "wildcard"),
    "half right at best": ("Which?{=%50%a =%25%b}", 1, 8, "wholly right"),
    "no right answer": ("Which?{~a ~b}", 1, 8, "right"),
    "no question": ("{=a ~b}", 1, 1, "no question"),
    "no empty line between questions": ("One?{=a ~b}\nTwo?{=a ~b}\nThree?{=c ~d}", 2, 5, "empty line before each question"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "line", "column", "words"), BROKEN.values(), ids=BROKEN)
def test_broken_gift_has_its_place_and_the_rest_is_read(
    text: str, line: int, column: int, words: str
) -> None:
    drafts, problems = read_gift(text + "\n\nAnd this?{=a ~b}\n")
    assert [(one.line, one.column) for one in problems] == [(line, column)]
    assert words in problems[0].message
    assert [draft.data["stem"] for draft in drafts] == ["And this?"]


@given(st.text(st.sampled_from("ab={}~#:\\\n/-> []%T"), max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    drafts, problems = read_gift(text)
    for draft in drafts:
        assert draft.data["stem"] if draft.data else draft.lost
    for problem in problems:
        assert problem.line >= 1
        assert problem.column >= 1


AIKEN = """\
Which area fits?
A. Grief
B) Role dispute
ANSWER: B

When did the manual appear?
A)1974
B. 1984
ANSWER: B
"""


def test_aiken_is_read() -> None:
    drafts, problems = read_aiken(AIKEN)
    assert problems == []
    assert drafts[0].data == {
        "type": "single-best-answer", "stem": "Which area fits?",
        "options": [{"id": "a", "text": "Grief", "rationale": ""}, {"id": "b", "text": "Role dispute", "key": True, "rationale": ""}],
    }  # fmt: skip
    assert drafts[1].line == 6


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("Which?\nA. a\nB. b\nANSWER: C\n", 4, 9), ("Which?\nA. a\nB. b\n", 1, 1), ("A. a\n", 1, 1), ("Which?\nA. a\nB. b\nNext?\nA. a\nB. b\nANSWER: A\n", 4, 1), ("Which?\nANSWER: A\n", 2, 1)],
)  # fmt: skip
def test_broken_aiken_has_its_place(text: str, line: int, column: int) -> None:
    _, problems = read_aiken(text)
    assert (problems[0].line, problems[0].column) == (line, column)


class TestCommands:
    def test_out_and_in_again(self, tmp_path: Path, environment: dict[str, str]) -> None:
        gift, lost = tmp_path / "bank.gift", tmp_path / "lost.csv"
        result = run(
            "bank", "export", BANK, "--output", str(gift), "--losses", str(lost), env=environment
        )
        assert result.returncode == 0
        assert "12 items exported" in result.stderr
        assert "GIFT has no ordering" in result.stderr
        assert lost.read_text().startswith("item,what")
        result = run(
            "bank",
            "import",
            str(gift),
            "again",
            "--output",
            str(tmp_path / "again.yaml"),
            env=environment,
        )
        assert result.returncode == 0, result.stderr
        assert "12 items imported" in result.stderr
        check = run("bank", "check", str(tmp_path / "again.yaml"), "--json", env=environment)
        codes = Counter(one["code"] for one in json.loads(check.stdout)["findings"])
        assert set(codes) == {"S008", "S010"}  # nothing is wrong, much is to be written
        assert codes["S008"] == 24

    def test_a_broken_file_is_refused_or_imported_in_part(
        self, tmp_path: Path, environment: dict[str, str]
    ) -> None:
        file = tmp_path / "quiz.gift"
        file.write_text("Which?{=a ~b\n\nAnd this?{=a ~b}\n")
        result = run("bank", "import", str(file), "mine", env=environment, cwd=tmp_path)
        assert result.returncode == 2
        assert "quiz.gift:1:7" in result.stderr
        assert not (tmp_path / "mine.yaml").exists()
        result = run(
            "bank", "import", str(file), "mine", "--partial", env=environment, cwd=tmp_path
        )
        assert result.returncode == 1
        assert "And this?" in (tmp_path / "mine.yaml").read_text()
        assert (
            run(
                "bank", "import", str(file), "mine", "--partial", env=environment, cwd=tmp_path
            ).returncode
            == 2
        )

    def test_losses_and_problems_as_json(self, tmp_path: Path, environment: dict[str, str]) -> None:
        gift, lost = tmp_path / "bank.gift", tmp_path / "lost.csv"
        words = ("bank", "export", BANK, "--json", "--losses", str(lost))
        result = run(*words, "-o", str(gift), env=environment)
        found = json.loads(result.stdout)
        assert (result.returncode, result.stderr, found["data"]["items"]) == (0, "", 12)
        rows = list(csv.DictReader(io.StringIO(lost.read_text(encoding="utf-8"))))
        assert rows == found["data"]["losses"]
        result = run(*words, env=environment)
        assert result.returncode == 2
        assert json.loads(result.stdout)["errors"][0]["code"] == "usage"

        gift.write_text("Which?{=a ~b\n\nAnd this?{=a ~b}\n")
        words = ("bank", "import", str(gift), "mine", "--json", "-o", str(tmp_path / "mine.yaml"))
        found = json.loads(run(*words, env=environment).stdout)
        assert (found["status"], found["errors"][0]["code"]) == ("error", "import-refused")
        result = run(*words, "--partial", env=environment)
        found = json.loads(result.stdout)
        assert (result.returncode, found["exit_code"], found["data"]["items"]) == (1, 1, 1)
        assert [(one["line"], one["column"]) for one in found["data"]["problems"]] == [(1, 7)]
        result = run("bank", "fmt", "--check", "--json", str(tmp_path), env=environment)
        assert json.loads(result.stdout)["data"]["files"] == 1

    def test_aiken_from_standard_input(self, environment: dict[str, str]) -> None:
        result = run(
            "bank",
            "import",
            "-",
            "mine",
            "--from",
            "aiken",
            "--output",
            "-",
            env=environment,
            stdin=AIKEN,
        )
        assert result.returncode == 0
        assert result.stdout.count("type: single-best-answer") == 2

    @pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"only words"])
    def test_a_file_of_another_kind_is_refused(
        self, content: bytes, tmp_path: Path, environment: dict[str, str]
    ) -> None:
        file = tmp_path / "x"
        file.write_bytes(content)
        assert (
            run("bank", "import", str(file), "mine", env=environment, cwd=tmp_path).returncode == 2
        )


def test_texts_with_markup_stay_texts() -> None:
    one = item(
        TrueFalse(key=True, rationale_true="<b>x</b>", rationale_false="[html]y"),
        "[html]<script>",
        "e",
    )
    data = read_gift(write_gift([one])[0])[0][0].data
    assert (data["stem"], data["rationale_true"], data["rationale_false"]) == (
        "[html]<script>",
        "<b>x</b>",
        "[html]y",
    )
