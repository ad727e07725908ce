"""Every place that tells types of question apart knows all of them, or says which it leaves to its rest.

A new type is added to ``ItemType`` and its interaction to the model; then these tests fail with the
names of the places that are still to be written.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from typing import get_args

import pytest

from ipt_train.bank.core.model import Interaction
from ipt_train.vocabulary import ItemType
from tests.conftest import ROOT

CLASSES = {one.__name__ for one in get_args(Interaction)}
TYPES = {str(one) for one in ItemType} - {"vignette"}
NAMES = {one.name: str(one) for one in ItemType if str(one) in TYPES}

LEFT = {
    "bank/core/compile.py: _CREDIT": "single-best-answer true-false short-answer numerical",
    "bank/core/item_view.py: _CHOICES": "true-false short-answer numerical ordering matching cloze",
    "bank/core/type_integrity.py: BY_TYPE": "true-false",
    "bank/exchange/canvas_write.py: _KINDS": "Choice Ordering",
    "bank/exchange/canvas_write.py: _item": "Ordering",
    "bank/exchange/canvas_write.py: _losses": "TrueFalse TextEntry Ordering",
    "bank/exchange/gift_write.py: _parts_lost": "TrueFalse TextEntry Ordering",
    "bank/exchange/card_data.py: _RIGHT_OR_WRONG": "multiple-response ordering matching cloze",
    "bank/exchange/label.py: _ONLY": "true-false short-answer numerical",
    "bank/exchange/moodle_field.py: _BY_TYPE": "single-best-answer multiple-response true-false short-answer",
    "bank/exchange/moodle_read.py: _draft": "single-best-answer multiple-response true-false short-answer",
    "bank/exchange/moodle_write.py: _item": "Cloze",
    "bank/exchange/moodle_write.py: _losses": "TrueFalse TextEntry NumberEntry",
    "bank/exchange/qti_item.py: _processing": "TextEntry Matching Cloze",
    "bank/exchange/table_write.py: _row": "multiple-response ordering matching cloze",
    "course/core/printed_answer.py: read_printed": "single-best-answer multiple-response ordering",
    "course/operation/item_figures.py: _options": "TextEntry NumberEntry Ordering Matching Cloze",
    "exam/core/answer.py: _options": "multiple-response true-false short-answer numerical matching cloze",
    "exam/core/answer.py: fault_of": "single-best-answer multiple-response ordering",
    "exam/core/answer_lines.py: _key_lines": "Choice TrueFalse",
    "exam/core/answer_lines.py: answer_lines": "TextEntry NumberEntry Ordering Matching Cloze",
    "exam/core/assemble.py: MARKED_BY_KEY": "short-answer cloze",
    "exam/core/key.py: rivals_of": "Choice TrueFalse NumberEntry Ordering Matching",
    "exam/core/keyless.py: _interaction": "single-best-answer multiple-response",
    "exam/core/paper.py: _question": "Choice TrueFalse TextEntry Ordering",
    "exam/core/paper.py: prompt_labels": "Choice TrueFalse TextEntry NumberEntry Ordering",
    "exam/core/shown_order.py: _options": "TextEntry NumberEntry Matching Cloze",
    "study/core/presentation.py: Presentation._checked": "TextEntry NumberEntry Cloze",
    "study/core/presentation.py: _TYPED": "Choice TrueFalse Ordering Matching",
    "study/core/presentation.py: present": "TextEntry NumberEntry Cloze",
    "study/core/typed.py: near_miss": "Choice TrueFalse NumberEntry Ordering Matching",
    "study/screen/question.py: show_task": "Choice TrueFalse TextEntry NumberEntry Ordering",
}
"""Places that tell some types apart, and which they leave to their rest because nothing is to be done for them."""
PAGES = {
    "sitting.html": "single-best-answer true-false short-answer cloze",
    "questions.html": "single-best-answer short-answer cloze",
    "print.html": "single-best-answer short-answer cloze",
    "sitting.js": "single-best-answer multiple-response short-answer cloze",
}
"""The parts of the page of an exam, and which types they leave to their rest."""


def _named(node: ast.AST) -> str:
    """Return the class or the type of question that a node names; an empty text for anything else."""
    if isinstance(node, ast.Name) and node.id in CLASSES:
        return node.id
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return NAMES.get(node.attr, "") if node.value.id == "ItemType" else ""
    return node.value if isinstance(node, ast.Constant) and node.value in TYPES else ""


def _told_apart(node: ast.AST) -> Iterator[str]:
    """Yield the classes and types that one statement tells apart."""
    if isinstance(node, ast.Match):
        for case in node.cases:
            for part in ast.walk(case.pattern):
                if isinstance(part, ast.MatchClass):
                    yield _named(part.cls)
                elif isinstance(part, ast.MatchValue):
                    yield _named(part.value)
    elif isinstance(node, ast.Dict):
        yield from (_named(key) for key in node.keys if key is not None)
    elif isinstance(node, ast.Set | ast.Tuple | ast.List):
        yield from map(_named, node.elts)


@cache
def places() -> dict[str, set[str]]:
    """Return the places that tell at least two apart: the module, the function or name, and what it knows."""
    found: dict[str, set[str]] = {}
    for path in sorted((ROOT / "ipt_train").rglob("*.py")):
        text = path.read_text()
        if not any(word in text for word in (*CLASSES, "ItemType", *TYPES)):
            continue
        for name, node in _tops(ast.parse(text)):
            for part in ast.walk(node):
                known = {one for one in _told_apart(part) if one}
                if len(known) > 1:
                    place = f"{path.relative_to(ROOT / 'ipt_train')}: {name}"
                    found[place] = found.get(place, set()) | known
    return found


def _tops(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef):
                    yield f"{node.name}.{inner.name}", inner
        elif isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            yield ast.unparse(target), node


def _missing(known: set[str]) -> set[str]:
    """Return what a place that knows some does not know, of classes or of types, whichever it names."""
    return {one for every in (CLASSES, TYPES) if known & every for one in every - known}


@pytest.mark.parametrize("place", sorted({*places(), *LEFT}))
def test_every_place_knows_every_type(place: str) -> None:
    known = places().get(place)
    assert known, f"{place} tells no types apart any more: take it out of LEFT"
    left = set(LEFT.get(place, "").split())
    assert _missing(known) == left, f"{place} forgets a type, or leaves one out that it knows"


@pytest.mark.parametrize("name", PAGES)
def test_every_part_of_a_page_knows_every_type(name: str) -> None:
    text = (ROOT / "ipt_train" / "exam" / "exchange" / "templates" / name).read_text()
    known = {one for one in TYPES if re.search(rf"[\"']{one}[\"']", text)}
    assert TYPES - known == set(PAGES[name].split()), f"{name} forgets a type"


def test_contributing_names_every_place() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text()
    section = text.partition("### An item type")[2].partition("\n### ")[0]
    modules = {place.partition(":")[0] for place in places()} | {f"exam/exchange/templates/{name}" for name in PAGES}  # fmt: skip
    paths = [one.rpartition("/") for one in sorted(modules)]
    forgotten = [
        f"{folder}/{name}"
        for folder, _, name in paths
        if f"`{name}`" not in section or f"`ipt_train/{folder}/`" not in section
    ]
    assert forgotten == []


def test_a_place_that_forgets_a_type_is_named() -> None:
    tree = ast.parse("def show(task):\n match task:\n  case Choice(): pass\n  case Ordering() | Cloze(): pass")  # fmt: skip
    known = {one for part in ast.walk(tree) for one in _told_apart(part)}
    assert _missing(known) == CLASSES - {"Choice", "Ordering", "Cloze"}
