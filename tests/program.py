"""Running the real program: as a process, and in a real pseudo-terminal whose screen can be read."""

import io
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pexpect
import pyte

from tests.warm import ROOT, fitting, run_copy

COMMAND = [sys.executable, "-m", "ipt_train"]
SCRIPT = str(ROOT / "ipt_train" / "__main__.py")
BANK = str(ROOT / "tests" / "bank" / "good" / "sample.yaml")


def command_at(instant: datetime | None) -> list[str]:
    """Return the words that begin the program, now or at another time (``tests/clocked.py``)."""
    return COMMAND if instant is None else [*COMMAND[:2], "tests.clocked", instant.isoformat()]


def run(
    *words: str, env: dict[str, str], stdin: str | None = None, cwd: Path | None = None, at: datetime | None = None,
    cold: bool = False,
) -> subprocess.CompletedProcess[str]:  # fmt: skip
    """Run the program to its end without a terminal; in another folder it is still this checkout's.

    It runs in a copy of a process that has loaded it, unless that would make a difference or ``cold``
    asks for a start from nothing: for tests about what is loaded or how a process starts.
    """
    warm = not cold and at is None and fitting(words, env)
    if cwd is not None:
        env = env | {"PYTHONPATH": str(ROOT)}
    if not warm:
        return subprocess.run(
            [*command_at(at), *words], env=env, input=stdin, capture_output=True, text=True, timeout=60, check=False,
            encoding="utf-8", errors="replace", cwd=cwd,
        )  # fmt: skip
    given = None if stdin is None else stdin.encode(errors="replace")
    path = () if cwd is None else (str(ROOT),)
    status, *texts = run_copy(
        [SCRIPT, *words], env, given=given, folder=Path.cwd() / (cwd or ""), path=path, timeout=60
    )
    return subprocess.CompletedProcess([*COMMAND, *words], status, *map(_text, texts))


def _text(written: bytes) -> str:
    """What a process wrote, as ``subprocess`` reads it."""
    return io.TextIOWrapper(io.BytesIO(written), encoding="utf-8", errors="replace").read()


class Terminal:
    """The program in a pseudo-terminal of 80 by 24, with a screen that can be read."""

    def __init__(
        self, *words: str, env: dict[str, str], columns: int = 80, rows: int = 24, at: datetime | None = None,
        screen: pyte.Screen | None = None, cwd: Path | None = None,
    ) -> None:  # fmt: skip
        program, *before = command_at(at)
        self.child = pexpect.spawn(
            program, [*before, *words], env=env, dimensions=(rows, columns), timeout=10, encoding="utf-8",
            codec_errors="replace", cwd=None if cwd is None else str(cwd),
        )  # fmt: skip
        self.raw = ""
        self.screen = screen or pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self.screen)

    def until(self, words: str) -> str:
        """Wait until words were written; return all that was written since the last wait."""
        self.child.expect_exact(words)
        return self._take(self.child.before + self.child.after)

    def any_of(self, *choices: str) -> int:
        """Wait for one of several words; return which."""
        index = self.child.expect_exact(list(choices))
        self._take(self.child.before + self.child.after)
        return index

    def some(self, characters: int) -> str:
        """Wait until so many more characters were written."""
        self.child.expect(f"(?s).{{{characters}}}")
        return self._take(self.child.before + self.child.after)

    def send(self, keys: str) -> None:
        self.child.send(keys)

    def end(self) -> int:
        """Wait for the program to end; return its exit status."""
        self._take(self.child.read())
        self.child.wait()
        return int(
            self.child.exitstatus if self.child.exitstatus is not None else -self.child.signalstatus
        )

    def lines(self) -> list[str]:
        """The screen as a person sees it."""
        return [line.rstrip() for line in self.screen.display]

    def _take(self, text: str) -> str:
        self.raw += text
        self._stream.feed(text)
        return text
