"""Practice is kept in the log and moves nothing: a topic, or all that was seen, weakest first."""

from collections.abc import Callable

import pytest

from ipt_train.bank.core.model import Library
from ipt_train.errors import UsageError
from ipt_train.log.core.event import Reviewed
from ipt_train.log.core.fold import fold
from ipt_train.log.operation.journal import Journal
from ipt_train.study.operation.practice import begin_practice
from ipt_train.study.operation.study import Sitting, begin_study
from ipt_train.vocabulary import Mode
from tests.conftest import Clock


def answered(sitting: Sitting, clock: Clock, *, right: bool = True) -> list[str]:
    """Answer to the end of the sitting; return the items in the order asked."""
    asked = []
    while question := sitting.next():
        options = [option.id for option in question.presentation.options]
        key = next(
            (o.id for o in question.presentation.options if getattr(o, "key", False)),
            options[0] if options else "",
        )
        wrong = next((one for one in options if one != key), key)
        response = (key if right else wrong,) if options else "a text"
        if question.item.type == "true-false":
            response = right
        sitting.answer(question, response, None, 900)
        asked.append(str(question.item.id))
        clock.move(seconds=30)
    return asked


@pytest.mark.parametrize(("topic", "mode"), [("first-idea", Mode.TOPIC), (None, Mode.CRAM)])
def test_practice_is_logged_and_moves_nothing(
    journals: Callable[..., Journal], library: Library, clock: Clock, topic: str | None, mode: Mode
) -> None:
    journal = journals()
    study = begin_study(journal, library, session="1", new_limit=2, limit=2)
    answered(study, clock)
    before, count = dict(journal.state.cards), len(journal.events())
    clock.move(days=3)
    sitting = begin_practice(journal, library, session="2", topic_name=topic)
    asked = answered(sitting, clock, right=False)
    assert asked
    assert len(asked) == len(set(asked))  # nothing comes again within practice
    assert journal.state.cards == before
    logged = [event.body for event in journal.events()][count:]
    assert [body.mode for body in logged if isinstance(body, Reviewed)] == [mode] * len(asked)
    assert fold(journal.events()).cards == before
    assert set(journal.state.practised) == set(asked)


def test_cram_asks_what_was_seen_and_the_weakest_first(
    journals: Callable[..., Journal], library: Library, clock: Clock
) -> None:
    journal = journals()
    first = answered(begin_study(journal, library, session="1", new_limit=1, limit=1), clock)
    clock.move(days=30)
    second = [
        name
        for name in answered(begin_study(journal, library, session="2", limit=3), clock)
        if name not in first
    ]
    sitting = begin_practice(journal, library, session="3")
    asked = answered(sitting, clock)
    assert set(asked) == set(first) | set(second)
    assert sitting.summary().answers == len(asked)


def test_nothing_to_cram_says_so(journals: Callable[..., Journal], library: Library) -> None:
    with pytest.raises(UsageError, match="nothing to cram"):
        begin_practice(journals(), library, session="1")


def test_minutes_end_a_sitting_but_not_within_a_case(
    journals: Callable[..., Journal], library: Library, clock: Clock
) -> None:
    journal = journals()
    sitting = begin_study(journal, library, session="1", minutes=1)
    assert len(answered(sitting, clock)) == 2  # thirty seconds each
    case = begin_practice(journal, library, session="2", topic_name="case", minutes=1)
    steps = next(len(entry.steps) for entry in library.entries() if entry.id == "case-sample")
    assert len(answered(case, clock)) == steps
