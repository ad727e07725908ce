"""Response drills: which is due, and what the learner's own marks make of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ipt_train.bank.core.drill import Drill
from ipt_train.bank.core.model import Library
from ipt_train.errors import ItemNotFoundError
from ipt_train.log.core.event import Drilled, DrilledAgain, Event
from ipt_train.log.core.fold import LearnerState
from ipt_train.log.operation.journal import Journal
from ipt_train.schedule.card import ByDays, New
from ipt_train.shell.suggest import suggestion
from ipt_train.vocabulary import Mark, Rating

_WORTH = {Mark.YES: 1.0, Mark.PARTLY: 0.5, Mark.NO: 0.0}
GOOD, HARD = 0.8, 0.5
"""Scores from which a drill counts as remembered well or with effort (a convention)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillLine:
    """One drill as it is listed: ``due`` is an ISO date, or empty where it was never done."""

    id: str
    phase: str
    problem_area: str
    client: str
    due: str


def list_drills(library: Library, state: LearnerState) -> list[DrillLine]:
    """Return the drills, in the order of the file."""
    return [
        DrillLine(
            id=drill.id,
            phase=drill.phase,
            problem_area=drill.problem_area,
            client=drill.client,
            due=date.fromordinal(day).isoformat() if (day := _due(drill, state)) else "",
        )
        for drill in library.drills
    ]


def choose_drill(
    library: Library, state: LearnerState, today: int, *, name: str | None = None
) -> Drill | None:
    """Return a drill by its id, else the one due longest, else the first that is new.

    Returns:
        None where nothing is due and nothing is new.

    Raises:
        ItemNotFoundError: No drill has this id.
    """
    known = {str(drill.id): drill for drill in library.drills}
    if name is not None:
        found = known.get(name) or known.get(f"drill-{name}")
        if found is None:
            raise ItemNotFoundError(
                f"there is no drill `{name}`",
                hint=suggestion(name, known, "ipt-train drill --list"),
            )
        return found
    due = [
        (day, drill)
        for drill in library.drills
        if (day := _due(drill, state)) is not None and day <= today
    ]
    if due:
        return min(due, key=lambda one: one[0])[1]
    return next((drill for drill in library.drills if drill.id not in state.drills), None)


def record_drill(
    journal: Journal,
    drill: Drill,
    marks: Mapping[str, Mark],
    response_ms: int,
    reply: str = "",
    *,
    session: str,
) -> tuple[Event, date]:
    """Commit the learner's marks; return the event, and the day on which the drill comes back.

    Args:
        journal: The learner's log.
        drill: The drill.
        marks: The learner's mark for each criterion, by its id.
        response_ms: Milliseconds that the reply took.
        reply: What was typed, where it is to be kept.
        session: Id of the sitting.

    Raises:
        StoreError: It could not be written.
    """
    score = sum(_WORTH[mark] for mark in marks.values()) / len(marks)
    rating = Rating.GOOD if score >= GOOD else Rating.HARD if score >= HARD else Rating.AGAIN
    event, _ = journal.record(
        Drilled(
            item=drill.id,
            revision=drill.revision,
            marks=dict(marks),
            score=round(score, 4),
            rating=rating,
            response_ms=max(0, response_ms),
            text=reply,
        ),
        session,
    )
    day = _due(drill, journal.state)
    return event, date.fromordinal(day or journal.today())


def record_second(
    journal: Journal,
    first: Event,
    response_ms: int,
    reply: str = "",
    *,
    session: str,
) -> None:
    """Commit that a drill was answered once more after its marks: practice, which moves nothing.

    Args:
        journal: The learner's log.
        first: The reply that was marked.
        response_ms: Milliseconds that the second reply took.
        reply: What was typed, where it is to be kept.
        session: Id of the sitting.

    Raises:
        StoreError: It could not be written.
    """
    if isinstance(first.body, Drilled):
        journal.record(
            DrilledAgain(
                item=first.body.item,
                revision=first.body.revision,
                first=first.id,
                response_ms=max(0, response_ms),
                text=reply,
            ),
            session,
        )


def _due(drill: Drill, state: LearnerState) -> int | None:
    card = state.drills.get(drill.id, New())
    return card.due_day if isinstance(card, ByDays) else None
