"""The keyboard of a real terminal: keys one by one, and what was typed before it was wanted.

While the program works, what is typed waits unseen: the terminal is kept from writing it into the
screen, and lines are typed as ever. Where the system has no such terminal (Windows), keys are
waited for in the console, which shows nothing by itself.

When the window gets another size, after Ctrl-Z and `fg`, and with Ctrl-L, the screen is written again.
"""

import atexit
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from typing import Any

_MOST = 4096
"""Bytes that are read at once; more than anybody types ahead."""
_SUSPEND, _REDRAW = b"\x1a", b"\x0c"
_QUIET = 0.15
"""Seconds without another change of size after which a window is no longer being dragged."""
_MOMENT = 0.04
"""Seconds within which nobody has seen what has just appeared, but a key held down or a paste goes on."""


@cache
def keyboard() -> "Keyboard":
    """Return the keyboard of this process: how the terminal was set is kept once."""
    return Keyboard()


class Keyboard:
    """Standard input as a keyboard; from now on it shows nothing that is not asked for."""

    def __init__(self) -> None:
        self._before = _settings()
        self._redraw: Callable[[], None] = lambda: None
        self._resizes = True
        self._wake = -1
        if self._before is not None:
            atexit.register(self._restore)
            self._hide()
            self._listen()

    def redraw_with(self, redraw: Callable[[], None], *, resizes: bool) -> None:
        """Say what writes the screen again.

        Args:
            redraw: Writes it.
            resizes: Whether it depends on how wide the terminal is.
        """
        self._redraw, self._resizes = redraw, resizes

    def key(self) -> str:
        """Wait for a key; what comes at once, such as a paste or an arrow, is returned as a whole.

        Raises:
            EOFError: The input ended.
            KeyboardInterrupt: Ctrl-C.
        """
        if self._before is None:
            from typer import getchar

            return getchar()
        while True:
            with self._mode(raw=True):
                changed = self._changed()
                typed = b"" if changed else os.read(sys.stdin.fileno(), 32)
            if changed or typed == _REDRAW:
                self._redraw()
            elif typed == _SUSPEND:
                self._suspend()
            elif typed:
                return typed.decode(sys.stdin.encoding or "utf-8", "replace")
            else:
                raise EOFError

    def line(self, prompt: str) -> str:
        """Write a prompt and read a line, which is seen as it is typed.

        What was typed of it when the screen is written again counts if Enter alone follows.

        Raises:
            EOFError: The input ended.
            KeyboardInterrupt: Ctrl-C.
        """
        begun = ""
        while True:
            with self._mode(raw=False):
                sys.stdout.write(prompt)
                sys.stdout.flush()
                if not self._changed():
                    return input() or begun
            begun = self.early().replace("\n", " ").strip() or begun
            sys.stdout.write("\n")
            self._redraw()
            if begun:
                sys.stdout.write(f"Typed so far: {begun}  (Enter takes it.)\n")

    def _listen(self) -> None:
        """Hear of another size and of coming back after Ctrl-Z, also while a key is waited for."""
        import signal

        self._wake, write = os.pipe()
        for end in (self._wake, write):
            os.set_blocking(end, False)

        def wake(number: int, _frame: object) -> None:
            with suppress(BlockingIOError):
                os.write(write, b"r" if number == signal.SIGWINCH else b"c")

        with suppress(ValueError):  # in a thread beside the main one nothing is heard
            signal.signal(signal.SIGWINCH, wake)
            signal.signal(signal.SIGCONT, wake)

    def _changed(self) -> bool:
        """Wait until something is typed; return True instead when the screen is to be written again."""
        if self._before is None:
            return False
        from select import select

        while True:
            ready, _, _ = select([sys.stdin.fileno(), self._wake], [], [])
            if self._wake not in ready:
                return False
            heard = b""
            while select([self._wake], [], [], _QUIET)[0]:
                heard += os.read(self._wake, _MOST)
            if self._resizes or b"c" in heard:
                return True

    def early(self) -> str:
        """Take away what was typed up to now and not read."""
        if self._before is None:
            return _from_console()
        from select import select

        typed, file = b"", sys.stdin.fileno()
        while len(typed) < _MOST and select([file], [], [], 0)[0]:
            part = os.read(file, _MOST)
            if not part:
                break
            typed += part
        return typed.decode(sys.stdin.encoding or "utf-8", "replace").replace("\r", "\n")

    def at_once(self) -> str:
        """Take away what is typed within a moment from now, before what is shown can have been seen."""
        if self._before is None:
            return ""
        from select import select
        from time import monotonic

        typed, end = "", monotonic() + _MOMENT
        while (left := end - monotonic()) > 0 and select([sys.stdin.fileno()], [], [], left)[0]:
            if monotonic() >= end:  # it may have come later than the moment, so it is left
                break
            more = self.early()
            if not more:  # the input ended
                break
            typed += more
        return typed

    def is_typed(self) -> bool:
        """Whether something was typed and not read; it is left where it is."""
        if self._before is None:
            return False
        from select import select

        return bool(select([sys.stdin.fileno()], [], [], 0)[0])

    def _hide(self) -> None:
        import termios

        hidden = termios.tcgetattr(sys.stdin)
        hidden[3] &= ~(termios.ECHO | termios.ICANON)
        hidden[6][termios.VMIN], hidden[6][termios.VTIME] = 1, 0
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, hidden)

    def _restore(self) -> None:
        import termios

        with suppress(termios.error, ValueError):
            termios.tcsetattr(sys.stdin, termios.TCSADRAIN, self._before or [])

    @contextmanager
    def _mode(self, *, raw: bool) -> Iterator[None]:
        """Let keys through one by one, or lines as the terminal has them; hide typing afterwards."""
        if self._before is None:
            yield
            return
        import termios

        mode = termios.tcgetattr(sys.stdin)
        if raw:
            mode[3] &= ~(termios.ECHO | termios.ICANON | termios.ISIG | termios.IEXTEN)
        else:
            mode = self._before
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, mode)
        try:
            yield
        finally:
            self._hide_again()

    def _hide_again(self) -> None:
        self._restore()
        self._hide()

    def _suspend(self) -> None:
        """Stop as Ctrl-Z stops other programs; on coming back hide typing and write the screen again."""
        import signal

        self._restore()
        os.kill(0, signal.SIGTSTP)  # the whole job, as the terminal does
        self._hide()


def _settings() -> list[Any] | None:
    """Return how the terminal is set, or None where it has no such settings."""
    try:
        import termios
    except ImportError:
        return None
    try:
        return termios.tcgetattr(sys.stdin)
    except termios.error:
        return None


def _from_console() -> str:
    """Take away what waits in the console of Windows; elsewhere nothing does."""
    try:
        import msvcrt
    except ImportError:
        return ""
    typed = ""
    while msvcrt.kbhit() and len(typed) < _MOST:  # type: ignore[attr-defined]
        typed += msvcrt.getwch()  # type: ignore[attr-defined]
    return typed.replace("\r", "\n")
