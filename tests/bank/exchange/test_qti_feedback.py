"""Feedback of QTI items of others: it never stands in what is read before the answer."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_train.bank.exchange.draft import Draft
from ipt_train.bank.exchange.qti_read import read_qti

ITEM = """<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="q" title="q" {about}>
<responseDeclaration identifier="R" cardinality="{many}" baseType="{kind}"><correctResponse>{key}</correctResponse></responseDeclaration>
{before}<itemBody>{body}</itemBody>{after}</assessmentItem>"""
LOST = "feedback that belongs to no option"


def document(
    body: str, *, many: str = "single", kind: str = "identifier", key: str = "<value>A</value>",
    before: str = "", after: str = "", about: str = "",
) -> bytes:  # fmt: skip
    return ITEM.format(
        body=body, many=many, kind=kind, key=key, before=before, after=after, about=about
    ).encode()


def choice(a: str = "", b: str = "", prompt: str = "") -> str:
    return f'<choiceInteraction responseIdentifier="R"><prompt>Which?{prompt}</prompt><simpleChoice identifier="A">a{a}</simpleChoice><simpleChoice identifier="B">b{b}</simpleChoice></choiceInteraction>'


def feedback(kind: str, name: str, text: str, show: str = "show") -> str:
    inner = text if kind == "feedbackInline" else f"<p>{text}</p>"
    return f'<{kind} outcomeIdentifier="F" identifier="{name}" showHide="{show}">{inner}</{kind}>'


def inline(name: str, text: str, show: str = "show") -> str:
    return feedback("feedbackInline", name, text, show)


def block(name: str, text: str, show: str = "show") -> str:
    return feedback("feedbackBlock", name, text, show)


def modal(name: str, text: str, show: str = "show") -> str:
    return feedback("modalFeedback", name, text, show)


def the_one(data: bytes) -> Draft:
    drafts, problems = read_qti(data)
    assert problems == []
    return drafts[0]


PLACES = {
    "in its option": (choice(inline("A", "Yes."), inline("B", "No.")), "", ["Yes.", "No."], []),
    "in its option, under any name": (choice(inline("right", "Yes."), inline("wrong", "No.")), "", ["Yes.", "No."], ["when feedback within an option is shown"]),
    "in another option": (choice(inline("B", "No.")), "", ["", ""], [LOST]),
    "in its option, hidden when chosen": (choice(inline("A", "Not yet.", "hide")), "", ["", ""], [LOST]),
    "after the question": (choice() + block("A", "Yes.") + block("B", "No."), "", ["Yes.", "No."], []),
    "before the question": (block("A", "Yes.") + block("B", "No.") + choice(), "", ["Yes.", "No."], []),
    "around in the text": (f"<div><p>Read.{inline('B', 'No.')}</p>{choice()}</div>", "", ["", "No."], []),
    "in the prompt": (choice(prompt=inline("A", "Yes.")), "", ["Yes.", ""], []),
    "at the end": (choice(), modal("A", "Yes.") + modal("B", "No."), ["Yes.", "No."], []),
    "at the end, for any answer": (choice(), modal("correct", "Yes."), ["", ""], [LOST]),
    "hidden for one answer": (choice() + block("A", "Try again.", "hide"), "", ["", ""], [LOST]),
    "in several pieces": (choice(inline("A", "Yes.")), modal("A", "It is so."), ["Yes.\n\nIt is so.", ""], []),
    "within other feedback": (choice() + block("A", f"Yes.{inline('B', 'No.')}"), "", ["Yes.", "No."], []),
    "empty": (choice(inline("A", "")), modal("other", ""), ["", ""], []),
}  # fmt: skip


@pytest.mark.parametrize(("body", "after", "why", "lost"), PLACES.values(), ids=PLACES)
def test_feedback_becomes_the_rationale_of_its_option(
    body: str, after: str, why: list[str], lost: list[str]
) -> None:
    draft = the_one(document(body, after=after))
    options = draft.data["options"]
    assert [one["text"] for one in options] == ["a", "b"]
    assert [one["rationale"] for one in options] == why
    assert draft.data["stem"].splitlines()[-1] == "Which?"
    assert draft.lost == lost


def test_of_an_order_and_a_match() -> None:
    rows = "".join(
        f'<simpleChoice identifier="{one}">{one}{inline(one, f"Why {one}.")}</simpleChoice>'
        for one in "AB"
    )
    body = (
        f'<orderInteraction responseIdentifier="R"><prompt>Order.</prompt>{rows}</orderInteraction>'
    )
    draft = the_one(document(body, many="ordered", key="<value>B</value><value>A</value>"))
    assert [(one["text"], one["rationale"]) for one in draft.data["sequence"]] == [("B", "Why B."), ("A", "Why A.")]  # fmt: skip
    sets = "".join(
        f'<simpleMatchSet><simpleAssociableChoice identifier="{one}" matchMax="1">{one}{inline(one, f"Why {one}.")}</simpleAssociableChoice></simpleMatchSet>'
        for one in "AX"
    )
    body = (
        f'<matchInteraction responseIdentifier="R"><prompt>Match.</prompt>{sets}</matchInteraction>'
    )
    draft = the_one(document(body, many="multiple", kind="directedPair", key="<value>A X</value>"))
    for part, name in (("prompts", "A"), ("options", "X")):
        (row,) = draft.data[part]
        assert (row["text"], row["rationale"]) == (name, f"Why {name}.")


def test_of_an_entry_it_is_lost_and_stays_out_of_the_passage() -> None:
    body = f'<p>He wrote in <textEntryInteraction responseIdentifier="R"/>.{inline("A", "In 1984.")}</p>{block("B", "No.")}'
    draft = the_one(document(body, kind="string"))
    assert draft.data["passage"] == "He wrote in {{r}}."
    assert LOST in draft.lost


@pytest.mark.parametrize(
    ("view", "stem", "lost"),
    [
        ("candidate", "Take your time.\n\nWhich?", []),
        ("scorer candidate", "Take your time.\n\nWhich?", []),
        ("scorer", "Which?", ["a note that is not for the learner"]),
        ("author tutor", "Which?", ["a note that is not for the learner"]),
    ],
)
def test_a_rubric_is_for_whom_it_says(view: str, stem: str, lost: list[str]) -> None:
    body = f'<rubricBlock view="{view}"><p>Take your time.</p></rubricBlock>{choice()}'
    draft = the_one(document(body))
    assert (draft.data["stem"], draft.lost) == (stem, lost)


def test_a_hint_on_request_is_not_given_away() -> None:
    draft = the_one(document(f'<infoControl title="Hint"><p>It is a.</p></infoControl>{choice()}'))
    assert (draft.data["stem"], draft.lost) == ("Which?", ["a hint on request"])


CHANGING = {
    "adaptive": ({"about": 'adaptive="true"'}, 1, "adaptive"),
    "a template": ({"before": '<templateDeclaration identifier="N" cardinality="single" baseType="integer"/>'}, 3, "change each time"),
    "a printed variable": ({"body": f'<p>In <printedVariable identifier="N"/> weeks.</p>{choice()}'}, 3, "change each time"),
    "a part that comes with a template": ({"body": f'<templateBlock templateIdentifier="T" identifier="x"><p>x</p></templateBlock>{choice()}'}, 3, "change each time"),
    "a question within feedback": ({"body": f'<feedbackBlock outcomeIdentifier="F" identifier="x">{choice()}</feedbackBlock>'}, 3, "within feedback"),
    "another version": ({"whole": '<qti-assessment-item xmlns="x" identifier="q"/>'}, 1, "QTI 3"),
}  # fmt: skip


@pytest.mark.parametrize(("parts", "line", "words"), CHANGING.values(), ids=CHANGING)
def test_what_is_another_item_each_time_is_refused(
    parts: dict[str, str], line: int, words: str
) -> None:
    whole = parts.get("whole")
    data = whole.encode() if whole else document(**{"body": choice()} | parts)
    drafts, problems = read_qti(data)
    assert drafts == []
    assert problems[0].line == line
    assert words in problems[0].message


def test_a_question_beside_other_text_in_one_block_keeps_that_text() -> None:
    body = f"<div><p>She <b>wept</b>.</p>{choice().replace('<prompt>Which?</prompt>', '')}<p>Choose.</p></div>"
    draft = the_one(document(body))
    assert (draft.data["stem"], draft.lost) == ("She wept.\n\nChoose.", ["formatting"])


PIECES = st.lists(
    st.tuples(
        st.sampled_from([inline, block, modal]),
        st.sampled_from(["A", "B", "other"]),
        st.sampled_from(["show", "hide"]),
        st.sampled_from(["before", "after", "prompt", "a", "b", "end"]),
    ),
    max_size=6,
)


@given(PIECES)
def test_no_feedback_anywhere_is_read_before_the_answer(pieces: list[tuple[Any, str, str, str]]) -> None:  # fmt: skip
    at = dict.fromkeys(("before", "after", "prompt", "a", "b", "end"), "")
    for number, (write, name, show, place) in enumerate(pieces):
        at[place] += write(name, f"secret{number}.", show)
    body = at["before"] + choice(at["a"], at["b"], at["prompt"]) + at["after"]
    draft = the_one(document(body, after=at["end"]))
    read_before = [draft.data["stem"], *(one["text"] for one in draft.data["options"])]
    assert read_before == ["Which?", "a", "b"]
    told = "".join(one["rationale"] for one in draft.data["options"])
    kept = sum(f"secret{number}." in told for number in range(len(pieces)))
    assert (LOST in draft.lost) == (kept < len(pieces))
