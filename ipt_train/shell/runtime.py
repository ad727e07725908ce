"""The composition root: the real clock, ids, paths, log and terminal, put together once."""

import os
import sys
import time
import uuid
import warnings
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from ipt_train.errors import (
    Note,
    NoTerminalError,
    UsageError,
)
from ipt_train.shell.paths import is_profile, shipped_folder
from ipt_train.shell.places import Paths, real_paths

if TYPE_CHECKING:
    from ipt_train.shell.keys import Keys
    from ipt_train.shell.meter import Meter
    from ipt_train.shell.screen import Screen

DEFAULT_PROFILE = "default"
_UNKNOWN_WIDTH = 80
"""Columns where the environment says that there are none."""
_NO_ZONES = ("localtime", "posixrules", "Factory", "local")
"""Files and words beside the names of zones that stand for whatever the machine has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Runtime:
    """What the world hands in; tests hand in another.

    Attributes:
        environ: Environment variables.
        paths: Folders.
        now: The clock; aware instants.
        ticks: Milliseconds that only move forward.
        new_id: Ids unique over all devices.
        zone: Returns the IANA name of the local zone.
        wait: Waits so many seconds.
        chance: Returns a seed where none was given.
    """

    environ: Mapping[str, str]
    paths: Paths
    now: Callable[[], datetime]
    ticks: Callable[[], int]
    new_id: Callable[[], str]
    zone: Callable[[], str]
    wait: Callable[[float], None] = time.sleep
    chance: Callable[[], int] = lambda: uuid.uuid4().int % 1_000_000

    @property
    def shipped(self) -> Path:
        """Folder of ``question_banks`` and ``schemas``: in the wheel or the checkout."""
        return shipped_data()

    def note(self, text: str) -> None:
        """Say a line on standard error."""
        from ipt_train.shell.gate import clean
        from ipt_train.shell.streams import complain

        complain(clean(f"ipt-train: {text}"))

    def profiles(self) -> list[str]:
        """Return the names of the profiles that exist."""
        return sorted(one.stem for one in self.paths.profiles.glob("*.db"))

    def screen(self, *, plain: bool = False, pausing: bool = False) -> "Screen":
        """Return the screen on standard output.

        Args:
            plain: One fact a line.
            pausing: Stop after each screenful, where there is somebody to go on; never if plain.
        """
        from rich.console import Console

        from ipt_train.shell.screen import Screen

        plain, ascii_only = self._looks(plain=plain)
        unknown = self.environ.get("COLUMNS", "").strip("0 ") == "" and "COLUMNS" in self.environ
        return Screen(
            console=Console(
                highlight=False,
                markup=False,
                emoji=False,
                no_color=True if plain else None,
                width=_UNKNOWN_WIDTH if unknown else None,
                file=self._output(pausing=pausing and not plain),
            ),
            plain=plain,
            ascii_only=ascii_only,
        )

    def _output(self, *, pausing: bool) -> "IO[str] | None":
        """Return where a screen writes; None stands for standard output as it is."""
        from ipt_train.shell.streams import Trimmed

        if not sys.stdout.isatty():
            return cast("IO[str]", Trimmed(sys.stdout))
        if not pausing or not sys.stdin.isatty():
            return None
        from shutil import get_terminal_size

        from ipt_train.shell.pause import PausingStream

        return cast("IO[str]", PausingStream(sys.stdout, self.asking, get_terminal_size))

    def meter(self, *, plain: bool = False, silent: bool = False) -> "Meter":
        """Return what shows how far long work has come, where somebody waits at a terminal."""
        from ipt_train.shell.meter import Meter, watcher

        stream = None if silent else watcher()
        return Meter(stream, self.ticks, plain=stream is not None and self._looks(plain=plain)[0])

    def lines(self, *, plain: bool = False) -> "tuple[Callable[[str, str], None], bool]":
        """Return what writes single lines in a style on standard output, and whether it is plain.

        Where no terminal is there to show styles, Rich is not loaded: it would double the time of
        a check from the cache.
        """
        if sys.stdout.isatty() or self.environ.get("FORCE_COLOR"):
            screen = self.screen(plain=plain)
            console = screen.console
            return (
                lambda text, style: console.print(screen.text(text, style), soft_wrap=True),
                screen.plain,
            )
        from ipt_train.shell.gate import clean

        plain, ascii_only = self._looks(plain=plain)
        return lambda text, _style: print(clean(text, ascii_only=ascii_only)), plain  # noqa: T201

    def _looks(self, *, plain: bool) -> tuple[bool, bool]:
        """Return whether output is plain and whether it is ASCII only; no text stops it."""
        said = self.environ.get("IPT_TRAIN_PLAIN", "").strip().lower()
        plain = plain or said not in ("", "0", "false", "no", "off", "none")
        plain = plain or self.environ.get("TERM") == "dumb"
        sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
        return plain, not _shows_unicode(self.environ, sys.stdout.encoding or "ascii")

    def ascii_only(self) -> bool:
        """Return whether standard output can show no more than ASCII; a text that is kept can show all."""
        return hasattr(sys.stdout, "reconfigure") and self._looks(plain=False)[1]

    def asking(self, *, plain: bool = False) -> "Keys | None":
        """Return the keyboard, or None where nobody is there to ask."""
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            return None
        return self.keys(plain=self._looks(plain=plain)[0])

    def keys(self, *, plain: bool, screen: "Screen | None" = None) -> "Keys":
        """Return the keyboard.

        Args:
            plain: Read lines, never single keys.
            screen: What is written again when the window gets another size, and after Ctrl-Z.

        Raises:
            NoTerminalError: Standard input or output is not a terminal.
        """
        from ipt_train.shell.keyboard import keyboard
        from ipt_train.shell.keys import Keys

        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise NoTerminalError(
                "a sitting needs a terminal to ask and answer in",
                hint="run it in a terminal; `study`, `case` and `exam practice` also take --answers FILE",
            )
        typing, read = keyboard(), keyboard().line
        if screen is not None:
            typing.redraw_with(screen.write_again, resizes=not screen.plain)

            def read(prompt: str) -> str:
                text = typing.line(prompt)
                screen.typed(prompt, text)
                return text

        return Keys(
            key=typing.key,
            line=read,
            single=not plain,
            early=typing.early,
            at_once=typing.at_once,
            is_typed=typing.is_typed,
        )


def real_runtime() -> Runtime:
    """Return the runtime of a real run."""
    return Runtime(
        environ=os.environ,
        paths=real_paths(os.environ),
        now=lambda: datetime.now(UTC),
        ticks=lambda: time.monotonic_ns() // 1_000_000,
        new_id=lambda: uuid.uuid4().hex,
        zone=local_zone,
    )


def shipped_data() -> Path:
    """Return the folder of ``question_banks`` and ``schemas``: in the wheel or the checkout."""
    return Path(shipped_folder())


def local_zone() -> str:
    """Return the IANA name of the local zone; where the system does not tell, say so and return UTC."""
    from zoneinfo import ZoneInfo

    from tzlocal import get_localzone_name

    said = os.environ.get("TZ", "").removeprefix(":")
    with suppress(Exception):  # whatever the system says of its zone, study goes on
        name = said if said and not Path(said).is_absolute() else get_localzone_name()
        if name and name not in _NO_ZONES:
            ZoneInfo(name)
            return name
    text = (
        "your time zone is not known here, so days are counted in UTC; "
        "`ipt-train config set zone Europe/London` sets it"
    )
    warnings.warn(text, Note, stacklevel=2)
    return "UTC"


def checked_profile(name: str) -> str:
    """Return a profile name that is safe as a file name.

    Raises:
        UsageError: It is not.
    """
    if not is_profile(name):
        raise UsageError(
            f"`{name}` cannot be the name of a profile",
            hint="use up to 32 small letters, digits, - and _, beginning with a letter or digit",
        )
    return name


def _shows_unicode(environ: Mapping[str, str], encoding: str) -> bool:
    locale = environ.get("LC_ALL") or environ.get("LC_CTYPE") or environ.get("LANG") or ""
    return encoding.lower().startswith("utf") and locale not in ("C", "POSIX")
