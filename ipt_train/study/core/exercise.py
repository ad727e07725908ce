"""The exercise of a study day: a drill, or the next steps of a case.

There is one a day at most, and it takes the place of a new entry. A case that was begun goes on
first, until it is done. Else the exercise that trains the weakest competency is chosen, among
drills that rested for a week and cases that were not begun; where two are alike, drills and cases
take turns. All of it follows from what was answered before the day began, so that it stays the
same all day long and on every device.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ipt_train.bank.core.drill import Drill
from ipt_train.bank.core.model import Entry, Item, Library, Vignette, steps_of
from ipt_train.log.core.fold import LearnerState
from ipt_train.schedule.card import ByDays, New
from ipt_train.study.core.budget import history_before
from ipt_train.vocabulary import ItemId, Rating

STEPS_A_DAY = 2
"""Steps of a case on one day."""
DRILL_SECONDS = 180.0
"""What a drill may take: a reply, its marks, and the reply once more; nobody validated it."""
APART = 7
"""Days that lie between two times of the same drill, at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSteps:
    """The next steps of a case.

    Attributes:
        case: The case.
        steps: Those of its steps that are to be asked, in order; at least one.
    """

    case: Vignette
    steps: tuple[Item, ...]

    @property
    def numbers(self) -> tuple[int, ...]:
        """The places of the steps in the case, from 1."""
        return tuple(self.case.steps.index(step) + 1 for step in self.steps)

    def stops_at(self, case: ItemId, number: int) -> bool:
        """Whether a step is the last of these, and the case goes on another day."""
        return case == self.case.id and number == self.numbers[-1] < len(self.case.steps)


Exercise = Drill | CaseSteps
"""What a day's sitting holds beside questions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyExercise:
    """Where the exercise of a study day stands.

    Attributes:
        waiting: What is left of it, if anything is.
        begun: Whether some of it was done today.
        over: Whether it was done today, or skipped.
        drill: Whether it is a drill, or was one.
        steps: Steps of a case that it is, those among them that were done today.
    """

    waiting: Exercise | None = None
    begun: bool = False
    over: bool = False
    drill: bool = False
    steps: int = 0

    def answers(self, seconds: float) -> float:
        """Return how many answers all of it takes as long as, at so many seconds an answer."""
        return DRILL_SECONDS / seconds if self.drill else float(self.steps)


def drills_for(library: Library) -> tuple[Drill, ...] | None:
    """Return the drills that a day's exercise is chosen from; None where only some banks were named."""
    return None if library.narrowed else library.drills


def exercise_id(exercise: Exercise) -> ItemId:
    """Return the id of a drill, or of the case that steps belong to."""
    return exercise.case.id if isinstance(exercise, CaseSteps) else exercise.id


def exercise_kind(exercise: Exercise | None) -> str:
    """Return ``drill`` or ``case``; empty for none."""
    return "" if exercise is None else "case" if isinstance(exercise, CaseSteps) else "drill"


def answers_of(exercise: Exercise | None, seconds: float) -> float:
    """Return how many answers an exercise takes as long as, at so many seconds an answer."""
    match exercise:
        case None:
            return 0.0
        case CaseSteps(steps=steps):
            return float(len(steps))
    return DRILL_SECONDS / seconds


def places_for(daily: DailyExercise, state: LearnerState) -> int:
    """Return how many new entries a day must have room for, so that it holds its exercise.

    A case goes on wherever there is a place; what was not begun leaves one for a new question.
    """
    waiting = daily.waiting
    going = isinstance(waiting, CaseSteps) and is_open(waiting.case, state)
    return 1 if going else 2


def is_unfinished(entry: Entry, state: LearnerState) -> bool:
    """Whether an entry is a case of which steps were not answered."""
    return isinstance(entry, Vignette) and any(step.id not in state.cards for step in entry.steps)


def went_on(entry: Entry, state: LearnerState, day: int) -> bool:
    """Whether an entry is a case of which a step was answered for the first time on a study day."""
    return isinstance(entry, Vignette) and bool(_first_days(entry, state, day, day))


def apart_from_exercises(entries: Iterable[Entry], state: LearnerState, day: int) -> list[Entry]:
    """Leave out cases that come as the exercise of the day, or came today."""
    return [
        entry
        for entry in entries
        if not is_unfinished(entry, state) and not went_on(entry, state, day)
    ]


def is_open(entry: Entry, state: LearnerState) -> bool:
    """Whether an entry is a case that was begun and not finished."""
    return is_unfinished(entry, state) and any(step.id in state.cards for step in steps_of(entry))


def scheduled(entries: Iterable[Entry], state: LearnerState) -> list[Entry]:
    """Return the entries that come back by days: all but the cases that are open."""
    return [entry for entry in entries if not is_open(entry, state)]


