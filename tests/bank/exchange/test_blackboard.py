"""Questions as Blackboard exports them in QTI 1.2: matchings, orders, gaps, texts and numbers."""

from typing import Any

import pytest

from ipt_train.bank.exchange.draft import Draft
from ipt_train.bank.exchange.loss import Problem
from ipt_train.bank.exchange.qti12_field import QTI12
from ipt_train.bank.exchange.qti_read import read_qti
from ipt_train.vocabulary import ForeignFormat
from tests.bank.exchange.test_fields import silent

ITEM = """<questestinterop><assessment title="Pool"><section><item maxattempts="0"><itemmetadata><bbmd_asi_object_id>_1_1</bbmd_asi_object_id><bbmd_asitype>Item</bbmd_asitype><bbmd_questiontype>{kind}</bbmd_questiontype><bbmd_partialcredit>{partial}</bbmd_partialcredit><qmd_absolutescore_max>1.0</qmd_absolutescore_max><qmd_weighting>0</qmd_weighting></itemmetadata>
<presentation><flow class="Block"><flow class="QUESTION_BLOCK">{stem}</flow><flow class="RESPONSE_BLOCK">{asked}</flow>{apart}</flow></presentation>
<resprocessing scoremodel="SumOfScores"><outcomes><decvar varname="SCORE" vartype="Decimal" defaultval="0" minvalue="0" maxvalue="1.0"/></outcomes>{rules}<respcondition title="incorrect"><conditionvar><other/></conditionvar><setvar variablename="SCORE" action="Set">0</setvar><displayfeedback linkrefid="incorrect" feedbacktype="Response"/></respcondition></resprocessing>
<itemfeedback ident="correct" view="All"><flow_mat class="Block"><flow_mat class="FORMATTED_TEXT_BLOCK">{right}</flow_mat></flow_mat></itemfeedback><itemfeedback ident="incorrect" view="All"><flow_mat class="Block"><flow_mat class="FORMATTED_TEXT_BLOCK"><material/></flow_mat></flow_mat></itemfeedback>{more}</item></section></assessment></questestinterop>"""
SCORE = '<setvar variablename="SCORE" action="Set">SCORE.max</setvar>'


def text(words: str) -> str:
    return f'<material><mat_extension><mat_formattedtext type="HTML">&lt;p&gt;{words}&lt;/p&gt;</mat_formattedtext></mat_extension></material>'


def block(words: str) -> str:
    return f'<flow class="FORMATTED_TEXT_BLOCK">{text(words)}</flow>'


def item(kind: str, stem: str, asked: str, rules: str, *, apart: str = "", right: str = "<material/>", partial: str = "true", more: str = "") -> str:  # fmt: skip
    return ITEM.format(kind=kind, stem=block(stem), asked=asked, apart=apart, rules=rules, right=right, partial=partial, more=more)  # fmt: skip


def equal(response: str, value: str, case: str = "No") -> str:
    return f'<varequal respident="{response}" case="{case}">{value}</varequal>'


def condition(tests: str, marks: str = "", title: str = "") -> str:
    named = f' title="{title}"' if title else ""
    return f'<respcondition{named}><conditionvar>{tests}</conditionvar>{marks}<displayfeedback linkrefid="correct" feedbacktype="Response"/></respcondition>'


def label(ident: str, words: str = "") -> str:
    inner = f'<flow_mat class="FORMATTED_TEXT_BLOCK">{text(words)}</flow_mat>' if words else ""
    return f'<response_label ident="{ident}" shuffle="Yes" rarea="Ellipse" rrange="Exact">{inner}</response_label>'


def prompt(name: str, words: str, options: int) -> str:
    labels = "".join(label(f"{name}-{n}") for n in range(options))
    return f'<flow class="Block"><response_lid ident="{name}" rcardinality="Single" rtiming="No"><render_choice shuffle="Yes" minnumber="0" maxnumber="0"><flow_label class="Block">{labels}</flow_label></render_choice></response_lid>{block(words)}</flow>'


def right_side(*options: str) -> str:
    rows = "".join(f'<flow class="Block">{block(one)}</flow>' for one in options)
    return f'<flow class="RIGHT_MATCH_BLOCK">{rows}</flow>'


def share(per_cent: float, taken: float = 0) -> str:
    return f'<setvar variablename="PartialCreditPercent" action="Set">{per_cent}</setvar><setvar variablename="NegativeCreditPercent" action="Set">{taken}</setvar>'


def matching(first: str = "", second: str = "", apart: str = "", partial: str = "true") -> str:
    rules = condition(equal("r1", "r1-2"), first) + condition(equal("r2", "r2-0"), second)
    asked = prompt("r1", "A death", 3) + prompt("r2", "A divorce", 3)
    return item("Matching", "Which area?", asked, rules, apart=apart or right_side("Transition", "Dispute", "Grief"), partial=partial)  # fmt: skip


