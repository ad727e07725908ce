"""What a schema cannot say of fidelity forms: ids, items of forms, core items and rules."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ipt_train.bank.core.file_entry import File, Path
from ipt_train.bank.core.finding import Finding, at
from ipt_train.bank.core.register import ReferenceIndex, pointing
from ipt_train.bank.core.tree import Mapping, pointer

_NAMED = (
    "items",
    "forms",
    "off_model",
    "prompts",
    "next_steps",
    "principles",
    "scoring",
    "supervision",
    "confidentiality",
)
"""Lists whose entries have an id that is used once within the list."""


def problems(file: File, register: ReferenceIndex) -> Iterator[Finding]:
    """Yield what does not fit together within one file of forms.

    Args:
        file: The file.
        register: What its items may point into.
    """
    for finding in _problems(file, register):
        yield replace(finding, file=file.name)


def _problems(file: File, register: ReferenceIndex) -> Iterator[Finding]:
    for kind in _NAMED:
        if kind != "forms":  # their ids are unique over all files, which the register sees to
            yield from _repeated(file, kind)
    for kind in ("items", "off_model"):
        for path, one in _entries(file, kind):
            yield from pointing(one, path, register)
    for path, item in _entries(file, "items"):
        if item.get("core") and item["not_applicable"]["allowed"]:
            place = item["not_applicable"].value_places["allowed"]
            yield _at(
                place,
                "I021",
                f"{item['id']} is a core item and may be left out",
                item,
                (*path, "not_applicable", "allowed"),
                "write `allowed: false`, or take `core` away",
            )
    if file.fits(("items",)):
        items = {item["id"]: item for _, item in _entries(file, "items")}
        for kind in ("forms", "next_steps"):
            for path, one in _entries(file, kind):
                yield from _dangling(one, path, items)
        for path, form in _entries(file, "forms"):
            yield from _lacking(form, path, items)
    if file.fits(("rules",)) and isinstance(file.tree.get("rules"), Mapping):
        yield from _contradictions(file.tree["rules"])


def _at(place: Any, code: str, message: str, item: Mapping, path: Path, help: str = "") -> Finding:
    return at(place, code, message, item=item["id"], path=pointer(path), help=help)


def _entries(file: File, kind: str) -> Iterator[tuple[Path, Mapping]]:
    """Yield the entries of a list that fit the schema, with where they stand."""
    entries = file.tree.get(kind)
    for index, one in enumerate(entries if isinstance(entries, list) else ()):
        path: Path = (kind, index)
        if file.fits(path) and isinstance(one, Mapping):
            yield path, one


def _repeated(file: File, kind: str) -> Iterator[Finding]:
    """Report ids that two entries of a list share."""
    seen: set[str] = set()
    for path, one in _entries(file, kind):
        if one["id"] in seen:
            yield _at(
                one.value_places["id"],
                "I003",
                f"the id {one['id']} is used twice within `{kind}`",
                one,
                (*path, "id"),
                "what is recorded is recorded under it; choose another",
            )
        seen.add(one["id"])


def _dangling(one: Mapping, path: Path, items: dict[str, Mapping]) -> Iterator[Finding]:
    named = one["items"]
    for index, name in enumerate(named):
        if name not in items:
            yield _at(
                named.places[index],
                "I019",
                f"{name} is not among the items of this file",
                one,
                (*path, "items", index),
                "add it under `items` or correct the id",
            )


def _lacking(form: Mapping, path: Path, items: dict[str, Mapping]) -> Iterator[Finding]:
    """Report a form without a core or a safety item, or with a roll-up that cannot be reached."""
    own = [items[name] for name in form["items"] if name in items]
    for flag in ("core", "safety"):
        if not any(item.get(flag) for item in own):
            yield _at(
                form.value_places["items"],
                "I020",
                f"no item of {form['id']} has `{flag}: true`",
                form,
                (*path, "items"),
                f"mark the {flag} item among its items, or add one",
            )
    if form.get("roll_up_items", 0) > len(form["items"]):
        yield _at(
            form.value_places["roll_up_items"],
            "I022",
            f"{form['id']} asks for {form['roll_up_items']} items and has {len(form['items'])}",
            form,
            (*path, "roll_up_items"),
            "write a number that its items can reach",
        )


def _contradictions(rules: Mapping) -> Iterator[Finding]:
    """Report thresholds in the wrong order."""
    adequate, good, agreement = (rules[name] for name in ("adequate", "good", "agreement"))
    ordered = (
        (adequate, good, "adherence", "adherence", "good", "asks for less than adequate does"),
        (adequate, good, "competence", "competence", "good", "asks for less than adequate does"),
        (agreement, agreement, "close", "some_gap", "agreement", "is below close"),
    )
    for low, high, lower, higher, name, said in ordered:
        if high[higher] < low[lower]:
            yield at(
                high.value_places[higher],
                "I022",
                f"`{higher}` of `{name}` {said}",
                path=pointer(("rules", name, higher)),
                help=f"write {low[lower]} or more",
            )
    if rules["without_evidence"] >= rules["evidence_from"]:
        yield at(
            rules.value_places["without_evidence"],
            "I022",
            "a rating without evidence counts as much as one with it",
            path=pointer(("rules", "without_evidence")),
            help=f"write less than {rules['evidence_from']}",
        )
