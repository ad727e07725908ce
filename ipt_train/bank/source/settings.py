"""What a project says of its banks, whatever file it stands in."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ipt_train.bank.core.finding import Finding
from ipt_train.vocabulary import FailOn, Severity


@dataclass(frozen=True, kw_only=True)
class BankSettings:
    """What a project says of its banks.

    Attributes:
        file: Where it says so; None where nothing is said.
        select: Only these of the rules.
        ignore: None of these codes.
        exclude: Patterns of files that are left out, relative to the folder of ``file``.
        here: Patterns of ``exclude`` are relative to the present folder instead.
        severity: How grave the findings of a code, or of codes that begin so, are.
        per_file_ignores: For patterns of files the codes that are left out in them.
        fail_on: The least weight that fails.
        baseline: File of the findings that are put up with.
    """

    file: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    per_file_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fail_on: FailOn | None = None
    baseline: Path | None = None
    here: bool = False

    @property
    def home(self) -> Path:
        """The folder that patterns are relative to."""
        return self.file.parent if self.file else Path()

    @property
    def excluding(self) -> Path:
        """The folder that patterns of ``exclude`` are relative to."""
        return Path() if self.here else self.home

    @property
    def excluded_by(self) -> str:
        """Where the patterns of ``exclude`` are written, in words."""
        if self.here or not self.file:
            return "--exclude"
        from ipt_train.bank.source.walk import from_here  # noqa: PLC0415 - not for the shelf

        return f"`exclude` of {from_here(self.file)}"

    def weighed(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Yield the findings that count, as gravely as the project has them."""
        specs = [(_spec(one), codes) for one, codes in self.per_file_ignores.items()]
        by_length = sorted(self.severity, key=len, reverse=True)
        for one in findings:
            name = os.path.relpath(Path(one.file).resolve(), self.home.resolve())
            if any(one.code.startswith(codes) and spec.match_file(name) for spec, codes in specs):
                continue
            code = next((code for code in by_length if one.code.startswith(code)), None)
            yield one if code is None else replace(one, severity=self.severity[code])


NO_SETTINGS = BankSettings()


def _spec(pattern: str) -> Any:
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - only where there are patterns

    return GitIgnoreSpec.from_lines([pattern])
