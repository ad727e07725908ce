"""Formatting keeps what a bank says and every comment, or leaves the place or the file alone and says so."""

import re
from collections import Counter
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ipt_train.bank.source.comment import content
from ipt_train.bank.source.layout import formatted
from ipt_train.bank.source.source import parse
from ipt_train.errors import BankUnusableError

FORMATTED = {
    "above the document": ("# Copyright\n---\nx: 1\n", "# Copyright\nx: 1\n"),
    "at the sign of the document": ("# a\n--- # b\n# c\nx: 1\n", "# a\n# b\n# c\nx: 1\n"),
    "after the document": ("x: 1\n...\n# a\n", "x: 1\n# a\n"),
    "at the end": ("x: 1\n\n# a\n\n\n", "x: 1\n\n# a\n"),
    "after keys": ("x:   # a\n- 1   # b\n# c\n- 2\n", "x:   # a\n  - 1 # b\n# c\n  - 2\n"),
    "of a key without a value": ("x: # a\n# b\ny:  2\n", "x: # a\n# b\ny: 2\n"),
    "beside nothing in a list": ("x:  [a, ~, {b: }]  # a\ny: [1, ]\n", "x: [a, null, {b: null}] # a\ny: [1]\n"),
    "of a text in a block": ("x: >-  # a\n    text # no\n    more\n\n# b\ny:  1\n", "x: >-  # a\n  text # no\n  more\n\n# b\ny: 1\n"),
    "after quoted texts": ("x:  \"a # no\" # a\ny: 'b # no'   # b\n", "x: \"a # no\"  # a\ny: 'b # no'   # b\n"),
    "after a tab": ("x:  1\t# a\n", "x: 1  # a\n"),
    "between a directive and the document": ("%YAML 1.2\n# a\n---\nx:  1\n", "%YAML 1.2\n# a\n---\nx: 1\n"),
    "with lines of another system": ("x:  1 # a\r\n# b\r\n", "x: 1  # a\n# b\n"),
    "with a byte order mark": ("\ufeff# a\nx:  1\n", "# a\nx: 1\n"),
    "with blanks at the end": ("x: 1 # a  \n# b   \ny: 2\n", "x: 1 # a\n# b\ny: 2\n"),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after"), FORMATTED.values(), ids=FORMATTED)
def test_comments_stay_in_the_layout(before: str, after: str) -> None:
    done = formatted(before.encode(), "a.yaml")
    assert (done.text, done.left) == (after, ())
    assert formatted(after.encode(), "a.yaml").text == after


def test_a_list_with_a_comment_stays_as_it_stands_and_is_named() -> None:
    before = "x:  1\nitems:\n- refs: [R14, # chapter 3\n    R15]   # why\n- more: {a: 1,\n   # b\n   b: [2, 3]}\n- plain: [ 1,2 ]\n"
    done = formatted(before.encode(), "a.yaml")
    assert done.text == "x: 1\nitems:\n  - refs: [R14, # chapter 3\n      R15] # why\n  - more: {a: 1,\n     # b\n     b: [2, 3]}\n  - plain: [1, 2]\n"  # fmt: skip
    assert done.left == (
        "a.yaml:3: this list contains a comment, so it stays as it is",
        "a.yaml:5: this mapping contains a comment, so it stays as it is",
    )
    assert formatted(done.text.encode(), "a.yaml") == done


STAYING = {
    "alone": ("x:\n    # a\n    text\ny:  1\n", "x:\n    # a\n    text\ny: 1\n", 1),
    "after the key": ("y:  1\nx: # a\n  text # b\n", "y: 1\nx: # a\n  text # b\n", 2),
    "twice": ("y:  1\nx:   # a\n  # b\n  'text\n   more'\n", "y: 1\nx:   # a\n  # b\n  'text\n   more'\n", 2),
    "in a list": ("- x:\n  # a\n   text\n- y:  1\n", "  - x:\n    # a\n     text\n  - y: 1\n", 1),
    "before an empty line": ("y:  1\nx: # a\n  b\n\n\n", "y: 1\nx: # a\n  b\n", 2),
    "in a mapping in brackets": ("x: {a: # a\n  1}\ny:  2\n", "x: {a: # a\n  1}\ny: 2\n", 1),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after", "line"), STAYING.values(), ids=STAYING)
def test_a_comment_between_a_key_and_its_text_stays_there(
    before: str, after: str, line: int
) -> None:
    done = formatted(before.encode(), "a.yaml")
    assert done.text == after
    (said,) = done.left
    assert said.startswith(f"a.yaml:{line}: ")
    assert said.endswith("so it stays as it is")
    assert formatted(after.encode(), "a.yaml") == done


LEFT = {
    "after a dash": ("y:  1\nx:\n- # a\n  k: 1\n", 3, "a comment"),
    "in a document in brackets": ("{x:  1, # a\n y: 2}\n", 1, "a comment"),
    "a key with a sign of its own": ("? x # a\n: 1\n", 1, "the text would change"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "line", "why"), LEFT.values(), ids=LEFT)
def test_a_file_that_cannot_keep_a_comment_stays_as_it_is_and_is_named(
    text: str, line: int, why: str
) -> None:
    done = formatted(text.encode(), "a.yaml")
    assert done.text == text
    (said,) = done.left
    assert said.startswith(f"a.yaml:{line}: {why}")
    assert said.endswith("so the file stays as it is")


@pytest.mark.parametrize(
    "text",
    ["x: 1.0\ny:  01\n", "x: true\ny:  1\n", "x:  12:30\ny: 1_000\n", "x: |\n   a  \n   b\n"],
)
def test_what_is_said_stays_the_same_to_the_kind_of_number(text: str) -> None:
    done = formatted(text.encode(), "a.yaml").text
    assert repr(parse(done.encode()).tree) == repr(parse(text.encode()).tree)
    assert done.startswith("x:")
    assert ":  " not in done


def test_what_cannot_be_parsed_is_refused() -> None:
    for text in ("a: [", "a: 1\n---\nb: 2\n", "a: &x 1\n", ""):
        with pytest.raises(BankUnusableError, match=r"a\.yaml:"):
            formatted(text.encode(), "a.yaml")


def test_comments_are_told_from_texts() -> None:
    text = "# a\nx: b#c # d\ny: 'e # f' #g\nz: |  # h\n  # i\n # j\nw: [k,# l\n  \"m # n\", o # p\n  ]\n"
    found = [one for one in content(text)[0] if one[1] in ("alone", "beside")]
    assert found == [("# a", "alone"), ("# d", "beside"), ("#g", "beside"), ("# h", "beside"), ("# j", "alone"), ("# l", "beside"), ("# p", "beside")]  # fmt: skip


WORDS = st.sampled_from(["a", "b c", "it's", "a#b", "1984", "no", "é", "x-y", "12.50"])
QUOTED = st.sampled_from(['"a # b"', "'c: # d'", '"e\\n#f"', "''", '"g\n    h # i"'])
BLOCKS = st.sampled_from([">-", "|", ">", "|+"])


class Writer:
    """Writes YAML in any layout, and numbers the comments in it."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw
        self.count = 0

    def comment(self) -> str:
        self.count += 1
        return f"# note {self.count}."

    def maybe(self, chance: int = 4) -> bool:
        return bool(self.draw(st.integers(0, chance)) == chance)

    def trail(self) -> str:
        return f"{self.draw(st.sampled_from([' ', '  ', chr(9)]))}{self.comment()}" if self.maybe() else ""  # fmt: skip

    def alone(self, indent: int) -> list[str]:
        lines = []
        while self.maybe():
            by = self.draw(st.sampled_from([0, indent, indent, indent + 1, max(0, indent - 1)]))
            lines += ["", " " * by + self.comment()] if self.maybe(2) else [" " * by + self.comment()]  # fmt: skip
        return lines

    def inline(self, indent: int, depth: int) -> str:
        kind = self.draw(st.integers(0, 3 if depth < 2 else 1))
        if kind == 0:
            return str(self.draw(WORDS))
        if kind == 1:
            return str(self.draw(QUOTED))
        gap = "," + (f" {self.comment()}\n{' ' * (indent + 2)}" if self.maybe(2) else " ")
        values = [self.inline(indent, depth + 1) for _ in range(self.draw(st.integers(1, 3)))]
        if kind == 2:
            return f"[{gap.join(values)}]"
        return "{" + gap.join(f"k{n}: {one}" for n, one in enumerate(values)) + "}"

    def value(self, indent: int, depth: int) -> list[str]:
        """Return the lines of a value; the first goes on after a key or a dash."""
        kind = self.draw(st.integers(0, 5 if depth < 3 else 2))
        if kind == 0:
            return [f" {self.inline(indent, depth)}{self.trail()}"]
        if kind == 1:
            words = " " * (indent + 3)
            more = [f"{words}text # {n}" for n in range(self.draw(st.integers(1, 2)))]
            return [f" {self.draw(BLOCKS)}{self.trail()}", *more]
        if kind == 2 and self.maybe(2):
            return [self.trail(), *self.alone(indent + 2), f"{' ' * (indent + 2)}{self.draw(WORDS)}"]  # fmt: skip
        if kind <= 3:
            return [self.trail(), *self.mapping(indent + self.draw(st.integers(1, 4)), depth + 1)]
        return [self.trail(), *self.sequence(indent + self.draw(st.integers(0, 3)), depth + 1)]

    def mapping(self, indent: int, depth: int) -> list[str]:
        lines: list[str] = []
        for number in range(self.draw(st.integers(1, 3))):
            lines += self.alone(indent)
            first, *rest = self.value(indent, depth)
            colon = self.draw(st.sampled_from([":", ":", ": ", " :"]))
            lines += [f"{' ' * indent}key{number}{colon}{first}", *rest]
        return lines

    def sequence(self, indent: int, depth: int) -> list[str]:
        lines: list[str] = []
        for _ in range(self.draw(st.integers(1, 3))):
            lines += self.alone(indent)
            first, *rest = self.value(indent, depth)
            lines += [f"{' ' * indent}-{first}", *rest]
        return lines

    def file(self) -> str:
        head = [*self.alone(0), f"---{self.trail()}"] if self.maybe(1) else []
        end = ["...", *self.alone(0)] if self.maybe() else []
        lines = [*head, *self.alone(0), *self.mapping(0, 0), *self.alone(0), *end]
        return "\n".join(lines) + self.draw(st.sampled_from(["", "\n", "\n\n"]))


@st.composite
def files(draw: st.DrawFn) -> str:
    return Writer(draw).file()


def notes(text: str) -> Counter[str]:
    """Count the comments that a writer wrote; no text holds such words."""
    return Counter(re.findall(r"# note \d+\.$", text, re.M))


@settings(max_examples=300)
@given(files(), st.sampled_from(["\n", "\r\n"]))
def test_the_data_and_the_comments_are_the_same_before_and_after(text: str, ends: str) -> None:
    tree = parse(text.encode()).tree
    assume(tree is not None)
    done = formatted(text.replace("\n", ends).encode(), "a.yaml")
    assert repr(parse(done.text.encode()).tree) == repr(tree)
    assert notes(done.text.replace("\r", "")) == notes(text)
    assert formatted(done.text.encode(), "a.yaml") == done
    if not any("the file" in one for one in done.left):
        assert "\r" not in done.text
        assert "---" not in done.text
