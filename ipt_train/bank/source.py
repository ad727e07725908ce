"""YAML text to plain data with places, in one pass over the parser's events.

The language is a safe part of YAML 1.2: core scalars, text keys, one document;
aliases, tags and merge keys are refused, each with a code of its own. libyaml's
parser is used where ruamel.yaml's C extension is installed, else the pure one;
both give the same events.
"""

import gc
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from ipt_train.bank.finding import Finding, as_warning, at
from ipt_train.bank.tree import Mapping, Node, Place, Sequence

try:
    from _ruamel_yaml import CParser
except ImportError:  # pragma: no cover - depends on what is installed
    try:
        from _ruamel_yaml_clibz import CParser
    except ImportError:
        CParser = None

MAX_BYTES = 256 * 2**20
MAX_DEPTH = 64
MAX_DIGITS = 15
MAX_FINDINGS = 50
PARSER = "libyaml" if CParser else "pure Python"

_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_SEPARATOR = re.compile("[\x85\u2028\u2029]")
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]|[\ud800-\udfff]"
)
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(
    r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)
_AMBIGUOUS = re.compile(r"[-+]?0[0-9]+|[-+]?[0-9][0-9_]*_[0-9_]*|[0-9]{1,2}(:[0-5]?[0-9])+")
_CUT = re.compile(r" +#[^\s#!]")
_WORDS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a file says: its data (None where it could not be read) and the findings."""

    tree: Node
    findings: tuple[Finding, ...]


class _Events(Protocol):
    def check_event(self) -> bool: ...
    def get_event(self) -> Any: ...


class _RefusedError(Exception):
    """Reading stops here; the finding says why."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding


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
    collecting = gc.isenabled()
    gc.disable()  # a load makes many objects and no cycles: collecting costs two thirds of it
    try:
        text = _decode(data)
        tree = _Builder(text, findings, pure=pure).build()
    except _RefusedError as refused:
        findings.append(refused.finding)
    except YAMLError as error:
        findings.append(_syntax(error, text))
    finally:
        if collecting:
            gc.enable()
    failed = any(finding.severity == "error" for finding in findings)
    return Document(tree=None if failed else tree, findings=tuple(findings[:MAX_FINDINGS]))


def _decode(data: bytes) -> str:
    """Decode UTF-8 and refuse what must not stand in a text file."""
    if len(data) > MAX_BYTES:
        raise _RefusedError(
            at(
                (1, 1, 1, 1),
                "Y018",
                f"the file has {len(data):,} bytes, more than {MAX_BYTES:,}",
                help="split the bank into several files",
            )
        )
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise _RefusedError(
            at((1, 1, 1, 1), "Y002", "the file is UTF-16, not UTF-8", help="save it as UTF-8")
        )
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        raise _RefusedError(
            at(
                _place(before, len(before)),
                "Y002",
                f"byte 0x{data[error.start]:02x} is not UTF-8",
                help="save the file as UTF-8",
            )
        ) from None
    if unsafe := _UNSAFE.search(text):
        raise _RefusedError(
            at(
                _place(text, unsafe.start()),
                "Y003",
                f"the control character U+{ord(unsafe[0]):04X} stands here",
                help="delete it; a text may hold line breaks and no other control character",
            )
        )
    if separator := _SEPARATOR.search(text):
        raise _RefusedError(
            at(
                _place(text, separator.start()),
                "Y017",
                f"the invisible line separator U+{ord(separator[0]):04X} stands here",
                help="replace it by an ordinary line break or a space",
            )
        )
    return text


def _place(text: str, index: int) -> Place:
    """Return the place of one character, counting CR, LF and CRLF as one line end each."""
    before = text[:index].replace("\r\n", "\n").replace("\r", "\n")
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    return (line, column, line, column + 1)


def _syntax(error: YAMLError, text: str) -> Finding:
    """Turn the parser's complaint into a finding with advice for the usual causes."""
    if not isinstance(error, MarkedYAMLError):
        return at((1, 1, 1, 1), "Y001", str(error).strip() or "the YAML cannot be parsed")
    mark = error.problem_mark or error.context_mark
    place = (
        (mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2) if mark else (1, 1, 1, 1)
    )
    problem = (error.problem or "the YAML cannot be parsed").strip()
    if mark and text[mark.index : mark.index + 1] == "\t":
        return at(place, "Y013", "a tab stands where spaces are needed", help="indent with spaces")
    advice = {
        "mapping values are not allowed": "quote the text, or write it after `>-` on the next line",
        "could not find expected ':'": "a key needs a colon and a space after it",
        "did not find expected key": "check the indentation; quote texts that hold `: `",
        "found unexpected end of stream": "a quote or bracket is never closed",
        "invalid Unicode character escape": "write the character itself",
    }
    hint = next((text for words, text in advice.items() if words in problem), "")
    return at(place, "Y001", problem, help=hint)


