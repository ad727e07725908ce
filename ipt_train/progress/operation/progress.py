"""Where a learner stands: what is due, how much is retained, how the days went."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ipt_train.bank.core.model import Item, Library, steps_of
from ipt_train.log.core.event import Reviewed
from ipt_train.log.core.fold import LearnerState, in_order
from ipt_train.log.core.tally import week_of
from ipt_train.log.operation.journal import Journal
from ipt_train.progress.core.days import by_week, first_monday
from ipt_train.progress.core.record import LogFigures, record_of
from ipt_train.progress.core.share import share_of
from ipt_train.schedule.card import New
from ipt_train.schedule.memory import retrievability
from ipt_train.study.core.entry import is_due, is_new
from ipt_train.study.core.exercise import drills_for, scheduled
from ipt_train.study.operation.due import forecast_of
from ipt_train.vocabulary import ItemId, Level, Mode

HISTORY_DAYS = 30
FORECAST_DAYS = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a learner stands on some of the items.

    Attributes:
        items: Answerable items in the banks.
        seen: How many of them were answered at least once.
        due: How many of them are due today.
        retrievability: Mean chance of recall today over those seen, 0-1; None if none was.
        retained: Reviews by days that were due and were recalled.
        reviews: Reviews by days that were due: the n of true retention. What is still in learning
            is no review, whether it comes back within minutes or the next day.
        answers: Answers given to them while studying.
        milliseconds: Time of these answers, each at most ``IDLE_MS``.
    """

    items: int
    seen: int
    due: int
    retrievability: float | None
    retained: int
    reviews: int
    answers: int
    milliseconds: int

    @property
    def true_retention(self) -> float | None:
        """Share of due reviews that were recalled, without what is in learning; None below ``FEW``."""
        return share_of(self.retained, self.reviews).share


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainProgress(Standing):
    """One domain.

    Attributes:
        domain: Its name, or ``all``.
        weeks: Answers in each of the last 26 calendar weeks, the present one last.
    """

    domain: str
    weeks: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelProgress(Standing):
    """One cognitive level.

    Attributes:
        level: Its name.
    """

    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """A learner's progress.

    Attributes:
        day: The study day, ISO date.
        total: All domains together.
        domains: Each domain of the banks.
        levels: Each cognitive level of the banks, from remembering to analysing.
        history: Answers on each of the last 30 study days, today last.
        forecast: Entries due on each of the next 28 study days, today first.
        desired_retention: What true retention is to be compared with.
        flagged: Flagged items.
        suspended: Entries set aside.
        record: The whole log in figures, whatever banks its items are in.
        elsewhere: Answers of the record to items of no bank that is loaded.
    """

    day: str
    total: DomainProgress
    domains: tuple[DomainProgress, ...]
    levels: tuple[LevelProgress, ...]
    history: tuple[int, ...]
    forecast: tuple[int, ...]
    desired_retention: float
    flagged: int
    suspended: int
    record: LogFigures
    elsewhere: int


def progress_of(journal: Journal, library: Library) -> Progress:
    """Return progress by domain and level, the record of the log, and the next 28 days."""
    state, today = journal.state, journal.today()
    tally = state.tally
    record, counted = record_of(tally, today), _by_week_and_item(journal, today)
    entries = list(library.entries())
    seen = [entry for entry in entries if not is_new(entry, state)]
    by_days = seen if drills_for(library) is None else scheduled(seen, state)
    due = {
        step.id
        for entry in by_days
        if is_due(entry, state, today) and entry.id not in state.suspended
        for step in steps_of(entry)
    }
    items = list(library.items())

    def of(part: Sequence[Item]) -> dict[str, Any]:
        return _standing(part, state, today, due)

    def domain(name: str, part: Sequence[Item]) -> DomainProgress:
        weeks = by_week(counted, [item.id for item in part], today)
        return DomainProgress(domain=name, weeks=weeks, **of(part))

    total = domain("all", items)
    return Progress(
        day=date.fromordinal(today).isoformat(),
        total=total,
        domains=tuple(
            domain(name, [item for item in items if item.domain == name])
            for name in sorted({item.domain for item in items})
        ),
        levels=tuple(
            LevelProgress(level=level, **of([item for item in items if item.level == level]))
            for level in Level
            if any(item.level == level for item in items)
        ),
        history=tuple(tally.days.get(day, 0) for day in range(today - HISTORY_DAYS + 1, today + 1)),
        forecast=forecast_of(by_days, state, today, FORECAST_DAYS),
        desired_retention=state.settings.schedule.desired_retention,
        flagged=len(state.flagged),
        suspended=len(state.suspended),
        record=record,
        elsewhere=record.time.answers - total.answers,
    )


def _by_week_and_item(journal: Journal, today: int) -> Mapping[int, Mapping[ItemId, int]]:
    """Return the answers of study by week and item; those of the tally, where it has these weeks."""
    tally = journal.state.tally
    if week_of(first_monday(today)) >= tally.weeks_from:
        return tally.weeks
    weeks: dict[int, Counter[ItemId]] = defaultdict(Counter)  # the clock was set back by months
    for event in in_order(journal.events()):
        if isinstance(event.body, Reviewed) and event.body.mode is Mode.STUDY:
            item = journal.aliases.get(event.body.item, event.body.item)
            weeks[week_of(event.day)][item] += 1
    return weeks


def _standing(
    items: Sequence[Item],
    state: LearnerState,
    today: int,
    due: set[ItemId],
) -> dict[str, Any]:
    """Return the fields of a ``Standing`` on some items."""
    parameters = state.settings.schedule.parameters
    chances = [
        retrievability(card.memory, today - card.last_day, parameters)
        for item in items
        if not isinstance(card := state.cards.get(item.id, New()), New)
    ]
    there = state.tally.items
    answers = [there[item.id] for item in items if item.id in there]
    return {
        "items": len(items),
        "seen": len(chances),
        "due": sum(item.id in due for item in items),
        "retrievability": sum(chances) / len(chances) if chances else None,
        "retained": sum(one.retained for one in answers),
        "reviews": sum(one.reviews for one in answers),
        "answers": sum(one.answers for one in answers),
        "milliseconds": sum(one.milliseconds for one in answers),
    }
