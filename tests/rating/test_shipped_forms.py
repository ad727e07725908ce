"""The shipped forms: complete, bound to competencies and facts, and the same in terminal and JSON."""

import json
import re
from pathlib import Path

import pytest

from ipt_train.bank.core.model import Library
from ipt_train.bank.operation.coverage import coverage
from ipt_train.bank.source.shelf import Shelf, check
from ipt_train.rating.core.form import FormSet, RatingForm, forms_of
from ipt_train.rating.core.rules import DEFAULTS
from tests.conftest import ROOT
from tests.program import run

SHARED = [f"m{number}" for number in range(1, 9)]
SIZES = {
    "initial": [f"i{number}" for number in range(1, 15)],
    "middle-grief": SHARED + [f"g{number}" for number in range(1, 6)],
    "middle-dispute": SHARED + [f"d{number}" for number in range(1, 6)],
    "middle-transition": SHARED + [f"t{number}" for number in range(1, 6)],
    "middle-deficits": SHARED + [f"s{number}" for number in range(1, 6)],
    "conclusion": [f"c{number}" for number in range(1, 13)],
}
CORE = {"initial": ["i14"], "middle-grief": ["m2", "m4", "m8"], "middle-dispute": ["m2", "m4", "m8", "d2"],
        "middle-transition": ["m2", "m4", "m8"], "middle-deficits": ["m2", "m4", "m8"], "conclusion": ["c1", "c2"]}  # fmt: skip
SAFETY = {"initial": ["i5"], "middle-grief": ["m8"], "middle-dispute": ["m8", "d5"],
          "middle-transition": ["m8"], "middle-deficits": ["m8"], "conclusion": ["c9"]}  # fmt: skip
SEVERE = {"x1", "x2", "x9", "x10", "x13", "x15", "x16", "x17", "x18"}


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Library:
    shelf = Shelf(
        banks=(ROOT / "question_banks",),
        schemas=ROOT / "schemas",
        cache=tmp_path_factory.mktemp("cache"),
    )
    checked = check(shelf, [])
    assert checked.findings == ()
    return checked.library()


@pytest.fixture(scope="module")
def forms(shipped: Library) -> FormSet:
    (only,) = forms_of(shipped)
    return only


def by_id(forms: FormSet) -> dict[str, RatingForm]:
    return {form.id: form for form in forms.forms}


def test_six_forms_of_fifty_four_items(forms: FormSet) -> None:
    assert {form.id: [item.id for item in form.items] for form in forms.forms} == SIZES
    assert [len(form.items) for form in forms.forms] == [14, 13, 13, 13, 13, 12]
    assert len(forms.items) == 54
    assert {item.id for form in forms.forms for item in form.items} == {
        item.id for item in forms.items
    }
    assert [(form.phase, form.problem_area) for form in forms.forms] == [
        ("initial", ""),
        ("middle", "grief"),
        ("middle", "role-dispute"),
        ("middle", "role-transition"),
        ("middle", "interpersonal-deficits"),
        ("ending", ""),
    ]


def test_core_and_safety_items_stand_where_they_should(forms: FormSet) -> None:
    assert {form.id: [item.id for item in form.core] for form in forms.forms} == CORE
    assert {form.id: [item.id for item in form.safety] for form in forms.forms} == SAFETY
    assert {item.id for item in forms.items if not item.may_be_left_out} == {
        item.id for item in forms.items if item.core
    }


def test_every_item_has_all_anchors_and_no_two_are_alike(forms: FormSet) -> None:
    for item in forms.items:
        assert list(item.adherence) == [0, 1, 2, 3, 4], item.id
        assert list(item.competence) == [0, 2, 4], item.id
        for anchors in (item.adherence, item.competence):
            assert len(set(anchors.values())) == len(anchors), item.id


def test_every_item_rests_on_facts_and_gives_evidence_of_competencies(
    shipped: Library, forms: FormSet
) -> None:
    for item in forms.items:
        assert item.facts, item.id
        assert all(name in shipped.facts for name in item.facts), item.id
        assert item.competencies, item.id
        for name in item.competencies:
            assert "fidelity" in shipped.competencies[name].evidence, (item.id, name)
    for act in forms.off_model:
        assert all(name in shipped.facts for name in act.facts), act.id


def test_every_competency_that_counts_fidelity_has_an_item(
    shipped: Library, forms: FormSet
) -> None:
    wanted = {one.id for one in shipped.competencies.values() if "fidelity" in one.evidence}
    given = {name for item in forms.items for name in item.competencies}
    assert wanted - given == {"rating-fidelity"}  # shown by rating itself


def test_behaviours_prompts_and_next_steps_are_whole(forms: FormSet) -> None:
    assert [act.id for act in forms.off_model] == [f"x{number}" for number in range(1, 21)]
    assert {act.id for act in forms.off_model if act.severe} == SEVERE
    assert {act.id for act in forms.off_model if act.severe_if} == {"x4", "x7"}
    assert sorted(forms.marks) == ["brief", "marked", "not-seen"]
    assert len(forms.prompts) == 12
    assert len(forms.next_steps) == 12
    assert {name for step in forms.next_steps for name in step.items} == {
        item.id for item in forms.items
    }


