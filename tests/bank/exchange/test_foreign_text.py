"""Texts of other programs become the same plain text in every format; what is lost is named."""

import json
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from ipt_train.bank.exchange.foreign_text import foreign_text
from ipt_train.bank.exchange.gift_read import read_gift
from ipt_train.bank.exchange.moodle_read import read_moodle
from ipt_train.bank.exchange.own_id import item_id, own_parts, slug
from ipt_train.bank.exchange.qti_read import read_qti
from ipt_train.bank.exchange.yaml_write import yaml_text

HTML = {
    "paragraphs": ("<p>One</p><p>two</p>", "One\n\ntwo", []),
    "lines": ("one<br/>two", "one\ntwo", []),
    "blanks": ("<p>one\n   two</p>", "one two", []),
    "bold": ("<p>one <b>two</b></p>", "one two", ["formatting"]),
    "a list": ("<ul><li>one</li> <li>two</li></ul>", "one\ntwo", ["formatting"]),
    "a table": ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a | b\nc", ["the layout of a table", "formatting"]),
    "raised and lowered": ("<p>x<sup>2</sup> H<sub>2</sub>O</p>", "x² H₂O", []),
    "raised words": ("<p>a<sup>see!</sup></p>", "a^(see!)", ["raised or lowered text"]),
    "ruby": ("<p><ruby>村田<rp>(</rp><rt>むらた</rt><rp>)</rp></ruby></p>", "村田(むらた)", []),
    "a picture": ('<p>See <img src="x.png" alt="a curve"/></p>', "See a curve", ["a picture or other medium"]),
    "a formula of TeX": (r"<p>Is \(x^2\) so?</p>", r"Is \(x^2\) so?", ["the typesetting of a formula"]),
    "prices": ("<p>It costs $5, or $$ at most</p>", "It costs $5, or $$ at most", []),
    "a link": ('<p>See <a href="http://x">there</a></p>', "See there", ["formatting", "a link"]),
    "languages": ('<p><span class="multilang" lang="de">Welche?</span> <span class="multilang" lang="en">Which?</span></p>', "Which?", ["the text in other languages"]),
    "an unknown element": ("<p><blob>one</blob></p>", "one", ["an unknown element <blob>"]),
    "an unknown attribute": ('<p blob="1">one</p>', "one", ["an unknown attribute blob of <p>"]),
    "signs of comparison": ("<p>a &lt; b &amp; c</p>", "a < b & c", []),
}  # fmt: skip


def of_gift(html: str) -> tuple[str, list[str]]:
    text = "".join(f"\\{sign}" if sign in "\\~=#{}:" else sign for sign in html)
    drafts, problems = read_gift(f"[html]{text}".replace("\n", "\\n") + "{T}")
    assert problems == []
    return drafts[0].data["stem"], drafts[0].lost


def of_moodle(html: str) -> tuple[str, list[str]]:
    drafts, problems = read_moodle(
        f'<quiz><question type="truefalse"><questiontext format="html"><text>{escape(html)}</text></questiontext>'
        '<answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer></question></quiz>'.encode()
    )
    assert problems == []
    return drafts[0].data["stem"], drafts[0].lost


def of_qti(html: str) -> tuple[str, list[str]]:
    drafts, problems = read_qti(
        '<assessmentItem identifier="q"><responseDeclaration identifier="R" cardinality="single" baseType="identifier"><correctResponse><value>A</value></correctResponse></responseDeclaration>'
        f'<itemBody>{html}<choiceInteraction responseIdentifier="R"><simpleChoice identifier="A">a</simpleChoice><simpleChoice identifier="B">b</simpleChoice></choiceInteraction></itemBody></assessmentItem>'.encode()
    )
    assert problems == []
    return drafts[0].data["stem"], drafts[0].lost


def of_canvas(html: str) -> tuple[str, list[str]]:
    drafts, problems = read_qti(
        f'<questestinterop><item ident="q"><presentation><material><mattext texttype="text/html">{escape(html)}</mattext></material><response_lid ident="r" rcardinality="Single"><render_choice>'
        '<response_label ident="a"><material><mattext>a</mattext></material></response_label><response_label ident="b"><material><mattext>b</mattext></material></response_label></render_choice></response_lid></presentation>'
        '<resprocessing><respcondition><conditionvar><varequal respident="r">a</varequal></conditionvar><setvar varname="SCORE">100</setvar></respcondition></resprocessing></item></questestinterop>'.encode()
    )
    assert problems == []
    return drafts[0].data["stem"], drafts[0].lost


