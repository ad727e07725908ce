"""Excerpts of invented sessions with argued ratings, to practise rating with."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ipt_train.bank.core.model import Library

NOT_APPLICABLE = "n/a"
"""How files write that an item was left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What one person says; ``speaker`` is therapist or client."""

    speaker: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArguedRating:
    """The rating of one item by those who wrote the excerpt.

    Attributes:
        item: Id of an item of the form.
        adherence: 0 to 4; None where the item does not apply.
        competence: 0 to 4; None where adherence is 0 or the item does not apply.
        turns: Numbers of the turns that show it, from 1.
        argument: Why this rating and not the next one.
        reason: Why the item does not apply.
    """

    item: str
    adherence: int | None
    competence: int | None
    turns: tuple[int, ...]
    argument: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A part of a session, rated by the form whose id is ``form``."""

    id: str
    revision: int
    title: str
    form: str
    phase: str
    problem_area: str
    setting: str
    turns: tuple[Turn, ...]
    ratings: tuple[ArguedRating, ...]
    debrief: str
    warning: str = ""


def excerpts(data: Mapping[str, Any]) -> tuple[Excerpt, ...]:
    """Build the excerpts of a checked file."""
    return tuple(
        Excerpt(
            id=one["id"],
            revision=one.get("revision", 1),
            title=one["title"],
            form=one["form"],
            phase=one["phase"],
            problem_area=one["problem_area"],
            setting=one["setting"].strip(),
            turns=tuple(
                Turn(speaker=turn["speaker"], text=turn["text"].strip()) for turn in one["turns"]
            ),
            ratings=tuple(_rating(rating) for rating in one["ratings"]),
            debrief=one["debrief"].strip(),
            warning=one.get("warning", "").strip(),
        )
        for one in data["excerpts"]
    )


def _rating(data: Mapping[str, Any]) -> ArguedRating:
    given = data["adherence"]
    return ArguedRating(
        item=data["item"],
        adherence=None if given == NOT_APPLICABLE else given,
        competence=data.get("competence"),
        turns=tuple(data.get("turns", ())),
        argument=data.get("argument", "").strip(),
        reason=data.get("reason", "").strip(),
    )


def excerpts_of(library: Library) -> tuple[Excerpt, ...]:
    """Return the excerpts of sessions to practise rating with; built anew at each call."""
    return tuple(one for each in library.excerpt_data for one in excerpts(each))
