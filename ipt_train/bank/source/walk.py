"""Which files paths stand for: banks, without what git ignores, is hidden, excluded or no bank."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ipt_train.errors import BankNotFoundError
from ipt_train.plural import counted

SUFFIXES = (".yaml", ".yml")

_PASSED_OVER = ("node_modules", "site-packages", "__pycache__")
_SNIFFED = 65_536
_FORMAT = re.compile(rb"\bipt-[a-z-]+/[0-9]")
_KEYS = re.compile(rb"^[\"']?(id|title|language|licence|license|domain|items)[\"']?[ \t]*:", re.M)
_ENOUGH_KEYS = 3

Rules = list[tuple[str, Any]]
"""Patterns by the folder that they are relative to, the nearest folder last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """What paths stand for.

    Attributes:
        files: The files to check.
        others: YAML files that are no banks.
    """

    files: tuple[Path, ...]
    others: tuple[Path, ...] = ()


@dataclass(slots=True, kw_only=True)
class _Gathered:
    files: dict[str, Path] = field(default_factory=dict)
    others: list[Path] = field(default_factory=list)

    def add(self, file: Path) -> None:
        """Take a file once, whatever it is called."""
        self.files.setdefault(os.path.realpath(file), file)


def walked(paths: Iterable[Path], exclude: Sequence[str] = (), home: Path | None = None) -> Walked:
    """List the files that paths name; a folder stands for the banks below it.

    A file that is named itself is always taken. Below a folder hidden files and folders,
    environments of Python, what ``.gitignore`` names and YAML files that are no banks are left alone.

    Args:
        paths: Files and folders.
        exclude: Patterns as in ``.gitignore`` of what is left out.
        home: The folder that they are relative to.

    Raises:
        BankNotFoundError: A path does not exist, or a folder holds no bank.
    """
    gathered = _Gathered()
    rules: Rules = [(os.path.realpath(home or "."), _patterns(exclude))] if exclude else []
    for path in paths:
        if path.is_dir():
            _folder(path, rules, gathered)
        elif path.exists():
            gathered.add(path)
        else:
            raise BankNotFoundError(
                f"there is no bank at {path}", hint="name a .yaml file or a folder of them"
            )
    return Walked(files=tuple(gathered.files.values()), others=tuple(gathered.others))


def _folder(path: Path, rules: Rules, gathered: _Gathered) -> None:
    top = os.path.realpath(path)
    above = _ignored_above(top)
    own = [*rules, *([] if _ignores(above, top, folder=True) else above)]
    below = sorted(_below(path, top, own))
    if not below:
        raise BankNotFoundError(
            f"the folder {path} holds no YAML file that is neither hidden nor ignored",
            hint="name a folder with .yaml files, or the file itself",
        )
    banks = [file for file in below if _is_ours(file)]
    for file in banks:
        gathered.add(file)
    gathered.others += [file for file in below if file not in set(banks)]
    if not banks:
        raise BankNotFoundError(
            f"the folder {path} holds no bank, only {counted(len(below), 'other YAML file')}",
            hint="a bank says `format: ipt-bank/1` in its first line; name a file to check it all the same",
        )


def _below(folder: Path, real: str, rules: Rules) -> Iterator[Path]:
    """Yield the YAML files below a folder."""
    if os.path.isfile(ignoring := os.path.join(real, ".gitignore")):
        rules = [*rules, (real, _patterns(_lines(ignoring)))]
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return  # as for a shell, a folder that cannot be opened holds nothing
    for entry in entries:
        if entry.name.startswith("."):
            continue
        inside = entry.is_dir(follow_symlinks=False)
        if not inside and not (entry.name.endswith(SUFFIXES) and entry.is_file()):
            continue
        if rules and _ignores(rules, os.path.join(real, entry.name), folder=inside):
            continue
        path = folder / entry.name
        if not inside:
            yield path
        elif entry.name not in _PASSED_OVER and not (path / "pyvenv.cfg").exists():
            yield from _below(path, os.path.join(real, entry.name), rules)


def _ignored_above(top: str) -> Rules:
    """Return what the ``.gitignore`` of the folders above say, up to the top of the repository."""
    if os.path.exists(os.path.join(top, ".git")):
        return []
    folders: list[str] = []
    folder = os.path.dirname(top)
    while True:
        folders.append(folder)
        if os.path.exists(os.path.join(folder, ".git")):
            break
        if os.path.dirname(folder) == folder:
            return []  # no repository: what lies above is none of its business
        folder = os.path.dirname(folder)
    files = ((one, os.path.join(one, ".gitignore")) for one in reversed(folders))
    return [(one, _patterns(_lines(file))) for one, file in files if os.path.isfile(file)]


def _ignores(rules: Rules, path: str, *, folder: bool) -> bool:
    """Whether the nearest pattern that speaks of a path leaves it out."""
    for home, spec in reversed(rules):
        below = os.path.relpath(path, home)
        if below.startswith(".."):
            continue
        below = below.replace(os.sep, "/")
        said = spec.check_file(below + "/" * folder).include
        if said is not None:
            return bool(said)
    return False


def _patterns(lines: Iterable[str]) -> Any:
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - only where there are patterns

    return GitIgnoreSpec.from_lines(lines)


def _lines(file: str) -> list[str]:
    try:
        with open(file, encoding="utf-8", errors="surrogateescape") as stream:
            return stream.read().splitlines()
    except OSError:
        return []


def _is_ours(file: Path) -> bool:
    """Whether a file is a bank or something that banks point into, even one that is faulty."""
    try:
        with file.open("rb") as stream:
            head = stream.read(_SNIFFED)
    except OSError:
        return True  # the check says that it cannot be read
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", "ignore").encode()
    if _FORMAT.search(head):
        return True
    return len(set(_KEYS.findall(head))) >= _ENOUGH_KEYS
