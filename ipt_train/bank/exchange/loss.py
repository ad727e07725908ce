"""What a foreign format cannot carry, and what could not be read from one."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ipt_train.csv_file import csv_text
from ipt_train.plural import counted

PICTURE = "the picture"
"""What a format loses that carries no picture."""
UNITS = "units of a number"
"""What a format loses that has numbers without units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """Something of one item that did not come along.

    Attributes:
        item: Id of the item, vignette or step.
        what: What was lost, in a few words; equal words are counted together.
        kind: ``lost``; ``to write`` for what the file did not hold and a bank wants.
    """

    item: str
    what: str
    kind: Literal["lost", "to write"] = "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A place in a foreign file that could not be read.

    Attributes:
        line: From 1.
        column: From 1, in characters.
        message: What is wrong.
        whole: Whether the whole file cannot be read for it.
    """

    line: int
    column: int
    message: str
    whole: bool = False

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


_SHOWN = 12
"""Most items that a line names."""


def import_in_words(items: int, losses: Iterable[Loss], done: str) -> list[str]:
    """Return how many items came in, what was left out of which, and what is still to be written.

    Args:
        items: How many items.
        losses: What was left out, and what is to be written.
        done: What became of the items, such as ``imported``.
    """
    every = list(losses)
    lost = [one for one in every if one.kind == "lost"]
    lines = [f"{counted(items, 'item')} {done}"]
    if lost:
        lines += ["Left out, because a bank has no place for it:", *_item_by_item(lost)]
    else:
        lines.append("Nothing was left out.")
    if missing := summary(one for one in every if one.kind == "to write"):
        lines += ["Still to be written:"]
        lines += [f"{count:>6}  {what.removesuffix(TO_WRITE)}" for what, count in missing]
    return lines


TO_WRITE = " is to be written"


def _item_by_item(losses: Iterable[Loss]) -> list[str]:
    """Return a line for each thing that was left out: how often, what, and of which items."""
    items: dict[str, list[str]] = {}
    for one in losses:
        items.setdefault(one.what, []).append(one.item)
    lines = []
    for what, names in sorted(items.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        more = len(names) - _SHOWN
        rest = f" and {more} more (--losses lists them all)" if more > 0 else ""
        lines.append(f"{len(names):>6}  {what}: {', '.join(names[:_SHOWN])}{rest}")
    return lines


def losses_file(losses: Iterable[Loss], file: Path | None) -> list[tuple[str, Path, str]]:
    """Return the table of what was lost, item by item, if a file is named for it.

    Args:
        losses: What was lost.
        file: The file; None for no table.
    """
    if file is None:
        return []
    rows = [(one.item, one.what, one.kind) for one in losses]
    table = csv_text(("item", "what", "kind"), rows)
    return [("--losses", file, table)]
