"""An item as the item-writing rules look at it: texts with their places."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import blake2b
from typing import Any

from ipt_train.bank.finding import Finding, at
from ipt_train.bank.tree import Mapping, Place, pointer

_STOP = frozenset(
    """
    about after also and another any are because been before being between both but can could did does each for
    from had has have her here him his how into its just like may might more most much must not now off one only
    other our out over own she should some such than that the their them then there these they this those through
    under until very was were what when where which while who whom whose why will with without would you your
    best client therapist counsellor trainee
    """.split()  # noqa: SIM905 - a list of a hundred quoted words is harder to read
)
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")


@dataclass(frozen=True)
class OptionView:
    """One option of a choice.

    Attributes:
        data: Its data with places.
        text: Its text on one line.
        index: Which one it is, from 0.
    """

    data: Mapping
    text: str
    key: bool
    index: int

    @property
    def id(self) -> str:
        """Its id."""
        return str(self.data["id"])

    @property
    def place(self) -> Place:
        """Where its text stands."""
        return self.data.value_places["text"]

    @cached_property
    def words(self) -> list[str]:
        """The words in small letters."""
        return _WORD.findall(self.low)

    def mentions(self, *parts: str) -> bool:
        """Whether its text holds any of some parts of words: a quick look before a pattern."""
        low = self.low
        return any(part in low for part in parts)

    @cached_property
    def low(self) -> str:
        """Its text in small letters."""
        return self.text.lower()


@dataclass(frozen=True)
class ItemView:
    """An item that fits its schema.

    Attributes:
        file: Where it stands.
        item: Its data with places.
        path: Where it stands in the document.
        verification: How each work of the bibliography was verified, by id.
    """

    file: str
    item: Mapping
    path: tuple[str | int, ...]
    verification: dict[str, str]

    @property
    def id(self) -> str:
        """The id of the item."""
        return str(self.item["id"])

    @property
    def type(self) -> str:
        """The type of the item."""
        return str(self.item["type"])

    @cached_property
    def stem(self) -> str:
        """The stem on one line."""
        return " ".join(str(self.item["stem"]).split())

    def mentions(self, *parts: str) -> bool:
        """Whether the stem holds any of some parts of words: a quick look before a pattern."""
        low = self.stem.lower()
        return any(part in low for part in parts)

    @cached_property
    def lead_in(self) -> str:
        """The last sentence of the stem that asks something, or the last sentence."""
        parts = [part for part in re.split(r"(?<=[.?!:])[\"”']?\s+(?=[\"“A-Z])", self.stem) if part]
        asking = [part for part in parts if part.rstrip("\"”'").endswith("?")]
        return (asking or parts or [self.stem])[-1]

    @cached_property
    def options(self) -> list[OptionView]:
        """The options of a choice; empty for every other type."""
        if self.type not in ("single-best-answer", "multiple-response"):
            return []
        return [
            OptionView(
                data=option,
                text=" ".join(option["text"].split()),
                key=bool(option.get("key")),
                index=index,
            )
            for index, option in enumerate(self.item["options"])
        ]

    @property
    def keys(self) -> list[OptionView]:
        """The correct options."""
        return [option for option in self.options if option.key]

    @property
    def distractors(self) -> list[OptionView]:
        """The wrong options."""
        return [option for option in self.options if not option.key]

    @property
    def single(self) -> bool:
        """Whether it is a single best answer with its one key."""
        return self.type == "single-best-answer" and len(self.keys) == 1

    def at(self, key: str, code: str, message: str, *, help: str = "") -> Finding:
        """Make a finding at one of the item's values."""
        place = self.item.value_places.get(key, self.item.place)
        return self.put(place, (key,), code, message, help=help)

    def at_option(self, option: OptionView, code: str, message: str, *, help: str = "") -> Finding:
        """Make a finding at the text of an option."""
        return self.put(option.place, ("options", option.index, "text"), code, message, help=help)

    def put(
        self, place: Place, path: Sequence[str | int], code: str, message: str, *, help: str = ""
    ) -> Finding:
        """Make a finding at any place within the item."""
        where = pointer((*self.path, *path))
        return at(place, code, message, file=self.file, item=self.id, path=where, help=help)


def views(file: str, bank: Mapping, verification: dict[str, str]) -> Iterator[ItemView]:
    """Yield every answerable item of a bank: items and the steps of vignettes."""
    for index, item in enumerate(bank["items"]):
        steps: list[Any] = item.get("steps", [])
        for number, step in enumerate(steps):
            yield ItemView(file, step, ("items", index, "steps", number), verification)
        if not steps:
            yield ItemView(file, item, ("items", index), verification)


@dataclass(frozen=True, slots=True)
class Outline:
    """What rules over all banks need of an item.

    Attributes:
        file: Where it stands.
        id: Its id.
        path: JSON pointer of its stem.
        place: Where its stem stands.
        wording: Digest of stem and options, whatever their order and capitals; empty where
            the item has no options.
        setting: Its type and scene: with these and the wording it is the same item.
        words: The words that carry meaning.
    """

    file: str
    id: str
    path: str
    place: Place
    wording: bytes
    setting: str
    words: frozenset[str]

    def at(self, code: str, message: str, *, help: str = "") -> Finding:
        """Make a finding at the stem."""
        return at(
            self.place, code, message, file=self.file, item=self.id, path=self.path, help=help
        )


def outline(item: ItemView) -> Outline:
    """Return the outline of an item."""
    options = sorted(option.text.casefold() for option in item.options)
    text = "\0".join([item.stem.casefold(), *options]).encode()
    words = content_words(" ".join([item.stem, *(option.text for option in item.options)]))
    return Outline(
        file=item.file,
        id=item.id,
        path=pointer((*item.path, "stem")),
        place=item.item.known("stem"),
        wording=blake2b(text, digest_size=16).digest() if options else b"",
        setting=f"{item.type} {item.item.get('scene', '')}",
        words=frozenset(words),
    )


def content_words(text: str) -> set[str]:
    """Return the words that carry meaning, without their endings."""
    return {
        _root(word) for word in _WORD.findall(text.lower()) if len(word) > 3 and word not in _STOP
    }


@cache
def _root(word: str) -> str:
    """Cut the commonest English endings, so that plurals and tenses of a word are one."""
    for ending in ("ations", "ation", "ings", "ing", "ies", "ied", "edly", "ed", "es", "s", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
