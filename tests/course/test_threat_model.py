"""What the threat model promises has a test beside it."""

import ast
import re

from tests.conftest import ROOT

TEXT = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (?P<promise>.+) \| `(?P<file>tests/[\w/]+\.py)::(?P<test>\w+)` \|$", re.MULTILINE)  # fmt: skip


def test_each_promise_names_a_test_that_is_there() -> None:
    rows = [line for line in TEXT.splitlines() if line.startswith("| ") and "Promise" not in line]
    promises = list(ROW.finditer(TEXT))
    assert len(promises) == len(rows) > 20
    for one in promises:
        tree = ast.parse((ROOT / one["file"]).read_text(encoding="utf-8"))
        assert one["test"] in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