@pytest.mark.parametrize(("html", "text", "lost"), HTML.values(), ids=HTML)
@pytest.mark.parametrize("read", [of_gift, of_moodle, of_qti, of_canvas])
def test_one_reader_for_all_formats(read: object, html: str, text: str, lost: list[str]) -> None:
    assert read(html) == (text, lost)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("text", "form", "shown", "lost"),
    [
        ("a < b\nc", "auto", "a < b\nc", []),
        ("a <b>b</b>\nc &amp; d", "auto", "a b\nc & d", ["formatting"]),
        ("<b>a</b>", "plain", "<b>a</b>", []),
        ("a **b**\n\n- c\n- d", "markdown", "a b\n\nc\nd", ["formatting"]),
        ("{mlang de}Ja{mlang}{mlang en}Yes{mlang}.", "html", "Yes.", ["the text in other languages"]),
        ("a\x07b\u202ec", "plain", "abc", ["control characters"]),
        ("a", "odd", "a", ["text in an unknown format"]),
        ("<div>" * 3000 + "x", "html", "x", []),
    ],
)  # fmt: skip
def test_texts_in_other_formats(text: str, form: str, shown: str, lost: list[str]) -> None:
    told: dict[str, None] = {}
    assert (foreign_text(text, form, told), list(told)) == (shown, lost)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=60))
def test_no_text_that_html_shows_is_lost(text: str) -> None:
    told: dict[str, None] = {}
    shown = foreign_text(f"<p>{escape(text)}</p>", "html", told)
    assert shown.split() == foreign_text(text, "plain", {}).split()


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(0, 9999) | st.text(max_size=120) | st.sampled_from(["no", "On", "1e3", "012", "a: b", "a #b", "- a", "? a", "x" * 90, "a\n\nb", " a", "a ", "word " * 30, "#", "''"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), inner, min_size=1, max_size=3),
    max_leaves=8,
)  # fmt: skip


def plain(value: object) -> bool:
    if isinstance(value, list):
        return all(plain(one) and not isinstance(one, list) for one in value)
    return all(map(plain, value.values())) if isinstance(value, dict) else True


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True).filter(lambda key: key not in ("no", "on", "off", "yes", "null", "true", "false", "y", "n")), VALUES.filter(plain), min_size=1, max_size=4))  # fmt: skip
def test_what_is_written_as_yaml_reads_the_same(data: dict[str, object]) -> None:
    found = YAML(typ="safe").load(yaml_text(data))
    assert json.dumps(found) == json.dumps(data)


class TestIds:
    @pytest.mark.parametrize(
        ("name", "number", "ours", "made"),
        [
            ("Q 1", 3, False, "b-q-1"),
            ("", 3, False, "b-3"),
            ("b-one", 3, False, "b-one"),
            ("Größe: naïve", 3, False, "b-grosse-naive"),
            ("村田", 3, False, "b-3"),
            ("an-item", 3, True, "an-item"),
        ],
    )
    def test_of_items(self, name: str, number: int, ours: bool, made: str) -> None:
        assert item_id(name, number, "b", set(), ours=ours) == made

    @given(st.lists(st.text(max_size=90), max_size=8), st.sampled_from(["b", "a" * 64]))
    def test_are_ids_of_the_schema_and_no_two_are_alike(self, names: list[str], bank: str) -> None:
        taken: set[str] = set()
        made = [item_id(name, n, bank, taken, ours=False) for n, name in enumerate(names, 1)]
        assert len(set(made)) == len(names)
        assert all(one == slug(one) and 0 < len(one) <= 64 for one in made)

    def test_of_options_follow_their_keys(self) -> None:
        data = {
            "options": [{"id": "Choice_A"}, {"id": "choice-a"}, {"id": "!"}],
            "prompts": [{"id": "P1", "key": "choice-a"}],
        }
        assert own_parts(data) == {
            "options": [{"id": "choice-a"}, {"id": "choice-a-2"}, {"id": "o"}],
            "prompts": [{"id": "p1", "key": "choice-a-2"}],
        }
