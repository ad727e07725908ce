"""Banks against an earlier revision: keys that changed, ids that went. Items are known by id."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path, PurePosixPath

from ipt_train.bank.core.finding import Finding, as_warning, at
from ipt_train.bank.core.kind import FORMS
from ipt_train.bank.core.tree import NOWHERE, Mapping, Place
from ipt_train.bank.operation.dated_bank import DatedBank, bytes_of, is_bank, listed, read_bank
from ipt_train.bank.operation.lost_histories import lost_histories
from ipt_train.bank.source.revision import Revision, revision_at
from ipt_train.bank.source.shelf import shown

_KEYS = ("type", "key", "accepted", "sequence", "prompts", "gaps")
_PARTS = ("sequence", "prompts", "gaps")
_WORDING = ("rationale", "text")
_BANK = re.compile(r"^[\"']?format[\"']?\s*:\s*[\"']?ipt-bank/", re.M)


def findings_since(
    paths: Sequence[Path], files: Sequence[Path], revision: str
) -> Iterator[Finding]:
    """Yield what changed since a git revision and must not change so.

    An item is looked for by its id in every bank of the revision and in every file that is
    checked: it may have been moved, and its file renamed, split or deleted.

    Args:
        paths: The files and folders that were asked for.
        files: The files that they stand for.
        revision: A commit, tag or branch.

    Raises:
        UsageError: git is not installed, refuses, or does not know the revision.
    """
    revisions: dict[Path, Revision] = {}

    def of(path: Path) -> Revision:
        whole = path.resolve()
        folder = whole if whole.is_dir() else whole.parent
        if folder not in revisions:
            revisions[folder] = revision_at(folder, revision)
        return revisions[folder]

    asked = [(of(path), path) for path in paths]
    banks: list[tuple[Revision, DatedBank]] = []
    for file in files:
        bank = read_bank("", shown(file), bytes_of(file))
        if bank.tree is None or ("items" in bank.tree and bank.tree.get("format") != FORMS):
            there = of(file)
            banks.append((there, replace(bank, path=_below(file, there))))
    everything = [bank for _, bank in banks]
    for one in dict.fromkeys(there for there, _ in [*asked, *banks]):
        yield from _Comparison(
            revision=one,
            asked=[path for there, path in asked if there == one],
            banks=[bank for there, bank in banks if there == one],
            everywhere=everything,
        ).findings()


@dataclass(frozen=True, kw_only=True)
class _Comparison:
    """The checked files of one repository and one of its revisions.

    Attributes:
        revision: The revision.
        asked: What was asked for, within the repository.
        banks: The checked files within the repository.
        everywhere: All checked files.
    """

    revision: Revision
    asked: Sequence[Path]
    banks: Sequence[DatedBank]
    everywhere: Sequence[DatedBank]

    def findings(self) -> Iterator[Finding]:
        """Yield what changed and must not change so."""
        for bank in self.banks:
            for name, item in bank.items.items():
                yield from self._used(bank, name, item)
        for before in self._before:
            if before.tree is None:
                yield from self._unreadable(before)
            elif self._was_asked(before):
                for name in (*before.items, *sorted(before.retired)):
                    yield from self._gone(before, name)
        asked = [one.tree for one in self._before if one.tree is not None and self._was_asked(one)]
        now = [*self.everywhere, *self._unchecked]
        trees = [(one.name, one.tree) for one in now if one.tree is not None]
        yield from lost_histories(asked, trees, self.revision.name)

    @cached_property
    def _before(self) -> list[DatedBank]:
        """The banks of the revision, also those that cannot be read."""
        files = self.revision.banks(also={bank.path for bank in self.banks})
        read = [read_bank(path, path, data) for path, data in files.items()]
        return [
            bank
            for bank in read
            if (_BANK.search(bank.text or "") if bank.tree is None else is_bank(bank.tree))
        ]

    @cached_property
    def _unchecked(self) -> list[DatedBank]:
        """The banks of the working tree that are not among the checked files."""
        checked = {bank.path for bank in self.banks}
        paths = [path for path in self.revision.present() if path not in checked]
        read = [read_bank(path, path, bytes_of(self.revision.top / path)) for path in paths]
        return [bank for bank in read if bank.tree is not None and is_bank(bank.tree)]

    @cached_property
    def _now(self) -> frozenset[str]:
        return frozenset(name for bank in self.everywhere for name in bank.items)

    @cached_property
    def _reserved(self) -> frozenset[str]:
        return frozenset(name for bank in self.everywhere for name in bank.retired)

    def _used(self, bank: DatedBank, name: str, item: Mapping) -> Iterator[Finding]:
        """Yield what an item must not do that the revision knows already."""
        former = self._former(bank, name)
        for before in former:
            was = before.items[name]
            if _key_of(was) != _key_of(item) and not _raised(was, item):
                there = "" if before.path == bank.path else f", where it was in {before.path},"
                yield at(
                    item.value_places.get("revision", item.place),
                    "I013",
                    f"the key of {name} changed since {self.revision.name}{there} and its revision was not raised",
                    file=bank.name,
                    item=name,
                    help="raise `revision` by one",
                )
                return
        if not former and any(name in before.retired for before in self._before):
            yield at(
                item.value_places.get("id", item.place),
                "I008",
                f"the id {name} was retired in {self.revision.name}",
                file=bank.name,
                item=name,
                help="a retired id is never used again; choose another",
            )

    def _former(self, bank: DatedBank, name: str) -> list[DatedBank]:
        """Return the banks that an item was in: copies count only where nothing nearer is found."""
        holders = [before for before in self._before if name in before.items]
        nearer = (
            lambda before: before.path == bank.path,
            self._was_asked,
            lambda before: not self._is_still_in(before.path, name),
        )
        for is_near in nearer:
            if len(holders) > 1 and (near := [one for one in holders if is_near(one)]):
                holders = near
        return holders

    def _is_still_in(self, path: str, name: str) -> bool:
        file = self.revision.top / path
        return file.exists() and read_bank(path, path, bytes_of(file)).mentions(name)

    def _gone(self, before: DatedBank, name: str) -> Iterator[Finding]:
        """Yield an id that was there, unless it is still there, reserved, or perhaps unread."""
        if name in self._now or name in self._reserved:
            return
        if any(bank.unsure and bank.mentions(name) for bank in self.everywhere):
            return
        if any(name in bank.retired for bank in self._unchecked):
            return
        then = f"item {name} was in {before.path} in {self.revision.name}"
        moved = next((bank for bank in self._unchecked if name in bank.items), None)
        if moved:
            message = f"{then} and is now in {moved.path}, which was not checked"
            advice = f"check {moved.path} too, so that their keys can be compared"
        elif name in before.retired:
            message = f"the id {name} was retired in {self.revision.name} and is no longer listed"
            advice = "keep it under `retired`: the id is never used again"
        else:
            message = f"{then}; it is not in any file that was checked, and it is not retired"
            advice = "list it under `retired`, with the reason"
        place, file = self._home(before)
        yield at(place, "I014", message, file=file, path="/items", help=advice)

    def _unreadable(self, before: DatedBank) -> Iterator[Finding]:
        """Yield a bank of the revision that cannot be read, where items may have come from it."""
        known = {name for bank in self._before for name in bank.items}
        new = {name for bank in self.banks for name in bank.items if name not in known}
        if self._was_asked(before) or any(map(before.mentions, new)):
            place, file = self._home(before)
            message = f"{before.path} cannot be read as it was in {self.revision.name}, so its items were not compared"
            finding = at(place, "I027", message, file=file, help="compare them by eye")
            yield as_warning(finding)

    def _was_asked(self, before: DatedBank) -> bool:
        """Whether a file of the revision stands at, or below, a path that was asked for."""
        return self._given(before) is not None

    def _given(self, before: DatedBank) -> str | None:
        """Return the name of a file of the revision, as it follows from what was asked for."""
        for path in self.asked:
            top = PurePosixPath(_below(path, self.revision))
            file = PurePosixPath(before.path)
            if file == top or (not path.is_file() and file.is_relative_to(top)):
                return str(path / file.relative_to(top))
        return None

    def _home(self, before: DatedBank) -> tuple[Place, str]:
        """Return where a finding on a bank of the revision belongs now, and the file's name."""
        same = [bank for bank in self.banks if bank.path == before.path]
        if before.tree is not None and not same:
            same = [
                bank
                for bank in self.banks
                if bank.tree is not None and bank.tree.get("id") == before.tree.get("id")
            ]
        for bank in same:
            tree = bank.tree
            place = NOWHERE if tree is None else tree.value_places.get("items", tree.place)
            return place, bank.name
        return NOWHERE, self._given(before) or before.path


def _below(path: Path, revision: Revision) -> str:
    return path.resolve().relative_to(revision.top).as_posix()


def _raised(before: Mapping, now: Mapping) -> bool:
    was, new = before.get("revision"), now.get("revision")
    if isinstance(was, int) and isinstance(new, int):
        return new > was
    return bool(was != new)  # one of them is no number, which the check reports


def _key_of(item: Mapping) -> object:
    """Return what counts as the key of an item; wording of rationales does not."""
    key: dict[str, object] = {name: item[name] for name in _KEYS if name in item}
    for name in _PARTS:
        key[name] = [
            {part: one[part] for part in one if part not in _WORDING}
            if isinstance(one, Mapping)
            else one
            for one in listed(item, name)
        ]
    key["options"] = sorted(
        str(option.get("id"))
        for option in listed(item, "options")
        if isinstance(option, Mapping) and option.get("key")
    )
    return key
