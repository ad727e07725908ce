"""Findings in the languages of CI systems: GitHub, GitLab, SARIF 2.1.0 and JUnit."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePath
from typing import Any
from xml.etree import ElementTree

from ipt_train.bank.core.finding import Finding
from ipt_train.version import __version__
from ipt_train.vocabulary import Severity

_HOME = "ipt-train"
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_GITLAB = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.INFO: "info"}
_SARIF = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def github(findings: Sequence[Finding], files: Sequence[str], titles: Mapping[str, str]) -> str:
    """Return workflow commands of GitHub Actions; the last line counts, since few are shown."""
    lines = [
        f"::{_GITHUB[one.severity]} title={_property(one.code + ' ' + titles.get(one.code, ''))},"
        f"file={_property(_relative(one.file))},line={one.line},col={one.column},"
        f"endLine={one.end_line},endColumn={one.end_column}::{_data(_said(one))}"
        for one in findings
    ]
    lines.append(f"{len(files)} files checked, {len(findings)} findings")
    return "\n".join(lines) + "\n"


def gitlab(findings: Sequence[Finding], files: Sequence[str], titles: Mapping[str, str]) -> str:  # noqa: ARG001
    """Return a Code Quality report of GitLab."""
    seen: dict[str, int] = {}
    report = []
    for one in findings:
        report.append(
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
    return json.dumps(report, indent=2) + "\n"


def sarif(findings: Sequence[Finding], files: Sequence[str], titles: Mapping[str, str]) -> str:  # noqa: ARG001
    """Return a SARIF 2.1.0 log with one run."""
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
                        "artifactLocation": {"uri": _relative(one.file)},
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


def junit(findings: Sequence[Finding], files: Sequence[str], titles: Mapping[str, str]) -> str:
    """Return a JUnit report: a suite a file, a case an item with findings, and one for a clean file.

    A finding may also stand in a file beside those that were checked, or in one that was deleted.
    """
    root = ElementTree.Element("testsuites", name=_HOME)
    for name in dict.fromkeys([*files, *(one.file for one in findings)]):
        groups: dict[str, list[Finding]] = {}
        for one in findings:
            if one.file == name:
                groups.setdefault(one.item or "file", []).append(one)
        cases = groups or {"file": []}
        suite = ElementTree.SubElement(
            root,
            "testsuite",
            name=_printable(_relative(name)),
            tests=str(len(cases)),
            failures=str(sum(bool(group) for group in cases.values())),
            errors="0",
        )
        for item, group in cases.items():
            case = ElementTree.SubElement(
                suite, "testcase", name=_printable(item), classname=_printable(_relative(name))
            )
            if group:
                first = group[0]
                failure = ElementTree.SubElement(
                    case,
                    "failure",
                    message=_printable(_said(first)),
                    type=_printable(f"{first.code} {titles.get(first.code, '')}"),
                )
                failure.text = _printable(
                    "\n".join(f"{one.line}:{one.column} {one.code} {_said(one)}" for one in group)
                )
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


Reporter = Callable[[Sequence[Finding], Sequence[str], Mapping[str, str]], str]
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
    """Return a path with forward slashes, relative as it was given."""
    return PurePath(name).as_posix()


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
