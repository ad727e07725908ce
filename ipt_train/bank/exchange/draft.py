"""A question of a foreign format, as far as that format tells."""

from dataclasses import dataclass, field
from typing import Any

from ipt_train.bank.exchange.loss import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignPicture:
    """A picture on its way into a bank.

    Attributes:
        name: What its file is called there.
        data: Its bytes: png, jpeg or webp, at most 1 MB.
        text: What it shows; empty where nobody said so.
    """

    name: str
    data: bytes
    text: str


@dataclass(slots=True, kw_only=True)
class Draft:
    """One question on its way into a bank.

    Attributes:
        id: Its id or title there; may be empty.
        domain: Its category there; may be empty.
        line: Where it begins.
        data: The keys of an item that are known: type, stem, options and the like. Empty for a
            text that asks nothing, such as a case before its steps: a bank has no place for it.
        lost: What the question held and a bank cannot hold, each in a few words.
        ours: Whether its id is one of a bank already: the file was written by ``bank export``.
        picture: Its picture, if it has one that a bank can hold.
    """

    id: str
    domain: str
    line: int
    data: dict[str, Any] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    ours: bool = False
    picture: ForeignPicture | None = None


class UnreadableError(Exception):
    """A question that cannot be read: where, counted from 1, and why."""

    def __init__(self, line: int, column: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.column = column
        self.message = message

    def problem(self) -> Problem:
        """Return it as that of a whole file."""
        return Problem(line=self.line, column=self.column, message=self.message, whole=True)


def letter(index: int) -> str:
    """Return the id of an option that has none of its own: a to z, then o26 and so on."""
    return chr(ord("a") + index) if index < 26 else f"o{index}"
