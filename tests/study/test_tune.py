"""Fitting the memory model to a log: only with enough, only if it predicts better, and back again."""

import random

import pytest

from ipt_train.errors import TooFewReviewsError
from ipt_train.log.core.event import Reviewed
from ipt_train.log.core.fold import fold
from ipt_train.log.operation.journal import Journal
from ipt_train.progress.operation.tune import NAME, keep, revert, tune
from ipt_train.schedule.memory import PARAMETERS, memory_of, retrievability, training_items
from ipt_train.vocabulary import ItemId, Rating
from tests.conftest import Clock
from tests.log.memory_log import MemoryLog

FORGETFUL = (0.05, 0.3, 0.6, 2.0, *PARAMETERS[4:])
"""A learner who forgets new things four times as fast as most."""


def studied(clock: Clock, parameters: tuple[float, ...], items: int, seed: int = 1) -> Journal:
    """A journal of someone who studies by the default schedule and forgets by other parameters."""
    chance = random.Random(seed)
    log = MemoryLog()
    journal = Journal(
        log, now=clock, new_id=lambda: f"{chance.getrandbits(64):x}", device="d", aliases={}
    )
    histories: dict[int, list[tuple[Rating, int]]] = {}
    last: dict[int, int] = {}
    for day in range(60):
        for item in range(items):
            card = journal.state.cards.get(ItemId(f"i{item}"))
            due = getattr(card, "due_day", journal.today())
            if (card is None and item % 20 != day % 20) or due > journal.today():
                continue
            past = histories.setdefault(item, [])
            days = day - last.get(item, day)
            known = past and chance.random() < retrievability(
                memory_of(past, parameters), days, parameters
            )
            rating = Rating.GOOD if known else Rating.AGAIN
            past.append((rating, days))
            last[item] = day
            journal.record(
                Reviewed(
                    item=ItemId(f"i{item}"), revision=1, response=("a",), correct=bool(known),
                    score=float(bool(known)), confidence=None, rating=rating, response_ms=9000,
                )
            )  # fmt: skip
        clock.move(days=1)
    return journal


def test_what_a_history_teaches() -> None:
    """Recalls on later days only, each with everything before it (Anki ``fsrs/params.rs``)."""
    again, good = Rating.AGAIN, Rating.GOOD
    history = [(good, 0), (good, 2), (again, 3), (good, 0), (good, 5)]
    assert training_items(history) == [history[:2], history[:3], history]
    assert training_items([(good, 0)]) == []


def test_a_forgetful_learner_is_predicted_better_and_can_go_back(clock: Clock) -> None:
    journal = studied(clock, FORGETFUL, 80)
    told: list[tuple[int, int]] = []
    found = tune(journal.state, lambda *done: told.append(done))
    assert told == [(part, 6) for part in range(1, 7)]
    assert found.reviews >= 400
    assert found.predicted > 100
    assert found.better
    assert found.after < found.before
    dues = {item: card.due_day for item, card in journal.state.cards.items() if hasattr(card, "due_day")}  # fmt: skip
    memories = dict(journal.state.cards)
    keep(journal, found)
    schedule = journal.state.settings.schedule
    assert schedule.parameters == found.parameters
    for item, day in dues.items():
        card = journal.state.cards[item]
        assert getattr(card, "due_day") == day  # noqa: B009
        assert getattr(card, "memory") == memory_of(  # noqa: B009
            journal.state.histories[item], found.parameters
        )
    assert fold(journal.events()).digest() == journal.state.digest()
    assert journal.state.chosen[NAME] == journal.events()[-1].id
    assert revert(journal)
    assert journal.state.cards == memories
    assert journal.state.settings.schedule.parameters == PARAMETERS
    assert not revert(journal)


def test_too_few_are_refused(clock: Clock) -> None:
    journal = studied(clock, PARAMETERS, 5)
    with pytest.raises(TooFewReviewsError, match="too few"):
        tune(journal.state)
