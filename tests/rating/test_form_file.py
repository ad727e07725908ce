"""Files of forms and excerpts: the good ones load, each break gives its code at its place."""

from pathlib import Path

import pytest

from ipt_train.bank.core.checked import Checked
from ipt_train.bank.operation.library import load_library
from ipt_train.bank.rules.explain import explanations
from ipt_train.bank.source.shelf import Shelf, check
from ipt_train.rating.core.excerpt import ArguedRating, excerpts_of
from ipt_train.rating.core.form import forms_of
from tests.conftest import ROOT

GOOD = Path(__file__).parent / "good"
FORMS = (GOOD / "fidelity-forms.yaml").read_text()
EXCERPTS = (GOOD / "excerpts.yaml").read_text()

FORM_BREAKS = {
    "descriptor missing": ('"2": In part, "3": Mostly', '"3": Mostly', "S002", '{"0": None of it, "1"'),
    "anchor missing": ('"2": Adequate, "4": Skilled', '"2": Adequate', "S002", '{"0": Harmful, "2": Adequate}'),
    "a point too many": ('"4": Skilled}', '"4": Skilled, "5": Superb}', "S003", '"5": Superb'),
    "number as a key": ('"0": None of it', "0: None of it", "Y012", "0: None of it"),
    "no facts": ("    facts: [F001]\n    core", "    core", "S002", "id: i1"),
    "no competency": ("    competencies: [keeping-the-stance]\n    facts: [F001]\n    core", "    facts: [F001]\n    core", "S002", "id: i1"),
    "unknown severity": ("severity: moderate", "severity: grave", "S006", "grave"),
    "threshold out of range": ("adequate: {adherence: 2.5", "adequate: {adherence: 5", "S009", "5, competence"),
    "dangling fact": ("    facts: [F001]\n    core", "    facts: [F001, F999]\n    core", "I015", "F999"),
    "dangling fact of a behaviour": ("severe_if: It is repeated\n    facts: [F001]", "facts: [F998]", "I015", "F998"),
    "dangling competency": ("[keeping-the-stance]", "[juggling]", "I017", "juggling"),
    "item twice": ("  - id: i2\n", "  - id: i1\n", "I003", "i1\n    title: Item i2"),
    "prompt twice": ("    text: What did I avoid?\n", "    text: What?\n  - id: p1\n    text: Who?\n", "I003", "p1\n    text: Who?"),
    "form twice": ("id: small-grief", "id: small", "I001", "small\n    title: A small form for"),
    "form names no such item": ("items: [i1, i2]", "items: [i1, i9]", "I019", "i9]"),
    "form names an item twice": ("items: [i1, i2]", "items: [i1, i2, i1]", "S011", "[i1, i2, i1]"),
    "next step names no such item": ("text: Ask once more.\n    items: [i1, i3]", "text: Ask once more.\n    items: [i1, i8]", "I019", "i8]"),
    "form without a core item": ("    items: [i1, i3]\nmarks", "    items: [i2, i3]\nmarks", "I020", "[i2, i3]\nmarks"),
    "core item left out": ("      allowed: false", "      allowed: true", "I021", "true\n      rule: In words.\n    evidence: Time stamp.\n    competencies: [keeping-the-stance]\n    facts: [F001]\n    core"),
    "roll-up out of reach": ("roll_up_items: 2", "roll_up_items: 3", "I022", "3\n  - id: small-grief"),
    "good below adequate": ("good: {adherence: 3,", "good: {adherence: 2,", "I022", "2, competence: 3}"),
    "some gap below close": ("some_gap: 0.6", "some_gap: 0.2", "I022", "0.2,"),
    "no cost of missing evidence": ("without_evidence: 2", "without_evidence: 3", "I022", "3\n  adequate"),
}  # fmt: skip

