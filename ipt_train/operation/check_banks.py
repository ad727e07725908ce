"""Check banks, mend what can be mended, and compare with an earlier revision."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ipt_train.bank.checked import Checked
from ipt_train.bank.finding import Finding, at, by_place
from ipt_train.bank.kind import FORMS
from ipt_train.bank.selection import Selection
from ipt_train.bank.shelf import Shelf, check, find_files
from ipt_train.errors import OutputError, UsageError
from ipt_train.operation.lost_histories import lost_histories
from ipt_train.vocabulary import Severity

_PASSES = 5
_KEYS = ("type", "key", "accepted", "sequence", "prompts", "gaps")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """What was, or would be, mended.

    Attributes:
        edits: How many edits.
        diff: Unified diff of all files; empty where nothing changes.
    """

    edits: int
    diff: str


def check_banks(
    shelf: Shelf,
    paths: Sequence[Path],
    *,
    selection: Selection,
    since: str | None = None,
    use_cache: bool = True,
) -> Checked:
    """Check banks, and with ``since`` also against the same files in a git revision.

    Raises:
        BankNotFoundError: A path does not exist.
        UsageError: git does not know the revision.
    """
    checked = check(shelf, paths, selection=selection, use_cache=use_cache)
    if since is None:
        return checked
    files = find_files(paths or [folder for folder in shelf.banks if folder.is_dir()])
    extra = [
        finding
        for file in files
        for finding in _against(file, since)
        if not selection.ignores(finding.code)
    ]
    return replace(checked, findings=tuple(by_place([*checked.findings, *extra])))


def mend(shelf: Shelf, paths: Sequence[Path], *, selection: Selection, write: bool) -> Mended:
    """Apply the edits that are certain, file by file; bytes elsewhere stay as they are.

    Raises:
        BankNotFoundError: A path does not exist.
        OutputError: A file cannot be written.
    """
    from ipt_train.bank.edit import mended  # noqa: PLC0415 - only when mending

    edits = 0
    diffs: list[str] = []
    for file in find_files(paths or [folder for folder in shelf.banks if folder.is_dir()]):
        try:
            before = file.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            continue  # reported by the check
        mark = "\ufeff" if before.startswith("\ufeff") else ""
        after = before.removeprefix(mark)
        for _ in range(_PASSES):
            after, made = mended(after, _findings_in(after, shelf, selection))
            edits += made
            if not made:
                break
        if mark + after != before:
            diffs += _diff(before, mark + after, str(file))
            if write:
                _write(file, mark + after)
    return Mended(edits=edits, diff="".join(diffs))


def _findings_in(text: str, shelf: Shelf, selection: Selection) -> list[Finding]:
    """Return what parser and schema find in a text: only they know certain edits."""
    from ipt_train.bank.schema import load_schema  # noqa: PLC0415 - only when mending
    from ipt_train.bank.source import parse  # noqa: PLC0415

    schema = load_schema(shelf.schema_texts())
    document = parse(text.encode())
    found = list(document.findings)
    if document.tree is not None:
        found += schema.problems(document.tree)
    return [one for one in found if not selection.ignores(one.code)]


def _diff(before: str, after: str, name: str) -> Iterable[str]:
    import difflib  # noqa: PLC0415 - only when something is mended

    return difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{name}", f"b/{name}"
    )


def _write(file: Path, text: str) -> None:
    beside = file.with_name(f".{file.name}.new")
    try:
        beside.write_bytes(text.encode())
        beside.replace(file)
    except OSError as error:
        raise OutputError(
            f"{file} cannot be written: {error.strerror}", hint="nothing was changed in it"
        ) from None


def _against(file: Path, revision: str) -> list[Finding]:
    """Compare one bank with its text in a revision: keys that changed, items that went."""
    from ipt_train.bank.source import parse  # noqa: PLC0415
    from ipt_train.bank.tree import Mapping  # noqa: PLC0415

    old_text = _in_revision(file, revision)
    if old_text is None:
        return []
    old, new = parse(old_text).tree, parse(file.read_bytes()).tree
    if not (
        isinstance(old, Mapping) and isinstance(new, Mapping) and "items" in old and "items" in new
    ):
        return []
    if new.get("format") == FORMS:  # its items have no keys; the revision is that of the file
        return []
    before, after = _items(old), _items(new)
    retired = {gone.get("id") for gone in new.get("retired", ())}
    found: list[Finding] = []
    for name, item in before.items():
        now = after.get(name)
        if now is None:
            if name not in retired:
                message = f"{name} was there in {revision} and is neither here nor retired"
                found.append(
                    at(new.value_places["items"], "I014", message, file=str(file), path="/items")
                )
        elif _key_of(item) != _key_of(now) and item.get("revision") == now.get("revision"):
            message = f"the key of {name} changed since {revision} and its revision did not"
            place = now.value_places.get("revision", now.place)
            found.append(
                at(
                    place,
                    "I013",
                    message,
                    file=str(file),
                    item=name,
                    help="raise `revision` by one",
                )
            )
    return [*found, *lost_histories([old], [(str(file), new)], revision)]


def _items(tree: Any) -> dict[str, Any]:
    items: dict[str, Any] = {}
    for item in tree["items"]:
        for one in (item, *item.get("steps", ())):
            items[str(one.get("id"))] = one
    return items


def _key_of(item: Any) -> object:
    """Return what counts as the key of an item; wording of rationales does not."""
    key: dict[str, object] = {name: item[name] for name in _KEYS if name in item}
    for name in ("sequence", "prompts", "gaps"):
        key[name] = [
            {part: one[part] for part in one if part not in ("rationale", "text")}
            for one in item.get(name, ())
        ]
    key["options"] = sorted(
        str(option.get("id")) for option in item.get("options", ()) if option.get("key")
    )
    return key


def _in_revision(file: Path, revision: str) -> bytes | None:
    """Return the bytes of a file in a git revision; None where it was not there."""
    import subprocess  # noqa: PLC0415 - only with --since

    folder = str(file.parent) or "."
    known = subprocess.run(
        ["git", "-C", folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}"],
        capture_output=True,
        check=False,
    )
    if known.returncode:
        raise UsageError(
            f"git knows no revision `{revision}` here",
            hint="name a commit, tag or branch, such as HEAD~1",
        )
    shown = subprocess.run(
        ["git", "-C", folder, "show", f"{revision}:./{file.name}"], capture_output=True, check=False
    )
    return None if shown.returncode else shown.stdout


def failing(findings: Iterable[Finding], fail_on: str) -> bool:
    """Whether findings reach the weight that makes a check fail."""
    order = [Severity.ERROR, Severity.WARNING, Severity.INFO]
    if fail_on == "never":
        return False
    return any(order.index(one.severity) <= order.index(Severity(fail_on)) for one in findings)
