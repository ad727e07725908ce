"""Packages of questions as other programs export them: QTI 1.2, Anki, workbooks."""

import io
from pathlib import Path
from typing import Any

import pytest
from anki.collection import Collection, ExportAnkiPackageOptions
from openpyxl import Workbook

from ipt_train.bank.core.model import Library
from ipt_train.bank.exchange.anki_read import read_anki
from ipt_train.bank.exchange.anki_write import write_tsv
from ipt_train.bank.exchange.package import packed
from ipt_train.bank.exchange.qti_read import read_qti
from ipt_train.bank.exchange.table_column import COLUMNS
from ipt_train.bank.exchange.table_read import read_questions
from tests.conftest import ROOT
from tests.program import run

CANVAS = """<questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2"><assessment ident="t" title="T"><section ident="root_section">{items}</section></assessment></questestinterop>"""
ITEM = """<item ident="{name}" title="{name}"><itemmetadata><qtimetadata><qtimetadatafield><fieldlabel>question_type</fieldlabel><fieldentry>{kind}</fieldentry></qtimetadatafield><qtimetadatafield><fieldlabel>points_possible</fieldlabel><fieldentry>{points}</fieldentry></qtimetadatafield></qtimetadata></itemmetadata>
<presentation><material><mattext texttype="text/html">&lt;p&gt;{stem}&lt;/p&gt;</mattext></material>{asked}</presentation><resprocessing><outcomes><decvar maxvalue="100" minvalue="0" varname="SCORE" vartype="Decimal"/></outcomes>{rules}</resprocessing>{more}</item>"""


def condition(test: str, score: float | str = "", feedback: str = "", go_on: str = "No") -> str:
    marks = f'<setvar action="Set" varname="SCORE">{score}</setvar>' if score != "" else ""
    told = f'<displayfeedback feedbacktype="Response" linkrefid="{feedback}"/>' if feedback else ""
    return f'<respcondition continue="{go_on}"><conditionvar>{test}</conditionvar>{marks}{told}</respcondition>'


def equal(value: str, response: str = "r") -> str:
    return f'<varequal respident="{response}">{value}</varequal>'


def choice(many: str, *texts: str) -> str:
    labels = "".join(
        f'<response_label ident="{n}"><material><mattext>{text}</mattext></material></response_label>'
        for n, text in enumerate(texts)
    )
    return f'<response_lid ident="r" rcardinality="{many}"><render_choice>{labels}</render_choice></response_lid>'


def feedback(name: str, text: str) -> str:
    return f'<itemfeedback ident="{name}"><flow_mat><material><mattext>{text}</mattext></material></flow_mat></itemfeedback>'


def quiz(
    kind: str, asked: str, rules: str, more: str = "", points: str = "1.0", stem: str = "Which?"
) -> bytes:
    item = ITEM.format(
        name="q1", kind=kind, asked=asked, rules=rules, more=more, points=points, stem=stem
    )
    return CANVAS.format(items=item).encode()


TYPED = '<response_str ident="r" rcardinality="Single"><render_fib/></response_str>'
READ: dict[str, tuple[bytes, dict[str, Any], list[str]]] = {
    "one of several": (quiz("multiple_choice_question", choice("Single", "Grief", "Loss"), condition(equal("0"), "", "0_fb", "Yes") + condition(equal("0"), 100), feedback("0_fb", "Yes.")), {"type": "single-best-answer", "stem": "Which?", "options": [{"id": "0", "text": "Grief", "key": True, "rationale": "Yes."}, {"id": "1", "text": "Loss", "rationale": ""}]}, []),
    "half marks": (quiz("multiple_choice_question", choice("Single", "Grief", "Loss"), condition(equal("0"), 100) + condition(equal("1"), 50), points="2"), {"type": "single-best-answer", "stem": "Which?", "options": [{"id": "0", "text": "Grief", "key": True, "rationale": ""}, {"id": "1", "text": "Loss", "rationale": ""}]}, ["marks of the question", "part marks of an answer"]),
    "several": (quiz("multiple_answers_question", choice("Multiple", "A", "B", "C"), condition(f"<and>{equal('0')}{equal('2')}<not>{equal('1')}</not></and>", 100)), {"type": "multiple-response", "stem": "Which?", "options": [{"id": "0", "text": "A", "key": True, "rationale": ""}, {"id": "1", "text": "B", "rationale": ""}, {"id": "2", "text": "C", "key": True, "rationale": ""}]}, []),
    "true or false": (quiz("true_false_question", choice("Single", "True", "False"), condition(equal("1"), 100)), {"type": "true-false", "stem": "Which?", "key": False, "rationale_true": "", "rationale_false": ""}, []),
    "typed": (quiz("short_answer_question", TYPED, condition(equal("grief") + equal("mourning"), 100)), {"type": "short-answer", "stem": "Which?", "accepted": ["grief", "mourning"], "rationale": ""}, []),
    "feedback to all": (quiz("short_answer_question", TYPED, condition("<other/>", "", "general_fb", "Yes") + condition(equal("a"), 100, "correct_fb"), feedback("general_fb", "So it is.") + feedback("general_incorrect_fb", "Read on.")), {"type": "short-answer", "stem": "Which?", "accepted": ["a"], "rationale": "", "explanation": "So it is."}, ["feedback on the whole answer"]),
}  # fmt: skip


