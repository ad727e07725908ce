"""`course items` and `course export` over packed answers: the same bytes, whatever counts them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ipt_train.bank.operation.library import load_library
from ipt_train.course.operation.analyse_course import analyse_course, groups_of, places_of
from ipt_train.course.operation.answers import answers_table
from ipt_train.course.operation.build_exam import bank_names
from ipt_train.course.operation.open import CourseBanks
from ipt_train.course.operation.packed import (
    PackedSource,
    analyse_packed,
    packed_source,
    packed_table,
)
from ipt_train.progress.operation.columns import ANSWERS
from ipt_train.vocabulary import CohortEngine
from tests.conftest import ROOT
from tests.course.world import World
from tests.program import run
from tests.progress.cells import misfits

pytest.importorskip("narwhals", reason="the extra scale is not installed")
pytest.importorskip("duckdb", reason="the extra scale is not installed")


def out(env: dict[str, str], *words: str | Path, status: int = 0) -> str:
    done = run("course", *map(str, words), env=env)
    assert done.returncode == status, done.stderr
    return done.stdout if status == 0 else done.stderr


Wanted = tuple[bool, str | None, bool]
WANTED = [(True, None, True), (False, None, False), (True, "early", False)]
"""First attempts only, an exam, and whether sections are compared."""


def analysed(world: World, wanted: Wanted, source: PackedSource | None) -> Any:
    """What `course items` and `course export` show of a course, or of packed answers."""
    first_only, exam, compare = wanted
    opened = world.open()
    banks = CourseBanks(library=load_library(world.shelf, bank_names(opened)).library, codes={})
    groups = groups_of(opened, "section:S1:S2") if compare else None
    more: dict[str, Any] = {"exam": exam, "first_only": first_only, "groups": groups}
    if source is None:
        return analyse_course(opened, banks, **more), answers_table(opened, exam)
    more["places"] = {
        paper: numbers
        for one in opened.course.exams
        for paper, numbers in places_of(opened, one.id).items()
    }
    papers = analyse_packed(source, banks, course=opened.course, **more)
    return papers, packed_table(source, course=opened.course, exam=exam)


@pytest.mark.parametrize("wanted", WANTED)
def test_packed_answers_of_a_course_are_those_of_the_course(
    wanted: Wanted, autumn: World, packed: Path
) -> None:
    plain = analysed(autumn, wanted, None)
    assert [paper.paper for paper in plain[0]] == (["early-A"] if wanted[1] else ["final-A", "final-B", "early-A"])  # fmt: skip
    assert all("Only first attempts" in paper.rules[0] for paper in plain[0]) is wanted[0]
    assert all("left out." in paper.rules[0] for paper in plain[0]) is wanted[0]
    for engine in (CohortEngine.PLAIN, CohortEngine.DUCKDB):
        assert analysed(autumn, wanted, packed_source([f"{packed}/autumn"], engine, None)) == plain


@pytest.mark.parametrize("wanted", WANTED)
def test_both_engines_say_the_same_of_many_courses(
    wanted: Wanted, autumn: World, packed: Path
) -> None:
    by_hand = analysed(autumn, wanted, packed_source([f"{packed}/**"], CohortEngine.PLAIN, None))
    assert analysed(autumn, wanted, packed_source([f"{packed}/**"], None, None)) == by_hand
    names = [paper.paper for paper in by_hand[0]]
    assert names[0].startswith("autumn:")
    assert names[-1] == ("spring:early-A" if wanted[1] else "spring:final-B")
    assert {row[1] for row in by_hand[1][1]} == set(names)
    columns, rows = by_hand[1]
    texts = [dict(zip(columns, map(str, row), strict=True)) for row in rows]
    assert misfits(ANSWERS, texts) == set()


def test_the_commands_write_the_same_bytes(
    autumn: World, packed: Path, environment: dict[str, str]
) -> None:
    at = ("--course", autumn.folder.root)
    for words in (("items", "--json"), ("export",)):
        plain = out(environment, *words, *at)
        for more in ((), ("--engine", "plain")):
            assert out(environment, *words, *at, "--from", packed / "autumn", *more) == plain


def test_without_a_course_folder_items_are_looked_up_in_all_banks(
    packed: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    words = ("--from", packed, "--csv")
    rows = out(environment, "items", *words).splitlines()
    assert len(rows) == 1 + 2 * (2 * 20 + 12)
    assert all("unknown-item" in row for row in rows[1:])
    told = out(environment, "items", *words, "--compare", "section:S1:S2", status=2)
    assert "hint: give its folder with --course" in told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--engine", "duckdb"), "then add --from packed"),
        (("--engine", "spark"), "then add --from packed"),
        (("--from", "{packed}", "--master", "local"), "add --engine spark"),
        (("--from", "{packed}/nothing"), "`ipt-train course pack -o packed` writes them"),
        (("--from", "s3a://somewhere/x.parquet"), "add --engine spark, or copy the files here"),
        (("--from", "{packed}", "--exam", "resit"), "they contain answers to early, final"),
    ],
)
def test_what_cannot_be_is_said_with_a_way_out(
    words: tuple[str, ...], told: str, packed: Path, environment: dict[str, str]
) -> None:
    text = out(environment, "items", *(word.format(packed=packed) for word in words), status=2)
    assert told in text


@pytest.mark.parametrize("engine", ["plain", "duckdb"])
def test_a_course_that_is_there_twice_is_refused(
    engine: str, packed: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    shutil.copytree(packed / "autumn", tmp_path / "copy")
    at = ("--from", tmp_path / "copy", "--from", packed / "autumn", "--engine", engine)
    assert "twice" in out(environment, "items", *at, status=2)
    assert "give each packed course once" in out(environment, "export", *at, status=2)


def test_two_courses_of_one_id_are_not_counted_together(
    packed: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    import duckdb

    folder = tmp_path / "other"
    folder.mkdir()
    for file in (packed / "spring").rglob("*.parquet"):
        rows = duckdb.connect().read_parquet(str(file)).project("* replace ('autumn' as course, 'f' as digest)")  # fmt: skip
        rows.write_parquet(str(folder / f"{file.parent.name}.parquet"))
    at = ("--from", folder, "--from", packed / "autumn")
    told = out(environment, "items", *at, status=2)
    assert "two different papers" in told
    assert "two courses with the same id cannot be counted together" in told


def test_what_an_earlier_version_packed_is_packed_again(
    autumn: World, packed: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    import duckdb

    file = tmp_path / "exam=final" / "answers.parquet"
    shutil.copytree(packed / "autumn", tmp_path, dirs_exist_ok=True)
    rows = (
        duckdb.connect().read_parquet(str(file)).project("* exclude (course, exam, digest, place)")
    )
    rows.write_parquet(str(tmp_path / "old.parquet"))
    (tmp_path / "old.parquet").replace(file)
    (file.parent / ".answers.sha256").write_text("f" * 64)
    told = out(environment, "items", "--from", file, status=2)
    assert "lack course" in told
    assert "packs a course again" in told
    again = out(environment, "pack", "-o", tmp_path, "--course", autumn.folder.root)
    assert ": up to date" in again
    assert f"{file}: up to date" not in again
    assert out(environment, "items", "--from", file)


BLOCKED = """
import sys
for name in {names!r}:
    sys.modules[name] = None
