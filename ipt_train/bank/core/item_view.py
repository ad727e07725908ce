"""An item as the item-writing rules look at it: texts with their places."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from ipt_train.bank.core.finding import Finding, at
from ipt_train.bank.core.tree import Mapping, Place, pointer

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
_SENTENCE = re.compile(
    r"(?<=[.?!:])(?<!\bDr\.)(?<!\bMr\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\bSt\.)(?<!\bvs\.)"
    r"(?:(?<!\s[A-Z]\.)|(?=\s+(?:Which|What|Who|Whom|Whose|When|Where|Why|How|The|In|She|He|They|It)\b))"
    r"[\"”']?\s+(?=[\"“A-Z])"
    r"|(?<=,\s\d{4})\s+(?=[A-Z])"
)
"""Where a sentence ends: not after a title, nor after the initial of a name, but after the year of a source."""
_CHOICES = ("single-best-answer", "multiple-response")


@dataclass(slots=True, eq=False)
class OptionView:
    """One option of a choice.

    Attributes:
        data: Its data with places.
        text: Its text on one line.
        key: Whether it is correct.
        index: Which one it is, from 0.
    """

    data: Mapping
    text: str
    key: bool
    index: int

    @property
    def id(self) -> str:
        """Its id."""
        return str(self.data.get("id", ""))

    @property
    def place(self) -> Place:
        """Where its text stands."""
        return self.data.value_places.get("text", self.data.place)

    @property
    def words(self) -> list[str]:
        """The words in small letters."""
        return _WORD.findall(self.text.lower())


class ItemView:
    """An item taken apart once for all rules; a text that is none counts as empty.

    Attributes:
        file: Where it stands.
        item: Its data with places.
        path: Where it stands in the document.
        verification: How each work of the bibliography was verified, by id.
        type: The type of the item.
        stem: The stem on one line.
        options: The options of a choice; empty for every other type.
        keys: The correct options.
        distractors: The wrong options.
        single: Whether it is a single best answer with its one key.
        texts: Stem and options in small letters, a line each.
    """

    __slots__ = (
        "distractors",
        "file",
        "item",
        "keys",
        "options",
        "path",
        "single",
        "stem",
        "texts",
        "type",
        "verification",
    )

    def __init__(
        self,
        file: str,
        item: Mapping,
        path: tuple[str | int, ...],
        verification: dict[str, str],
    ) -> None:
        self.file, self.item, self.path, self.verification = file, item, path, verification
        self.type = _text(item.get("type"))
        self.stem = _text(item.get("stem"))
        self.options = list(_options(item)) if self.type in _CHOICES else []
        self.keys = [option for option in self.options if option.key]
        self.distractors = [option for option in self.options if not option.key]
        self.single = self.type == "single-best-answer" and len(self.keys) == 1
        self.texts = "\n".join([self.stem, *(option.text for option in self.options)]).lower()

    @property
    def id(self) -> str:
        """The id of the item."""
        return str(self.item.get("id", ""))

    def mentions(self, *parts: str) -> bool:
        """Whether stem or options hold any of some parts of words: a quick look before a pattern."""
        texts = self.texts
        return any(part in texts for part in parts)

    @property
    def lead_in(self) -> str:
        """The last sentence of the stem that asks something, or the last sentence."""
        parts = [part for part in _SENTENCE.split(self.stem) if part]
        asking = [part for part in parts if part.rstrip("\"”'").endswith("?")]
        return (asking or parts or [self.stem])[-1]

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


def _options(item: Mapping) -> Iterator[OptionView]:
    for index, option in parts_of(item, "options"):
        yield OptionView(option, _text(option.get("text")), bool(option.get("key")), index)


def parts_of(item: Mapping, *names: str) -> Iterator[tuple[int, Mapping]]:
    """Yield the entries of some lists of an item, each with which one it is; what is not a mapping is passed over."""
    for name in names:
        entries = item.get(name)
        for index, entry in enumerate(entries if isinstance(entries, list) else ()):
            if isinstance(entry, Mapping):
                yield index, entry


def _text(value: object) -> str:
    """Return a text on one line; nothing where it is not text."""
    return " ".join(value.split()) if isinstance(value, str) else ""


def views(file: str, bank: Mapping, verification: dict[str, str]) -> Iterator[ItemView]:
    """Yield every answerable item of a bank: items and the steps of vignettes."""
    for index, item in parts_of(bank, "items"):
        for number, step in parts_of(item, "steps"):
            yield ItemView(file, step, ("items", index, "steps", number), verification)
        if not item.get("steps"):
            yield ItemView(file, item, ("items", index), verification)


class Outline(NamedTuple):
    """What rules over all banks need of an item; goes from one process to another.

    Attributes:
        file: Where it stands.
        id: Its id.
        path: Where its stem stands in the document.
        place: Where its stem stands.
        wording: Digest of stem and options, whatever their order and capitals; empty where
            the item has no options.
        setting: Its type and scene: with these and the wording it is the same item.
        words: The words that carry meaning, each once, with spaces between them.
    """

    file: str
    id: str
    path: tuple[str | int, ...]
    place: Place
    wording: bytes
    setting: str
    words: str

    def at(self, code: str, message: str, *, help: str = "") -> Finding:
        """Make a finding at the stem."""
        where = pointer(self.path)
        return at(self.place, code, message, file=self.file, item=self.id, path=where, help=help)


def outline(item: ItemView) -> Outline:
    """Return the outline of an item."""
    stem, *options = item.texts.split("\n")
    wording = "\n".join([stem, *sorted(options)]).encode()
    return Outline(
        file=item.file,
        id=item.id,
        path=(*item.path, "stem"),
        place=item.item.known("stem"),
        wording=blake2b(wording, digest_size=16).digest() if options else b"",
        setting=f"{item.type} {item.item.get('scene', '')}",
        words=" ".join(sorted(content_words(item.texts))),
    )


def content_words(text: str) -> frozenset[str]:
    """Return the words that carry meaning, without their endings."""
    return frozenset().union(*map(_roots, text.lower().split()))


@lru_cache(100_000)
def _roots(word: str) -> frozenset[str]:
    """Return what carries meaning in what stands between two spaces: mostly one word or none."""
    parts = _WORD.findall(word)
    return frozenset(_root(part) for part in parts if len(part) > 3 and part not in _STOP)


def _root(word: str) -> str:
    """Cut the commonest English endings, so that plurals and tenses of a word are one."""
    for ending in ("ations", "ation", "ings", "ing", "ies", "ied", "edly", "ed", "es", "s", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
