"""A rule that cries wolf is turned off: wordings that look like a flaw and are none."""

import pytest

from ipt_train.bank.rules.catch_all import combination, says_all, says_none

NONES = {
    "None of the above": True, "None of these": True, "None": True, "Neither of them": True, "None of the other options": True,
    "None of the options is right.": True, "none of the above is true here": True, "None above": True,
    "None of the factors held, since life there was another": False, "Neither of the trials was large": False,
    "That it is a term which means none of the others": False, "Neither warmth nor advice": False,
}  # fmt: skip
ALLS = {
    "All of the above": True, "All of these": True, "All the answers": True,
    "All of these people were well": False, "All of the factors held, and some were stronger": False, "A and her sister": False,
}  # fmt: skip
LABELS = {"A and B": True, "a, b and c are correct": True, "A and her sister": False}


@pytest.mark.parametrize(("text", "flaw"), NONES.items())
def test_none_of_the_above(text: str, flaw: bool) -> None:
    assert says_none(text) is flaw


@pytest.mark.parametrize(("text", "flaw"), ALLS.items())
def test_all_of_the_above(text: str, flaw: bool) -> None:
    assert says_all(text) is flaw


@pytest.mark.parametrize(("text", "flaw"), LABELS.items())
def test_labels_of_other_options(text: str, flaw: bool) -> None:
    assert bool(combination(text)) is flaw