@pytest.mark.parametrize(("data", "expected", "lost"), READ.values(), ids=READ)
def test_canvas_and_blackboard(data: bytes, expected: dict[str, Any], lost: list[str]) -> None:
    drafts, problems = read_qti(data)
    assert problems == []
    assert (drafts[0].id, drafts[0].data, drafts[0].lost) == ("q1", expected, lost)


REFUSED = {
    "a number": (quiz("numerical_question", TYPED, condition('<vargte respident="r">3</vargte>', 100)), "numerical"),
    "a number that does not say so": (quiz("", TYPED, condition('<vargte respident="r">3</vargte>', 100)), "numerical"),
    "an essay": (quiz("essay_question", TYPED, condition("<other/>")), "essay"),
    "no key": (quiz("multiple_choice_question", choice("Single", "A", "B"), ""), "right"),
    "a file": (quiz("file_upload_question", TYPED, ""), "file"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "words"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_has_its_place(data: bytes, words: str) -> None:
    drafts, problems = read_qti(data)
    assert drafts == []
    assert words in problems[0].message
    assert problems[0].line >= 1


BLACKBOARD = """<questestinterop><assessment title="Pool"><section><item maxattempts="0"><itemmetadata><bbmd_asi_object_id>_1_1</bbmd_asi_object_id><bbmd_questiontype>Multiple Choice</bbmd_questiontype></itemmetadata>
<presentation><flow class="Block"><flow class="QUESTION_BLOCK"><flow class="FORMATTED_TEXT_BLOCK"><material><mat_extension><mat_formattedtext type="HTML">&lt;p&gt;Which?&lt;/p&gt;</mat_formattedtext></mat_extension></material></flow></flow>
<flow class="RESPONSE_BLOCK"><response_lid ident="response" rcardinality="Single" rtiming="No"><render_choice shuffle="No" minnumber="0" maxnumber="0">
<flow_label class="Block"><response_label ident="a1" shuffle="Yes" rarea="Ellipse" rrange="Exact"><flow_mat class="FORMATTED_TEXT_BLOCK"><material><mat_extension><mat_formattedtext type="HTML">Grief</mat_formattedtext></mat_extension></material></flow_mat></response_label></flow_label>
<flow_label class="Block"><response_label ident="b2" shuffle="Yes" rarea="Ellipse" rrange="Exact"><flow_mat class="FORMATTED_TEXT_BLOCK"><material><mat_extension><mat_formattedtext type="HTML">Loss</mat_formattedtext></mat_extension></material></flow_mat></response_label></flow_label></render_choice></response_lid></flow></flow></presentation>
<resprocessing scoremodel="SumOfScores"><outcomes><decvar varname="SCORE" vartype="Decimal" defaultval="0" minvalue="0" maxvalue="10.0"/></outcomes>
<respcondition title="correct"><conditionvar><varequal respident="response" case="No">b2</varequal></conditionvar><setvar variablename="SCORE" action="Set">SCORE.max</setvar><displayfeedback linkrefid="correct" feedbacktype="Response"/></respcondition>
<respcondition title="incorrect"><conditionvar><other/></conditionvar><setvar variablename="SCORE" action="Set">0</setvar><displayfeedback linkrefid="incorrect" feedbacktype="Response"/></respcondition></resprocessing>
<itemfeedback ident="incorrect" view="All"><flow_mat class="Block"><flow_mat class="FORMATTED_TEXT_BLOCK"><material><mat_extension><mat_formattedtext type="HTML">Read on.</mat_formattedtext></mat_extension></material></flow_mat></flow_mat></itemfeedback></item></section></assessment></questestinterop>"""
MANIFEST = '<manifest xmlns:bb="http://www.blackboard.com/content-packaging/"><resources>{}</resources></manifest>'


def test_a_package_of_blackboard() -> None:
    manifest = MANIFEST.format('<resource bb:file="res00001.dat" bb:title="Pool" identifier="res00001" type="assessment/x-bb-qti-pool" xml:base="res00001"/>')  # fmt: skip
    drafts, problems = read_qti(packed({"imsmanifest.xml": manifest.encode(), "res00001.dat": BLACKBOARD.encode()}))  # fmt: skip
    assert problems == []
    found = next(one for one in drafts if one.data)
    assert [(one["text"], one.get("key")) for one in found.data["options"]] == [("Grief", None), ("Loss", True)]  # fmt: skip
    assert found.data["stem"] == "Which?"
    assert found.data["shuffle"] is False
    assert [one["rationale"] for one in found.data["options"]] == ["Read on.", ""]
    assert found.lost == []


QTI2 = '<assessmentItem identifier="q"><responseDeclaration identifier="R" cardinality="single" baseType="identifier"><correctResponse><value>A</value></correctResponse></responseDeclaration><itemBody><choiceInteraction responseIdentifier="R"><prompt>Which?</prompt><simpleChoice identifier="A">a</simpleChoice><simpleChoice identifier="B">b</simpleChoice></choiceInteraction></itemBody></assessmentItem>'


@pytest.mark.parametrize(
    ("href", "member"),
    [("items/an%20item.xml", "items/an item.xml"), ("items/a%b.xml", "items/a%b.xml"), ("items/a.xml", "items\\a.xml"), ("items/%C3%A9.xml", "items/é.xml")],
)  # fmt: skip
def test_a_manifest_names_members_by_uris(href: str, member: str) -> None:
    manifest = MANIFEST.format(f'<resource type="imsqti_item_xmlv2p1" href="{href}"/>')
    drafts, problems = read_qti(packed({"imsmanifest.xml": manifest.encode(), member: QTI2.encode()}))  # fmt: skip
    assert (problems, [one.id for one in drafts]) == ([], ["q"])


def test_a_test_alone_leads_to_its_items() -> None:
    manifest = MANIFEST.format('<resource type="imsqti_test_xmlv2p2" href="tests/t.xml"/>')
    test = '<assessmentTest identifier="t"><testPart><assessmentSection identifier="s"><assessmentItemRef identifier="i" href="../items/q%201.xml"/></assessmentSection></testPart></assessmentTest>'
    drafts, problems = read_qti(packed({"imsmanifest.xml": manifest.encode(), "tests/t.xml": test.encode(), "items/q 1.xml": QTI2.encode()}))  # fmt: skip
    assert (problems, [one.id for one in drafts]) == ([], ["q"])


def deck(tmp_path: Path, *, legacy: bool) -> bytes:
    opened = Collection(str(tmp_path / "collection.anki2"))
    for kind, fields in (
        ("Basic", ["What does <b>IPT</b> stand for?", "Interpersonal psychotherapy"]),
        ("Cloze", ["It has {{c1::three}} phases.", "Read the manual."]),
        ("Basic (and reversed card)", ["Front?", "Back [sound:a.mp3]"]),
    ):
        note = opened.new_note(opened.models.by_name(kind))
        note.fields = fields
        note.tags = ["week::one"]
        opened.add_note(note, opened.decks.id("IPT::First"))
    out = tmp_path / "out.apkg"
    opened.export_anki_package(
        out_path=str(out),
        options=ExportAnkiPackageOptions(with_scheduling=False, with_media=False, legacy=legacy),
        limit=None,
    )
    opened.close()
    return out.read_bytes()


def test_a_deck_that_anki_exports(tmp_path: Path) -> None:
    drafts, problems = read_anki(deck(tmp_path, legacy=True))
    assert problems == []
    basic, cloze, reversed_ = drafts
    assert basic.data == {"type": "short-answer", "stem": "What does IPT stand for?", "accepted": ["Interpersonal psychotherapy"], "rationale": "", "tags": ["week-one"]}  # fmt: skip
    assert (basic.lost, basic.domain) == (["formatting"], "First")
    assert cloze.data["passage"] == "It has {{gap-1}} phases."
    assert cloze.data["explanation"] == "Read the manual."
    assert reversed_.lost == ["a picture or other medium", "the reversed card"]


def test_the_newest_kind_of_deck_says_how_to_export(tmp_path: Path) -> None:
    drafts, problems = read_anki(deck(tmp_path, legacy=False))
    assert drafts == []
    assert "Support older Anki versions" in problems[0].message


HEAD = "#separator:tab\n#html:true\n#notetype:IPT question\n#tags column:11\n#guid column:10\n"


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        ("<p>", "<p>", []), ("<p>", "<p class=x>", []), ("</p><", "</p> <", []),
        ("<p>A: Because", "<p>A: As", ["what was changed on the card in Anki"]), ("<li>", "<li>No ", ["what was changed on the card in Anki"]),
    ],
)  # fmt: skip
def test_a_card_that_was_changed_says_so(
    library: Library, old: str, new: str, lost: list[str]
) -> None:
    text, _ = write_tsv([next(iter(library.items()))], library.bibliography, "IPT")
    assert old in text
    drafts, problems = read_anki(text.replace(old, new).encode())
    assert (problems, [one.lost for one in drafts]) == ([], [lost])


