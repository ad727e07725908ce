"""Nothing of a foreign file is passed over: whatever is changed comes in, is named, or is refused.

The tables say which elements and attributes there are. Each is altered, and put in where it is not
there, in a sound file; the bank that comes of it, its losses or its problems must differ.
"""

from collections.abc import Iterator
from copy import deepcopy
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_train.bank.exchange import html_field
from ipt_train.bank.exchange.field import ForeignField
from ipt_train.bank.exchange.gift_field import GIFT
from ipt_train.bank.exchange.moodle_field import TYPES, moodle_fields
from ipt_train.bank.exchange.qti12_field import QTI12
from ipt_train.bank.exchange.qti_field import QTI
from ipt_train.bank.operation.exchange import ImportedBank, import_bank
from ipt_train.vocabulary import Domain, ForeignFormat

ODD = "zz-9"


def imported(document: str | ET.Element, form: ForeignFormat) -> ImportedBank:
    data = document if isinstance(document, str) else ET.tostring(document, encoding="unicode")
    told: list[tuple[int, int]] = []
    bank = import_bank(
        data.encode(), form, name="b", title="B", domain=Domain.PROCESS, advance=lambda *done: told.append(done)
    )  # fmt: skip  # a call
    assert [done for done, _ in told] == [*range(1, len(told) + 1)]
    assert bank.items <= len(told)
    return bank


def outcome(document: str | ET.Element, form: ForeignFormat) -> tuple[str, object, object]:
    found = imported(document, form)
    return found.text, found.losses, [one.message for one in found.problems]


ANSWERS = """
<answer fraction="100" format="html"><text>{a}</text><feedback format="html"><text>Yes &lt;b&gt;so&lt;/b&gt;.</text></feedback></answer>
<answer fraction="0" format="html"><text>{b}</text><feedback format="html"><text>No &lt;i&gt;not&lt;/i&gt;.</text></feedback></answer>"""
MARKED = ANSWERS.format(a="Grief &lt;b&gt;it&lt;/b&gt;", b="Loss &lt;b&gt;it&lt;/b&gt;")
REST = {
    "multichoice": f"<single>true</single><shuffleanswers>true</shuffleanswers>{MARKED}",
    "truefalse": ANSWERS.format(a="true", b="false"),
    "shortanswer": ANSWERS.format(a="grief", b="loss"),
    "numerical": "".join(
        f'<answer fraction="{share}" format="html"><text>{number}</text><tolerance>{room}</tolerance><feedback format="html"><text>{why} &lt;b&gt;so&lt;/b&gt;.</text></feedback></answer>'
        for share, number, room, why in ((100, 16, 0.5, "Yes"), (0, 12, 0, "No"))
    ) + "<units><unit><multiplier>1</multiplier><unit_name>weeks</unit_name></unit></units>",
    "matching": "".join(
        f'<subquestion format="html"><text>p{n} &lt;b&gt;x&lt;/b&gt;</text><answer><text>o{n}</text></answer></subquestion>'
        for n in range(2)
    ),
    "ordering": "".join(
        f'<answer fraction="{n}" format="html"><text>s{n} &lt;b&gt;x&lt;/b&gt;</text><feedback format="html"><text>w{n} &lt;b&gt;x&lt;/b&gt;</text></feedback></answer>'
        for n in (1, 2)
    ),
    "cloze": "",
}  # fmt: skip


def moodle(kind: str) -> ET.Element:
    stem = (
        "It is {1:SHORTANSWER:=grief} here." if kind == "cloze" else "Which &lt;b&gt;one&lt;/b&gt;?"
    )
    return ET.fromstring(
        f'<quiz><question type="{kind}"><name><text>q1</text></name><questiontext format="html"><text>{stem}</text></questiontext>'
        '<generalfeedback format="html"><text>All &lt;b&gt;in&lt;/b&gt; all.</text></generalfeedback><idnumber>q1</idnumber>'
        f"<tags><tag><text>week</text></tag></tags>{REST[kind]}</question></quiz>"
    )


def changes(
    root: ET.Element, path: list[str], attribute: str, field: ForeignField
) -> Iterator[ET.Element]:
    """Yield documents with one field altered, put in, and put in again."""
    changed = deepcopy(root)
    element = changed
    for name in path:
        below = element.find(name)
        element = ET.SubElement(element, name) if below is None else below
    if attribute:
        element.set(attribute, ODD)
        yield changed
        return
    if field.text or not len(element):
        element.text = ODD
        yield changed
    again = deepcopy(changed)
    parent = again
    for name in path[:-1]:
        below = parent.find(name)
        assert below is not None
        parent = below
    twin = deepcopy(parent.find(path[-1]))
    assert twin is not None
    for one in twin.iter():
        one.text = f"{one.text or ''}{ODD}"
    parent.append(twin)
    yield again


