"""Laws of the fold: any order of arrival, duplicates, halves merged, undo, revisions, clocks."""

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ipt_train.log.core.event import (
    Body,
    Chosen,
    Drilled,
    DrilledAgain,
    Event,
    Marked,
    Response,
    Reviewed,
    Undone,
)
from ipt_train.log.core.fold import LearnerState, fold, in_order, replay
from ipt_train.schedule.card import Review
from ipt_train.vocabulary import Confidence, EventId, EventKind, ItemId, Rating

DAY = 739_000


def event(number: int, body: Body, *, day: int = DAY, device: str = "a") -> Event:
    return Event(
        id=EventId(f"{device}{number}"), device=device, session="s", at=number * 1000, day=day, zone="UTC",
        rollover=4, body=body, sequence=number, stamp=number * 1000,
    )  # fmt: skip


def answer(
    item: str, rating: Rating = Rating.GOOD, *, revision: int = 1, response: Response = ("a",)
) -> Reviewed:
    return Reviewed(
        item=ItemId(item), revision=revision, response=response, correct=rating > 1, score=float(rating > 1),
        confidence=None, rating=rating, response_ms=1000,
    )  # fmt: skip


def drilled(item: str, rating: Rating = Rating.HARD) -> Drilled:
    return Drilled(
        item=ItemId(item), revision=1, marks={}, score=0.5, rating=rating, response_ms=1000
    )


@st.composite
def logs(draw: st.DrawFn) -> list[Event]:
    """A log of two devices: answers over days, marks, settings, undos of earlier events."""
    events: list[Event] = []
    day = DAY
    for number in range(1, draw(st.integers(1, 40)) + 1):
        day += draw(st.integers(0, 9))
        item = draw(st.sampled_from(["one", "two", "three"]))
        kind = draw(st.sampled_from("rrrrrrrrmsuda"))
        body: Body
        if kind == "m":
            marks = [EventKind.FLAG, EventKind.UNFLAG, EventKind.SUSPEND, EventKind.UNSUSPEND]
            body = Marked(item=ItemId(item), mark=draw(st.sampled_from(marks)))
        elif kind == "s":
            body = Chosen(
                name="desired-retention", value=draw(st.sampled_from(["0.80", "0.95", "nonsense"]))
            )
        elif kind == "d":
            body = drilled(item, draw(st.sampled_from(list(Rating))))
        elif kind == "a" and events:
            first = draw(st.sampled_from(events)).id
            body = DrilledAgain(item=ItemId(item), revision=1, first=first, response_ms=900)
        elif kind == "u" and events:
            body = Undone(target=draw(st.sampled_from(events)).id)
        else:
            body = answer(item, draw(st.sampled_from(list(Rating))))
        events.append(event(number, body, day=day, device=draw(st.sampled_from("ab"))))
    return events


@given(logs(), st.randoms(use_true_random=False))
def test_any_order_of_arrival_gives_the_same_state(
    events: list[Event], chance: random.Random
) -> None:
    expected = fold(events).digest()
    shuffled = list(events)
    chance.shuffle(shuffled)
    assert fold(shuffled).digest() == expected


@given(logs(), logs())
def test_merging_is_idempotent_and_commutes(first: list[Event], second: list[Event]) -> None:
    second = [replace(one, id=EventId("x" + one.id), device="x" + one.device) for one in second]
    merged = fold(first + second).digest()
    assert fold(second + first + first).digest() == merged


@given(logs())
def test_two_halves_give_the_whole(events: list[Event]) -> None:
    assert fold(events[::2] + events[1::2]).digest() == fold(events).digest()


@given(logs())
def test_an_undone_answer_is_as_if_it_had_not_been(events: list[Event]) -> None:
    undo = event(10_000, Undone(target=events[-1].id))
    kept = [
        one
        for one in events[:-1]
        if not (isinstance(one.body, Undone) and one.body.target == events[-1].id)
    ]
    if isinstance(events[-1].body, Undone):
        return  # undoing an undo has no effect
    assert fold([*events, undo]).digest() == fold(kept).digest()


def test_digest_tells_different_states_apart() -> None:
    one, two = fold([event(1, answer("one"))]), fold([event(1, answer("one", Rating.AGAIN))])
    assert one.digest() != two.digest()


def test_settings_hold_from_their_event_on() -> None:
    def interval(*before: Event) -> int:
        card = fold([*before, event(9, answer("one", Rating.EASY))]).cards[ItemId("one")]
        assert isinstance(card, Review)
        return card.interval

    lax = event(1, Chosen(name="desired-retention", value="0.75"))
    assert interval(lax) > interval()
    assert interval(event(1, Chosen(name="a-setting-of-the-future", value="1"))) == interval()


def test_history_passes_to_the_item_that_replaces() -> None:
    state = fold([event(1, answer("old", Rating.EASY))], {ItemId("old"): ItemId("new")})
    assert set(state.cards) == {"new"}
    assert state.seen[ItemId("new")].revision == 0  # so that the new item comes up soon


def test_fields_of_an_answer_stay_apart() -> None:
    """A right guess counts as right and is scheduled as forgotten."""
    guess = replace(answer("one"), confidence=Confidence.GUESSED, rating=Rating.AGAIN, correct=True)
    state = LearnerState()
    step = next(replay([event(1, guess)], state))
    assert state.seen[ItemId("one")].correct == 1
    assert step.body.rating is Rating.AGAIN


def test_order_is_by_stamp_and_not_by_the_clock() -> None:
    back = replace(event(2, answer("one")), at=-5)
    assert [one.id for one in in_order([back, event(1, answer("one"))])] == ["a1", "a2"]


def test_a_second_reply_to_a_drill_moves_nothing() -> None:
    first = event(1, drilled("drill-a"))
    again = event(
        2, DrilledAgain(item=ItemId("drill-a"), revision=1, first=first.id, response_ms=9000)
    )
    assert fold([first, again]).digest() == fold([first]).digest()
    assert fold([first]).drill_scores == {"drill-a": 0.5}
    undone = event(3, Undone(target=first.id))
    assert fold([first, again, undone]).digest() == LearnerState().digest()


def test_a_second_reply_makes_the_next_answer_no_slower() -> None:
    first, item = event(1, drilled("drill-a")), event(100, answer("one"))
    again = event(
        80, DrilledAgain(item=ItemId("drill-a"), revision=1, first=first.id, response_ms=9000)
    )
    spent = [
        fold(log).habit.days[DAY].milliseconds for log in ([first, item], [first, again, item])
    ]
    assert spent[0] - spent[1] == 79_000
