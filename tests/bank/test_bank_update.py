"""A newer bank is installed: real files before and after, and nothing of a learner's is lost."""

import csv
import io
import json
from pathlib import Path
from typing import Any

from tests.program import Terminal, run

ITEM = """
  - id: {id}
    revision: {revision}
    type: single-best-answer
    objective: {objective}
    level: understand
    stem: {stem}
    options:
      - {{id: a, text: The first, rationale: It is the first of them., key: {a}}}
      - {{id: b, text: The second, rationale: It is the second of them., key: {b}}}
      - {{id: c, text: The third, rationale: It is the third of them.}}
    explanation: One of them is right.
    references: [R01]
    facts: [F001]
    certainty: verified
    status: draft
{more}"""
HEAD = """format: ipt-bank/1
id: own-bank
title: A bank of one's own
language: en-GB
licence: CC-BY-4.0
domain: techniques
{retired}items:{items}"""


def item(name: str, *, revision: int = 1, stem: str = "", key: str = "a", more: str = "") -> str:
    text = ITEM.format(
        id=name, revision=revision, objective=f"objective-{name}", stem=stem or f"Which of {name}?",
        a=str(key == "a").lower(), b=str(key == "b").lower(), more=more,
    )  # fmt: skip
    return text.replace(", key: false", "")


BEFORE = HEAD.format(
    retired="", items="".join(map(item, ("own-kept", "own-revised", "own-retired", "own-renamed")))
)
AFTER = HEAD.format(
    retired="retired:\n"
    + "".join(
        f"  - {{id: {name}, reason: No longer asked.}}\n" for name in ("own-retired", "own-renamed")
    ),
    items="".join(
        (
            item("own-kept", stem="Which of own-kept, in better words?"),
            item("own-revised", revision=2, key="b"),
            item("own-successor", more="    replaces: [own-renamed]\n"),
            item("own-new"),
        )
    ),
)


def items(environment: dict[str, str]) -> dict[str, dict[str, str]]:
    done = run("export", "items", env=environment)
    assert done.returncode == 0, done.stderr
    return {row["item"]: row for row in csv.DictReader(io.StringIO(done.stdout))}


