"""After a week, a fortnight or a month away the backlog is worked off within the budget."""

from statistics import fmean

import pytest

from ipt_train.bank.core.model import Library
from tests.study.learner import IRREGULAR
from tests.study.returning import AWAY, after_break

BUDGET = 10


@pytest.mark.parametrize("away", AWAY)
def test_three_weeks_after_a_break_all_is_well_again(shipped: Library, away: int) -> None:
    back = after_break(shipped, IRREGULAR, BUDGET, before=30, away=away)
    assert back.waiting[0] > 0
    assert back.well is not None
    assert 0.8 * BUDGET <= fmean(minutes for minutes in back.minutes if minutes) <= 1.1 * BUDGET
