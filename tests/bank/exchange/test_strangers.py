"""XML and packages of strangers: read where they can be, refused with a place where not, never followed."""

import base64
import hashlib
import io
import json
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ipt_train.bank.exchange.foreign_text import foreign_text
from ipt_train.bank.exchange.moodle_read import read_moodle
from ipt_train.bank.exchange.package import Package, packed
from ipt_train.bank.exchange.qti_read import read_qti
from tests.program import BANK, run

QUESTION = '<question type="{kind}"><name><text>q1</text></name><questiontext format="html"><text>{stem}</text></questiontext>{rest}</question>'


def quiz(kind: str = "multichoice", stem: str = "Which?", rest: str = "") -> bytes:
    return f"<quiz>\n{QUESTION.format(kind=kind, stem=stem, rest=rest)}\n</quiz>".encode()


RIGHT = '<answer fraction="100"><text>a</text></answer><answer fraction="0"><text>b</text></answer>'
OPTIONS = [
    {"id": "a", "text": "a", "key": True, "rationale": ""},
    {"id": "b", "text": "b", "rationale": ""},
]

NUMBER = '<answer fraction="100"><text>16</text><tolerance>0.5</tolerance><feedback><text>yes</text></feedback></answer><answer fraction="0"><text>12</text><tolerance>0</tolerance></answer>{units}'
NUMERICAL = {
    "type": "numerical",
    "stem": "Which?",
    "value": 16,
    "tolerance": 0.5,
    "rationale": "yes",
    "anticipated": [{"value": 12, "rationale": ""}],
}
MOODLE = {
    "html becomes text": (quiz(stem="<![CDATA[<p>One &amp; <b>two</b></p><p>three</p>]]>", rest=f"<single>true</single>{RIGHT}"), {"type": "single-best-answer", "stem": "One & two\n\nthree", "options": OPTIONS}, ["formatting"]),
    "a number": (quiz("numerical", rest=NUMBER.format(units="")), NUMERICAL, []),
    "units of a number": (quiz("numerical", rest=NUMBER.format(units="<units><unit><multiplier>1</multiplier><unit_name>weeks</unit_name></unit><unit><multiplier>1.0</multiplier><unit_name>wk</unit_name></unit><unit><multiplier>7</multiplier><unit_name>days</unit_name></unit></units><unitgradingtype>1</unitgradingtype><unitpenalty>0.1000000</unitpenalty><showunits>0</showunits><unitsleft>0</unitsleft>")), NUMERICAL | {"units": ["weeks", "wk"]}, ["another unit and its multiplier", "marks taken off for a unit"]),
    "any other number": (quiz("numerical", rest=NUMBER.format(units='<answer fraction="0"><text>*</text><feedback><text>no</text></feedback></answer>')), NUMERICAL, ["feedback on any other answer"]),
    "a picture is lost": (quiz(stem='<![CDATA[<p>See <img src="ipt_trainPLUGINFILEipt_train/x.png" alt="a curve"></p>]]>', rest=f"<single>true</single>{RIGHT}"), {"type": "single-best-answer", "stem": "See a curve", "options": OPTIONS}, ["a picture or other medium"]),
    "script is not text": (quiz(stem="<![CDATA[<script>alert(1)</script>Which?]]>", rest=f"<single>true</single>{RIGHT}"), {"type": "single-best-answer", "stem": "Which?", "options": OPTIONS}, ["a script"]),
    "part marks are lost": (quiz(rest='<single>true</single><answer fraction="100"><text>a</text></answer><answer fraction="50"><text>b</text></answer>'), {"type": "single-best-answer", "stem": "Which?", "options": OPTIONS}, ["part marks of an answer"]),
    "several keys": (quiz(rest='<single>false</single><answer fraction="100"><text>a</text></answer><answer fraction="-100"><text>b</text></answer>'), {"type": "multiple-response", "stem": "Which?", "options": OPTIONS}, []),
    "foreign tags": (quiz(rest=f"<single>true</single>{RIGHT}<tags><tag><text>Week 3</text></tag><tag><text>level:hard</text></tag></tags>"), {"type": "single-best-answer", "stem": "Which?", "options": OPTIONS, "tags": ["week-3"]}, ["a tag"]),
    "what stands beside the answers": (quiz(rest=f"<single>true</single>{RIGHT}<defaultgrade>3.0</defaultgrade><correctfeedback><text>Well done.</text></correctfeedback><hint><text>Who?</text></hint><incorrectfeedback><text/></incorrectfeedback>"), {"type": "single-best-answer", "stem": "Which?", "options": OPTIONS}, ["marks of the question", "feedback on the whole answer", "hints"]),
    "embedded answers": (quiz("cloze", "Sullivan wrote on {1:SHORTANSWER:=people#well ~%50%persons~wrong#no} in 1953."), {"type": "cloze", "stem": "Fill the gaps.", "passage": "Sullivan wrote on {{gap-1}} in 1953.", "gaps": [{"id": "gap-1", "accepted": ["people"], "rationale": "well"}]}, ["part marks of an answer", "feedback on a wrong answer"]),
}  # fmt: skip


