"""The outcome of reading banks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ipt_train.bank import compile as compiled
from ipt_train.bank.finding import Finding
from ipt_train.bank.model import Library
from ipt_train.vocabulary import Severity

Documents = tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The outcome of reading banks.

    Attributes:
        findings: Everything found, in order of place.
        names: The files that were read.
        items: How many answerable items the sound files hold.
        cached: Whether the outcome came from the cache.
        load: Returns the plain data of the files without errors.
    """

    findings: tuple[Finding, ...]
    names: tuple[str, ...]
    items: int
    cached: bool
    load: Callable[[], Documents]

    @property
    def files(self) -> int:
        """How many files were read."""
        return len(self.names)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that make a bank unusable."""
        return tuple(one for one in self.findings if one.severity is Severity.ERROR)

    def library(self) -> Library:
        """Build the banks and the bibliography from the sound files."""
        documents = self.load()
        works = [compiled.references(one) for one in documents if "references" in one]
        return Library(
            banks=tuple(compiled.bank(one) for one in documents if "items" in one),
            bibliography={name: work for each in works for name, work in each.items()},
        )
