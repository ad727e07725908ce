"""The statistics of progress the long way, answer by answer: what the tallies are held to."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ipt_train.log.core.event import Drilled, Event, Reviewed
from ipt_train.log.core.fold import LearnerState, Step, apply, in_order
from ipt_train.log.core.tally import (
    IDLE_MS,
    MATURE_DAYS,
    TENTHS,
    WEEKS_KEPT,
    AnswerTally,
    Recalls,
    Tally,
    week_of,
)
from ipt_train.progress.core.calibration import ByConfidence, ByPrediction, Calibration
from ipt_train.progress.core.days import WEEKS, Day, Spent, first_monday
from ipt_train.progress.core.record import LeftOut, LogFigures
from ipt_train.progress.core.retention import MonthRetention, Retention
from ipt_train.progress.core.share import FEW, Share, share_of
from ipt_train.schedule.card import New, Review
from ipt_train.schedule.memory import retrievability
from ipt_train.vocabulary import Confidence, ItemId, Mode, Rating


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyAnswer:
    """One answer given while studying; practice is none.

    Attributes:
        item: The item, by the id that it has now.
        day: Study day, as an ordinal.
        correct: Whether it was wholly right.
        recalled: Whether it counts as recalled: right, and not called a guess.
        confidence: What the learner said before feedback, if anything.
        response_ms: Milliseconds from the question to the answer.
        interval: Days that it had been scheduled for; 0 for an item that was new or in
            learning steps.
        due: Whether it was a review by days that was due: the n of true retention.
        predicted: Chance of recall by the memory model, 0-1; None on a first sight and
            on the study day of the last answer, of which the model says nothing.
    """

    item: ItemId
    day: int
    correct: bool
    recalled: bool
    confidence: Confidence | None
    response_ms: int
    interval: int
    due: bool
    predicted: float | None


def tallied(answers: Iterable[StudyAnswer]) -> Tally:
    """Count answers as the fold does, one by one."""
    tally = Tally()
    for one in answers:
        items = tally.items.setdefault(one.item, AnswerTally())
        items.answers += 1
        items.milliseconds += min(one.response_ms, IDLE_MS)
        tally.capped += one.response_ms > IDLE_MS
        tally.days[one.day] = tally.days.get(one.day, 0) + 1
        _in_week(tally, one.item, week_of(one.day))
        tally.said.setdefault(str(one.confidence or ""), Recalls()).add(one.correct)
        if one.due:
            items.reviews += 1
            items.retained += one.recalled
            (tally.young if one.interval < MATURE_DAYS else tally.mature).add(one.recalled)
            when = date.fromordinal(one.day)
            tally.months.setdefault(when.year * 12 + when.month - 1, Recalls()).add(one.recalled)
        if one.predicted is not None:
            tenth = min(int(one.predicted * TENTHS), TENTHS - 1)
            for recalls in (tally.tenths[tenth], tally.foretold):
                recalls.add(one.recalled)
                recalls.foretold += one.predicted
    return tally


def _in_week(tally: Tally, item: ItemId, week: int) -> None:
    if week < tally.weeks_from:
        return
    if week not in tally.weeks:
        tally.weeks[week] = {}
        tally.weeks_from = max(tally.weeks_from, week - WEEKS_KEPT)
        for old in [one for one in tally.weeks if one < tally.weeks_from]:
            del tally.weeks[old]
    tally.weeks[week][item] = tally.weeks[week].get(item, 0) + 1


def attempts(events: Iterable[Event], aliases: Mapping[ItemId, ItemId]) -> list[StudyAnswer]:
    """Return the answers of study in their order; undone ones are left out."""
    state, answers = LearnerState(), []
    for event in in_order(events):
        if step := apply(state, event, aliases):
            item = aliases.get(step.body.item, step.body.item)
            answers.append(_attempt(step, item, state.settings.schedule.parameters))
    return answers


def _attempt(step: Step, item: ItemId, parameters: tuple[float, ...]) -> StudyAnswer:
    before, day = step.before, step.event.day
    later = not isinstance(before, New) and day > before.last_day
    return StudyAnswer(
        item=item,
        day=day,
        correct=step.body.correct,
        recalled=step.body.rating > Rating.AGAIN,
        confidence=step.body.confidence,
        response_ms=step.body.response_ms,
        interval=before.interval if isinstance(before, Review) else 0,
        due=isinstance(before, Review) and day >= before.due_day,
        predicted=retrievability(before.memory, day - before.last_day, parameters)
        if later and not isinstance(before, New)
        else None,
    )


def left_out(events: Iterable[Event]) -> LeftOut:
    """Count what the statistics leave out; undone answers are not even counted."""
    bodies = [event.body for event in in_order(events)]
    return LeftOut(
        practice=sum(isinstance(one, Reviewed) and one.mode is not Mode.STUDY for one in bodies),
        drills=sum(isinstance(one, Drilled) for one in bodies),
    )


def true_retention(attempts: Iterable[StudyAnswer]) -> Retention:
    """Return true retention as a whole, by interval and by month."""
    answers = list(attempts)
    due = [one for one in answers if one.due]
    by_month: dict[str, list[StudyAnswer]] = defaultdict(list)
    for one in due:
        by_month[_month(one.day)].append(one)
    return Retention(
        all=_share(due),
        young=_share(one for one in due if one.interval < MATURE_DAYS),
        mature=_share(one for one in due if one.interval >= MATURE_DAYS),
        months=tuple(
            MonthRetention(month=month, retention=_share(by_month[month]))
            for month in _months(answers)
        ),
    )


def _share(attempts: Iterable[StudyAnswer]) -> Share:
    marks = [one.recalled for one in attempts]
    return share_of(sum(marks), len(marks))


def _month(day: int) -> str:
    return date.fromordinal(day).isoformat()[:7]


def _months(attempts: Iterable[StudyAnswer]) -> list[str]:
    """Return every month from that of the first answer to that of the last."""
    days = [one.day for one in attempts]
    if not days:
        return []
    return sorted({_month(day) for day in range(min(days), max(days) + 1)})


def calibration(attempts: Iterable[StudyAnswer]) -> Calibration:
    """Return how well confidence and the memory model foretold what came."""
    answers = list(attempts)
    foretold = [(one.predicted, one.recalled) for one in answers if one.predicted is not None]
    tenths: list[list[tuple[float, bool]]] = [[] for _ in range(TENTHS)]
    for chance, recalled in foretold:
        tenths[min(int(chance * TENTHS), TENTHS - 1)].append((chance, recalled))
    whole = _range(0.0, 1.0, foretold)
    gap = None
    if whole.recalled.share is not None and whole.predicted is not None:
        gap = whole.recalled.share - whole.predicted
    return Calibration(
        confidence=tuple(_said(said, answers) for said in (*Confidence, None)),
        predicted=tuple(
            _range(number / TENTHS, (number + 1) / TENTHS, part)
            for number, part in enumerate(tenths)
        ),
        all=whole,
        gap=gap,
    )


def _said(said: Confidence | None, attempts: Sequence[StudyAnswer]) -> ByConfidence:
    marks = [one.correct for one in attempts if one.confidence == said]
    return ByConfidence(confidence=said, right=share_of(sum(marks), len(marks)))


def _range(low: float, high: float, part: Sequence[tuple[float, bool]]) -> ByPrediction:
    return ByPrediction(
        low=low,
        high=high,
        predicted=_added(chance for chance, _ in part) / len(part) if len(part) >= FEW else None,
        recalled=share_of(sum(recalled for _, recalled in part), len(part)),
    )


def days_studied(
    attempts: Iterable[StudyAnswer], today: int, weeks: int = WEEKS
) -> tuple[Day, ...]:
    """Return the answers of each day of the last weeks, Monday first, today last.

    Args:
        attempts: Answers.
        today: The study day, as an ordinal.
        weeks: Calendar weeks, the present one among them.
    """
    counts = Counter(one.day for one in attempts)
    return tuple(
        Day(day=date.fromordinal(day).isoformat(), answers=counts[day])
        for day in range(first_monday(today, weeks), today + 1)
    )


def time_spent(attempts: Iterable[StudyAnswer]) -> Spent:
    """Add up the time that answers took."""
    times: Sequence[int] = [one.response_ms for one in attempts]
    return Spent(
        answers=len(times),
        milliseconds=sum(min(one, IDLE_MS) for one in times),
        capped=sum(one > IDLE_MS for one in times),
    )


def record_and_answers(
    events: Iterable[Event], aliases: Mapping[ItemId, ItemId], today: int
) -> tuple[LogFigures, list[StudyAnswer]]:
    """Return the record of a log, and the answers that it was made from.

    Args:
        events: The events of one learner, in any order.
        aliases: For each retired item the one that took over its history.
        today: The study day, as an ordinal.
    """
    log = list(events)
    answers = attempts(log, aliases)
    first = min((one.day for one in answers), default=None)
    record = LogFigures(
        first_day=date.fromordinal(first).isoformat() if first else "",
        studied=len({one.day for one in answers}),
        since=max([today, *(one.day for one in answers)]) - first + 1 if first else 0,
        days=days_studied(answers, today),
        retention=true_retention(answers),
        calibration=calibration(answers),
        time=time_spent(answers),
        left_out=left_out(log),
    )
    return record, answers


def _added(chances: Iterable[float]) -> float:
    """Add one by one: Python's own ``sum`` rounds otherwise from 3.12 on."""
    total = 0.0
    for chance in chances:
        total += chance
    return total


def by_week(days: Iterable[int], today: int, weeks: int = WEEKS) -> tuple[int, ...]:
    """Count days, given as ordinals and as often as there were answers, by calendar week."""
    first = first_monday(today, weeks)
    counts = Counter((day - first) // 7 for day in days)
    return tuple(counts[week] for week in range(weeks))


def first_answers(events: Iterable[Event], aliases: Mapping[ItemId, ItemId]) -> dict[ItemId, bool]:
    """Whether the first answer to each item was right, practice not left out."""
    first: dict[ItemId, bool] = {}
    for event in in_order(events):
        if isinstance(event.body, Reviewed):
            first.setdefault(aliases.get(event.body.item, event.body.item), event.body.correct)
    return first
