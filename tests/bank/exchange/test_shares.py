"""What an answer earns elsewhere: only one that earns all marks becomes a key or an accepted answer."""

from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_train.bank.exchange.draft import Draft
from ipt_train.bank.exchange.gift_read import read_gift
from ipt_train.bank.exchange.moodle_read import read_moodle
from ipt_train.bank.exchange.qti_read import read_qti
from ipt_train.bank.operation.exchange import import_bank
from ipt_train.vocabulary import Domain, ForeignFormat

Row = tuple[float, str, str]
"""Per cent of the marks, text, feedback."""

CASES = {
    "all or nothing": ([(100, "grief", "Right."), (0, "anger", "No.")], ["grief"], {"anger": "No."}, []),
    "a half": ([(100, "grief", "Right."), (50, "loss", "Close.")], ["grief"], {"loss": "Close."}, ["part marks of an answer"]),
    "a half before the whole": ([(50, "loss", ""), (100, "grief", "Right.")], ["grief"], {"loss": ""}, ["part marks of an answer"]),
    "nearly all": ([(100, "grief", ""), (90, "mourning", "")], ["grief"], {"mourning": ""}, ["part marks of an answer"]),
    "thirds": ([(33.33333, "loss", ""), (100, "grief", ""), (66.66667, "sorrow", "")], ["grief"], {"loss": "", "sorrow": ""}, ["part marks of an answer"]),
    "two whole ones": ([(100, "grief", "Right."), (100, "bereavement", "Also.")], ["grief", "bereavement"], {}, ["feedback on another right answer"]),
    "the same word twice": ([(100, "Grief", "Right."), (50, "grief", "Small.")], ["Grief"], {}, ["part marks of an answer", "that capital letters matter"]),
    "the same word, the half first": ([(50, "grief", "Small."), (100, "Grief", ""), (100, "loss", "")], ["loss"], {"grief": "Small."}, ["part marks of an answer", "that capital letters matter"]),
}  # fmt: skip
WILD = {
    "a catch-all": ([(100, "grief", ""), (0, "*", "Think again.")], ["grief"], {}, ["feedback on any other answer"]),
    "a catch-all for part marks": ([(100, "grief", ""), (25, "*", "")], ["grief"], {}, ["part marks of an answer"]),
    "a wildcard in a wrong answer": ([(100, "grief", ""), (0, "an*er", "No.")], ["grief"], {}, ["an answer with a wildcard", "feedback on a wrong answer"]),
    "a star that is a star": ([(100, r"a\*b", ""), (0, r"\*", "No.")], ["a*b"], {"*": "No."}, []),
}  # fmt: skip
REFUSED = {
    "half at best": [(50, "grief", "")],
    "nothing right": [(0, "grief", "")],
    "a wildcard": [(100, "griev*", "")],
    "anything": [(100, "*", "")],
}  # fmt: skip


def gift(rows: list[Row], after: str = "") -> Draft:
    answers = " ".join(f"=%{share:g}%{text}#{why}" for share, text, why in rows)
    return the_one(read_gift(f"Which?{{{answers}}}{after}"))


def moodle(rows: list[Row], more: str = "") -> Draft:
    answers = "".join(
        f'<answer fraction="{share}"><text>{escape(text)}</text><feedback><text>{escape(why)}</text></feedback></answer>'
        for share, text, why in rows
    )
    return the_one(read_moodle(question("shortanswer", "Which?", answers + more)))


def embedded(rows: list[Row]) -> Draft:
    answers = "~".join(
        f"{'=' if share == 100 else f'%{share:g}%'}{text}#{why}" for share, text, why in rows
    )
    return the_one(read_moodle(question("cloze", f"It is {{1:SHORTANSWER:{answers}}}.", "")))


def question(kind: str, stem: str, rest: str) -> bytes:
    return f'<quiz><question type="{kind}"><name><text>q</text></name><questiontext format="plain_text"><text>{escape(stem)}</text></questiontext>{rest}</question></quiz>'.encode()


def qti(rows: list[Row], *, correct: str | None = None, more: str = "") -> Draft:
    entries = "".join(
        f'<mapEntry mapKey={quoteattr(text)} mappedValue="{share / 50:.6f}" caseSensitive="false"/>'
        for share, text, _ in rows
    )
    right = f"<correctResponse><value>{correct}</value></correctResponse>" if correct else ""
    body = '<p>Which?</p><p><textEntryInteraction responseIdentifier="R"/></p>'
    return the_one(read_qti(document("single", "string", f"{right}<mapping>{entries}</mapping>", body, more)))  # fmt: skip


