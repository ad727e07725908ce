"""Items in learning that come back within minutes: which can be asked by now, and which later."""

from collections.abc import Iterable
from dataclasses import dataclass

from ipt_train.bank.core.model import Entry
from ipt_train.log.core.fold import LearnerState
from ipt_train.schedule.card import Learning
from ipt_train.study.core.entry import items_kept

LEARN_AHEAD_MS = 20 * 60 * 1000
"""At the end of a sitting an item in learning comes up to this much before its time."""
DAY_MS = 86_400_000  # no step of learning is longer


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningByMinutes:
    """Items in learning that come back within minutes or hours.

    Attributes:
        ready: How many a sitting would ask by now.
        later: How many have a longer step ahead, today or after it.
        later_at: From when on the first of these is asked, in milliseconds since 1970; 0 for none.
    """

    ready: int
    later: int
    later_at: int

    def seconds_from(self, at: int) -> float:
        """Return how long it is, from an instant on, until the first of the later ones is asked."""
        return max(0, self.later_at - at) / 1000


def is_ready(card: Learning, until: int) -> bool:
    """Whether an item in learning comes by an instant; beyond a day the clock was set back."""
    return not until < card.due_at <= until + DAY_MS


def learning_by_minutes(
    entries: Iterable[Entry], state: LearnerState, *, day: int, at: int
) -> LearningByMinutes:
    """Return how many items in learning can be asked, and how many must wait a while.

    Args:
        entries: What may be studied; what is suspended or was left for today does not count, and
            steps of cases come back by days.
        state: The learner's state.
        day: The study day.
        at: Milliseconds since 1970.
    """
    cards = [
        card
        for item in items_kept(entries, state, day)
        if isinstance(card := state.cards.get(item.id), Learning)
    ]
    until = at + LEARN_AHEAD_MS
    later = [card.due_at - LEARN_AHEAD_MS for card in cards if not is_ready(card, until)]
    return LearningByMinutes(
        ready=len(cards) - len(later), later=len(later), later_at=min(later, default=0)
    )
