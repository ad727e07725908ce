"""Somebody comes back after a break: how much waits, and how soon all is well again."""

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
    def back(self) -> int | None:
        """Days until nothing was put off and a day was within 120 % of the budget."""
        return next(
            (
                day
                for day, (waiting, minutes) in enumerate(
                    zip(self.waiting, self.minutes, strict=True)
                )
                if minutes and not waiting and minutes <= 1.2 * self.budget
            ),
            None,
        )


def after_break(
    library: Library, learner: Learner, budget: int, *, before: int, away: int
) -> Return:
    """Let a learner study for some days, stay away, and study for three weeks more."""
    steady = replace(learner, away=range(0))
    journal, clock = studied(library, steady, days=before, budget=budget)
    clock.move(days=away)
    made = months(journal, library, clock, steady, days=SOON, budget=budget, seed=away)
    return Return(waiting=tuple(made.waiting), minutes=tuple(made.minutes), budget=budget)
