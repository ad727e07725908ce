"""Two months of one trainee through the real commands, in compressed time.

She forgets as FSRS says, by parameters of her own that the program does not know; every ten
days she lets it tune itself. What is reported is then held against her wish, her limits and her CSV.
"""

import contextlib
import csv
import io
import json
import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ipt_train.bank.core.model import Choice, Cloze, Item, Library, Matching, Ordering, TrueFalse
from ipt_train.bank.source.shelf import Shelf, check
from ipt_train.cli.app import tree
from ipt_train.schedule.memory import PARAMETERS, Memory, after_review, retrievability
from ipt_train.shell.deliver import deliver
from ipt_train.shell.places import Paths
from ipt_train.shell.reply import Delivery
from ipt_train.shell.runtime import Runtime
from ipt_train.vocabulary import Rating
from tests.conftest import ROOT, Clock

DAYS, NEW, MOST, WANTED = 60, 12, 80, 0.90
TUNED = 25
"""Last days, by which the program knows her memory: what was due then is held against her wish."""
HERS = (0.1, 0.6, 1.1, 4.0, *PARAMETERS[4:])
FIRST_RIGHT = 0.6
NAMES = ("history", "principles", "techniques", "process", "problem-areas", "evidence", "cases")


class Trainee:
    """What she knows: an answer is right with the chance that her memory gives it."""

    def __init__(self, items: list[Item], seed: int) -> None:
        self.items = items
        self.chance = random.Random(seed)
        self.memory: dict[str, tuple[Memory, int]] = {}

    def knows(self, item: Item, day: int) -> bool:
        known = self.memory.get(item.id)
        recall = FIRST_RIGHT if known is None else retrievability(known[0], day - known[1], HERS)
        return self.chance.random() < recall

    def answered(self, name: str, day: int, *, right: bool) -> None:
        before = self.memory.get(name)
        memory, _ = after_review(
            before[0] if before else None,
            Rating.GOOD if right else Rating.AGAIN,
            day - before[1] if before else 0,
            parameters=HERS,
            desired_retention=WANTED,
        )
        self.memory[name] = (memory, day)


def response(item: Item, *, right: bool) -> str:
    """A right or a wrong answer, written as a file of answers has it."""
    match item.interaction:
        case Choice(options=options):
            fitting = [one.id for one in options if one.key == right]
            return " ".join(fitting if right else fitting[:1])
        case TrueFalse(key=key):
            return str(key == right).lower()
        case Ordering(sequence=sequence):
            return " ".join(one.id for one in (sequence if right else sequence[::-1]))
        case Matching(prompts=prompts, options=options):
            wrong = {one.id: next(o.id for o in options if o.id != one.key) for one in prompts}
            return " ".join(f"{one.id}={one.key if right else wrong[one.id]}" for one in prompts)
        case Cloze(gaps=gaps):
            return "; ".join(one.accepted[0] if right else "nothing of it" for one in gaps)
        case entry:
            return entry.accepted[0] if right else "nothing of it"


class Program:
    """The commands, with a clock that is handed in."""

    def __init__(self, home: Path, clock: Clock) -> None:
        ids = random.Random(3)
        self.home = home
        self.world = Runtime(
            environ={},
            paths=Paths(
                data=home / "data",
                cache=home / "cache",
                state=home / "state",
                config=home / "config",
            ),
            now=clock,
            ticks=lambda: 0,
            new_id=lambda: f"{ids.getrandbits(80):020x}",
            zone=lambda: "Europe/London",
        )

    def __call__(self, *words: str) -> str:
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
            told = tree(words)(args=list(words), obj=self.world, standalone_mode=False)
            if isinstance(told, Delivery):
                deliver(told)
        return out.getvalue()

    def data(self, *words: str) -> Any:
        return json.loads(self(*words, "--json"))["data"]


