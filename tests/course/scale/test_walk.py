"""docs/scale.md, command by command, as it stands there."""

import os
import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.course.world import World
from tests.walk import shell

pytest.importorskip("narwhals", reason="the extra scale is not installed")
pytest.importorskip("duckdb", reason="the extra scale is not installed")

BLOCKS = re.findall(
    r"```sh\n(.*?)```", (ROOT / "docs" / "scale.md").read_text(encoding="utf-8"), re.S
)
INSTALL, HERE, SPARK, CLUSTER = BLOCKS
SPARK_IS_THERE = shutil.which("java") is not None or "JAVA_HOME" in os.environ


@pytest.fixture(scope="module")
def place(autumn: World, packed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the two courses of the page."""
    folder = tmp_path_factory.mktemp("walk")
    for course in ("autumn", "spring"):
        (folder / course).symlink_to(autumn.root.parent / course / "course")
    return folder


def walk(block: str, place: Path, env: dict[str, str], *, left_out: str = "pip install") -> str:
    """Run the commands of a block one after another; the first that fails ends it."""
    lines = [line for line in block.splitlines() if not line.startswith(left_out)]
    return shell("\n".join(lines), place, env)


def test_the_walk_on_this_machine(place: Path, environment: dict[str, str]) -> None:
    assert INSTALL == "pip install '.[scale]'\n"
    shown = walk(HERE, place, environment)
    assert "early/answers.parquet: " in shown
    assert "Paper autumn:final-A" in shown
    assert "Paper spring:early-A" in shown
    assert "Paper early-A" in shown  # one course: its papers have their own names
    for name in ("items.csv", "answers.csv"):
        assert len((place / name).read_text().splitlines()) > 100, name


def test_the_walk_with_spark_gives_the_same_bytes(place: Path, environment: dict[str, str]) -> None:
    pytest.importorskip("pyspark", reason="pyspark is not installed")
    if not SPARK_IS_THERE:
        pytest.skip("there is no Java")
    walk(HERE, place, environment)
    walk(SPARK, place, environment)  # it ends with a comparison of both files
    assert (place / "items-spark.csv").read_bytes() == (place / "items.csv").read_bytes()


def test_a_cluster_is_named_as_the_commands_take_it() -> None:
    (line,) = CLUSTER.splitlines()
    from typer.main import get_command

    from ipt_train.cli.app import tree

    words = re.findall(r"--[a-z]+", line)
    items = get_command(tree()).commands["course"].commands["items"]  # type: ignore[attr-defined]
    assert set(words) <= {name for one in items.params for name in one.opts}
