"""Reading cards: which there are, and which one helps with an item."""

import re

from ipt_train.bank.core.model import Item, Library
from ipt_train.bank.core.reading import Reading
from ipt_train.errors import ItemNotFoundError
from ipt_train.log.core.fold import LearnerState
from ipt_train.schedule.card import Card, New
from ipt_train.shell.suggest import suggestion

KEEPS_FORGETTING = 3
"""Times that an item was forgotten after which its card is offered (a convention)."""


def find_readings(library: Library, topic: str) -> list[Reading]:
    """Return the cards on a topic: a card's id, a competency, a domain, or a word of a title.

    Raises:
        ItemNotFoundError: No card has such a topic.
    """
    wanted = topic.strip().lower().replace(" ", "-")
    for having in (
        [
            card
            for card in library.readings
            if wanted in (card.id, card.id.removeprefix("reading-"))
        ],
        [card for card in library.readings if wanted in card.competencies],
        [card for card in library.readings if wanted == card.domain],
        [card for card in library.readings if wanted.replace("-", " ") in card.title.lower()],
        [card for card in library.readings if _holds(card, wanted.replace("-", " "))],
    ):
        if having:
            return having
    known = {card.id.removeprefix("reading-") for card in library.readings}
    raise ItemNotFoundError(
        f"there is no reading card on `{topic}`",
        hint=suggestion(wanted, sorted(known), "ipt-train read"),
    )


def _holds(card: Reading, words: str) -> bool:
    """Whether the text of a card holds some words, beginning where a word begins."""
    text = " ".join(card.text.lower().split())
    return bool(words) and re.search(rf"\b{re.escape(words)}", text) is not None


def reading_for(library: Library, item: Item) -> Reading | None:
    """Return the card that helps most with an item: on its chief competency, else its domain."""
    for name in item.competencies:
        for card in library.readings:
            if name in card.competencies:
                return card
    return next((card for card in library.readings if card.domain == item.domain), None)


def card_for(library: Library, item: Item, lapses: int) -> Reading | None:
    """Return the card to offer with an item that was forgotten so many times; None for few."""
    return reading_for(library, item) if lapses >= KEEPS_FORGETTING else None


def variant_of(item: Item, library: Library, state: LearnerState, *, new: bool) -> Item | None:
    """Return another item of the same objective, the one forgotten least often, if there is one.

    Args:
        item: The item that keeps being forgotten.
        library: The banks.
        state: The learner's state.
        new: Whether it may be one that was never answered.
    """
    others = [
        one
        for one in library.items()
        if one.objective == item.objective
        and one.id != item.id
        and one.vignette is None
        and one.id not in state.suspended
        and (new or one.id in state.cards)
    ]

    return min(
        others, key=lambda one: (lapses_of(state.cards.get(one.id, New())), one.id), default=None
    )


def lapses_of(card: Card) -> int:
    """Return how often an item was forgotten after it had been learned."""
    return 0 if isinstance(card, New) else card.lapses