@pytest.mark.parametrize("kind", TYPES)
def test_every_field_of_moodle(kind: str) -> None:
    before = outcome(moodle(kind), ForeignFormat.MOODLE_XML)
    assert before[0]
    silent = []
    for name, field in moodle_fields(kind).items():
        path, _, attribute = name.partition("@")
        for changed in changes(moodle(kind), path.split("/"), attribute, field):
            if outcome(changed, ForeignFormat.MOODLE_XML) == before:
                silent.append(name)
    assert silent == []


CHOICE = '<choiceInteraction responseIdentifier="R" shuffle="true" maxChoices="1"><prompt>Which?</prompt><simpleChoice identifier="A">a<feedbackInline outcomeIdentifier="F" identifier="A" showHide="show">Yes.</feedbackInline></simpleChoice><simpleChoice identifier="B">b</simpleChoice></choiceInteraction><feedbackBlock outcomeIdentifier="F" identifier="B" showHide="show"><p>No.</p></feedbackBlock><rubricBlock view="candidate"><p>Read.</p></rubricBlock>'
ORDER = '<orderInteraction responseIdentifier="R" shuffle="true"><prompt>Which?</prompt><simpleChoice identifier="A">a</simpleChoice><simpleChoice identifier="B">b</simpleChoice></orderInteraction>'
MATCH = '<matchInteraction responseIdentifier="R" shuffle="true" maxAssociations="2"><prompt>Which?</prompt><simpleMatchSet><simpleAssociableChoice identifier="A" matchMax="1">a</simpleAssociableChoice></simpleMatchSet><simpleMatchSet><simpleAssociableChoice identifier="B" matchMax="1">b</simpleAssociableChoice></simpleMatchSet></matchInteraction>'
ENTRY = '<p>Which <textEntryInteraction responseIdentifier="R"/>?</p>'
RULE = '<responseProcessing><responseCondition><responseIf><match><variable identifier="R"/><correct identifier="R"/></match><setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue></responseIf><responseElse><setOutcomeValue identifier="SCORE"><baseValue baseType="float">0</baseValue></setOutcomeValue></responseElse></responseCondition></responseProcessing>'
NEAR = RULE.replace("<match>", '<equal toleranceMode="absolute" tolerance="0.5 0.5">').replace(
    "</match>", "</equal>"
)
MAPPED = '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response"/>'
ITEM = """<assessmentItem identifier="q" title="q" adaptive="false" timeDependent="false"><responseDeclaration identifier="R" cardinality="{many}" baseType="{kind}"><correctResponse>{key}</correctResponse>{mapping}</responseDeclaration>
<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>{outcome}<itemBody>{body}</itemBody>{rule}<modalFeedback outcomeIdentifier="F" identifier="{modal}" showHide="show"><p>Well.</p></modalFeedback></assessmentItem>"""
F = '<outcomeDeclaration identifier="F" cardinality="single" baseType="identifier"/>'
MAPPING = '<mapping defaultValue="0"><mapEntry mapKey="grief" mappedValue="1" caseSensitive="false"/></mapping>'
SAMPLES = {
    "choice": ITEM.format(many="single", kind="identifier", key="<value>A</value>", mapping="", outcome=F, modal="B", body=CHOICE, rule=RULE),
    "order": ITEM.format(many="ordered", kind="identifier", key="<value>B</value><value>A</value>", mapping="", outcome=F, modal="why-A", body=ORDER, rule=RULE),
    "match": ITEM.format(many="multiple", kind="directedPair", key="<value>A B</value>", mapping="", outcome=F, modal="why-A", body=MATCH, rule=RULE),
    "number": ITEM.format(many="single", kind="float", key="<value>16</value>", mapping="", outcome=F, modal="why-key", body=ENTRY, rule=NEAR),
    "entry": ITEM.format(many="single", kind="string", key="<value>grief</value>", mapping=MAPPING, outcome=F, modal="why-r", body=ENTRY, rule=MAPPED),
}  # fmt: skip


