"""What a journal keeps is what its log folds to: after any event, undo, merge or other program."""

import random
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_train.data.operation.folds import every_fold
from ipt_train.exam.core.record import EXAMS
from ipt_train.log.core.event import (
    BanksMet,
    Body,
    Chosen,
    Drilled,
    DrilledAgain,
    ExamAnswered,
    ExamBegan,
    ExamEnded,
    Marked,
    RatingEntered,
    RatingLocked,
    RatingOpened,
    Reviewed,
    Undone,
)
from ipt_train.log.core.fold import fold
from ipt_train.log.operation.journal import Journal
from ipt_train.rating.core.record import RATINGS, ratings
from ipt_train.schedule.memory import PARAMETERS
from ipt_train.vocabulary import Confidence, EventId, EventKind, ItemId, Mode, Rating
from tests.conftest import Clock
from tests.log.memory_log import MemoryLog

OLD, NEW = ItemId("old"), ItemId("new")
ALIASES = {OLD: NEW}
FOLDS = every_fold(ALIASES)

items = st.sampled_from([OLD, NEW, ItemId("other")])
names = st.sampled_from(["a", "b"])
bodies: st.SearchStrategy[Body] = st.one_of(
    st.builds(
        Reviewed, item=items, revision=st.just(1), response=st.just(("a",)), correct=st.booleans(),
        score=st.just(1.0), confidence=st.none(), rating=st.sampled_from(Rating),
        response_ms=st.just(900),
    ),
    st.builds(
        Reviewed, item=items, revision=st.just(2), response=st.just(True), correct=st.booleans(),
        score=st.just(1.0), confidence=st.sampled_from([None, *Confidence]),
        rating=st.sampled_from(Rating), response_ms=st.integers(0, 200_000),
        vignette=st.sampled_from([None, ItemId("case")]), mode=st.sampled_from(Mode),
    ),
    st.builds(
        Drilled, item=items, revision=st.just(1), marks=st.just({}), score=st.sampled_from([0.0, 0.5]),
        rating=st.sampled_from(Rating), response_ms=st.just(9000),
    ),
    st.builds(DrilledAgain, item=items, revision=st.just(1), first=st.just(EventId("e0")), response_ms=st.just(9)),
    st.builds(BanksMet, revisions=st.dictionaries(items, st.integers(1, 3)), edition=st.sampled_from(["", "a", "b"])),
    st.builds(
        BanksMet, revisions=st.dictionaries(items, st.integers(0, 3)),
        edition=st.sampled_from(["a", "b"]), base=st.sampled_from(["a", "b", "c"]),
    ),
    st.builds(
        Chosen, name=st.just("parameters"),
        value=st.sampled_from(["default", " ".join(f"{one + 0.01:g}" for one in PARAMETERS)]),
    ),
    st.builds(Chosen, name=st.just("learning-steps"), value=st.sampled_from(["none", "1m 10m"])),
    st.builds(Marked, item=items, mark=st.sampled_from([EventKind.SUSPEND, EventKind.UNSUSPEND, EventKind.BURY]), note=st.just("why")),
    st.builds(Marked, item=items, mark=st.sampled_from([EventKind.FLAG, EventKind.UNFLAG, EventKind.QUEUE])),
    st.builds(Chosen, name=st.just("exam-date"), value=st.sampled_from(["2026-12-24", "none"])),
    st.builds(
        ExamBegan, exam=names, title=st.just("Exam"), paper=st.just(""), items=st.just((OLD, NEW)),
        revisions=st.just((1, 1)), seed=st.just(1), minutes=st.sampled_from([0, 30]),
    ),
    st.builds(
        ExamAnswered, exam=names, item=items, revision=st.just(1),
        response=st.sampled_from([None, True, ("a",)]), response_ms=st.just(900),
    ),
    st.builds(ExamEnded, exam=names),
    st.builds(RatingOpened, rating=names, details=st.just({"form": "initial", "rater": "self"})),
    st.builds(
        RatingEntered, rating=names, name=st.sampled_from(["adherence i1", "off-model x3"]),
        value=st.fixed_dictionaries({"value": st.integers(0, 4)}),
    ),
    st.builds(RatingLocked, rating=names),
)  # fmt: skip
happenings = st.one_of(
    st.tuples(st.just("event"), bodies),
    st.tuples(st.just("other program"), bodies),
    st.tuples(st.just("other device"), bodies),
    st.tuples(st.just("undo"), st.integers(0, 40)),
    st.tuples(st.just("merge"), st.none()),
    st.tuples(st.just("clock"), st.integers(-90, 3000)),
)


