"""Which items there are in which revision, as one digest: two shelves of the same edition ask the same."""

from collections.abc import Mapping
from hashlib import blake2b

from ipt_train.bank.core.model import Library
from ipt_train.bank.core.shelved import ShelvedLibrary


def revisions_of(library: Library) -> dict[str, int]:
    """Return the revision of every answerable item, by id."""
    return {str(item.id): item.revision for item in library.items()}


def edition_of(library: Library) -> str:
    """Return the edition of a library; where the index holds it, without looking at the items."""
    if isinstance(library, ShelvedLibrary) and library.edition:
        return library.edition
    return edition(revisions_of(library))


def edition(revisions: Mapping[str, int]) -> str:
    """Return the edition of items with their revisions: 32 hexadecimal digits, whatever their order."""
    total = blake2b(digest_size=16)
    for name, revision in sorted(revisions.items()):
        total.update(f"{revision} {name}\n".encode())
    return total.hexdigest()
