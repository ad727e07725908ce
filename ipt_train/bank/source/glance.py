"""A plain file read quickly, its places looked up only for what a finding is about.

yaml-rs is many times faster than any parser that tells places. It is only believed where the
text holds nothing that the strict reader would speak of, or that parsers are known to read
differently; every other file is read by the strict reader. When a place is asked for, the
strict reader reads the entry that it belongs to, and must read the same. Where yaml-rs is not
installed, the strict reader reads all.
"""

import re
from collections.abc import Iterator
from typing import Any

from ipt_train.bank.core.scalar import TRUTHY, ambiguous
from ipt_train.bank.core.text import HIDDEN, RefusedError, decode
from ipt_train.bank.core.tree import NOWHERE, Finder, Mapping, Sequence
from ipt_train.bank.source.source import parse

try:
    import yaml_rs
except ImportError:  # pragma: no cover - depends on what is installed
    yaml_rs = None  # type: ignore[assignment]

_SIGNS = ("\t", "\\", "\ufeff", "\n" + " " * 129)
"""Tabs, escapes, and what nests deeper than banks do: yaml-rs knows no limit."""
_AMONG = {
    "<": r"<(?=<)",  # merge keys
    "#": r"\#(?<=[ ]\#)[^\s#!]",  # a comment that may cut a text
    ":": r":(?:(?<=ipt:)|(?<=[ ]:)(?=[ \n]))",  # suppressions, empty keys
    "-": r"-(?=[ ]-[ ]-[ ])",
    "\n": r"\n(?:---|\.\.\.|%|:)",  # documents and directives
}
_BEGINS = r"""
    (?<=[\s,:?-].)(?<![\w.,;"')][ ].)                  # where a value may begin, not amid a sentence,
    (?!(?<=[|>])[-+]?\n(?![ ]*\n))                       # except a block text with words on its first line,
    (?!(?<=\[)[\w ,.\n"-]*\][ ]*(?:\#[ ].*)?$)           # a list of simple words,
    (?!(?<=\{)\{[\w-]+\}\})                              # and the gap of a cloze
"""
"""A sign that begins a value that is no plain text."""
_DOUBTFUL = [
    (sign, re.compile(pattern, re.M | re.X))
    for sign, pattern in [
        *_AMONG.items(),
        *((one, re.escape(one) + _BEGINS) for one in "&*!@`?|>{["),
    ]
]
"""Each for one sign: whether that is there at all, and where, is told many times faster so."""
_NUMBER = re.compile(r": ([1-9][0-9]{0,14}|0)(?=\n)")
_KEY = re.compile(r"[ -]*[a-z_]+")
_TOP = re.compile(r"\n[^\s#-]")
_LONGER = max(map(len, TRUTHY)) + 1
_UNSURE = frozenset("+-.0123456789")


class MistakenError(Exception):
    """The two readers do not agree on a file: only the strict one is to be believed."""


class _DoubtError(Exception):
    """This must be read strictly."""


def glance(data: bytes) -> Mapping | None:
    """Read a file in which the strict reader would find nothing, if that can be told quickly.

    Args:
        data: The bytes of the file.

    Returns:
        Its data; None where the file must be read strictly. Asking its nodes for a place may
        raise MistakenError.
    """
    if yaml_rs is None:
        return None
    try:
        text = decode(data)
        return None if _doubtful(text) else _Skimmed(text).root
    except (RefusedError, _DoubtError, yaml_rs.YAMLDecodeError):
        return None


def _doubtful(text: str) -> bool:
    """Whether something stands in a text that parsers may read differently, or that we refuse."""
    return (
        not (text[:1].islower() or text[:1] == "#")
        or not text.endswith("\n")
        or any(sign in text for sign in _SIGNS)
        or any(sign in text and one.search(text) for sign, one in _DOUBTFUL)
        or bool(not text.isascii() and HIDDEN.search(text))  # `decode` has refused the others
    )


class _Skimmed:
    """A document that was read quickly; finds the places of all of it.

    Attributes:
        text: Its text.
        root: Its data.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._numbers: list[int] = []
        self._begins: dict[str, list[int]] = {}
        data = yaml_rs.loads(text)
        if type(data) is not dict:
            raise _DoubtError
        for key, value in data.items():
            if type(value) is list:
                data[key] = entries = Sequence(NOWHERE, self)
                entries.extend(
                    self._node(one, _SkimmedEntry(self, key, index))
                    for index, one in enumerate(value)
                )
        self.root: Mapping = self._node(data, self)
        if self._numbers != list(_numbers(text)):
            raise _DoubtError

    def find(self) -> None:
        """Read all of it strictly.

        Raises:
            MistakenError: That gives other data.
        """
        tree = parse(self.text.encode()).tree
        if not isinstance(tree, Mapping) or tree != self.root:
            raise MistakenError
        self.root.settle(tree, 0)

    def begins(self, key: str) -> list[int]:
        """Return where the entries of a list at the top begin, and where the last of them ends."""
        if key not in self._begins:
            self._begins[key] = list(_begins(self.text, key))
        return self._begins[key]

    def _node(self, value: Any, finder: Finder) -> Any:
        """Return data of the kinds that the strict reader makes, and note the numbers in it."""
        kind = type(value)
        if kind is str:
            if (value[:1] in _UNSURE or len(value) < _LONGER) and ambiguous(value):
                raise _DoubtError
        elif kind is dict:
            mapping = Mapping(NOWHERE, finder)
            for key, part in value.items():
                if type(key) is not str or key[:1] in _UNSURE:
                    raise _DoubtError
                plain = type(part) is str and part[:1] not in _UNSURE and len(part) >= _LONGER
                mapping[key] = part if plain else self._node(part, finder)
            return mapping
        elif kind is list:
            sequence = Sequence(NOWHERE, finder)
            sequence.extend(self._node(part, finder) for part in value)
            return sequence
        elif kind is int:
            self._numbers.append(value)
        elif kind is not bool and value is not None and kind is not Sequence:
            raise _DoubtError
        return value


def _numbers(text: str) -> Iterator[int]:
    """Yield the plain whole numbers that stand after a key."""
    for one in _NUMBER.finditer(text):
        if _KEY.fullmatch(text, text.rfind("\n", 0, one.start()) + 1, one.start()):
            yield int(one[1])


def _begins(text: str, key: str) -> Iterator[int]:
    head = re.search(rf"^{re.escape(key)}:(?: #.*)?\n(?:[ ]*(?:#.*)?\n)*([ ]*)- ", text, re.M)
    if head is None:
        return
    after = _TOP.search(text, head.start(1))
    end = after.start() + 1 if after else len(text)
    for one in re.finditer(rf"\n{head[1]}- ", text[:end]):
        yield one.start() + 1
    yield end


class _SkimmedEntry:
    """An entry of a list at the top of a skimmed document; finds the places in it alone."""

    __slots__ = ("_document", "_index", "_key")

    def __init__(self, document: _Skimmed, key: str, index: int) -> None:
        self._document, self._key, self._index = document, key, index

    def find(self) -> None:
        """Read the entry strictly, or the whole document where the entry is not told apart.

        Raises:
            MistakenError: That gives other data.
        """
        text, entries = self._document.text, self._document.root[self._key]
        begins = self._document.begins(self._key)
        if len(begins) == len(entries) + 1:
            begin, end = begins[self._index : self._index + 2]
            alone = parse(text[begin:end].encode()).tree
            if isinstance(alone, Sequence) and alone == [entries[self._index]]:
                if isinstance(alone[0], Mapping | Sequence):
                    entries[self._index].settle(alone[0], text.count("\n", 0, begin))
                return
        self._document.find()
