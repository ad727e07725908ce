"""Every code explains itself, and its examples are true: found at the mark, and not when put right."""

import re
from pathlib import Path

import pytest

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.selection import Selection
from ipt_train.bank.rules.explain import (
    every_explanation,
    explain,
    explanations,
    markdown,
    selected,
    unknown,
)
from ipt_train.bank.rules.registry import RULES
from ipt_train.bank.source.shelf import Shelf, check
from ipt_train.errors import UsageError
from tests.bank.examples import FORMS, bank_of
from tests.conftest import BANK, ROOT

ALL = explanations()
EVERYTHING = Selection(lint=True, select=("W", "H", "B", "I", "C"))
PROSE = {"B001", "B002", "B003", "B004"}
ELSEWHERE = {"Y002", "Y003", "Y010", "Y017", "Y018", "Y019", "S099", "I008", "I009", "I013", "I014",
             "I027", "I031", "I033", "I036"}  # fmt: skip

FACTS = "format: ipt-facts/1\ntitle: Facts\nlicence: CC0-1.0\nfacts:\n" + "".join(
    f"  - {{id: {name}, statement: A fact., confidence: {confidence}, certainty: {certainty}, references: [R01]}}\n"
    for name, confidence, certainty in [
        *((f"F00{number}", "high", "verified") for number in range(1, 6)),
        ("F006", "medium", "from-memory"),
        ("F007", "low", "from-memory"),
    ]
)


def found(tmp_path: Path, shelf: Shelf, text: str) -> list[Finding]:
    (tmp_path / "bibliography.yaml").write_text(
        (BANK / "bibliography.yaml").read_text()
        + "  - id: R06\n    short: Another\n    citation: Another work.\n    verification: from-memory\n"
    )
    (tmp_path / "facts.yaml").write_text(FACTS)
    for name in ("claims", "competencies"):
        (tmp_path / f"{name}.yaml").write_text(
            (ROOT / "question_banks" / f"{name}.yaml").read_text()
        )
    if text.startswith("format: ipt-excerpts"):
        (tmp_path / "fidelity-forms.yaml").write_text(FORMS)
    file = tmp_path / "example.yaml"
    file.write_text(text)
    alone = Shelf(banks=(), schemas=shelf.schemas, cache=shelf.cache)
    return list(check(alone, [file], selection=EVERYTHING, use_cache=False).findings)


@pytest.mark.parametrize(
    "code", [code for code, one in ALL.items() if one.bad and code not in PROSE]
)
def test_the_examples_are_true(code: str, tmp_path: Path, shelf: Shelf) -> None:
    text, places = bank_of(ALL[code].bad, code)
    hits = [finding for finding in found(tmp_path, shelf, text) if finding.code == code]
    assert places
    assert {(one.line, one.column) for one in hits} >= {place for place in places if place[1]}
    assert {one.line for one in hits} == {line for line, _ in places}
    assert {one.severity.value for one in hits} == {ALL[code].severity}
    clean, none = bank_of(ALL[code].good, code)
    assert not none
    assert code not in {finding.code for finding in found(tmp_path, shelf, clean)}


def test_codes_without_an_example_are_tested_elsewhere() -> None:
    """By files that cannot be shown as text, by other banks or by a git history."""
    assert {code for code, one in ALL.items() if not one.bad} == ELSEWHERE


def test_every_rule_is_whole() -> None:
    codes = [rule.code for rule in RULES]
    assert len(codes) == len(list((ROOT / "ipt_train/bank/rules").glob("[a-z][0-9]*_*.py"))) >= 24
    assert len(set(codes)) == len(codes)
    for rule in RULES:
        assert rule.check.__module__.rsplit(".", 1)[1].startswith(rule.code.lower() + "_")
        assert "(" in ALL[rule.code].why or "house rule" in ALL[rule.code].why  # a source


