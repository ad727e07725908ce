"""What is said beside a grade."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Protocol

from ipt_train.plural import counted

IN_PLACE = ", in place of what the attempts earned; nothing is taken off it"
"""What is said of a mark by hand where something was handed in."""


def not_used(items: Sequence[str]) -> str:
    """Say that marks by hand for some items took no part."""
    return f"the mark by hand for {', '.join(items)} is not used: no such question counts here"


def out_of_order(numbers: Sequence[int]) -> Iterator[str]:
    """Say which attempts came after one of a higher number, which their learner chose."""
    highest = 0
    for number in numbers:
        if number < highest:
            yield f"attempt {number} arrived after attempt {highest}"
        highest = max(highest, number)


class Arrived(Protocol):
    """What is asked of an attempt: its number, and when it arrived."""

    @property
    def number(self) -> int:
        """Its number."""

    @property
    def received_at(self) -> datetime:
        """When it arrived."""


def after_release(attempts: Iterable[Arrived], released: datetime | None) -> Iterator[str]:
    """Say which attempts arrived after feedback on the exam had been released, if it was."""
    for one in attempts:
        if released and one.received_at > released:
            when = released.isoformat(timespec="minutes")
            yield f"attempt {one.number} was handed in after the release of {when}"


def nothing_handed_in(strangers: int) -> str:
    """Say that nothing was handed in; where strangers did, one of them may be this person."""
    if not strangers:
        return "nothing was handed in"
    verb = "is" if strangers == 1 else "are"
    pseudonyms = counted(strangers, "pseudonym")
    return f"nothing was handed in under this pseudonym; work under {pseudonyms} that {verb} not on the roster is left out"