@pytest.mark.parametrize(
    "data",
    ["{", "[]", "null", '{"id": 1, "shown": "", "item": {"type": "cloze", "stem": "s"}}', '{"id": "a", "shown": "", "item": {"stem": "s"}}',
     '{"id": "a", "shown": "", "item": {"type": "cloze", "stem": "s", "gaps": [{"accepted": []}]}}', '{"id": "a", "shown": "", "item": {"type": "t", "stem": "s", "options": 5}}',
     '{"id": "a", "shown": "", "item": {"type": "t", "stem": "s", "picture": {"file": "/etc/passwd"}}}', "[" * 5000, '{"id": "a", "shown": "", "item": {"type": "numerical", "stem": "s", "value": NaN}}'],
)  # fmt: skip
def test_a_damaged_card_of_ours_is_refused(data: str) -> None:
    note = f"{HEAD}<span data-ipt='{data.replace(chr(34), '&quot;')}'>a</span>\tq\ta\tw\ts\n"
    drafts, problems = read_anki(note.encode())
    assert drafts == []
    assert "the item in this card is damaged" in problems[0].message


def test_a_card_of_an_earlier_version_is_refused() -> None:
    drafts, problems = read_anki(f"{HEAD}an-item\tWhich?\tA\tBecause.\t\n".encode())
    assert drafts == []
    assert "earlier" in problems[0].message