def test_the_rules_are_those_of_the_design(forms: FormSet) -> None:
    rules = forms.rules
    assert rules == DEFAULTS  # the design's numbers are the program's, too
    assert (rules.adequate_adherence, rules.adequate_competence) == (2.5, 2)
    assert (rules.good_adherence, rules.good_competence) == (3, 3)
    assert (rules.core_adherence, rules.safety_adherence, rules.safety_competence) == (2, 3, 2)
    assert (rules.close, rules.some_gap) == (0.3, 0.6)
    assert (rules.sessions_for_bias, rules.sessions_for_agreement) == (3, 20)
    assert {name: form.roll_up_items for name, form in by_id(forms).items()} == {
        "initial": 10, "middle-grief": 0, "middle-dispute": 0, "middle-transition": 0,
        "middle-deficits": 0, "conclusion": 9,
    }  # fmt: skip


def test_the_words_agree_with_the_numbers(forms: FormSet) -> None:
    said = {one.id: one.text for part in (forms.principles, forms.scoring, forms.supervision, forms.confidentiality) for one in part}  # fmt: skip
    rules = forms.rules
    assert "more than a third of the items are left out" in said["not-applicable"]
    assert rules.not_applicable_share == pytest.approx(1 / 3)
    assert f"a rating of {rules.evidence_from} or 4" in said["evidence-first"]
    assert f"is stored as {rules.without_evidence}" in said["missing-evidence"]
    assert f"{rules.learning_point} characters" in said["codes-only"]
    assert rules.calibration_recordings == 3
    assert "three recordings" in said["calibrate"]
    assert rules.third_rater_one_in == 10
    assert "one in ten" in said["discuss"]


def test_the_notice_says_that_nobody_validated_them(forms: FormSet) -> None:
    assert "not been validated" in forms.notice


def test_coverage_of_the_banks_is_as_before(shipped: Library) -> None:
    """Forms are no items: facts that only a form rests on stay uncovered."""
    assert coverage(shipped, {}).facts == len(
        {name for item in shipped.items() for name in item.facts}
        | {name for entry in shipped.entries() for name in entry.facts}
        | {name for one in (*shipped.drills, *shipped.readings) for name in one.facts}
    )


class TestCommand:
    def test_all_forms_are_listed(self, environment: dict[str, str]) -> None:
        shown = run("rate", "forms", "--plain", env=environment)
        assert shown.returncode == 0
        for name, items in SIZES.items():
            assert re.search(rf"^{name} .*\({len(items)} items\)$", shown.stdout, re.M)

    def test_one_form_is_shown_whole(self, environment: dict[str, str], forms: FormSet) -> None:
        shown = run("rate", "forms", "middle-grief", "--plain", env=environment).stdout
        form = by_id(forms)["middle-grief"]
        assert forms.notice in shown
        for item in form.items:
            for text in (item.construct, *item.adherence.values(), *item.competence.values()):
                assert text in shown, item.id
            assert item.left_out_when in shown
            assert item.evidence in shown
        for act in forms.off_model:
            assert act.title in shown
        assert "M8 Monitoring and time [core, safety]" in shown

    def test_json_has_the_same_form(self, environment: dict[str, str], forms: FormSet) -> None:
        every = json.loads(run("rate", "forms", "--json", env=environment).stdout)
        assert [one["items"] for one in every["data"]["forms"]] == list(SIZES.values())
        one = json.loads(run("rate", "forms", "conclusion", "--json", env=environment).stdout)
        assert one["command"] == "rate forms"
        assert [item["id"] for item in one["data"]["form"]["items"]] == SIZES["conclusion"]
        assert one["data"]["set"]["notice"] == forms.notice
        first = one["data"]["form"]["items"][0]
        form = next(form for form in forms.forms if form.id == "conclusion")
        assert first["adherence"]["0"] == form.items[0].adherence[0]

    def test_an_unknown_form_says_which_was_meant(self, environment: dict[str, str]) -> None:
        shown = run("rate", "forms", "midle-grief", env=environment)
        assert shown.returncode == 2
        assert "there is no form `midle-grief`" in shown.stderr
        assert "middle-grief" in shown.stderr.split("hint:")[1]

    def test_forms_of_a_course_stand_beside_the_shipped_ones(
        self, environment: dict[str, str], tmp_path: Path
    ) -> None:
        """A title that looks like markup is shown as it is."""
        text = (Path(__file__).parent / "good" / "fidelity-forms.yaml").read_text()
        ours = tmp_path / "ours.yaml"
        ours.write_text(text.replace("title: A small form\n", 'title: "[red]A form[/red]"\n'))
        shown = run("rate", "forms", "--bank", str(ours), env=environment)
        assert shown.returncode == 0
        assert "[red]A form[/red]" in shown.stdout
        assert "middle-grief" in shown.stdout
        one = run("rate", "forms", "small", "--bank", str(ours), "--plain", env=environment)
        assert "I1 Competence 4: Skilled" in one.stdout

    def test_a_faulty_file_of_forms_is_named_with_its_place(
        self, environment: dict[str, str], tmp_path: Path
    ) -> None:
        text = (Path(__file__).parent / "good" / "fidelity-forms.yaml").read_text()
        ours = tmp_path / "ours.yaml"
        ours.write_text(text.replace("items: [i1, i2]", "items: [i1, i9]"))
        shown = run("rate", "forms", "--bank", str(ours), env=environment)
        assert shown.returncode == 2
        line = text.splitlines().index("    items: [i1, i2]") + 1
        assert f"ours.yaml:{line}:17: I019 i9 is not among the items" in shown.stderr
        assert shown.stdout == ""
