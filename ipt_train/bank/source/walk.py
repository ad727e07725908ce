"""Which files paths stand for: banks, without what git ignores, is hidden, excluded or no bank."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from ipt_train.bank.source.shelf import SUFFIXES
from ipt_train.errors import BankNotFoundError
from ipt_train.plural import counted

PASSED_OVER = ("node_modules", "site-packages", "__pycache__")
_SNIFFED = 65_536
_FORMAT = re.compile(rb"\bipt-[a-z-]+/[0-9]")
_KEYS = re.compile(rb"^[\"']?(id|title|language|licence|license|domain|items)[\"']?[ \t]*:", re.M)
_ENOUGH_KEYS = 3


class PathRule(NamedTuple):
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


def deciding(rules: Sequence[PathRule], path: Path, *, folder: bool) -> PathRule | None:
    """Return the nearest rule that leaves a path out; None where none does, or a nearer one takes it back."""
    for rule in reversed(rules):
        if (out := rule.judges(path, folder=folder)) is not None:
            return rule if out else None
    return None


PathRules = list[PathRule]
"""The nearest folder last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """What paths stand for.

    Attributes:
        files: The files to check.
        others: YAML files that are not banks.
    """

    files: tuple[Path, ...]
    others: tuple[Path, ...] = ()


@dataclass(slots=True, kw_only=True)
class _Gathered:
    files: dict[str, Path] = field(default_factory=dict)
    others: dict[Path, None] = field(default_factory=dict)

    def add(self, file: Path) -> None:
        """Take a file once, whatever it is called."""
        self.files.setdefault(os.path.realpath(file), file)


def walked(
    paths: Iterable[Path],
    exclude: Sequence[str] = (),
    home: Path | None = None,
    origin: str = "--exclude",
) -> Walked:
    """List the files that paths name; a folder stands for the banks below it.

    A file that is named itself is always taken. Below a folder hidden files and folders,
    environments of Python, what ``.gitignore`` names and YAML files that are not banks are left alone.

    Args:
        paths: Files and folders.
        exclude: Patterns as in ``.gitignore`` of what is left out.
        home: The folder that they are relative to.
        origin: Where they are written, in words, for whoever finds that nothing is left.

    Raises:
        BankNotFoundError: A path does not exist, or a folder holds no bank.
    """
    gathered = _Gathered()
    left_out: PathRules = []
    if exclude:
        left_out.append(PathRule((home or Path()).resolve(), _patterns(exclude), origin))
    for path in paths:
        if path.is_dir():
            _folder(path, left_out, gathered)
        elif path.exists():
            gathered.add(path)
        else:
            raise BankNotFoundError(
                f"there is no bank at {path}", hint="give a .yaml file or a folder of them"
            )
    return Walked(files=tuple(gathered.files.values()), others=tuple(gathered.others))


def _folder(path: Path, left_out: PathRules, gathered: _Gathered) -> None:
    top = path.resolve()
    above = _ignored_above(top)
    ignored = [] if deciding(above, top, folder=True) else above
    below = sorted(_below(path, top, left_out, ignored))
    if not below:
        from ipt_train.bank.source.passed_over import nothing_to_check  # noqa: PLC0415 - to refuse

        raise nothing_to_check(path, SUFFIXES, left_out, [*ignored, *_ignored_below(top)])
    banks = [file for file in below if _is_ours(file)]
    for file in banks:
        gathered.add(file)
    ours = set(banks)
    gathered.others |= dict.fromkeys(file for file in below if file not in ours)
    if not banks:
        raise BankNotFoundError(
            f"there is no bank in the folder {path}, only {counted(len(below), 'other YAML file')}",
            hint="a bank begins with `format: ipt-bank/1`; a file that you give by name is checked anyway",
        )


def _below(folder: Path, real: Path, left_out: PathRules, ignored: PathRules) -> Iterator[Path]:
    """Yield the YAML files below a folder."""
    if (ignoring := real / ".gitignore").is_file():
        ignored = [*ignored, _ignoring(ignoring)]
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return  # as for a shell, a folder that cannot be opened holds nothing
    for entry in entries:
        inside = entry.is_dir(follow_symlinks=False)
        if entry.name.startswith(".") or not (inside or _is_yaml(entry)):
            continue
        whole = real / entry.name
        if any(deciding(rules, whole, folder=inside) for rules in (left_out, ignored)):
            continue
        path = folder / entry.name
        if not inside:
            yield path
        elif entry.name not in PASSED_OVER and not (path / "pyvenv.cfg").exists():
            yield from _below(path, whole, left_out, ignored)


def _is_yaml(entry: "os.DirEntry[str]") -> bool:
    return entry.name.endswith(SUFFIXES) and entry.is_file()


def _ignored_above(top: Path) -> PathRules:
    """Return what the ``.gitignore`` of the folders above say, up to the top of the repository."""
    whole = (top, *top.parents)
    end = next((n for n, folder in enumerate(whole) if (folder / ".git").exists()), 0)
    above = reversed(whole[1 : end + 1])  # without a repository, what lies above does not count
    files = (folder / ".gitignore" for folder in above)
    return [_ignoring(file) for file in files if file.is_file()]


def _ignored_below(top: Path) -> PathRules:
    """Return what the ``.gitignore`` of a folder and of those below it say."""
    return [_ignoring(file) for file in sorted(top.rglob(".gitignore")) if file.is_file()]


def _ignoring(file: Path) -> PathRule:
    return PathRule(file.parent, _patterns(_lines(file)), from_here(file))


def _patterns(lines: Iterable[str]) -> Any:
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - only where there are patterns

    return GitIgnoreSpec.from_lines(lines)


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
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
