"""The outcome of reading banks."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ipt_train.bank.core.finding import Finding
from ipt_train.plural import counted
from ipt_train.vocabulary import Severity

if TYPE_CHECKING:
    from ipt_train.bank.core.model import Library

Documents = tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The outcome of reading banks.

    Attributes:
        findings: Everything found, in order of place.
        names: The files that were read.
        items_in: For each file the ids of its answerable items, as far as they can be read.
        unread: Files of which nothing but the syntax was checked.
        left_alone: How many YAML files below the folders that were asked for are not banks.
        set_aside: How many findings the baseline holds, and how many of it are gone.
        texts: What was checked in place of a file.
        unjudged: How many items the rules on writing were not asked about, as they do not fit
            the schema.
        cached: Whether the outcome came from the cache.
        load: Returns the plain data of the files without errors.
        ids: The bank of every id that is in use or retired.
        raw: That data as JSON, one text a file, where it was read just now.
        digests: For each file that went in, pictures and schemas too, the digest of what was read.
        entry: Where the outcome is kept in the cache, without an ending; empty where it is not.
    """

    findings: tuple[Finding, ...]
    names: tuple[str, ...]
    items_in: dict[str, tuple[str, ...]]
    cached: bool
    load: Callable[[], Documents]
    ids: dict[str, str] = field(default_factory=dict)
    raw: tuple[bytes, ...] = ()
    digests: dict[str, str] = field(default_factory=dict)
    entry: str = ""
    unread: tuple[str, ...] = ()
    unjudged: int = 0
    left_alone: int = 0
    set_aside: tuple[int, int] = (0, 0)
    texts: dict[str, bytes] = field(default_factory=dict)

    @property
    def items(self) -> int:
        """How many answerable items were read."""
        return sum(map(len, self.items_in.values()))

    @property
    def files(self) -> int:
        """How many files were read."""
        return len(self.names)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that make a bank unusable."""
        return tuple(one for one in self.findings if one.severity is Severity.ERROR)

    def summary(self, *, info: bool = False) -> str:
        """Return in a line how much was read and what was found.

        Args:
            info: Count info also where there is none.
        """
        counts = f"{counted(self.files, 'file')}, {counted(self.items, 'item')}"
        if not self.findings:
            return f"{counts}: no faults found."
        weights = {
            word: sum(one.severity is weight for one in self.findings)
            for word, weight in (
                ("error", Severity.ERROR),
                ("warning", Severity.WARNING),
                ("info", Severity.INFO),
            )
        }
        said = [
            counted(count, word, "info" * (word == "info"))
            for word, count in weights.items()
            if count or info or word != "info"
        ]
        return f"{counts}: {', '.join(said)}."

    def skipped(self) -> list[str]:
        """Return in sentences what was not checked, or not shown, and why."""
        said = []
        if self.unread:
            said.append(
                f"Only the syntax was checked in {counted(len(self.unread), 'file')} "
                "that cannot be read to the end."
            )
        if self.unjudged:
            does = "does" if self.unjudged == 1 else "do"
            said.append(
                f"The rules on writing were not run on {counted(self.unjudged, 'item')} "
                f"that {does} not fit the schema."
            )
        if self.left_alone:
            are, were = (
                ("is not a bank", "was") if self.left_alone == 1 else ("are not banks", "were")
            )
            count = counted(self.left_alone, "YAML file")
            said.append(f"{count} that {are} {were} left alone.")
        aside, gone = self.set_aside
        if aside:
            said.append(f"The baseline holds {counted(aside, 'more finding')}.")
        if gone:
            said.append(
                f"{counted(gone, 'finding')} of the baseline {'is' if gone == 1 else 'are'} gone; "
                "write it again with --write-baseline."
            )
        return said

    def library(self) -> "Library":
        """Build the banks and what they point into from the sound files."""
        # The model is built only here: a check alone does without.
        from ipt_train.bank.core.assemble import library  # noqa: PLC0415

        return library(self.load())
