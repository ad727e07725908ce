"""Mending a bank by edits to its text that leave every other byte alone."""

import re
from collections.abc import Iterable

from ipt_train.bank.core.finding import HERE, Finding
from ipt_train.vocabulary import Severity

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")


def mended(text: str, findings: Iterable[Finding]) -> tuple[str, int]:
    """Return a text with the replacements that findings carry, and how many were made.

    Args:
        text: The text of one file, with its own line ends.
        findings: Findings in it; those without a replacement are left alone, and so is
            one whose place runs over several lines or overlaps another. What mends an error
            comes before what mends a warning at the same place.
    """
    at_place: dict[tuple[int, int, int], str] = {}
    for one in sorted(findings, key=lambda one: one.severity is Severity.ERROR):
        if one.replacement is not None and one.line == one.end_line:
            at_place[(one.line, one.column, one.end_column)] = one.replacement
    edits = sorted(((*place, new) for place, new in at_place.items()), reverse=True)
    lines = [found[0] for found in _LINES.finditer(text)]
    made = 0
    beyond = (len(lines) + 1, 0)
    for line, column, end, replacement in edits:
        if (line, end) > beyond or line > len(lines):
            continue
        old = lines[line - 1]
        new = replacement.replace(HERE, old[column - 1 : end - 1])
        lines[line - 1] = old[: column - 1] + new + old[end - 1 :]
        beyond = (line, column)
        made += 1
    return "".join(lines), made
