"""QTI 2.1 packages hold to the rules of the published schemas, as far as they use them.

Those schemas may not be copied; `schemas/` says in words of this project what they say of the
elements that we write, closed to everything else (its README tells what was read).
"""

import dataclasses
import io
import zipfile
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import xmlschema
from hypothesis import given, settings

from ipt_train.bank.core.model import (
    Choice,
    Cloze,
    Gap,
    Item,
    Matching,
    NumberEntry,
    Option,
    Ordering,
    Prompt,
    TextEntry,
    Vignette,
)
from ipt_train.bank.exchange.qti_write import write_qti
from ipt_train.bank.source.shelf import Shelf, check
from ipt_train.vocabulary import ItemId, ItemType
from tests.bank.exchange.items import item
from tests.bank.exchange.test_laws import PICTURE, banks
from tests.conftest import ROOT

SCHEMAS = Path(__file__).parent / "schemas"
QTI = xmlschema.XMLSchema11(SCHEMAS / "qti-2.1-subset.xsd")
PACKAGE = xmlschema.XMLSchema11(SCHEMAS / "imscp-subset.xsd")


def members(entries: Iterable[Item | Vignette]) -> dict[str, str]:
    """The documents of a package by their names."""
    data, _ = write_qti(entries, "A title")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        documents = [name for name in package.namelist() if name.endswith(".xml")]
        return {name: package.read(name).decode() for name in documents}


def faults(documents: dict[str, str]) -> list[str]:
    return [
        f"{name}: {error.path} {error.reason}"
        for name, text in documents.items()
        for error in (PACKAGE if name == "imsmanifest.xml" else QTI).iter_errors(text)
    ]


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> list[Item | Vignette]:
    """All entries that are shipped: items of every type, and cases. Drills are not exported."""
    cache = tmp_path_factory.mktemp("cache")
    shelf = Shelf(banks=(ROOT / "question_banks",), schemas=ROOT / "schemas", cache=cache)
    return list(check(shelf, []).library().entries())


def test_the_shipped_banks_hold(shipped: list[Item | Vignette]) -> None:
    items = [
        one for each in shipped for one in (each.steps if isinstance(each, Vignette) else (each,))
    ]
    assert {one.type for one in items} == set(ItemType) - {ItemType.NUMERICAL, ItemType.VIGNETTE}
    assert {one.type for one in items if one.vignette} > {ItemType.SINGLE_BEST_ANSWER}
    documents = members(shipped)
    assert len(documents) == len(items) + 2
    assert faults(documents) == []


@settings(max_examples=40, deadline=None)
@given(banks())
def test_whatever_a_bank_holds(entries: list[Any]) -> None:
    assert faults(members(entries)) == []


def test_the_schemas_name_nothing_that_is_not_written(shipped: list[Item | Vignette]) -> None:
    written = set(used([*members(shipped).values(), *GOOD.values()]))
    for file in ("qti-2.1-subset.xsd", "imscp-subset.xsd", "imsmd-subset.xsd"):
        for one in ET.parse(SCHEMAS / file).iter():
            kind, name = one.tag.rsplit("}", 1)[-1], one.get("name") or one.get("value") or ""
            if kind in ("element", "attribute", "enumeration") and name:
                assert (kind, name) in written, file


def used(documents: Iterable[str]) -> Iterator[tuple[str, str]]:
    for document in documents:
        for one in ET.fromstring(document).iter():
            yield "element", one.tag.rsplit("}", 1)[-1]
            yield "enumeration", one.text or ""
            for name, value in one.attrib.items():
                yield from (("attribute", name), ("enumeration", value))


def options(*texts: str) -> tuple[Option, ...]:
    return tuple(
        Option(id=text, text=text, rationale=f"why {text}", key=not n)
        for n, text in enumerate(texts)
    )


TASKS = {
    "choice": Choice(options=options("a", "b")),
    "several": Choice(options=options("a", "b"), multiple=True),
    "order": Ordering(sequence=options("a", "b")),
    "match": Matching(
        prompts=(Prompt(id="p", text="P", key="a", rationale="why"),), options=options("a", "b")
    ),
    "number": NumberEntry(value=Decimal("16.5"), tolerance=Decimal("0.5"), rationale="why"),
    "entry": TextEntry(accepted=("grief",), rationale="why"),
    "cloze": Cloze(passage="On {{g}}.", gaps=(Gap(id="g", accepted=("people",), rationale="why"),)),
}
STEPS = tuple(
    dataclasses.replace(
        item(task, "Which?", "Because.", picture=PICTURE if name == "order" else None),
        id=ItemId(name),
    )
    for name, task in TASKS.items()
)
FIRST = STEPS[0]
CASE = Vignette(
    id=ItemId("a-case"), bank=FIRST.bank, revision=1, title="A case", domain=FIRST.domain, phase="initial",
    problem_areas=("grief",), case="She came.", steps=STEPS[:2], debrief="So.", references=("R01",), facts=("F001",),
    certainty=FIRST.certainty, status=FIRST.status,
)  # fmt: skip
GOOD = members([*STEPS[2:], CASE])

