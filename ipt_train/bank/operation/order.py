"""What a check of banks is asked for: paths or standard input, options, and the settings of the project."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ipt_train.advance import Advance, unwatched
from ipt_train.bank.core.checked import Checked
from ipt_train.bank.core.selection import Selection
from ipt_train.bank.operation.check import Mended, check_banks, mend, selection, stamps
from ipt_train.bank.source.settings import NO_SETTINGS, BankSettings
from ipt_train.bank.source.shelf import Shelf
from ipt_train.errors import UsageError
from ipt_train.plural import counted
from ipt_train.vocabulary import FailOn

_STANDARD_INPUT = Path("-")


@dataclass(frozen=True, kw_only=True)
class CheckOrder:
    """What a check is asked for.

    Attributes:
        shelf: Where schemas, default banks and the cache are.
        paths: Files and folders; none stands for the shelf's own.
        settings: What the project says, the options before it.
        selection: Which codes are wanted.
        since: A git revision to compare with.
        use_cache: Believe and write the cache.
        texts: What is checked in place of a file.
    """

    shelf: Shelf
    paths: Sequence[Path]
    settings: BankSettings
    selection: Selection
    since: str | None
    use_cache: bool
    texts: Mapping[Path, bytes] = field(default_factory=dict)

    @property
    def fail_on(self) -> FailOn:
        """The least weight that fails."""
        return self.settings.fail_on or FailOn.ERROR

    def checked(self, advance: Advance = unwatched) -> Checked:
        """Check, telling how many files are done; raises what ``check_banks`` does."""
        return check_banks(
            self.shelf,
            self.paths,
            selection=self.selection,
            since=self.since,
            use_cache=self.use_cache,
            settings=self.settings,
            texts=self.texts,
            advance=advance,
        )

    def mended(self, *, write: bool) -> Mended:
        """Mend; raises what ``mend`` does, and UsageError for standard input."""
        if self.texts:
            raise UsageError(
                "standard input can be checked but not fixed", hint="give the file itself"
            )
        return mend(
            self.shelf, self.paths, selection=self.selection, write=write, settings=self.settings
        )

    def stamps(self) -> object:
        """Return what changes when a file that is checked does."""
        if self.texts:
            raise UsageError("standard input cannot be watched", hint="give the file itself")
        return stamps(self.shelf, self.paths, self.settings)


def check_order(
    shelf: Shelf,
    paths: Sequence[Path],
    *,
    select: Sequence[str] | None,
    ignore: Sequence[str] | None,
    fail_on: FailOn | None,
    exclude: Sequence[str] | None,
    baseline: Path | None,
    filename: Path | None,
    since: str | None = None,
    use_cache: bool = True,
) -> CheckOrder:
    """Return what is asked for; an option that is given wins over the settings of the project.

    Raises:
        SettingError: The settings hold what is none, or of a wrong kind.
        UsageError: No code begins so, or standard input is asked for in a way that cannot be.
    """
    texts = _standard_input(paths, filename, since)
    named = [*texts] or list(paths)
    said = _settings_for(named) if named else NO_SETTINGS
    settings = replace(
        said,
        exclude=tuple(one.removeprefix(".") if one.startswith("./") else one for one in exclude)
        if exclude
        else said.exclude,
        here=bool(exclude),
        fail_on=fail_on or said.fail_on,
        baseline=baseline or said.baseline,
    )
    return CheckOrder(
        shelf=shelf,
        paths=named,
        settings=settings,
        selection=selection(select or said.select, ignore or said.ignore),
        since=since,
        use_cache=use_cache,
        texts=texts,
    )


def accept_all(order: CheckOrder) -> tuple[int, Path, str]:
    """Write what is found now into the baseline; return how many findings, the file and a sentence.

    Raises:
        OutputError: The file cannot be written.
    """
    from ipt_train.bank.source.baseline import write_baseline  # noqa: PLC0415 - few have one

    file = order.settings.baseline or Path("bank-baseline.json")
    bare = replace(order, settings=replace(order.settings, baseline=None))
    count = write_baseline(bare.checked().findings, file)
    then = (
        ""
        if order.settings.baseline
        else f"; use it with `--baseline {file}`, or name it in ipt-train.toml"
    )
    return count, file, f"{counted(count, 'finding')} written to {file}{then}"


def _settings_for(paths: Sequence[Path]) -> BankSettings:
    from ipt_train.bank.source.settings_file import settings_for  # noqa: PLC0415 - not for the shelf

    return settings_for(paths)


def _standard_input(
    paths: Sequence[Path], filename: Path | None, since: str | None
) -> dict[Path, bytes]:
    if _STANDARD_INPUT not in paths:
        if filename is not None:
            raise UsageError(
                "--filename says which file standard input stands for",
                hint="write `-` in place of the path: ipt-train bank check - --filename my-bank.yaml",
            )
        return {}
    if len(paths) > 1 or since is not None:
        what = "--since" if since is not None else "other paths"
        raise UsageError(
            f"standard input cannot be checked together with {what}", hint="leave one out"
        )
    if filename is not None and filename.is_dir():
        raise UsageError(
            f"--filename names a folder, {filename}, but standard input stands for a file",
            hint=f"give the name of a file in it, such as {filename / 'my-bank.yaml'}",
        )
    if sys.stdin is None:
        raise UsageError("there is no standard input", hint="give the name of a file")
    return {filename or _STANDARD_INPUT: sys.stdin.buffer.read()}
