"""What a person types: single keys on a terminal, lines elsewhere."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """Where typing comes from.

    Attributes:
        key: Reads one key without Enter. Raises EOFError at the end of input and
            KeyboardInterrupt on Ctrl-C.
        line: Writes a prompt and reads a line; raises likewise.
        single: Whether single keys may be used; plain mode always reads lines.
    """

    key: Callable[[], str]
    line: Callable[[str], str]
    single: bool

    def command(self, prompt: str, *, single: bool = True) -> str:
        """Read a key or a line; Enter alone is an empty text."""
        if self.single and single:
            pressed = self.key()
            if pressed in ("\x03",):
                raise KeyboardInterrupt
            if pressed in ("\x04",):
                raise EOFError
            return "" if pressed in ("\r", "\n", " ") else pressed
        return self.line(prompt).strip()
