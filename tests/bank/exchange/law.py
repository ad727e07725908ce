"""What an import must give back: an item as the keys of a bank, minus what was declared lost."""

import dataclasses
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ipt_train.bank.core.model import (
    Choice,
    Cloze,
    Item,
    Matching,
    NumberEntry,
    Ordering,
    TextEntry,
    TrueFalse,
)
from ipt_train.bank.core.passage import GAP
from ipt_train.bank.exchange.draft import letter
from ipt_train.bank.exchange.picture_file import safe_name

LISTS = ("references", "facts", "claims", "competencies", "tags", "replaces")
WORDS = ("stem", "explanation", "objective", "level", "domain", "certainty", "status", "revision")
ELSEWHERE = {
    "id": "held beside the data",
    "bank": "an import makes a bank of its own",
    "vignette": "declared lost",
}
assert {one.name for one in dataclasses.fields(Item)} == {
    *LISTS, *WORDS, *ELSEWHERE, "type", "scene", "credit", "interaction", "picture",
}  # fmt: skip
"""A field that an item gains must be given a place here, or the law would not speak of it."""


def rows(several: Iterable[Any]) -> list[dict[str, Any]]:
    return [
        {
            name: value
            for name in ("id", "text", "key", "rationale")
            if (value := getattr(one, name, None)) not in (None, False)
        }
        for one in several
    ]


def wrong_numbers(task: NumberEntry) -> list[dict[str, Any]]:
    return [{"value": float(one.value), "rationale": one.rationale} for one in task.anticipated]


def data_of(one: Item) -> dict[str, Any]:
    """Return an item as the keys of a bank."""
    data: dict[str, Any] = {"type": str(one.type)} | {name: getattr(one, name) for name in WORDS}
    data |= {"scene": one.scene} if one.scene else {}
    data |= {name: list(value) for name in LISTS if (value := getattr(one, name))}
    if one.type not in ("single-best-answer", "true-false", "short-answer", "numerical"):
        data["credit"] = one.credit  # the others are right or wrong
    if one.picture:
        name = safe_name(one.picture.file, Path(one.picture.path).read_bytes())
        data["picture"] = {"file": f"assets/{name}", "text": one.picture.text}
    match one.interaction:
        case Choice() as task:
            data |= {"options": rows(task.options)} | ({} if task.shuffle else {"shuffle": False})
        case TrueFalse() as task:
            data |= dataclasses.asdict(task)
        case TextEntry() as task:
            data |= {"accepted": list(task.accepted), "rationale": task.rationale}
            data |= {"anticipated": rows(task.anticipated)} if task.anticipated else {}
        case NumberEntry() as task:
            data |= {"value": float(task.value), "rationale": task.rationale}
            data |= {"tolerance": float(task.tolerance)} if task.tolerance else {}
            data |= {"units": list(task.units)} if task.units else {}
            data |= {"anticipated": wrong_numbers(task)} if task.anticipated else {}
        case Ordering() as task:
            data["sequence"] = rows(task.sequence)
        case Matching() as task:
            data |= {"prompts": rows(task.prompts), "options": rows(task.options)}
        case Cloze() as task:
            gaps = [
                {**dataclasses.asdict(gap), "accepted": list(gap.accepted)} for gap in task.gaps
            ]
            data |= {"passage": task.passage, "gaps": gaps}
    return data


