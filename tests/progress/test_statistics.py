"""The statistics of progress: small logs with known answers, published intervals, laws."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_train.figure.interval import wilson
from ipt_train.log.core.event import Chosen, Drilled, Event, Marked, Reviewed, Undone
from ipt_train.log.core.fold import LearnerState, fold, replay
from ipt_train.log.core.tally import IDLE_MS, MATURE_DAYS, AnswerTally, week_of
from ipt_train.progress.core.calibration import calibration
from ipt_train.progress.core.days import by_week, days_studied, first_monday, time_spent
from ipt_train.progress.core.record import record_of
from ipt_train.progress.core.retention import true_retention
from ipt_train.progress.core.share import FEW, share_of
from ipt_train.vocabulary import Confidence, EventId, EventKind, ItemId, Mark, Mode, Rating
from tests.progress.slow import (
    StudyAnswer,
    attempts,
    first_answers,
    left_out,
    record_and_answers,
    tallied,
)
from tests.progress.slow import by_week as by_week_of_days
from tests.study.test_fold import DAY, answer, event, logs


def attempt(
    *, day: int = DAY, right: bool = True, said: Confidence | None = None, spent: int = 1000,
    interval: int = 0, due: bool = False, predicted: float | None = None, item: str = "one",
) -> StudyAnswer:  # fmt: skip
    return StudyAnswer(
        item=ItemId(item), day=day, correct=right, recalled=right, confidence=said, response_ms=spent, interval=interval,
        due=due, predicted=predicted,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_intervals_are_those_of_newcombe_1998(count: int, n: int, low: float, high: float) -> None:
    """R. G. Newcombe (1998), Stat. Med. 17, 857-872, Table I, method 3 (score)."""
    assert wilson(count, n) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))
    share = share_of(count, n)
    assert (share.low, share.high) == wilson(count, n)
    assert share.share == count / n


def test_too_few_are_counted_and_get_no_share() -> None:
    few, enough = share_of(FEW - 1, FEW - 1), share_of(FEW, FEW)
    assert (few.count, few.n, few.share, few.low, few.high) == (19, 19, None, None, None)
    assert (enough.share, enough.high) == (1.0, 1.0)


def test_what_an_answer_is_a_test_of() -> None:
    """First sight, second answer of a day, too early, on its day, late; steps without learning steps."""
    steps = [
        Chosen(name="learning-steps", value="none"),
        Chosen(name="relearning-steps", value="none"),
    ]
    log = [event(n, body) for n, body in enumerate(steps, 1)]
    log.append(event(3, answer("one"), day=DAY))
    log.append(event(4, answer("one"), day=DAY))
    first = list(replay(log, LearnerState()))[-1].after
    due = first.due_day  # type: ignore[union-attr]
    assert due > DAY + 1
    log.append(event(5, answer("one"), day=DAY + 1))
    second = list(replay(log, LearnerState()))[-1].after
    log.append(event(6, answer("one", Rating.AGAIN), day=second.due_day + 2))  # type: ignore[union-attr]
    log.append(event(7, answer("one"), day=second.due_day + 1))  # type: ignore[union-attr] # clock set back
    found = attempts(log, {})
    assert [one.due for one in found] == [False, False, False, True, False]
    assert [one.predicted is not None for one in found] == [False, False, True, True, False]
    assert [one.recalled for one in found] == [True, True, True, False, True]
    assert found[3].interval == second.interval  # type: ignore[union-attr]
    assert found[2].predicted == pytest.approx(0.95, abs=0.05)


def test_what_is_left_out_and_what_is_passed_over() -> None:
    practice = Reviewed(
        item=ItemId("one"), revision=1, response=("a",), correct=True, score=1.0, confidence=None, rating=Rating.GOOD,
        response_ms=1, mode=Mode.CRAM,
    )  # fmt: skip
    drill = Drilled(
        item=ItemId("d"),
        revision=1,
        marks={"x": Mark.YES},
        score=1.0,
        rating=Rating.GOOD,
        response_ms=1,
    )
    bodies = [
        practice,
        practice,
        drill,
        answer("one"),
        Marked(item=ItemId("one"), mark=EventKind.FLAG),
    ]
    log: list[Event] = [event(n, body) for n, body in enumerate(bodies, 1)]  # type: ignore[arg-type]
    log += [
        event(6, answer("two")),
        event(7, Undone(target=EventId("a6"))),
        event(8, Undone(target=EventId("a2"))),
    ]
    record, answers = record_of(fold(log).tally, DAY), attempts(log, {})
    assert [one.item for one in answers] == ["one"]
    assert (record.left_out.practice, record.left_out.drills) == (1, 1)
    assert left_out(log) == record.left_out
    assert (record.time.answers, record.studied, record.since) == (1, 1, 1)


def test_a_replaced_item_keeps_its_answers_under_its_new_name() -> None:
    found = attempts([event(1, answer("old"))], {ItemId("old"): ItemId("new")})
    assert [one.item for one in found] == ["new"]


def test_young_and_mature_part_at_21_days_and_months_have_no_gaps() -> None:
    january, march = date(2026, 1, 30).toordinal(), date(2026, 3, 2).toordinal()
    answers = [
        attempt(day=january, due=True, interval=MATURE_DAYS - 1, right=n > 3) for n in range(25)
    ]
    answers += [attempt(day=march, due=True, interval=MATURE_DAYS, right=n > 0) for n in range(20)]
    answers += [attempt(day=march, due=False, interval=MATURE_DAYS, right=False)] * 50
    kept = true_retention(tallied(answers))
    assert (kept.all.count, kept.all.n) == (40, 45)
    assert (kept.young.count, kept.young.n) == (21, 25)
    assert (kept.mature.count, kept.mature.n) == (19, 20)
    assert [(one.month, one.retention.n) for one in kept.months] == [
        ("2026-01", 25),
        ("2026-02", 0),
        ("2026-03", 20),
    ]
    assert kept.months[1].retention.share is None


@pytest.mark.parametrize(
    ("chance", "tenth"),
    [(0.0, 0), (0.0999, 0), (0.1, 1), (0.8999, 8), (0.9, 9), (0.999, 9), (1.0, 9)],
)
def test_a_forecast_belongs_to_one_tenth(chance: float, tenth: int) -> None:
    found = calibration(tallied([attempt(predicted=chance)]))
    assert [one.recalled.n for one in found.predicted] == [int(n == tenth) for n in range(10)]
    assert found.gap is None
    assert found.all.predicted is None


def test_calibration_by_confidence_and_gap() -> None:
    answers = [attempt(said=Confidence.CERTAIN, predicted=0.9, right=n < 24) for n in range(30)]
    answers += [attempt(said=Confidence.GUESSED, right=n < 2) for n in range(8)]
    answers += [attempt()] * 21
    found = calibration(tallied(answers))
    by_name = {one.confidence: one.right for one in found.confidence}
    assert (by_name[Confidence.CERTAIN].share, by_name[Confidence.CERTAIN].n) == (0.8, 30)
    assert (by_name[Confidence.GUESSED].share, by_name[Confidence.GUESSED].count) == (None, 2)
    assert by_name[None].n == 21
    assert found.gap == pytest.approx(-0.1)
    assert found.predicted[9].predicted == pytest.approx(0.9)


def test_an_answer_counts_at_most_the_idle_limit() -> None:
    times = (0, 500, IDLE_MS, IDLE_MS + 1, 10**9)
    spent = time_spent(tallied([attempt(spent=one) for one in times]))
    assert (spent.answers, spent.capped, spent.milliseconds) == (5, 2, 500 + 3 * IDLE_MS)


@given(st.integers(700_000, 760_000), st.lists(st.integers(0, 250)))
def test_weeks_begin_on_monday_and_lose_nothing(today: int, ago: list[int]) -> None:
    tally = tallied([attempt(day=today - one) for one in ago])
    days = days_studied(tally, today)
    assert date.fromisoformat(days[0].day).weekday() == 0
    assert date.fromisoformat(days[-1].day).toordinal() == today
    assert 25 * 7 < len(days) <= 26 * 7
    weeks = by_week(tally.weeks, [ItemId("one")], today)
    assert [sum(one.answers for one in days[n : n + 7]) for n in range(0, len(days), 7)] == list(
        weeks
    )
    assert sum(weeks) == sum(one < len(days) for one in ago)


@given(logs(), st.randoms(use_true_random=False))
def test_any_order_of_arrival_gives_the_same_record(
    log: list[Event], chance: random.Random
) -> None:
    today = DAY + 400
    mixed = [*log, *chance.sample(log, len(log) // 2)]
    chance.shuffle(mixed)
    record, answers = record_of(fold(log).tally, today), attempts(log, {})
    assert record_of(fold(mixed).tally, today) == record
    assert (
        record.time.answers
        == len(answers)
        == sum(one.right.n for one in record.calibration.confidence)
    )
    assert (
        sum(one.recalled.n for one in record.calibration.predicted)
        == record.calibration.all.recalled.n
    )
    assert record.retention.all.n == record.retention.young.n + record.retention.mature.n
    assert record.retention.all.n == sum(one.retention.n for one in record.retention.months)


@given(logs(), st.integers(0, 500))
def test_tallies_are_what_the_answers_come_to_one_by_one(log: list[Event], later: int) -> None:
    """The record, the answers by week and item, and the first answers: by tallies as the long way."""
    aliases, today = {ItemId("one"): ItemId("two")}, DAY + later
    tally = fold(log, aliases).tally
    record, answers = record_and_answers(log, aliases, today)
    assert record_of(tally, today) == record
    assert tally.first == first_answers(log, aliases)
    for item in ("two", "three", "nobody"):
        own = [one for one in answers if one.item == item]
        if week_of(first_monday(today)) >= tally.weeks_from:
            weeks = by_week(tally.weeks, [ItemId(item)], today)
            assert weeks == by_week_of_days((one.day for one in own), today)
        kept = tally.items.get(ItemId(item), AnswerTally())
        assert kept == AnswerTally(
            answers=len(own),
            milliseconds=sum(min(one.response_ms, IDLE_MS) for one in own),
            reviews=sum(one.due for one in own),
            retained=sum(one.due and one.recalled for one in own),
        )
