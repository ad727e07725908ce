"""What a log says of ratings: which sessions were rated, what was entered, which are locked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ipt_train.log.core.event import Event, RatingEntered, RatingLocked, RatingOpened
from ipt_train.log.core.fold import Fold
from ipt_train.rating.core.entry import NOTHING, EntryKey, RatingEntry
from ipt_train.rating.core.provenance import Provenance


@dataclass(slots=True, kw_only=True)
class RatingRecord:
    """One rating as far as it has come.

    Attributes:
        id: Its id.
        provenance: Which session, by which form, who rated it.
        at: When it was begun, in milliseconds since 1970.
        day: Study day on which it was begun, as an ordinal.
        entries: The last entry of each key that was made before the lock.
        ignored: Entries made after the lock; they are kept in the log and do not count.
        locked: Whether it is final.
    """

    id: str
    provenance: Provenance
    at: int
    day: int
    entries: dict[EntryKey, RatingEntry] = field(default_factory=dict)
    ignored: int = 0
    locked: bool = False

    @property
    def rater(self) -> str:
        """Who rates."""
        return self.provenance.rater

    @property
    def form(self) -> str:
        """Id of the form."""
        return self.provenance.form or ""

    @property
    def about(self) -> str:
        """Id of the trainee's rating of the session, its own where it is the trainee's; or of the excerpt."""
        return self.id if self.provenance.about is None else self.provenance.about

    def entry(self, key: EntryKey) -> RatingEntry:
        """Return what was entered under a key; an empty entry where nothing was."""
        return self.entries.get(key, NOTHING)


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
            known[name] = RatingRecord(
                id=name, provenance=Provenance.of(details), at=event.at, day=event.day
            )
        case RatingEntered(rating=name) as entered if name in known:
            if known[name].locked:
                known[name].ignored += 1
            else:
                known[name].entries[EntryKey.parse(entered.name)] = RatingEntry(entered.value)
        case RatingLocked(rating=name) if name in known:
            known[name].locked = True


def _dump(known: Ratings) -> tuple[dict[str, Any], bytes]:
    return {
        name: {
            **{part: getattr(one, part) for part in ("at", "day", "ignored", "locked")},
            "provenance": {
                part: getattr(one.provenance, part) for part in Provenance.__dataclass_fields__
            },
            "entries": [[str(key), entry.stored] for key, entry in one.entries.items()],
        }
        for name, one in known.items()
    }, b""


def _load(data: Mapping[str, Any], _blob: bytes) -> Ratings:
    return {
        name: RatingRecord(
            id=name,
            **kept
            | {
                "provenance": Provenance(**kept["provenance"]),
                "entries": {
                    EntryKey.parse(key): RatingEntry(value) for key, value in kept["entries"]
                },
            },
        )
        for name, kept in data.items()
    }


RATINGS: Fold[Ratings] = Fold(
    name="ratings",
    start=dict,
    apply=_apply,
    dump=_dump,
    load=_load,
    sources=("rating/core/record.py", "rating/core/entry.py", "rating/core/provenance.py"),
)
"""The ratings of a log, for a journal to keep."""
