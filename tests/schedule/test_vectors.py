"""Conformance: vectors of py-fsrs, ts-fsrs, fsrs-rs and Anki, named as in the study that chose them."""

from datetime import UTC, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from ipt_train.schedule.card import (
    ByDays,
    Card,
    InterdayLearning,
    Learning,
    New,
    Review,
    Schedule,
    review,
)
from ipt_train.schedule.day import day_begins, study_day
from ipt_train.schedule.fuzz import fuzzed
from ipt_train.schedule.memory import PARAMETERS, Memory, after_review, retrievability
from ipt_train.vocabulary import ItemId, Rating

A, H, G, E = Rating.AGAIN, Rating.HARD, Rating.GOOD, Rating.EASY
EXACT = Schedule(fuzz=False, maximum_interval=36_500)


def answer(
    card: Card, rating: Rating, *, day: int = 739_000, at: int = 0, schedule: Schedule = EXACT
) -> Card:
    return review(card, rating, item=ItemId("x"), day=day, at=at, schedule=schedule)


def test_v1_intervals_of_a_long_history() -> None:
    """py-fsrs test_review_card, ts-fsrs FSRS-6.test.ts: each review at the time it is due."""
    card: Card = New()
    day, intervals = 739_000, []
    for rating in [G] * 6 + [A] * 2 + [G] * 5:
        card = answer(card, rating, day=day)
        if isinstance(card, Review):
            day = card.due_day
        intervals.append(card.interval if isinstance(card, Review) else 0)
    assert intervals == [0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21]


def remembered(
    ratings: list[Rating], gaps: list[int], parameters: tuple[float, ...] = PARAMETERS
) -> Memory:
    memory = None
    for rating, days in zip(ratings, gaps, strict=True):
        memory, _ = after_review(memory, rating, days, parameters=parameters, desired_retention=0.9)
    assert memory
    return memory


def test_v2_memory_with_same_day_reviews() -> None:
    memory = remembered([A, G, G, G, G, G], [0, 0, 1, 3, 8, 21])
    assert memory.stability == pytest.approx(53.62691, abs=1e-4)
    assert memory.difficulty == pytest.approx(6.3574867, abs=1e-4)


def test_v2b_memory_without_short_term_parameters() -> None:
    parameters = (*PARAMETERS[:17], 0.0, 0.0, 0.0, PARAMETERS[20])
    memory = remembered([A, G, G, G, G, G], [0, 0, 1, 3, 8, 21], parameters)
    assert memory.stability == pytest.approx(53.335106, abs=1e-4)
    assert memory.difficulty == pytest.approx(6.3574867, abs=1e-4)


@pytest.mark.parametrize(
    ("rating", "stability", "difficulty"),
    [(A, 0.212, 6.4133), (H, 1.2931, 5.11217071), (G, 2.3065, 2.11810397), (E, 8.2956, 1.0)],
)
def test_v4_first_review(rating: Rating, stability: float, difficulty: float) -> None:
    memory, _ = after_review(None, rating, 0, desired_retention=0.9)
    assert memory.stability == pytest.approx(stability, abs=1e-5)
    assert memory.difficulty == pytest.approx(difficulty, abs=1e-5)


FSRS_5 = (
    0.6845422, 1.6790825, 4.7349424, 10.042885, 7.4410233, 0.64219797, 1.071918, 0.0025195254, 1.432437,
    0.1544, 0.8692766, 2.0696752, 0.0953, 0.2975, 2.4691248, 0.19542035, 3.201072, 0.18046261, 0.121442534,
)  # fmt: skip


