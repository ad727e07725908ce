"""Why a folder in which there are YAML files has none to check: which rule passes over each."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from ipt_train.bank.source.walk import PASSED_OVER, PathRule, deciding
from ipt_train.errors import BankNotFoundError
from ipt_train.plural import counted

_ENOUGH = 50_000
"""Entries that are looked at to say why; a larger folder is described by its first files."""


def nothing_to_check(
    folder: Path,
    suffixes: tuple[str, ...],
    left_out: Sequence[PathRule],
    ignored: Sequence[PathRule],
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
            hint="give a folder with .yaml files, or the file itself",
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


def _reason(
    file: Path, top: Path, left_out: Sequence[PathRule], ignored: Sequence[PathRule]
) -> str:
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
            return f"in {part}, which is skipped"
    return "in a Python environment, which is skipped"