def minus(data: dict[str, Any], losses: Iterable[str]) -> dict[str, Any]:  # noqa: PLR0912 - one branch a loss
    """Take out of an item what was declared lost, and put in what an import puts there."""
    for what in sorted(losses, key=FIRST_TO_LAST.index):
        match what:
            case "ids of options":
                _renamed(data)
            case "the order of options":  # those of the prompts come first
                used = [row["key"] for row in data["prompts"]]
                data["options"].sort(key=lambda row: (*used, row["id"]).index(row["id"]))
            case "the fixed order of options":
                del data["shuffle"]
            case "rationales of gaps":
                for gap in data["gaps"]:
                    gap["rationale"] = ""
            case "the domain":
                del data["domain"]
            case "rationales of a matching" | "rationales of an ordering":
                for key in ("prompts", "options", "sequence"):
                    for row in data.get(key, ()):
                        row["rationale"] = ""
            case "the border between scene and stem":
                data["stem"] = f"{data.pop('scene')}\n\n{data['stem']}"
            case "the border between stem and passage":
                data["passage"] = f"{data['stem']}\n\n{data['passage']}"
                data["stem"] = "Fill the gaps."
            case "the picture":
                del data["picture"]
            case "units of a number":
                del data["units"]
            case "ids of gaps":
                new = {name: f"gap-{n}" for n, name in enumerate(GAP.findall(data["passage"]), 1)}
                data["passage"] = GAP.sub(
                    lambda gap, new=new: f"{{{{{new[gap[1]]}}}}}", data["passage"]
                )
                for gap in data["gaps"]:
                    gap["id"] = new[gap["id"]]
                data["gaps"].sort(key=lambda gap: gap["id"])
            case "the place of a gap that ends a passage":
                gap = data.pop("gaps")[0]
                data |= {"type": "short-answer", "stem": GAP.sub("", data.pop("passage")).strip()}
                data |= {"accepted": gap["accepted"], "rationale": gap["rationale"]}
            case "references, facts and claims":
                data |= {"references": [], "facts": []}
                data.pop("claims", None)
            case "level, objective and certainty":
                data |= {"level": None, "objective": None, "certainty": None}
            case "revision and status":
                data |= {"revision": 1, "status": "draft"}
            case "competencies, tags and ids that it replaces":
                assert [data.pop(name, None) for name in ("competencies", "tags", "replaces")] != [None] * 3  # fmt: skip
            case "the credit rule":
                del data["credit"]
            case (
                "answers that differ in spacing or end punctuation"
                | "the case that a step belongs to"
                | "the marking of answers: Anki leaves it to the learner"
                | "shuffling of options"
            ):
                pass  # a rule of marking, and where it stood: neither is a text
    return data


FIRST_TO_LAST = (
    "the case that a step belongs to",
    "the marking of answers: Anki leaves it to the learner",
    "shuffling of options",
    "references, facts and claims",
    "level, objective and certainty",
    "revision and status",
    "competencies, tags and ids that it replaces",
    "the credit rule",
    "answers that differ in spacing or end punctuation",
    "the border between scene and stem",
    "the order of options",
    "the fixed order of options",
    "ids of options",
    "rationales of a matching",
    "rationales of an ordering",
    "the border between stem and passage",
    "the picture",
    "units of a number",
    "rationales of gaps",
    "the domain",
    "ids of gaps",
    "the place of a gap that ends a passage",
)
"""Losses of items in the order in which they are taken out; any other is an error."""


def _renamed(data: dict[str, Any]) -> None:
    """Give options the ids that an import counts out."""
    options = data.get("options") or data["sequence"]
    paired = data["type"] == "matching"
    new = {row["id"]: f"o{n + 1}" if paired else letter(n) for n, row in enumerate(options)}
    for row in options:
        row["id"] = new[row["id"]]
    for n, row in enumerate(data.get("prompts", ())):
        row |= {"id": letter(n), "key": new[row["key"]]}


def alike(value: Any, *, html: bool = False) -> Any:
    """Forget what XML of either format may do to blanks at line ends and between paragraphs, and HTML to several and to unusual ones."""
    if isinstance(value, dict):
        return {key: alike(one, html=html) for key, one in value.items()}
    if isinstance(value, list):
        return [alike(one, html=html) for one in value]
    if isinstance(value, str):
        value = re.sub(r"[^\S\n]+", " ", value) if html else value
        lines = "\n".join(line.strip() for line in value.split("\n"))
        return re.sub(r"\n{3,}", "\n\n", lines).strip()
    return value
