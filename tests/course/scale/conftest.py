"""Two courses of two exams each, with collected answers, and the same answers packed."""

from pathlib import Path

import pytest

from ipt_train.course.operation.build_exam import build_exam
from ipt_train.course.operation.collect import collect
from ipt_train.course.operation.pack import pack_course
from tests.course.world import NOW, World, shelf_for, trainees

PEOPLE = 24
EARLY = """  - id: early
    title: Early exam
    length: 12
    seed: 5
    attempts: {rule: best, allowed: 2}
"""


def course(root: Path, course_id: str) -> World:
    """A course of two exams, one in two forms, with second attempts, blanks and two sections."""
    from ipt_train.course.exchange.keys import read_keys

    root.mkdir(parents=True)
    world = World(root=root, shelf=shelf_for(root), forms=2)
    world.begin(trainees(PEOPLE))
    file = world.folder.course
    text = file.read_text().replace("id: autumn", f"id: {course_id}")
    file.write_text(text.replace("thresholds:", f"{EARLY}thresholds:"))
    (world.folder.root / "private" / "names.csv").unlink(missing_ok=True)
    roster = world.folder.roster.read_text().splitlines()
    for place in range(1, PEOPLE + 1, 2):
        roster[place] = roster[place].replace("S1", "S2")
    world.folder.roster.write_text("\n".join(roster) + "\n")
    opened = world.open()
    for exam, seed in (("final", 7), ("early", 5)):
        build_exam(opened, opened.course.exam(exam), world.shelf, seed=seed)
        keys = read_keys(world.folder, exam)
        for number, person in enumerate(opened.people):
            for attempt in (1, 2) if number % 5 == 0 else (1,):
                packed = world.submission(
                    person, keys[number % len(keys)], ability=0.3 + number / 60, blanks=0.1,
                    exam=exam, course=course_id, attempt=attempt,
                )  # fmt: skip
                world.hand_in(packed, f"{exam}/{packed.name}")
    collect(opened, world.inbox, now=NOW)
    return world


@pytest.fixture(scope="session")
def autumn(tmp_path_factory: pytest.TempPathFactory) -> World:
    return course(tmp_path_factory.mktemp("scale") / "autumn", "autumn")


@pytest.fixture(scope="session")
def packed(autumn: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Autumn and spring, each packed into a folder of its own."""
    folder = tmp_path_factory.mktemp("packed")
    spring = course(autumn.root.parent / "spring", "spring")
    for world in (autumn, spring):
        files = pack_course(world.open(), folder / world.open().course.id)
        assert [file.answers > 0 for file in files] == [True, True]
    return folder
