"""Engines count the same integers as the plain tally."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from ipt_train.course.cohort.answer import ItemResponse
from ipt_train.course.cohort.dif import Stratum, strata
from ipt_train.course.cohort.right import rights
from ipt_train.course.cohort.tally import tally
from ipt_train.errors import ResponsesError
from tests.course.cohort.published import MOODLE, MOODLE_FULL
from tests.course.cohort.rows import answers, cohorts

pytest.importorskip("narwhals", reason="the extra scale is not installed")
pytest.importorskip("duckdb", reason="the extra scale is not installed")

from ipt_train.course.scale.duck import rights_parquet, strata_parquet, tally_parquet, write_parquet
from ipt_train.course.scale.spark import local_session, rights_spark, strata_spark, tally_spark
from ipt_train.course.scale.tally import COLUMNS


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("answers")


@settings(max_examples=60)
@given(rows=cohorts())
def test_duckdb_counts_the_same(rows: list[ItemResponse], folder: Path) -> None:
    file = folder / "answers.parquet"
    write_parquet(rows, file)
    for first_only in (True, False):
        assert tally_parquet(file, first_only=first_only) == tally(rows, first_only=first_only)


def plain_strata(
    rows: list[ItemResponse], groups: dict[str, str | None], reference: str, focal: str
) -> dict[str, dict[str, tuple[Stratum, ...]]]:
    of = {person: group for person, group in groups.items() if group is not None}
    found = {
        paper: strata(
            [one for one in rows if one.paper == paper], of, reference=reference, focal=focal
        )
        for paper in {one.paper for one in rows}
    }
    return {paper: items for paper, items in found.items() if items}


def write_people(groups: list[tuple[str, str | None]], file: Path) -> None:
    import duckdb

    with duckdb.connect() as found:
        found.execute('create table people (person varchar, "group" varchar)')
        for row in groups:
            found.execute("insert into people values (?, ?)", row)
        found.table("people").write_parquet(str(file))


GROUPS = {"u": "one", "v": "one", "w": "two", "x": "two", "y": "three", "z": None}


@settings(max_examples=30)
@given(rows=cohorts())
def test_duckdb_lays_the_same_strata_and_right_answers(
    rows: list[ItemResponse], folder: Path
) -> None:
    file, people = folder / "strata.parquet", folder / "people.parquet"
    write_parquet(rows, file)
    if not people.exists():
        write_people(list(GROUPS.items()), people)
    for reference, focal in (("one", "two"), ("two", "three")):
        found = strata_parquet(file, people, reference=reference, focal=focal)
        assert found == plain_strata(rows, GROUPS, reference, focal)
    for first_only in (True, False):
        assert rights_parquet(file, first_only=first_only) == rights(rows, first_only=first_only)


def test_groups_that_contradict_themselves_are_refused(folder: Path) -> None:
    write_parquet(answers([[1, 0], [0, 1]]), folder / "two.parquet")
    for name, rows, words in (
        ("both", [("p0000", "a"), ("p0000", "b")], "1 people have more than one row"),
        ("again", [("p0000", "a"), ("p0000", "a"), ("p0001", "b")], "1 people have more than one row"),
    ):  # fmt: skip
        write_people(rows, folder / f"{name}.parquet")
        with pytest.raises(ResponsesError, match=words):
            strata_parquet(folder / "two.parquet", folder / f"{name}.parquet", reference="a", focal="b")  # fmt: skip
    (folder / "no-people.parquet").write_text("no table")
    for name, words in (("two", r"two\.parquet: no column group"), ("no-people", r"no-people\.parquet: ")):  # fmt: skip
        with pytest.raises(ResponsesError, match=words):
            strata_parquet(folder / "two.parquet", folder / f"{name}.parquet", reference="a", focal="b")  # fmt: skip


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
    write_people([("p0000", "a"), ("p0001", "b")], folder / "pair.parquet")
    for read in (
        tally_parquet,
        rights_parquet,
        lambda file: strata_parquet(file, folder / "pair.parquet", reference="a", focal="b"),
    ):
        with pytest.raises(ResponsesError, match="1 of 4 answers have an empty cell"):
            read(folder / "gap.parquet")


def test_a_process_ends_without_a_word(folder: Path) -> None:
    """DuckDB 2.0.0 prints notices of leaks under narwhals; the pinned one must not."""
    file = folder / "quiet.parquet"
    write_parquet(answers([[1, 0], [0, 1]]), file)
    program = f"from ipt_train.course.scale.duck import tally_parquet; print(len(tally_parquet({str(file)!r})))"
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
        ItemResponse(
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
    assert rights_spark(found) == rights_parquet(file) == rights(rows)
    groups = {f"p{person:03}": ("one", "two", "three", None)[person % 7 % 4] for person in range(290)}  # fmt: skip
    write_people(list(groups.items()), folder / "spark-people.parquet")
    people = session.read.parquet(str(folder / "spark-people.parquet"))
    expected = plain_strata(rows, groups, "one", "two")
    assert len(expected) == 2
    assert strata_spark(found, people, reference="one", focal="two") == expected
    assert strata_parquet(file, folder / "spark-people.parquet", reference="one", focal="two") == expected  # fmt: skip
