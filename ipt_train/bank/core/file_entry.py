"""A parsed file, and an entry of it with where it stands."""

from dataclasses import dataclass

from ipt_train.bank.core.finding import Finding, at
from ipt_train.bank.core.tree import Mapping, Place, pointer

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
class FileEntry:
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
