"""The benchmarks still run: at a small size, and whatever time they take."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

RUNS = {
    "collect.py": (["12", "10", "FOLDER"], "12 submissions"),
    "due_brief.py": (["--runs", "1", "--reviews", "40"], "due --brief"),
    "start_pairs.py": ([str(ROOT), str(ROOT), "--runs", "1", "--only", "due", "study"], "1 pairs"),
    "reviews.py": (
        ["--reviews", "10", "40", "--runs", "1", "--only", "due", "study"],
        "40 reviews",
    ),
    "items.py": (
        ["--items", "0", "20", "--edited", "20", "--runs", "1", "--only", "due", "edited"],
        "20 items",
    ),
    "fold.py": (["--reviews", "60", "--runs", "1"], "py-fsrs"),
    "answer.py": (["--events", "20", "--runs", "1"], "bare commit"),
    "check_banks.py": (["--items", "300", "--runs", "1", "--alone"], "300 items"),
}


@pytest.mark.parametrize("name", RUNS)
def test_a_benchmark_runs(name: str, tmp_path: Path, environment: dict[str, str]) -> None:
    words, said = RUNS[name]
    words = [str(tmp_path / "work") if word == "FOLDER" else word for word in words]
    result = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / name), *words],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    assert said in result.stdout
    assert " s" in result.stdout or " ms" in result.stdout