def study(environment: dict[str, str], answers: Path, limit: str = "4") -> tuple[Any, str]:
    words = ("study", "--answers", str(answers), "--json", "--limit", limit)
    done = run(*words, env=environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["data"], done.stderr


def test_progress_outlives_a_newer_bank(environment: dict[str, str], tmp_path: Path) -> None:
    file = Path(environment["IPT_TRAIN_HOME"]) / "data" / "banks" / "own.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(BEFORE, encoding="utf-8")
    for name in ("learning-steps", "relearning-steps"):
        assert run("config", "set", name, "none", env=environment).returncode == 0
    assert run("config", "set", "new-per-day", "999", env=environment).returncode == 0
    names = ("own-kept", "own-revised", "own-retired", "own-renamed")
    answers = tmp_path / "answers.csv"
    answers.write_text(
        "item,response\n" + "".join(f"{name},a\n" for name in names), encoding="utf-8"
    )
    done, said = study(environment, answers, "999")
    assert {one["item"] for one in done["answers"]} == set(names)
    assert "changed" not in said  # the first time there is nothing to compare with
    before = items(environment)
    file.write_text(BEFORE.replace("format:", "fromat:"), encoding="utf-8")
    nothing = tmp_path / "nothing.csv"
    nothing.write_text("item,response\n", encoding="utf-8")
    _, said = study(environment, nothing)
    assert "left out" in said
    assert "changed" not in said  # a faulty bank is not gone
    file.write_text(AFTER, encoding="utf-8")
    assert run("study", env=environment).returncode == 2  # nobody is there to be told
    _, said = study(environment, nothing)
    assert "1 revised (due again, memory kept), 1 replaced (history kept), 1 retired (answers kept), 2 new" in said  # fmt: skip
    _, said = study(environment, nothing)
    assert "changed" not in said  # told once
    after = items(environment)
    for name in ("own-kept", "own-revised"):
        for column in ("stability", "repetitions", "lapses", "reviews", "interval_days"):
            assert after[name][column] == before[name][column], (name, column)
    successor = after["own-successor"]
    assert successor["reviews"] == "1"
    assert successor["stability"] == before["own-renamed"]["stability"]
    assert after["own-new"]["state"] == "new"
    reviews = run("export", "reviews", env=environment).stdout
    assert reviews.count("own-retired") == 1  # its answer stays
    answers.write_text("item,response\nown-revised,b\nown-kept,a\n", encoding="utf-8")
    done, _ = study(environment, answers, "999")
    assert [(one["item"], one["correct"]) for one in done["answers"]] == [("own-revised", True)]


def version(living: str, *retired: str) -> str:
    """Return the bank with one item besides one that is always there."""
    return HEAD.format(
        retired="retired:\n" + "".join(f"  - {one}\n" for one in retired) if retired else "",
        items=item("own-kept") + living,
    )


VERSIONS = (
    version(item("own-first")),
    version(
        item("own-second", more="    replaces: [own-first]\n"),
        "{id: own-first, reason: It was unclear.}",
    ),
    version(
        item("own-third", more="    replaces: [own-second]\n"),
        "{id: own-first, reason: It was unclear.}",
        "{id: own-second, reason: It was too easy., replaces: [own-first]}",
    ),
)


def test_progress_outlives_two_replacements(environment: dict[str, str], tmp_path: Path) -> None:
    """Wherever histories are read: the schedule, exports, progress, competencies, undo, marks."""
    file = Path(environment["IPT_TRAIN_HOME"]) / "data" / "banks" / "own.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(VERSIONS[0], encoding="utf-8")
    for name in ("learning-steps", "relearning-steps"):
        assert run("config", "set", name, "none", env=environment).returncode == 0
    assert run("config", "set", "new-per-day", "999", env=environment).returncode == 0
    answers = tmp_path / "answers.csv"
    answers.write_text("item,response\nown-first,a\n", encoding="utf-8")
    done, _ = study(environment, answers, "999")
    assert [one["correct"] for one in done["answers"]] == [True]
    before = items(environment)["own-first"]
    file.write_text(VERSIONS[2], encoding="utf-8")
    after = items(environment)["own-third"]
    same = ("state", "stability", "repetitions", "reviews", "correct", "first_day", "interval_days")
    assert {name: after[name] for name in same} == {name: before[name] for name in same}
    reviews = list(csv.DictReader(io.StringIO(run("export", "reviews", env=environment).stdout)))  # fmt: skip
    assert [row["card_id"] for row in reviews] == ["own-third"]
    progress = json.loads(run("progress", "--json", env=environment).stdout)["data"]
    assert progress["total"]["seen"] == 1
    nothing = tmp_path / "nothing.csv"
    nothing.write_text("item,response\n", encoding="utf-8")
    _, said = study(environment, nothing)
    assert "1 replaced (history kept), 1 new" in said
    past = json.loads(run("undo", "--json", env=environment).stdout)["data"]["answers"]
    assert [(one["item"], one["stem"]) for one in past] == [
        ("own-first", "(replaced by own-third)")
    ]
    assert run("undo", "1", env=environment).returncode == 0
    assert items(environment)["own-third"]["state"] == "new"


def test_who_studies_in_a_terminal_is_told_once(environment: dict[str, str]) -> None:
    file = Path(environment["IPT_TRAIN_HOME"]) / "data" / "banks" / "own.yaml"
    file.parent.mkdir(parents=True)
    told = "The banks changed since you last studied"
    assert run("config", "set", "minutes-per-day", "10", env=environment).returncode == 0
    for text, news in ((BEFORE, False), (AFTER, True), (AFTER, False)):
        file.write_text(text, encoding="utf-8")
        terminal = Terminal("study", env=environment)
        assert (told in terminal.until("q quit")) == news
        terminal.send("q")
        terminal.until("This sitting")
        assert terminal.end() == 0
