"""The composition root: the real clock, ids, paths, log and terminal, put together once."""

import os
import sys
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ipt_train.cli.paths import is_profile, shipped_folder
from ipt_train.cli.places import Paths, real_paths
from ipt_train.errors import (
    NoTerminalError,
    StoreError,
    UnknownProfileError,
    UsageError,
)

if TYPE_CHECKING:
    from ipt_train.bank.model import Library
    from ipt_train.bank.shelf import Shelf
    from ipt_train.operation.journal import Journal
    from ipt_train.terminal.keys import Keys
    from ipt_train.terminal.screen import Screen

DEFAULT_PROFILE = "default"


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

    def shelf(self) -> "Shelf":
        """Return where banks are found: those shipped, then the learner's own."""
        from ipt_train.bank.shelf import Shelf

        shipped = shipped_data()
        return Shelf(
            banks=(shipped / "question_banks", self.paths.banks),
            schemas=shipped / "schemas",
            cache=self.paths.cache / "banks",
        )

    def library(
        self, banks: Sequence[str | Path] | None = None, *, needs_items: bool = True
    ) -> "Library":
        """Load the banks to study from; say on standard error which own banks are left out."""
        from ipt_train.operation.library import load_library
        from ipt_train.terminal.gate import clean

        loaded = load_library(
            self.shelf(), [str(bank) for bank in banks or ()], needs_items=needs_items
        )
        for one in loaded.left_out:
            said = (
                f"ipt-train: {one.file}:{one.line}: {one.code} {one.message}: this bank is left out"
            )
            print(clean(said), file=sys.stderr)  # noqa: T201
        return loaded.library

    def journal(self, profile: str, library: "Library | None" = None) -> "Journal":
        """Open a learner's log. The default profile is made when it is first used.

        Raises:
            UnknownProfileError: The profile does not exist.
            StoreError: The log cannot be opened.
        """
        from ipt_train.operation.journal import Journal, aliases_of
        from ipt_train.store.log import Log
        from ipt_train.study.event import Chosen

        path = self.paths.log(checked_profile(profile))
        if not path.exists() and profile != DEFAULT_PROFILE:
            raise UnknownProfileError(
                f"there is no profile `{profile}`",
                hint=f"`ipt-train profile new {profile}` makes it",
            )
        self.close_to_others()
        log = Log(path, self.now)
        journal = Journal(
            log,
            now=self.now,
            new_id=self.new_id,
            device=self.device(),
            aliases=aliases_of(library) if library else None,
        )
        if not journal.events():
            journal.record(Chosen(name="zone", value=self.zone()))
        return journal

    def existing_log(self, profile: str) -> Path:
        """Return the file of a profile's log.

        Raises:
            UnknownProfileError: There is none yet.
        """
        path = self.paths.log(checked_profile(profile))
        if not path.exists():
            raise UnknownProfileError(
                f"the profile `{profile}` has no log yet", hint="`ipt-train study` begins one"
            )
        self.close_to_others()
        return path

    def close_to_others(self) -> None:
        """Close what earlier versions left open to everybody on the machine, and say so once."""
        from ipt_train.store.private import close_to_others
        from ipt_train.terminal.gate import clean

        if close_to_others(self.paths.data):
            said = f"ipt-train: other people on this machine could read {self.paths.data}; now only you can"
            print(clean(said), file=sys.stderr)  # noqa: T201

    def device(self) -> str:
        """Return the name of this installation, made up when first asked for.

        Raises:
            StoreError: It cannot be kept.
        """
        path = self.paths.data / "device"
        try:
            if name := path.read_text(encoding="ascii").strip() if path.exists() else "":
                return name
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_suffix(f".{os.getpid()}")
            with beside.open("w", encoding="ascii") as file:
                file.write(self.new_id()[:12])
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
            return path.read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError) as error:
            raise StoreError(
                f"{path} cannot be used: {error}", hint="delete it; a new one is made"
            ) from None

    def profiles(self) -> list[str]:
        """Return the names of the profiles that exist."""
        return sorted(one.stem for one in self.paths.profiles.glob("*.db"))

    def screen(self, *, plain: bool = False) -> "Screen":
        """Return the screen on standard output."""
        from rich.console import Console

        from ipt_train.terminal.screen import Screen

        plain, ascii_only = self._looks(plain=plain)
        return Screen(
            console=Console(
                highlight=False, markup=False, emoji=False, no_color=True if plain else None
            ),
            plain=plain,
            ascii_only=ascii_only,
        )

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
        from ipt_train.terminal.gate import clean

        plain, ascii_only = self._looks(plain=plain)
        return lambda text, _style: print(clean(text, ascii_only=ascii_only)), plain  # noqa: T201

    def _looks(self, *, plain: bool) -> tuple[bool, bool]:
        """Return whether output is plain and whether it is ASCII only; no text stops it."""
        said = self.environ.get("IPT_TRAIN_PLAIN", "").strip().lower()
        plain = plain or said not in ("", "0", "false", "no", "off", "none")
        plain = plain or self.environ.get("TERM") == "dumb"
        sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
        return plain, not _shows_unicode(self.environ, sys.stdout.encoding or "ascii")

    def keys(self, *, plain: bool) -> "Keys":
        """Return the keyboard.

        Raises:
            NoTerminalError: Standard input or output is not a terminal.
        """
        from typer import getchar

        from ipt_train.terminal.keys import Keys

        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise NoTerminalError(
                "a sitting needs a terminal to ask and answer in",
                hint="run it in a terminal; `study`, `case` and `exam practice` also take --answers FILE",
            )
        return Keys(key=getchar, line=input, single=not plain)


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
    """Return the IANA name of the local zone, or UTC where the system does not tell."""
    from tzlocal import get_localzone_name

    try:
        name = get_localzone_name()
    except Exception:  # noqa: BLE001 - whatever the system says of its zone, study goes on
        return "UTC"
    return name if name and "/" in name else "UTC"


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
