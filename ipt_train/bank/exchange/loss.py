"""What a foreign format cannot carry, and what could not be read from one."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ipt_train.csv_file import csv_text
from ipt_train.plural import counted

PICTURE = "the picture"
"""What a format loses that carries no picture."""


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

    def at(self, file: str) -> str:
        """Return it in a line, with its place in a file."""
        return f"{file}:{self.line}:{self.column}: {self.message}"


def summary(losses: Iterable[Loss]) -> list[tuple[str, int]]:
    """Count losses by what was lost, most first."""
    counts: dict[str, int] = {}
    for one in losses:
        counts[one.what] = counts.get(one.what, 0) + 1
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def losses_in_words(items: int, losses: Iterable[Loss], done: str) -> list[str]:
    """Return how many items came along, then what was lost, counted, a line each.

    Args:
        items: How many items.
        losses: What was lost.
        done: What became of the items, such as ``exported``.
    """
    lost = [f"{count:>6}  {what}" for what, count in summary(losses)]
    return [f"{counted(items, 'item')} {done}", *lost]


def losses_file(losses: Iterable[Loss], file: Path | None) -> list[tuple[str, Path, str]]:
    """Return the table of what was lost, item by item, if a file is named for it.

    Args:
        losses: What was lost.
        file: The file; None for no table.
    """
    if file is None:
        return []
    table = csv_text(("item", "what"), [(one.item, one.what) for one in losses])
    return [("--losses", file, table)]