def by_name(
    root: ET.Element, name: str, attribute: str, field: ForeignField
) -> Iterator[ET.Element]:
    """Yield documents with one field altered, or put in below the first element."""
    places = [one for one in root.iter() if one.tag == name]
    if attribute:
        for number in range(len(places)):
            changed = deepcopy(root)
            [one for one in changed.iter() if one.tag == name][number].set(attribute, ODD)
            yield changed
    elif not places:
        changed = deepcopy(root)
        ET.SubElement(changed, name).text = ODD
        yield changed
    else:
        changed = deepcopy(root)
        parents = {child: parent for parent in changed.iter() for child in parent}
        first = next(one for one in changed.iter() if one.tag == name)
        if first in parents:
            twin = deepcopy(first)
            for one in twin.iter():
                one.text = f"{one.text or ''}{ODD}"
                if "identifier" in one.attrib:
                    one.set("identifier", f"{one.get('identifier')}{ODD}")
            parents[first].append(twin)
            yield changed


def neutral(field: ForeignField) -> bool:
    return field.unless == ".*"


def silent(
    samples: dict[str, str], fields: dict[str, ForeignField], form: ForeignFormat
) -> list[str]:
    found = []
    for which, sample in samples.items():
        before = outcome(sample, form)
        assert before[0], (which, before)
        assert not before[2]
        root = ET.fromstring(sample)
        for key, field in fields.items():
            name, _, attribute = key.partition("@")
            if neutral(field):
                continue
            for changed in by_name(root, name, attribute, field):
                if outcome(changed, form) == before:
                    found.append(f"{which}: {key}")
    return found


def test_every_field_of_qti_2() -> None:
    assert silent(SAMPLES, QTI, ForeignFormat.QTI) == []


Q12 = """<questestinterop><item ident="q1" title="q1"><itemmetadata><qtimetadata><qtimetadatafield><fieldlabel>question_type</fieldlabel><fieldentry>{kind}</fieldentry></qtimetadatafield></qtimetadata></itemmetadata>
<presentation><material><mattext texttype="text/html">&lt;p&gt;Which?&lt;/p&gt;</mattext></material>{asked}</presentation>
<resprocessing><outcomes><decvar maxvalue="100" minvalue="0" varname="SCORE" vartype="Decimal"/></outcomes><respcondition continue="Yes"><conditionvar><varequal respident="r">a</varequal></conditionvar><displayfeedback feedbacktype="Response" linkrefid="a_fb"/></respcondition><respcondition continue="No"><conditionvar><varequal respident="r">a</varequal></conditionvar><setvar action="Set" varname="SCORE">100</setvar></respcondition></resprocessing>
<itemfeedback ident="a_fb"><flow_mat><material><mattext texttype="text/html">&lt;p&gt;Yes.&lt;/p&gt;</mattext></material></flow_mat></itemfeedback></item></questestinterop>"""
LABELS = "".join(
    f'<response_label ident="{one}"><material><mattext texttype="text/html">{one} &amp;amp; {one}</mattext></material></response_label>'
    for one in "ab"
)
CANVAS = {
    "choice": Q12.format(kind="multiple_choice_question", asked=f'<response_lid ident="r" rcardinality="Single"><render_choice>{LABELS}</render_choice></response_lid>'),
    "number": Q12.format(kind="numerical_question", asked='<response_str ident="r" rcardinality="Single"><render_fib fibtype="Decimal"/></response_str>').replace('>a</varequal>', '>16</varequal>'),
    "typed": Q12.format(kind="short_answer_question", asked='<response_str ident="r" rcardinality="Single"><render_fib/></response_str>'),
}  # fmt: skip


def test_every_field_of_qti_12() -> None:
    fields = {name: one for name, one in QTI12.items() if name != "item"}
    assert silent(CANVAS, fields, ForeignFormat.QTI) == []


NAMES = st.from_regex(r"[a-z]{3,8}", fullmatch=True).map(lambda name: f"x{name}")
FILES = {
    **{f"moodle {kind}": (ET.tostring(moodle(kind), encoding="unicode"), ForeignFormat.MOODLE_XML) for kind in TYPES},
    **{f"qti {name}": (text, ForeignFormat.QTI) for name, text in SAMPLES.items()},
    **{f"canvas {name}": (text, ForeignFormat.QTI) for name, text in CANVAS.items()},
}  # fmt: skip


@pytest.mark.parametrize(("text", "form"), FILES.values(), ids=FILES)
@settings(max_examples=40, deadline=None)
@given(data=st.data(), name=NAMES, value=st.sampled_from(["", "1", "a word"]))
def test_what_no_table_speaks_of_is_named_anywhere(text: str, form: ForeignFormat, data: st.DataObject, name: str, value: str) -> None:  # fmt: skip
    root = ET.fromstring(text)
    places = [one for one in root.iter() if one.tag not in ("quiz", "questestinterop")]
    place = data.draw(st.sampled_from(places))
    before = outcome(text, form)
    if data.draw(st.booleans()):
        place.set(name, value)
    else:
        ET.SubElement(place, name).text = value
    assert outcome(root, form) != before


