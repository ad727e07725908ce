"""What a schema cannot say: ids, keys, gaps and references that must fit together."""

from collections.abc import Iterator
from dataclasses import replace

from ipt_train.bank.core import excerpt_integrity
from ipt_train.bank.core.file_entry import File, FileEntry, Path
from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.identity import Identity, Named
from ipt_train.bank.core.kind import STUDIED
from ipt_train.bank.core.placeholder import placeholders
from ipt_train.bank.core.register import ReferenceIndex, pointing
from ipt_train.bank.core.tree import Mapping, Sequence
from ipt_train.bank.core.type_integrity import BY_TYPE


def problems(file: File, register: ReferenceIndex) -> Iterator[Finding]:
    """Yield what does not fit together within one bank, file of drills, cards or excerpts.

    Args:
        file: The file.
        register: What its items may point into.
    """
    for entry in _entries(file):
        if not entry.fits:
            continue
        unwritten = placeholders(entry.item, entry.path)
        for finding in (*pointing(entry.item, entry.path, register), *unwritten):
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
        check = BY_TYPE.get(entry.item.get("type", entry.path[0]))
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


def _entries(file: File) -> Iterator[FileEntry]:
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
                yield FileEntry(
                    file=file.name,
                    item=one,
                    path=where,
                    step=step,
                    fits=file.fits(where) and (held or not step),
                )
