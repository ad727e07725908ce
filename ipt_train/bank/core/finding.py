"""What a check reports.

A code is never reused for another meaning. Families: ``Y`` YAML syntax and policy, ``S``
schema, ``I`` integrity, ``C`` suppression comments, ``W`` item-writing, ``H`` house rules,
``B`` whole banks. ``bank/rules/explain`` has the text of each.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ipt_train.bank.core.tree import NOWHERE, Place
from ipt_train.vocabulary import Severity

HERE = "\x00"
"""In a replacement: the text that stands at the place now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that a check found, with its place.

    Lines and columns count from 1, columns in characters; ``end_column`` is one
    past the last character. ``path`` is a JSON pointer into the document. ``replacement`` is
    what to write at the place to mend it, where that is certain.
    """

    code: str
    message: str
    file: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1
    severity: Severity = Severity.ERROR
    item: str = ""
    path: str = ""
    help: str = ""
    replacement: str | None = None


def at(
    place: Place,
    code: str,
    message: str,
    *,
    file: str = "",
    item: str = "",
    path: str = "",
    help: str = "",
    replacement: str | None = None,
) -> Finding:
    """Make an error finding at a place; who read the file fills it in where it is left out."""
    line, column, end_line, end_column = place or NOWHERE
    return Finding(
        code=code,
        message=message,
        file=file,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        item=item,
        path=path,
        help=help,
        replacement=replacement,
    )


def as_warning(finding: Finding) -> Finding:
    """Return the finding as a warning."""
    return replace(finding, severity=Severity.WARNING)


def in_file(findings: Iterable[Finding], file: str) -> list[Finding]:
    """Return the findings with their file filled in."""
    return [replace(finding, file=file) for finding in findings]


def by_place(findings: Iterable[Finding]) -> list[Finding]:
    """Sort findings by file, line, column and code."""
    return sorted(findings, key=lambda f: (f.file, f.line, f.column, f.code, f.message))
