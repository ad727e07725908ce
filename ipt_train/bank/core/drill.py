"""A response drill: what a client says, and how a good reply is told from a mistaken one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ipt_train.vocabulary import Certainty, ItemId, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """What a good reply does, and why; learners mark it in their own reply."""

    id: str
    text: str
    why: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelReply:
    """Words of a counsellor and what is good, or wrong, about them."""

    id: str
    text: str
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drill:
    """A client's words to answer before anything else is shown."""

    id: ItemId
    revision: int
    objective: str
    competencies: tuple[str, ...]
    phase: str
    problem_area: str
    situation: str
    client: str
    task: str
    criteria: tuple[Criterion, ...]
    replies: tuple[ModelReply, ...]
    mistakes: tuple[ModelReply, ...]
    explanation: str
    references: tuple[str, ...]
    facts: tuple[str, ...]
    certainty: Certainty
    status: Status
    claims: tuple[str, ...] = ()
    content_warning: str = ""


def drills(data: Mapping[str, Any]) -> tuple[Drill, ...]:
    """Build the drills of a checked file."""
    return tuple(
        Drill(
            id=ItemId(one["id"]),
            revision=one["revision"],
            objective=one["objective"],
            competencies=tuple(one["competencies"]),
            phase=one["phase"],
            problem_area=one["problem_area"],
            situation=one["situation"].strip(),
            client=one["client"].strip(),
            task=one["task"].strip(),
            criteria=tuple(
                Criterion(
                    id=each["id"],
                    text=each["text"].strip(),
                    why=each["why"].strip(),
                    facts=tuple(each["facts"]),
                )
                for each in one["criteria"]
            ),
            replies=_replies(one["replies"], "comment"),
            mistakes=_replies(one["mistakes"], "fault"),
            explanation=one["explanation"].strip(),
            references=tuple(one["references"]),
            facts=tuple(one["facts"]),
            certainty=Certainty(one["certainty"]),
            status=Status(one["status"]),
            claims=tuple(one.get("claims", ())),
            content_warning=one.get("content_warning", ""),
        )
        for one in data["drills"]
    )


def _replies(data: list[Mapping[str, Any]], said: str) -> tuple[ModelReply, ...]:
    return tuple(
        ModelReply(id=one["id"], text=one["text"].strip(), comment=one[said].strip())
        for one in data
    )
