"""QTI 2.1 packages hold to the rules of the published schema, as far as they use it.

The schema of 1EdTech may not be copied; `schemas/qti-2.1-subset.xsd` says in words of this
project what it says of the elements that we write, closed to everything else.
"""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xmlschema
from hypothesis import given, settings

from ipt_train.bank.model import Item, Vignette
from ipt_train.bank.shelf import Shelf, check
from ipt_train.exchange.qti_write import write_qti
from tests.exchange.test_laws import banks

ROOT = Path(__file__).parent.parent.parent
SCHEMAS = Path(__file__).parent / "schemas"
QTI = xmlschema.XMLSchema11(SCHEMAS / "qti-2.1-subset.xsd")
PACKAGE = xmlschema.XMLSchema11(SCHEMAS / "imscp-subset.xsd")


def members(entries: list[Item | Vignette]) -> dict[str, str]:
    """The documents of a package by their names."""
    data, _ = write_qti(entries, "A title")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


def faults(documents: dict[str, str]) -> list[str]:
    return [
        f"{name}: {error.path} {error.reason}"
        for name, text in documents.items()
        for error in (PACKAGE if name == "imsmanifest.xml" else QTI).iter_errors(text)
    ]


def test_the_shipped_banks_hold(tmp_path: Path) -> None:
    shelf = Shelf(banks=(ROOT / "question_banks",), schemas=ROOT / "schemas", cache=tmp_path)
    documents = members(list(check(shelf, []).library().entries()))
    assert len(documents) > 600
    assert faults(documents) == []


@settings(max_examples=40, deadline=None)
@given(banks())
def test_whatever_a_bank_holds(entries: list[Any]) -> None:
    assert faults(members(entries)) == []


NS = 'xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1"'
DECLARED = '<responseDeclaration identifier="R" cardinality="single" baseType="identifier"/>'
BODY = '<itemBody><p>Which?</p><choiceInteraction responseIdentifier="R"><simpleChoice identifier="a">A</simpleChoice></choiceInteraction></itemBody>'
FEEDBACK = (
    '<modalFeedback outcomeIdentifier="F" identifier="a" showHide="show"><p>Why</p></modalFeedback>'
)
GOOD = f'<assessmentItem {NS} identifier="i" title="t" timeDependent="false">{DECLARED}{BODY}{FEEDBACK}</assessmentItem>'
BROKEN = {
    "body before declaration": (DECLARED + BODY, BODY + DECLARED),
    "feedback before body": (BODY + FEEDBACK, FEEDBACK + BODY),
    "no timeDependent": (' timeDependent="false"', ""),
    "no cardinality": (' cardinality="single"', ""),
    "unknown cardinality": ('"single"', '"one"'),
    "unknown type": ('baseType="identifier"', 'baseType="text"'),
    "bare text in the body": ("<p>Which?</p>", "Which?"),
    "an id that begins with a digit": ('simpleChoice identifier="a"', 'simpleChoice identifier="1a"'),
    "no response named": (' responseIdentifier="R"', ""),
    "unknown showHide": ('showHide="show"', 'showHide="yes"'),
    "an element of HTML 5": ("<p>Which?</p>", "<section><p>Which?</p></section>"),
    "no choice": ('<simpleChoice identifier="a">A</simpleChoice>', ""),
    "an entry for what is not declared": ("<p>Which?</p>", '<p>Which <textEntryInteraction responseIdentifier="S"/>?</p>'),
}  # fmt: skip


def test_the_schema_takes_what_is_right() -> None:
    assert faults({"item": GOOD}) == []


@pytest.mark.parametrize("name", BROKEN)
def test_the_schema_refuses_what_is_wrong(name: str) -> None:
    good, bad = BROKEN[name]
    assert good in GOOD
    assert faults({"item": GOOD.replace(good, bad, 1)}) != []