@pytest.mark.parametrize(("data", "expected", "lost"), MOODLE.values(), ids=MOODLE)
def test_moodle_of_others_is_read(data: bytes, expected: dict[str, Any], lost: list[str]) -> None:
    drafts, problems = read_moodle(data)
    assert problems == []
    assert drafts[0].data == expected
    assert drafts[0].lost == lost


BROKEN = {
    "cut short": (b"<quiz>\n<question>", 2, 11, "well-formed"),
    "another root": (b"<test></test>", 1, 1, "<quiz>"),
    "no text": (quiz(stem=""), 2, 1, "no text"),
    "an essay": (quiz("essay"), 2, 1, "essay"),
    "no key": (quiz(rest='<answer fraction="0"><text>a</text></answer>'), 2, 1, "right"),
    "a word as share": (quiz(rest='<answer fraction="all"><text>a</text></answer>'), 2, 120, "number"),
    "no number as share": (quiz(rest='<answer fraction="nan"><text>a</text></answer>'), 2, 120, "number"),
    "two right answers": (quiz(rest='<answer fraction="100"><text>a</text></answer><answer fraction="100"><text>b</text></answer>'), 2, 166, "second answer earns full marks"),
    "a wildcard": (quiz("shortanswer", rest='<answer fraction="100"><text>grie*</text></answer>'), 2, 120, "wildcard"),
    "no number": (quiz("numerical", rest='<answer fraction="100"><text>many</text></answer>'), 2, 118, "not a number"),
    "several right numbers": (quiz("numerical", rest='<answer fraction="100"><text>3</text></answer><answer fraction="100"><text>9</text></answer>'), 2, 164, "several right numbers"),
    "a numerical gap": (quiz("cloze", "{1:NUMERICAL:=3}"), 2, 1, "NUMERICAL"),
    "a document type": (b'<!DOCTYPE quiz [<!ENTITY a "b">]><quiz>&a;</quiz>', 1, 1, "refused"),
    "an outside entity": (b'<!DOCTYPE q SYSTEM "file:///etc/passwd"><quiz/>', 1, 1, "refused"),
    "too deep": (b"<quiz>" + b"<a>" * 80 + b"</a>" * 80 + b"</quiz>", 1, 196, "deep"),
    "nothing": (b"", 1, 1, "well-formed"),
    "no XML": (b"PK\x03\x04", 1, 3, "well-formed"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "line", "column", "words"), BROKEN.values(), ids=BROKEN)
def test_broken_moodle_has_its_place(data: bytes, line: int, column: int, words: str) -> None:
    drafts, problems = read_moodle(data)
    assert drafts == []
    assert [(one.line, one.column) for one in problems] == [(line, column)]
    assert words in problems[0].message


def test_a_billion_laughs_is_refused_at_once() -> None:
    bomb = b"<!DOCTYPE lolz [<!ENTITY a0 'lol'>" + b"".join(
        b"<!ENTITY a%d '&a%d;&a%d;'>" % (n, n - 1, n - 1) for n in range(1, 40)
    )
    for read in (read_moodle, read_qti):
        assert "refused" in read(bomb + b"]><quiz>&a39;</quiz>")[1][0].message