EXCERPT_BREAKS = {
    "unknown form": ("form: small-grief", "form: large", "I023", "large"),
    "another phase": ("phase: middle", "phase: initial", "I023", "initial"),
    "another area": ("problem_area: grief", "problem_area: role-dispute", "I023", "role-dispute"),
    "item of another form": ("item: i1", "item: i2", "I024", "i2"),
    "item twice": ("    debrief:", "      - item: i3\n        adherence: 0\n        argument: No.\n    debrief:", "I024", "i3\n        adherence: 0"),
    "item not rated": ("      - item: i3\n        adherence: n/a\n        reason: Too early.\n", "", "I024", "- item: i1"),
    "core item left out": ("3\n        competence: 2\n        turns: [1, 25]\n        argument: Mostly done, fairly.", "n/a\n        reason: No.", "I024", "n/a\n        reason: No."),
    "no such turn": ("turns: [1, 25]", "turns: [1, 26]", "I025", "26]"),
    "turn zero": ("turns: [1, 25]", "turns: [0, 25]", "S009", "0, 25]"),
    "no evidence for a 3": ("        turns: [1, 25]\n", "", "I025", "item: i1"),
    "competence of what was not done": ("adherence: 3", "adherence: 0", "I026", "competence: 2"),
    "competence of what was left out": ("adherence: n/a", "adherence: n/a\n        competence: 2", "I026", "competence: 2\n        reason"),
    "competence missing": ("        competence: 2\n", "", "I026", "item: i1"),
    "argument missing": ("        argument: Mostly done, fairly.\n", "", "I026", "item: i1"),
    "reason missing": ("        reason: Too early.\n", "", "I026", "item: i3"),
    "reason without n/a": ("argument: Mostly done, fairly.", "argument: Yes.\n        reason: Too early.", "I026", "reason: Too early.\n      - item: i3"),
    "half a point": ("adherence: 3", "adherence: 2.5", "S006", "2.5"),
    "twenty-four turns": ("      - {speaker: therapist, text: Turn 25.}\n", "", "S008", "- {speaker: therapist, text: Turn 1.}"),
    "a third speaker": ("speaker: client, text: Turn 2.", "speaker: narrator, text: Turn 2.", "S006", "narrator"),
}  # fmt: skip


def checked(tmp_path: Path, shelf: Shelf, forms: str = FORMS, excerpts: str = EXCERPTS) -> Checked:
    folder = tmp_path / "course"
    folder.mkdir()
    (folder / "fidelity-forms.yaml").write_text(forms)
    (folder / "excerpts.yaml").write_text(excerpts)
    shipped = Shelf(banks=(ROOT / "question_banks",), schemas=shelf.schemas, cache=shelf.cache)
    return check(shipped, [folder])


def place(text: str, words: str) -> tuple[int, int]:
    index = text.index(words)
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


@pytest.mark.parametrize(("old", "new", "code", "words"), FORM_BREAKS.values(), ids=FORM_BREAKS)
def test_a_break_of_a_form_gives_its_code_at_its_place(
    old: str, new: str, code: str, words: str, tmp_path: Path, shelf: Shelf
) -> None:
    assert old in FORMS
    text = FORMS.replace(old, new, 1)
    found = [
        one
        for one in checked(tmp_path, shelf, forms=text).findings
        if one.file.endswith("fidelity-forms.yaml")
    ]
    assert code in explanations()
    assert [(one.code, one.line, one.column) for one in found if one.code == code][:1] == [
        (code, *place(text, words))
    ]
    assert {one.code for one in found} == {code} or code == "I003"  # what names the item dangles


@pytest.mark.parametrize(
    ("old", "new", "code", "words"), EXCERPT_BREAKS.values(), ids=EXCERPT_BREAKS
)
def test_a_break_of_an_excerpt_gives_its_code_at_its_place(
    old: str, new: str, code: str, words: str, tmp_path: Path, shelf: Shelf
) -> None:
    assert old in EXCERPTS
    text = EXCERPTS.replace(old, new, 1)
    found = checked(tmp_path, shelf, excerpts=text).findings
    assert code in explanations()
    assert {one.code for one in found} == {code}
    assert place(text, words) in {(one.line, one.column) for one in found}
    assert all(one.item in ("excerpt-small", "") for one in found)


