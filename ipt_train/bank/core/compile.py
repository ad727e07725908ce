"""Checked plain data to the model; the same path for fresh YAML and for the cache."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ipt_train.bank.core.model import (
    AnticipatedAnswer,
    AnticipatedNumber,
    Bank,
    Choice,
    Cloze,
    Entry,
    Gap,
    Interaction,
    Item,
    Matching,
    NumberEntry,
    Option,
    Ordering,
    Picture,
    Prompt,
    Reference,
    TextEntry,
    TrueFalse,
    Vignette,
)
from ipt_train.vocabulary import BankId, Certainty, Credit, Domain, ItemId, ItemType, Level, Status

Data = Mapping[str, Any]

_CREDIT = {
    "multiple-response": "net-correct",
    "ordering": "each-answer",
    "matching": "each-answer",
    "cloze": "each-answer",
}
"""The partial-credit rule of a type where the item names none."""


def bank(data: Data) -> Bank:
    """Build a bank from data that passed its checks."""
    name, domain, folder = BankId(data["id"]), Domain(data["domain"]), data.get("folder", "")
    return Bank(
        id=name,
        title=data["title"],
        language=data["language"],
        licence=data["licence"],
        domain=domain,
        description=data.get("description", ""),
        retired=tuple(ItemId(gone["id"]) for gone in data.get("retired", ())),
        handovers=tuple(
            (ItemId(old), ItemId(gone["id"]))
            for gone in data.get("retired", ())
            for old in gone.get("replaces", ())
        ),
        entries=tuple(entry(one, name, domain, folder) for one in data["items"]),
    )


def entry(data: Data, bank_id: BankId, domain: Domain, folder: str = "") -> Entry:
    """Build an item or a case of a bank; ``domain`` is the bank's, ``folder`` where it stands."""
    if data["type"] == "vignette":
        return _vignette(data, bank_id, domain, folder)
    return item(data, bank_id, domain, folder=folder)


def references(data: Data) -> dict[str, Reference]:
    """Build the works of a bibliography, by id and by the ids that they had formerly."""
    return {
        name: Reference(
            id=one["id"],
            short=one["short"],
            citation=one["citation"],
            verification=Certainty(one["verification"]),
            doi=one.get("doi", ""),
            note=one.get("note", ""),
        )
        for one in data["references"]
        for name in (*one.get("formerly", ()), one["id"])
    }


def _shared(data: Data, bank_id: BankId, domain: Domain) -> dict[str, Any]:
    """Return what items and vignettes have in common."""
    return {
        "id": ItemId(data["id"]),
        "bank": bank_id,
        "revision": data["revision"],
        "domain": Domain(data.get("domain", domain)),
        "references": tuple(data["references"]),
        "facts": tuple(data["facts"]),
        "claims": tuple(data.get("claims", ())),
        "tags": tuple(data.get("tags", ())),
        "replaces": tuple(ItemId(old) for old in data.get("replaces", ())),
        "certainty": Certainty(data["certainty"]),
        "status": Status(data["status"]),
    }


def item(
    data: Data, bank_id: BankId, domain: Domain, vignette: ItemId | None = None, folder: str = ""
) -> Item:
    """Build one item; ``domain`` is the bank's, for an item that names none, ``folder`` where it stands."""
    return Item(
        **_shared(data, bank_id, domain),
        type=ItemType(data["type"]),
        objective=data["objective"],
        competencies=tuple(data.get("competencies", ())),
        level=Level(data["level"]),
        stem=data["stem"].strip(),
        interaction=_interaction(data),
        explanation=data["explanation"].strip(),
        scene=data.get("scene", "").strip(),
        credit=Credit(data.get("credit", _CREDIT.get(data["type"], "all-or-nothing"))),
        vignette=vignette,
        picture=_picture(data["picture"], folder) if "picture" in data else None,
    )


def _vignette(data: Data, bank_id: BankId, domain: Domain, folder: str) -> Vignette:
    shared = _shared(data, bank_id, domain)
    return Vignette(
        **shared,
        title=data["title"],
        phase=data["phase"],
        problem_areas=tuple(data["problem_areas"]),
        challenge=data.get("challenge", "intermediate"),
        content_warning=data.get("content_warning", ""),
        case=data["case"].strip(),
        steps=tuple(
            item(step, bank_id, shared["domain"], shared["id"], folder) for step in data["steps"]
        ),
        debrief=data["debrief"].strip(),
    )


def _options(data: list[Data]) -> tuple[Option, ...]:
    return tuple(
        Option(
            id=one["id"],
            text=one["text"].strip(),
            rationale=one["rationale"].strip(),
            key=one.get("key", False),
        )
        for one in data
    )


def _interaction(data: Data) -> Interaction:
    match ItemType(data["type"]):
        case ItemType.SINGLE_BEST_ANSWER | ItemType.MULTIPLE_RESPONSE as kind:
            return Choice(
                options=_options(data["options"]),
                multiple=kind is ItemType.MULTIPLE_RESPONSE,
                shuffle=data.get("shuffle", True),
            )
        case ItemType.TRUE_FALSE:
            return TrueFalse(
                key=data["key"],
                rationale_true=data["rationale_true"].strip(),
                rationale_false=data["rationale_false"].strip(),
            )
        case ItemType.SHORT_ANSWER:
            return TextEntry(
                accepted=tuple(data["accepted"]),
                rationale=data["rationale"].strip(),
                anticipated=tuple(
                    AnticipatedAnswer(text=wrong["text"], rationale=wrong["rationale"].strip())
                    for wrong in data.get("anticipated", ())
                ),
            )
        case ItemType.NUMERICAL:
            return NumberEntry(
                value=_number(data["value"]),
                tolerance=_number(data.get("tolerance", 0)),
                units=tuple(data.get("units", ())),
                rationale=data["rationale"].strip(),
                anticipated=tuple(
                    AnticipatedNumber(
                        value=_number(wrong["value"]), rationale=wrong["rationale"].strip()
                    )
                    for wrong in data.get("anticipated", ())
                ),
            )
        case ItemType.ORDERING:
            return Ordering(sequence=_options(data["sequence"]))
        case ItemType.MATCHING:
            return Matching(
                prompts=tuple(
                    Prompt(
                        id=one["id"],
                        text=one["text"].strip(),
                        key=one["key"],
                        rationale=one["rationale"].strip(),
                    )
                    for one in data["prompts"]
                ),
                options=_options(data["options"]),
            )
        case ItemType.CLOZE:
            return Cloze(
                passage=data["passage"].strip(),
                gaps=tuple(
                    Gap(
                        id=one["id"],
                        accepted=tuple(one["accepted"]),
                        rationale=one["rationale"].strip(),
                    )
                    for one in data["gaps"]
                ),
            )
        case ItemType.VIGNETTE:
            raise AssertionError("a vignette is not an item")  # the schema keeps it out of steps


def _picture(data: Data, folder: str) -> Picture:
    path = f"{folder}/{data['file']}" if folder else ""
    return Picture(file=data["file"], text=data["text"].strip(), path=path)


def _number(value: float) -> Decimal:
    """Return a number of the file as it is written there, not as a binary fraction."""
    return Decimal(str(value))