def document(many: str, kind: str, declared: str, body: str, more: str = "") -> bytes:
    return f'<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="q"><responseDeclaration identifier="R" cardinality="{many}" baseType="{kind}">{declared}</responseDeclaration><itemBody>{body}</itemBody>{more}</assessmentItem>'.encode()


def the_one(read: tuple[list[Draft], list[Any]]) -> Draft:
    drafts, problems = read
    assert problems == []
    return drafts[0]


def typed(draft: Draft) -> tuple[list[str], dict[str, str]]:
    wrong = draft.data.get("anticipated", ())
    return draft.data["accepted"], {one["text"]: one["rationale"] for one in wrong}


@pytest.mark.parametrize(("rows", "accepted", "wrong", "lost"), [*CASES.values(), *WILD.values()], ids=[*CASES, *WILD])  # fmt: skip
@pytest.mark.parametrize("write", [gift, moodle])
def test_short_answers(
    write: Any, rows: list[Row], accepted: list[str], wrong: dict[str, str], lost: list[str]
) -> None:
    draft = write(rows)
    assert typed(draft) == (accepted, wrong)
    assert draft.lost == lost


@pytest.mark.parametrize(("rows", "accepted", "wrong", "lost"), [*CASES.values(), *WILD.values()], ids=[*CASES, *WILD])  # fmt: skip
@pytest.mark.parametrize("write", [lambda rows: gift(rows, " it is."), embedded], ids=["gift", "moodle"])  # fmt: skip
def test_gaps_hold_no_wrong_answers(
    write: Any, rows: list[Row], accepted: list[str], wrong: dict[str, str], lost: list[str]
) -> None:
    draft = write(rows)
    (gap,) = draft.data["gaps"]
    assert gap["accepted"] == accepted
    said = ["feedback on a wrong answer"] if any(wrong.values()) else []
    assert draft.lost == list(dict.fromkeys([*lost, *said]))