def two_months(home: Path) -> tuple[Program, Clock, Library]:
    clock = Clock(datetime(2027, 1, 10, 18, 0, tzinfo=UTC))
    program = Program(home, clock)
    shipped = Shelf(banks=(ROOT / "question_banks",), schemas=ROOT / "schemas", cache=home / "c")
    library = check(shipped, []).library()
    banks = [word for name in NAMES for word in ("--bank", name)]
    items = [item for bank in library.banks if bank.id in NAMES for item in bank.items()]
    trainee = Trainee(items, seed=11)
    for name, value in (
        ("new-per-day", str(NEW)),
        ("reviews-per-day", str(MOST)),
        ("learning-steps", "none"),
        ("relearning-steps", "none"),
    ):
        program("config", "set", name, value)
    answers = home / "answers.csv"
    for number in range(DAYS):
        day = clock.instant.date().toordinal()
        says = {item.id: trainee.knows(item, day) for item in items}
        with answers.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(("item", "response"))
            writer.writerows((item.id, response(item, right=says[item.id])) for item in items)
        for one in program.data("study", *banks, "--answers", str(answers))["answers"]:
            assert one["correct"] == says[one["item"]]
            trainee.answered(one["item"], day, right=one["correct"])
        if number % 10 == 9:
            program("tune", "--keep", "--json")
        clock.move(days=1)
    return program, clock, library


def exported(program: Program, table: str) -> list[dict[str, str]]:
    file = program.home / f"{table}.csv"
    program("export", table, "--output", str(file))
    with file.open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def test_two_months(tmp_path: Path) -> None:
    """One learner's two months are looked at in three ways, since they take long to live."""
    program, clock, library = two_months(tmp_path)
    true_retention_ends_near_the_desired_one(program, clock)
    no_day_exceeds_the_limits(program)
    the_figures_reported_are_those_of_the_csv(program, clock, library)


def true_retention_ends_near_the_desired_one(program: Program, clock: Clock) -> None:
    since = (clock.instant.date() - timedelta(days=TUNED)).isoformat()
    last: dict[str, str] = {}
    asked = recalled = 0
    for row in exported(program, "reviews"):
        # A case comes back whole when its first step is due, so its other steps come early.
        due = row["review_state"] == "2" and row["study_day"] > last.get(row["card_id"], "")
        due = due and not row["vignette"]
        last[row["card_id"]] = row["study_day"]
        if due and row["study_day"] >= since:
            asked += 1
            recalled += row["review_rating"] != "1"
    assert asked > 500
    assert recalled / asked == pytest.approx(WANTED, abs=0.02)


def no_day_exceeds_the_limits(program: Program) -> None:
    begun: dict[str, str] = {}
    days: dict[str, set[str]] = {}
    for row in exported(program, "reviews"):
        entry = row["vignette"] or row["card_id"]
        begun.setdefault(entry, row["study_day"])
        if begun[entry] < row["study_day"]:
            days.setdefault(row["study_day"], set()).add(entry)
    assert max(Counter(begun.values()).values()) <= NEW
    assert max(map(len, days.values())) <= MOST


def the_figures_reported_are_those_of_the_csv(
    program: Program, clock: Clock, library: Library
) -> None:
    due: dict[str, date] = {}
    asked: Counter[str] = Counter()
    recalled: Counter[str] = Counter()
    domains = {str(item.id): str(item.domain) for item in library.items()}
    for row in exported(program, "reviews"):
        day = date.fromisoformat(row["study_day"])
        if row["review_state"] == "2" and day >= due[row["card_id"]]:
            for name in (domains[row["card_id"]], "all"):
                asked[name] += 1
                recalled[name] += row["review_rating"] != "1"
        due[row["card_id"]] = day + timedelta(days=int(row["next_interval_days"]))
    told = program.data("progress")
    for line in (*told["domains"], told["total"]):
        assert (line["reviews"], line["retained"]) == (
            asked[line["domain"]],
            recalled[line["domain"]],
        )
    table = exported(program, "items")
    seen = [row for row in table if row["state"] != "new"]
    assert told["total"]["seen"] == len(seen) > 400
    mean = sum(float(row["retrievability_today"]) for row in seen) / len(seen)
    assert told["total"]["retrievability"] == pytest.approx(mean, abs=1e-3)
    assert date.fromisoformat(told["day"]) == clock.instant.date()
    assert program.data("data", "doctor", "--quick")
