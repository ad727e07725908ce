"""Findings of the schema: the right sentence at the right place, and one truth for editors and checker."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.schema import load_schema
from ipt_train.bank.rules.explain import explanations
from ipt_train.bank.source.source import parse
from tests.conftest import BANK, ROOT

TEXTS = [
    (ROOT / "schemas" / f"{name}.schema.json").read_bytes()
    for name in ("bank", "bibliography", "blueprint")
]
SCHEMA = load_schema(TEXTS)
WITHOUT = load_schema(TEXTS, quick=False)
EDITOR = Draft202012Validator(json.loads((ROOT / "schemas" / "bank.schema.json").read_text()))
GOOD = (BANK / "sample.yaml").read_text()


def problems(text: str) -> list[Finding]:
    document = parse(text.encode())
    assert not document.findings, document.findings
    return list(SCHEMA.problems(document.tree))


def changed(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new, 1)


def place(text: str, words: str) -> tuple[int, int]:
    index = text.index(words)
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


MISTAKES = {
    "wrong key, near a required one": ("    stem: Which option is right in one?", "    stm: Which?", "S004", "stm", "`stem`"),
    "another word for a key": ("        key: true", "        correct: true", "S004", "correct", "`key`"),
    "a word of its own": ("    level: remember", "    level: remember\n    wobble: 1", "S003", "wobble", "wobble"),
    "missing key": ("    explanation: What to remember.\n", "", "S002", "id: one", "explanation"),
    "unknown type": ("type: single-best-answer", "type: single-best-answr", "S006", "single-best-answr", "`single-best-answer`"),
    "unknown domain": ("\ndomain: history", "\ndomain: histroy", "S006", "histroy", "`history`"),
    "unknown level": ("level: remember", "level: recall", "S006", "recall", "level"),
    "number for text": ("text: Option a", "text: 12", "S005", "12", "not text"),
    "list for text": ("text: Option a", "text: [a]", "S005", "[a]", "a list"),
    "decimal revision": ("revision: 1\n", "revision: 1.10\n", "S005", "1.10", "whole number"),
    "revision zero": ("revision: 1\n", "revision: 0\n", "S009", "0\n    type", "at least 1"),
    "empty text": ("text: Option a", "text: ''", "S010", "''", "empty"),
    "blank text": ("text: Option a", "text: '  '", "S010", "'  '", "empty"),
    "nothing after the colon": ("text: Option a", "text:", "S010", None, "empty"),
    "wrong form of an id": ("id: one\n", "id: One two\n", "S007", "One two", "id"),
    "no references": ("references: [R01]", "references: []", "S008", "[]", "at least 1"),
    "a reference twice": ("references: [R01]", "references: [R01, R01]", "S011", "[R01, R01]", "twice"),
    "a fact of the wrong form": ("facts: [F001]", "facts: [fact one]", "S007", "fact one", "facts"),
    "unknown format": ("format: ipt-bank/1", "format: ipt-bank/9", "S001", "ipt-bank/9", "unknown"),
    "a step that is a vignette": ("      - id: case-sample-1\n        revision: 1\n        type: single-best-answer",
                                  "      - id: case-sample-1\n        revision: 1\n        type: vignette", "S006", None, "type"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "words", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_gives_one_finding_at_its_place(
    old: str, new: str, code: str, words: str | None, said: str
) -> None:
    text = changed(old, new)
    found = problems(text)
    assert [finding.code for finding in found] == [code]
    assert said in found[0].message
    if words:
        assert (found[0].line, found[0].column) == place(text, words)
    assert found[0].code in explanations()


def test_the_item_is_named() -> None:
    assert problems(changed("level: remember", "level: recall"))[0].item == "one"


def test_a_document_that_is_a_list_is_refused() -> None:
    assert [finding.code for finding in problems("- a\n- b\n")] == ["S005"]


def test_every_property_has_a_description() -> None:
    def visit(schema: Any, path: str) -> None:
        if isinstance(schema, dict):
            for name, value in schema.get("properties", {}).items():
                assert "$ref" in value or value.get("description"), f"{path}/{name}"
            for name, value in schema.items():
                if name != "if":  # a condition says nothing to an author
                    visit(value, f"{path}/{name}")
        elif isinstance(schema, list):
            for number, part in enumerate(schema):
                visit(part, f"{path}/{number}")

    for file in (ROOT / "schemas").glob("*.json"):
        content = json.loads(file.read_text())
        Draft202012Validator.check_schema(content)
        for name, definition in content["$defs"].items():
            assert definition.get("description"), name
        visit(content, file.name)


def editor_accepts(data: object) -> bool:
    return EDITOR.is_valid(data)


SAMPLE = json.loads(json.dumps(parse(GOOD.encode()).tree))
PATHS = st.lists(st.integers(0, 30), min_size=1, max_size=6)
JUNK = st.sampled_from(
    [
        None,
        "",
        "x",
        0,
        3,
        1.5,
        True,
        [],
        ["a", "a"],
        {},
        {"id": "a"},
        "single-best-answer",
        "vignette",
    ]
)


@given(PATHS, JUNK, st.sampled_from(["set", "drop", "add"]))
def test_editor_schema_and_checker_accept_the_same_documents(
    path: list[int], junk: object, how: str
) -> None:
    """Any one change to a sound bank is judged alike by the bundled schema and by the checker."""
    data = json.loads(json.dumps(SAMPLE))
    node: Any = data
    for step in path:
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        if not keys:
            break
        key = keys[step % len(keys)]
        if isinstance(node[key], dict | list) and step != path[-1]:
            node = node[key]
            continue
        if how == "set":
            node[key] = junk
        elif how == "drop":
            del node[key]
        elif isinstance(node, dict):
            node["extra"] = junk
        else:
            node.append(junk)
        break
    document = parse(json.dumps(data).encode())
    assert not document.findings
    found = list(SCHEMA.problems(document.tree))
    assert editor_accepts(data) == (not found)
    assert found == list(WITHOUT.problems(document.tree))  # the accelerator changes no verdict


def test_shipped_documents_name_their_schema() -> None:
    for file in sorted(Path(ROOT / "question_banks").glob("*.yaml")):
        assert file.read_text().startswith("# yaml-language-server: $schema=../schemas/"), file.name
