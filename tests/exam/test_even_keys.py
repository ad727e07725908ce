"""True is right about as often as false, whatever the banks hold more of."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest

from ipt_train.bank.core.model import Item, Library, TrueFalse
from ipt_train.exam.core.assemble import assemble
from ipt_train.exam.core.even_keys import evened
from ipt_train.vocabulary import Domain, ItemType, Level
from tests.exam.pool import item


def keys(items: Sequence[Item]) -> Counter[bool]:
    asked = (one.interaction for one in items)
    return Counter(one.key for one in asked if isinstance(one, TrueFalse))


def claim(name: str, *, key: bool, domain: Domain = Domain.HISTORY) -> Item:
    made = TrueFalse(key=key, rationale_true="yes", rationale_false="no")
    return replace(item(name, type=ItemType.TRUE_FALSE, domain=domain), interaction=made)


@pytest.mark.parametrize("length", [10, 15, 20, 25, 30, 40, 60])
def test_practice_papers_have_both_answers_alike(shipped: Library, length: int) -> None:
    """Of 20 questions, as many as a practice exam has if nothing is said, 66 in 100 were false."""
    items, answers = list(shipped.items()), Counter[bool]()
    for seed in range(150):
        answers += keys(assemble(items, seed=seed, length=length).forms[0].items)
    if sum(answers.values()) >= 60:
        assert 0.4 <= answers[True] / sum(answers.values()) <= 0.6, answers


@pytest.mark.parametrize("often", [True, False])
def test_a_bank_with_more_of_one_answer_gives_papers_with_as_many_of_both(often: bool) -> None:
    mixed = [claim(f"often-{n}", key=often) for n in range(18)]
    mixed += [claim(f"seldom-{n}", key=not often, domain=Domain.PROCESS) for n in range(6)]
    mixed += [item(f"other-{n}", domain=(Domain.HISTORY, Domain.PROCESS)[n % 2]) for n in range(36)]
    answers = Counter[bool]()
    for seed in range(300):
        answers += keys(assemble(mixed, seed=seed, length=12).forms[0].items)
    assert 0.45 <= answers[True] / sum(answers.values()) <= 0.55, answers


def test_where_one_answer_is_all_there_is_it_is_asked() -> None:
    pool = [claim(f"claim-{n}", key=False) for n in range(8)]
    assert list(evened(pool, {(Domain.HISTORY, Level.UNDERSTAND): 8}, forms=1, seed=1)) == pool
    assert keys(assemble(pool, seed=1, length=8).forms[0].items) == {False: 8}


def test_where_others_do_not_suffice_all_are_asked() -> None:
    pool = [claim(f"claim-{n}", key=n == 0) for n in range(8)]
    assert keys(assemble(pool, seed=1, length=8).forms[0].items) == {False: 7, True: 1}
