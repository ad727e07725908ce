"""A library from the plain data of checked files: its banks, and what lies beside them."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from ipt_train.bank.core import compile as compiled
from ipt_train.bank.core import ground
from ipt_train.bank.core.drill import drills
from ipt_train.bank.core.model import Library
from ipt_train.bank.core.reading import readings

T = TypeVar("T")
Data = dict[str, Any]

BANK = "ipt-bank/1"

FORMATS = {
    "bibliography": "ipt-bibliography/1",
    "facts": "ipt-facts/1",
    "claims": "ipt-claims/1",
    "competencies": "ipt-competencies/1",
    "drills": "ipt-drills/1",
    "readings": "ipt-readings/1",
    "form_data": "ipt-fidelity-forms/1",
    "excerpt_data": "ipt-excerpts/1",
}
"""For each field of a library beside its banks the format of the files that it comes from."""


def library(documents: Iterable[Data]) -> Library:
    """Build a library from the data of all its files."""
    kinds: dict[str, list[Data]] = {}
    for document in documents:
        kinds.setdefault(document["format"], []).append(document)
    return Library(
        banks=tuple(compiled.bank(one) for one in kinds.get(BANK, ())),
        **{name: beside(name, kinds.get(format_, ())) for name, format_ in FORMATS.items()},
    )


def beside(name: str, documents: Sequence[Data]) -> Any:
    """Return what a field of a library holds.

    Args:
        name: One of ``FORMATS``.
        documents: The files of its format, in order.
    """
    match name:
        case "bibliography":
            return _merged(compiled.references, documents)
        case "facts":
            return _merged(ground.facts, documents)
        case "claims":
            return _merged(ground.claims, documents)
        case "competencies":
            return _merged(ground.competencies, documents)
        case "drills":
            return tuple(one for each in documents for one in drills(each))
        case "readings":
            return tuple(one for each in documents for one in readings(each))
        case _:  # forms and excerpts stay plain data
            return tuple(documents)


def _merged(build: Callable[[Data], dict[str, T]], documents: Iterable[Data]) -> dict[str, T]:
    return {name: one for document in documents for name, one in build(document).items()}
