"""What a log says of ratings: which sessions were rated, what was entered, which are locked."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ipt_train.log.core.event import Event, RatingEntered, RatingLocked, RatingOpened
from ipt_train.log.core.fold import Fold

SELF, SUPERVISOR, CALIBRATION = "self", "supervisor", "calibration"
"""Who rates: the trainee her own session, a supervisor a trainee's, anyone a written excerpt."""

Entry = dict[str, str | int | None]


@dataclass(slots=True, kw_only=True)
class RatingRecord:
    """One rating as far as it has come.

    Attributes:
        id: Its id.
        details: Codes and numbers of the session: form, case, session, area, rater.
        at: When it was begun, in milliseconds since 1970.
        day: Study day on which it was begun, as an ordinal.
        entries: The last entry of each name that was made before the lock.
        ignored: Entries made after the lock; they are kept in the log and do not count.
        locked: Whether it is final.
    """

    id: str
    details: dict[str, str]
    at: int
    day: int
    entries: dict[str, Entry] = field(default_factory=dict)
    ignored: int = 0
    locked: bool = False

    @property
    def rater(self) -> str:
        """Who rates."""
        return self.details.get("rater", SELF)

    @property
    def form(self) -> str:
        """Id of the form."""
        return self.details.get("form", "")


Ratings = dict[str, RatingRecord]
"""Every rating of a log by its id, the oldest first."""


def ratings(events: Iterable[Event]) -> Ratings:
    """Return every rating of a log by its id, the oldest first.

    Args:
        events: The events of one person, in any order.
    """
    return RATINGS.of(events)


def _apply(known: Ratings, event: Event) -> None:
    match event.body:
        case RatingOpened(rating=name, details=details) if name not in known:
            known[name] = RatingRecord(id=name, details=dict(details), at=event.at, day=event.day)
        case RatingEntered(rating=name) as entered if name in known:
            if known[name].locked:
                known[name].ignored += 1
            else:
                known[name].entries[entered.name] = entered.value
        case RatingLocked(rating=name) if name in known:
            known[name].locked = True


RATINGS: Fold[Ratings] = Fold(name="ratings", start=dict, apply=_apply)
"""The ratings of a log, for a journal to keep."""