PAIRS = {
    "type": "matching", "stem": "Which area?",
    "prompts": [{"id": "a", "text": "A death", "key": "o3", "rationale": ""}, {"id": "b", "text": "A divorce", "key": "o1", "rationale": ""}],
    "options": [{"id": f"o{n}", "text": name, "rationale": ""} for n, name in enumerate(("Transition", "Dispute", "Grief"), 1)],
}  # fmt: skip


def entry(name: str, kind: str = "response_str", fib: str = "String") -> str:
    return f'<{kind} ident="{name}" rcardinality="Single" rtiming="No"><render_fib charset="us-ascii" encoding="UTF_8" rows="0" columns="0" maxchars="0" prompt="Box" fibtype="{fib}" minnumber="0" maxnumber="0"/></{kind}>'


HEX = "50AB57E2B1D44E5AA3C9D2A4F8E3B7C1"
SOLUTION = f'<itemfeedback ident="{HEX}" view="All"><solution view="All" feedbackstyle="Complete"><solutionmaterial><flow_mat class="Block"/></solutionmaterial></solution></itemfeedback>'
FIB = item("Fill in the Blank", "A death points to ____.", entry("response"), condition(equal("response", "grief"), title=HEX) + condition(equal("response", "mourning")), right=text("Well done."), more=SOLUTION)  # fmt: skip


def gaps(rules: str, partial: str = "false") -> str:
    return item("Fill in the Blank Plus", "The [phase] phase has [n] parts.", entry("n") + entry("phase"), condition(rules, SCORE, "correct"), partial=partial)  # fmt: skip


TWO = f"<and><or>{equal('n', 'three')}{equal('n', '3')}</or><or>{equal('phase', 'first')}</or></and>"  # fmt: skip
FILLED = {
    "type": "cloze", "stem": "Fill the gaps.", "passage": "The {{gap-2}} phase has {{gap-1}} parts.",
    "gaps": [{"id": "gap-1", "accepted": ["three", "3"], "rationale": ""}, {"id": "gap-2", "accepted": ["first"], "rationale": ""}],
}  # fmt: skip


def number(tests: str, marks: str = "") -> str:
    return item("Numeric", "How many sessions?", entry("response", "response_num", "Decimal"), condition(tests, marks, HEX))  # fmt: skip


def window(low: str, high: str, value: str) -> str:
    return f'<vargte respident="response">{low}</vargte><varlte respident="response">{high}</varlte>{equal("response", value)}'


def order(*named: str, partial: str = "true") -> str:
    labels = "".join(f'<flow_label class="Block">{label(one, "Step " + one)}</flow_label>' for one in "cab")  # fmt: skip
    asked = f'<response_lid ident="response" rcardinality="Ordered" rtiming="No"><render_choice shuffle="No" minnumber="0" maxnumber="0">{labels}</render_choice></response_lid>'
    rules = condition("<and>" + "".join(equal("response", one) for one in named) + "</and>", SCORE, "correct")  # fmt: skip
    return item("Ordering", "Which comes first?", asked, rules, partial=partial)


STEPS = {"type": "ordering", "stem": "Which comes first?", "sequence": [{"id": one, "text": f"Step {one}", "rationale": ""} for one in "abc"]}  # fmt: skip
READ: dict[str, tuple[str, dict[str, Any], list[str]]] = {
    "matching": (matching(), PAIRS, []),
    "matching with equal shares": (matching(share(50), share(50)), PAIRS, []),
    "matching with unequal shares": (matching(share(80), share(20)), PAIRS, ["gaps that earn unequal marks"]),
    "matching with a wrong pair named": (matching(share(50), share(50) + "</respcondition>" + condition(equal("r2", "r2-1"), share(0)).removesuffix("</respcondition>")), PAIRS, []),
    "matching that takes marks off": (matching(share(50, 25), share(50, 25)), PAIRS, ["marks taken off for an answer"]),
    "matching with equal options": (matching(apart=right_side("Grief", "Dispute", "Grief")), PAIRS | {"prompts": [row | {"key": "o1"} for row in PAIRS["prompts"]], "options": [{"id": "o1", "text": "Grief", "rationale": ""}, {"id": "o2", "text": "Dispute", "rationale": ""}]}, []),
    "a text": (FIB, {"type": "short-answer", "stem": "A death points to ____.", "accepted": ["grief", "mourning"], "rationale": ""}, ["feedback on the whole answer"]),
    "gaps": (gaps(TWO), FILLED | {"credit": "all-or-nothing"}, []),
    "gaps with shares": (gaps(TWO, "true"), FILLED, []),
    "gaps with capitals": (gaps(TWO.replace('case="No"', 'case="Yes"')), FILLED | {"credit": "all-or-nothing"}, ["that capital letters matter"]),
    "a number": (number(window("14", "18", "16")), {"type": "numerical", "stem": "How many sessions?", "value": 16, "tolerance": 2, "rationale": ""}, []),
    "a number alone": (number(equal("response", "16")), {"type": "numerical", "stem": "How many sessions?", "value": 16, "rationale": ""}, []),
    "an order": (order("a", "b", "c"), STEPS, []),
    "an order without shares": (order("a", "b", "c", partial="false"), STEPS | {"credit": "all-or-nothing"}, []),
}  # fmt: skip


