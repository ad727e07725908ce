"""Item analysis of the small bank: what a course organiser is told."""

import random
import subprocess
import sys
from dataclasses import asdict, replace
from math import isfinite
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from ipt_train.bank.core.model import Choice, Item, Library
from ipt_train.course.cohort.answer import ItemResponse
from ipt_train.course.cohort.estimate import Least
from ipt_train.course.operation.item_analysis import Groups, ItemAnalysis, analyse_answers
from ipt_train.course.operation.item_figures import ItemFigures
from tests.course.cohort.rows import cohorts


def single(library: Library) -> Item:
    return next(
        one
        for one in library.items()
        if isinstance(one.interaction, Choice) and not one.interaction.multiple
    )


def exam(library: Library, people: int, *, wrong_key: bool = False) -> list[ItemResponse]:
    """Sixteen items of a paper; the first is a real one, answered by ability or against it."""
    chance = random.Random(people)
    item = single(library)
    assert isinstance(item.interaction, Choice)
    key = next(one.id for one in item.interaction.options if one.key)
    others = [one.id for one in item.interaction.options if not one.key]
    rows = []
    for person in range(people):
        ability = chance.random()
        for place in range(16):
            right = chance.random() < ability
            if place == 0:
                picked = {True: key, False: others[0]}[right is not wrong_key]
                units = 1000 * (picked == key)
            else:
                picked, units = "x", 1000 * right
            rows.append(
                ItemResponse(
                    person=f"p{person}",
                    paper="spring",
                    attempt=1,
                    item=str(item.id) if place == 0 else f"other-{place:02}",
                    revision=item.revision,
                    response=picked,
                    blank=False,
                    units=units,
                )
            )
    return rows


def real(found: ItemAnalysis, library: Library) -> ItemFigures:
    return next(one for one in found.items if one.item == single(library).id)


def test_a_sound_item_and_its_paper(library: Library) -> None:
    found = analyse_answers(exam(library, 400), library, codes={single(library).id: ["W201"]})[0]
    assert (found.sittings, found.full, found.alpha_name) == (400, 16, "KR-20")
    assert found.alpha.value is not None
    assert found.alpha.value > 0.7
    assert found.mean.value == pytest.approx(8, abs=1)
    one = real(found, library)
    assert one.codes == ("W201",)
    assert one.stem == single(library).stem
    assert [flag.code for flag in one.flags] == ["idle-distractor"]
    assert sum(option.n for option in one.options) == 400
    assert all(flag.code == "unknown-item" for each in found.items if each is not one for flag in each.flags)  # fmt: skip


def test_a_wrong_key_is_the_first_thing_said(library: Library) -> None:
    one = real(analyse_answers(exam(library, 400, wrong_key=True), library)[0], library)
    assert [flag.code for flag in one.flags][:2] == ["against-the-rest", "tempting-distractor"]
    assert "look at the key first" in one.flags[0].words


def test_a_small_class_is_told_that_it_is_small(library: Library) -> None:
    one = real(analyse_answers(exam(library, 8), library)[0], library)
    assert [flag.code for flag in one.flags] == ["too-few"]
    assert str(one.facility) == "too few answers to judge (8, at least 10 needed)"
    assert str(one.item_rest) == "too few answers to judge (8, at least 50 needed)"
    shown = real(analyse_answers(exam(library, 8), library, least=Least(facility=1, correlation=1))[0], library)  # fmt: skip
    assert shown.facility.value is not None
    assert shown.item_rest.value is not None


def test_another_revision_and_groups(library: Library) -> None:
    rows = exam(library, 500)
    later = [replace(one, revision=one.revision + 1) for one in rows]
    groups = Groups(of={f"p{n}": "ab"[n % 2] for n in range(500)}, reference="a", focal="b")
    one = real(analyse_answers(later, library, groups=groups)[0], library)
    assert [flag.code for flag in one.flags] == ["idle-distractor", "other-revision"]
    assert one.difference is not None
    assert (one.difference.n_reference, one.difference.ets_class) == (250, "A")