@pytest.mark.parametrize(("text", "form"), FILES.values(), ids=FILES)
def test_the_same_file_gives_the_same_bank(text: str, form: ForeignFormat) -> None:
    assert imported(text, form).text == imported(text, form).text


SOUND = "Which?{=a ~b}"
GIFT_PARTS = {
    "title": ("::t::" + SOUND, "::u::" + SOUND),
    "title beside an id": ("// [id:t]\n" + SOUND, "// [id:t]\n::u::" + SOUND),
    "question": (SOUND, "What?{=a ~b}"),
    "comment": (SOUND, "// mine\n" + SOUND),
    "comment/id": (SOUND, "// [id:t]\n" + SOUND),
    "comment/tag": (SOUND, "// [tag:t]\n" + SOUND),
    "comment/number of Moodle": ("::t::" + SOUND, "// question: 1  name: u\n::u::" + SOUND),
    "category": (SOUND, "$CATEGORY: week\n\n" + SOUND),
    "description": (SOUND, "A text.\n\n" + SOUND),
    "format/html": ("A &amp;amp; b{T}", "[html]A &amp;amp; b{F}"),
    "format/moodle": ("[plain]A &amp; b{T}", "[moodle]A &amp; b{T}"),
    "format/plain": ("A &amp; b{T}", "[plain]A &amp; b{T}"),
    "format/markdown": ("A *b*{T}", "[markdown]A *b*{T}"),
    "answer": (SOUND, "Which?{=a ~b ~c}"),
    "answer/weight": ("Which?{~%50%a ~%50%b ~%-100%c}", "Which?{~%100%a ~%-100%b ~%-100%c}"),
    "answer/part marks": (SOUND, "Which?{=a ~%50%b}"),
    "answer/wildcard": ("Which?{=a}", "Which?{=a =%0%*#Try again.}"),
    "answer/feedback": (SOUND, "Which?{=a#Yes. ~b}"),
    "answer/pair": ("Which?{=a -> b =c -> d}", "Which?{=a -> b =c -> e}"),
    "answer/true or false": ("So?{T}", "So?{F}"),
    "answer/feedback of true or false": ("So?{T}", "So?{T#no#yes}"),
    "answer/third feedback of true or false": ("So?{T#no#yes}", "So?{T#no#yes#more}"),
    "answer/number": ("Which?{#3}", "Which?{#4}"),
    "answer/tolerance": ("Which?{#3}", "Which?{#3:1}"),
    "answer/range": ("Which?{#1..5}", "Which?{#1..7}"),
    "answer/wrong number": ("Which?{#3}", "Which?{#=3 =%0%4#No.}"),
    "answer/tolerance of a wrong number": ("Which?{#=3 =%0%6#No.}", "Which?{#=3 =%0%6:1#No.}"),
    "answer/several right numbers": ("Which?{#=3}", "Which?{#=3 =6}"),
    "answer/none": (SOUND, "Which?{}"),
    "general feedback": (SOUND, "Which?{=a ~b####So it is.}"),
    "missing word": ("It is {=a}", "It is {=a} here."),
    "escaped sign": ("Which \\= one?{T}", "Which \\~ one?{T}"),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after"), GIFT_PARTS.values(), ids=GIFT_PARTS)
def test_every_part_of_gift(before: str, after: str) -> None:
    assert outcome(before, ForeignFormat.GIFT) != outcome(after, ForeignFormat.GIFT)


def test_the_table_of_gift_is_whole() -> None:
    assert GIFT_PARTS.keys() == GIFT.keys()


def in_html(piece: str) -> ImportedBank:
    text = piece.replace("=", "\\=").replace("{", "\\{").replace(":", "\\:")
    return imported(f"[html]<p>Which {text} one?</p>" + "{T}", ForeignFormat.GIFT)


@pytest.mark.parametrize("name", sorted({*html_field.LOST, *html_field.PLAIN, "blob"} - html_field.ROOTS))  # fmt: skip
def test_every_element_of_html(name: str) -> None:
    found = in_html(f"<{name}>QZ</{name}>")
    kept = "QZ" in found.text or name == "rp"
    assert kept or any(one.kind == "lost" for one in found.losses), found.text
    if name not in html_field.PLAIN:
        assert any(one.kind == "lost" for one in found.losses)


@pytest.mark.parametrize("name", sorted({*html_field.ATTRIBUTES, "onclick", "data-x", "blob"}))
def test_every_attribute_of_html(name: str) -> None:
    assert any(one.kind == "lost" for one in in_html(f'<span {name}="zz">QZ</span>').losses)