def exercise_of_day(
    entries: Sequence[Entry], drills: Sequence[Drill], state: LearnerState, day: int
) -> DailyExercise:
    """Return where the exercise of a study day stands.

    Args:
        entries: What may be studied; what is suspended is passed over.
        drills: The drills that there are.
        state: The learner's state, at whatever time of the day.
        day: The study day.
    """
    cases = [entry for entry in entries if isinstance(entry, Vignette)]
    kept = [case for case in cases if case.id not in state.suspended]
    if any(_last_day(drill, state) == day for drill in drills):
        return DailyExercise(begun=True, over=True, drill=True)
    steps_today = sum(len(_first_days(case, state, day, day)) for case in cases)
    if steps_today:
        begun = [
            case for case in kept if _first_days(case, state, day, day) and is_open(case, state)
        ]
        left = STEPS_A_DAY - steps_today
        steps = max(steps_today, STEPS_A_DAY if begun else 0)
        if not begun or left <= 0 or state.buried.get(begun[0].id) == day:
            return DailyExercise(begun=True, over=True, steps=steps)
        return DailyExercise(begun=True, waiting=_next_steps(begun[0], state, left), steps=steps)
    if not any(studied < day for studied in state.habit.days):
        return DailyExercise()  # nothing was answered yet that it could be chosen by
    chosen = _chosen(kept, drills, entries, state, day)
    if chosen is None:
        return DailyExercise()
    skipped = state.buried.get(exercise_id(chosen)) == day
    return DailyExercise(
        waiting=None if skipped else chosen,
        over=skipped,
        drill=isinstance(chosen, Drill),
        steps=len(chosen.steps) if isinstance(chosen, CaseSteps) else 0,
    )


def _chosen(
    cases: Sequence[Vignette],
    drills: Sequence[Drill],
    entries: Sequence[Entry],
    state: LearnerState,
    day: int,
) -> Exercise | None:
    """Return the exercise of a day on which none was begun."""
    if going := [case for case in cases if is_open(case, state)]:
        case = max(going, key=lambda case: max(_first_days(case, state, 0, day), default=0))
        return _next_steps(case, state, STEPS_A_DAY)
    strength = strengths(entries, drills, state, day)
    ready = [drill for drill in drills if _is_ready(drill, state, day)]
    fresh = [case for case in cases if not _first_days(case, state, 0, day)]
    last_drill = max((_last_day(drill, state) for drill in drills), default=0)
    last_case = max(
        (seen for case in cases for seen in _first_days(case, state, 0, day)), default=0
    )

    def turn(exercise: Drill | Vignette) -> tuple[bool, float, bool]:
        names = competencies_of(exercise)
        return (
            not (isinstance(exercise, Vignette) and _is_wanted(exercise, state)),
            min((strength[name] for name in names if name in strength), default=_UNKNOWN),
            isinstance(exercise, Drill) is (last_drill > last_case),
        )

    choices: list[Drill | Vignette] = [*ready, *fresh]
    chosen = min(choices, key=turn, default=None)
    if isinstance(chosen, Vignette):
        return _next_steps(chosen, state, STEPS_A_DAY)
    return chosen


_UNKNOWN = 0.5
"""How well a competency stands of which nothing was answered."""


def strengths(
    entries: Iterable[Entry], drills: Iterable[Drill], state: LearnerState, day: int
) -> Mapping[str, float]:
    """Return how each competency stands when a study day begins, 0-1.

    It is the share of answers that were right, drills by the learner's own marks; each competency
    begins with one right and one wrong, so that a single answer does not decide. Nobody validated it.

    Args:
        entries: Items and cases.
        drills: Drills.
        state: The learner's state, at whatever time of the day.
        day: The study day.
    """
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for entry in entries:
        for step in steps_of(entry):
            past = history_before(state, step.id, day)
            recalled = sum(rating is not Rating.AGAIN for rating, _ in past)
            for name in step.competencies:
                asked[name] += len(past)
                right[name] += recalled
    total: dict[str, tuple[float, int]] = {name: (right[name], asked[name]) for name in asked}
    for drill in drills:
        for name in drill.competencies:
            worth, count = total.get(name, (0.0, 0))
            score = state.drill_scores.get(drill.id)
            total[name] = (worth, count) if score is None else (worth + score, count + 1)
    return {name: (worth + 1) / (count + 2) for name, (worth, count) in total.items()}


def competencies_of(exercise: Drill | Vignette) -> tuple[str, ...]:
    """Return the competencies that a drill or a case trains."""
    if isinstance(exercise, Drill):
        return exercise.competencies
    return tuple(dict.fromkeys(name for step in exercise.steps for name in step.competencies))


def _next_steps(case: Vignette, state: LearnerState, count: int) -> CaseSteps:
    """Return the first steps of a case that were not answered; it has some."""
    left = [step for step in case.steps if step.id not in state.cards]
    return CaseSteps(case=case, steps=tuple(left[:count]))


def _first_days(case: Vignette, state: LearnerState, first: int, last: int) -> list[int]:
    """Return the study days, within two, on which steps of a case were answered first."""
    days = [state.seen[step.id].first_day for step in case.steps if step.id in state.seen]
    return [day for day in days if first <= day <= last]


def _last_day(drill: Drill, state: LearnerState) -> int:
    card = state.drills.get(drill.id, New())
    return 0 if isinstance(card, New) else card.last_day


def _is_ready(drill: Drill, state: LearnerState, day: int) -> bool:
    """Whether a drill is new, or due and not of the last week."""
    card = state.drills.get(drill.id, New())
    if isinstance(card, ByDays):
        return card.due_day <= day and card.last_day + APART <= day
    return isinstance(card, New)


def _is_wanted(case: Vignette, state: LearnerState) -> bool:
    return any(step.id in state.wanted for step in case.steps)
