"""A person at the terminal: what they see, what they type, and how the sitting ended."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from ipt_train.errors import INTERRUPTED, OK, UsageError

if TYPE_CHECKING:
    from ipt_train.shell.keys import Keys
    from ipt_train.shell.reply import ReplyForm
    from ipt_train.shell.runtime import Runtime
    from ipt_train.shell.screen import Screen

_DOCUMENTS = {"json": "a JSON document", "csv": "a CSV table", "html": "a page"}


@dataclass(frozen=True, slots=True, kw_only=True)
class AtTerminal:
    """Who answers.

    Attributes:
        screen: Where the person reads.
        keys: Where the person types.
        ticks: A clock in milliseconds that only moves forward.
    """

    screen: "Screen"
    keys: "Keys"
    ticks: Callable[[], int]


class Ending(StrEnum):
    """How a sitting ended."""

    OVER = "over"
    LEFT = "left"
    INTERRUPTED = "interrupted"

    @property
    def status(self) -> int:
        """The exit status of the command."""
        return INTERRUPTED if self is Ending.INTERRUPTED else OK


def for_programs(form: "ReplyForm") -> bool:
    """Whether a form is a document, which must not hold what a person is asked."""
    return form in _DOCUMENTS


def refuse_documents(form: "ReplyForm", what: str, *, hint: str) -> None:
    """Refuse to begin something with a person where a document was asked for.

    Args:
        form: The form that was asked for.
        what: What would begin, such as ``a drill``.
        hint: What to do.

    Raises:
        UsageError: The form is a document.
    """
    if for_programs(form):
        raise UsageError(
            f"{what} needs a person to answer, so it cannot be {_DOCUMENTS[form]}", hint=hint
        )


def person(app: "Runtime", form: "ReplyForm", what: str, *, hint: str) -> AtTerminal:
    """Return the person who answers; without one nothing is begun.

    Args:
        app: The world of the program.
        form: The form that was asked for.
        what: What would begin, such as ``a sitting``.
        hint: What to do where a document was asked for.

    Raises:
        UsageError: A document was asked for.
        NoTerminalError: Standard input or output is not a terminal.
    """
    refuse_documents(form, what, hint=hint)
    screen = app.screen(plain=form == "plain")
    keys = app.keys(plain=screen.plain, screen=screen)
    return AtTerminal(screen=screen, keys=keys, ticks=app.ticks)


def at_terminal(app: "Runtime", form: "ReplyForm") -> AtTerminal | None:
    """Return the person at the terminal; None without one, or where a document was asked for.

    Args:
        app: The world of the program.
        form: The form that was asked for.
    """
    if for_programs(form) or app.asking() is None:
        return None
    return person(app, form, "a sitting", hint="")
