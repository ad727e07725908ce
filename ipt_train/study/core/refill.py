"""What a sitting holds after something was left or taken back: as much as the day has, no more, no less."""

from collections.abc import Collection, Iterable, Sequence

from ipt_train.bank.core.model import Entry
from ipt_train.log.core.fold import LearnerState
from ipt_train.schedule.card import Learning
from ipt_train.study.core.entry import is_new
from ipt_train.vocabulary import ItemId


def by_days(entries: Iterable[Entry], state: LearnerState) -> list[Entry]:
    """Return entries but for items in learning, which count as asked again."""
    return [entry for entry in entries if not isinstance(state.cards.get(entry.id), Learning)]


def refilled(
    at_hand: Sequence[Entry],
    begun: Collection[ItemId],
    wanted: Sequence[Entry],
    state: LearnerState,
) -> list[Entry]:
    """Return what is to be asked: what is at hand, with others added or the last of it taken away.

    Args:
        at_hand: What was to be asked, in order; what was taken back comes first.
        begun: Ids of the case that was begun, if one was.
        wanted: Reviews and new entries that the day has now, in order.
        state: The learner's state.
    """
    kept, held = list(at_hand), {entry.id for entry in at_hand} | set(begun)
    for new in (False, True):
        of_kind = [entry for entry in by_days(at_hand, state) if is_new(entry, state) is new]
        that_day = [entry for entry in wanted if is_new(entry, state) is new]
        lacking = len(that_day) - len(of_kind) - sum(entry.id in begun for entry in that_day)
        others = [entry for entry in that_day if entry.id not in held]
        kept.extend(others[: max(0, lacking)])
        surplus = {entry.id for entry in of_kind[lacking:]} if lacking < 0 else set()
        kept = [entry for entry in kept if entry.id not in surplus]
    return kept
