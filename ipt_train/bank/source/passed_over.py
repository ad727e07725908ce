"""Why a folder in which there are YAML files has none to check: which rule passes over each."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ipt_train.errors import BankNotFoundError
from ipt_train.plural import counted

PASSED_OVER = ("node_modules", "site-packages", "__pycache__")
_ENOUGH = 50_000
"""Entries that are looked at to say why; a larger folder is described by its first files."""


class Rule(NamedTuple):
    """Patterns that leave files out.

    Attributes:
        home: The folder that they are relative to, resolved.
        patterns: A ``GitIgnoreSpec``.
        origin: Where they are written, in words.
    """

    home: Path
    patterns: Any
    origin: str

    def judges(self, path: Path, *, folder: bool) -> bool | None:
        """Whether it leaves a path out, takes it back, or says nothing of it (None)."""
        if not path.is_relative_to(self.home):
            return None
        below = path.relative_to(self.home).as_posix() + "/" * folder
        said = self.patterns.check_file(below).include
        return None if said is None else bool(said)

    def pattern_for(self, path: Path) -> str:
        """Return the pattern as written that decides on a path."""
        index = self.patterns.check_file(path.relative_to(self.home).as_posix()).index
        return str(getattr(self.patterns.patterns[index], "pattern", ""))


def from_here(file: Path) -> str:
    """Return the name of a file as seen from the present folder, where that is shorter."""
    try:
        name = os.path.relpath(file)
    except (OSError, ValueError):
        return str(file)
    return min(name, str(file), key=len)


def deciding(rules: Sequence[Rule], path: Path, *, folder: bool) -> Rule | None:
    """Return the nearest rule that leaves a path out; None where none does, or a nearer one takes it back."""
    for rule in reversed(rules):
        if (out := rule.judges(path, folder=folder)) is not None:
            return rule if out else None
    return None


def nothing_to_check(
    folder: Path, suffixes: tuple[str, ...], left_out: Sequence[Rule], ignored: Sequence[Rule]
) -> BankNotFoundError:
    """Return the error that says why none of the YAML files below a folder is checked."""
    top = folder.resolve()
    reasons: Counter[str] = Counter()
    example: Path | None = None
    for file in _yaml_files(top, suffixes):
        reasons[_reason(file, top, left_out, ignored)] += 1
        example = example or file
    if example is None:
        return BankNotFoundError(
            f"the folder {folder} holds no YAML file",
            hint="name a folder with .yaml files, or the file itself",
        )
    whys = ", ".join(
        f"{counted(n, 'YAML file')} {'is' if n == 1 else 'are'} {why}"
        for why, n in reasons.most_common()
    )
    return BankNotFoundError(
        f"nothing to check in the folder {folder}: {whys}",
        hint=f"a file that you name is always checked, such as {folder / example.relative_to(top)}",
    )


def _yaml_files(top: Path, suffixes: tuple[str, ...]) -> Iterator[Path]:
    looked_at = 0
    for here, folders, files in os.walk(top):
        folders.sort()
        looked_at += len(files)
        yield from (Path(here, name) for name in sorted(files) if name.endswith(suffixes))
        if looked_at > _ENOUGH:
            return


def _reason(file: Path, top: Path, left_out: Sequence[Rule], ignored: Sequence[Rule]) -> str:
    for part in file.relative_to(top).parts:
        if part.startswith("."):
            return f"hidden (`{part}` begins with a full stop)"
    for rules, verb in ((left_out, "excluded by"), (ignored, "ignored by git:")):
        for path in (file, *file.parents):
            rule = deciding(rules, path, folder=path != file)
            if rule:
                return f"{verb} `{rule.pattern_for(file)}` in {rule.origin}"
            if path == top:
                break
    for part in file.relative_to(top).parts:
        if part in PASSED_OVER:
            return f"in {part}, which is passed over"
    return "in a Python environment, which is passed over"
