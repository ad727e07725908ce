"""Keeping true as likely to be right as false, whatever the banks hold more of. Pure."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence

from ipt_train.bank.core.model import Item, TrueFalse
from ipt_train.exam.core.quota import Cell

_HALVINGS = 40
"""So often the interval is halved in which the chance of an item to stay is looked for."""


def evened(
    pool: Sequence[Item], table: Mapping[Cell, int], *, forms: int, seed: int
) -> Sequence[Item]:
    """Return a pool without some of the true-or-false items, so that either answer is as likely.

    A table draws more from some cells than from others. Of the items whose answer would be right more
    often, each is left out by a chance that makes both equal over many seeds.

    Args:
        pool: The usable items.
        table: Items of each cell in one form.
        forms: Number of forms.
        seed: The seed of the paper.

    Returns:
        The pool; all of it where one of the answers cannot be had at all.
    """
    supply = Counter((item.domain, item.level) for item in pool)
    held = {answer: Counter[Cell]() for answer in (True, False)}
    for item in pool:
        if isinstance(item.interaction, TrueFalse):
            held[item.interaction.key][item.domain, item.level] += 1

    def expected(answer: bool, often: bool, stays: float) -> float:
        """How many items with an answer a paper has if those with the other stay by a chance."""
        total = 0.0
        for cell, count in held[answer].items():
            left = supply[cell] - (1 - stays) * held[often][cell]
            mine = count * stays if answer is often else count
            total += mine * min(1.0, forms * table.get(cell, 0) / left) if left else 0.0
        return total

    often = expected(True, True, 1.0) > expected(False, False, 1.0)
    if not expected(not often, often, 1.0):
        return pool
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        stays = (low + high) / 2
        if expected(often, often, stays) > expected(not often, often, stays):
            high = stays
        else:
            low = stays
    chance = random.Random(f"ipt-train true or false\x1f{seed}")
    return [item for item in pool if not _says(item, often) or chance.random() < high]


def _says(item: Item, answer: bool) -> bool:
    return isinstance(item.interaction, TrueFalse) and item.interaction.key is answer