@given(st.binary(max_size=60) | st.text(st.sampled_from('<>/="&quizqestonpa ;!-[]'), max_size=80))
def test_any_bytes_are_read_or_refused(data: bytes | str) -> None:
    raw = data.encode() if isinstance(data, str) else data
    for read in (read_moodle, read_qti):
        for problem in read(raw)[1]:
            assert problem.line >= 1
            assert problem.column >= 1


@given(st.text(st.sampled_from("<>/=\"'&abp br;#x3!-[]%"), max_size=60))
@example("<p>a <![50%b</p>")
def test_any_html_becomes_text_without_tags(html: str) -> None:
    text = foreign_text(html, "html", {})
    assert text == text.strip()


ITEM = """<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="q" title="q" adaptive="false" timeDependent="false">
<responseDeclaration identifier="RESPONSE" cardinality="{many}" baseType="identifier">{key}</responseDeclaration>
<itemBody>{body}</itemBody></assessmentItem>"""
CHOICE = '<choiceInteraction responseIdentifier="RESPONSE" shuffle="true" maxChoices="1"><prompt>Which?</prompt><simpleChoice identifier="A">a</simpleChoice><simpleChoice identifier="B">b</simpleChoice></choiceInteraction>'
KEY = "<correctResponse><value>A</value></correctResponse>"


def qti(body: str = CHOICE, key: str = KEY, many: str = "single") -> bytes:
    return ITEM.format(body=body, key=key, many=many).encode()


def test_qti_of_others_is_read() -> None:
    drafts, problems = read_qti(qti(f'<p>Read <b>this</b>.</p><img src="x.png"/>{CHOICE}'))
    assert problems == []
    assert drafts[0].data["stem"] == "Read this.\n\nWhich?"
    assert [(one["id"], one.get("key")) for one in drafts[0].data["options"]] == [
        ("A", True),
        ("B", None),
    ]
    assert set(drafts[0].lost) == {"formatting", "a picture or other medium"}


BROKEN_QTI = {
    "no key": (qti(key=""), 2, "right"),
    "a mark that is no number": (qti(key='<mapping><mapEntry mapKey="A" mappedValue="inf"/></mapping>'), 2, "number"),
    "a mapping without a key": (qti(key='<mapping><mapEntry mappedValue="1"/></mapping>'), 2, "mapKey"),
    "two right answers": (qti(key="<correctResponse><value>A</value><value>B</value></correctResponse>"), 2, "only one can be chosen"),
    "an upload": (qti('<uploadInteraction responseIdentifier="RESPONSE"/>'), 3, "uploadInteraction"),
    "two questions": (qti(CHOICE + CHOICE), 3, "several"),
    "nothing asked": (qti("<p>Only a text.</p>"), 3, "no interaction"),
    "not declared": (qti(CHOICE.replace("RESPONSE", "OTHER")), 1, "not declared"),
    "an order that is none": (qti('<orderInteraction responseIdentifier="RESPONSE"><simpleChoice identifier="A">a</simpleChoice><simpleChoice identifier="B">b</simpleChoice></orderInteraction>', many="ordered"), 2, "order"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "line", "words"), BROKEN_QTI.values(), ids=BROKEN_QTI)
def test_broken_qti_has_its_place(data: bytes, line: int, words: str) -> None:
    drafts, problems = read_qti(data)
    assert drafts == []
    assert problems[0].line == line
    assert words in problems[0].message


MANIFEST = '<manifest><resources><resource type="imsqti_item_xmlv2p1" href="{href}"/></resources></manifest>'


def archive(**members: bytes) -> bytes:
    return packed({name.replace("__", "."): data for name, data in members.items()})


PACKAGES = {
    "no manifest": (packed({"a.xml": qti()}), "imsmanifest.xml"),
    "a manifest without items": (packed({"imsmanifest.xml": b"<manifest/>"}), "no QTI 2 item"),
    "a member that is not there": (packed({"imsmanifest.xml": MANIFEST.format(href="gone.xml").encode()}), "not in the package"),
    "a way out of the package": (packed({"imsmanifest.xml": MANIFEST.format(href="../../etc/passwd").encode()}), "not in the package"),
    "a bomb": (packed({"imsmanifest.xml": MANIFEST.format(href="a.xml").encode(), "a.xml": b" " * 7_000_000}), "tightly packed"),
    "cut short": (packed({"imsmanifest.xml": b"<manifest/>"})[:-30], "not a zip"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "words"), PACKAGES.values(), ids=PACKAGES)
