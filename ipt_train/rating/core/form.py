"""Fidelity forms: the items by which a session is rated, and their anchors."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ipt_train.bank.core.model import Library
from ipt_train.rating.core.rules import ScoringRules, rules

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A scale of 0 to 4: what it asks, and what each point means."""

    question: str
    anchors: dict[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FidelityItem:
    """One thing that is rated.

    Attributes:
        id: Its id, unique within its set of forms.
        title: Short title.
        construct: What it is about.
        adherence: What each point of adherence looks like, 0 to 4.
        competence: What competence looks like at 0, 2 and 4; 1 and 3 lie between.
        may_be_left_out: Whether it can be not applicable at all.
        left_out_when: When it is not applicable, in words.
        evidence: What to note as evidence.
        competencies: Ids of the competencies that a rating gives evidence of.
        facts: Ids of the facts that it rests on.
        framework: Parts of the usual map of IPT competences that it belongs to.
        core: A session cannot be adequate without it.
        safety: It is about safety and stands alone in the scores.
    """

    id: str
    title: str
    construct: str
    adherence: dict[int, str]
    competence: dict[int, str]
    may_be_left_out: bool
    left_out_when: str
    evidence: str
    competencies: tuple[str, ...]
    facts: tuple[str, ...]
    framework: tuple[str, ...] = ()
    core: bool = False
    safety: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingForm:
    """The items for one phase, and for one problem area where ``problem_area`` is not empty.

    ``roll_up_items`` is how many items must have been rated before a mean of the phase is
    shown; 0 where sessions of the phase are scored one by one.
    """

    id: str
    title: str
    phase: str
    items: tuple[FidelityItem, ...]
    problem_area: str = ""
    roll_up_items: int = 0

    @property
    def core(self) -> tuple[FidelityItem, ...]:
        """Items without which a session cannot be adequate."""
        return tuple(item for item in self.items if item.core)

    @property
    def safety(self) -> tuple[FidelityItem, ...]:
        """Items about safety."""
        return tuple(item for item in self.items if item.safety)


@dataclass(frozen=True, slots=True, kw_only=True)
class OffModel:
    """A behaviour outside the model, or unsafe; ``severe_if`` says when a moderate one is severe."""

    id: str
    title: str
    why: str
    severe: bool
    facts: tuple[str, ...]
    severe_if: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement with a name."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """What a supervisor may name as the most useful next step; ``items`` are ids it helps with."""

    id: str
    title: str
    text: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSet:
    """Forms that share scales, behaviours, prompts and rules.

    ``marks`` says when a behaviour counts as ``not-seen``, ``brief`` or ``marked``. The last
    five lists say in words how the forms are used; they may be empty.
    """

    id: str
    revision: int
    title: str
    notice: str
    adherence: Scale
    competence: Scale
    items: tuple[FidelityItem, ...]
    forms: tuple[RatingForm, ...]
    marks: dict[str, str]
    off_model: tuple[OffModel, ...]
    off_model_note: str
    prompts: tuple[Statement, ...]
    next_steps: tuple[NextStep, ...]
    rules: ScoringRules
    principles: tuple[Statement, ...] = ()
    scoring: tuple[Statement, ...] = ()
    supervision: tuple[Statement, ...] = ()
    confidentiality: tuple[Statement, ...] = ()


def form_set(data: Data) -> FormSet:
    """Build the forms of a checked file."""
    items = {one["id"]: _item(one) for one in data["items"]}
    return FormSet(
        id=data["id"],
        revision=data["revision"],
        title=data["title"],
        notice=data["notice"].strip(),
        adherence=_scale(data["scales"]["adherence"]),
        competence=_scale(data["scales"]["competence"]),
        items=tuple(items.values()),
        forms=tuple(
            RatingForm(
                id=one["id"],
                title=one["title"],
                phase=one["phase"],
                problem_area=one.get("problem_area", ""),
                items=tuple(items[name] for name in one["items"]),
                roll_up_items=one.get("roll_up_items", 0),
            )
            for one in data["forms"]
        ),
        marks=dict(data["marks"]),
        off_model=tuple(
            OffModel(
                id=one["id"],
                title=one["title"].strip(),
                why=one["why"].strip(),
                severe=one["severity"] == "severe",
                severe_if=one.get("severe_if", "").strip(),
                facts=tuple(one["facts"]),
            )
            for one in data["off_model"]
        ),
        off_model_note=data.get("off_model_note", "").strip(),
        prompts=_statements(data["prompts"]),
        next_steps=tuple(
            NextStep(
                id=one["id"],
                title=one["title"],
                text=one["text"].strip(),
                items=tuple(one["items"]),
            )
            for one in data["next_steps"]
        ),
        rules=rules(
            data["rules"],
            {
                one["phase"]: one["roll_up_items"]
                for one in data["forms"]
                if one.get("roll_up_items")
            },
        ),
        principles=_statements(data.get("principles", ())),
        scoring=_statements(data.get("scoring", ())),
        supervision=_statements(data.get("supervision", ())),
        confidentiality=_statements(data.get("confidentiality", ())),
    )


def _anchors(data: Data) -> dict[int, str]:
    return {int(point): data[point].strip() for point in sorted(data)}


def _scale(data: Data) -> Scale:
    return Scale(question=data["question"], anchors=_anchors(data["anchors"]))


def _item(data: Data) -> FidelityItem:
    return FidelityItem(
        id=data["id"],
        title=data["title"],
        construct=data["construct"].strip(),
        adherence=_anchors(data["adherence"]),
        competence=_anchors(data["competence"]),
        may_be_left_out=data["not_applicable"]["allowed"],
        left_out_when=data["not_applicable"]["rule"].strip(),
        evidence=data["evidence"].strip(),
        competencies=tuple(data["competencies"]),
        facts=tuple(data["facts"]),
        framework=tuple(data.get("framework", ())),
        core=data.get("core", False),
        safety=data.get("safety", False),
    )


def _statements(data: Any) -> tuple[Statement, ...]:
    return tuple(Statement(id=one["id"], text=one["text"].strip()) for one in data)


def forms_of(library: Library) -> tuple[FormSet, ...]:
    """Return the fidelity forms of a library, one set a file; built anew at each call."""
    return tuple(form_set(one) for one in library.form_data)


def titles_of(sets: Iterable[FormSet]) -> dict[str, str]:
    """Return the titles of the items of several sets of forms by their ids."""
    return {item.id: item.title for one in sets for item in one.items}
