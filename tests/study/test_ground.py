"""Facts, claims, competencies and cards as their users meet them: read, coverage, dispute."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ipt_train.bank.core.model import Library
from ipt_train.bank.source.shelf import Shelf, check
from ipt_train.log.operation.journal import Journal
from ipt_train.study.core.queue import Agenda
from ipt_train.study.operation.readings import KEEPS_FORGETTING
from ipt_train.study.operation.study import Sitting
from tests.conftest import ROOT, Clock
from tests.program import BANK, run

HEAD = "title: T\nlicence: CC0-1.0\n"
FILES = {
    "facts.yaml": "format: ipt-facts/1\n" + HEAD + "facts:\n" + "".join(
        f"  - {{id: {name}, topic: {topic}, statement: The fact {name}., confidence: {confidence}, certainty: verified, references: [R01]}}\n"
        for name, topic, confidence in [("F001", "Origins", "high"), ("F002", "Origins", "high"), ("F003", "Roots", "medium"), ("P001", "Roots", "medium")]
    ),
    "claims.yaml": "format: ipt-claims/1\n" + HEAD + "claims:\n  - {id: S01, claim: It is long., verdict: contradicted, correction: It is short., references: [R01]}\n  - {id: S02, claim: It is new., verdict: partly, correction: It is not., references: [R01]}\n",
    "competencies.yaml": "format: ipt-competencies/1\n" + HEAD + "competencies:\n  - {id: telling, title: Telling, domain: history, level: foundation, description: Tells., evidence: [items]}\n  - {id: doing, title: Doing, domain: techniques, level: core, description: Does., evidence: [drills]}\n",
    "readings.yaml": "format: ipt-readings/1\nid: cards\nlanguage: en-GB\n" + HEAD + """readings:
  - id: reading-where-it-began
    revision: 1
    title: Where it began
    domain: history
    competencies: [telling]
    text: |-
      It began in New Haven.

      It was short from the start.
    unsettled: The year.
    references: [R01]
    facts: [F002]
    certainty: verified
    status: draft