def test_good_files_load_from_the_cache_too(tmp_path: Path, shelf: Shelf) -> None:
    first = checked(tmp_path, shelf)
    assert first.findings == ()
    again = check(shelf, [tmp_path / "course"])
    for library in (first.library(), again.library()):
        (forms,) = forms_of(library)
        assert [form.id for form in forms.forms] == ["small", "small-grief"]
        assert [item.id for item in forms.forms[1].items] == ["i1", "i3"]
        assert [item.id for item in forms.forms[1].core] == ["i1"]
        assert forms.items[0].adherence[3] == "Mostly"
        assert sorted(forms.items[0].competence) == [0, 2, 4]
        assert forms.rules.sessions_for_agreement == 20
        (excerpt,) = excerpts_of(library)
        assert len(excerpt.turns) == 25
        assert excerpt.ratings[1] == ArguedRating(
            item="i3", adherence=None, competence=None, turns=(), reason="Too early."
        )


def test_excerpts_are_rated_by_the_shipped_forms_where_a_folder_has_none(
    tmp_path: Path, shelf: Shelf
) -> None:
    (tmp_path / "excerpts.yaml").write_text(
        EXCERPTS.replace("form: small-grief", "form: middle-grief")
    )
    shipped = Shelf(banks=(ROOT / "question_banks",), schemas=shelf.schemas, cache=shelf.cache)
    found = check(shipped, [tmp_path / "excerpts.yaml"]).findings
    assert {one.code for one in found} == {"I024"}
    assert any("not rated: m1" in one.message for one in found)


def test_a_file_of_forms_of_another_name_is_found_by_its_format(
    tmp_path: Path, shelf: Shelf
) -> None:
    (tmp_path / "our-own.yaml").write_text(FORMS)
    (tmp_path / "excerpts.yaml").write_text(EXCERPTS)
    shipped = Shelf(banks=(ROOT / "question_banks",), schemas=shelf.schemas, cache=shelf.cache)
    assert check(shipped, [tmp_path]).findings == ()


def test_own_facts_do_not_unsettle_the_shipped_forms(tmp_path: Path, shelf: Shelf) -> None:
    (tmp_path / "facts.yaml").write_text(
        "format: ipt-facts/1\ntitle: F\nlicence: CC0-1.0\nfacts:\n"
        "  - {id: F001, statement: S., confidence: high, certainty: verified, references: [R01]}\n"
    )
    shipped = Shelf(banks=(ROOT / "question_banks",), schemas=shelf.schemas, cache=shelf.cache)
    assert check(shipped, [tmp_path / "facts.yaml"]).findings == ()


def test_a_course_may_put_its_forms_beside_the_shipped_ones(tmp_path: Path, shelf: Shelf) -> None:
    (tmp_path / "ours.yaml").write_text(FORMS)
    both = Shelf(
        banks=(ROOT / "question_banks", tmp_path), schemas=shelf.schemas, cache=shelf.cache
    )
    loaded = load_library(both)
    assert loaded.left_out == ()
    assert [one.id for one in forms_of(loaded.library)] == ["fidelity-forms", "small-forms"]


def test_a_course_cannot_take_the_id_of_a_shipped_form(tmp_path: Path, shelf: Shelf) -> None:
    (tmp_path / "ours.yaml").write_text(FORMS.replace("id: small\n", "id: initial\n"))
    both = Shelf(
        banks=(ROOT / "question_banks", tmp_path), schemas=shelf.schemas, cache=shelf.cache
    )
    assert [one.code for one in load_library(both).left_out] == ["I001"]


def test_a_comment_sets_a_finding_of_one_item_aside(tmp_path: Path, shelf: Shelf) -> None:
    text = FORMS.replace(
        "      allowed: false",
        "      # ipt: ignore[I021] the course wants it so\n      allowed: true",
    )
    assert checked(tmp_path, shelf, forms=text).findings == ()
