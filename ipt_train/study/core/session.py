"""A sitting as a state machine: what comes next. State and time are handed in."""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ipt_train.bank.core.model import Entry, Item, Vignette
from ipt_train.log.core.fold import LearnerState
from ipt_train.schedule.card import InterdayLearning, Learning, New
from ipt_train.study.core.entry import in_learning, is_due, is_new
from ipt_train.study.core.exercise import CaseSteps, Exercise, answers_of
from ipt_train.study.core.learning import LEARN_AHEAD_MS, is_ready
from ipt_train.study.core.presentation import Presentation, present
from ipt_train.study.core.queue import answers_ahead
from ipt_train.study.core.refill import by_days, refilled
from ipt_train.study.core.standing import Ahead
from ipt_train.vocabulary import ItemId


class Reason(StrEnum):
    """Why an item is asked now."""

    NEW = "new"
    REVIEW = "review"
    AGAIN = "again"
    REVISED = "revised"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One item to be answered now.

    Attributes:
        item: The item.
        presentation: The item as it is shown.
        reason: Why it comes now.
        vignette: The case that it is a step of, if any.
        number: Number of the step in its case, from 1; 0 outside a case.
    """

    item: Item
    presentation: Presentation
    reason: Reason
    vignette: Vignette | None = None
    number: int = 0

    @property
    def entry(self) -> ItemId:
        """Id of the entry that is studied: the item, or its vignette."""
        return self.vignette.id if self.vignette else self.item.id


class Session:
    """One sitting.

    Args:
        entries: What to ask, in order.
        pool: Items that may come back within the sitting while they are learned.
        limit: Stop after this many answers; a case that was begun is finished first.
        exercise: The drill or the steps of a case that come last.
    """

    def __init__(
        self,
        entries: Iterable[Entry],
        pool: Iterable[Item],
        *,
        limit: int | None = None,
        exercise: Exercise | None = None,
    ) -> None:
        self._queue = deque(entries)
        self._pool = {item.id: item for item in pool}
        self._case: deque[Question] = deque()
        self._limit = limit
        self._first: Entry | None = None
        self._exercise = exercise
        self._part: CaseSteps | None = None
        self.answered = 0

    @property
    def within_case(self) -> bool:
        """Whether a case was begun and has steps left."""
        return bool(self._case)

    @property
    def part(self) -> CaseSteps | None:
        """The steps of a case that were begun as an exercise, if any were."""
        return self._part

    def offered(self, state: LearnerState, at: int) -> Exercise | None:
        """Return the exercise if it comes now: after all questions but those asked again later.

        Args:
            state: The learner's state.
            at: Milliseconds since 1970.
        """
        full = self._limit is not None and self.answered >= self._limit
        if full or self._case or self._first is not None or self._queue or self._waiting(state, at):
            return None
        return self._exercise

    def offer(self, exercise: Exercise, *, answered: bool) -> None:
        """Offer an exercise once more, after it was done or left and that was taken back."""
        self._exercise = exercise
        self.answered -= answered

    def begin(self, exercise: CaseSteps, state: LearnerState) -> None:
        """Begin the steps of a case that were offered."""
        self._exercise, self._part = None, exercise
        self._case = deque(_unfold(exercise.case, state, exercise.steps))

    def over(self, *, answered: bool) -> None:
        """Note that the exercise was done, or left."""
        self._exercise = None
        self.answered += answered

    def next(self, state: LearnerState, at: int) -> Question | None:
        """Return what to ask now, or None when the sitting is over.

        Args:
            state: The learner's state.
            at: Milliseconds since 1970.
        """
        if self._case:
            return self._case[0]
        if self._limit is not None and self.answered >= self._limit:
            return None
        if self._first is not None:
            self._queue.appendleft(self._first)
            self._first = None
            return self._from_queue(state)
        item = self._waiting(state, at)
        if item is None and self._queue:
            return self._from_queue(state)
        item = item or self._waiting(state, at + LEARN_AHEAD_MS)
        return _question(item, state) if item else None

    def _from_queue(self, state: LearnerState) -> Question:
        """Return the question of the first entry; a case begins to unfold."""
        entry = self._queue[0]
        if not isinstance(entry, Vignette):
            return _question(entry, state)
        self._queue.popleft()
        self._case = deque(_unfold(entry, state))
        return self._case[0]

    def done(self, question: Question) -> None:
        """Note that a question was answered, so that it is not asked again as it stands."""
        self.answered += 1
        self._leave(question)

    def skip(self, question: Question) -> None:
        """Leave a question out; in a case, leave the case."""
        self._case.clear()
        self._leave(question)
        self._pool.pop(question.item.id, None)

    def instead(self, item: Item, variant: Item | None) -> None:
        """Ask an item no more in this sitting; ask a variant of it next, if there is one."""
        self._pool.pop(item.id, None)
        if variant is not None:
            others = (entry for entry in self._queue if entry.id != variant.id)
            self._queue = deque([variant, *others])

    def again(self, question: Question, state: LearnerState, *, answered: bool = True) -> None:
        """Ask a question once more, before anything else.

        A step of a case that was answered is not asked again; a case that was left whole is.
        """
        self.answered -= answered
        case, part = question.vignette, self._part
        self._queue = deque(entry for entry in self._queue if entry.id != question.entry)
        if case is None:
            self._first = question.item
            self._pool[question.item.id] = question.item
        elif not answered and part is not None and part.case.id == case.id:
            left = [step for step in part.steps if step.id not in state.cards]
            self._case = deque(_unfold(case, state, left))
        elif not answered:
            self._first = case

    def keep_to(
        self, entries: Sequence[Entry], exercise: Exercise | None, state: LearnerState
    ) -> None:
        """Hold as many reviews and new entries as the day has, after something was left or taken back.

        Args:
            entries: Reviews and new entries that the day has now, in order.
            exercise: The exercise that the day has now.
            state: The learner's state.
        """
        if not self._case:
            self._exercise = exercise
        begun = {question.entry for question in self._case}
        kept = refilled(self._at_hand(), begun, entries, state)
        self._queue = deque(entry for entry in kept if entry is not self._first)

    def _at_hand(self) -> list[Entry]:
        """Return what is to be asked, in order, without the case that was begun."""
        return [*([] if self._first is None else [self._first]), *self._queue]

    def ahead(
        self,
        state: LearnerState,
        at: int,
        *,
        day: int,
        new_answers: float = 1.0,
        seconds: float = 1.0,
    ) -> Ahead:
        """Return what is in the future, as far as it is known now.

        Args:
            state: The learner's state.
            at: Milliseconds since 1970.
            day: The study day.
            new_answers: Answers that a new item takes on its first day.
            seconds: The learner's own time for an answer.
        """
        begun = self._case[0].vignette if self._case else None
        part = begun is not None and self._part is not None and begun.id == self._part.case.id
        exercises = part + (self._exercise is not None)
        queue = by_days(self._at_hand(), state)
        case = [begun] if begun is not None and not part else []
        waiting = [one for one in case if is_new(one, state) or is_due(one, state, day)] + queue
        fresh = [entry for entry in waiting if is_new(entry, state)]
        overnight = sum(in_learning(entry, state, day) for entry in waiting)
        again = sum(
            isinstance(card := state.cards.get(name), Learning)
            and is_ready(card, at + LEARN_AHEAD_MS)
            and name not in state.suspended
            for name in self._pool
        )
        questions = answers_ahead(queue, state, new_answers) + answers_of(self._exercise, seconds)
        questions += len(self._case) + again
        room = None if self._limit is None else max(len(self._case), self._limit - self.answered)
        return Ahead(
            reviews=len(waiting) - len(fresh) - overnight,
            new=len(fresh) + exercises,
            again=again + overnight,
            answers=questions if room is None else min(questions, room),
        )

    def _leave(self, question: Question) -> None:
        if self._case and self._case[0].item.id == question.item.id:
            self._case.popleft()
        elif self._queue and self._queue[0].id == question.item.id:
            self._queue.popleft()

    def _waiting(self, state: LearnerState, until: int) -> Item | None:
        """Return the item in learning that has waited longest, if any is due by ``until``."""
        ready = [
            (card.due_at, name)
            for name in self._pool
            if isinstance(card := state.cards.get(name), Learning)
            and is_ready(card, until)
            and name not in state.suspended
        ]
        return self._pool[min(ready)[1]] if ready else None


def _question(item: Item, state: LearnerState) -> Question:
    card = state.cards.get(item.id, New())
    repetition = 0 if isinstance(card, New) else card.repetitions
    reason = Reason.REVIEW
    if isinstance(card, New):
        reason = Reason.NEW
    elif isinstance(card, Learning | InterdayLearning):
        reason = Reason.AGAIN
    elif state.seen[item.id].revision < item.revision:
        reason = Reason.REVISED
    return Question(item=item, presentation=present(item, repetition), reason=reason)


def _unfold(
    vignette: Vignette, state: LearnerState, steps: Sequence[Item] | None = None
) -> Iterable[Question]:
    """Yield steps of a case, or all; one that was left half-way goes on where it was left."""
    if steps is None:
        seen = [step.id in state.cards for step in vignette.steps]
        begin = seen.index(False) if True in seen and False in seen else 0
        steps = vignette.steps[begin:]
    for number, step in enumerate(vignette.steps, 1):
        if step not in steps:
            continue
        question = _question(step, state)
        yield Question(
            item=step,
            presentation=question.presentation,
            reason=question.reason,
            vignette=vignette,
            number=number,
        )
