"""YAML text to plain data with places, in one pass over the parser's events.

The language is a safe part of YAML 1.2: core scalars, text keys, one document;
aliases, tags and merge keys are refused, each with a code of its own. libyaml's
parser is used where ruamel.yaml's C extension is installed, else the pure one;
both give the same events.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from math import isfinite
from typing import Any, Protocol

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from ipt_train.bank.core.finding import HERE, Finding, as_warning, at
from ipt_train.bank.core.scalar import MAX_DIGITS, TooLongError, ambiguous, resolve
from ipt_train.bank.core.text import HIDDEN, RefusedError, decode
from ipt_train.bank.core.tree import Mapping, Node, Place, Sequence
from ipt_train.bank.source.syntax import syntax_finding

try:
    from _ruamel_yaml import CParser
except ImportError:  # pragma: no cover - depends on what is installed
    try:
        from _ruamel_yaml_clibz import CParser
    except ImportError:
        CParser = None

MAX_DEPTH = 64
MAX_FINDINGS = 50
PARSER = "libyaml" if CParser else "pure Python"

_CUT = re.compile(r" +#[^\s#!]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a file says: its data (None where it could not be read) and the findings."""

    tree: Node
    findings: tuple[Finding, ...]


class _Events(Protocol):
    def get_event(self) -> Any: ...


def parse(data: bytes, *, pure: bool = False) -> Document:
    """Parse one YAML file.

    Args:
        data: The bytes of the file.
        pure: Use the pure-Python parser even where libyaml is there.

    Returns:
        The document. Where any finding is an error the tree is None.
    """
    findings: list[Finding] = []
    tree: Node = None
    text = ""
    try:
        text = decode(data)
        tree = _DataBuilder(text, findings, pure=pure).build()
    except RefusedError as refused:
        findings.append(refused.finding)
    except YAMLError as error:
        findings.append(syntax_finding(error, text, partial(events, text, pure=pure)))
    failed = any(finding.severity == "error" for finding in findings)
    return Document(tree=None if failed else tree, findings=tuple(findings[:MAX_FINDINGS]))


def events(text: str, *, pure: bool = False) -> Callable[[], Any]:
    """Return what gives the parser's next event, each with the marks of its beginning and end.

    Args:
        text: The text of a YAML file.
        pure: Use the pure-Python parser even where libyaml is there.
    """
    if CParser is None or pure:
        found: Iterator[Any] = YAML(typ="safe", pure=True).parse(text)
        return found.__next__
    parser: _Events = CParser(text)
    return parser.get_event


