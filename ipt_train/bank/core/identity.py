"""Ids over all files that are checked together: each belongs to one item for ever."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ipt_train.bank.core.finding import Finding, at
from ipt_train.bank.core.succession import circles, ends_of
from ipt_train.bank.core.tree import Place, pointer


class Named(NamedTuple):
    """An item, vignette, step, drill, card or retired item by its id; goes from one process to another.

    Attributes:
        id: Its id.
        path: Where the item stands in the document.
        place: Where its id stands.
        replaces: Ids that it replaces, with ``replaces_place``.
        replaces_place: Where these stand.
    """

    id: str
    path: tuple[str | int, ...]
    place: Place
    replaces: tuple[str, ...] = ()
    replaces_place: Place = (1, 1, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The ids of one file.

    Attributes:
        file: Where it stands.
        id: Id of the bank; empty where it has no sound one.
        place: Where that id stands.
        retired: Ids that are never used again.
        items: Every entry with an id, in order.
        gone: The retired items, in order.
    """

    file: str
    id: str
    place: Place
    retired: tuple[str, ...]
    items: tuple[Named, ...]
    gone: tuple[Named, ...] = ()


def clashes(identities: Iterable[Identity], taken: Mapping[str, str]) -> Iterator[Finding]:
    """Yield ids of banks and items that are used twice, and retired ones that are used again.

    Args:
        identities: The ids of every file that is checked together.
        taken: For ids of other banks, the id of the bank that has them.
    """
    identities = list(identities)
    retired = {gone: one.file for one in identities for gone in one.retired}
    yield from _banks(identities)
    first: dict[str, tuple[Identity, Named]] = {}
    for one in identities:
        for item in one.items:
            if item.id in first or item.id in retired or item.id in taken:
                yield from _used(one, item, first, retired, taken)
            first.setdefault(item.id, (one, item))
    yield from _replaced(identities, first)


def _replaced(
    identities: Iterable[Identity], living: Mapping[str, tuple[Identity, Named]]
) -> Iterator[Finding]:
    """Yield replacements by which a history would stay behind, go round, or go to several."""
    everyone = [(one, item) for one in identities for item in (*one.items, *one.gone)]
    pairs = [(old, item.id) for _, item in everyone for old in item.replaces]
    if not pairs:
        return
    reached = ends_of(pairs, living)
    round_about = [one for one in circles(pairs) if not any(name in living for name in one)]
    heirs: dict[str, tuple[str, tuple[str, ...]]] = {}
    for one, item in everyone:
        for circle in round_about:
            if item.id == circle[0]:
                names = " and ".join(sorted(circle))
                said = f"the replacements for {names} go round in a circle"
                yield _handover(one, item, "I031", said, "let each name only what it replaced")
        ends = reached.get(item.id, (item.id,) if item.id in living else ())
        for old in item.replaces:
            if old in living:
                said = f"{old} is still an item, so it cannot be replaced"
                help = "remove it first, and list it under `retired`"
                yield _handover(one, item, "I011", said, help)
            elif ends and heirs.setdefault(old, (item.id, ends))[1] != ends:
                said = f"{old} is also replaced by {heirs[old][0]}, and its history can go to only one of them"
                yield _handover(one, item, "I032", said, "name it in one of the two")


def _banks(identities: Iterable[Identity]) -> Iterator[Finding]:
    titles: dict[str, str] = {}
    for one in identities:
        if one.id in titles:
            message = f"the bank id {one.id} is also the id of {titles[one.id]}"
            yield at(one.place, "I009", message, file=one.file, path="/id")
        if one.id:
            titles.setdefault(one.id, one.file)


def _used(
    one: Identity,
    item: Named,
    first: Mapping[str, tuple[Identity, Named]],
    retired: Mapping[str, str],
    taken: Mapping[str, str],
) -> Iterator[Finding]:
    """Yield where the id of one item belongs to another already."""
    other = "an id belongs to one item for good; choose another"
    if item.id in first:
        there, same = first[item.id]
        line, column = same.place[:2]
        said = f"the id {item.id} is also used at {there.file}:{line}:{column}"
        yield _clash(one, item, "I001", said, other)
    elif item.id in retired:
        said = f"the id {item.id} was retired in {retired[item.id]}"
        yield _clash(one, item, "I008", said, "a retired id is never used again; choose another")
    elif taken.get(item.id, one.id) != one.id:
        said = f"the id {item.id} is also used in the bank {taken[item.id]}"
        yield _clash(one, item, "I001", said, other)


def _handover(one: Identity, item: Named, code: str, message: str, help: str) -> Finding:
    return at(
        item.replaces_place,
        code,
        message,
        file=one.file,
        item=item.id,
        path=pointer((*item.path, "replaces")),
        help=help,
    )


def _clash(one: Identity, item: Named, code: str, message: str, help: str) -> Finding:
    return at(
        item.place,
        code,
        message,
        file=one.file,
        item=item.id,
        path=pointer((*item.path, "id")),
        help=help,
    )