CHOICE, SEVERAL, ORDER, MATCH, NUMBER, ENTRY, CLOZE = (f"items/{name}.xml" for name in TASKS)
OUTCOME = '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float" />'
BODY, TEST, MANIFEST = "<itemBody><p>Which?</p>", "test.xml", "imsmanifest.xml"
BROKEN = {
    "an outcome before the body, twice": (CHOICE, BODY, OUTCOME + BODY, "('SCORE',)"),
    "feedback before the body": (CHOICE, BODY, '<modalFeedback outcomeIdentifier="FEEDBACK" identifier="z" showHide="show"><p>x</p></modalFeedback>' + BODY, "Unexpected child with tag"),
    "a picture without words": (ORDER, ' alt="', ' title="', "missing required attribute 'alt'"),
    "no timeDependent": (CHOICE, ' timeDependent="false"', "", "missing required attribute 'timeDependent'"),
    "no title": (CHOICE, ' title="choice"', "", "missing required attribute 'title'"),
    "no cardinality": (CHOICE, ' cardinality="single" baseType="identifier"', ' baseType="identifier"', "missing required attribute 'cardinality'"),
    "an unknown cardinality": (CHOICE, 'cardinality="single" baseType="identifier"', 'cardinality="one" baseType="identifier"', "cardinality='one'"),
    "an unknown base type": (ENTRY, 'baseType="string"', 'baseType="text"', "baseType='text'"),
    "bare text in the body": (CHOICE, "<p>Which?</p>", "Which?", "character data between"),
    "bare text beside choices": (CHOICE, "<simpleChoice", "Choose: <simpleChoice", "character data between"),
    "bare text in feedback": (CHOICE, "<p>Because.</p>", "Because.", "character data between"),
    "bare text in a passage": (CLOZE, "<blockquote>", "<blockquote>On ", "character data between"),
    "an entry that is no part of a paragraph": (ENTRY, '<p><textEntryInteraction responseIdentifier="RESPONSE" /></p>', '<textEntryInteraction responseIdentifier="RESPONSE" />', "Unexpected child with tag"),
    "an element of HTML 5": (CHOICE, "<p>Which?</p>", "<section><p>Which?</p></section>", "Unexpected child with tag"),
    "a choice that begins with a digit": (CHOICE, 'simpleChoice identifier="b"', 'simpleChoice identifier="1"', "identifier='1'"),
    "a choice twice": (CHOICE, 'simpleChoice identifier="b"', 'simpleChoice identifier="a"', "duplicated value ('a',)"),
    "a name with a blank": (CHOICE, 'identifier="choice"', 'identifier="a choice"', "identifier='a choice'"),
    "no response named": (CHOICE, 'Interaction responseIdentifier="RESPONSE"', "Interaction", "missing required attribute 'responseIdentifier'"),
    "a response that is not declared": (CHOICE, 'Interaction responseIdentifier="RESPONSE"', 'Interaction responseIdentifier="ANSWER"', "('ANSWER',) not found"),
    "an entry for what is not declared": (CLOZE, 'responseIdentifier="GAP-g"', 'responseIdentifier="GAP-h"', "IDREF 'GAP-h' not found"),
    "an outcome that is not declared": (CHOICE, 'setOutcomeValue identifier="SCORE"', 'setOutcomeValue identifier="GRADE"', "('GRADE',) not found"),
    "feedback on what is not declared": (CHOICE, 'outcomeIdentifier="FEEDBACK"', 'outcomeIdentifier="WHY"', "('WHY',) not found"),
    "feedback of one name twice": (CHOICE, 'identifier="_explanation" showHide', 'identifier="a" showHide', "duplicated value ('a',)"),
    "a key that is no choice": (CHOICE, "<value>a</value>", "<value>c</value>", "assertion test is false"),
    "a pair that is no pair": (MATCH, "<value>p-p o-a</value>", "<value>o-a p-p</value>", "assertion test is false"),
    "several choices of a single response": (CHOICE, 'maxChoices="1"', 'maxChoices="0"', "assertion test is false"),
    "a negative number of choices": (SEVERAL, 'maxChoices="0"', 'maxChoices="-1"', "maxChoices='-1'"),
    "an order that is not ordered": (ORDER, 'cardinality="ordered"', 'cardinality="multiple"', "assertion test is false"),
    "three sets to match": (MATCH, "</matchInteraction>", '<simpleMatchSet><simpleAssociableChoice identifier="q" matchMax="1">x</simpleAssociableChoice></simpleMatchSet></matchInteraction>', "Unexpected child with tag"),
    "no limit of matches": (MATCH, 'identifier="p-p" matchMax="1"', 'identifier="p-p"', "missing required attribute 'matchMax'"),
    "a number that is none": (NUMBER, "<value>16.5</value>", "<value>sixteen</value>", "assertion test is false"),
    "a number of an unknown type": (NUMBER, 'baseType="float"><correct', 'baseType="decimal"><correct', "baseType='decimal'"),
    "an unknown mode of tolerance": (NUMBER, 'toleranceMode="absolute"', 'toleranceMode="about"', "toleranceMode='about'"),
    "a tolerance below nothing": (NUMBER, 'tolerance="0.5 0.5"', 'tolerance="-1 1"', "tolerance"),
    "no tolerance": (NUMBER, ' tolerance="0.5 0.5"', "", "missing required attribute 'tolerance'"),
    "a mark that is no number": (ENTRY, 'mappedValue="1"', 'mappedValue="all"', "mappedValue='all'"),
    "a mapping without entries": (CLOZE, '<mapEntry mapKey="people" mappedValue="1" caseSensitive="false" />', "", "not complete"),
    "an unknown shuffle": (CHOICE, 'shuffle="true"', 'shuffle="yes"', "shuffle='yes'"),
    "an unknown showHide": (CHOICE, 'showHide="show"', 'showHide="yes"', "showHide='yes'"),
    "an unknown attribute": (CHOICE, "<itemBody>", '<itemBody colour="red">', "'colour' attribute"),
    "another namespace": (CHOICE, "imsqti_v2p1", "imsqti_v2p2", "not an element of the schema"),
    "a test without a part": (TEST, "testPart", "part", "Unexpected child with tag"),
    "an unknown way through": (TEST, 'navigationMode="linear"', 'navigationMode="forward"', "navigationMode='forward'"),
    "no way to hand in": (TEST, ' submissionMode="individual"', "", "missing required attribute 'submissionMode'"),
    "a section that is not said to be seen": (TEST, ' visible="true"', "", "missing required attribute 'visible'"),
    "a rubric for nobody": (TEST, ' view="candidate"', "", "missing required attribute 'view'"),
    "a rubric for an unknown reader": (TEST, 'view="candidate"', 'view="learner"', "view='learner'"),
    "a rubric after the items": (TEST, "</assessmentSection></testPart>", '<rubricBlock view="candidate"><p>x</p></rubricBlock></assessmentSection></testPart>', "Unexpected child with tag"),
    "a reference to nothing": (TEST, ' href="items/order.xml"', "", "missing required attribute 'href'"),
    "one name for two parts of a test": (TEST, 'identifier="ref-order"', 'identifier="ref-match"', "duplicated value ('ref-match',)"),
    "a section called like its test": (TEST, 'identifier="case-a-case"', 'identifier="test"', "duplicated value ('test',)"),
    "no organizations": (MANIFEST, "<organizations />", "", "Unexpected child with tag"),
    "resources before organizations": (MANIFEST, "<organizations /><resources>", "<resources><organizations />", "Unexpected child with tag"),
    "another kind of package": (MANIFEST, "QTIv2.1 Package", "IMS Content", "QTIv2.1 Package"),
    "a resource of an unknown type": (MANIFEST, 'type="imsqti_item_xmlv2p1"', 'type="item"', "type='item'"),
    "a resource twice": (MANIFEST, 'resource identifier="res-order"', 'resource identifier="res-match"', "identifier='res-match'"),
    "a dependency on nothing": (MANIFEST, 'identifierref="res-order"', 'identifierref="res-none"', "IDREF 'res-none' not found"),
    "a file without a name": (MANIFEST, '<file href="test.xml" />', "<file />", "missing required attribute 'href'"),
    "a keyword that is bare text": (MANIFEST, "<imsmd:langstring>objective:o</imsmd:langstring>", "objective:o", "character data between"),
    "metadata of another namespace": (MANIFEST, "xsd/imsmd_v1p2", "xsd/imsmd_v1p3", "imsmd:lom"),
}  # fmt: skip


def test_the_schemas_take_what_is_right() -> None:
    assert faults(GOOD) == []


@pytest.mark.parametrize("name", BROKEN)
def test_the_schemas_refuse_what_is_wrong(name: str) -> None:
    member, good, bad, why = BROKEN[name]
    assert good in GOOD[member]
    assert why in " ".join(faults({member: GOOD[member].replace(good, bad)}))
