"""What items stand on: facts, claims of a popular text, and competencies."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ipt_train.vocabulary import Certainty, Domain

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One statement with its sources.

    Attributes:
        id: Id that items use.
        topic: What it is about.
        statement: The fact.
        confidence: high, medium or low: how safe it is to teach.
        certainty: How it was checked.
        references: Ids of works.
        note: A likely misconception, or a warning for writers of items.
    """

    id: str
    statement: str
    confidence: str
    certainty: Certainty
    references: tuple[str, ...]
    topic: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a popular text says, how that stands, and what is right."""

    id: str
    claim: str
    verdict: str
    correction: str
    references: tuple[str, ...]
    serious: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Competency:
    """What a trainee learns to do; ``evidence`` names what counts towards it."""

    id: str
    title: str
    domain: Domain
    level: str
    description: str
    evidence: tuple[str, ...]


def facts(data: Data) -> dict[str, Fact]:
    """Build the facts of a checked file, by id."""
    return {
        one["id"]: Fact(
            id=one["id"],
            topic=one.get("topic", ""),
            statement=one["statement"].strip(),
            confidence=one["confidence"],
            certainty=Certainty(one["certainty"]),
            references=tuple(one["references"]),
            note=one.get("note", "").strip(),
        )
        for one in data["facts"]
    }


def claims(data: Data) -> dict[str, Claim]:
    """Build the claims of a checked file, by id."""
    return {
        one["id"]: Claim(
            id=one["id"],
            claim=one["claim"].strip(),
            verdict=one["verdict"],
            correction=one["correction"].strip(),
            references=tuple(one["references"]),
            serious=one.get("serious", False),
        )
        for one in data["claims"]
    }


def competencies(data: Data) -> dict[str, Competency]:
    """Build the competencies of a checked framework, by id."""
    return {
        one["id"]: Competency(
            id=one["id"],
            title=one["title"],
            domain=Domain(one["domain"]),
            level=one["level"],
            description=one["description"].strip(),
            evidence=tuple(one["evidence"]),
        )
        for one in data["competencies"]
    }
