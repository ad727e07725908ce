"""What a foreign format cannot carry, and what could not be read from one."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """Something of one item that did not come along.

    Attributes:
        item: Id of the item, vignette or step.
        what: What was lost, in a few words; equal words are counted together.
    """

    item: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A place in a foreign file that could not be read.

    Attributes:
        line: From 1.
        column: From 1, in characters.
        message: What is wrong.
    """

    line: int
    column: int
    message: str


def summary(losses: Iterable[Loss]) -> list[tuple[str, int]]:
    """Count losses by what was lost, most first."""
    counts: dict[str, int] = {}
    for one in losses:
        counts[one.what] = counts.get(one.what, 0) + 1
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
