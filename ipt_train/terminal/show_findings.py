"""How findings look: one line each, or with the line of the file and a pointer."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from ipt_train.bank.checked import Checked
from ipt_train.bank.finding import Finding
from ipt_train.terminal.screen import Screen
from ipt_train.vocabulary import FindingFormat

_MARGIN = 100


def show_findings(
    screen: Screen, checked: Checked, form: FindingFormat, read: Callable[[str], list[str]]
) -> None:
    """Show what a check found, then a line that counts it.

    Args:
        screen: Where to.
        checked: The outcome of the check.
        form: ``full`` or ``concise``.
        read: Returns the lines of a file, or none where it cannot be read.
    """
    for finding in checked.findings:
        _show_one(screen, finding, form, read)
    screen.line(checked.summary(), "bold" if checked.findings else "green")


def show_statistics(screen: Screen, findings: Sequence[Finding], titles: Mapping[str, str]) -> None:
    """Show how often each code was found."""
    counts = Counter(one.code for one in findings)
    for code, count in counts.most_common():
        screen.row(f"{count:>5}  {code}", titles.get(code, ""))


def lines_of(name: str) -> list[str]:
    """Return the lines of a file; none where it cannot be read as text."""
    try:
        return Path(name).read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except OSError:
        return []


def _show_one(
    screen: Screen, finding: Finding, form: FindingFormat, read: Callable[[str], list[str]]
) -> None:
    item = f" [{finding.item}]" if finding.item else ""
    head = f"{finding.file}:{finding.line}:{finding.column}: {finding.severity} {finding.code}"
    screen.console.print(screen.text(f"{head} {finding.message}{item}"), soft_wrap=True)
    if form is FindingFormat.CONCISE:
        return
    lines = read(finding.file)
    if 0 < finding.line <= len(lines) and not screen.plain:
        line = lines[finding.line - 1]
        start = max(0, finding.column - 1 - _MARGIN // 2)
        number = f"{finding.line:>5} | "
        wide = finding.end_column - finding.column if finding.end_line == finding.line else 1
        pointer = " " * (len(number) + finding.column - 1 - start) + "^" * max(
            1, min(wide, _MARGIN)
        )
        screen.console.print(
            screen.text(number + line[start : start + _MARGIN], "dim"), soft_wrap=True
        )
        screen.console.print(screen.text(pointer, "red"), soft_wrap=True)
    if finding.help:
        screen.console.print(screen.text(f"        help: {finding.help}"), soft_wrap=True)
