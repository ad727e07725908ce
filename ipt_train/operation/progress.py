"""Where a learner stands: what is due, how much is retained, how the days went."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ipt_train.bank.model import Item, Library, Vignette
from ipt_train.operation.journal import Journal
from ipt_train.schedule.card import Learning, New, Review
from ipt_train.schedule.memory import retrievability
from ipt_train.study.fold import LearnerState, Step, replay
from ipt_train.study.queue import agenda, due_day, is_due, is_new, next_due, steps_of
from ipt_train.vocabulary import ItemId, Rating

FEW = 20
"""Below this many reviews a share is called too few to say. A convention, not validated."""

HISTORY_DAYS = 30
FORECAST_DAYS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What there is to study now.

    Attributes:
        day: The study day, ISO date.
        learning: Items that come back within minutes.
        reviews: Reviews due today within the daily limit and with siblings apart.
        new: New entries that today's limit still allows.
        over_limit: Due reviews beyond the daily limit.
        buried: Kept for another day because a sibling comes first.
        next_due: Next study day with something due, ISO date, or empty.
        next_count: Entries due on it.
        forecast: Entries due on each of the next 14 study days, today first.
    """

    day: str
    learning: int
    reviews: int
    new: int
    over_limit: int
    buried: int
    next_due: str
    next_count: int
    forecast: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainProgress:
    """One domain.

    Attributes:
        domain: Its name, or ``all``.
        items: Answerable items in the banks.
        seen: How many of them were answered at least once.
        due: How many of them are due today.
        retrievability: Mean chance of recall today over those seen, 0-1; None if none was.
        retained: Reviews of graduated items that were recalled.
        reviews: Reviews of graduated items: the n of true retention.
    """

    domain: str
    items: int
    seen: int
    due: int
    retrievability: float | None
    retained: int
    reviews: int

    @property
    def true_retention(self) -> float | None:
        """Share of reviews of graduated items that were recalled; None below ``FEW``."""
        return self.retained / self.reviews if self.reviews >= FEW else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """A learner's progress.

    Attributes:
        day: The study day, ISO date.
        total: All domains together.
        domains: Each domain of the banks.
        history: Answers on each of the last 30 study days, today last.
        forecast: Entries due on each of the next 14 study days, today first.
        desired_retention: What true retention is to be compared with.
        flagged: Flagged items.
        suspended: Entries set aside.
    """

    day: str
    total: DomainProgress
    domains: tuple[DomainProgress, ...]
    history: tuple[int, ...]
    forecast: tuple[int, ...]
    desired_retention: float
    flagged: int
    suspended: int


def show_due(journal: Journal, library: Library) -> Due:
    """Return what there is to study now and in the next days."""
    state, today = journal.state, journal.today()
    entries = list(library.entries())
    items = {item.id for item in library.items()}
    chosen = agenda(entries, state, day=today, seed=f"day {today}")
    forecast = _forecast(entries, state, today)
    soonest, count = next_due(entries, state, today)
    return Due(
        day=date.fromordinal(today).isoformat(),
        learning=sum(
            isinstance(card, Learning) and name in items and name not in state.suspended
            for name, card in state.cards.items()
        ),
        reviews=chosen.reviews,
        new=chosen.new,
        over_limit=chosen.over_limit,
        buried=chosen.buried,
        next_due=date.fromordinal(soonest).isoformat() if soonest else "",
        next_count=count,
        forecast=forecast,
    )


def show_progress(journal: Journal, library: Library) -> Progress:
    """Return progress by domain, the last 30 days and the next 14."""
    state, today = journal.state, journal.today()
    scratch = LearnerState()
    steps = list(replay(journal.events(), scratch, journal.aliases))
    entries = list(library.entries())
    due = {
        step.id
        for entry in entries
        if not is_new(entry, state)
        and is_due(entry, state, today)
        and entry.id not in state.suspended
        for step in steps_of(entry)
    }
    items = list(library.items())
    recalled = _recalled(steps)
    names = sorted({item.domain for item in items})
    perday = Counter(step.event.day for step in steps)
    return Progress(
        day=date.fromordinal(today).isoformat(),
        total=_domain("all", items, state, today, due, recalled),
        domains=tuple(
            _domain(
                name, [item for item in items if item.domain == name], state, today, due, recalled
            )
            for name in names
        ),
        history=tuple(perday[day] for day in range(today - HISTORY_DAYS + 1, today + 1)),
        forecast=_forecast(entries, state, today),
        desired_retention=state.settings.schedule.desired_retention,
        flagged=len(state.flagged),
        suspended=len(state.suspended),
    )


def _recalled(steps: Sequence[Step]) -> dict[ItemId, tuple[int, int]]:
    """Return for each item how often it was recalled and how often that was asked.

    Only reviews of graduated items on a later study day count: steps within a day
    say nothing of memory over days. A right answer called a guess is not recall.
    """
    counts: dict[ItemId, tuple[int, int]] = {}
    for step in steps:
        if isinstance(step.before, Review) and step.event.day > step.before.last_day:
            kept, asked = counts.get(step.body.item, (0, 0))
            counts[step.body.item] = (kept + (step.body.rating > Rating.AGAIN), asked + 1)
    return counts


def _domain(
    name: str,
    items: Sequence[Item],
    state: LearnerState,
    today: int,
    due: set[ItemId],
    recalled: dict[ItemId, tuple[int, int]],
) -> DomainProgress:
    parameters = state.settings.schedule.parameters
    chances = [
        retrievability(card.memory, today - card.last_day, parameters)
        for item in items
        if not isinstance(card := state.cards.get(item.id, New()), New)
    ]
    asked = [recalled.get(item.id, (0, 0)) for item in items]
    return DomainProgress(
        domain=name,
        items=len(items),
        seen=len(chances),
        due=sum(item.id in due for item in items),
        retrievability=sum(chances) / len(chances) if chances else None,
        retained=sum(kept for kept, _ in asked),
        reviews=sum(count for _, count in asked),
    )


def _forecast(
    entries: Sequence[Item | Vignette], state: LearnerState, today: int
) -> tuple[int, ...]:
    """Count entries due on each of the next days; what is overdue counts for today."""
    days = Counter(
        max(day, today) for entry in entries if (day := due_day(entry, state)) is not None
    )
    return tuple(days[today + ahead] for ahead in range(FORECAST_DAYS))
