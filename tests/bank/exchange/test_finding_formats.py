"""Findings for CI systems: valid by their schemas, and the same bytes as the golden files."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
import xmlschema
from jsonschema import Draft4Validator, Draft202012Validator

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.exchange.finding_formats import REPORTERS, CheckReport
from ipt_train.bank.rules.explain import titles
from ipt_train.vocabulary import Severity

HERE = Path(__file__).parent
FILES = ["banks/a.yaml", "banks/clean.yaml"]
FINDINGS = [
    Finding(code="Y004", message="`id` is written twice; first at 2:1", file="banks/a.yaml", line=4, column=1, end_line=4, end_column=3, help="keep one of the two"),
    Finding(code="W003", message="the key is the longest option: 60 characters against 12", file="banks/a.yaml", line=14, column=15, end_line=15, end_column=30, severity=Severity.WARNING, item="an-item", path="/items/0/options/0/text"),
    Finding(code="W003", message="the key is the longest option: 60 characters against 12", file="banks/a.yaml", line=34, column=15, end_line=34, end_column=30, severity=Severity.WARNING, item="an-item", path="/items/1/options/0/text"),
    Finding(code="W202", message="100 %, a: b\n<x> & \"y\" \x1b[31m 日本", file="banks/a.yaml", line=40, column=3, end_line=40, end_column=9, severity=Severity.INFO, item="other", path="/items/2/stem"),
]  # fmt: skip


def report(name: str, findings: list[Finding] | None = None) -> str:
    return REPORTERS[name](
        CheckReport(
            findings=FINDINGS if findings is None else findings, files=FILES, titles=titles()
        )
    )


@pytest.mark.parametrize("findings", [FINDINGS, []], ids=["some", "none"])
def test_sarif_is_valid(findings: list[Finding]) -> None:
    schema = json.loads((HERE / "schemas" / "sarif-2.1.0-rtm.5.json").read_text())
    Draft4Validator({**schema, "id": "urn:sarif"}).validate(json.loads(report("sarif", findings)))


@pytest.mark.parametrize("findings", [FINDINGS, []], ids=["some", "none"])
def test_gitlab_is_valid_and_fingerprints_are_unique(findings: list[Finding]) -> None:
    content = json.loads(report("gitlab", findings))
    Draft202012Validator(
        json.loads((HERE / "schemas" / "gitlab-code-quality.json").read_text())
    ).validate(content)
    assert len({one["fingerprint"] for one in content}) == len(findings)


@pytest.mark.parametrize("findings", [FINDINGS, []], ids=["some", "none"])
def test_junit_is_valid(findings: list[Finding]) -> None:
    text = report("junit", findings)
    xmlschema.XMLSchema(HERE / "schemas" / "junit-10.xsd").validate(ElementTree.fromstring(text))


def test_fingerprints_outlive_edits_elsewhere() -> None:
    from dataclasses import replace

    moved = [replace(one, line=one.line + 7, end_line=one.end_line + 7) for one in FINDINGS]
    before, after = json.loads(report("gitlab")), json.loads(report("gitlab", moved))
    assert [one["fingerprint"] for one in before] == [one["fingerprint"] for one in after]


def test_github_commands_stay_on_one_line_each() -> None:
    lines = report("github").splitlines()
    assert len(lines) == len(FINDINGS) + 1
    assert lines[0].startswith(
        "::error title=Y004 A key is written twice,file=banks/a.yaml,line=4,col=1,"
    )
    assert "100 %25, a: b%0A<x>" in lines[3]


@pytest.mark.parametrize("name", sorted(REPORTERS))
def test_golden(name: str) -> None:
    """To renew a golden file, write what the test shows into it after reading it."""
    assert report(name) == (HERE / "golden" / f"findings.{name}").read_text()


def test_junit_names_files_that_only_findings_name() -> None:
    """One that was deleted since a revision, or one that the banks point into."""
    gone = Finding(code="I014", message="it went", file="banks/gone.yaml")
    suites = ElementTree.fromstring(report("junit", [gone])).findall("testsuite")
    assert [(one.get("name"), one.get("failures")) for one in suites] == [
        ("banks/a.yaml", "0"),
        ("banks/clean.yaml", "0"),
        ("banks/gone.yaml", "1"),
    ]


def of(name: str, file: str, **more: object) -> str:
    finding = Finding(code="Y004", message="`id` is written twice", file=file, item="two")
    files = CheckReport(findings=[finding], files=[file], titles=titles(), **more)  # type: ignore[arg-type]
    return REPORTERS[name](files)


NAMES = {
    "signs": ("my banks/a#1 100%.yaml", "my%20banks/a%231%20100%25.yaml"),
    "accents": ("é?.yaml", "%C3%A9%3F.yaml"),
    "dots": ("./a/../b.yaml", "b.yaml"),
}


@pytest.mark.parametrize(("name", "uri"), NAMES.values(), ids=NAMES)
@pytest.mark.parametrize("absolute", [False, True], ids=["relative", "absolute"])
def test_paths_are_relative_and_uris_escaped(
    name: str, uri: str, absolute: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = str(tmp_path / name) if absolute else name
    (result,) = json.loads(of("sarif", file))["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri
    (entry,) = json.loads(of("gitlab", file))
    assert entry["location"]["path"] == name.replace("./a/../", "")


def test_paths_begin_at_the_top_of_the_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "inner").mkdir()
    monkeypatch.chdir(tmp_path / "inner")
    assert json.loads(of("gitlab", "a.yaml"))[0]["location"]["path"] == "inner/a.yaml"
    assert json.loads(of("gitlab", "../a.yaml"))[0]["location"]["path"] == "a.yaml"
    assert "file:///elsewhere/a%20b.yaml" in of("sarif", "/elsewhere/a b.yaml")


@pytest.mark.parametrize(("fails", "failures"), [(True, "1"), (False, "0")])
def test_junit_counts_every_item_and_fails_where_the_check_does(fails: bool, failures: str) -> None:
    items = {"a.yaml": ("one", "two", "three")}
    root = ElementTree.fromstring(of("junit", "a.yaml", items=items, fails=lambda _one: fails))
    assert (root.get("tests"), root.get("failures")) == ("3", failures)
    cases = {case.get("name"): case for case in root.iter("testcase")}
    assert list(cases) == ["one", "two", "three"]
    assert [one.tag for one in cases["two"]] == ["failure" if fails else "system-out"]
    xmlschema.XMLSchema(HERE / "schemas" / "junit-10.xsd").validate(root)
