"""Papers that people were handed, or have answered, are not replaced in silence."""

import json
from pathlib import Path

import pytest

from ipt_train.course.exchange.papers import papers_of
from ipt_train.course.operation.build_exam import build_exam
from ipt_train.errors import OutputError
from tests.course.group import Group
from tests.course.handouts import handed
from tests.course.world import World, shelf_for, trainees
from tests.program import run


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(root=tmp_path, shelf=shelf_for(tmp_path), forms=2)
    world.begin(trainees(12))
    return world


def rebuilt(world: World, **more: bool) -> tuple[str, ...]:
    opened = world.open()
    return build_exam(opened, opened.course.exam(), world.shelf, seed=8, **more).notes


def test_papers_that_were_handed_out_stay(world: World) -> None:
    world.build()
    handed(world)
    before = set(papers_of(world.folder))
    for replace in (False, True):
        with pytest.raises(OutputError, match=r"handed to 12 people \(s0000, .* and 2 more\)"):
            rebuilt(world, replace=replace)
    assert set(papers_of(world.folder)) == before
    (note,) = rebuilt(world, replace=True, anyway=True)
    assert "no longer count" in note
    assert not set(papers_of(world.folder)) & before


def test_papers_that_nobody_has_are_replaced(world: World) -> None:
    world.build()
    with pytest.raises(OutputError) as caught:
        rebuilt(world)
    assert caught.value.hint == "nobody has its papers yet: --replace builds it again"
    assert rebuilt(world, replace=True) == ()


def test_papers_that_were_answered_stay(tmp_path: Path, environment: dict[str, str]) -> None:
    group = Group(tmp_path, environment)
    done = group.run("exam", "build", "--seed", "8", "--replace")
    assert (done.returncode, "answered by 2 people (s0000, s0001)" in done.stderr) == (2, True)
    for file in group.world.folder.papers.iterdir():
        file.unlink()  # papers that are gone are no leave to build others
    assert group.run("exam", "build", "--seed", "8").returncode == 2
    assert group.run("exam", "build").returncode == 0
    assert group.share(0) is not None


def test_building_again_without_a_seed_gives_the_same(
    world: World, environment: dict[str, str]
) -> None:
    """A new seed each time was no way to lock an exam for one more instructor."""
    course = world.folder.course
    course.write_text(course.read_text().replace("    seed: 7\n", ""))
    group = ("course", "exam", "build", "--course", str(world.folder.root), "--json")

    def digests(*words: str) -> dict[str, str]:
        done = run(*group, *words, env=environment)
        assert done.returncode == 0, done.stderr
        built: dict[str, str] = json.loads(done.stdout)["data"]["digests"]
        return built

    first = digests("--forms", "3")
    assert set(first) == {"A", "B", "C"}
    assert digests() == first
    assert digests("--replace") != first


def test_a_later_date_changes_no_paper(world: World) -> None:
    """It would have been another exam, and could not be locked for one more instructor any more."""
    world.build()
    handed(world)
    before = {one.name: one.read_bytes() for one in world.folder.papers.iterdir()}
    course = world.folder.course
    course.write_text(course.read_text().replace("due: 2026-11-09T17:00", "due: 2026-11-19T17:00"))
    opened = world.open()
    again = build_exam(opened, opened.course.exam(), world.shelf)
    assert [note for note in again.notes if "keep the title, the time and the dates" in note]
    assert {one.name: one.read_bytes() for one in world.folder.papers.iterdir()} == before
    assert len(handed(world).pages) == 12
    course.write_text(course.read_text().replace("length: 20", "length: 18"))
    with pytest.raises(OutputError, match="handed to 12 people"):
        build_exam(world.open(), world.open().course.exam(), world.shelf)
