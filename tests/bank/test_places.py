"""Mistakes in YAML are reported where they were made, and advice quotes what is written."""

import pytest

from ipt_train.bank.source.examine import read
from ipt_train.bank.source.source import PARSER, parse
from tests.bank.test_fix import SCHEMA

PLACES = {
    "a quote that is never closed": ('a: 1\nb: "x y\nc: 2\n', 2, 4, "never closed"),
    "a single quote that is never closed": ("a: 1\nb: 'x y\nc: 2\n", 2, 4, "never closed"),
    "a quote that is closed by the next": ('b: "x y\nc: "2"\n', 1, 4, "closed only on line 2"),
    "an apostrophe in single quotes": ("a: 'It's fine'\n", 1, 8, "the quoted text ends before this"),
    "text after a quote": ('a: "x" y\n', 1, 8, "the quoted text ends before this"),
    "a bracket that is never closed": ("a: 1\nb: [x, y\nc: 2\n", 2, 4, "never closed"),
    "a bracket before nothing": ("a: 1\nb: [\n\n", 2, 4, "never closed"),
    "a bracket after a comma": ("a: [[x],\n", 1, 4, "never closed"),
    "a bracket in a brace": ("é: x\nb: {c: [1,\n", 2, 8, "never closed"),
    "nothing but a brace": ("{", 1, 1, "never closed"),
    "a brace at the end": ("a: {b\n", 1, 4, "never closed"),
    "a list that lacks a comma": ('a: ["x"\n  "y"]\n', 2, 3, "expected ',' or ']'"),
    "a colon without a space": ("a: 1\nlevel:apply\nb: 2\n", 2, 7, "a space is missing after `level:`"),
    "the same in an item": ("items:\n  - id: x\n    level:apply\n    b: 2\n", 3, 11, "a space is missing"),
    "the same at the end": ("a: 1\nlevel:apply\n", 2, 7, "a space is missing"),
    "a missing colon": ("a: 1\nlevel apply\nb: 2\n", 2, 1, "neither a key with a colon"),
    "a full-width colon": ("a: 1\nlevel\uff1aapply\nb: 2\n", 2, 6, "a full-width colon (U+FF1A)"),
    "a no-break space after a colon": ("a: 1\nlevel:\xa0apply\nb: 2\n", 2, 7, "there is a no-break space (U+00A0) where a space is needed"),
    "a narrow one": ("a: 1\nlevel:\u202fapply\nb: 2\n", 2, 7, "a narrow no-break space (U+202F)"),
    "one in the indentation": ("items:\n  - id: x\n\xa0\xa0\xa0 level: apply\n    b: 2\n", 3, 1, "a no-break space (U+00A0)"),
    "one after a dash": ("items:\n  - id: x\n  -\xa0id: y\n", 3, 4, "a no-break space (U+00A0)"),
    "none that matters": ("a:\n  - one\xa0text\n  b: 1\n", 3, 3, "outside the list above"),
    "a mark of byte order": ("a: 1\n\ufeffb: 2\n", 2, 1, "a zero width no-break space (U+FEFF)"),
    "a text no further in": ("items:\n  - id: x\n    stem: >-\n    text here\n    b: 2\n", 4, 5, "not indented further than its key"),
    "a space too many": ("items:\n  - id: x\n     level: apply\n    b: 2\n", 3, 6, "`level` is not indented like"),
    "a space too few": ("items:\n  - id: x\n   level: apply\n    b: 2\n", 3, 4, "outside the list above"),
    "a text that begins with a dash": ("a: 1\nb: - a dash\n", 2, 4, "a dash begins a list"),
    "an at sign": ("a: @foo\n", 1, 4, "a text cannot begin with `@`"),
    "a per cent sign": ("a: %foo\n", 1, 4, "a text cannot begin with `%`"),
    "a backtick": ("a: `foo`\n", 1, 4, "a text cannot begin with a backtick"),
    "a colon in a text": ("stem: Which is best: A?\n", 1, 20, "a colon and a space"),
}  # fmt: skip  # a table


@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize(("text", "line", "column", "message"), PLACES.values(), ids=PLACES)
def test_a_mistake_is_reported_where_it_was_made(
    text: str, line: int, column: int, message: str, ends: str
) -> None:
    assert PARSER == "libyaml"
    finding = parse(text.replace("\n", ends).encode()).findings[0]
    assert (finding.line, finding.column, finding.code) == (line, column, "Y001")
    assert message in finding.message
    assert finding.help


HEAD = "format: ipt-bank/1\nid: x\ntitle: {}\nlanguage: en-GB\nlicence: CC-BY-4.0\ndomain: history\nitems: []\n"


@pytest.mark.parametrize("written", ["1e3", "1.50", "true", "True", "1984", "-0", "0x1F", "+1.0"])
def test_advice_quotes_what_is_written(written: str) -> None:
    found = read("a.yaml", HEAD.format(written).encode(), SCHEMA).findings
    assert f'quote it: "{written}"' in [one.help for one in found if one.code == "S005"]


@pytest.mark.parametrize("written", ["012", ".inf", ".nan", "1_000", "12:30"])
def test_advice_never_quotes_another_text(written: str) -> None:
    found = read("a.yaml", HEAD.format(written).encode(), SCHEMA).findings
    quoted = [one.help for one in found if '"' in one.help]
    assert all(f'"{written}"' in one for one in quoted)
    assert found


UNSEEN = {
    "in a value": ("domain: history", "domain: his\u200btory", "a zero width space (U+200B)"),
    "after a value": ("domain: history", 'domain: "history\xa0"', "a no-break space (U+00A0)"),
    "in a key": ("domain:", "dom\u00adain:", "a soft hyphen (U+00AD)"),
    "another script": ("domain:", "d\u043emain:", "a Cyrillic small letter o (U+043E)"),
    "another hyphen": (
        "domain: history",
        "domain: problem\u2011areas",
        "a non-breaking hyphen (U+2011)",
    ),
    "another width": (
        "domain: history",
        "domain: \uff48istory",
        "a full-width Latin small letter h (U+FF48)",
    ),
    "before a key": ("domain:", "\u3000domain:", "an ideographic space (U+3000)"),
}


@pytest.mark.parametrize(("old", "new", "name"), UNSEEN.values(), ids=UNSEEN)
def test_signs_that_cannot_be_seen_or_told_apart_are_named(old: str, new: str, name: str) -> None:
    text = HEAD.format("A title").replace(old, new)
    assert any(name in one.message for one in read("a.yaml", text.encode(), SCHEMA).findings)


def test_letters_that_can_be_seen_are_not_named() -> None:
    text = HEAD.format("A title").replace("domain:", "domäin:").replace("history", "история")
    found = read("a.yaml", text.encode(), SCHEMA).findings
    assert found
    assert not [one.message for one in found if "U+" in one.message]


@pytest.mark.parametrize("word", ["no", "No", "on", "OFF", "yes"])
def test_words_that_others_read_as_true_or_false_are_to_be_quoted(word: str) -> None:
    (finding,) = parse(f"text: {word}\n".encode()).findings
    assert (finding.code, finding.severity, finding.column) == ("Y015", "warning", 7)
    assert not parse(f'text: "{word}"\n'.encode()).findings
    assert parse(f"text: {word}\n".encode()).tree == {"text": word}
