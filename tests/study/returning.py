"""Somebody comes back after a break: how much waits, and how soon all is well again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ipt_train.bank.core.model import Library
from tests.study.learner import Learner, months, studied

AWAY = (7, 14, 30)
"""Days of the breaks."""
SOON = 21
"""Days after a break by which all is to be well again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """What came of a break.

    Attributes:
        waiting: Reviews put off on each day since, the day of the return first; 0 without a sitting.
        minutes: Minutes of study on these days.
        budget: Minutes a day.
    """

    waiting: tuple[int, ...]
    minutes: tuple[float, ...]
    budget: int

    @property
    def well(self) -> int | None:
        """Days until all was well again; None if that took longer than three weeks."""
        return first_good_day(self.waiting, self.minutes, self.budget)


def first_good_day(waiting: Sequence[int], minutes: Sequence[float], budget: int) -> int | None:
    """Return the first day with a sitting, nothing put off, and at most 120 % of the budget."""
    for day, (put_off, spent) in enumerate(zip(waiting, minutes, strict=True)):
        if spent and not put_off and spent <= 1.2 * budget:
            return day
    return None


def after_break(
    library: Library, learner: Learner, budget: int, *, before: int, away: int
) -> Return:
    """Let a learner study for some days, stay away, and study for three weeks more."""
    steady = replace(learner, away=range(0))
    journal, clock = studied(library, steady, days=before, budget=budget)
    clock.move(days=away)
    made = months(journal, library, clock, steady, days=SOON, budget=budget, seed=away)
    return Return(waiting=tuple(made.waiting), minutes=tuple(made.minutes), budget=budget)
