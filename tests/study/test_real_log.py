"""A log of 12,580 reviews of 1,205 cards: folded in any order, merged from halves, and its figures.

The figures are those of one learner's real log (the test data of py-fsrs, MIT licence, Copyright
(c) 2022 Open Spaced Repetition). It is not part of this project: the tests of it run where the
folder that holds ``fsrs-review-log.csv`` is named by IPT_TRAIN_REAL_LOG, or is ``../shared/data``.
"""

import hashlib
import math
import os
import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ipt_train.data.exchange.history_read import PastReview, ReviewHistory, read_history
from ipt_train.data.operation.doctor import digests
from ipt_train.data.operation.folds import every_fold
from ipt_train.data.operation.import_history import past_event
from ipt_train.log.core.event import Event, Reviewed
from ipt_train.log.core.fold import LearnerState, fold, replay
from ipt_train.log.core.settings import Settings
from ipt_train.log.store.log import Log
from ipt_train.schedule.card import New
from ipt_train.schedule.memory import Memory, after_review, retrievability
from ipt_train.vocabulary import ItemId, Rating
from tests.conftest import ROOT

FOLDER = Path(os.environ.get("IPT_TRAIN_REAL_LOG") or ROOT.parent / "shared" / "data")
FILE = FOLDER / "fsrs-review-log.csv" if FOLDER.is_dir() else FOLDER
SHA256 = "1cebb655825974579538877d018b5ffc8cc324bb6bb6fda9cbd5da85cfe9e445"
FOLDS = every_fold({})
SIZE, CARDS = 12_580, 1_205
WEST = Settings(zone="Etc/GMT+6", rollover=4)
"""Six hours west of UTC, days from four in the morning: the learner's zone is not known."""


def now() -> datetime:
    return datetime(2026, 11, 2, 12, tzinfo=UTC)


def generated(seed: int) -> ReviewHistory:
    """As many reviews of as many cards, over 190 days; six in a hundred at one moment."""
    chance = random.Random(seed)
    moments = sorted(chance.randrange(190 * 86_400_000) for _ in range(SIZE))
    reviews = [
        PastReview(
            card=f"card-{number if number < CARDS else chance.randrange(CARDS)}",
            at=1_711_744_352_250 + (at - at % 86_400_000 if chance.random() < 0.06 else at),
            rating=chance.choices((1, 2, 3, 4), (29, 2, 66, 3))[0],
            duration_ms=chance.randrange(60_000),
        )
        for number, at in enumerate(moments)
    ]
    return ReviewHistory(reviews=tuple(reviews), left_out={})


def real() -> ReviewHistory:
    if not FILE.is_file():
        pytest.skip(f"the real log is not at {FILE}; IPT_TRAIN_REAL_LOG names its folder")
    data = FILE.read_bytes()
    assert hashlib.sha256(data).hexdigest() == SHA256
    return read_history(data.decode(), FILE.name)


def events_of(history: ReviewHistory, settings: Settings = WEST) -> list[Event]:
    return [past_event(one, ItemId(one.card), 1, None, settings) for one in history.reviews]


@pytest.fixture(scope="module", params=["generated 1", "generated 2", "real"])
def events(request: pytest.FixtureRequest) -> list[Event]:
    name, _, seed = request.param.partition(" ")
    return events_of(generated(int(seed)) if name == "generated" else real())


@pytest.fixture(scope="module")
def whole(events: list[Event]) -> object:
    """What the folds of all events come to."""
    return digests(events, FOLDS)


def test_size(events: list[Event]) -> None:
    assert len(events) == SIZE
    assert len(fold(events).cards) == CARDS


def test_any_order_of_arrival_gives_the_same_state(events: list[Event], whole: object) -> None:
    for seed in range(3):
        shuffled = list(events)
        random.Random(seed).shuffle(shuffled)
        assert digests(shuffled, FOLDS) == whole
    assert digests([*events, *events[:5000]], FOLDS) == whole
    assert digests(events[:-1], FOLDS) != whole  # what is compared tells one review from none


