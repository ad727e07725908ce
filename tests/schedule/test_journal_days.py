"""Days as a learner's journal counts them: changes of summer time, moves, clocks set back, rollovers.

Each line of a table is a story of instants by the clock that is handed in; the journal and its
log are the real ones. What holds in all of them: no event is lost or out of order, the day is
that of the wall clock, and a log that is opened anew says the same.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_train.log.core.event import Chosen, Event, Reviewed
from ipt_train.log.core.fold import fold
from ipt_train.log.operation.journal import Journal
from ipt_train.schedule.card import Learning, Review
from ipt_train.vocabulary import ItemId, Rating
from tests.conftest import Clock
from tests.log.memory_log import MemoryLog

Journals = Callable[..., Journal]


def review(item: str = "one", rating: Rating = Rating.GOOD) -> Reviewed:
    return Reviewed(
        item=ItemId(item), revision=1, response=("a",), correct=rating > 1, score=float(rating > 1),
        confidence=None, rating=rating, response_ms=5000,
    )  # fmt: skip


def at(text: str, zone: str = "UTC") -> datetime:
    """An instant by the wall clock of a zone; `fold` 1 by a trailing * (the hour that comes twice)."""
    wall = datetime.fromisoformat(text.rstrip("*"))
    return wall.replace(tzinfo=ZoneInfo(zone), fold=text.endswith("*")).astimezone(UTC)


def sound(journal: Journal, written: list[Event], journals: Journals | None = None) -> None:
    """Nothing is lost or out of order, and folding anew gives the state that was kept in step."""
    events = journal.events()
    assert [one.id for one in events if one.id in {two.id for two in written}] == [
        one.id for one in written
    ]
    stamps = [one.stamp for one in events]
    assert stamps == sorted(set(stamps))
    assert [one.sequence for one in events if one.device == "laptop"] == list(
        range(1, 1 + sum(one.device == "laptop" for one in events))
    )
    assert fold(reversed(events)).digest() == journal.state.digest()
    if journals:
        assert journals().state.digest() == journal.state.digest()


SUMMER = [
    # zone, rollover, instants by the wall clock, and the day of each counted from the first
    ("Europe/London", 4, ["2026-03-28T23:30", "2026-03-29T00:59", "2026-03-29T02:01", "2026-03-29T03:59", "2026-03-29T04:00"], [0, 0, 0, 0, 1]),
    ("Europe/London", 4, ["2026-10-25T00:30", "2026-10-25T01:30", "2026-10-25T01:30*", "2026-10-25T03:59", "2026-10-25T04:00"], [0, 0, 0, 0, 1]),
    ("Europe/London", 1, ["2026-10-25T00:59", "2026-10-25T01:10", "2026-10-25T01:10*", "2026-10-25T02:00"], [0, 1, 1, 1]),
    ("Europe/London", 1, ["2026-03-29T00:59", "2026-03-29T02:00"], [0, 1]),  # 01:00 never was
    ("America/New_York", 2, ["2026-03-08T01:59", "2026-03-08T03:00"], [0, 1]),  # 02:00 never was
    ("America/New_York", 4, ["2026-11-01T00:30", "2026-11-01T01:30", "2026-11-01T01:30*", "2026-11-01T04:00"], [0, 0, 0, 1]),
    ("Australia/Lord_Howe", 4, ["2026-04-05T01:45", "2026-04-05T01:45*", "2026-04-05T04:00"], [0, 0, 1]),  # half an hour
    ("America/Santiago", 0, ["2026-09-05T23:59", "2026-09-06T01:00"], [0, 1]),  # midnight never was
    ("Asia/Kolkata", 4, ["2026-03-29T03:59", "2026-03-29T04:00"], [0, 1]),  # no summer time
    ("Pacific/Apia", 4, ["2011-12-29T12:00", "2011-12-31T12:00"], [0, 2]),  # 30 December never was
]  # fmt: skip


@pytest.mark.parametrize(("zone", "rollover", "walls", "days"), SUMMER)
def test_changes_of_summer_time(
    journals: Journals, clock: Clock, zone: str, rollover: int, walls: list[str], days: list[int]
) -> None:
    clock.instant = at(walls[0], zone) - timedelta(minutes=1)
    journal = journals(zone=zone)
    journal.record(Chosen(name="rollover", value=str(rollover)))
    written = []
    for wall in walls:
        clock.instant = at(wall, zone)
        written.append(journal.record(review())[0])
    assert [event.day - written[0].day for event in written] == days
    sound(journal, written, journals)


MOVES = [
    # a flight east over midnight, west over the date line, and home again
    (["Europe/London", "Asia/Tokyo"], ["2026-11-02T20:00", "2026-11-03T20:00"], [0, 1]),
    (["Asia/Tokyo", "America/Los_Angeles"], ["2026-11-03T20:00", "2026-11-03T08:00"], [0, 0]),
    (["Pacific/Auckland", "Pacific/Honolulu"], ["2026-11-03T09:00", "2026-11-02T21:00"], [0, -1]),
    (["Europe/London", "Asia/Tokyo", "Europe/London"], ["2026-11-02T20:00", "2026-11-03T12:00", "2026-11-03T12:00"], [0, 1, 1]),
]  # fmt: skip


@pytest.mark.parametrize(("zones", "walls", "days"), MOVES)
def test_moves_between_zones(
    journals: Journals, clock: Clock, zones: list[str], walls: list[str], days: list[int]
) -> None:
    """Each day is that of the place; going west into the day before counts as no day at all."""
    clock.instant = at(walls[0], zones[0]) - timedelta(minutes=1)
    journal = journals(zone=zones[0])
    written = []
    for zone, wall in zip(zones, walls, strict=True):
        clock.instant = max(at(wall, zone), clock.instant + timedelta(minutes=1))
        journal.record(Chosen(name="zone", value=zone))
        written.append(journal.record(review(rating=Rating.EASY))[0])
    assert [event.day - written[0].day for event in written] == days
    assert [event.zone for event in written] == zones
    card = journal.state.cards[ItemId("one")]
    assert isinstance(card, Review)
    assert card.last_day == max(event.day for event in written)
    assert all(days >= 0 for _, days in journal.state.histories[ItemId("one")])
    sound(journal, written, journals)


BACK = [timedelta(seconds=1), timedelta(hours=1), timedelta(days=1), timedelta(days=400), timedelta(days=9000)]  # fmt: skip


@pytest.mark.parametrize("back", BACK, ids=str)
def test_a_clock_set_back_and_put_right_again(
    journals: Journals, clock: Clock, back: timedelta
) -> None:
    journal = journals()
    right = clock.instant
    written = []
    for offset in (timedelta(0), -back, -back + timedelta(seconds=30), timedelta(minutes=5)):
        clock.instant = right + offset
        written.append(journal.record(review())[0])
        assert journals().events()[-1].id == written[-1].id  # an opening meanwhile changes nothing
    assert [event.at for event in written] == [
        int((right + offset).timestamp() * 1000)
        for offset in (timedelta(0), -back, -back + timedelta(seconds=30), timedelta(minutes=5))
    ]
    assert all(event.stamp >= event.at for event in written)
    card = journal.state.cards[ItemId("one")]
    assert card.last_day == written[0].day if isinstance(card, Review | Learning) else False
    sound(journal, written, journals)


def test_a_clock_years_ahead_and_then_right(journals: Journals, clock: Clock) -> None:
    """Events after a clock was ahead keep their own time and day, and stand after it in order."""
    journal = journals()
    right = clock.instant
    clock.instant = right + timedelta(days=3000)
    ahead, _ = journal.record(review())
    clock.instant = right + timedelta(days=1)
    after, _ = journal.record(review("two"))
    assert (after.stamp, after.day) == (ahead.stamp + 1, ahead.day - 2999)
    sound(journal, [ahead, after], journals)


@pytest.mark.parametrize("rollover", range(24))
@pytest.mark.parametrize("zone", ["Europe/London", "America/St_Johns", "Asia/Kathmandu"])
def test_every_rollover_hour(clock: Clock, zone: str, rollover: int) -> None:
    """Through the three days of a change of summer time, every half hour: days follow the wall."""
    count = iter(range(10_000))
    clock.instant = at("2026-10-24T00:15", zone)
    journal = Journal(
        MemoryLog(), now=clock, new_id=lambda: f"e{next(count)}", device="laptop", aliases={}
    )
    journal.record(Chosen(name="zone", value=zone))
    journal.record(Chosen(name="rollover", value=str(rollover)))
    written = []
    for _ in range(2 * 24 * 3):
        clock.move(minutes=30)
        written.append(journal.record(review())[0])
    for event in written:
        wall = datetime.fromtimestamp(event.at / 1000, ZoneInfo(zone))
        expected = wall.date() if wall.hour >= rollover else wall.date() - timedelta(days=1)
        assert event.day == expected.toordinal()
        assert event.rollover == rollover
    turns = [b for a, b in pairwise(written) if b.day != a.day]
    assert len(turns) in (2, 3)
    sound(journal, written)


@given(
    st.lists(
        st.one_of(
            st.integers(-10_000_000, 10_000_000).map(lambda seconds: ("move", seconds)),
            st.sampled_from(["UTC", "Europe/London", "Pacific/Auckland", "America/St_Johns"]).map(lambda zone: ("zone", zone)),
            st.integers(0, 23).map(lambda hour: ("rollover", hour)),
            st.tuples(st.sampled_from(["one", "two"]), st.sampled_from(Rating)),
        ),
        max_size=25,
    )
)  # fmt: skip
def test_whatever_happens_to_clock_and_place(steps: list[tuple[str, object]]) -> None:
    clock, count = Clock(), iter(range(10_000))
    journal = Journal(
        MemoryLog(), now=clock, new_id=lambda: f"e{next(count)}", device="laptop", aliases={}
    )
    written = []
    for what, value in steps:
        match what:
            case "move":
                clock.move(seconds=float(str(value)))
            case "zone" | "rollover":
                written.append(journal.record(Chosen(name=what, value=str(value)))[0])
            case item:
                assert isinstance(value, Rating)
                written.append(journal.record(review(item, value))[0])
    for card in journal.state.cards.values():
        if isinstance(card, Review):
            assert card.due_day > card.last_day
    for history in journal.state.histories.values():
        assert all(days >= 0 for _, days in history)
    sound(journal, written)
