"""What a person types: single keys on a terminal, lines elsewhere.

A key means the same in every sitting; ``MEANINGS`` says what. Marks and answers are typed as the
question offers them: numbers, and y, p or n.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ipt_train.shell.screen import Screen

MEANINGS = {
    "?": "help",
    "<": "back to the one before",
    "a": "all of it",
    "b": "not today",
    "c": "certain",
    "d": "dispute",
    "e": "hand in",
    "f": "flag",
    "g": "guess",
    "k": "keep as it is",
    "m": "note to yourself",
    "n": "no",
    "o": "first unanswered one",
    "p": "partly",
    "q": "quit, everything is kept",
    "r": "the other options",
    "s": "set aside",
    "t": "reading card",
    "u": "undo",
    "v": "view the case or text again",
    "x": "not applicable",
    "y": "yes",
}
"""What each key means, in every sitting. Enter goes on; digits answer."""

_ARROWS = re.compile(r"\x1b(\[[0-9;]*[A-Za-z~]|O.)")
"""What arrows and function keys send."""
_INTERRUPT, _END = "\x03", "\x04"
_ENTER = ("\r", "\n", " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """Where typing comes from.

    Attributes:
        key: Reads one key without Enter. Raises EOFError at the end of input and
            KeyboardInterrupt on Ctrl-C.
        line: Writes a prompt and reads a line; raises likewise.
        single: Whether single keys may be used; plain mode always reads lines.
        early: Takes away what was typed before it was wanted.
        at_once: Takes away what is typed in the moment after something appeared.
        is_typed: Whether something was.
        waiting: What was typed together with an Enter and comes next.
    """

    key: Callable[[], str]
    line: Callable[[str], str]
    single: bool
    early: Callable[[], str] = lambda: ""
    at_once: Callable[[], str] = lambda: ""
    is_typed: Callable[[], bool] = lambda: False
    waiting: list[str] = field(default_factory=list)

    def command(self, prompt: str, *, single: bool = True) -> str:
        """Read a key or a line; Enter alone is an empty text."""
        if not (self.single and single):
            return self.line(prompt).strip()
        pressed = self.waiting.pop(0) if self.waiting else self.key()
        if len(pressed) > 1 and pressed[0] in _ENTER:  # Enter, and what came in its wake
            self.waiting.extend(pressed[1:])
            pressed = pressed[0]
        if pressed == _INTERRUPT:
            raise KeyboardInterrupt
        if pressed == _END:
            raise EOFError
        return "" if pressed in _ENTER else pressed

    def typed_before(self) -> str:
        """Take away what was typed before a question was shown, and return it in one line.

        Raises:
            EOFError: Ctrl-D was pressed.
            KeyboardInterrupt: Ctrl-C was pressed.
        """
        typed = "".join(self.waiting) + self.early()
        self.waiting.clear()
        return self._in_a_line(typed)

    def typed_unseen(self) -> str:
        """Return likewise what is typed while a question appears, too soon for anybody to have read it.

        Raises:
            EOFError: Ctrl-D was pressed.
            KeyboardInterrupt: Ctrl-C was pressed.
        """
        return self._in_a_line(self.at_once())

    def _in_a_line(self, typed: str) -> str:
        if _INTERRUPT in typed:
            raise KeyboardInterrupt
        if _END in typed:
            raise EOFError
        typed = _ARROWS.sub("", typed)
        return " ".join("".join(sign if sign.isprintable() else " " for sign in typed).split())


def say_early(screen: "Screen", keys: Keys, typed: str) -> str:
    """Show what was typed before a question could be read, so that it is neither used unseen nor lost.

    Args:
        screen: Where to.
        keys: Where more of it may come from.
        typed: What was typed before the question appeared.

    Returns:
        All of it.

    Raises:
        EOFError: Ctrl-D was pressed.
        KeyboardInterrupt: Ctrl-C was pressed.
    """
    typed = f"{typed} {keys.typed_unseen()}".strip()
    if typed:
        shown = typed if len(typed) <= 40 else f"{typed[:40]}..."
        screen.line(f"Typed before this was shown: {shown}  (Enter takes it.)", "yellow", indent=1)
    return typed
