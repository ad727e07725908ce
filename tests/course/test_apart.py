"""Exams of one course are kept apart, share as few items as possible, and name what they share."""

import json
from pathlib import Path

import pytest

from ipt_train.course.exchange.keys import item_ids
from ipt_train.course.operation.build_exam import BuiltExam, build_exam
from ipt_train.course.operation.course import check_course
from tests.course.world import World, shelf_for, trainees
from tests.program import run

EARLY = """  - id: early
    title: Early exam
    length: {length}
    seed: 5
    {more}
"""


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(root=tmp_path, shelf=shelf_for(tmp_path), forms=2)
    world.begin(trainees(3))
    return world


def two_exams(world: World, length: int, more: str = "pass_mark: 0.5") -> None:
    world.write_course()
    text = world.folder.course.read_text()
    exam = EARLY.format(length=length, more=more)
    world.folder.course.write_text(text.replace("thresholds:", f"{exam}thresholds:"))


def built(world: World, exam: str, *, replace: bool = False) -> BuiltExam:
    opened = world.open()
    seed = {"final": 7, "early": 5}[exam]
    return build_exam(opened, opened.course.exam(exam), world.shelf, seed=seed, replace=replace)


def items(world: World, exam: str) -> frozenset[str]:
    return item_ids(world.folder, exam) or frozenset()


@pytest.mark.parametrize("order", [("final", "early"), ("early", "final")])
def test_exams_share_no_item_where_the_banks_suffice(order: tuple[str, str], world: World) -> None:
    two_exams(world, 12)
    assert [built(world, exam).also_in for exam in order] == [{}, {}]
    assert 20 < len(items(world, "final")) <= 40  # two forms, which share items before exams do
    assert len(items(world, "early")) == 12
    assert not items(world, "final") & items(world, "early")
    for exam in order:  # the same seed gives the same papers, whatever was built since
        before = built(world, exam).digests
        assert built(world, exam).digests == before


def test_what_must_be_shared_is_the_least_and_is_named(
    world: World, environment: dict[str, str]
) -> None:
    two_exams(world, 28)
    built(world, "final")
    words = ("course", "exam", "build", "early", "--course", str(world.folder.root))
    also = json.loads(run(*words, "--json", env=environment).stdout)["data"]["also_in"]
    assert set(also) == items(world, "final") & items(world, "early")
    assert len(also) == 28 - (60 - 40)
    assert all(exams == ["final"] for exams in also.values())
    done = run(*words, "--plain", env=environment)
    assert "8 items stand in another exam too." in done.stdout
    for item in also:
        assert f"{item}: also in final" in done.stdout


@pytest.mark.parametrize("names", ["early", "final"])
def test_exams_that_may_share_are_not_kept_apart(names: str, world: World) -> None:
    """Whichever of the two says so."""
    two_exams(world, 28, "may_share: [final]" if names == "early" else "pass_mark: 0.5")
    if names == "final":
        text = world.folder.course.read_text()
        world.folder.course.write_text(text.replace("    length: 20\n", "    length: 20\n    may_share: [early]\n"))  # fmt: skip
    built(world, "final")
    assert built(world, "early").also_in == {}
    assert items(world, "final") & items(world, "early")


def test_an_exam_built_by_an_earlier_version_is_given_again_by_its_seed(world: World) -> None:
    two_exams(world, 28)
    built(world, "early")
    before = built(world, "early").digests
    (world.folder.keys / "early.apart.json").unlink()
    built(world, "final", replace=True)
    assert built(world, "early").digests == before


@pytest.mark.parametrize(
    ("more", "help"),
    [("may_share: [fnal]", "one of final"), ("may_share: [early]", "one of final")],
)
def test_an_exam_that_is_not_there_is_found_by_the_check(
    more: str, help: str, world: World
) -> None:
    two_exams(world, 5, more)
    (finding,) = check_course(world.folder, world.shelf).findings
    assert (finding.code, finding.help) == ("K004", help)
    assert "there is no other exam" in finding.message
