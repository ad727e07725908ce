"""Questions of a paper as they are shown: labels and texts, and nothing of a key."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from ipt_train.bank.core.model import (
    Choice,
    Cloze,
    Gap,
    Item,
    Matching,
    NumberEntry,
    Option,
    Ordering,
    Picture,
    Prompt,
    TextEntry,
    TrueFalse,
)
from ipt_train.exam.core.paper import PaperQuestion
from ipt_train.log.core.event import Response
from ipt_train.study.core.presentation import TRUE_FALSE, Presentation
from ipt_train.vocabulary import BankId, Certainty, Domain, ItemId, ItemType, Level, Status


def presentation_of(question: PaperQuestion) -> Presentation:
    """Return a question as it is shown; where an item has a key, a blank stands."""
    options = tuple(
        Option(id=label, text=text, rationale="") for label, text in question.options.items()
    )
    if question.type is ItemType.TRUE_FALSE:
        options = TRUE_FALSE
    item = Item(
        id=ItemId(question.item),
        bank=BankId(""),
        revision=question.revision,
        type=question.type,
        objective="",
        domain=Domain.HISTORY,
        level=Level.REMEMBER,
        stem=question.stem,
        interaction=_interaction(question, options),
        explanation="",
        references=(),
        facts=(),
        certainty=Certainty.VERIFIED,
        status=Status.DRAFT,
        picture=Picture(file="", text=question.picture.text) if question.picture else None,
    )
    return Presentation(item=item, options=options)


def _interaction(question: PaperQuestion, options: Sequence[Option]) -> Any:
    match question.type:
        case ItemType.TRUE_FALSE:
            return TrueFalse(key=False, rationale_true="", rationale_false="")
        case ItemType.ORDERING:
            return Ordering(sequence=tuple(options))
        case ItemType.MATCHING:
            prompts = (
                Prompt(id=label, text=text, key="", rationale="")
                for label, text in question.prompts.items()
            )
            return Matching(prompts=tuple(prompts), options=tuple(options))
        case ItemType.CLOZE:
            gaps = (Gap(id=gap, accepted=(), rationale="") for gap in question.gaps)
            return Cloze(passage=question.passage, gaps=tuple(gaps))
        case ItemType.NUMERICAL:
            units = (question.unit,) if question.unit else ()
            return NumberEntry(value=Decimal(0), units=units, rationale="")
        case ItemType.SHORT_ANSWER:
            return TextEntry(accepted=(), rationale="")
    return Choice(options=tuple(options), multiple=question.type is ItemType.MULTIPLE_RESPONSE)


def in_labels(response: Response | None) -> str | bool | list[str] | Mapping[str, str] | None:
    """Return a response as a submission holds it."""
    return list(response) if isinstance(response, tuple) else response
