"""Ratings that trainees hand in: a session with a safety flag is told to the instructor, first of all."""

from pathlib import Path

import pytest

from ipt_train.course.operation.cohort_progress import cohort_progress
from ipt_train.course.operation.collect import collect
from ipt_train.course.operation.grade import grade_all
from ipt_train.course.operation.page import course_page
from ipt_train.rating.core.safety import SAFETY
from ipt_train.rating.operation.files import rating_section
from tests.course.world import NOW, World, shelf_for, trainees
from tests.program import run
from tests.rating.test_safety import FORMS, journal, rate


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Three trainees: one rated a session low on safety, one did not, one added no rating."""
    root = tmp_path_factory.mktemp("flagged")
    world = World(root=root, shelf=shelf_for(root), forms=1)
    opened = world.begin(trainees(3))
    (key,) = world.build()
    flagged, fine = journal(), journal()
    rate(flagged, "low", d5="2/3")
    rate(fine, "fine")
    for person, log in zip(opened.people, (flagged, fine, None), strict=True):
        more = {"ratings": rating_section(log)} if log else {}
        world.hand_in(world.submission(person, key, **more))
    assert len(collect(opened, world.inbox, now=NOW).accepted) == 3
    return world


def test_the_person_stands_among_those_to_talk_to(world: World) -> None:
    opened = world.open()
    found = cohort_progress(opened, FORMS)
    assert found.flagged == 1
    (flagged,) = [one.reasons for one in found.learners if one.reasons]
    assert flagged[0].startswith("safety flag, act now by your service's own route")
    assert "case QH960, session 4, by self: d5 Power and safety: adherence 2 is below 3" in flagged[0]  # fmt: skip
    assert cohort_progress(opened, ()).flagged == 0


def test_it_is_on_the_screen_and_on_the_page(
    world: World, environment: dict[str, str], tmp_path: Path
) -> None:
    shown = run("course", "progress", "--course", str(world.folder.root), "--plain", env=environment).stdout  # fmt: skip
    assert shown.index("There is a safety flag.") < shown.index("To talk to")
    assert "d5 Power and safety: adherence 2 is below 3" in shown
    opened = world.open()
    page = course_page(opened.course, grade_all(opened, now=NOW), [], cohort_progress(opened, FORMS), names={})  # fmt: skip
    lead = next(one.lead for one in page.sections if one.heading == "Study")
    assert lead.startswith(SAFETY)
    assert "under 5 people" in lead  # the page stays anonymous
