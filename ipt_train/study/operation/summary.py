"""A sitting in figures, and what to do next."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ipt_train.bank.core.model import Library
from ipt_train.log.core.event import Drilled, Reviewed
from ipt_train.log.core.fold import LearnerState
from ipt_train.log.core.habit import streak
from ipt_train.schedule.card import Review
from ipt_train.study.core.backlog import days_to_clear
from ipt_train.study.core.entry import next_due
from ipt_train.study.core.exercise import drills_for, exercise_kind, scheduled
from ipt_train.study.core.learning import learning_by_minutes
from ipt_train.study.core.queue import agenda
from ipt_train.study.core.session import Question, Reason
from ipt_train.study.operation.done import Answered, Left, Replied
from ipt_train.study.operation.readings import reading_for

_CARDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A sitting in figures.

    Attributes:
        answers: Answers given and not undone.
        correct: How many of them were right.
        new: How many of them were to new items.
        seconds: Time from question to answer, added up.
        by_domain: Answers and right ones by domain.
        missed: Stems, with the name of the case where they are steps of one, of what was answered wrongly, each once.
        left: Due reviews that remain today, and what is in learning and can be asked by now.
        again: How many of them are in learning, to be asked again.
        new_left: New entries that today's limit still allows.
        next_due: Next study day on which something is due, as an ISO date, or empty.
        next_count: How many entries are due by then.
        improved: Stems of what is right now and was wrong the last time.
        read: Ids of cards on what was missed, at most three.
        over_limit: Due, but beyond the daily limit.
        days_to_clear: Days until a backlog is gone; None where there is none or no end in a year.
        learned: New items that were right at the last and are learnt: they come back as reviews.
        streak: Days in a row with an answer; one empty day in seven is let pass.
        today: The study day, as an ISO date.
        next_seconds: How long what is due next may take, by the learner's own time for an answer.
        drills: Drills that were marked.
        exercise: What kind of exercise is among the new entries that remain: drill, case or empty.
        more: New entries beyond those that the day allows.
        next_learning: How many of the entries due next are still in learning.
        learning_later: Items in learning that have a step of more than 20 minutes ahead.
        later_seconds: How long it is until the first of them can be asked.
    """

    answers: int
    correct: int
    new: int
    seconds: float
    by_domain: Mapping[str, tuple[int, int]]
    missed: tuple[str, ...]
    left: int
    new_left: int
    next_due: str
    next_count: int
    improved: tuple[str, ...] = ()
    read: tuple[str, ...] = ()
    over_limit: int = 0
    days_to_clear: int | None = None
    again: int = 0
    learned: int = 0
    streak: int = 0
    today: str = ""
    next_seconds: float = 0.0
    drills: int = 0
    exercise: str = ""
    more: int = 0
    next_learning: int = 0
    learning_later: int = 0
    later_seconds: float = 0.0

    @property
    def done_for_today(self) -> bool:
        """Whether nothing waits any more that can be asked by now."""
        return not self.left and not self.new_left


def _named(question: Question) -> str:
    """Return the stem of a question, with the name of its case, without which it may say little."""
    case = question.vignette
    return (
        f"{case.title}, step {question.number}: {question.item.stem}"
        if case
        else question.item.stem
    )


def summarise(
    done: Sequence[Answered | Left | Replied],
    library: Library,
    state: LearnerState,
    today: int,
    at: int,
) -> Summary:
    """Return a sitting in figures.

    Args:
        done: What was done and not undone.
        library: Banks, drills and reading cards; whatever the sitting was about, what remains is
            told of all of them.
        state: The learner's state now.
        today: The study day.
        at: Milliseconds since 1970.
    """
    answers = [one for one in done if isinstance(one, Answered)]
    replies = [one for one in done if isinstance(one, Replied)]
    asked: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for one in answers:
        asked[one.question.item.domain] += 1
        right[one.question.item.domain] += one.correct
    missed = [one.question.item for one in answers if not one.correct]
    cards = Counter(card.id for item in missed if (card := reading_for(library, item)))
    entries, drills = list(library.entries()), drills_for(library)
    rest = agenda(entries, state, day=today, drills=drills)
    by_days = entries if drills is None else scheduled(entries, state)
    coming = next_due(by_days, state, today)
    waiting = learning_by_minutes(entries, state, day=today, at=at)
    learning = rest.learning + waiting.ready
    fresh = {one.question.item.id for one in answers if one.question.reason is Reason.NEW}
    right_at_last = {one.question.item.id: one.correct for one in answers}
    learned = sum(
        right_at_last[name] and isinstance(state.cards.get(name), Review) for name in fresh
    )
    bodies = [
        event.body for event in (*(one.event for one in answers), *(one.event for one in replies))
    ]
    spent = [body.response_ms for body in bodies if isinstance(body, Reviewed | Drilled)]
    cap = rest.reviews_a_day
    return Summary(
        answers=len(answers),
        correct=right.total(),
        new=sum(one.question.reason is Reason.NEW for one in answers),
        seconds=sum(spent) / 1000,
        by_domain={domain: (asked[domain], right[domain]) for domain in sorted(asked)},
        missed=tuple(dict.fromkeys(_named(one.question) for one in answers if not one.correct)),
        left=rest.reviews + learning,
        new_left=rest.new,
        next_due=date.fromordinal(coming.day).isoformat() if coming.day else "",
        next_count=coming.count,
        improved=tuple(dict.fromkeys(_named(one.question) for one in answers if one.improved)),
        read=tuple(name for name, _ in cards.most_common(_CARDS)),
        over_limit=rest.over_limit,
        days_to_clear=days_to_clear(entries, state, today, cap=cap) if rest.over_limit else None,
        again=learning,
        learned=learned,
        streak=streak(state.habit.days, today),
        today=date.fromordinal(today).isoformat(),
        next_seconds=coming.count * rest.seconds,
        drills=len(replies),
        exercise=exercise_kind(rest.exercise),
        more=rest.more,
        next_learning=coming.learning,
        learning_later=waiting.later,
        later_seconds=waiting.seconds_from(at),
    )
