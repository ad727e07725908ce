"""Files for maintainers: what they name exists."""

import re
import shutil
import subprocess

import pytest
from ruamel.yaml import YAML

from tests.conftest import ROOT


def test_the_workflow_runs_the_gate() -> None:
    workflow = YAML(typ="safe").load((ROOT / ".github" / "workflows" / "gate.yml").read_text())
    steps = workflow["jobs"]["gate"]["steps"]
    assert steps[-1]["run"] == ".ci/run"
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o100


def test_forms_have_a_field_for_what_must_be_known() -> None:
    for name, wanted in (("wrong-item", "item"), ("fault", "command")):
        text = (ROOT / ".github" / "ISSUE_TEMPLATE" / f"{name}.yml").read_text()
        form = YAML(typ="safe").load(text)
        assert wanted in {field["id"] for field in form["body"]}


@pytest.mark.parametrize("document", ["SECURITY.md", "README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"])  # fmt: skip  # a table
def test_links_between_documents_lead_somewhere(document: str) -> None:
    text = (ROOT / document).read_text()
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
        assert (ROOT / target).exists(), target


def test_recipes_are_few_and_name_files_that_exist() -> None:
    text = (ROOT / "justfile").read_text()
    assert len(text.splitlines()) <= 48
    for path in re.findall(r"(?:tests|docs)/[\w/]+\.(?:py|md)", text):
        assert (ROOT / path).exists(), path
    if shutil.which("just"):
        subprocess.run(["just", "--list"], cwd=ROOT, check=True, capture_output=True)