""",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "bank"
    place.mkdir()
    for name, text in FILES.items():
        (place / name).write_text(text)
    (place / "bibliography.yaml").write_text((Path(BANK).parent / "bibliography.yaml").read_text())
    text = Path(BANK).read_text().replace("facts: [F001]", "facts: [F001]\n    claims: [S01]", 1)
    (place / "sample.yaml").write_text(
        text.replace("objective: first-idea", "objective: first-idea\n    competencies: [telling]")
    )
    return place


class TestRead:
    def test_a_card_is_found_by_name_competency_domain_and_word(
        self, folder: Path, environment: dict[str, str]
    ) -> None:
        for topic in ("where-it-began", "reading-where-it-began", "telling", "history", "Began"):
            shown = run("read", topic, "--bank", str(folder), env=environment)
            assert shown.returncode == 0, shown.stderr
            assert "It began in New Haven." in shown.stdout
            assert "Not settled:" in shown.stdout
        assert "where-it-began" in run("read", "--bank", str(folder), env=environment).stdout

    def test_an_unknown_topic_names_what_was_probably_meant(
        self, folder: Path, environment: dict[str, str]
    ) -> None:
        result = run("read", "where-it-begun", "--bank", str(folder), env=environment)
        assert result.returncode == 2
        assert "did you mean `where-it-began`?" in result.stderr

    def test_as_json_and_plain(self, folder: Path, environment: dict[str, str]) -> None:
        shown = json.loads(
            run("read", "telling", "--bank", str(folder), "--json", env=environment).stdout
        )
        assert shown["data"]["readings"][0]["unsettled"] == "The year."
        plain = run("read", "telling", "--bank", str(folder), "--plain", env=environment).stdout
        assert plain.splitlines()[0] == "Where it began"

    def test_no_card_at_all_says_so(self, environment: dict[str, str]) -> None:
        assert "no reading card" in run("read", "--bank", BANK, env=environment).stdout


class TestCoverage:
    BLUEPRINT = "format: ipt-blueprint/1\nid: b\ntitle: B\nclaims: true\ncompetencies: true\nconfident_facts: 1\nvariants: 9\nvignettes: 2\nsteps: 4\ndrills: 1\nreadings: 1\nshares:\n  - {levels: [remember], most: 0.1}\n  - {levels: [apply], least: 0.9}\nleft_out:\n  - {facts: [F002], reason: Too fine.}\n"

    def test_a_blueprint_of_a_whole_bank(
        self, folder: Path, environment: dict[str, str], tmp_path: Path
    ) -> None:
        blueprint = tmp_path / "b.yaml"
        blueprint.write_text(self.BLUEPRINT)
        result = run(
            "bank",
            "coverage",
            str(folder),
            "--blueprint",
            str(blueprint),
            "--json",
            env=environment,
        )
        assert result.returncode == 1
        found = json.loads(result.stdout)["data"]
        assert found["topics"] == {"Origins": [2, 2]}
        assert found["claims"] == {"S01": ["one"], "S02": []}
        assert found["competencies"] == {"telling": [2, 0, 0], "doing": [0, 0, 0]}
        missing = "\n".join(found["missing"])
        for said in ("claim S02", "competency doing", "objectives with two items or more: 1, 9", "vignettes: 1, 2", "case-sample: 3 steps, 4",
                     "drills: 0, 1", "reading cards on fidelity: 0, 1", "remember: ", "apply: "):  # fmt: skip
            assert said in missing
        assert "reading cards on history" not in missing
        assert "facts of high" not in missing

    def test_what_is_left_out_is_listed_with_why(
        self, folder: Path, environment: dict[str, str], tmp_path: Path
    ) -> None:
        blueprint = tmp_path / "b.yaml"
        blueprint.write_text(self.BLUEPRINT)
        (folder / "readings.yaml").unlink()
        shown = run(
            "bank",
            "coverage",
            str(folder),
            "--facts",
            "--blueprint",
            str(blueprint),
            env=environment,
        )
        assert "Too fine." in shown.stdout
        blueprint.write_text(self.BLUEPRINT.replace("[F002]", "[F002, F998]"))
        words = ("bank", "coverage", str(folder), "--blueprint", str(blueprint))
        shown = run(*words, env=environment)
        assert shown.returncode == 1
        assert "fact F998: listed as left out, but there is no such fact" in shown.stdout
        claims = run("bank", "coverage", str(folder), "--claims", env=environment).stdout
        assert "1 of 2 claims are taught." in claims
        assert "no item teaches it" in claims
        assert (
            "telling"
            in run("bank", "coverage", str(folder), "--competencies", env=environment).stdout
        )


def test_a_folder_without_facts_uses_the_shipped_ones_beside_one_that_has_its_own(
    folder: Path, environment: dict[str, str]
) -> None:
    """Blueprints in a folder of their own once brought every shipped fact in twice."""
    below = folder / "blueprints"
    below.mkdir()
    (below / "b.yaml").write_text("format: ipt-blueprint/1\nid: b\ntitle: B\n")
    files = [str(file) for file in sorted(folder.rglob("*.yaml"))]
    result = run("bank", "check", *files, "--format", "concise", env=environment)
    assert "appears twice" not in result.stdout
    assert result.returncode == 0, result.stdout


class TestDispute:
    def test_it_holds_what_the_item_rests_on(
        self, folder: Path, environment: dict[str, str]
    ) -> None:
        shown = run("bank", "dispute", "one", "--bank", str(folder), env=environment)
        assert shown.returncode == 0, shown.stderr
        assert shown.stdout.startswith("Dispute: one, revision 1, bank sample, verified\n")
        assert "- F001 (verified, confidence high): The fact F001." in shown.stdout
        assert "Key: B" in shown.stdout

    def test_a_case_asks_for_a_step_and_a_wrong_id_for_the_right_one(
        self, folder: Path, environment: dict[str, str]
    ) -> None:
        case = run("bank", "dispute", "case-sample", "--bank", str(folder), env=environment)
        assert case.returncode == 2
        assert "give the step" in case.stderr
        assert (
            "did you mean"
            in run("bank", "dispute", "on", "--bank", str(folder), env=environment).stderr
        )


def test_a_card_is_offered_when_an_item_keeps_being_forgotten(
    folder: Path, journals: Callable[..., Journal], clock: Clock, tmp_path: Path
) -> None:
    alone = Shelf(banks=(), schemas=ROOT / "schemas", cache=tmp_path / "c")
    library: Library = check(alone, [folder]).library()
    journal = journals()
    entries = [entry for entry in library.entries() if entry.id == "one"]
    right, wrong = ("b",), ("a",)
    slips: list[str] = []
    for response in [right, right, *[wrong, right, right] * (KEEPS_FORGETTING + 1)]:
        chosen = Agenda(entries=tuple(entries), reviews=1, new=0, buried=0, over_limit=0)
        sitting = Sitting(journal, library, entries, chosen, session="s")
        if question := sitting.next():
            outcome = sitting.answer(question, response, None, 1000)
            if response is wrong:
                slips.append(outcome.reading.id if outcome.reading else "")
            else:
                assert outcome.reading is None
        clock.move(days=40)
    assert slips[: KEEPS_FORGETTING - 1] == [""] * (KEEPS_FORGETTING - 1)
    assert slips[KEEPS_FORGETTING - 1 :]
    assert set(slips[KEEPS_FORGETTING - 1 :]) == {"reading-where-it-began"}