def sound(journal: Journal, log: MemoryLog, chance: random.Random) -> None:
    events = log.events()
    chance.shuffle(events)
    for each in FOLDS:
        assert each.digest(journal.folded(each)) == each.digest(each.of(events))
    assert journal.state.digest() == fold(events, ALIASES).digest()
    assert journal.state.last == fold(events, ALIASES).last
    assert journal.extent == (len(events), max((one.stamp for one in events), default=0))


@settings(max_examples=150, deadline=None)
@given(st.lists(happenings, max_size=40), st.randoms(use_true_random=False))
def test_what_is_kept_is_what_the_log_folds_to(
    story: list[tuple[str, object]], chance: random.Random
) -> None:
    clock, numbers = Clock(), count()
    here, away = MemoryLog(), MemoryLog()

    def opened(log: MemoryLog, device: str) -> Journal:
        return Journal(
            log, now=clock, new_id=lambda: f"e{next(numbers)}", device=device, aliases=ALIASES,
            folds=FOLDS,
        )  # fmt: skip

    mine, second, abroad = opened(here, "laptop"), opened(here, "laptop"), opened(away, "desktop")
    for kind, what in story:
        match kind, what:
            case "event", body:
                mine.record(body)  # type: ignore[arg-type]
                sound(mine, here, chance)
            case "other program", body:
                second.record(body)  # type: ignore[arg-type]
                sound(second, here, chance)
            case "other device", body:
                abroad.record(body)  # type: ignore[arg-type]
            case "undo", int(number):
                known = [event.id for event in here.events()]
                target = known[number % len(known)] if known else EventId("nowhere")
                mine.record(Undone(target=target))
                sound(mine, here, chance)
            case "merge", _:
                here.absorb(away.events())
                away.absorb(here.events())
                mine, second = opened(here, "laptop"), opened(here, "laptop")
                abroad = opened(away, "desktop")
                sound(mine, here, chance)
                sound(abroad, away, chance)
            case "clock", int(minutes):
                clock.instant += timedelta(minutes=minutes)
    mine.refold()
    sound(mine, here, chance)


def journal_over(log: MemoryLog, device: str = "laptop", **more: object) -> Journal:
    numbers = count()
    return Journal(
        log, now=Clock(), new_id=lambda: f"{device}-{next(numbers)}-{log.reads}", device=device,
        **more,  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.mark.parametrize("size", [10, 1000])
def test_the_log_is_read_once_at_opening_and_again_after_an_undo(size: int) -> None:
    log = MemoryLog()
    writer = journal_over(log)
    for number in range(size):
        writer.record(Marked(item=ItemId(f"i{number % 7}"), mark=EventKind.FLAG))
    log.reads = 0
    journal = journal_over(log, folds=(EXAMS, RATINGS))
    assert (journal.folded(EXAMS), journal.folded(RATINGS), log.reads) == ({}, {}, 1)
    event, _ = journal.record(RatingOpened(rating="r", details={"form": "initial"}))
    assert (list(journal.folded(RATINGS)), log.reads) == (["r"], 1)
    journal.record(Undone(target=event.id))
    assert (journal.folded(RATINGS), log.reads) == ({}, 2)


def test_a_fold_that_was_not_handed_in_is_taken_in_when_it_is_asked_for() -> None:
    log = MemoryLog()
    journal = journal_over(log)
    journal.record(RatingOpened(rating="r", details={"form": "initial"}))
    assert (list(journal.folded(RATINGS)), log.reads) == (["r"], 2)
    journal.record(RatingLocked(rating="r"))
    assert (journal.folded(RATINGS)["r"].locked, log.reads) == (True, 2)
    assert journal.folded(RATINGS) == ratings(log.events())


def test_what_another_program_wrote_is_told_with_the_next_event() -> None:
    """An answer after the exam was handed in at another terminal is late, and known to be."""
    log = MemoryLog()
    mine = journal_over(log)
    mine.record(
        ExamBegan(exam="x", title="X", paper="", items=(OLD,), revisions=(1,), seed=1, minutes=0)
    )
    journal_over(log).record(ExamEnded(exam="x"))
    answer = ExamAnswered(exam="x", item=OLD, revision=1, response=("a",), response_ms=9)
    mine.record(answer)
    assert mine.folded(EXAMS)["x"].late == 1
    assert mine.folded(EXAMS)["x"].answers == {}