@pytest.mark.parametrize("rows", REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("write", [gift, moodle, embedded, lambda rows: gift(rows, " it is.")])
def test_no_answer_is_right_in_part_or_in_any_form(write: Any, rows: list[Row]) -> None:
    with pytest.raises(AssertionError, match=r"wholly right|wildcard"):
        write(rows)


ROWS = st.lists(
    st.tuples(
        st.sampled_from([100, 90, 50, 33.33333, 25, 5, 0]),
        st.sampled_from(["grief", "Grief", "loss", "anger", "sorrow", "a word"]),
        st.sampled_from(["", "Yes.", "No."]),
    ),
    min_size=1,
    max_size=6,
)


@pytest.mark.parametrize("write", [gift, moodle, embedded, lambda rows: gift(rows, " it is.")])
@given(rows=ROWS)
def test_only_all_marks_make_an_accepted_answer(write: Any, rows: list[Row]) -> None:
    first = {text.casefold(): share for share, text, _ in reversed(rows)}
    right = {text for text, share in first.items() if share == 100}
    if not right:
        with pytest.raises(AssertionError, match="wholly right"):
            write(rows)
        return
    draft = write(rows)
    data = draft.data.get("gaps", [draft.data])[0]
    assert {text.casefold() for text in data["accepted"]} == right
    wrong = {one["text"].casefold() for one in data.get("anticipated", ())}
    assert not wrong & right
    assert wrong <= first.keys()
    assert ("part marks of an answer" in draft.lost) == any(0 < share < 100 for share, *_ in rows)


class TestCapitals:
    def test_of_moodle(self) -> None:
        assert moodle([(100, "dog", "")], "<usecase>1</usecase>").lost == ["that capital letters matter"]  # fmt: skip
        assert moodle([(100, "dog", "")], "<usecase>0</usecase>").lost == []
        text = question("cloze", "{1:SHORTANSWER_C:=DNA} and {2:SAC:=RNA}", "")
        assert the_one(read_moodle(text)).lost == ["that capital letters matter", "gaps that earn unequal marks"]  # fmt: skip

    def test_of_qti(self) -> None:
        declared = "<correctResponse><value>York</value></correctResponse>"
        body = '<p>It is <textEntryInteraction responseIdentifier="R"/>.</p>'
        assert the_one(read_qti(document("single", "string", declared, body))).lost == ["that capital letters matter"]  # fmt: skip


Shares = list[float]
CHOICES = {
    "one": (True, [100, 0, 0], [0], []),
    "one, and a half": (True, [0, 100, 50], [1], ["part marks of an answer"]),
    "one, with marks taken off": (True, [100, -33.33333, -33.33333], [0], ["marks taken off for an answer"]),
    "several": (False, [50, 50, -50], [0, 1], []),
    "several in whole per cents": (False, [33, 33, 34, -100], [0, 1, 2], []),
    "several unequal ones": (False, [75, 25, -100], [0, 1], ["part marks of an answer"]),
    "several that cost nothing": (False, [50, 50, 0], [0, 1], ["wrong choices that lose no marks"]),
    "several with unequal costs": (False, [50, 50, 0, -100], [0, 1], ["marks taken off for an answer"]),
    "all marks for one of several": (False, [100, 20, -100], [0], ["part marks of an answer"]),
}  # fmt: skip


def gift_choice(single: bool, shares: Shares) -> Draft:
    answers = " ".join(
        f"=%{share:g}%{text}" if share > 0 and single else f"~%{share:g}%{text}"
        for share, text in zip(shares, "abcdef", strict=False)
    )
    return the_one(read_gift(f"Which?{{{answers}}}"))


def moodle_choice(single: bool, shares: Shares) -> Draft:
    answers = "".join(
        f'<answer fraction="{share}"><text>{text}</text></answer>'
        for share, text in zip(shares, "abcdef", strict=False)
    )
    single_ = f"<single>{str(single).lower()}</single>"
    return the_one(read_moodle(question("multichoice", "Which?", single_ + answers)))


def qti_choice(single: bool, shares: Shares, declared: str = "") -> Draft:
    named = list(zip(shares, "abcdef", strict=False))
    entries = "".join(f'<mapEntry mapKey="{one}" mappedValue="{share}"/>' for share, one in named)
    options = "".join(f'<simpleChoice identifier="{one}">{one}</simpleChoice>' for _, one in named)
    body = f'<choiceInteraction responseIdentifier="R"><prompt>Which?</prompt>{options}</choiceInteraction>'
    many = "single" if single else "multiple"
    return the_one(read_qti(document(many, "identifier", f"{declared}<mapping>{entries}</mapping>", body)))  # fmt: skip


def marked(draft: Draft) -> list[int]:
    return [index for index, one in enumerate(draft.data["options"]) if one.get("key")]


@pytest.mark.parametrize(("single", "shares", "right", "lost"), CHOICES.values(), ids=CHOICES)
@pytest.mark.parametrize("write", [gift_choice, moodle_choice])
def test_choices(write: Any, single: bool, shares: Shares, right: list[int], lost: list[str]) -> None:  # fmt: skip
    draft = write(single, shares)
    assert (marked(draft), draft.lost) == (right, lost)


@pytest.mark.parametrize("shares", [[100, 100, 0], [50, 25, 0], [0, 0, 0]])
@pytest.mark.parametrize("write", [gift_choice, moodle_choice])
def test_one_choice_has_one_right_answer(write: Any, shares: Shares) -> None:
    with pytest.raises(AssertionError, match=r"second answer earns full marks|right"):
        write(True, shares)


@pytest.mark.parametrize(("first", "second"), [(0, 0), (50, 0), (100, 100)])
def test_true_or_false_has_one_right_answer(first: int, second: int) -> None:
    answers = f'<answer fraction="{first}"><text>true</text></answer><answer fraction="{second}"><text>false</text></answer>'
    drafts, problems = read_moodle(question("truefalse", "Is it?", answers))
    assert (drafts, len(problems)) == ([], 1)


class TestQti:
    @pytest.mark.parametrize(("rows", "accepted", "wrong", "lost"), CASES.values(), ids=CASES)
    def test_a_mapping_of_texts(
        self, rows: list[Row], accepted: list[str], wrong: dict[str, str], lost: list[str]
    ) -> None:
        draft = qti(rows)
        assert typed(draft) == (accepted, dict.fromkeys(wrong, ""))
        assert draft.lost == [one for one in lost if one != "feedback on another right answer"]

    def test_the_right_answer_comes_first_and_the_mapping_says_what_else_is_right(self) -> None:
        rows: list[Row] = [(50, "loss", ""), (100, "mourning", ""), (100, "grief", "")]
        assert typed(qti(rows, correct="grief")) == (["grief", "mourning"], {"loss": ""})

    def test_a_mapping_that_the_rule_does_not_use_says_nothing(self) -> None:
        rule = '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/>'
        draft = qti([(50, "loss", ""), (100, "mourning", "")], correct="grief", more=rule)
        assert typed(draft) == (["grief"], {})

    def test_a_star_is_a_star(self) -> None:
        assert typed(qti([(100, "a*b", ""), (0, "*", "")])) == (["a*b"], {"*": ""})

    def test_marks_for_any_other_answer_are_lost(self) -> None:
        declared = '<mapping defaultValue="0.5"><mapEntry mapKey="a" mappedValue="1" caseSensitive="false"/></mapping>'
        body = '<p>Which?</p><p><textEntryInteraction responseIdentifier="R"/></p>'
        assert the_one(read_qti(document("single", "string", declared, body))).lost == ["marks for any other answer"]  # fmt: skip

    @pytest.mark.parametrize("kind", ["float", "integer", "point", "duration"])
    @pytest.mark.parametrize("within", [True, False])
    def test_numbers_are_refused(self, kind: str, within: bool) -> None:
        entry = '<textEntryInteraction responseIdentifier="R"/>'
        body = f"<p>About {entry} weeks.</p>" if within else f"<p>How many?</p><p>{entry}</p>"
        declared = "<correctResponse><value>12.0</value></correctResponse>"
        drafts, problems = read_qti(document("single", kind, declared, body))
        assert drafts == []
        assert "cannot be imported" in problems[0].message

    @pytest.mark.parametrize(("single", "shares", "right", "lost"), CHOICES.values(), ids=CHOICES)
    def test_a_mapping_of_options(
        self, single: bool, shares: Shares, right: list[int], lost: list[str]
    ) -> None:
        if shares == [100, 20, -100]:
            right = [0, 1]  # the marks of a mapping add up, so both make the most
        draft = qti_choice(single, shares)
        assert (marked(draft), draft.lost) == (right, lost)

    def test_the_right_answer_and_the_marks_agree(self) -> None:
        declared = "<correctResponse><value>{}</value></correctResponse>"
        draft = qti_choice(True, [1, 0.5, 0], declared.format("a"))
        assert (marked(draft), draft.lost) == ([0], ["part marks of an answer"])
        with pytest.raises(AssertionError, match="an answer other than the right one"):
            qti_choice(True, [1, 0.5, 0], declared.format("b"))
        with pytest.raises(AssertionError, match="not one of the options"):
            qti_choice(True, [1, 0.5, 0], declared.format("z"))
        draft = qti_choice(False, [1, 0.5, -1], declared.format("a"))
        assert (marked(draft), draft.lost) == ([0], ["part marks of an answer"])

    def test_part_marks_of_the_processing_are_named(self) -> None:
        rule = """<responseProcessing><responseCondition>
<responseIf><match><variable identifier="R"/><correct identifier="R"/></match><setOutcomeValue identifier="SCORE"><baseValue baseType="float">2</baseValue></setOutcomeValue></responseIf>
<responseElseIf><match><variable identifier="R"/><baseValue baseType="identifier">b</baseValue></match><setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue></responseElseIf>
</responseCondition></responseProcessing>"""
        declared = "<correctResponse><value>a</value></correctResponse>"
        body = '<choiceInteraction responseIdentifier="R"><prompt>Which?</prompt><simpleChoice identifier="a">a</simpleChoice><simpleChoice identifier="b">b</simpleChoice></choiceInteraction>'
        draft = the_one(read_qti(document("single", "identifier", declared, body, rule)))
        assert (marked(draft), draft.lost) == ([0], ["part marks of an answer"])
        odd = rule.replace("match>", "patternMatch>")
        assert "a marking rule of its own" in the_one(read_qti(document("single", "identifier", declared, body, odd))).lost  # fmt: skip

    def test_a_choice_with_several_partners_is_refused(self) -> None:
        sets = "".join(
            f"<simpleMatchSet>{''.join(f'<simpleAssociableChoice identifier={quoteattr(one)} matchMax={quoteattr(str(2))}>{one}</simpleAssociableChoice>' for one in names)}</simpleMatchSet>"
            for names in (("A", "B"), ("X", "Y"))
        )
        body = f'<matchInteraction responseIdentifier="R"><prompt>Match.</prompt>{sets}</matchInteraction>'
        pairs = "<correctResponse><value>A X</value><value>A Y</value><value>B Y</value></correctResponse>"
        drafts, problems = read_qti(document("multiple", "directedPair", pairs, body))
        assert drafts == []
        assert "several partners" in problems[0].message


def test_losses_are_named_item_by_item() -> None:
    text = "$CATEGORY: week one\n\n::one::Which?{=a =%50%b}\n\n::two::Which?{=a ~%50%b}\n"
    found = import_bank(
        text.encode(), ForeignFormat.GIFT, name="n", title="N", domain=Domain.HISTORY
    )
    told = [(one.item, one.what) for one in found.losses if "to be written" not in one.what]
    assert told == [
        ("n-one", "part marks of an answer"),
        ("n-one", "the category"),
        ("n-two", "part marks of an answer"),
        ("n-two", "the category"),
    ]
