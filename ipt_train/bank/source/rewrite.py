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
from ipt_train.bank.source.lines import OutputLines, UnchangedError
from ipt_train.bank.source.source import events

_FOLD = re.compile(r"[ \t]*\n[ \t]*")
_COLON = re.compile(r"[ \t]*:[ \t]*")
_HEAD = re.compile(r"([|>])([-+]?)([1-9]?)([-+]?)[ \t]*(#.*)?")


def rewritten(text: str) -> tuple[str, list[str]]:
    """Return a text in the one layout, and what stays as it stands, each with its line.

    Args:
        text: A text that the parser reads, with line feeds and without a byte order mark.

    Raises:
        UnchangedError: Something in it has no place in the layout.
    """
    return _Writer(text).written()


class _Writer(OutputLines):
    """Goes through the events of a text and writes its values."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.next = events(text)
        self._place = 0
        self._commented = False

    def written(self) -> tuple[str, list[str]]:
        """Write the whole text."""
        self.next(), self.next()  # the beginnings of stream and document
        root = self.next()
        self.take_head(root.start_mark.index)
        if isinstance(root, ScalarEvent):
            raise UnchangedError(1, "a bank is a mapping of keys to values")
        if root.flow_style:
            end = self._flow_end(root)
            if "#" in self.text[root.start_mark.index : end[0]] and end[2]:
                self.refuse(root.start_mark.index, "a comment stands in brackets")
            self.line, self.last = end[1], end[0]
        else:
            self._block(root, 0, inline=True)
        while not isinstance(self.next(), DocumentEndEvent):
            pass
        self.take_tail()
        while self.done and not self.done[-1] and not self.kept:
            self.done.pop()
        empty = next((n for n, line in enumerate(self.done) if line), 0)
        left = [f"{line - empty}: {what}, so it stays as it is" for line, what in self.left]
        return "\n".join(self.done[empty:]) + "\n", left

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
                self.go_on(begin)
                inline = False
            else:
                self.break_to(begin, column)
            if (
                type(key) is not ScalarEvent
                or begin == end
                or key.start_mark.line != key.end_mark.line
            ):
                self.refuse(begin, "a key is no simple text")
            self.line += self.text[begin:end] + ":"
            source = key.start_mark.column
            colon = _COLON.match(self.text, end)
            if not colon:
                self.refuse(begin, "the text would change")
                return
            self.last = self.text.index(":", end) + 1
            self._value(self.next(), column, source, begin)

    def _sequence(self, column: int, *, inline: bool) -> None:
        """Write a list, with its dashes at a column."""
        while not isinstance(element := self.next(), SequenceEndEvent):
            begin = element.start_mark.index
            dash = self._dash(begin)
            if inline:
                self.go_on(dash)
                self.line = self.line.ljust(column)
                inline = False
            else:
                self.break_to(dash, column)
            self.line += "-"
            self.last = dash + 1
            if isinstance(element, ScalarEvent) or element.flow_style:
                gap = self.text[self.last : begin]
                if "#" in gap and element.end_mark.index > begin:
                    self.refuse(self.last, "a comment stands after a dash")
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
                self.refuse(begin, "the text would change")
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
                what = "there is a comment between this key and its text"
                self._stay(end, head, what)
                return
            raw = self.text[begin:end]
            if not event.style and event.implicit[0] and raw in NOTHING:
                raw = ""
            self.line += " " * bool(raw) + self._folded(raw, column + 2)
            self.last = end
        elif not event.flow_style:
            self._block(
                event, column + 2 if isinstance(event, MappingStartEvent) else column, inline=False
            )
        else:
            stop, said, commented = self._flow_end(event)
            if commented or "#" in self.text[self.last : begin]:
                kind = "list" if isinstance(event, SequenceStartEvent) else "mapping"
                what = f"this {kind} contains a comment"
                if "#" in self.text[self.last : begin]:
                    what = "there is a comment between this key and its text"
                self._stay(stop, head, what)
            else:
                self.line += f" {said}"
                self.last = stop

    def _stay(self, end: int, head: int, what: str) -> None:
        """Copy a value as it stands, moved with its key or dash."""
        bol = self.text.rfind("\n", 0, head) + 1
        before = self.text[bol:head]
        now = len(self.line) - len(self.line.lstrip(" "))
        by = now - (len(before) - len(before.lstrip(" ")))
        first, *rest = self.text[self.last : end].split("\n")
        at = len(self.done) + 1
        if first.strip(" \t").startswith("#"):
            self.comment_beside(first)
        elif first.strip(" \t"):
            self.line += f" {first.strip()}"
        for line in rest:
            self.end_line()
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
            raise UnchangedError(1, "a text in brackets contains an empty line")
        return "\n".join([lines[0], *(" " * column + line if line else "" for line in lines[1:])])

    def _text_block(self, event: Any, column: int, source: int) -> None:
        """Write a block of text, its lines two further in than its key or dash."""
        begin, end = event.start_mark.index, event.end_mark.index
        gap = self.text[self.last : begin]
        head, *lines = self.text[begin:end].split("\n")
        parts = _HEAD.fullmatch(head)
        if "#" in gap or parts is None:
            self.refuse(begin, "a comment would be lost or moved")
            return
        sign, one, digit, other, comment = parts.groups()
        self.line += f" {sign}{one}{'2' * bool(digit)}{other}"
        if comment:
            self.last = begin + head.index("#")
            blanks = head[: head.index("#")]
            wide = len(blanks) - len(blanks.rstrip(" \t")) if "\t" not in blanks else 1
            self.line += " " * wide + comment.rstrip(" \t")
        self.end_line()
        indent = (
            source + int(digit)
            if digit
            else next((len(one) - len(one.lstrip(" ")) for one in lines if one.strip(" ")), 0)
        )
        whole = lines[:-1] if lines and not lines[-1].strip(" ") else lines
        by = " " * (column + 2)
        if (
            self.text.endswith("\n", 0, end)
            or lines[-1:] == [""]
            or (lines and not lines[-1].strip(" "))
        ):
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
            self.refuse(begin, "the text would change")
        self._place = max(self._place, end)
