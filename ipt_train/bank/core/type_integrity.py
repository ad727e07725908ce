"""What must fit together within an item of one type: keys, options, prompts and gaps."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from ipt_train.bank.core.file_entry import FileEntry
from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.passage import GAP
from ipt_train.bank.core.spelling import normal
from ipt_train.bank.core.tree import Sequence


def _repeated(entry: FileEntry, name: str) -> Iterator[Finding]:
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


def _alike(entry: FileEntry, name: str) -> Iterator[Finding]:
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


def _ordering(entry: FileEntry) -> Iterator[Finding]:
    yield from _repeated(entry, "sequence")
    yield from _alike(entry, "sequence")


def _keys(entry: FileEntry) -> int:
    return sum(bool(option.get("key")) for option in entry.item["options"])


def _single(entry: FileEntry) -> Iterator[Finding]:
    yield from _repeated(entry, "options")
    marked = [option for option in entry.item["options"] if option.get("key")]
    if len(marked) != 1:
        place = marked[1].value_places["key"] if marked else entry.item.value_places["options"]
        message = f"{len(marked)} options are marked `key: true`; exactly one is needed"
        advice = "mark the one best answer, or change the type to multiple-response"
        yield entry.put(place, (*entry.path, "options"), "I004", message, help=advice)


def _multiple(entry: FileEntry) -> Iterator[Finding]:
    yield from _repeated(entry, "options")
    if _keys(entry) in (0, len(entry.item["options"])):
        yield entry.at("options", "I004", "at least one key and at least one distractor are needed")


def _short(entry: FileEntry) -> Iterator[Finding]:
    accepted = list(map(normal, entry.item["accepted"]))
    yield from _accepted_too(entry, "text", lambda one: normal(one) in accepted)


def _numerical(entry: FileEntry) -> Iterator[Finding]:
    value, room = (Decimal(str(entry.item.get(name, 0))) for name in ("value", "tolerance"))
    yield from _accepted_too(entry, "value", lambda one: abs(Decimal(str(one)) - value) <= room)


def _accepted_too(entry: FileEntry, name: str, accepts: Callable[..., bool]) -> Iterator[Finding]:
    for index, wrong in enumerate(entry.item.get("anticipated", ())):
        if accepts(wrong[name]):
            yield entry.put(
                wrong.value_places[name],
                (*entry.path, "anticipated", index, name),
                "I010",
                f"`{wrong[name]}` is accepted and also listed as a wrong answer",
                help="take it out of one of the two; capitals do not matter",
            )


def _matching(entry: FileEntry) -> Iterator[Finding]:
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


def _cloze(entry: FileEntry) -> Iterator[Finding]:
    yield from _repeated(entry, "gaps")
    written = GAP.findall(entry.item["passage"])
    gaps = [gap["id"] for gap in entry.item["gaps"]]
    for name in sorted({name for name in written if written.count(name) > 1}):
        yield entry.at(
            "passage",
            "I006",
            f"the gap {name} stands in the passage twice",
            help="give each gap an id of its own",
        )
    for name in sorted(set(written) ^ set(gaps)):
        place, other = ("passage", "`gaps`") if name in written else ("gaps", "the passage")
        advice = (
            f"write `{{{{{name}}}}}` in the passage and `- id: {name}` under `gaps`, or neither"
        )
        yield entry.at(place, "I006", f"the gap {name} is missing from {other}", help=advice)
    if len(gaps) > 1:
        yield from _unfillable(entry)


def _unfillable(entry: FileEntry) -> Iterator[Finding]:
    """Report answers that cannot be typed, since a semicolon stands between the answers of gaps."""
    for index, gap in enumerate(entry.item["gaps"]):
        for number, text in enumerate(gap["accepted"]):
            if ";" in text:
                yield entry.put(
                    gap.value_places["accepted"],
                    (*entry.path, "gaps", index, "accepted", number),
                    "I035",
                    f"the accepted answer `{text}` contains a semicolon, so nobody can type it",
                    help="make it two gaps, or write the answer without a semicolon",
                )


def _drill(entry: FileEntry) -> Iterator[Finding]:
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


BY_TYPE: dict[str | int, Callable[[FileEntry], Iterator[Finding]]] = {
    "single-best-answer": _single,
    "multiple-response": _multiple,
    "short-answer": _short,
    "numerical": _numerical,
    "ordering": _ordering,
    "matching": _matching,
    "cloze": _cloze,
    "drills": _drill,
}
"""The checks of each type of item, and of each kind of entry that has no type."""
