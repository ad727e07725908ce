"""The words of the banks: what was typed and is one of them is no slip of another."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cached_property
from typing import Any, Protocol

from ipt_train.bank.core.spelling import words

_LEFT_OUT = ("bibliography", "lexicon")
"""Parts of a library that are no text of it; titles of works are spelt as their publishers do."""


class Lexicon:
    """The words of some libraries, gathered when a word is first looked for.

    Args:
        sources: Each returns a library, or some part of one.
    """

    def __init__(self, *sources: Callable[[], Any]) -> None:
        self._sources = sources

    def __contains__(self, word: object) -> bool:
        return word in self.words

    def __iter__(self) -> Iterator[str]:
        return iter(self.words)

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word, as ``spelling.words`` has it."""
        return frozenset(words("\n".join(text for one in self._sources for text in _texts(one()))))


class HasLexicon(Protocol):
    """What may know the words of its whole shelf, as a library does."""

    @property
    def lexicon(self) -> Lexicon | None:
        """Those words, or None where they were not gathered."""
        ...


def lexicon_of(library: HasLexicon) -> Lexicon:
    """Return the words by which answers to a library's items are judged.

    They are those of the whole shelf, whichever of its banks were chosen, so that the same answer
    is judged alike; for a library that was put together by hand they are its own.
    """
    return library.lexicon or Lexicon(lambda: library)


def _texts(part: Any) -> Iterator[str]:
    """Yield the texts of plain data and of values of the model, but for titles of works."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, (list, tuple)):
        for one in part:
            yield from _texts(one)
    elif isinstance(part, Mapping):
        yield from _texts(list(part.values()))
    elif is_dataclass(part):
        names = (one.name for one in fields(part))
        yield from _texts([getattr(part, one) for one in names if one not in _LEFT_OUT])