sys.argv = ["ipt-train", *sys.argv[1:]]
from ipt_train.cli import main
main()
"""


@pytest.mark.parametrize("words", [("items",), ("export", "--engine", "spark")])
def test_the_hint_for_a_missing_extra_can_be_followed(
    words: tuple[str, ...], packed: Path, environment: dict[str, str]
) -> None:
    command = [sys.executable, "-c", BLOCKED.format(names=["duckdb", "narwhals", "pyspark"])]
    done = subprocess.run(
        [*command, "course", *words, "--from", str(packed)],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    hint = next(line for line in done.stderr.splitlines() if line.startswith("hint: "))
    assert hint == "hint: in your copy of ipt-train, with its environment active: `pip install '.[scale]'`"  # fmt: skip


def test_pip_finds_the_extra_in_a_copy() -> None:
    """The command of the hint, in a copy of the program; nothing is fetched or installed."""
    from ipt_train.course.operation.packed import SCALE_HINT

    words = SCALE_HINT.partition("`")[2].strip("`")
    assert words == "pip install '.[scale]'"
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--dry-run", "--no-build-isolation", "--no-index", ".[scale]"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "does not provide the extra" not in done.stderr


@pytest.mark.parametrize("wanted", [WANTED[0], WANTED[2]])
def test_spark_says_the_same(wanted: Wanted, autumn: World, packed: Path) -> None:
    pytest.importorskip("pyspark", reason="pyspark is not installed")
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.skip("there is no Java")
    files = f"file://{packed}/*/*/*.parquet" if wanted[1] else str(packed)
    source = packed_source([files], CohortEngine.SPARK, "local[2]")
    assert analysed(autumn, wanted, source) == analysed(autumn, wanted, packed_source([str(packed)], None, None))  # fmt: skip
