"""What is counted, listed by its marks or put in order is never read: only what is shown is."""

from collections.abc import Callable

import pytest

from ipt_train.bank.core.aliases import aliases_of
from ipt_train.bank.source import catalogue
from ipt_train.bank.source.opened import opened
from ipt_train.bank.source.shelf import Shelf
from ipt_train.log.operation.journal import Journal
from ipt_train.progress.operation.competency import competency_profile
from ipt_train.progress.operation.progress import progress_of
from ipt_train.study.operation.begin import Aim, begin_sitting
from ipt_train.study.operation.cases import CaseKind, list_cases
from ipt_train.study.operation.due import due_of
from ipt_train.study.operation.items import list_items
from ipt_train.study.operation.today import today_of
from ipt_train.study.operation.undo import past_answers
from ipt_train.study.operation.updates import changes_told
from tests.conftest import Clock


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the entries that were read."""
    names: list[str] = []
    built = catalogue._built

    def told(data: dict[str, str], *more: object) -> object:
        names.append(data["id"])
        return built(data, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(catalogue, "_built", told)
    return names


def test_only_what_is_shown_is_read(
    journals: Callable[..., Journal], shelf: Shelf, clock: Clock, read: list[str]
) -> None:
    opened(shelf)
    library, journal = opened(shelf).library(), journals()
    due_of(journal, library)
    today_of(journal, library)
    progress_of(journal, library)
    competency_profile(journal, library)
    list_items(library, journal.state)
    list_cases(library, journal.state, CaseKind())
    aliases_of(library)
    changes_told(journal, library)
    past_answers(journal, library)
    sitting = begin_sitting(journal, library, Aim(), session="s")
    sitting.standing()
    assert read == []
    question = sitting.next()
    assert question is not None
    assert question.item.stem
    assert read == [question.entry]
    sitting.answer(question, question.presentation.by_ids("a"), None, 5000)
    clock.move(days=2)
    due_of(journal, library)
    past_answers(journal, library)
    assert set(read) == {question.entry}
