"""What asks a person is no document, and without a terminal nothing is begun."""

import json
from pathlib import Path

import pytest

from tests.program import BANK, Terminal, run

Env = dict[str, str]
SITTINGS = {
    "study": (("study", "--bank", BANK), "a sitting needs a person to answer, so it cannot be"),
    "case": (
        ("case", "sample", "--bank", BANK),
        "a sitting needs a person to answer, so it cannot be",
    ),
    "drill": (("drill", "--bank", BANK), "a drill needs a person to answer, so it cannot be"),
    "exam practice": (
        ("exam", "practice", "--bank", BANK),
        "an exam needs a person to answer, so it cannot be",
    ),
}


@pytest.mark.parametrize(("words", "told"), SITTINGS.values(), ids=SITTINGS)
@pytest.mark.parametrize(("form", "document"), [("json", "a JSON document"), ("csv", "a CSV table")])  # fmt: skip
def test_a_sitting_with_a_person_is_no_document(
    environment: Env, words: tuple[str, ...], told: str, form: str, document: str
) -> None:
    terminal = Terminal(*words, f"--{form}", env=environment)
    assert f"{told} {document}" in " ".join(terminal.until("hint:").split())
    assert terminal.end() == 2
    done = run(*words, f"--{form}", env=environment)
    assert done.returncode == 2
    assert f"{told} {document}" in done.stderr
    if form == "json":
        assert json.loads(done.stdout)["errors"][0]["code"] == "usage"


def test_what_only_a_person_can_do_offers_no_document(environment: Env) -> None:
    shown = run("exam", "take", "-h", env=environment).stdout
    assert "--plain" in shown
    assert "--json" not in shown
    assert "One of table, plain." in shown
    done = run("exam", "take", "paper.json", "--format", "json", env=environment)
    assert (done.returncode, "one of table, plain" in done.stderr) == (2, True)


@pytest.mark.parametrize("words", [("exam", "practice", "--bank", BANK)])
def test_without_a_terminal_no_exam_is_begun(environment: Env, words: tuple[str, ...]) -> None:
    done = run(*words, env=environment)
    assert done.returncode == 2
    assert "needs a terminal" in done.stderr
    assert not (Path(environment["IPT_TRAIN_HOME"]) / "data" / "profiles").exists()
