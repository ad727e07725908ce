"""The quick reader says nothing but what the strict reader says, or leaves the file to it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ipt_train.bank.core.selection import Selection
from ipt_train.bank.core.tree import Mapping, Node, Place, Sequence
from ipt_train.bank.source import glance as module
from ipt_train.bank.source.glance import MistakenError, glance
from ipt_train.bank.source.shelf import Shelf, check
from ipt_train.bank.source.source import parse
from tests.bank.test_pitfalls import REFUSED
from tests.conftest import ROOT

BANKS = sorted((ROOT / "question_banks").glob("*.yaml"))
BRACES = {"excerpts.yaml", "fidelity-forms.yaml"}
"""Written with mappings in braces, which are left to the strict reader."""

ENTRIES = [
    "items:\n" + entry
    for file in BANKS
    for entry in re.split(r"^(?=  - id:)", file.read_text(encoding="utf-8"), flags=re.M)[1:]
]
WORDS = [
    "#",
    "[",
    "]",
    "{",
    "}",
    "[]",
    "{}",
    "[a,b]",
    "{a:b}",
    "[a,,b]",
    "[,]",
    ",",
    ">",
    "|",
    ">-",
    "%%",
    "@",
    "`",
    "&",
    "&a",
    "*",
    "*a",
    "!",
    "!a",
    "?",
    "<<",
    "\\",
    "=",
    "~",
    "null",
    "true",
    "True",
    "yes",
    "1",
    "01",
    "1_0",
    "0x1",
    "0o7",
    "1e3",
    ".5",
    "1.",
    "-",
    "+",
    ".inf",
    "12:30",
    "2001-01-01",
    "99999999999999999",
    "---",
    "...",
    "|2",
    ":",
    "::",
    "a:b",
    "'",
    "''",
    '"',
    '""',
    '"a"',
    "é",
]
GAPS = [
    "",
    " ",
    "  ",
    "\n",
    "\n  ",
    "\n      ",
    "\n\n",
    ": ",
    "- ",
    "\t",
    "\r",
    "\u00a0",
    "\u200b",
    "\u202e",
    "\ufeff",
]
PIECES = st.builds(
    "".join, st.tuples(st.sampled_from(GAPS), st.sampled_from(["", *WORDS]), st.sampled_from(GAPS))
)
"""What parsers are known to differ on, with any space around it."""


@st.composite
def edited(draw: st.DrawFn) -> str:
    """A few lines of a shipped file, with pieces put in and taken out."""
    text = draw(st.sampled_from(ENTRIES))
    lines = text.split("\n")
    first = draw(st.integers(1, max(1, len(lines) - 3)))
    text = "\n".join([*lines[:2], *lines[first : first + draw(st.integers(1, 12))]]) + "\n"
    for _ in range(draw(st.integers(0, 3))):
        begin = draw(st.integers(0, len(text)))
        text = text[:begin] + draw(PIECES) + text[begin + draw(st.sampled_from([0, 0, 0, 1, 5])) :]
    return text


@settings(max_examples=1500, deadline=None)
@given(edited())
@example("a: >-\n\n\n")
@example("items:\n  - why: |\n\n")
@example("items:\n  - 12:30: x\n")
@example("items:\n  - [RP9312:30]\n")
def test_what_is_read_quickly_is_what_is_read_strictly(text: str) -> None:
    skimmed = glance(text.encode())
    if skimmed is not None:
        document = parse(text.encode())
        assert document.findings == ()
        assert repr(skimmed) == repr(document.tree)  # 1 and True are equal, and not the same


@pytest.mark.parametrize("name", REFUSED)
def test_no_pitfall_is_read_quickly(name: str) -> None:
    data = REFUSED[name][0]
    assert glance(data if isinstance(data, bytes) else data.encode()) is None


@pytest.mark.parametrize(
    "text", ["a:\n" + "- " * 200_000 + "x\n", "".join(" " * i + "a:\n" for i in range(400))]
)
def test_depth_is_left_to_the_strict_reader(text: str) -> None:
    assert glance(text.encode()) is None


@pytest.mark.parametrize("file", BANKS, ids=lambda file: file.name)
def test_a_shipped_file_is_read_quickly_and_every_place_is_found(file: Path) -> None:
    data = file.read_bytes()
    strict = parse(data).tree
    skimmed = glance(data)
    if file.name in BRACES:
        assert skimmed is None
        return
    assert skimmed is not None and skimmed.known("id") == (1, 1, 1, 1)
    assert skimmed == strict
    entries = [
        entry for value in skimmed.values() if isinstance(value, Sequence) for entry in value
    ]
    for entry in (*entries, skimmed):  # each entry by itself first, then what is around them
        if isinstance(entry, Mapping):
            assert entry.place
    assert list(places(skimmed)) == list(places(strict))


def places(node: Node) -> Iterator[Place]:
    """All places of a tree."""
    if isinstance(node, Mapping):
        yield from (node.place, *node.key_places.values(), *node.value_places.values())
        for value in node.values():
            yield from places(value)
    elif isinstance(node, Sequence):
        yield from (node.place, *node.places)
        for value in node:
            yield from places(value)


@pytest.mark.parametrize("indent", ["", "  ", "    "])
@pytest.mark.parametrize("comment", ["", "# a list\n", "\n  # a list\n\n"])
def test_an_entry_is_told_apart_however_the_list_stands(indent: str, comment: str) -> None:
    text = f"a: b\nitems:\n{comment}{indent}- id: x\n{indent}  text: >-\n{indent}    one\n\n{indent}- id: y\nz: 1\n"
    skimmed = glance(text.encode())
    assert skimmed is not None
    last = skimmed["items"][1].value_places["id"]
    strict = parse(text.encode()).tree
    assert isinstance(strict, Mapping)
    assert last == strict["items"][1].value_places["id"]
    assert skimmed.known("id") == (1, 1, 1, 1)  # nothing else had to be read again


def test_a_reader_that_errs_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.yaml_rs, "loads", lambda text: {"items": [{"id": "z"}]})
    skimmed = glance(b"items:\n  - id: y\n")
    assert skimmed is not None
    with pytest.raises(MistakenError):
        _ = skimmed["items"][0].place


FLAWS = {
    "a flaw of writing": ("text: Grief", "text: None of the above"),
    "a schema mistake": ("level: apply", "level: aply"),
    "a reference to nothing": ("references: [RP10", "references: [RP999"),
    "an id that appears twice": (
        "id: techniques-three-entries-so-far",
        "id: techniques-sister-on-sundays",
    ),
    "a syntax error": ("level: apply", "level: apply: x"),
}


@pytest.mark.parametrize("flaw", FLAWS)
def test_a_check_finds_the_same_with_and_without_it(
    flaw: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = Shelf(
        banks=(ROOT / "question_banks",), schemas=ROOT / "schemas", cache=tmp_path / "cache"
    )
    good, bad = FLAWS[flaw]
    text = (ROOT / "question_banks" / "techniques.yaml").read_text(encoding="utf-8")
    assert good in text or flaw == "a flaw of writing"
    if flaw == "a flaw of writing":
        text = re.sub(r"(?<=        text: )[A-Z][^\n>]*\n", "None of the above\n", text, count=1)
    file = tmp_path / "techniques.yaml"
    file.write_text(text.replace(good, bad, 1), encoding="utf-8")
    chosen = Selection(lint=True)
    quick = check(shelf, [file], selection=chosen, use_cache=False)
    monkeypatch.setattr(module, "yaml_rs", None)
    strict = check(shelf, [file], selection=chosen, use_cache=False)
    assert strict.findings
    assert quick.findings == strict.findings
