"""In which order a paper shows the options of an item: by its seed, its form and the item."""

import random
from collections.abc import Sequence

from ipt_train.bank.core.model import Choice, Item, Option, Ordering, TrueFalse
from ipt_train.study.core.presentation import TRUE_FALSE, Presentation


def question(item: Item, seed: int, form: str) -> Presentation:
    """Show an item with its options in the order that seed and form give it."""
    return Presentation(item=item, options=_options(item, f"{seed}\x1f{form}\x1f{item.id}"))


def _options(item: Item, seed: str) -> tuple[Option, ...]:
    match item.interaction:
        case TrueFalse():
            return TRUE_FALSE
        case Choice(options=options, shuffle=False):
            return options
        case Ordering(sequence=sequence):
            return _disordered(sequence, seed)
        case interaction:
            return _shuffled(getattr(interaction, "options", ()), seed)


def _disordered(sequence: Sequence[Option], seed: str) -> tuple[Option, ...]:
    """Return any order but the right one, which would ask for nothing; each is as likely."""
    chance, order = random.Random(seed), list(sequence)
    chance.shuffle(order)
    while len(order) > 1 and order == list(sequence):
        chance.shuffle(order)
    return tuple(order)


def _shuffled(options: Sequence[Option], seed: str) -> tuple[Option, ...]:
    order = list(options)
    random.Random(seed).shuffle(order)
    return tuple(order)