def test_notes_in_a_text_file() -> None:
    text = "#separator:tab\n#html:false\n#tags column:3\n#deck:IPT\nOne < two?\tyes\tx y\n{{c1::a::b}} {{c2::c}}\t\t\nalone\n"
    drafts, problems = read_anki(text.encode())
    assert drafts[0].data["stem"] == "One < two?"
    assert drafts[0].data["tags"] == ["x", "y"]
    assert set(drafts[1].lost) == {"hints", "that gaps are asked one by one"}
    assert [(one.line, one.message) for one in problems] == [(7, "the card has no text on both sides")]  # fmt: skip


class TestTables:
    def test_a_table_that_somebody_wrote(self) -> None:
        text = "item,stem,option_a,option_b,key,why_b,notes\nfirst,Which?,Grief,Loss,B,Because.,mine\n,Is it so?,,,true,,\n,Name it.,,,grief\n"
        drafts, problems = read_questions(text.encode())
        assert problems == []
        assert drafts[0].data == {"type": "single-best-answer", "stem": "Which?", "options": [{"id": "a", "text": "Grief", "rationale": ""}, {"id": "b", "text": "Loss", "rationale": "Because.", "key": True}]}  # fmt: skip
        assert drafts[0].lost == ["an unknown column notes"]
        assert [one.data["type"] for one in drafts[1:]] == ["true-false", "short-answer"]

    @pytest.mark.parametrize(
        ("row", "words"),
        [
            ("Which?,a,b,C,", "letter of an option"),
            ("Which?,a,b,,", "letter of an option"),
            (",a,b,A,", "no stem"),
            ("Which?,a,b,A,essay", "is not a type of item"),
            ("Which?,a,b,A B,single-best-answer", "one key"),
            ("Which?,a,b,maybe,true-false", "neither true nor false"),
            ("Which?,,,,short-answer", "accepted answers"),
            ("Which?,,,A,matching", "prompt column"),
        ],
    )
    def test_a_row_that_cannot_be_read_has_its_line(self, row: str, words: str) -> None:
        drafts, problems = read_questions(f"stem,option_a,option_b,key,type\nGood?,a,b,A,\n{row}\n".encode())  # fmt: skip
        assert len(drafts) == 1
        assert problems[0].line == 3
        assert words in problems[0].message

    def test_every_column_comes_in_or_is_named(self) -> None:
        for name in COLUMNS:
            cells = {"stem": "Which?", "type": "single-best-answer", "option_a": "a", "option_b": "b", "key": "A"}  # fmt: skip
            before = read_questions("\n".join([",".join(cells), ",".join(cells.values())]).encode())
            changed = cells | {name: "B" if name == "key" else "true-false" if name == "type" else "zz-9"}  # fmt: skip
            after = read_questions("\n".join([",".join(changed), ",".join(changed.values())]).encode())  # fmt: skip
            assert after != before, name

    def test_a_workbook(self) -> None:
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        for row in (["stem", "option_a", "option_b", "key"], ["Which?", "a", "b", "A"]):
            sheet.append(row)
        buffer = io.BytesIO()
        book.save(buffer)
        drafts, problems = read_questions(buffer.getvalue())
        assert (len(drafts), problems) == (1, [])

    def test_the_manual_names_every_column(self) -> None:
        manual = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
        for name in COLUMNS:
            shown = f"{name[:-1]}a" if name[-2] == "_" and name[-1].isalpha() else name
            shown = f"{name[:-1]}1" if name[-2] == "_" and name[-1].isdigit() else shown
            assert f"`{shown}`" in manual, name


