"""Numbers of other programs: read where one range holds them, named or refused where it does not."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_train.bank.core.model import NumberEntry
from ipt_train.bank.exchange.canvas_write import write_canvas
from ipt_train.bank.exchange.qti_read import read_qti
from ipt_train.bank.exchange.table_read import read_questions
from tests.bank.exchange.items import NUMBERS, TEXTS, item
from tests.bank.exchange.law import alike, data_of
from tests.bank.exchange.test_packages import TYPED, condition, equal, feedback, quiz

QTI = """<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="q" title="q" adaptive="false" timeDependent="false">
<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="{kind}"><correctResponse><value>{key}</value></correctResponse></responseDeclaration>
<itemBody><p>It lasted <textEntryInteraction responseIdentifier="RESPONSE"/> weeks.</p></itemBody>
<responseProcessing>{rule}</responseProcessing></assessmentItem>"""
TEST = '<{test}><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></{name}>'
SET = '<setOutcomeValue identifier="SCORE"><baseValue baseType="float">{score}</baseValue></setOutcomeValue>'


def rule(test: str, *, score: str = "1") -> str:
    compared = TEST.format(test=test, name=test.split(maxsplit=1)[0])
    return f"<responseCondition><responseIf>{compared}{SET.format(score=score)}</responseIf></responseCondition>"


def entry(test: str, *, kind: str = "float", key: str = "12.0") -> bytes:
    return QTI.format(kind=kind, key=key, rule=rule(test)).encode()


IN_QTI: dict[str, tuple[bytes, float, float, list[str]]] = {
    "about": (entry('equal toleranceMode="absolute" tolerance="1 1"'), 12, 1, []),
    "one size": (entry('equal toleranceMode="absolute" tolerance="0.5"'), 12, 0.5, []),
    "two sizes": (entry('equal toleranceMode="absolute" tolerance="1 2"'), 12.5, 1.5, ["a right number that is not in the middle of its range"]),
    "an end that is wrong": (entry('equal toleranceMode="absolute" tolerance="1 1" includeUpperBound="false"'), 12, 1, ["that the end of a range does not count as right"]),
    "exact": (entry('equal toleranceMode="exact"'), 12, 0, []),
    "whole numbers": (entry("match", kind="integer", key="12"), 12, 0, []),
}  # fmt: skip


@pytest.mark.parametrize(("data", "value", "room", "lost"), IN_QTI.values(), ids=IN_QTI)
def test_a_number_of_qti(data: bytes, value: float, room: float, lost: list[str]) -> None:
    drafts, problems = read_qti(data)
    assert problems == []
    found = drafts[0].data
    assert (found["type"], found["value"], found.get("tolerance", 0)) == ("numerical", value, room)
    assert (found["stem"], drafts[0].lost) == ("It lasted _____ weeks.", lost)


NOT_IN_QTI = {
    "per cent": entry('equal toleranceMode="relative" tolerance="5 5"'),
    "a mode of its own": entry('equal toleranceMode="about" tolerance="1"'),
    "no size": entry('equal toleranceMode="absolute"'),
    "a size that is named elsewhere": entry('equal toleranceMode="absolute" tolerance="ROOM"'),
    "a negative size": entry('equal toleranceMode="absolute" tolerance="-1"'),
    "rounded": entry('equalRounded roundingMode="decimalPlaces" figures="1"'),
    "more than": entry("gt"),
    "no rule": QTI.format(kind="float", key="12", rule="").encode(),
    "two rules": QTI.format(kind="float", key="12", rule=rule('equal toleranceMode="exact"') + rule('equal toleranceMode="absolute" tolerance="1"')).encode(),
    "part marks": QTI.format(kind="float", key="12", rule=rule('equal toleranceMode="exact"') + rule('equal toleranceMode="absolute" tolerance="1"', score="0.5")).encode(),
    "several keys": entry('equal toleranceMode="exact"').replace(b"</value>", b"</value><value>3</value>"),
    "no number": entry('equal toleranceMode="exact"', key="twelve"),
}  # fmt: skip


@pytest.mark.parametrize("data", NOT_IN_QTI.values(), ids=NOT_IN_QTI)
def test_a_rule_that_is_not_understood_is_refused(data: bytes) -> None:
    drafts, problems = read_qti(data)
    assert drafts == []
    assert len(problems) == 1


def between(low: str, high: str, names: tuple[str, str] = ("vargte", "varlte")) -> str:
    return (
        f'<{names[0]} respident="r">{low}</{names[0]}><{names[1]} respident="r">{high}</{names[1]}>'
    )


def canvas(*rules: str, more: str = "") -> bytes:
    return quiz("numerical_question", TYPED, "".join(rules), more)


IN_CANVAS: dict[str, tuple[bytes, float, float, list[str]]] = {
    "exact": (canvas(condition(equal("12"), 100)), 12, 0, []),
    "with a margin": (canvas(condition(f"<or>{equal('12')}<and>{between('11.5', '12.5')}</and></or>", 100)), 12, 0.5, []),
    "a range": (canvas(condition(between("1", "5"), 100)), 3, 2, []),
    "with a precision": (canvas(condition(f"<or>{equal('12')}<and>{between('11.5', '12.5', ('vargt', 'varlte'))}</and></or>", 100)), 12, 0.5, ["that the end of a range does not count as right"]),
}  # fmt: skip


@pytest.mark.parametrize(("data", "value", "room", "lost"), IN_CANVAS.values(), ids=IN_CANVAS)
def test_a_number_of_canvas(data: bytes, value: float, room: float, lost: list[str]) -> None:
    drafts, problems = read_qti(data)
    assert problems == []
    found = drafts[0].data
    assert (found["value"], found.get("tolerance", 0), drafts[0].lost) == (value, room, lost)


def test_feedback_to_a_number_of_canvas() -> None:
    rules = [condition(equal("9"), "", "nine", "Yes"), condition(equal("12"), 100, "right")]
    drafts, _ = read_qti(canvas(*rules, more=feedback("nine", "Too few.") + feedback("right", "So it is.")))  # fmt: skip
    assert drafts[0].data["anticipated"] == [{"value": 9, "rationale": "Too few."}]
    assert (drafts[0].data["rationale"], drafts[0].lost) == ("So it is.", [])


@pytest.mark.parametrize(
    "data",
    [
        canvas(condition(equal("3"), 100), condition(equal("9"), 100)),
        canvas(condition(f"<not>{equal('3')}</not>", 100)),
        canvas(condition(between("5", "1"), 100)),
        canvas(condition(f"<or>{equal('1')}{equal('2')}</or>", 100)),
        canvas(condition(equal("12"), 100, go_on="Yes"), condition(between("11", "13"), 50)),
        canvas(condition(equal("many"), 100)),
        canvas(condition('<vargte respident="other">1</vargte><varlte respident="r">5</varlte>', 100)),
    ],
)  # fmt: skip
def test_what_canvas_asks_in_another_way_is_refused(data: bytes) -> None:
    drafts, problems = read_qti(data)
    assert drafts == []
    assert len(problems) == 1


@settings(max_examples=60, deadline=None)
@given(NUMBERS, TEXTS)
def test_law_a_number_comes_back_from_canvas(task: NumberEntry, stem: str) -> None:
    one = item(task, stem, "e")
    data, losses = write_canvas([one], "T", "t")
    assert ("units of a number" in {loss.what for loss in losses}) == bool(task.units)
    drafts, problems = read_qti(data)
    assert problems == []
    names = ("type", "value", "tolerance", "rationale", "anticipated")
    sent = data_of(one)
    back, before = (
        [alike(one.get(name), html=True) for name in names] for one in (drafts[0].data, sent)
    )
    assert back == before


def test_a_number_in_a_table() -> None:
    text = 'stem,key,tolerance,unit,why,option_a,why_a\nHow long?,16,"0,5",weeks; wk,So it is.,12,Another manual.\n'
    drafts, problems = read_questions(text.encode())
    assert problems == []
    assert drafts[0].data == {
        "type": "numerical", "stem": "How long?", "value": 16, "tolerance": 0.5, "units": ["weeks", "wk"], "rationale": "So it is.",
        "anticipated": [{"value": 12, "rationale": "Another manual."}],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("row", "words"),
    [("many,,", "in the column key, `many` is not a number"), ("3,-1,", "below 0"), ("3,x,", "in the column tolerance"), ("3,,few", "in the column option_a")],
)  # fmt: skip
def test_a_row_without_a_number_has_its_line(row: str, words: str) -> None:
    text = f"type,stem,key,tolerance,option_a\nnumerical,How long?,{row}\n"
    drafts, problems = read_questions(text.encode())
    assert drafts == []
    assert (problems[0].line, words in problems[0].message) == (2, True)


@given(st.sampled_from(["16", "0.5"]), st.sampled_from(["9 lives", "", "x" * 31]))
def test_a_unit_that_a_bank_cannot_hold_is_named(key: str, unit: str) -> None:
    text = f"type,stem,key,unit\nnumerical,How long?,{key},{unit}\n"
    drafts, _ = read_questions(text.encode())
    assert drafts[0].data["value"] == float(Decimal(key))
    assert "units" not in drafts[0].data
    assert drafts[0].lost == (["a unit"] if unit else [])
