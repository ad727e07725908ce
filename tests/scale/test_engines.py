"""Engines count the same integers as the plain tally."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from ipt_train.cohort.answer import Answered
from ipt_train.cohort.tally import tally
from ipt_train.errors import ResponsesError
from tests.cohort.published import MOODLE, MOODLE_FULL
from tests.cohort.rows import answers, cohorts

pytest.importorskip("narwhals", reason="the extra scale is not installed")
pytest.importorskip("duckdb", reason="the extra scale is not installed")

from ipt_train.scale.duck import tally_parquet, write_parquet
from ipt_train.scale.spark import local_session, tally_spark
from ipt_train.scale.tally import COLUMNS


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("answers")


@settings(max_examples=60)
@given(rows=cohorts())
def test_duckdb_counts_the_same(rows: list[Answered], folder: Path) -> None:
    file = folder / "answers.parquet"
    write_parquet(rows, file)
    for first_only in (True, False):
        assert tally_parquet(file, first_only=first_only) == tally(rows, first_only=first_only)


def test_published_answers(folder: Path) -> None:
    rows = answers(MOODLE, full=MOODLE_FULL)
    write_parquet(rows[:50], folder / "quiz-1.parquet")
    write_parquet(rows[50:], folder / "quiz-2.parquet")
    assert tally_parquet(folder / "quiz-*.parquet") == tally(rows)


def test_impossible_marks_and_foreign_files_are_refused(folder: Path) -> None:
    write_parquet(answers([[2, 1]]), folder / "wrong.parquet")
    with pytest.raises(ResponsesError, match="earned 2 of 1"):
        tally_parquet(folder / "wrong.parquet")
    write_parquet(answers([[1, 1]]) * 2, folder / "twice.parquet")
    with pytest.raises(ResponsesError, match="answered twice"):
        tally_parquet(folder / "twice.parquet")
    (folder / "text.parquet").write_text("no table")
    with pytest.raises(ResponsesError, match=r"text\.parquet"):
        tally_parquet(folder / "text.parquet")
    with pytest.raises(ResponsesError, match=r"nothing\.parquet"):
        tally_parquet(folder / "nothing.parquet")


@pytest.mark.parametrize("column", list(COLUMNS))
def test_an_empty_cell_is_refused(column: str, folder: Path) -> None:
    write_parquet(answers([[1, 0], [0, 1]]), folder / "whole.parquet")
    import duckdb

    duckdb.connect().read_parquet(str(folder / "whole.parquet")).project(
        f"* replace (case when person = 'p0001' and item = 'i01' then null else \"{column}\" end"
        f' as "{column}")'
    ).write_parquet(str(folder / "gap.parquet"))
    with pytest.raises(ResponsesError, match="1 of 4 answers have an empty cell"):
        tally_parquet(folder / "gap.parquet")


def test_a_process_ends_without_a_word(folder: Path) -> None:
    """DuckDB 2.0.0 prints notices of leaks under narwhals; the pinned one must not."""
    file = folder / "quiet.parquet"
    write_parquet(answers([[1, 0], [0, 1]]), file)
    program = (
        f"from ipt_train.scale.duck import tally_parquet; print(len(tally_parquet({str(file)!r})))"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stdout, result.stderr) == (0, "1\n", "")


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    pytest.importorskip("pyspark", reason="pyspark is not installed")
    java = subprocess.run(
        ["java" if "JAVA_HOME" not in os.environ else f"{os.environ['JAVA_HOME']}/bin/java", "-version"],
        capture_output=True,
        check=False,
    )  # fmt: skip
    if java.returncode:
        pytest.skip("there is no Java")
    found = local_session()
    yield found
    found.stop()


def test_spark_counts_the_same(session: Any, folder: Path) -> None:
    rows = [
        Answered(
            person=f"p{person:03}",
            paper=f"paper-{person % 2}",
            attempt=1 + person // 250,
            item=f"item-{item:02}",
            revision=1 + item % 2,
            response="" if item == person % 23 else "abc+d"[(person * item) % 5],
            blank=item == person % 23,
            units=0 if item == person % 23 else (person * item * 7) % 4 * 333,
        )
        for person in range(300)
        for item in range(20)
    ]
    file = folder / "spark.parquet"
    write_parquet(rows, file)
    found = session.read.parquet(str(file))
    assert tally_spark(found) == tally_parquet(file) == tally(rows)
