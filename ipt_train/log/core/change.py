"""What a mark or a setting changes in a learner's state."""

from dataclasses import replace
from typing import TYPE_CHECKING

from ipt_train.log.core.event import Chosen, Marked
from ipt_train.log.core.settings import with_setting
from ipt_train.schedule.card import New, Review
from ipt_train.schedule.exam import brought_in
from ipt_train.schedule.memory import memory_of
from ipt_train.vocabulary import EventKind, ItemId

if TYPE_CHECKING:
    from ipt_train.log.core.fold import LearnerState


def mark(state: "LearnerState", marked: Marked, item: ItemId, day: int) -> None:
    """Put a mark on an item, or lift one."""
    match marked.mark:
        case EventKind.FLAG:
            state.flagged[item] = marked.note
        case EventKind.UNFLAG:
            state.flagged.pop(item, None)
        case EventKind.SUSPEND:
            state.suspended.add(item)
        case EventKind.UNSUSPEND:
            state.suspended.discard(item)
        case EventKind.BURY:
            state.buried[item] = day
        case EventKind.QUEUE:
            state.wanted[item] = day
        case EventKind.DISPUTE:
            state.disputed[item] = marked.note
        case EventKind.UNDISPUTE:
            state.disputed.pop(item, None)
        case EventKind.NOTE if marked.note:
            state.notes[item] = marked.note
        case EventKind.NOTE:
            state.notes.pop(item, None)


def choose(state: "LearnerState", chosen: Chosen) -> None:
    """Change a setting, and what stands already as far as the setting reaches it.

    Parameters of the memory model give every memory anew from its history, and leave the days on
    which items are due; an exam date brings in what would come after it, or lets it go again.
    """
    before = state.settings.schedule
    state.settings = with_setting(state.settings, chosen.name, chosen.value)
    schedule = state.settings.schedule
    for cards in (state.cards, state.dawn.cards):
        for item, card in cards.items():
            if not isinstance(card, New) and schedule.parameters != before.parameters:
                past = state.histories[item][: card.repetitions]
                card = replace(card, memory=memory_of(past, schedule.parameters))  # noqa: PLW2901
                cards[item] = card
            if isinstance(card, Review) and schedule.exam_day != before.exam_day:
                due = brought_in(
                    card.last_day + card.interval,
                    reviewed=card.last_day,
                    exam_day=schedule.exam_day,
                    item=item,
                    repetitions=card.repetitions,
                )
                cards[item] = replace(card, due_day=due)
