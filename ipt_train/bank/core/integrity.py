"""What a schema cannot say: ids, keys, gaps and references that must fit together."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from ipt_train.bank.core import excerpt_integrity
from ipt_train.bank.core.finding import Finding, at
from ipt_train.bank.core.identity import Identity, Named
from ipt_train.bank.core.kind import STUDIED
from ipt_train.bank.core.passage import GAP
from ipt_train.bank.core.register import ReferenceIndex, pointing
from ipt_train.bank.core.spelling import normal
from ipt_train.bank.core.tree import Mapping, Place, Sequence, pointer

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One parsed file.

    Attributes:
        name: Where it stands.
        tree: Its data.
        flawed: JSON pointers of what does not fit the schema; items below them are looked
            at for their ids only.
    """

    name: str
    tree: Mapping
    flawed: frozenset[str] = frozenset()

    def fits(self, path: Path) -> bool:
        """Whether nothing at a path, or below it, breaks the schema."""
        where = pointer(path) if self.flawed else ""
        return not any(one == where or one.startswith(where + "/") for one in self.flawed)


@dataclass(slots=True, kw_only=True)
class _Entry:
    """An item, vignette or step with where it stands."""

    file: str
    item: Mapping
    path: Path
    step: bool
    fits: bool

    def at(self, key: str, code: str, message: str, *, help: str = "") -> Finding:
        """Make a finding at one of the item's values."""
        place = self.item.value_places.get(key, self.item.place)
        return self.put(place, (*self.path, key), code, message, help=help)

    def put(self, place: Place, path: Path, code: str, message: str, *, help: str = "") -> Finding:
        """Make a finding at any place within the item."""
        return at(
            place,
            code,
            message,
            file=self.file,
            item=self.item["id"],
            path=pointer(path),
            help=help,
        )


def problems(file: File, register: ReferenceIndex) -> Iterator[Finding]:
    """Yield what does not fit together within one bank, file of drills, cards or excerpts.

    Args:
        file: The file.
        register: What its items may point into.
    """
    for entry in _entries(file):
        if not entry.fits:
            continue
        for finding in pointing(entry.item, entry.path, register):
            yield replace(finding, file=entry.file)
        if "scene" in entry.item and not entry.step:
            yield entry.at(
                "scene",
                "I007",
                "a scene belongs to a step of a vignette",
                help="move it into the stem",
            )
        if entry.path[0] == "excerpts":
            for finding in excerpt_integrity.problems(entry.item, entry.path, register):
                yield replace(finding, file=entry.file)
        check = _BY_TYPE.get(entry.item.get("type", entry.path[0]))
        if check:
            yield from check(entry)


def identity(file: File) -> Identity:
    """Return the ids of a file, to be compared with those of all others."""
    tree = file.tree
    sound = isinstance(tree.get("id"), str) and file.fits(("retired",))
    return Identity(
        file=file.name,
        id=tree["id"] if sound else "",
        place=tree.known("id"),
        retired=tuple(gone["id"] for gone in tree.get("retired", ())) if sound else (),
        items=tuple(
            Named(
                id=entry.item["id"],
                path=entry.path,
                place=entry.item.known("id"),
                replaces=tuple(entry.item.get("replaces", ())) if entry.fits else (),
                replaces_place=entry.item.known("replaces"),
            )
            for entry in _entries(file)
        ),
        gone=tuple(
            Named(
                id=gone["id"],
                path=("retired", index),
                place=gone.known("id"),
                replaces=tuple(gone.get("replaces", ())),
                replaces_place=gone.known("replaces"),
            )
            for index, gone in enumerate(tree.get("retired", ()) if sound else ())
        ),
    )


def _entries(file: File) -> Iterator[_Entry]:
    """Yield every item, vignette and step that has an id."""
    kind = STUDIED[file.tree["format"]]
    items = file.tree[kind]
    for index, item in enumerate(items if isinstance(items, Sequence) else ()):
        if not isinstance(item, Mapping):
            continue
        path: Path = (kind, index)
        steps = item.get("steps")
        below = list(enumerate(steps)) if isinstance(steps, Sequence) else []
        held = item.get("type") == "vignette"  # the schema looked at the steps of no other type
        parts = [
            (item, path, False),
            *((step, (*path, "steps", number), True) for number, step in below),
        ]
        for one, where, step in parts:
            if isinstance(one, Mapping) and isinstance(one.get("id"), str):
                yield _Entry(
                    file=file.name,
                    item=one,
                    path=where,
                    step=step,
                    fits=file.fits(where) and (held or not step),
                )


def _repeated(entry: _Entry, name: str) -> Iterator[Finding]:
    """Report ids that two elements of a list share."""
    elements: Sequence = entry.item[name]
    seen: set[str] = set()
    for index, element in enumerate(elements):
        if element["id"] in seen:
            yield entry.put(
                element.value_places["id"],
                (*entry.path, name, index, "id"),
                "I003",
                f"the id {element['id']} is used twice within `{name}`",
                help="what learners chose is recorded under it; choose another",
            )
        seen.add(element["id"])