class _DataBuilder:
    """Builds plain data from events; each method handles one kind of node."""

    def __init__(self, text: str, findings: list[Finding], *, pure: bool) -> None:
        self.text = text
        self.findings = findings
        self.next = events(text, pure=pure)
        self.keys: set[str] = set()
        self.clean = not HIDDEN.search(text)

    def build(self) -> Node:
        """Read the one document of the stream."""
        self.next()  # stream start
        event = self.next()
        if not isinstance(event, DocumentStartEvent):
            raise RefusedError(
                at(
                    (1, 1, 1, 1),
                    "Y009",
                    "the file is empty",
                    help="begin with `format: ipt-bank/1`",
                )
            )
        event = self.next()
        if isinstance(event, ScalarEvent) and not event.value and event.implicit[0]:
            raise RefusedError(
                at(_span(event), "Y009", "the file contains no data, only comments or markers")
            )
        tree = self._node(event, depth=0)
        self.next()  # document end
        after = self.next()
        if isinstance(after, DocumentStartEvent):
            raise RefusedError(
                at(
                    _span(after),
                    "Y008",
                    "a second YAML document begins here",
                    help="move it to a file of its own",
                )
            )
        return tree

    def _report(self, event: Any, code: str, message: str, advice: str) -> None:
        self._add(at(_span(event), code, message, help=advice))

    def _warn(
        self, event: Any, code: str, message: str, advice: str, replacement: str | None = None
    ) -> None:
        finding = at(_span(event), code, message, help=advice, replacement=replacement)
        self._add(as_warning(finding))

    def _add(self, finding: Finding) -> None:
        self.findings.append(finding)
        if len(self.findings) >= MAX_FINDINGS:
            raise RefusedError(finding)

    def _node(self, event: Any, depth: int) -> Node:
        if isinstance(event, AliasEvent):
            self._report(
                event,
                "Y005",
                f"the alias *{event.anchor} is not allowed",
                "write the text out where it is needed",
            )
            return None
        if event.anchor is not None:
            self._report(
                event,
                "Y005",
                f"the anchor &{event.anchor} is not allowed",
                "remove it; texts are written out where they are needed",
            )
        if event.tag is not None:
            self._report(
                event,
                "Y006",
                f"the tag {event.tag} is not allowed",
                "remove it, or quote a text that begins with an exclamation mark",
            )
        if isinstance(event, ScalarEvent):
            return self._scalar(event)
        if depth >= MAX_DEPTH:
            raise RefusedError(
                at(
                    _span(event),
                    "Y010",
                    f"nested more than {MAX_DEPTH} levels deep",
                    help="no bank needs that; is there a bracket too many?",
                )
            )
        if isinstance(event, MappingStartEvent):
            return self._mapping(event, depth + 1)
        assert isinstance(event, SequenceStartEvent)
        sequence = Sequence(_span(event))
        places = sequence.places
        while not isinstance(child := self.next(), SequenceEndEvent):
            sequence.append(self._node(child, depth + 1))
            places.append(_span(child))
        return sequence

    def _mapping(self, event: Any, depth: int) -> Mapping:
        mapping = Mapping(_span(event))
        keys, values = mapping.key_places, mapping.value_places
        while not isinstance(head := self.next(), MappingEndEvent):
            key = self._key(head, depth)
            span = _span(head)
            tail = self.next()
            value = self._node(tail, depth)
            if key is None:
                continue
            if key in mapping:
                first = keys[key]
                self._report(
                    head,
                    "Y004",
                    f"`{key}` is written twice; first at {first[0]}:{first[1]}",
                    "keep one of the two",
                )
                continue
            mapping[key] = value
            keys[key] = span
            values[key] = _span(tail)
        return mapping

    def _key(self, event: Any, depth: int) -> str | None:
        if type(event) is ScalarEvent and event.value in self.keys and _bare(event):
            return str(event.value)  # looked at before
        key = self._node(event, depth)
        if isinstance(key, str):
            if key == "<<" and event.implicit[0]:
                self._report(event, "Y007", "the merge key << is not allowed", "write the keys out")
                return None
            if event.implicit[0]:  # a quoted "1" does not make a plain 1 a text
                self.keys.add(key)
            return key
        if not isinstance(event, AliasEvent):
            shown = event.value if isinstance(event, ScalarEvent) else "a list or mapping"
            message = f"a key must be text, and {shown or 'this'} is not"
            plain = isinstance(event, ScalarEvent) and event.value
            quoted = f'"{HERE}"' if plain else None
            self._add(at(_span(event), "Y012", message, help="quote it", replacement=quoted))
        return None

    def _scalar(self, event: Any) -> Node:
        value: str = event.value
        plain = event.implicit[0] and not event.style
        if plain and _CUT.match(self.text, event.end_mark.index):
            message = "the text ends here because ` #` starts a comment"
            self._warn(event, "Y014", message, "quote the text, or write a space after the #")
        if plain and ambiguous(value):
            self._ambiguous(event, value)
        unsure = not self.clean or event.style == '"'  # escapes can hide what the text does not
        if unsure and (hidden := HIDDEN.search(value)):
            message = f"the text contains U+{ord(hidden[0]):04X}, which is not safe to show"
            self._report(event, "Y016", message, "remove it")
        if not plain:
            return value
        try:
            found = resolve(value)
        except TooLongError:
            message = f"a number of {len(value):,} characters"
            self._report(event, "Y011", message, "quote it if it is text")
            return None
        if isinstance(found, float) and not isfinite(found):
            message = f"{_shorten(value)} is not a number that can be used"
            self._report(event, "Y020", message, "write the number, or quote it if it is text")
            return None
        return found

    def _ambiguous(self, event: Any, value: str) -> None:
        """Warn of a value that programs read differently; mending keeps what it stands for here."""
        message = f"{_shorten(value)} is read differently by different programs"
        number = None if len(value) > MAX_DIGITS else resolve(value)
        if isinstance(number, int):
            advice = f"write {number}, or quote it if it is text"
            self._warn(event, "Y015", message, advice, str(number))
        else:
            self._warn(event, "Y015", message, "quote it if it is text", f'"{HERE}"')


def _bare(event: Any) -> bool:
    """Whether a scalar is plain, without anchor or tag."""
    return event.anchor is None and event.tag is None and bool(event.implicit[0])


def _span(event: Any) -> Place:
    start, end = event.start_mark, event.end_mark
    return (start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def _shorten(value: str) -> str:
    return value if len(value) <= 20 else value[:17] + "..."
