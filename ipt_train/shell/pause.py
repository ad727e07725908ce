"""A terminal that stops after each screenful, so that nothing of a long reply scrolls away unread."""

import re
from collections.abc import Callable
from typing import TextIO

from rich.cells import cell_len

from ipt_train.shell.keys import Keys

_STYLE = re.compile(r"\x1b\[[0-9;]*m")
_ASKED = " Enter more  a all of it  q stop"


class PausingStream:
    """Standard output of somebody who reads.

    Args:
        stream: Where it goes.
        asking: Returns where the person types, once that is wanted.
        size: Returns the columns and rows of the terminal as they are now.
    """

    def __init__(
        self, stream: TextIO, asking: Callable[[], Keys | None], size: Callable[[], tuple[int, int]]
    ) -> None:
        self._stream, self._asking, self._size = stream, asking, size
        self._written = 0
        self._stopped = self._all = False
        self.encoding = stream.encoding

    def write(self, text: str) -> int:
        """Write text, and wait for a key before a line that would push the top of this screenful off."""
        for line in text.splitlines(keepends=True):
            if not self._all and not self._stopped:
                self._make_room(line)
            if not self._stopped:
                self._stream.write(line)
        return len(text)

    def flush(self) -> None:
        """Show what was written."""
        self._stream.flush()

    def isatty(self) -> bool:
        """It is a terminal, or nobody would be asked."""
        return True

    def fileno(self) -> int:
        """Return the number of the terminal."""
        return self._stream.fileno()

    def _make_room(self, line: str) -> None:
        columns, rows = self._size()
        takes = max(1, -(-cell_len(_STYLE.sub("", line).rstrip("\n")) // max(1, columns)))
        if self._written and self._written + takes > max(2, rows) - 1:
            self._wait()
            self._written = 0
        self._written += takes

    def _wait(self) -> None:
        """Ask what to do, and take the question away again.

        Where something was typed before, such as the next command, it is left for whoever it is for,
        and nobody is waited for.
        """
        keys = self._asking()
        if keys is None or keys.is_typed():
            self._all = True
            return
        self._stream.write(_ASKED)
        self._stream.flush()
        try:
            while (pressed := keys.command("")) not in ("", "a", "q"):
                continue
        except (EOFError, KeyboardInterrupt):
            pressed = "q"
        self._all, self._stopped = pressed == "a", pressed == "q"
        self._stream.write(f"\r{' ' * len(_ASKED)}\r")
