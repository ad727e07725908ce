"""Following a page of the documentation as a reader would: its commands, its keys, what they show.

- A block of ``sh`` is typed as it stands. ``# exit status 1`` after a command says how it ends, if not with 0.
- A sentence that begins with ``Press `1` `` after a block of ``sh`` presses all keys that it names at the last
  command, each when the program waits for one. ``Type `...` `` types words and ends them with Enter.
  A last ``q`` is not needed where the program has ended by itself.
- A block of ``text`` after them stands, line by line, in what was shown; ``...`` is any number of lines.
- ``## Day 3`` puts the clock at six in the evening of the third day, each command five minutes later.
- A block of any other language, after a line that names a file before a colon, is that file.
"""

import os
import re
import shlex
import subprocess
import sys
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pexpect

from tests.program import ROOT, Terminal

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
FIRST_DAY = datetime(2027, 3, 1, 18, 0, tzinfo=UTC)

_PIECE = re.compile(
    r"^## Day (?P<day>\d+)"
    r"|^```(?P<language>\w+)\n(?P<text>.*?)^```$"
    r"|(?P<keys>\b(?:Press|Type) `[^`]+`(?:[^`.]|`[^`]+`)*\.)",
    re.M | re.S,
)
_STYLE = re.compile(r"\x1b\[[\d;?]*[a-zA-Z]")
_STATUS = re.compile(r"# exit status (\d)\b")


def blocks(text: str) -> list[tuple[str, str]]:
    """Return the blocks of a text: language and text."""
    return BLOCK.findall(text)


def shell(
    lines: str, place: Path, env: dict[str, str], *, path: Path | None = None, status: int = 0
) -> str:
    """Run commands one after another; the first that fails ends it. Return what was shown.

    Args:
        lines: The commands.
        place: The folder to begin in.
        env: The environment.
        path: A folder of programs that come first; otherwise those of this Python.
        status: How it must end.
    """
    first = path or Path(sys.executable).parent
    env = env | {"PATH": f"{first}{os.pathsep}{env['PATH']}", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["bash", "-ec", lines], cwd=place, env=env, capture_output=True, text=True, check=False, timeout=400,
    )  # fmt: skip
    assert done.returncode == status, (lines, done.stderr, done.stdout)
    return done.stdout + done.stderr


@dataclass(slots=True, kw_only=True)
class Walk:
    """A reader who follows a page.

    Attributes:
        place: Where the reader is.
        env: The reader's environment.
        now: The reader's clock.
        shown: What the last block of commands showed.
        typed: The commands that were typed.
    """

    place: Path
    env: dict[str, str]
    now: datetime = FIRST_DAY
    shown: str = ""
    typed: list[str] = field(default_factory=list)

    def follow(self, page: str) -> None:
        """Follow a page, or a part of one, from its beginning to its end."""
        pieces = list(_PIECE.finditer(page))
        for number, piece in enumerate(pieces):
            if piece["day"]:
                self.now = FIRST_DAY + timedelta(days=int(piece["day"]) - 1)
            elif piece["language"] == "sh":
                following = pieces[number + 1]["keys"] if number + 1 < len(pieces) else None
                self._type(piece["text"].splitlines(), following)
            elif piece["language"] == "text":
                missing = missing_line(piece["text"], self.shown)
                assert missing is None, f"not shown: {missing!r}\n{self.shown}"
            elif piece["language"]:
                named = re.findall(r"`([\w./-]+)`[^`]*:\n+$", page[: piece.start()])
                assert named, f"no file is named before this block: {piece['text']}"
                (self.place / named[0]).write_text(piece["text"], encoding="utf-8")

    def _type(self, lines: list[str], keys: str | None) -> None:
        self.shown = ""
        for number, line in enumerate(lines, 1):
            self.typed.append(line)
            if keys is not None and number == len(lines):
                self.shown += self._press(line, keys)
            elif line.startswith("cd "):
                self.place /= line[3:]
            else:
                status = _STATUS.search(line)
                env = self.env | {"IPT_TRAIN_AT": self.now.isoformat()}
                self.shown += shell(
                    line, self.place, env, path=self._programs(), status=int(status[1]) if status else 0
                )  # fmt: skip
            self.now += timedelta(minutes=5)

    def _press(self, line: str, sentence: str) -> str:
        _, *words = shlex.split(line, comments=True)
        env = self.env | {"PYTHONPATH": str(ROOT)}
        terminal = Terminal(*words, env=env, rows=60, at=self.now, cwd=self.place)
        shown = ""
        for said in re.finditer(r"(?P<type>Type )?`(?P<key>[^`]+)`", sentence):
            written, over = _until_it_waits(terminal)
            shown += written
            if over:
                assert said["key"] == "q", f"it ended before {said['key']}: {shown}"
                break
            key = "\r" if said["key"] == "Enter" else said["key"]
            terminal.send(f"{key}\r" if said["type"] else key)
        status = terminal.end()
        shown = _STYLE.sub("", shown + terminal.raw)
        assert status == 0, (line, shown)
        return shown

    def _programs(self) -> Path:
        """Return a folder with ``ipt-train``, which has the reader's clock."""
        folder = Path(self.env["IPT_TRAIN_HOME"]).parent / "programs"
        program = folder / "ipt-train"
        if not program.exists():
            folder.mkdir()
            program.write_text(
                f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m tests.clocked "$IPT_TRAIN_AT" "$@"\n'
            )
            program.chmod(0o755)
        return folder


def missing_line(wanted: str, shown: str) -> str | None:
    """Return the first line of a block that was not shown where it stands there, or None."""
    lines = [line.strip() for line in shown.splitlines()]
    place, free = 0, True
    for line in map(str.strip, wanted.splitlines()):
        if line == "...":
            free = True
            continue
        if not line:
            continue
        rest = lines[place:] if free else [one for one in lines[place:] if one][:1]
        if line not in rest:
            return line
        place = lines.index(line, place) + 1
        free = False
    return None


def _until_it_waits(terminal: Terminal) -> tuple[str, bool]:
    """Return what the program writes until it sleeps, waiting for a key, and whether it ended instead."""
    written, quiet, ends = "", 0, time.monotonic() + 30
    while quiet < 4:
        assert time.monotonic() < ends, written
        try:
            written += terminal.child.read_nonblocking(100_000, timeout=0.05)
            quiet = 0
        except pexpect.TIMEOUT:
            quiet = quiet + 1 if written and _sleeps(terminal.child.pid) else 0
        except pexpect.EOF:
            return written, True
    return written, False


def _sleeps(process: int) -> bool:
    """Return whether a process does nothing at the moment; where the system does not tell, that it may."""
    file = Path(f"/proc/{process}/stat")
    return not file.exists() or file.read_text().rpartition(") ")[2][0] == "S"
