"""Items of the index: what they are chosen by is there at once, the rest is read when it is asked for.

They are items, cases and a library like any others, and equal to those that are loaded whole. A
field that was not read yet is an empty slot; asking for it reads the entry and fills the others too.
"""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from ipt_train.bank.core.columns import Columns, unpacked
from ipt_train.bank.core.lexicon import Lexicon
from ipt_train.bank.core.model import Bank, Entry, Item, Library, Vignette
from ipt_train.vocabulary import BankId, ItemId

ITEM_COLUMNS = (
    "id", "revision", "type", "objective", "domain", "level", "certainty", "status",
    "competencies", "tags", "replaces",
)  # fmt: skip  # a list of names
"""What the index holds of an item, beside its bank and its case."""
CASE_COLUMNS = (
    "id", "revision", "title", "domain", "phase", "problem_areas", "certainty", "status", "tags",
    "replaces", "challenge", "content_warning",
)  # fmt: skip  # a list of names
"""What the index holds of a case, beside its bank and its steps."""

_ITEM_REST = frozenset(Item.__slots__) - {*ITEM_COLUMNS, "bank", "vignette"}
_CASE_REST = frozenset(Vignette.__slots__) - {*CASE_COLUMNS, "bank", "steps"}
_FLAGS = frozenset({"banks", "whole", "narrowed", "lexicon"})

ReadEntry = Callable[[ItemId], Entry]
"""Returns the whole of an item, a case, or a step of a case, by its id."""

E = TypeVar("E", Item, Vignette)


class ShelvedItem(Item):
    """An item of the index."""

    __slots__ = ("read",)
    read: ReadEntry

    def __getattr__(self, name: str) -> Any:
        return _fill(self, _ITEM_REST, name)

    def __eq__(self, other: object) -> bool:
        return _equal(self, other, Item)

    __hash__ = Item.__hash__


class ShelvedVignette(Vignette):
    """A case of the index; its steps are such items."""

    __slots__ = ("read",)
    read: ReadEntry

    def __getattr__(self, name: str) -> Any:
        return _fill(self, _CASE_REST, name)

    def __eq__(self, other: object) -> bool:
        return _equal(self, other, Vignette)

    __hash__ = Vignette.__hash__


class ShelvedLibrary(Library):
    """A library whose banks stand in the index; what lies beside them is read when it is asked for.

    Attributes:
        read: Returns what a field of the library holds.
        edition: Digest of the ids and revisions of its answerable items.
    """

    __slots__ = ("edition", "read")
    read: Callable[[str], Any]
    edition: str

    def __getattr__(self, name: str) -> Any:
        if name not in Library.__slots__:
            raise AttributeError(name)
        object.__setattr__(self, name, self.read(name))
        return getattr(self, name)

    def __eq__(self, other: object) -> bool:
        names = (name for name in Library.__slots__ if name != "lexicon")
        return isinstance(other, Library) and all(
            getattr(self, name) == getattr(other, name) for name in names
        )

    __hash__ = Library.__hash__


def shelved_library(
    banks: Sequence[Bank],
    read: Callable[[str], Any],
    *,
    edition: str = "",
    whole: bool = True,
    narrowed: bool = False,
    lexicon: Lexicon | None = None,
) -> ShelvedLibrary:
    """Return a library of banks of the index.

    Args:
        banks: The banks.
        read: Returns what a field of the library holds.
        edition: Digest of ids and revisions; empty where it has to be computed.
        whole: See ``Library``.
        narrowed: See ``Library``.
        lexicon: See ``Library``.
    """
    library = object.__new__(ShelvedLibrary)
    values = {"banks": tuple(banks), "whole": whole, "narrowed": narrowed, "lexicon": lexicon}
    for name, value in {**values, "read": read, "edition": edition}.items():
        object.__setattr__(library, name, value)
    return library


def shelved_items(
    columns: Columns, bank: BankId, case: ItemId | None, read: ReadEntry
) -> list[ShelvedItem]:
    """Return the items of some columns.

    Args:
        columns: ``ITEM_COLUMNS`` of all of them.
        bank: Id of their bank.
        case: The case whose steps they are, if they are steps.
        read: Reads one whole.

    Raises:
        KeyError, TypeError, ValueError: The columns are not what ``packed`` returned.
    """
    return _made(ShelvedItem, columns, ITEM_COLUMNS, {"bank": bank, "vignette": case, "read": read})


def shelved_case(
    columns: Columns, steps: Columns, bank: BankId, read: ReadEntry
) -> ShelvedVignette:
    """Return the case of columns that have one row, with its steps.

    Raises:
        KeyError, TypeError, ValueError: The columns are not what ``packed`` returned.
    """
    (name,) = columns["id"]
    inside = tuple(shelved_items(steps, bank, ItemId(name), read))
    (case,) = _made(
        ShelvedVignette, columns, CASE_COLUMNS, {"bank": bank, "steps": inside, "read": read}
    )
    return case


S = TypeVar("S", ShelvedItem, ShelvedVignette)


def _made(
    kind: type[S], columns: Columns, names: Sequence[str], same: Mapping[str, Any]
) -> list[S]:
    """Make entries and fill the slots of one field after the other, without a loop of our own."""
    made = [object.__new__(kind) for _ in columns["id"]]
    for name in names:
        deque(map(_setter(kind, name), made, unpacked(columns, name)), maxlen=0)
    for name, value in same.items():
        deque(map(_setter(kind, name), made, [value] * len(made)), maxlen=0)
    return made


def _setter(kind: type, name: str) -> Callable[[Any, Any], None]:
    slot = next(vars(each)[name] for each in kind.__mro__ if name in vars(each))
    return slot.__set__  # type: ignore[no-any-return]


def _fill(entry: Any, rest: frozenset[str], name: str) -> Any:
    """Read an entry and fill its empty slots; return the value of one of them."""
    if name not in rest:
        raise AttributeError(name)
    whole = entry.read(entry.id)
    for each in rest:
        object.__setattr__(entry, each, getattr(whole, each))
    return getattr(entry, name)


def _equal(entry: Any, other: object, kind: type[E]) -> bool:
    """Whether two entries say the same; other ids are told apart without reading anything."""
    if entry is other:
        return True
    if not isinstance(other, kind) or entry.id != other.id:
        return False
    return all(getattr(entry, name) == getattr(other, name) for name in kind.__slots__)
