"""Where the comments of a YAML file stand: between which values, and on lines of their own or not."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml.events import (
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from ipt_train.bank.source.source import events

_NOTHING = ("", "~", "null", "Null", "NULL")
"""Nothing can be written in several ways, or not at all."""

Span = tuple[int, int]
"""Where something begins in a text, and where it ends, the end exclusive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """One comment.

    Attributes:
        begin: Where its # stands.
        text: From there to the end of the line, without blanks at the end.
        alone: Whether nothing else stands on its line, but for what begins or ends a document.
    """

    begin: int
    text: str
    alone: bool


@dataclass(slots=True, kw_only=True)
class Parts:
    """The parts of a YAML file of one document.

    Attributes:
        scalars: Keys and values that say something, each with what it says, in order.
        comments: In order.
        flows: Lists and mappings in brackets that stand in no other.
        values: Texts of keys, each from the end of its key on to its own end.
        markers: The signs that begin and end a document.
        directives: Whether there is a line that begins with %.
        bracketed: Whether the whole document stands in brackets.
    """

    scalars: list[tuple[int, str]] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    flows: list[Span] = field(default_factory=list)
    values: list[tuple[int, Span]] = field(default_factory=list)
    markers: list[Span] = field(default_factory=list)
    directives: bool = False
    bracketed: bool = False

    def holds_comment(self, begin: int, end: int) -> bool:
        """Whether a comment begins between two places."""
        after = bisect_right(self.comments, begin, key=lambda one: one.begin)
        return after < len(self.comments) and self.comments[after].begin < end

    def order(self) -> list[str | tuple[str, bool]]:
        """Return values and comments as they follow each other; of a comment, whether it is alone."""
        both: list[tuple[int, str | tuple[str, bool]]] = [
            *self.scalars,
            *((one.begin, (one.text, one.alone)) for one in self.comments),
        ]
        return [what for _, what in sorted(both, key=lambda one: one[0])]


def parts(text: str) -> Parts:
    """Take a YAML file apart.

    Args:
        text: A text that the parser reads, with line feeds and without a byte order mark.

    Raises:
        YAMLError: It cannot be read.
    """
    reader = _CommentReader(text)
    following = events(text)
    while not isinstance(event := following(), StreamEndEvent):
        reader.take(event)
    reader.found.comments = list(_comments(text, reader.taken))
    return reader.found


class _CommentReader:
    """Collects parts from events.

    Attributes:
        found: What was found.
        taken: Where texts stand, in which a # begins no comment.
    """

    def __init__(self, text: str) -> None:
        self.found = Parts()
        self.taken: list[Span] = []
        self._text = text
        self._inside: list[int | None] = []  # of a mapping the end of the key at hand, else 0
        self._brackets = 0
        self._begin = 0

    def take(self, event: Any) -> None:
        """Take the next event."""
        if isinstance(event, ScalarEvent):
            self._scalar(event)
        elif isinstance(event, MappingStartEvent | SequenceStartEvent):
            if event.flow_style and not self._brackets:
                self._begin = event.start_mark.index
                self.found.bracketed = not self._inside
            self._brackets += bool(self._brackets or event.flow_style)
            self._has_value()
            self._inside.append(0 if isinstance(event, MappingStartEvent) else None)
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            self._inside.pop()
            if self._brackets == 1:
                self.found.flows.append((self._begin, event.end_mark.index))
            self._brackets = max(0, self._brackets - 1)
        elif isinstance(event, DocumentStartEvent | DocumentEndEvent):
            end = event.end_mark.index
            if isinstance(event, DocumentStartEvent):
                self.found.directives = re.search("^%", self._text[:end], re.M) is not None
            if event.explicit:
                self.found.markers.append((end - 3, end))

    def _scalar(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        if end > start:
            self.taken.append(_words(self._text, event))
        if event.style or event.value not in _NOTHING:
            self.found.scalars.append((start, event.value))
        if self._inside and self._inside[-1] == 0:
            self._inside[-1] = end
        elif key := self._has_value():
            self.found.values.append((key, (start, end)))

    def _has_value(self) -> int | None:
        """Note that the key at hand has its value now; return where it ends."""
        key = self._inside[-1] if self._inside else None
        if key:
            self._inside[-1] = 0
        return key


def _words(text: str, event: Any) -> Span:
    """Return where the text of a scalar stands; that of a block begins on the line after its sign."""
    start, end = event.start_mark.index, event.end_mark.index
    if event.style in ("|", ">"):
        start = min(end, text.find("\n", start) + 1 or end)
    return start, end


def _comments(text: str, taken: list[Span]) -> Iterator[Comment]:
    """Yield the comments: outside of scalars, a # begins one."""
    before = 0
    for start, end in [*taken, (len(text), len(text))]:
        while (sign := text.find("#", before, start)) >= 0:
            close = text.find("\n", sign)
            close = len(text) if close < 0 else close
            line = text[text.rfind("\n", 0, sign) + 1 : sign]
            alone = line.strip() in ("", "---", "...")
            yield Comment(begin=sign, text=text[sign:close].rstrip(), alone=alone)
            before = close
        before = max(before, end)