def test_v10_memory_with_fsrs_5_parameters() -> None:
    """fsrs-rs src/inference.rs test_memo_state, its 19 parameters filled up with 0 and 0.5."""
    parameters = (*FSRS_5, 0.0, 0.5)
    memory = remembered([A, G, G, G, G], [0, 1, 3, 8, 21], parameters)
    assert memory.stability == pytest.approx(31.722992, rel=1e-4)
    assert memory.difficulty == pytest.approx(7.382128, rel=1e-4)
    after, _ = after_review(
        Memory(stability=20.925528, difficulty=7.005062),
        G,
        21,
        parameters=parameters,
        desired_retention=0.9,
    )
    assert after.stability == pytest.approx(40.87456, rel=1e-4)
    assert after.difficulty == pytest.approx(6.9913807, rel=1e-4)


@pytest.mark.parametrize(
    ("interval", "minimum", "maximum", "low", "middle", "high"),
    [(2.5, 1, 9999, 2, 3, 4), (7, 1, 9999, 5, 7, 9), (17, 1, 9999, 14, 17, 20), (37, 1, 9999, 33, 37, 41),
     (100, 101, 9999, 101, 105, 108), (100, 1, 99, 92, 96, 99)],
)  # fmt: skip
def test_v11_fuzz(
    interval: float, minimum: int, maximum: int, low: int, middle: int, high: int
) -> None:
    """Anki states/fuzz.rs."""
    assert [fuzzed(interval, factor, minimum, maximum) for factor in (0, 0.5, 0.99)] == [
        low,
        middle,
        high,
    ]


class TestV12:
    """Anki timing.rs. It counts from the calendar day of creation, which is rollover hour 0."""

    def elapsed(self, created: datetime, now: datetime, rollover: int, zone: str = "UTC") -> int:
        return max(0, study_day(now, zone, rollover) - study_day(created, zone, 0))

    @pytest.mark.parametrize(
        ("hours", "rollover", "days"), [(0, 4, 0), (24, 4, 0), (26, 4, 1), (44, 23, 0), (45, 23, 1)]
    )
    def test_rollover(self, hours: int, rollover: int, days: int) -> None:
        created = datetime(2019, 12, 1, 2, tzinfo=UTC)
        assert self.elapsed(created, created + timedelta(hours=hours), rollover) == days

    def test_over_a_change_of_zone_offset(self) -> None:
        denver = ZoneInfo("America/Denver")
        created, now = (
            datetime(2018, 8, 6, tzinfo=denver),
            datetime(2019, 12, 26, 20, tzinfo=denver),
        )
        assert self.elapsed(created, now, 4, "America/Denver") == 507

    def test_a_clock_before_creation_gives_nothing(self) -> None:
        created = datetime(2019, 12, 1, 2, tzinfo=UTC)
        assert self.elapsed(created, created - timedelta(days=9), 4) == 0

    def test_grid_of_hours(self) -> None:
        """Anki's grid: creation hour, days later, hour of day, rollover hour."""
        for created_hour, days, hour, rollover in product(
            (0, 3, 4, 12, 20, 23), (0, 1, 5, 100), (0, 3, 4, 12, 20, 23), (0, 4, 10, 16, 20, 23)
        ):
            created = datetime(2019, 12, 1, created_hour, tzinfo=UTC)
            now = datetime(2019, 12, 1, hour, tzinfo=UTC) + timedelta(days=days)
            passed = hour >= rollover
            assert self.elapsed(created, now, rollover) == max(0, days - (not passed))