def test_two_halves_merged_are_the_whole(
    events: list[Event], whole: object, tmp_path: Path
) -> None:
    """Every other review on another device; merged both ways round, with a part in both."""
    odd, even = events[::2], [*events[1::2], *events[:200]]
    with Log(tmp_path / "a.db", now) as a, Log(tmp_path / "b.db", now) as b:
        a.absorb(odd)
        b.absorb(even)
        assert a.absorb(b.events()) + len({event.id for event in odd}) == len(
            {event.id for event in events}
        )
        b.absorb(odd)
        assert a.events() == b.events()
        assert digests(a.events(), FOLDS) == whole


def test_undone_and_again(events: list[Event], whole: object) -> None:
    """The last tenth left out and then taken in again comes to where the whole comes."""
    kept = events[: -SIZE // 10]
    assert digests([*kept, *events[-SIZE // 10 :]], FOLDS) == whole


@dataclass(frozen=True)
class Predictions:
    """Recalls on a later day, with the chance that was predicted for each."""

    chances: list[float]
    recalled: list[bool]

    @property
    def log_loss(self) -> float:
        pairs = zip(self.chances, self.recalled, strict=True)
        return sum(-math.log(p if r else 1 - p) for p, r in pairs) / len(self.chances)

    @property
    def bias(self) -> float:
        return (sum(self.chances) - sum(self.recalled)) / len(self.chances)


def predictions(events: Iterable[Event]) -> Predictions:
    """What FSRS-6 with its default parameters predicts of each review on a later study day."""
    found = Predictions([], [])
    for step in replay(events, LearnerState()):
        if not isinstance(step.before, New) and step.event.day > step.before.last_day:
            days = step.event.day - step.before.last_day
            found.chances.append(retrievability(step.before.memory, days))
            found.recalled.append(step.body.rating > Rating.AGAIN)
    return found


class TestFigures:
    """Those of the study of the real log by which the study day was chosen."""

    def test_what_it_holds(self) -> None:
        history = real()
        ratings = [one.rating for one in history.reviews]
        assert [ratings.count(one) for one in (3, 1, 2, 4)] == [8903, 3676, 1, 0]
        spent = sorted(one.duration_ms for one in history.reviews)
        assert round(spent[len(spent) // 2] / 1000, 1) == 11.3
        assert max(spent) == 60_000

    def test_study_days_from_four_in_the_morning(self) -> None:
        found = predictions(events_of(real()))
        assert len(found.chances) == 6372
        assert found.log_loss == pytest.approx(0.4652, abs=5e-5)
        assert found.bias == pytest.approx(0.001, abs=5e-4)

    def test_days_of_24_hours_score_a_thousand_fewer(self) -> None:
        """As py-fsrs counts: of 11,375 repeats 1,043 would be on the same day after all."""
        last: dict[str, Event] = {}
        memories: dict[str, Memory] = {}
        found = Predictions([], [])
        repeats = later = 0
        for event in sorted(events_of(real()), key=lambda event: event.at):
            assert isinstance(event.body, Reviewed)
            item, days = str(event.body.item), 0
            if before := last.get(item):
                days = (event.at - before.at) // 86_400_000
                repeats += 1
                later += event.day > before.day
                if days:
                    found.chances.append(retrievability(memories[item], days))
                    found.recalled.append(event.body.rating > Rating.AGAIN)
            last[item] = event
            memories[item], _ = after_review(
                memories.get(item), event.body.rating, days, desired_retention=0.9
            )
        assert (repeats, len(found.chances), later) == (11_375, 5329, 6372)
        assert found.log_loss == pytest.approx(0.4587, abs=5e-5)
        assert found.bias == pytest.approx(-0.027, abs=5e-4)

    @pytest.mark.parametrize("offset", range(-12, 13, 4))
    def test_the_zone_hardly_matters(self, offset: int) -> None:
        zone = f"Etc/GMT{-offset:+d}" if offset else "Etc/GMT"
        found = predictions(events_of(real(), Settings(zone=zone, rollover=4)))
        assert abs(found.bias) <= 0.014