def test_an_item_that_one_group_cannot_know(library: Library) -> None:
    item = str(single(library).id)
    hard = [
        replace(one, units=0, response="")
        if one.item == item and int(one.person[1:]) % 2 and int(one.person[1:]) % 8 > 1
        else one
        for one in exam(library, 500)
    ]
    groups = Groups(of={f"p{n}": "ab"[n % 2] for n in range(500)}, reference="a", focal="b")
    one = real(analyse_answers(hard, library, groups=groups)[0], library)
    words = next(flag.words for flag in one.flags if flag.code == "group-difference")
    assert "harder for the focal group (class C)" in words


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"units": 1000}, "easy"),
        ({"units": 0}, "below-guessing"),
        ({"units": 0, "blank": True, "response": ""}, "left-blank"),
    ],
    ids=["everyone right", "nobody right", "nobody answers"],
)
def test_facility_that_tells_nobody_apart(
    change: dict[str, Any], code: str, library: Library
) -> None:
    item = str(single(library).id)
    rows = [replace(one, **change) if one.item == item else one for one in exam(library, 100)]
    one = real(analyse_answers(rows, library)[0], library)
    assert code in [flag.code for flag in one.flags]
    assert one.item_rest.why == "undefined: all marks are equal"


def test_what_was_counted_is_said(library: Library) -> None:
    rows = exam(library, 20)
    again = [replace(one, attempt=2) for one in rows]
    first = analyse_answers(rows + again, library)[0]
    every = analyse_answers(rows + again, library, first_only=False)[0]
    assert (first.sittings, every.sittings) == (20, 40)
    assert (
        first.rules[0]
        == f"Only first attempts are counted; of paper {first.paper} 20 later ones are left out."
    )
    assert every.rules[0].startswith("All attempts are counted.")
    assert "Nobody has validated" in first.rules[-1]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(rows=cohorts())
def test_any_cohort_gives_figures_or_words(rows: list[ItemResponse], library: Library) -> None:
    least = Least(facility=1, correlation=1, reliability=1, group=1, rasch=1)
    groups = Groups(of=dict(zip("uvwxyz", "aabbac", strict=True)), reference="a", focal="b")
    for found in analyse_answers(rows, library, first_only=False, groups=groups, least=least):
        pending: list[Any] = [asdict(found)]
        while pending:
            one = pending.pop()
            if isinstance(one, dict):
                if {"value", "why"} <= one.keys():
                    assert one["value"] is not None or one["why"]
                pending += one.values()
            elif isinstance(one, tuple):
                pending += one
            elif isinstance(one, float):
                assert isfinite(one)


def test_a_weak_item_and_a_key_that_only_the_weak_choose(library: Library) -> None:
    rows = exam(library, 400)
    item = str(single(library).id)
    weak = [
        replace(one, units=1000 * (int(one.person[1:]) % 2)) if one.item == item else one
        for one in rows
    ]
    assert "weak" in [flag.code for flag in real(analyse_answers(weak, library)[0], library).flags]
    several = next(
        one
        for one in library.items()
        if isinstance(one.interaction, Choice) and one.interaction.multiple
    )
    assert isinstance(several.interaction, Choice)
    first, second = [one.id for one in several.interaction.options if one.key][:2]
    rows = [
        replace(one, item=str(several.id), revision=several.revision, response=first if one.units else second, units=500)
        if one.item == item
        else one
        for one in rows
    ]  # fmt: skip
    found = next(one for one in analyse_answers(rows, library)[0].items if one.item == several.id)
    assert f"option {second}, a key, is chosen by people with low totals" in [
        flag.words for flag in found.flags if flag.code == "avoided-key"
    ]


def test_class_size_work_loads_no_engine_and_no_numerical_library() -> None:
    program = (
        "import sys, ipt_train.course.operation.item_analysis, ipt_train.course.cohort.standard.compromise;"
        " print(sorted({'duckdb', 'narwhals', 'numpy', 'scipy', 'pandas'} & sys.modules.keys()))"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # fmt: skip
    assert result.stdout == "[]\n"