def test_hostile_packages_are_refused(data: bytes, words: str) -> None:
    drafts, problems = read_qti(data)
    assert drafts == []
    assert words in problems[0].message


def test_one_bad_member_does_not_spoil_the_rest() -> None:
    manifest = MANIFEST.replace(
        "</resources>", '<resource type="imsqti_item_xmlv2p1" href="b.xml"/></resources>'
    ).format(href="a.xml")
    data = packed({"imsmanifest.xml": manifest.encode(), "a.xml": b"<broken", "b.xml": qti()})
    drafts, problems = read_qti(data)
    assert [draft.id for draft in drafts] == ["q"]
    assert problems[0].message.startswith("a.xml: ")


def test_a_package_is_the_same_every_time() -> None:
    assert packed({"a": b"x"}) == packed({"a": b"x"})
    assert Package(packed({"a": b"x"})).read("a") == b"x"


class TestCommands:
    @pytest.mark.parametrize(
        "form", ["gift", "moodle-xml", "qti", "canvas", "anki", "anki-tsv", "csv", "html"]
    )
    def test_every_format_is_written_with_its_losses(
        self, form: str, tmp_path: Path, environment: dict[str, str]
    ) -> None:
        file, lost = tmp_path / "out", tmp_path / "lost.csv"
        result = run(
            "bank",
            "export",
            BANK,
            "--to",
            form,
            "-o",
            str(file),
            "--losses",
            str(lost),
            env=environment,
        )
        assert result.returncode == 0, result.stderr
        assert "items exported" in result.stderr
        rows = lost.read_text().splitlines()
        counted = sum(int(line.split()[0]) for line in result.stderr.splitlines()[1:])
        assert len(rows) - 1 == counted
        data = file.read_bytes()
        assert data.startswith(b"PK") == (form in ("qti", "canvas", "anki"))

    @pytest.mark.parametrize("form", ["moodle-xml", "qti"])
    def test_a_bank_comes_back_ready_but_for_the_losses(
        self, form: str, tmp_path: Path, environment: dict[str, str]
    ) -> None:
        file, again = tmp_path / "out", tmp_path / "again.yaml"
        run("bank", "export", BANK, "--to", form, "-o", str(file), env=environment)
        result = run(
            "bank", "import", str(file), "again", "--from", form, "-o", str(again), env=environment
        )
        assert result.returncode == 0, result.stderr
        check = run("bank", "check", str(again), "--json", env=environment)
        codes = Counter(
            one["code"]
            for one in json.loads(check.stdout)["findings"]
            if one["severity"] == "error"
        )
        left = (
            {"S010": 8} if form == "moodle-xml" else {}
        )  # rationales of the matching and the ordering
        assert codes == left

    def test_a_package_is_not_thrown_at_a_terminal_and_pipes_whole(
        self, environment: dict[str, str], tmp_path: Path
    ) -> None:
        import subprocess
        import sys

        piped = subprocess.run(
            [sys.executable, "-m", "ipt_train", "bank", "export", BANK, "--to", "qti"], env=environment, capture_output=True, check=True
        )  # fmt: skip
        with zipfile.ZipFile(io.BytesIO(piped.stdout)) as members:
            assert members.testzip() is None

    def test_paper_without_key_gives_nothing_away(
        self, tmp_path: Path, environment: dict[str, str]
    ) -> None:
        file = tmp_path / "paper.html"
        run("bank", "export", BANK, "--to", "html", "--no-key", "-o", str(file), env=environment)
        paper = file.read_text()
        assert "Rationale" not in paper
        assert "Key:" not in paper
        assert "<script" not in paper
        style = paper.partition("<style>")[2].partition("</style>")[0]
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        assert f"default-src 'none'; style-src 'sha256-{digest}'" in paper
