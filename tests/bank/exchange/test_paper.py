"""What a printed item asks for is said once."""

from dataclasses import replace
from typing import Any

import pytest

from ipt_train.bank.exchange.paper import printed
from ipt_train.vocabulary import ItemType
from tests.exam.pool import item


@pytest.mark.parametrize(
    ("stem", "multiple", "ask"),
    [
        ("What holds?", True, "Choose all that apply."),
        ("What holds? Choose all that apply.", True, ""),
        ("What holds? Choose all that apply.\n", True, ""),
        ("What holds?", False, "Choose one."),
    ],
)
def test_the_instruction_is_not_doubled(stem: str, ask: str, *, multiple: bool) -> None:
    made: Any = item("i", type=ItemType.SINGLE_BEST_ANSWER)
    made = replace(made, stem=stem, interaction=replace(made.interaction, multiple=multiple))
    assert printed(made).ask == ask