class _Builder:
    """Builds plain data from events; each method handles one kind of node."""

    def __init__(self, text: str, findings: list[Finding], *, pure: bool) -> None:
        self.text = text
        self.findings = findings
        self.next = self._events(pure=pure).__next__

    def _events(self, *, pure: bool) -> Iterator[Any]:
        if CParser is None or pure:
            yield from YAML(typ="safe", pure=True).parse(self.text)
            return
        parser: _Events = CParser(self.text)
        while parser.check_event():
            yield parser.get_event()

    def build(self) -> Node:
        """Read the one document of the stream."""
        self.next()  # stream start
        event = self.next()
        if not isinstance(event, DocumentStartEvent):
            raise _RefusedError(
                at(
                    (1, 1, 1, 1),
                    "Y009",
                    "the file is empty",
                    help="begin with `format: ipt-bank/1`",
                )
            )
        event = self.next()
        if isinstance(event, ScalarEvent) and not event.value and event.implicit[0]:
            raise _RefusedError(
                at(_span(event), "Y009", "the file holds no data, only comments or markers")
            )
        tree = self._node(event, depth=0)
        self.next()  # document end
        after = self.next()
        if isinstance(after, DocumentStartEvent):
            raise _RefusedError(
                at(
                    _span(after),
                    "Y008",
                    "a second document begins here",
                    help="put it into a file of its own",
                )
            )
        return tree

    def _report(self, finding: Finding) -> None:
        self.findings.append(finding)
        if len(self.findings) >= MAX_FINDINGS:
            raise _RefusedError(finding)

    def _node(self, event: Any, depth: int) -> Node:
        if isinstance(event, AliasEvent):
            self._report(
                at(
                    _span(event),
                    "Y005",
                    f"the alias *{event.anchor} is not allowed",
                    help="write the text out where it is needed",
                )
            )
            return None
        if event.anchor is not None:
            self._report(
                at(
                    _span(event),
                    "Y005",
                    f"the anchor &{event.anchor} is not allowed",
                    help="remove it; texts are written out where they are needed",
                )
            )
        if event.tag is not None:
            self._report(
                at(_span(event), "Y006", f"the tag {event.tag} is not allowed", help="remove it")
            )
        if isinstance(event, ScalarEvent):
            return self._scalar(event)
        if depth >= MAX_DEPTH:
            raise _RefusedError(
                at(_span(event), "Y010", f"nested more than {MAX_DEPTH} levels deep")
            )
        if isinstance(event, MappingStartEvent):
            return self._mapping(event, depth + 1)
        assert isinstance(event, SequenceStartEvent)
        sequence = Sequence(_span(event))
        while not isinstance(child := self.next(), SequenceEndEvent):
            sequence.append(self._node(child, depth + 1))
            sequence.places.append(_span(child))
        return sequence

    def _mapping(self, event: Any, depth: int) -> Mapping:
        mapping = Mapping(_span(event))
        while not isinstance(head := self.next(), MappingEndEvent):
            key = self._key(head, depth)
            span = _span(head)
            tail = self.next()
            value = self._node(tail, depth)
            if key is None:
                continue
            if key in mapping:
                first = mapping.key_places[key]
                self._report(
                    at(
                        span,
                        "Y004",
                        f"`{key}` is written twice; first at {first[0]}:{first[1]}",
                        help="keep one of the two",
                    )
                )
                continue
            mapping[key] = value
            mapping.key_places[key] = span
            mapping.value_places[key] = _span(tail)
        return mapping

    def _key(self, event: Any, depth: int) -> str | None:
        key = self._node(event, depth)
        if isinstance(key, str):
            if key == "<<" and event.implicit[0]:
                self._report(
                    at(
                        _span(event),
                        "Y007",
                        "the merge key << is not allowed",
                        help="write the keys out",
                    )
                )
                return None
            return key
        if not isinstance(event, AliasEvent):
            shown = event.value if isinstance(event, ScalarEvent) else "a list or mapping"
            self._report(
                at(
                    _span(event),
                    "Y012",
                    f"a key must be text, and {shown or 'this'} is not",
                    help="quote it",
                )
            )
        return None

    def _scalar(self, event: Any) -> Node:
        value: str = event.value
        if not event.implicit[0] or event.style:  # quoted, block or tagged: text
            if hidden := _HIDDEN.search(value):
                self._report(
                    at(
                        _span(event),
                        "Y016",
                        f"the text holds U+{ord(hidden[0]):04X}, which must not be shown",
                        help="remove the escape",
                    )
                )
            return value
        if _CUT.match(self.text, event.end_mark.index):
            self._report(
                as_warning(
                    at(
                        _span(event),
                        "Y014",
                        "the text ends here because ` #` starts a comment",
                        help="quote the text, or write a space after the #",
                    )
                )
            )
        if value in _WORDS:
            return _WORDS[value]
        if value[0] in "+-.0123456789":
            return self._number(event, value)
        if hidden := _HIDDEN.search(value):
            self._report(
                at(
                    _span(event),
                    "Y016",
                    f"the text holds U+{ord(hidden[0]):04X}, which must not be shown",
                )
            )
        return value

    def _number(self, event: Any, value: str) -> Node:
        if _AMBIGUOUS.fullmatch(value):
            self._report(
                as_warning(
                    at(
                        _span(event),
                        "Y015",
                        f"{_shorten(value)} is read differently by different programs",
                        help="quote it if it is text",
                    )
                )
            )
        if _INTEGER.fullmatch(value):
            if len(value) > MAX_DIGITS:
                self._report(
                    at(
                        _span(event),
                        "Y011",
                        f"a number of {len(value):,} characters",
                        help="quote it if it is text",
                    )
                )
                return 0
            return int(value, 0) if value.startswith(("0o", "0x")) else int(value)
        if _FLOAT.fullmatch(value):
            if len(value) > 2 * MAX_DIGITS:
                self._report(
                    at(
                        _span(event),
                        "Y011",
                        f"a number of {len(value):,} characters",
                        help="quote it if it is text",
                    )
                )
                return 0.0
            return float(value.lower().replace(".inf", "inf").replace(".nan", "nan"))
        return value


def _span(event: Any) -> Place:
    start, end = event.start_mark, event.end_mark
    return (start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def _shorten(value: str) -> str:
    return value if len(value) <= 20 else value[:17] + "..."
