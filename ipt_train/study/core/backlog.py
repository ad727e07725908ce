"""How long it takes until nothing that is late waits any more."""

from collections import Counter
from collections.abc import Iterable

from ipt_train.bank.core.model import Entry
from ipt_train.log.core.fold import LearnerState
from ipt_train.study.core.entry import due_day


def days_to_clear(
    entries: Iterable[Entry], state: LearnerState, day: int, *, cap: int, horizon: int = 365
) -> int | None:
    """Return on how many days a backlog is gone, or None where it outlasts the horizon.

    An estimate: what is due by now and what comes due each day are worked off at the cap; what
    is answered today and comes back meanwhile is not counted.

    Args:
        entries: What may be studied.
        state: The learner's state.
        day: The study day.
        cap: Reviews a day.
        horizon: Days to look ahead.
    """
    days = [due for entry in entries if (due := due_day(entry, state)) is not None]
    waiting = sum(due <= day for due in days)
    ahead = Counter(due - day for due in days if due > day)
    for count in range(1, horizon + 1):
        waiting = max(0, waiting - cap)
        if not waiting:
            return count
        waiting += ahead[count]
    return None