def test_losses_stand_apart_and_a_line_a_kind(tmp_path: Path, environment: dict[str, str]) -> None:
    file = tmp_path / "q.gift"
    file.write_text("::one::Which?{=a =%50%b}\n\n::two::Which?{=a =%25%c}\n\n::three::Which?{=a}\n")
    lost = tmp_path / "lost.csv"
    result = run("bank", "import", str(file), "c", "-o", str(tmp_path / "c.yaml"), "--losses", str(lost), env=environment)  # fmt: skip
    assert result.returncode == 0
    lines = result.stderr.splitlines()
    assert lines[1:3] == ["Left out, because a bank has no place for it:", "     2  part marks of an answer: c-one, c-two"]  # fmt: skip
    assert lines[3] == "Still to be written:"
    assert "     3  objective" in lines
    rows = lost.read_text().splitlines()
    assert rows[0] == "item,what,kind"
    assert sorted(row for row in rows if row.endswith(",lost")) == ["c-one,part marks of an answer,lost", "c-two,part marks of an answer,lost"]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "form", "hint"),
    [
        (QTI2, "moodle-xml", "--from qti"),
        ("<quiz></quiz>", "qti", "--from moodle-xml"),
        ("Which?\nA) a\nB) b\nANSWER: A\n", "moodle-xml", "--from aiken"),
        ("::a::Which?{=a ~b}", "aiken", "--from gift"),
        ("stem,key\nWhich?,a\n", "moodle-xml", "--from csv"),
    ],
)
def test_a_file_of_another_format_is_told(data: str, form: str, hint: str, tmp_path: Path, environment: dict[str, str]) -> None:  # fmt: skip
    file = tmp_path / "file"
    file.write_text(data)
    result = run("bank", "import", str(file), "c", "--from", form, "-o", str(tmp_path / "c.yaml"), env=environment)  # fmt: skip
    assert result.returncode == 2
    assert hint in result.stderr.splitlines()[-1]
