"""What a check reports, and the codes it may report.

A code is never reused for another meaning. Families: ``Y`` YAML syntax and
policy, ``S`` schema, ``I`` integrity.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ipt_train.bank.tree import NOWHERE, Place
from ipt_train.vocabulary import Severity

CODES = {
    "C001": "a suppression has nothing to suppress",
    "C002": "a suppression lacks its codes or its reason",
    "Y001": "the YAML cannot be parsed",
    "Y002": "the file is not UTF-8",
    "Y003": "a control character stands in the file",
    "Y004": "a key is written twice",
    "Y005": "anchors and aliases are not allowed",
    "Y006": "tags are not allowed",
    "Y007": "merge keys are not allowed",
    "Y008": "a file holds one document",
    "Y009": "the file is empty",
    "Y010": "the file is nested too deeply",
    "Y011": "a number has too many digits",
    "Y012": "keys are text",
    "Y013": "the indentation uses a tab",
    "Y014": "a comment may have cut a text short",
    "Y015": "a value could be read as another number",
    "Y016": "a text holds a character that must not be shown",
    "Y017": "an invisible line separator stands in the file",
    "Y018": "the file is too large",
    "Y019": "the file cannot be read",
    "S001": "the kind or version of the document is unknown",
    "S002": "a required key is missing",
    "S003": "a key is unknown",
    "S004": "a key is misspelt",
    "S005": "a value is of the wrong type",
    "S006": "a value is not one of those allowed",
    "S007": "a value does not have the required form",
    "S008": "there are too few or too many elements",
    "S009": "a number is out of range",
    "S010": "a text is empty",
    "S011": "a list repeats itself",
    "S099": "the document does not fit the schema",
    "I001": "an id is used twice",
    "I002": "a reference is not in the bibliography",
    "I003": "an option id is used twice within an item",
    "I004": "the number of keys does not fit the type",
    "I005": "a prompt's key is not one of the options",
    "I006": "gaps and passage do not fit each other",
    "I007": "a scene belongs to a step of a vignette",
    "I008": "a retired id is used again",
    "I009": "two banks have one id",
    "I010": "an answer is both accepted and anticipated as wrong",
    "I011": "an item replaces one that is still there",
    "I012": "a bank stands where no bibliography is found",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that a check found, with its place.

    Lines and columns count from 1, columns in characters; ``end_column`` is one
    past the last character. ``path`` is a JSON pointer into the document.
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


def at(
    place: Place,
    code: str,
    message: str,
    *,
    file: str = "",
    item: str = "",
    path: str = "",
    help: str = "",
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