def drafts_of(document: str) -> tuple[list[Draft], list[Problem]]:
    return read_qti(document.encode())


@pytest.mark.parametrize(("document", "expected", "lost"), READ.values(), ids=READ)
def test_what_can_be_read(document: str, expected: dict[str, Any], lost: list[str]) -> None:
    drafts, problems = drafts_of(document)
    assert problems == []
    assert (drafts[0].data, drafts[0].lost) == (expected, lost)


REFUSED = {
    "options that do not fit": (matching(apart=right_side("Grief", "Dispute")), "do not fit"),
    "an option without a text": (matching(apart=right_side("Grief", "", "Dispute").replace("&lt;p&gt;&lt;/p&gt;", "")), "no text"),
    "a prompt of another rule": (matching().replace('respident="r2"', 'respident="r9"'), "one option that is right"),
    "two right options": (matching().replace(condition(equal("r2", "r2-0")), condition(equal("r2", "r2-0")) + condition(equal("r2", "r2-1"))), "one option that is right"),
    "a pair that must not be": (matching().replace(equal("r2", "r2-0"), f"<not>{equal('r2', 'r2-0')}</not>"), "one option that is right"),
    "an order of what must not be": (order("a", "b", "c").replace("<and>", "<and><not>").replace("</and>", "</not></and>"), "each element once"),
    "a text that need only be contained": (gaps(TWO.replace("varequal", "varsubset").replace('case="No"', 'setmatch="Contains"')), "a pattern"),
    "a gap without an answer": (gaps(f"<and><or>{equal('n', '3')}</or></and>"), "without a right answer"),
    "a number out of its range": (number(window("14", "15", "16")), "their own marking rule"),
    "an order that leaves one out": (order("a", "b"), "each element once"),
    "an order that names one twice": (order("a", "b", "b"), "each element once"),
    "a jumbled sentence": (FIB.replace("Fill in the Blank", "Jumbled Sentence"), "choose from"),
    "a formula": (FIB.replace("Fill in the Blank", "Calculated"), "calculated"),
    "a place in a picture": (FIB.replace("Fill in the Blank", "Hot Spot"), "place in a picture"),
}  # fmt: skip


@pytest.mark.parametrize(("document", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused(document: str, words: str) -> None:
    drafts, problems = drafts_of(document)
    assert [one for one in drafts if one.data] == []
    assert words in problems[0].message


@pytest.mark.parametrize("which", ["matching with equal shares", "gaps", "a number"])
def test_every_field(which: str) -> None:
    names = {"item", "itemfeedback@ident", "response_label@ident"}  # of what is empty or wrong here
    fields = {name: one for name, one in QTI12.items() if name not in names}
    assert silent({which: READ[which][0]}, fields, ForeignFormat.QTI) == []


def test_feedback_to_one_option() -> None:
    labels = "".join(f'<flow_label class="Block">{label(one, f"Option {one}")}</flow_label>' for one in "ab")  # fmt: skip
    asked = f'<response_lid ident="response" rcardinality="Single" rtiming="No"><render_choice shuffle="Yes" minnumber="0" maxnumber="0">{labels}</render_choice></response_lid>'
    own = '<respcondition><conditionvar><varequal respident="b" case="No"/></conditionvar><setvar variablename="SCORE" action="Set">0</setvar><displayfeedback linkrefid="b" feedbacktype="Response"/></respcondition>'
    why = f'<itemfeedback ident="b" view="All"><solution view="All" feedbackstyle="Complete"><solutionmaterial><flow_mat class="Block">{text("Not this one.")}</flow_mat></solutionmaterial></solution></itemfeedback>'
    document = item("Multiple Choice", "Which?", asked, condition(equal("response", "a"), SCORE, "correct"), more=why).replace("</resprocessing>", f"{own}</resprocessing>")  # fmt: skip
    drafts, problems = drafts_of(document)
    assert problems == []
    assert [row["rationale"] for row in drafts[0].data["options"]] == ["", "Not this one."]
    assert [row.get("key") for row in drafts[0].data["options"]] == [True, None]
