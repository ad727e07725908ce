"""A reading card: a study text of one screen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ipt_train.vocabulary import Certainty, Domain, ItemId, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A short text on one or more competencies; ``text`` is in paragraphs."""

    id: ItemId
    revision: int
    title: str
    domain: Domain
    competencies: tuple[str, ...]
    text: str
    references: tuple[str, ...]
    facts: tuple[str, ...]
    certainty: Certainty
    status: Status
    unsettled: str = ""
    claims: tuple[str, ...] = ()


def readings(data: Mapping[str, Any]) -> tuple[Reading, ...]:
    """Build the cards of a checked file."""
    return tuple(
        Reading(
            id=ItemId(one["id"]),
            revision=one["revision"],
            title=one["title"],
            domain=Domain(one["domain"]),
            competencies=tuple(one["competencies"]),
            text=one["text"].strip(),
            references=tuple(one["references"]),
            facts=tuple(one["facts"]),
            certainty=Certainty(one["certainty"]),
            status=Status(one["status"]),
            unsettled=one.get("unsettled", "").strip(),
            claims=tuple(one.get("claims", ())),
        )
        for one in data["readings"]
    )
