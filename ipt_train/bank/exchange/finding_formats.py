"""Findings in the languages of CI systems: GitHub, GitLab, SARIF 2.1.0 and JUnit."""

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

from ipt_train.bank.core.finding import Finding
from ipt_train.plural import counted
from ipt_train.version import __version__
from ipt_train.vocabulary import Severity

_HOME = "ipt-train"
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_GITLAB = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.INFO: "info"}
_SARIF = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """What a report is made of.

    Attributes:
        findings: What was found.
        files: The files that were checked.
        titles: The title of each code.
        items: For each file the ids of its items.
        fails: Whether a finding makes the check fail.
    """

    findings: Sequence[Finding]
    files: Sequence[str]
    titles: Mapping[str, str]
    items: Mapping[str, Sequence[str]] = field(default_factory=dict)
    fails: Callable[[Finding], bool] = lambda _finding: True


def github(report: CheckReport) -> str:
    """Return workflow commands of GitHub Actions; the last line counts, since few are shown."""
    lines = [
        f"::{_GITHUB[one.severity]} title={_property(one.code + ' ' + report.titles.get(one.code, ''))},"
        f"file={_property(_relative(one.file))},line={one.line},col={one.column},"
        f"endLine={one.end_line},endColumn={one.end_column}::{_data(_said(one))}"
        for one in report.findings
    ]
    files, found = (
        counted(len(report.files), "file"),
        counted(len(report.findings), "finding"),
    )
    lines.append(f"{files} checked, {found}")
    return "\n".join(lines) + "\n"


def gitlab(report: CheckReport) -> str:
    """Return a Code Quality report of GitLab."""
    seen: dict[str, int] = {}
    content = []
    for one in report.findings:
        content.append(
            {
                "description": _said(one),
                "check_name": one.code,
                "fingerprint": _fingerprint(one, seen),
                "severity": _GITLAB[one.severity],
                "location": {
                    "path": _relative(one.file),
                    "positions": {
                        "begin": {"line": one.line, "column": one.column},
                        "end": {"line": one.end_line, "column": one.end_column},
                    },
                    "lines": {"begin": one.line},
                },
            }
        )
    return json.dumps(content, indent=2) + "\n"


def sarif(report: CheckReport) -> str:
    """Return a SARIF 2.1.0 log with one run."""
    findings, titles = report.findings, report.titles
    codes = sorted({one.code for one in findings})
    seen: dict[str, int] = {}
    rules = [
        {
            "id": code,
            "shortDescription": {"text": titles.get(code, code)},
            "help": {"text": f"ipt-train explain {code}"},
            "defaultConfiguration": {
                "level": next(_SARIF[one.severity] for one in findings if one.code == code)
            },
        }
        for code in codes
    ]
    results = [
        {
            "ruleId": one.code,
            "ruleIndex": codes.index(one.code),
            "level": _SARIF[one.severity],
            "message": {"text": _said(one)},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": _uri(one.file)},
                        "region": {
                            "startLine": one.line,
                            "startColumn": one.column,
                            "endLine": max(one.end_line, one.line),
                            "endColumn": one.end_column,
                        },
                    },
                    **(
                        {"logicalLocations": [{"name": one.item, "kind": "member"}]}
                        if one.item
                        else {}
                    ),
                }
            ],
            "partialFingerprints": {"iptTrain/v1": _fingerprint(one, seen)},
        }
        for one in findings
    ]
    driver = {"name": _HOME, "version": __version__, "rules": rules}
    log: dict[str, Any] = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
        ],
    }
    return json.dumps(log, indent=2) + "\n"


def junit(report: CheckReport) -> str:
    """Return a JUnit report: a suite a file, a case an item, and one for what is of no item.

    Findings that make the check fail are failures, others stand in the output of their case. A
    finding may also stand in a file beside those that were checked, or in one that was deleted.
    """
    root = ElementTree.Element("testsuites", name=_HOME)
    total = Counter[str]()
    for name in dict.fromkeys([*report.files, *(one.file for one in report.findings)]):
        cases: dict[str, list[Finding]] = {item: [] for item in report.items.get(name, ())}
        for one in report.findings:
            if one.file == name:
                cases.setdefault(one.item or "file", []).append(one)
        cases = cases or {"file": []}
        failed = sum(any(map(report.fails, group)) for group in cases.values())
        counts = {"tests": len(cases), "failures": failed}
        total.update(counts)
        suite = ElementTree.SubElement(
            root,
            "testsuite",
            {key: str(count) for key, count in counts.items()}
            | {"name": _printable(_relative(name)), "errors": "0"},
        )
        for item, group in cases.items():
            case = ElementTree.SubElement(
                suite, "testcase", name=_printable(item), classname=_printable(_relative(name))
            )
            _case(case, group, report)
    for key, count in total.items():
        root.set(key, str(count))
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _case(case: ElementTree.Element, group: Sequence[Finding], report: CheckReport) -> None:
    """Put the findings of an item into its case."""
    failing = [one for one in group if report.fails(one)]
    if failing:
        first = failing[0]
        failure = ElementTree.SubElement(
            case,
            "failure",
            message=_printable(_said(first)),
            type=_printable(f"{first.code} {report.titles.get(first.code, '')}"),
        )
        failure.text = _lines(failing)
    if rest := [one for one in group if one not in failing]:
        ElementTree.SubElement(case, "system-out").text = _lines(rest)


def _lines(group: Sequence[Finding]) -> str:
    lines = (f"{one.line}:{one.column} {one.severity} {one.code} {_said(one)}" for one in group)
    return _printable("\n".join(lines))


Reporter = Callable[[CheckReport], str]
REPORTERS: dict[str, Reporter] = {
    "github": github,
    "gitlab": gitlab,
    "sarif": sarif,
    "junit": junit,
}


def _said(one: Finding) -> str:
    item = f" [{one.item}]" if one.item else ""
    return f"{one.message}{item}" + (f" ({one.help})" if one.help else "")


def _relative(name: str) -> str:
    """Return a path with forward slashes, from the top of the repository or project if it is below."""
    whole = Path(os.path.abspath(name))  # noqa: PTH100 - links stay
    top = _top(Path.cwd())
    return whole.relative_to(top).as_posix() if whole.is_relative_to(top) else whole.as_posix()


@cache
def _top(here: Path) -> Path:
    """Return the top of the git repository that holds a folder, or the folder itself."""
    return next((one for one in (here, *here.parents) if (one / ".git").exists()), here)


def _uri(name: str) -> str:
    """Return a path as the reference to it in a URI (RFC 3986)."""
    path = _relative(name)
    outside = Path(path).is_absolute()
    return ("file://" if outside else "") + quote(
        path if path.startswith("/") or not outside else f"/{path}"
    )


def _data(text: str) -> str:
    return _printable(text).replace("%", "%25").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _fingerprint(one: Finding, seen: dict[str, int]) -> str:
    """Return a fingerprint that outlives edits elsewhere in the file, unique within a report."""
    about = "\x1f".join(
        (one.code, _relative(one.file), one.item, one.path if not one.item else "", one.message)
    )
    count = seen[about] = seen.get(about, 0) + 1
    return hashlib.blake2b(f"{about}\x1f{count}".encode(), digest_size=16).hexdigest()


def _printable(text: str) -> str:
    """Return a text without control characters: XML cannot hold them and terminals obey them."""
    return re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", "?", text)
