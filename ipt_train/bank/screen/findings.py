"""How findings look: one line each, or with the line of the file and a pointer."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from ipt_train.bank.core.checked import Checked
from ipt_train.bank.core.finding import Finding
from ipt_train.shell.reply import Put
from ipt_train.vocabulary import FindingFormat

_MARGIN = 100


def show_findings(
    put: Put,
    checked: Checked,
    form: FindingFormat,
    read: Callable[[str], list[str]],
    *,
    plain: bool,
    info: bool = False,
) -> None:
    """Show what a check found, then a line that counts it, and what was not checked.

    Args:
        put: Where to.
        checked: The outcome of the check.
        form: ``full`` or ``concise``.
        read: Returns the lines of a file, or none where it cannot be read.
        plain: No pointers under lines of the file.
        info: Count info also where there is none.
    """
    for finding in checked.findings:
        _show_one(put, finding, form, read, plain=plain)
    put(checked.summary(info=info), "bold" if checked.findings else "green")
    for said in checked.skipped():
        put(said, "bold")


def show_statistics(put: Put, findings: Sequence[Finding], titles: Mapping[str, str]) -> None:
    """Show how often each code was found."""
    counts = Counter(one.code for one in findings)
    for code, count in counts.most_common():
        put(f"{count:>5}  {code}  {titles.get(code, '')}".rstrip(), "")


def lines_of(name: str) -> list[str]:
    """Return the lines of a file; none where it cannot be read as text, or only once."""
    try:
        if not Path(name).is_file():
            return []
        return Path(name).read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except OSError:
        return []


def _show_one(
    put: Put,
    finding: Finding,
    form: FindingFormat,
    read: Callable[[str], list[str]],
    *,
    plain: bool,
) -> None:
    item = f" [{finding.item}]" if finding.item else ""
    head = f"{finding.file}:{finding.line}:{finding.column}: {finding.severity} {finding.code}"
    put(f"{head} {finding.message}{item}", "")
    if form is FindingFormat.CONCISE:
        return
    lines = read(finding.file)
    if 0 < finding.line <= len(lines) and not plain:
        line = lines[finding.line - 1]
        start = max(0, finding.column - 1 - _MARGIN // 2)
        number = f"{finding.line:>5} | "
        wide = finding.end_column - finding.column if finding.end_line == finding.line else 1
        pointer = " " * (len(number) + finding.column - 1 - start) + "^" * max(
            1, min(wide, _MARGIN)
        )
        put(number + line[start : start + _MARGIN], "dim")
        put(pointer, "red")
    if finding.help:
        put(f"        help: {finding.help}", "")
