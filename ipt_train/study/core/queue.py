"""What to study today, in which order and within which limits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ipt_train.bank.core.drill import Drill
from ipt_train.bank.core.model import Entry, Item, Vignette, steps_of
from ipt_train.log.core.fold import LearnerState
from ipt_train.log.core.habit import USUAL_SECONDS
from ipt_train.schedule.card import Learning
from ipt_train.schedule.fuzz import factor_of
from ipt_train.study.core.budget import allowance, within
from ipt_train.study.core.entry import (
    due_day,
    first_day,
    in_learning,
    is_due,
    is_new,
    is_wanted,
    recall_of,
)
from ipt_train.study.core.exercise import (
    CaseSteps,
    DailyExercise,
    Exercise,
    answers_of,
    apart_from_exercises,
    exercise_of_day,
    places_for,
    went_on,
)
from ipt_train.study.core.order import apart, interleaved, spread
from ipt_train.vocabulary import ItemId


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """Entries to study, in order, and what was left out of them.

    Attributes:
        entries: Reviews and new entries, new ones spread among the reviews.
        reviews: How many of them are reviews.
        learning: How many of them were begun and are still in learning after a night.
        new: How many of them are new, the exercise among them.
        buried: Due or new, but another entry of the same objective comes before.
        over_limit: Due, but beyond the daily limit of reviews or the budget.
        reviews_a_day: Reviews that the day has room for, those that were done among them, and what
            is in learning.
        new_left: New entries that the day still allows, whether there are any or not.
        seconds: The learner's own time for an answer.
        new_answers: Answers that a new item takes on its first day.
        exercise: The drill or the steps of a case that come last and count as one new entry.
        answers: About how many answers all of it takes as long as.
        more: New entries beyond those that the day allows.
        apart: Whether these are not the entries of the day, but what was asked for by name.
    """

    entries: tuple[Entry, ...]
    reviews: int
    new: int
    buried: int
    over_limit: int
    learning: int = 0
    reviews_a_day: int = 0
    new_left: int = 0
    seconds: float = USUAL_SECONDS
    new_answers: float = 1.0
    exercise: Exercise | None = None
    answers: float = 0.0
    more: int = 0
    apart: bool = False


def answers_ahead(entries: Iterable[Entry], state: LearnerState, new_answers: float) -> float:
    """Return about how many answers entries take today: new items come again within minutes.

    Args:
        entries: Items and cases; each question of a case is asked once.
        state: The learner's state.
        new_answers: Answers that a new item takes on its first day.
    """
    return sum(
        new_answers
        if isinstance(entry, Item) and is_new(entry, state)
        else float(len(steps_of(entry)))
        for entry in entries
    )


def _late_and_weak(entry: Entry, state: LearnerState, day: int) -> float:
    """Order what is late by the chance of recall, the weakest first, and before what is due today.

    What is due today stands at its own moment, whatever its chance; were the weakest of it taken
    first, the better known would be late, and the retention of what comes on its day be too low.
    """
    return recall_of(entry, state, day) if (due_day(entry, state) or day) < day else 1.0


def agenda(
    entries: Iterable[Entry],
    state: LearnerState,
    *,
    day: int,
    new_limit: int | None = None,
    review_limit: int | None = None,
    more: int = 0,
    drills: Sequence[Drill] | None = None,
) -> Agenda:
    """Choose and order what to study.

    Args:
        entries: What may be studied, in the order of the banks.
        state: The learner's state; its settings give the daily limits or the budget.
        day: The study day; it breaks ties too, so that every device takes the same entries.
        new_limit: New entries, instead of what is left of the daily limit.
        review_limit: Reviews, instead of what is left of the daily limit.
        more: New entries beyond what is left of the daily limit.
        drills: The drills that the exercise of the day may be; cases that are not finished come
            as such an exercise then. None where there is no exercise, and cases come whole.
    """
    everything = list(entries)
    room = allowance(everything, state, day)
    kept = [entry for entry in everything if entry.id not in state.suspended]
    buried = {name for name, until in state.buried.items() if until == day}
    entries = [entry for entry in kept if entry.id not in buried] if buried else kept
    seen = [entry for entry in entries if not is_new(entry, state)]
    begun = [entry for entry in kept if not is_new(entry, state)] if buried else seen
    used = _objectives_of(day, seen, state)
    done = reviewed_on(seen, state, day)
    daily = DailyExercise()
    if drills is not None:
        daily = exercise_of_day(everything, drills, state, day)
        done = [entry for entry in done if not went_on(entry, state, day)]
        entries = apart_from_exercises(entries, state, day)
        seen = apart_from_exercises(seen, state, day)
    fits = (room.new if new_limit is None else new_limit) >= places_for(daily, state)
    is_held = (daily.waiting and fits) or daily.begun or daily.over
    of_day = room.with_exercise(daily.answers(room.seconds)) if is_held else room.new
    allowed = max(0, of_day - _begun_today(begun, daily, state, day))
    if daily.begun and daily.waiting:
        allowed += 1  # the rest of what was begun keeps its place
    new_left = allowed if new_limit is None else max(0, new_limit)
    exercise = daily.waiting if new_left and (fits or daily.begun) else None
    new_left += more
    fresh = [entry for entry in entries if is_new(entry, state)]
    due = [entry for entry in seen if is_due(entry, state, day)]
    due.sort(
        key=lambda entry: (
            not is_wanted(entry, state),
            _late_and_weak(entry, state, day),
            factor_of(f"day {day}", entry.id),
        )
    )
    going = {entry.id for entry in due}  # a case that was left half-way is not done
    done = [entry for entry in done if entry.id not in going]
    kept_due, buried_due = apart(due, used)
    if isinstance(exercise, CaseSteps):
        used = {step.objective: exercise.case.id for step in exercise.steps} | used
    kept_new, buried_new = apart(_in_turn(fresh, state), used)
    reviews_left = (
        within(kept_due, done, room, state, day) if review_limit is None else review_limit
    )
    place = exercise is not None
    again, new = kept_due[:reviews_left], kept_new[: max(0, new_left - place)]
    chosen = tuple(spread(interleaved(again), new))
    learning = sum(in_learning(entry, state, day) for entry in again)
    return Agenda(
        entries=chosen,
        reviews=len(again) - learning,
        learning=learning,
        new=len(new) + place,
        buried=buried_due + buried_new,
        over_limit=len(kept_due) - len(again),
        reviews_a_day=len(done) + len(again),
        new_left=allowed + more,
        seconds=room.seconds,
        new_answers=room.new_answers,
        exercise=exercise,
        answers=answers_ahead(chosen, state, room.new_answers) + answers_of(exercise, room.seconds),
        more=len(kept_new) - len(new),
    )


def begun_on(entries: Iterable[Entry], state: LearnerState, day: int) -> int:
    """Count entries whose first answer was given on a study day."""
    return sum(first_day(entry, state) == day for entry in entries)


def _begun_today(
    entries: Iterable[Entry], daily: DailyExercise, state: LearnerState, day: int
) -> int:
    """Count the new entries of a study day that were begun; its exercise is one, also if skipped."""
    begun = [
        entry
        for entry in entries
        if first_day(entry, state) == day and state.buried.get(entry.id) != day
    ]
    cases = sum(isinstance(entry, Vignette) for entry in begun)
    return len(begun) - cases + max(cases, int(daily.begun or daily.over))


def reviewed_on(entries: Iterable[Entry], state: LearnerState, day: int) -> list[Entry]:
    """Return the entries reviewed on a study day that had been begun before it."""
    return [
        entry
        for entry in entries
        if any(
            step.id in state.seen and state.seen[step.id].last_day == day
            for step in steps_of(entry)
        )
        and (first_day(entry, state) or day) < day
    ]


def _objectives_of(day: int, entries: Iterable[Entry], state: LearnerState) -> dict[str, ItemId]:
    """Return which entry took up each objective on this study day, or does so within minutes."""
    return {
        step.objective: entry.id
        for entry in entries
        for step in steps_of(entry)
        if (step.id in state.seen and state.seen[step.id].last_day == day)
        or isinstance(state.cards.get(step.id), Learning)
    }


def _in_turn(fresh: Sequence[Entry], state: LearnerState) -> list[Entry]:
    """Order new entries: those asked for, then domains in turn with cases spread among them."""
    wanted = [entry for entry in fresh if is_wanted(entry, state)] if state.wanted else []
    others = [entry for entry in fresh if not is_wanted(entry, state)] if wanted else fresh
    items = [entry for entry in others if isinstance(entry, Item)]
    cases = [entry for entry in others if isinstance(entry, Vignette)]
    return wanted + spread(interleaved(items), cases)
