"""Check banks, mend what can be mended, and compare with an earlier revision."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from ipt_train.advance import Advance, unwatched
from ipt_train.bank.core.checked import Checked
from ipt_train.bank.core.finding import Finding, by_place
from ipt_train.bank.core.selection import Selection
from ipt_train.bank.source.settings import NO_SETTINGS, BankSettings
from ipt_train.bank.source.shelf import Shelf, check, shown
from ipt_train.errors import BankNotFoundError, UsageError
from ipt_train.files import write_whole
from ipt_train.plural import counted
from ipt_train.vocabulary import Severity

_PASSES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """What was, or would be, mended.

    Attributes:
        edits: How many edits.
        diff: Unified diff of all files; empty where nothing changes.
    """

    edits: int
    diff: str

    def counts(self) -> dict[str, int]:
        """Return how much was mended, for programs."""
        return {"edits": self.edits}

    def notes(self) -> list[str]:
        """Return how much was mended, in words."""
        return [f"{counted(self.edits, 'edit')} made"]


def selection(select: Iterable[str] | None, ignore: Iterable[str] | None) -> Selection:
    """Return which codes a check of item-writing is asked for.

    Args:
        select: Codes or their beginnings; none stands for all that is on by default.
        ignore: Codes or their beginnings, of any kind.

    Raises:
        UsageError: No code begins so, or all that is selected is ignored too.
    """
    if not select and not ignore:
        return Selection(lint=True)
    from ipt_train.bank.rules.explain import selected  # noqa: PLC0415 - loads every rule

    chosen, left_out = selected(select or (), "--select"), selected(ignore or (), "--ignore")
    if chosen and left_out and all(code.startswith(left_out) for code in chosen):
        raise UsageError(
            f"nothing is left to check: {', '.join(chosen)} is both selected and ignored",
            hint="take it out of one of them; `select` and `ignore` of the settings count too",
        )
    return Selection(lint=True, select=chosen, ignore=left_out)


def check_banks(
    shelf: Shelf,
    paths: Sequence[Path],
    *,
    selection: Selection,
    since: str | None = None,
    use_cache: bool = True,
    settings: BankSettings = NO_SETTINGS,
    texts: Mapping[Path, bytes] = MappingProxyType({}),
    advance: Advance = unwatched,
) -> Checked:
    """Check banks, and with ``since`` also against a git revision.

    Args:
        shelf: Where schemas, default banks and the cache are.
        paths: Files or folders; none stands for the shelf's own folders.
        selection: Which rules run and which codes are left out.
        since: A git revision to compare with.
        use_cache: Believe and write the cache.
        settings: What the project says of its banks; its codes are in the selection.
        texts: What is checked in place of files.
        advance: Told how many files are checked.

    Raises:
        BankNotFoundError: A path does not exist.
        SettingError: The baseline cannot be read.
        UsageError: git is not installed, refuses, or does not know the revision.
    """
    files, others, missing = _present(shelf, paths, settings, texts, since)
    checked = (
        check(shelf, files, selection=selection, use_cache=use_cache, texts=texts, advance=advance)
        if files or not paths
        else Checked(findings=(), names=(), items_in={}, cached=False, load=tuple)
    )
    findings = list(checked.findings)
    if since is not None:
        from ipt_train.bank.operation.since import findings_since  # noqa: PLC0415 - only with --since

        asked = paths or [folder for folder in shelf.banks if folder.is_dir()]
        changed = findings_since(asked, files, since)
        asked_for = replace(selection, select=())  # whoever says --since wants to know
        extra = [finding for finding in changed if not asked_for.ignores(finding.code)]
        for path, error in missing.items():
            if not any(Path(one.file).is_relative_to(path) for one in extra):
                raise error
        findings = by_place([*findings, *extra])
    findings = list(settings.weighed(findings)) if settings.file else findings
    set_aside = (0, 0)
    if settings.baseline:
        from ipt_train.bank.source.baseline import compared  # noqa: PLC0415 - few have one

        beside = compared(findings, settings.baseline, checked.names)
        findings, set_aside = list(beside.new), (beside.aside, beside.gone)
    return replace(
        checked,
        findings=tuple(findings),
        left_alone=others,
        set_aside=set_aside,
        texts={shown(file): text for file, text in texts.items()},
    )


def _present(
    shelf: Shelf,
    paths: Sequence[Path],
    settings: BankSettings,
    texts: Mapping[Path, bytes],
    since: str | None,
) -> tuple[list[Path], int, dict[Path, BankNotFoundError]]:
    """Return the files to check, how many others there are, and what is gone since a revision.

    Raises:
        BankNotFoundError: A path does not exist, and no revision may have had it.
    """
    if texts:
        return [*texts], 0, {}
    if since is None or not paths:
        return *_files(shelf, paths, settings), {}
    there: list[Path] = []
    missing: dict[Path, BankNotFoundError] = {}
    for path in paths:
        try:
            _files(shelf, [path], settings)
            there.append(path)
        except BankNotFoundError as error:
            missing[path] = error
    return *(_files(shelf, there, settings) if there else ([], 0)), missing


def mend(
    shelf: Shelf,
    paths: Sequence[Path],
    *,
    selection: Selection,
    write: bool,
    settings: BankSettings = NO_SETTINGS,
) -> Mended:
    """Apply the edits that are certain, file by file; bytes elsewhere stay as they are.

    A file without errors has none afterwards either.

    Raises:
        BankNotFoundError: A path does not exist.
        OutputError: A file cannot be written.
    """
    from ipt_train.bank.core.edit import mended  # noqa: PLC0415 - only when mending

    edits = 0
    diffs: list[str] = []
    for file in _files(shelf, paths, settings)[0]:
        if not file.is_file():
            continue  # a pipe
        try:
            before = file.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            continue  # reported by the check
        mark = "\ufeff" if before.startswith("\ufeff") else ""
        after = before.removeprefix(mark)
        for _ in range(_PASSES):
            found = _findings_in(after, shelf, selection)
            new, made = mended(after, found)
            if not made or (_sound(found) and not _sound(_findings_in(new, shelf, selection))):
                break
            after = new
            edits += made
        if mark + after != before:
            diffs += _diff(before, mark + after, str(file))
            if write:
                write_whole(file, mark + after, hint="nothing was changed in it")
    return Mended(edits=edits, diff="".join(diffs))


def stamps(
    shelf: Shelf, paths: Sequence[Path], settings: BankSettings = NO_SETTINGS
) -> list[tuple[str, int, int]]:
    """Return name, time in nanoseconds and size of each file of a check: they change with it.

    A file that is gone for a moment, as while an editor saves it, is left out.
    """
    stamped = []
    try:
        files = _files(shelf, paths, settings)[0]
    except BankNotFoundError:
        return []
    for file in files:
        try:
            state = file.stat()
        except OSError:
            continue  # it goes away while an editor saves it
        stamped.append((str(file), state.st_mtime_ns, state.st_size))
    return stamped


def _files(shelf: Shelf, paths: Sequence[Path], settings: BankSettings) -> tuple[list[Path], int]:
    """Return the files that paths name, and how many are no banks; none stands for the shelf's own."""
    if not paths:
        return shelf.files(), 0
    from ipt_train.bank.source.walk import walked  # noqa: PLC0415 - not for the shelf

    found = walked(paths, settings.exclude, settings.excluding, settings.excluded_by)
    if not found.files:
        raise BankNotFoundError("every bank is excluded", hint=f"see `exclude` in {settings.file}")
    return list(found.files), len(found.others)


def _findings_in(text: str, shelf: Shelf, selection: Selection) -> list[Finding]:
    """Return what parser and schema find in a text: only they know certain edits."""
    from ipt_train.bank.core.schema import load_schema  # noqa: PLC0415 - only when mending
    from ipt_train.bank.source.source import parse  # noqa: PLC0415

    schema = load_schema(shelf.schema_texts())
    document = parse(text.encode())
    found = list(document.findings)
    if document.tree is not None:
        found += schema.problems(document.tree)
    return [one for one in found if not selection.ignores(one.code)]


def _sound(findings: Iterable[Finding]) -> bool:
    return not any(one.severity is Severity.ERROR for one in findings)


def _diff(before: str, after: str, name: str) -> Iterable[str]:
    import difflib  # noqa: PLC0415 - only when something is mended

    return difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{name}", f"b/{name}"
    )


def failing(findings: Iterable[Finding], fail_on: str) -> bool:
    """Whether findings reach the weight that makes a check fail."""
    order = [Severity.ERROR, Severity.WARNING, Severity.INFO]
    if fail_on == "never":
        return False
    return any(order.index(one.severity) <= order.index(Severity(fail_on)) for one in findings)
