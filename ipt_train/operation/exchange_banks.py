"""Banks to and from other formats, each with what was lost on the way."""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML

from ipt_train.bank.model import Library
from ipt_train.exchange.aiken_read import read_aiken
from ipt_train.exchange.gift_read import Draft, read_gift
from ipt_train.exchange.gift_write import write_gift
from ipt_train.exchange.loss import Loss, Problem
from ipt_train.vocabulary import Domain, ForeignFormat

_ORDER = (
    "id", "revision", "type", "objective", "domain", "level", "stem", "options", "key", "rationale_true", "rationale_false",
    "accepted", "rationale", "anticipated", "prompts", "passage", "gaps", "explanation", "references", "facts", "certainty", "status",
)  # fmt: skip
_TO_WRITE: dict[str, Any] = {
    "objective": None,
    "level": None,
    "explanation": None,
    "references": [],
    "facts": [],
    "certainty": None,
}
"""What no other format has: left empty, so that the check of the new bank asks for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A library in another format.

    Attributes:
        text: The file.
        losses: What it could not carry, item by item.
        items: How many items it holds.
    """

    text: str
    losses: tuple[Loss, ...]
    items: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A bank made from another format; its check says what is still to be written.

    Attributes:
        text: The bank as YAML; empty where nothing could be read.
        problems: What could not be read, with its place.
        items: How many items it holds.
        losses: What has to be written by hand, item by item.
    """

    text: str
    problems: tuple[Problem, ...]
    items: int
    losses: tuple[Loss, ...]


def export_bank(library: Library) -> Exported:
    """Write a library as GIFT."""
    text, losses = write_gift(library.entries())
    whole = sum(one.what.startswith("the whole item") for one in losses)
    return Exported(text=text, losses=tuple(losses), items=sum(1 for _ in library.items()) - whole)


def import_bank(
    text: str, form: ForeignFormat, *, name: str, title: str, domain: Domain
) -> Imported:
    """Make a bank of a foreign file.

    Args:
        text: The foreign file.
        form: Its format.
        name: Id of the new bank.
        title: Its title.
        domain: Its domain; a question's own category counts where it is a domain.
    """
    drafts, problems = read_aiken(text) if form is ForeignFormat.AIKEN else read_gift(text)
    taken: set[str] = set()
    items = [_item(draft, name, taken) for draft in drafts]
    losses = [
        Loss(item=item["id"], what=f"{key} is to be written")
        for item in items
        for key in _missing(item)
    ]
    head = {
        "format": "ipt-bank/1", "id": name, "title": title, "language": "en-GB", "licence": "CC-BY-4.0", "domain": str(domain),
    }  # fmt: skip
    yaml = YAML()
    yaml.width = 88
    yaml.indent(mapping=2, sequence=4, offset=2)
    buffer = io.StringIO()
    yaml.dump({**head, "items": items}, buffer)
    return Imported(
        text=buffer.getvalue() if items else "",
        problems=tuple(problems),
        items=len(items),
        losses=tuple(losses),
    )


def _item(draft: Draft, bank: str, taken: set[str]) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": _name(draft, bank, taken),
        "revision": 1,
        "status": "draft",
        **_TO_WRITE,
        **draft.data,
    }
    if draft.domain in set(Domain):
        data["domain"] = draft.domain
    return {key: _blank(data[key]) for key in _ORDER if key in data}


def _blank(value: Any) -> Any:
    """Return a value with empty texts as nothing, which the check reports as empty."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, Mapping):
        return {key: _blank(one) for key, one in value.items()}
    if isinstance(value, Sequence):
        return [_blank(one) for one in value]
    return value


def _missing(item: Mapping[str, Any]) -> Iterable[str]:
    for key, value in item.items():
        if value is None or value == []:
            yield key
        for part in value if isinstance(value, list) else ():
            if isinstance(part, Mapping) and part.get("rationale", "") is None:
                yield f"a rationale of {key}"


def _name(draft: Draft, bank: str, taken: set[str]) -> str:
    """Return an id for a draft: its own where that can be one, else the bank's name and a number."""
    slug = re.sub(r"[^a-z0-9]+", "-", draft.id.lower()).strip("-")[:56].strip("-")
    name = slug or f"{bank}-{draft.line}"
    number = 2
    while name in taken:
        name = f"{slug or bank}-{number}"
        number += 1
    taken.add(name)
    return name
