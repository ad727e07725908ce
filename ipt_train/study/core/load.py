"""How many answers an entry takes on a day, and how many can be begun for it to stay within its room."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ipt_train.bank.core.model import Entry, Vignette, steps_of
from ipt_train.schedule.card import Card, New, Schedule
from ipt_train.schedule.memory import retrievability
from ipt_train.vocabulary import ItemId


@dataclass(frozen=True, slots=True, kw_only=True)
class Odds:
    """How a learner answers.

    Attributes:
        first: Chance that a first answer is right, 0-1.
        recall: Chance that an item is recalled that comes back when its chance by the memory model is
            the desired retention, 0-1.
        again: Chance that an item is right when it comes again within minutes, 0-1; it does not
            depend on the desired retention.
    """

    first: float
    recall: float
    again: float

    def after_days(self, desired_retention: float) -> float:
        """Return the power of the memory model's chance that is the learner's own, about 1."""
        return math.log(self.recall) / math.log(desired_retention)


def answers_of_new(schedule: Schedule, odds: Odds, *, steps: bool = True) -> float:
    """Return how many answers an item takes on its first day until it comes back by days.

    Args:
        schedule: Its learning steps.
        odds: How the learner answers.
        steps: Whether learning steps apply; a case's questions have none.
    """
    count = len(schedule.learning_steps) if steps else 0
    if not count:
        return 1.0
    return (
        1.0
        + odds.first * _until_graduated(count, 1, odds)
        + (1 - odds.first) * _until_graduated(count, 0, odds)
    )


def _until_graduated(count: int, step: int, odds: Odds) -> float:
    """Return the answers from a learning step on: a wrong one goes back to the first step."""
    right = max(odds.again, 0.05)
    from_first = sum(right**-power for power in range(1, count + 1))
    if step >= count:
        return 0.0
    remaining = sum(right**power for power in range(count - step))
    return remaining + (1 - right ** (count - step)) * from_first if step else from_first


def answers_of_learning(count: int, schedule: Schedule, odds: Odds) -> float:
    """Return about how many answers items in learning take until they come back by days."""
    return count * len(schedule.learning_steps or (0,)) / max(odds.again, 0.05)


def answers_of_review(
    entry: Entry, cards: Mapping[ItemId, Card], today: int, schedule: Schedule, odds: Odds
) -> float:
    """Return how many answers a review of an entry takes today; what is forgotten comes again.

    Args:
        entry: An item or a case; all questions of a case are asked, once each.
        cards: The schedules of its questions.
        today: The study day.
        schedule: Its relearning steps.
        odds: How the learner answers.
    """
    if isinstance(entry, Vignette):
        return float(len(steps_of(entry)))
    card = cards.get(entry.id, New())
    if isinstance(card, New):
        return 1.0
    known = retrievability(card.memory, today - card.last_day, schedule.parameters)
    return 1.0 + (1 - known) * answers_of_relearning(schedule, odds)


def answers_of_relearning(schedule: Schedule, odds: Odds) -> float:
    """Return the answers until a forgotten item comes back by days again."""
    right = max(odds.again, 0.05)
    return sum(right**-power for power in range(1, len(schedule.relearning_steps) + 1))


def affordable(begun: Sequence[float], new: Sequence[float], answers: float) -> tuple[float, int]:
    """Return how many entries can be begun, so that the coming days stay within their room.

    Args:
        begun: Answers that begun entries ask for on each day, today first.
        new: Answers that an entry asks for on the day it is begun and on those after.
        answers: Answers that a day has room for.

    Returns:
        Entries a day that hold the mean of the days looked ahead to the room, a fraction since
        little room is spread over several days; and the most that today has room for.
    """
    days = len(begun)
    whole = sum((days - ago) * count for ago, count in enumerate(new[:days]))
    rate = (answers * days - sum(begun)) / whole
    return max(0.0, rate), max(0, round((answers - begun[0]) / new[0]))
