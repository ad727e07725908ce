"""How far long work has come, shown on standard error while somebody waits at a terminal.

Nothing is shown within the first half second, in a pipe, or beside a JSON document. At a terminal a
bar stands in the last line and is gone afterwards; where output is plain, a screen reader would
read every change of it aloud, so there a whole line comes now and then.
"""

import os
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO

from ipt_train.advance import Advance
from ipt_train.plural import counted

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

PATIENCE = 500
"""Milliseconds before anything is shown."""
PAUSE = 100
"""Milliseconds between two changes of a bar."""
PLAIN_PAUSE = 10_000
"""Milliseconds between two lines of plain output."""
CLEAN = "\r\x1b[2K\x1b[?25h"
"""Empties the line in which the bar stood, whatever was typed into it, and shows the cursor."""


class Meter:
    """Shows how far the work of a command has come.

    Args:
        stream: The terminal; None where nothing is to be shown.
        ticks: Milliseconds that only move forward.
        plain: Whether lines are written in place of a bar.
    """

    def __init__(
        self, stream: TextIO | None, ticks: Callable[[], int], *, plain: bool = False
    ) -> None:
        self._stream, self._ticks, self._plain = stream, ticks, plain
        self._next = ticks() + PATIENCE
        self._bar: tuple[Bar, TaskID] | None = None

    def of(self, done: str, thing: str, things: str = "") -> Advance:
        """Return what is told how much is done, and how much there is in all.

        Args:
            done: What was done, such as ``Checked``.
            thing: The noun for one of them, such as ``file``.
            things: The noun for more, where an s is not enough.
        """

        def advance(count: int, total: int) -> None:
            if self._stream is not None and (now := self._ticks()) >= self._next:
                self._next = now + (PLAIN_PAUSE if self._plain else PAUSE)
                try:
                    self._show(f"{done} {count:,} of {counted(total, thing, things)}", count, total)
                except OSError:  # the terminal was closed; the work goes on
                    self._stream = self._bar = None
            if count >= total:
                self._take_away()

        return advance

    def close(self) -> None:
        """Show nothing more, and leave the terminal as it was; the same in an interruption."""
        self._stream = None
        self._take_away()

    def _take_away(self) -> None:
        bar, self._bar = self._bar, None
        if bar is not None:
            with suppress(OSError):  # the terminal was closed
                bar[0].stop()
                bar[0].console.file.write(CLEAN)
                bar[0].console.file.flush()

    def _show(self, text: str, count: int, total: int) -> None:
        if self._plain:
            print(text, file=self._stream, flush=True)
            return
        bar, task = self._bar or self._begin(text, total)
        bar.update(task, description=text, completed=count, total=total, refresh=True)

    def _begin(self, text: str, total: int) -> "tuple[Bar, TaskID]":
        """Show a bar without a thread, which processes that fork would inherit half of."""
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        bar = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=20),
            TimeRemainingColumn(),
            console=Console(file=self._stream, highlight=False, markup=False, emoji=False),
            auto_refresh=False,
            transient=True,
            redirect_stdout=False,
            get_time=lambda: self._ticks() / 1000,
        )
        self._bar = bar, bar.add_task(text, total=total)  # before it begins: it may be interrupted
        bar.start()
        bar.console.show_cursor(True)  # whatever ends the program, the cursor is there
        return self._bar


def watcher() -> TextIO | None:
    """Return the terminal of somebody who waits, or None.

    There is none where standard output is a pipe: what reads it, such as a pager, writes on the
    same terminal.
    """
    try:
        piped = stat.S_ISFIFO(os.fstat(sys.stdout.fileno()).st_mode)
        return sys.stderr if sys.stderr.isatty() and not piped else None
    except (OSError, ValueError):  # a stream that was closed, or is none of the system's
        return None