def _alike(entry: _Entry, name: str) -> Iterator[Finding]:
    """Report elements of a list that nobody can tell apart on the screen."""
    elements: Sequence = entry.item[name]
    seen: dict[str, str] = {}
    for index, element in enumerate(elements):
        earlier = seen.setdefault(normal(element["text"]), element["id"])
        if earlier != element["id"]:
            yield entry.put(
                element.value_places["text"],
                (*entry.path, name, index, "text"),
                "I034",
                f"{element['id']} reads the same as {earlier}",
                help="say in the text what tells them apart, or take one out",
            )


def _ordering(entry: _Entry) -> Iterator[Finding]:
    yield from _repeated(entry, "sequence")
    yield from _alike(entry, "sequence")


def _keys(entry: _Entry) -> int:
    return sum(bool(option.get("key")) for option in entry.item["options"])


def _single(entry: _Entry) -> Iterator[Finding]:
    yield from _repeated(entry, "options")
    if (keys := _keys(entry)) != 1:
        yield entry.at(
            "options",
            "I004",
            f"{keys} options are marked `key: true`; exactly one is needed",
            help="mark the one best answer, or change the type to multiple-response",
        )


def _multiple(entry: _Entry) -> Iterator[Finding]:
    yield from _repeated(entry, "options")
    if _keys(entry) in (0, len(entry.item["options"])):
        yield entry.at("options", "I004", "at least one key and at least one distractor are needed")


def _short(entry: _Entry) -> Iterator[Finding]:
    accepted = list(map(normal, entry.item["accepted"]))
    yield from _accepted_too(entry, "text", lambda one: normal(one) in accepted)


def _numerical(entry: _Entry) -> Iterator[Finding]:
    value, room = (Decimal(str(entry.item.get(name, 0))) for name in ("value", "tolerance"))
    yield from _accepted_too(entry, "value", lambda one: abs(Decimal(str(one)) - value) <= room)


def _accepted_too(entry: _Entry, name: str, accepts: Callable[..., bool]) -> Iterator[Finding]:
    for index, wrong in enumerate(entry.item.get("anticipated", ())):
        if accepts(wrong[name]):
            yield entry.put(
                wrong.value_places[name],
                (*entry.path, "anticipated", index, name),
                "I010",
                f"`{wrong[name]}` is accepted and also listed as a wrong answer",
            )


def _matching(entry: _Entry) -> Iterator[Finding]:
    for name in ("prompts", "options"):
        yield from _repeated(entry, name)
        yield from _alike(entry, name)
    options = {option["id"] for option in entry.item["options"]}
    for index, prompt in enumerate(entry.item["prompts"]):
        if prompt["key"] not in options:
            yield entry.put(
                prompt.value_places["key"],
                (*entry.path, "prompts", index, "key"),
                "I005",
                f"{prompt['key']} is not the id of an option",
                help=f"one of {', '.join(sorted(options))}",
            )


def _cloze(entry: _Entry) -> Iterator[Finding]:
    yield from _repeated(entry, "gaps")
    written = GAP.findall(entry.item["passage"])
    gaps = [gap["id"] for gap in entry.item["gaps"]]
    for name in sorted({name for name in written if written.count(name) > 1}):
        yield entry.at("passage", "I006", f"the gap {name} stands in the passage twice")
    for name in sorted(set(written) ^ set(gaps)):
        place, other = ("passage", "`gaps`") if name in written else ("gaps", "the passage")
        yield entry.at(place, "I006", f"the gap {name} is missing from {other}")
    if len(gaps) > 1:
        yield from _unfillable(entry)


def _unfillable(entry: _Entry) -> Iterator[Finding]:
    """Report answers that cannot be typed, since a semicolon stands between the answers of gaps."""
    for index, gap in enumerate(entry.item["gaps"]):
        for number, text in enumerate(gap["accepted"]):
            if ";" in text:
                yield entry.put(
                    gap.value_places["accepted"],
                    (*entry.path, "gaps", index, "accepted", number),
                    "I035",
                    f"the accepted answer `{text}` holds a semicolon, so nobody can type it",
                    help="make it two gaps, or write the answer without a semicolon",
                )


def _drill(entry: _Entry) -> Iterator[Finding]:
    for name in ("criteria", "replies", "mistakes"):
        yield from _repeated(entry, name)
    facts = set(entry.item["facts"])
    for index, criterion in enumerate(entry.item["criteria"]):
        for fact in sorted(set(criterion["facts"]) - facts):
            yield entry.put(
                criterion.value_places["facts"],
                (*entry.path, "criteria", index, "facts"),
                "I018",
                f"{fact} is not among the facts of the drill",
                help="list it under the drill's own `facts` too",
            )


_BY_TYPE: dict[str | int, Callable[[_Entry], Iterator[Finding]]] = {
    "single-best-answer": _single,
    "multiple-response": _multiple,
    "short-answer": _short,
    "numerical": _numerical,
    "ordering": _ordering,
    "matching": _matching,
    "cloze": _cloze,
    "drills": _drill,
}
