"""Pages that were handed out, and what they hand in, without a browser."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from ipt_train.course.operation.course import OpenCourse
from ipt_train.course.operation.hand_out import HandedOut, hand_out
from ipt_train.course.operation.recipients import HandOutWish
from ipt_train.exam.core.answer import GivenAnswer
from ipt_train.exam.core.key import Key
from ipt_train.exam.core.simulate import simulated
from ipt_train.exam.submission.handin import seal_of
from tests.course.world import NOW, STARTED, World, bank

BLOCK = re.compile(r'<script type="application/json" id="sitting">(.*?)</script>', re.DOTALL)


def bank_of_all_types() -> dict[str, Any]:
    """The bank of the world, in which statements and matches stand in place of some choices."""
    made = bank()
    for number, item in enumerate(made["items"]):
        if number % 5 == 2:
            del item["options"]
            item |= {
                "type": "true-false", "key": number % 2 == 0, "rationale_true": f"True of {number}.",
                "rationale_false": f"False of {number}.",
            }  # fmt: skip  # a table
        if number % 10 == 6:
            del item["options"]
            item |= {
                "type": "numerical", "value": number, "tolerance": 0.5, "units": ["weeks"], "rationale": f"It is {number}.",
            }  # fmt: skip  # a table
        if number % 5 == 4:
            for option in item["options"]:
                option.pop("key", None)
            item["type"] = "matching"
            item["prompts"] = [
                {"id": f"p{n}", "text": f"Line {n} of {number}", "key": "abc"[n], "rationale": f"Because {n}."}
                for n in range(3)
            ]  # fmt: skip  # a table
    return made


def handed(world: World, **wish: Any) -> HandedOut:
    """Hand out the exam of the world."""
    opened = world.open()
    return hand_out(opened, opened.course.exam(), HandOutWish(**wish), now=NOW)


def data_of(page: str | Path) -> dict[str, Any]:
    """What the script of a page is given."""
    html = Path(page).read_text(encoding="utf-8")
    (block,) = BLOCK.findall(html)
    data: dict[str, Any] = json.loads(block)
    return data


def answers_for(key: Key, seed: str = "x", *, ability: float = 0.7) -> list[GivenAnswer]:
    """Answers to a form by somebody of that ability."""
    return simulated(
        key, ability=ability, blanks=0.0, seed=seed, started_ms=int(STARTED.timestamp() * 1000)
    )


def key_for(keys: Sequence[Key], page: str | Path) -> Key:
    """The key of the form that stands in a page."""
    digest = data_of(page)["digest"]
    return next(key for key in keys if key.paper == digest)


def hand_in_of(
    page: str | Path,
    answers: Sequence[GivenAnswer],
    *,
    minutes: int = 50,
    ticket: str = "",
    changes: Mapping[str, Any] | None = None,
) -> bytes:
    """What a page would save; ``changes`` go into its work before it is sealed."""
    data = data_of(page)
    work = {
        "course": data["paper"]["course"], "exam": data["paper"]["exam"], "paper": data["digest"],
        "person": data["person"], "attempt": data["attempt"],
        "answers": [
            {"item": one.item, "revision": one.revision, "response": one.response, "at": one.at_ms, "ms": one.response_ms}
            for one in answers
        ],
        "started_at": stamp(STARTED), "ended_at": stamp(STARTED + timedelta(minutes=minutes)),
    } | dict(changes or {})  # fmt: skip  # a table
    text = json.dumps(work)
    seal = seal_of(text.encode(), ticket or data["ticket"])
    return json.dumps({"format": "ipt-hand-in/1", "seal": seal, "work": text}).encode()


def stamp(instant: datetime) -> str:
    """An instant as a browser writes it."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def people_of(opened: OpenCourse) -> dict[str, str]:
    """Pseudonyms by id of the roster."""
    return {person.id: pseudonym for pseudonym, person in opened.people.items()}