def test_every_code_says_how_grave_it_is_and_whether_it_is_looked_for() -> None:
    """In its explanation, on the page, and in the table at the page's head."""
    page = markdown()
    rules = {rule.code: rule for rule in RULES}
    for code, one in ALL.items():
        row = next(line for line in page.splitlines() if line.startswith(f"| [{code}]"))
        state = "on" if one.default else "off"
        assert f" | {one.title} | {one.severity} | {state} | " in row
        assert f"Severity: {one.severity}. {state.capitalize()} by default" in one.text()
        if code in rules:
            assert (one.severity, one.default) == (rules[code].severity.value, rules[code].default)
    assert "--select W202" in explain("W202").text()
    assert "1,075" in explain("W202").evidence
    assert not any(one.severity for one in every_explanation().values() if one.code not in ALL)


def test_the_table_leads_to_each_code() -> None:
    """As GitHub makes anchors: small letters, spaces to hyphens, signs left out."""
    page = markdown()
    anchors = {
        re.sub(r"[^\w -]", "", line[3:].lower()).replace(" ", "-")
        for line in page.splitlines()
        if line.startswith("## ")
    }
    linked = re.findall(r"^\| \[[A-Z]\d{3}\]\(#([^)]+)\)", page, re.M)
    assert len(linked) == len(ALL)
    assert set(linked) == anchors


def test_the_page_of_rules_is_up_to_date() -> None:
    assert (ROOT / "docs" / "rules.md").read_text() == markdown()


def test_an_unknown_code_is_said_so() -> None:
    assert explain("w003").code == "W003"
    with pytest.raises(UsageError, match="W999"):
        explain("W999")
    with pytest.raises(UsageError) as caught:
        explain("QQQQ")
    assert caught.value.hint == "`ipt-train explain` lists them all"


def test_every_code_of_the_program_is_explained_once() -> None:
    """Codes of rules are names of files; those of other checks stand in a `codes.txt` of their room."""
    written = [
        code
        for file in (ROOT / "ipt_train").rglob("codes.txt")
        for code in re.findall(r"^== (\S+) ", file.read_text(), re.M)
    ]
    codes = [*written, *(rule.code for rule in RULES)]
    assert sorted(codes) == list(every_explanation())
    assert len(set(codes)) == len(codes)
    source = "".join(file.read_text() for file in (ROOT / "ipt_train").rglob("*.py"))
    named = set(re.findall(r'"([A-Z][0-9]{3})"', source))
    assert named <= set(codes)
    assert {code[0] for code in codes} == set("BCHIKRSWY")


SELECTED = {
    "one": (["W001"], ("W001",)),
    "a family": (["W"], ("W",)),
    "the beginning of a few": (["W0"], ("W0",)),
    "small letters, blanks and commas": (["w001, h ", ",b001,"], ("W001", "H", "B001")),
    "nothing": ([""], ()),
}


@pytest.mark.parametrize(("words", "codes"), SELECTED.values(), ids=SELECTED)
def test_codes_and_their_beginnings_are_selected(words: list[str], codes: tuple[str, ...]) -> None:
    assert selected(words, "--select") == codes


@pytest.mark.parametrize(
    ("word", "advice"),
    [
        ("W999", "known codes: W001"),
        ("W03", "did you mean `W003`"),
        ("H01", "did you mean `H001`"),
        ("W001W002", "did you mean `W00"),
        ("WOO1", "known codes: W001"),
        ("Y1", "did you mean `Y01"),
        ("S123X", "known codes: S001"),
        ("ZZ", "codes begin with B, C, H, I, S, W, Y"),
        ("ALL", "codes begin with"),
        ("1", "codes begin with"),
    ],
)
def test_a_code_that_there_is_not_stops_the_check(word: str, advice: str) -> None:
    with pytest.raises(UsageError, match=f"--ignore: no code begins with `{word}`") as caught:
        selected(["W001", word.lower()], "--ignore")
    assert advice in caught.value.hint


def test_every_beginning_of_every_code_is_known() -> None:
    assert not any(unknown(code[:end]) for code in ALL for end in range(1, len(code) + 1))