class TestV14:
    """Anki states/learning.rs and relearning.rs."""

    def due(self, card: Card) -> int:
        assert isinstance(card, Learning)
        return card.due_at // 1000

    def test_hard_on_the_first_step_waits_between_it_and_the_next(self) -> None:
        assert self.due(answer(New(), H)) == 330

    def test_hard_on_the_last_step_repeats_it(self) -> None:
        assert self.due(answer(answer(New(), G), H)) == 600

    def test_again_goes_back_to_the_first_step(self) -> None:
        assert self.due(answer(answer(New(), G), A)) == 60

    def test_good_goes_through_the_steps_and_graduates(self) -> None:
        card = answer(New(), A)
        assert self.due(card) == 60
        card = answer(card, G)
        assert self.due(card) == 600
        assert isinstance(answer(card, G), InterdayLearning)
        assert isinstance(answer(answer(New(), G), G), Review)

    def test_easy_graduates_at_once(self) -> None:
        assert isinstance(answer(New(), E), Review)

    def test_a_single_step_hard_waits_half_as_long_again(self) -> None:
        assert self.due(answer(New(), H, schedule=Schedule(learning_steps=(600,)))) == 900

    @pytest.mark.parametrize("rating", list(Rating))
    def test_without_steps_every_answer_waits_for_a_day(self, rating: Rating) -> None:
        schedule = Schedule(learning_steps=(), relearning_steps=(), fuzz=False)
        card = answer(New(), rating, schedule=schedule)
        assert isinstance(card, InterdayLearning if rating is A else Review)
        assert isinstance(answer(card, A, day=card.due_day, schedule=schedule), ByDays)

    def test_a_lapse_relearns_and_is_counted(self) -> None:
        card = answer(New(), E)
        assert isinstance(card, Review)
        lapsed = answer(card, A, day=card.due_day)
        assert isinstance(lapsed, Learning)
        assert (lapsed.relearning, lapsed.lapses, self.due(lapsed)) == (True, 1, 600)
        back = answer(lapsed, G, day=card.due_day)
        assert isinstance(back, Review)
        assert back.lapses == 1

    def test_steps_shortened_meanwhile_graduate(self) -> None:
        card = answer(New(), G)
        assert isinstance(answer(card, G, schedule=Schedule(learning_steps=(60,))), Review)


class TestStudyDay:
    def test_summer_time_moves_nothing(self) -> None:
        """The nights of both changes in London, hour by hour: the day turns once, at four by the wall clock."""
        for night in (
            datetime(2026, 3, 28, 12, tzinfo=UTC),
            datetime(2026, 10, 24, 12, tzinfo=UTC),
        ):
            days = [
                study_day(night + timedelta(hours=hour), "Europe/London", 4) for hour in range(48)
            ]
            assert sorted(set(days)) == [days[0], days[0] + 1, days[0] + 2]
            assert days == sorted(days)
            for hour in range(48):
                instant = night + timedelta(hours=hour)
                local = instant.astimezone(ZoneInfo("Europe/London"))
                assert (
                    study_day(instant, "Europe/London", 4)
                    == (local - timedelta(hours=4)).toordinal()
                )

    @pytest.mark.parametrize(
        "zone",
        [
            "UTC",
            "Europe/London",
            "Asia/Kolkata",
            "Australia/Lord_Howe",
            "America/St_Johns",
            "Pacific/Apia",
        ],
    )
    @pytest.mark.parametrize("rollover", [0, 2, 4, 23])
    def test_a_day_begins_when_its_number_does(self, zone: str, rollover: int) -> None:
        first = datetime(2026, 1, 1, tzinfo=UTC).toordinal()
        for day in range(first, first + 365, 3):
            begins = day_begins(day, zone, rollover)
            assert study_day(begins, zone, rollover) == day
            assert study_day(begins - timedelta(seconds=1), zone, rollover) == day - 1


def test_retrievability_is_what_stability_means() -> None:
    memory = Memory(stability=12.0, difficulty=5.0)
    assert retrievability(memory, 12) == pytest.approx(0.9)
    assert retrievability(memory, 0) == 1
    assert retrievability(memory, 400) < retrievability(memory, 40) < 0.9


def test_a_clock_set_back_counts_as_the_same_day() -> None:
    card = answer(New(), E, day=739_000)
    assert isinstance(card, Review)
    again = answer(card, G, day=738_000)
    assert isinstance(again, Review)
    assert again.last_day == 739_000
    assert again.memory == answer(card, G, day=739_000).memory  # type: ignore[union-attr]
