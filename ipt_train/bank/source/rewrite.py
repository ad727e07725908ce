"""Writes a YAML file anew from the parser's events: what stands between two values is laid out,
the values themselves are copied from the text."""

import re
from typing import Any

from ruamel.yaml.events import (
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from ipt_train.bank.source.comment import NOTHING
from ipt_train.bank.source.source import events

_FOLD = re.compile(r"[ \t]*\n[ \t]*")
_COLON = re.compile(r"[ \t]*:[ \t]*")
_DASHES = re.compile(r"[ \t]*(?:-[ \t]*)*")
_HEAD = re.compile(r"([|>])([-+]?)([1-9]?)([-+]?)[ \t]*(#.*)?")


class UnchangedError(Exception):
    """The file stays as it is: where, from 1, and why."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(why)
        self.line = line
        self.why = why


def rewritten(text: str) -> tuple[str, list[str]]:
    """Return a text in the one layout, and what stays as it stands, each with its line.

    Args:
        text: A text that the parser reads, with line feeds and without a byte order mark.

    Raises:
        UnchangedError: Something in it has no place in the layout.
    """
    return _Writer(text).written()


class _Writer:
    """Goes through the events of a text and writes lines.

    Attributes:
        done: The finished lines.
        line: The line at hand.
        last: How far the text has been taken over.
        fresh: Whether that is the beginning of a line, after a block of text.
        left: What stays as it stands.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.next = events(text)
        self.done: list[str] = []
        self.line = ""
        self.last = 0
        self.fresh = False
        self.kept = False
        self.left: list[tuple[int, str]] = []

    def written(self) -> tuple[str, list[str]]:
        """Write the whole text."""
        self.next(), self.next()  # the beginnings of stream and document
        root = self.next()
        self._head(root.start_mark.index)
        if isinstance(root, ScalarEvent):
            raise UnchangedError(1, "a bank is a mapping of keys to values")
        if root.flow_style:
            end = self._flow_end(root)
            if "#" in self.text[root.start_mark.index : end[0]] and end[2]:
                self._refuse(root.start_mark.index, "a comment stands in brackets")
            self.line, self.last = end[1], end[0]
        else:
            self._block(root, 0, inline=True)
        while not isinstance(event := self.next(), DocumentEndEvent):
            pass
        self._tail(event)
        while self.done and not self.done[-1] and not self.kept:
            self.done.pop()
        empty = next((n for n, line in enumerate(self.done) if line), 0)
        left = [f"{line - empty}: {what}, so it stays as it stands" for line, what in self.left]
        return "\n".join(self.done[empty:]) + "\n", left

    def _head(self, begin: int) -> None:
        """Take over what stands before the document, without the sign that begins it."""
        before = self.text[:begin]
        self.last = begin
        if re.search("^%", before, re.M):
            mark = re.search("^---.*$", before, re.M)
            end = mark.end() if mark else begin
            self.done += [line.rstrip() for line in before[:end].split("\n")]
            before = before[end:].removeprefix("\n")
        lines = before.split("\n")
        for line in lines[:-1]:
            plain = _without(line, "---")
            if plain or not line.strip():  # a sign alone leaves no empty line
                self.done.append(plain)
        rest = lines[-1].strip().removeprefix("---").strip()
        if rest and rest != "-" * len(rest.replace(" ", "")) and _DASHES.fullmatch(rest) is None:
            self._refuse(begin, "a key with a sign of its own")

    def _tail(self, event: Any) -> None:
        """Take over what stands after the document, without the sign that ends it."""
        after = self.text[self.last :]
        if "#" in after or self.fresh:
            lines = after.removesuffix("\n").split("\n") if after else []
            first = "" if self.fresh else lines.pop(0)
            if not self.fresh:
                self._comment_beside(first)
                self._end()
            for line in lines:
                plain = _without(line, "...")
                if plain or not line.strip():
                    self._alone(plain, 0 if self.fresh else len(plain))
        else:
            self._end()

    def _end(self) -> None:
        self.done.append(self.line.rstrip(" "))
        self.line = ""

    def _refuse(self, at: int, why: str) -> None:
        raise UnchangedError(self.text.count("\n", 0, at) + 1, why)

    def _comment_beside(self, rest: str) -> None:
        """Write the comment at the end of a line where it stands, or a space after the line."""
        if not (said := rest.strip(" \t")):
            return
        begin = self.last + rest.index("#") if "#" in rest else self.last
        if not said.startswith("#"):
            self._refuse(begin, "a text would change")
        before = self.text[self.text.rfind("\n", 0, begin) + 1 : begin]
        plain = before.rstrip(" \t")
        column = len(plain) + 1 if "\t" in before[len(plain) :] else len(before)
        if "\t" in plain:
            column = 0
        self.line = f"{self.line.ljust(column - 1)} {said}".rstrip(" \t")

    def _alone(self, line: str, deepest: int) -> None:
        """Write an empty line, or a comment on a line of its own; not deeper than it may stand."""
        said = line.strip(" \t")
        if not said:
            self.done.append("")
            return
        blanks = line[: len(line) - len(line.lstrip(" \t"))]
        column = min(len(blanks), deepest) if self.fresh else len(blanks)
        self.done.append(" " * column + said)

    def _break(self, begin: int, column: int) -> None:
        """Go on to the line on which something begins, with what stands between."""
        gap = self.text[self.last : begin]
        if "#" not in gap and "?" not in gap:
            if self.fresh:
                self.done += [""] * gap.count("\n")
            else:
                self._end()
                self.done += [""] * _empty(gap)
        else:
            self._break_with_comments(gap, begin, column)
        self.line = " " * column
        self.last, self.fresh, self.kept = begin, False, False

    def _break_with_comments(self, gap: str, begin: int, column: int) -> None:
        lines = gap.split("\n")
        if not self.fresh:
            self._comment_beside(lines.pop(0))
            self._end()
        dash = False
        for line in lines[:-1]:
            said = line.strip(" \t")
            if not said or said.startswith("#"):
                if said and dash:
                    self._refuse(begin, "a comment stands after a dash")
                self._alone(line, column)
            elif _DASHES.fullmatch(said):
                dash = True
            else:
                at = self.text.find(line, self.last)
                after = said.startswith("-")
                self._refuse(at, "a comment stands after a dash" if after else "a text would change")
        if lines and not _DASHES.fullmatch(lines[-1]):
            self._refuse(begin, "a text would change")

    def _block(self, event: Any, column: int, *, inline: bool) -> None:
        """Write a list or mapping that stands on lines of its own.

        Args:
            event: Its beginning.
            column: Where the keys of a mapping stand; the dashes of a list stand two further.
            inline: The first of its parts goes on in the line at hand.
        """
        if isinstance(event, MappingStartEvent):
            self._mapping(column, inline=inline)
        else:
            self._sequence(column + 2, inline=inline)

    def _mapping(self, column: int, *, inline: bool) -> None:
        while not isinstance(key := self.next(), MappingEndEvent):
            begin, end = key.start_mark.index, key.end_mark.index
            if inline:
                self._go_on(begin)
                inline = False
            else:
                self._break(begin, column)
            if type(key) is not ScalarEvent or begin == end or key.start_mark.line != key.end_mark.line:
                self._refuse(begin, "a key is no simple text")
            self.line += self.text[begin:end] + ":"
            source = key.start_mark.column
            colon = _COLON.match(self.text, end)
            if not colon:
                self._refuse(begin, "a text would change")
                return
            self.last = self.text.index(":", end) + 1
            self._value(self.next(), column, source, begin)

    def _go_on(self, begin: int) -> None:
        """Hold that only blanks stand between a dash and what follows it."""
        gap = self.text[self.last : begin]
        if "#" in gap:
            self._refuse(self.last, "a comment stands after a dash")
        if not _DASHES.fullmatch(gap.replace("\n", "")):
            self._refuse(begin, "a text would change")
        self.last = begin

    def _sequence(self, column: int, *, inline: bool) -> None:
        """Write a list, with its dashes at a column."""
        while not isinstance(element := self.next(), SequenceEndEvent):
            begin = element.start_mark.index
            dash = self._dash(begin)
            if inline:
                self._go_on(dash)
                self.line = self.line.ljust(column)
                inline = False
            else:
                self._break(dash, column)
            self.line += "-"
            self.last = dash + 1
            if isinstance(element, ScalarEvent) or element.flow_style:
                gap = self.text[self.last : begin]
                if "#" in gap and element.end_mark.index > begin:
                    self._refuse(self.last, "a comment stands after a dash")
                source = dash - self.text.rfind("\n", 0, dash) - 1
                self._value(element, column, source, dash)
            else:
                self.line += " "
                self._block(element, column + 2, inline=True)

    def _dash(self, begin: int) -> int:
        """Return where the dash of an element stands: the first one since what was taken over."""
        at = self.last
        while True:
            at = min(
                (place for sign in "-#" if (place := self.text.find(sign, at, begin + 1)) >= 0),
                default=-1,
            )
            if at < 0:
                self._refuse(begin, "a text would change")
            if self.text[at] == "-":
                return at
            at = self.text.find("\n", at)

    def _value(self, event: Any, column: int, source: int, head: int) -> None:
        """Write the value of a key or dash.

        Args:
            event: Its event.
            column: Where its key or dash stands now.
            source: Where that stood.
            head: The place of its key or dash in the text.
        """
        begin, end = event.start_mark.index, event.end_mark.index
        if type(event) is ScalarEvent:
            if begin == end:
                return
            if event.style in ("|", ">"):
                self._text_block(event, column, source)
                return
            if "#" in self.text[self.last : begin]:
                what = "a comment stands between this key and its text"
                self._stay(end, column, head, what)
                return
            raw = self.text[begin:end]
            if not event.style and event.implicit[0] and raw in NOTHING:
                raw = ""
            self.line += " " * bool(raw) + self._folded(raw, column + 2)
            self.last = end
        elif not event.flow_style:
            self._block(event, column + 2 if isinstance(event, MappingStartEvent) else column, inline=False)
        else:
            stop, said, commented = self._flow_end(event)
            if commented or "#" in self.text[self.last : begin]:
                kind = "list" if isinstance(event, SequenceStartEvent) else "mapping"
                what = f"this {kind} holds a comment"
                if "#" in self.text[self.last : begin]:
                    what = "a comment stands between this key and its text"
                self._stay(stop, column, head, what)
            else:
                self.line += f" {said}"
                self.last = stop

    def _stay(self, end: int, column: int, head: int, what: str) -> None:
        """Copy a value as it stands, moved with its key or dash."""
        bol = self.text.rfind("\n", 0, head) + 1
        before = self.text[bol:head]
        now = len(self.line) - len(self.line.lstrip(" "))
        by = now - (len(before) - len(before.lstrip(" ")))
        first, *rest = self.text[self.last : end].split("\n")
        at = len(self.done) + 1
        if first.strip(" \t").startswith("#"):
            self._comment_beside(first)
        elif first.strip(" \t"):
            self.line += f" {first.strip()}"
        for line in rest:
            self._end()
            said = line.strip(" \t")
            indent = len(line) - len(line.lstrip(" \t"))
            self.line = " " * max(0, indent + by) + said if said else ""
        self.left.append((at, what))
        self.last = end

    def _folded(self, raw: str, column: int) -> str:
        """Return a text of several lines on one, or with its lines at a column if it has empty ones."""
        if "\n" not in raw:
            return raw
        lines = [line.strip(" \t") for line in raw.split("\n")]
        if all(lines) and not any(line.endswith("\\") for line in lines):
            return _FOLD.sub(" ", raw)
        if not column:
            raise UnchangedError(1, "a text in brackets holds an empty line")
        return "\n".join([lines[0], *(" " * column + line if line else "" for line in lines[1:])])

    def _text_block(self, event: Any, column: int, source: int) -> None:
        """Write a block of text, its lines two further in than its key or dash."""
        begin, end = event.start_mark.index, event.end_mark.index
        gap = self.text[self.last : begin]
        head, *lines = self.text[begin:end].split("\n")
        parts = _HEAD.fullmatch(head)
        if "#" in gap or parts is None:
            self._refuse(begin, "a comment would be lost or moved")
            return
        sign, one, digit, other, comment = parts.groups()
        self.line += f" {sign}{one}{'2' * bool(digit)}{other}"
        if comment:
            self.last = begin + head.index("#")
            blanks = head[: head.index("#")]
            wide = len(blanks) - len(blanks.rstrip(" \t")) if "\t" not in blanks else 1
            self.line += " " * wide + comment.rstrip(" \t")
        self._end()
        indent = source + int(digit) if digit else next(
            (len(one) - len(one.lstrip(" ")) for one in lines if one.strip(" ")), 0
        )
        whole = lines[:-1] if lines and not lines[-1].strip(" ") else lines
        by = " " * (column + 2)
        if self.text.endswith("\n", 0, end) or lines[-1:] == [""] or (lines and not lines[-1].strip(" ")):
            self.fresh = True
        for line in whole:
            rest = line[indent:]
            self.done.append(by + rest if rest else "")
        self.kept = "+" in (one, other)
        self.last = end
        if not self.fresh:  # the text ends with the file, without a line feed
            self.line = self.done.pop()

    def _flow_end(self, event: Any) -> tuple[int, str, bool]:
        """Return where a list or mapping in brackets ends, itself on one line, and whether it holds a comment."""
        self._place = event.start_mark.index + 1
        self._commented = False
        said = self._flow(event)
        return self._place, said, self._commented

    def _flow(self, event: Any) -> str:
        self._pass(event)
        if isinstance(event, ScalarEvent):
            raw = self.text[event.start_mark.index : event.end_mark.index]
            nothing = not event.style and event.implicit[0] and raw in NOTHING
            return "null" if nothing else self._folded(raw, 0)
        parts: list[str] = []
        if isinstance(event, SequenceStartEvent):
            while not isinstance(one := self.next(), SequenceEndEvent):
                parts.append(self._flow(one))
            self._pass(one)
            return f"[{', '.join(parts)}]"
        braces = self.text[event.start_mark.index] == "{"
        while not isinstance(one := self.next(), MappingEndEvent):
            key = self._flow(one)
            parts.append(f"{key}: {self._flow(self.next())}")
        self._pass(one)
        return "{" * braces + ", ".join(parts) + "}" * braces

    def _pass(self, event: Any) -> None:
        """Note a comment before an event in brackets; go on to behind it."""
        begin, end = event.start_mark.index, event.end_mark.index
        gap = self.text[self._place : begin]
        self._commented |= "#" in gap
        if "?" in gap and "#" not in gap:
            self._refuse(begin, "a text would change")
        self._place = max(self._place, end)


def _empty(gap: str) -> int:
    """Count the empty lines between two things."""
    return sum(not line.strip(" \t") for line in gap.split("\n")[1:-1])


def _without(line: str, sign: str) -> str:
    """Return a line without the sign of a document before its comment."""
    return line[3:].strip(" \t") if line.startswith(sign) else line.rstrip(" \t")
