"""What items may point into: works, facts, claims, competencies and forms of the files beside the banks."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ipt_train.bank.core.finding import Finding, as_warning, at
from ipt_train.bank.core.kind import FORMS, GROUND
from ipt_train.bank.core.tree import Mapping, Sequence, pointer

_HOME = {
    "references": ("I002", "bibliography", "bibliography.yaml"),
    "facts": ("I015", "file of facts", "facts.yaml"),
    "claims": ("I016", "file of claims", "claims.yaml"),
    "competencies": ("I017", "competency framework", "competencies.yaml"),
}
_SUREST = ("from-memory", "partly-verified", "verified")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceIndex:
    """Everything that items may point into.

    Attributes:
        entries: For each kind (``references``, ``facts``, ``claims``, ``competencies``,
            ``forms``) the data of each entry by id. A kind of which no file was read is
            missing, and ids of that kind are not looked up; works are always looked up.
        sets: For each form by id the whole file that it stands in.
        retired: For each id of a work that was taken out, why.
        files: For each kind the names of the files that were read.
    """

    entries: dict[str, dict[str, Mapping]] = field(default_factory=dict)
    sets: dict[str, Mapping] = field(default_factory=dict)
    retired: dict[str, str] = field(default_factory=dict)
    files: dict[str, list[str]] = field(default_factory=dict)

    @property
    def verification(self) -> dict[str, str]:
        """How each work was verified, by id."""
        return {name: one["verification"] for name, one in self.entries["references"].items()}


def gather(
    files: Iterable[tuple[str, Mapping]], stand_in: Collection[str] = ()
) -> tuple[ReferenceIndex, list[Finding]]:
    """Gather the entries of sound files, and report ids that are there twice.

    Args:
        files: Names and data of files that fit their schema, of any kind; where an id appears twice, the first counts.
        stand_in: Names of files in which an id that already exists is passed over.
    """
    entries: dict[str, dict[str, Mapping]] = {"references": {}}
    sets: dict[str, Mapping] = {}
    retired: dict[str, str] = {}
    sources: dict[str, list[str]] = {}
    twice: list[Finding] = []
    for name, tree in files:
        kind = GROUND.get(str(tree.get("format")))
        if kind is None:
            continue
        known = entries.setdefault(kind, {})
        shipped = f"the shipped {name.replace(chr(92), '/').rsplit('/', 1)[-1]}"
        sources.setdefault(kind, []).append(shipped if name in stand_in else name)
        for index, one in enumerate(tree[kind]):
            if one["id"] in known and name not in stand_in:
                place, path = one.value_places["id"], pointer((kind, index, "id"))
                message = f"the id {one['id']} appears twice"
                twice.append(at(place, "I001", message, file=name, path=path))
            for each in (one["id"], *one.get("formerly", ())):
                known.setdefault(each, one)
            if tree["format"] == FORMS:
                sets.setdefault(one["id"], tree)
        if kind == "references":
            retired |= {gone["id"]: gone["reason"] for gone in tree.get("retired", ())}
    gathered = ReferenceIndex(entries=entries, sets=sets, retired=retired, files=sources)
    return gathered, twice


def pointing(
    item: Mapping, path: tuple[str | int, ...], register: ReferenceIndex
) -> Iterator[Finding]:
    """Yield what an item points to that is not there, or is less sure than the item says.

    Args:
        item: An item, vignette, step, drill, card or part of a form that fits its schema.
        path: Where it stands in its document.
        register: What it may point into.
    """
    for kind, (code, title, file) in _HOME.items():
        known = register.entries.get(kind)
        named = item.get(kind)
        if known is None or not isinstance(named, Sequence):
            continue
        files = register.files.get(kind, ())
        read = f" ({' and '.join(files)})" if files else ""
        for index, name in enumerate(named):
            if name not in known and kind == "references" and name in register.retired:
                yield as_warning(
                    at(
                        named.places[index],
                        code,
                        f"{name} was taken out of the {title}: {register.retired[name]}",
                        item=item["id"],
                        path=pointer((*path, kind, index)),
                        help="name the work that says it",
                    )
                )
            elif name not in known:
                yield at(
                    named.places[index],
                    code,
                    f"{name} is not in the {title}{read}",
                    item=item["id"],
                    path=pointer((*path, kind, index)),
                    help="add it there or correct the id"
                    if known
                    else f"put a {file} beside the bank",
                )
    if facts := register.entries.get("facts"):
        yield from _as_sure_as_its_facts(item, path, facts)


def _as_sure_as_its_facts(
    item: Mapping, path: tuple[str | int, ...], facts: dict[str, Mapping]
) -> Iterator[Finding]:
    """Yield facts too weak to use, and a certainty above that of the weakest fact."""
    named: Any = item.get("facts", ())
    known = [facts[name] for name in named if name in facts]
    for index, name in enumerate(named):
        if name in facts and facts[name]["confidence"] == "low":
            yield as_warning(
                at(
                    named.places[index],
                    "H006",
                    f"{name} is of low confidence",
                    item=item["id"],
                    path=pointer((*path, "facts", index)),
                    help="rest the item on a fact that was checked",
                )
            )
    weakest = min(known, key=lambda one: _SUREST.index(one["certainty"]), default=None)
    if weakest is None or "certainty" not in item:
        return
    if _SUREST.index(item["certainty"]) > _SUREST.index(weakest["certainty"]):
        yield as_warning(
            at(
                item.value_places["certainty"],
                "H005",
                f"{item['certainty']}, but {weakest['id']} is {weakest['certainty']}",
                item=item["id"],
                path=pointer((*path, "certainty")),
                help=f"write {weakest['certainty']}, or leave {weakest['id']} out",
            )
        )
