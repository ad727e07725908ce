"""The banks as they were last met are kept as differences, and come to the same as if each were kept whole."""

from hypothesis import example, given
from hypothesis import strategies as st

from ipt_train.bank.core.edition import edition
from ipt_train.log.core.event import BanksMet
from ipt_train.log.core.met import meeting, met_after

shelves = st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 3), min_size=1)


def told(shelf: dict[str, int], state: tuple[dict[str, int], str]) -> BanksMet:
    return meeting(*state, shelf, edition(shelf))


@given(st.lists(shelves, max_size=6))
def test_differences_one_after_the_other_come_to_the_newest_shelf(
    stories: list[dict[str, int]],
) -> None:
    state: tuple[dict[str, int], str] = ({}, "")
    for number, shelf in enumerate(stories):
        event = told(shelf, state)
        assert bool(event.base) is (number > 0)  # whole the first time only
        state = met_after(*state, event)
        assert state == (shelf, edition(shelf))


@given(shelves, shelves)
def test_an_event_holds_no_more_than_what_differs(
    before: dict[str, int], now: dict[str, int]
) -> None:
    event = told(now, (before, edition(before)))
    assert all(before.get(name) != (revision or None) for name, revision in event.revisions.items())
    assert len(event.revisions) <= len(before.keys() | now.keys())


@given(shelves, shelves, shelves)
@example({"a": 1}, {"a": 2}, {"a": 2})
def test_two_devices_that_tell_from_the_same_base_agree_or_look_again(
    base: dict[str, int], here: dict[str, int], there: dict[str, int]
) -> None:
    state = (base, edition(base))
    first, second = told(here, state), told(there, state)
    met, known = met_after(*met_after(*state, first), second)
    if known:  # then it is what it says it is
        assert edition(met) == known
    else:  # else the next comparison tells the whole shelf
        assert met_after(met, known, told(there, (met, known))) == (there, edition(there))


def test_events_of_earlier_versions_are_whole_and_name_no_edition() -> None:
    assert met_after({"gone": 1}, "some", BanksMet(revisions={"a": 1})) == ({"a": 1}, "")
