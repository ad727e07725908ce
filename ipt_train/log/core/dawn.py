"""The morning of the newest study day, from which the room of that day follows."""

from dataclasses import dataclass, field

from ipt_train.log.core.tally import Recalls
from ipt_train.schedule.card import Card
from ipt_train.vocabulary import ItemId


@dataclass(slots=True, kw_only=True)
class Dawn:
    """What the newest study day with an answer or a mark has changed so far, as it was when that day began.

    Attributes:
        day: The study day.
        cards: The schedule of each item that was reviewed on it, before the first of these reviews.
        suspended: Items that were set aside when it began.
        foretold: Answers of this day of which the memory model had foretold something.
    """

    day: int = 0
    cards: dict[ItemId, Card] = field(default_factory=dict)
    suspended: set[ItemId] = field(default_factory=set)
    foretold: Recalls = field(default_factory=Recalls)
