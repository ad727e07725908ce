"""Reviews of other programs into a learner's log: each once, known items only."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from pathlib import Path

from ipt_train.advance import Advance, unwatched, watched
from ipt_train.bank.core.aliases import aliases_of
from ipt_train.bank.core.model import Library
from ipt_train.data.exchange.history_read import PastReview, ReviewHistory
from ipt_train.log.core.event import IMPORTED, Event, Reviewed
from ipt_train.log.core.settings import Settings
from ipt_train.log.store.copies import keep
from ipt_train.log.store.log import Log
from ipt_train.schedule.day import from_milliseconds, study_day, to_milliseconds
from ipt_train.vocabulary import EventId, ItemId, Mode, Rating

_DAY_MS = 24 * 60 * 60 * 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedReviews:
    """What became of the reviews of a file.

    Attributes:
        added: Reviews that are new in the log.
        known: Reviews that were in it already.
        items: Items that got reviews.
        unknown: Reviews of each card that is no item here; they were kept out.
        left_out: Entries that are no reviews, by reason.
        kept: The dated copy of the log as it was, or empty where nothing was added.
    """

    added: int
    known: int
    items: int
    unknown: Mapping[str, int]
    left_out: Mapping[str, int]
    kept: str = ""


def import_history(
    log: Path,
    history: ReviewHistory,
    library: Library,
    settings: Settings,
    now: Callable[[], datetime],
    cards: Mapping[str, str] | None = None,
    advance: Advance = unwatched,
) -> ImportedReviews:
    """Add reviews of another program to a log, in their own place in time.

    Study days are counted by the learner's zone and rollover. A review is right unless it was
    rated "again"; what was answered is not known. The same review is never added twice.

    Args:
        log: The learner's log.
        history: What was read.
        library: All banks.
        settings: The learner's settings.
        now: The clock; what lies ahead of it is kept out.
        cards: Item id by card, where the two differ.
        advance: Told how many reviews are looked at.

    Raises:
        StoreError: The log cannot be written; nothing was added.
    """
    items, aliases = {item.id: item for item in library.items()}, aliases_of(library)
    unknown: Counter[str] = Counter()
    left_out = Counter(history.left_out)
    latest = to_milliseconds(now()) + _DAY_MS
    events: dict[EventId, Event] = {}
    sources: dict[EventId, str] = {}
    for review in watched(history.reviews, advance):
        name = ItemId((cards or {}).get(review.card, review.card))
        item = items.get(aliases.get(name, name))
        if item is None:
            unknown[review.card] += 1
        elif review.at > latest:
            left_out["dated in the future"] += 1
        else:
            event = past_event(review, name, item.revision, item.vignette, settings)
            events[event.id], sources[event.id] = event, review.event
    with Log(log, now) as ours:
        there = {event.id for event in ours.events()}
        fresh = [
            event
            for event in events.values()
            if event.id not in there and sources[event.id] not in there
        ]
        kept = str(keep(log, now)) if fresh else ""
        ours.absorb(fresh)
    return ImportedReviews(
        added=len(fresh),
        known=len(history.reviews) - len(fresh) - unknown.total() - left_out["dated in the future"],
        items=len({event.body.item for event in fresh if isinstance(event.body, Reviewed)}),
        unknown=dict(sorted(unknown.items())),
        left_out={reason: count for reason, count in left_out.items() if count},
        kept=kept,
    )


def past_event(
    review: PastReview, name: ItemId, revision: int, vignette: ItemId | None, settings: Settings
) -> Event:
    """Return a review as an event whose id, order and number follow from the review itself.

    Args:
        review: The review.
        name: The item; a retired one keeps its own name, the fold hands its history on.
        revision: The item's revision now; that of the time is not known.
        vignette: The case that the item is a step of, if any.
        settings: Zone and rollover that the study day is counted by.
    """
    text = f"{name}\0{review.at}\0{review.rating}"
    recalled = review.rating > Rating.AGAIN
    instant = from_milliseconds(review.at)
    return Event(
        id=EventId(blake2b(text.encode(), digest_size=16).hexdigest()),
        device=IMPORTED,
        session="",
        at=review.at,
        day=study_day(instant, settings.zone, settings.rollover),
        zone=settings.zone,
        rollover=settings.rollover,
        sequence=review.at,
        stamp=review.at,
        body=Reviewed(
            item=name,
            revision=revision,
            response=(),
            correct=recalled,
            score=float(recalled),
            confidence=None,
            rating=Rating(review.rating),
            response_ms=review.duration_ms,
            vignette=vignette,
            mode=Mode.CRAM if review.practice else Mode.STUDY,
        ),
    )


def anki_history(data: bytes, name: str, library: Library) -> ReviewHistory:
    """Read the reviews of our notes from an Anki file.

    Args:
        data: A package or a collection.
        name: The file's name, for messages.
        library: The banks whose notes are looked for, under present and replaced ids.

    Raises:
        ImportRefusedError: It cannot be read, or holds no history of notes of ours.
    """
    from ipt_train.bank.exchange.anki_write import guid  # noqa: PLC0415
    from ipt_train.data.exchange.anki_read import read_anki  # noqa: PLC0415 - genanki is heavy

    names = [*(item.id for item in library.items()), *aliases_of(library)]
    return read_anki(data, name, {guid(one): one for one in names})
