"""Running the real program: as a process, and in a real pseudo-terminal whose screen can be read."""

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pexpect
import pyte

ROOT = Path(__file__).parent.parent
COMMAND = [sys.executable, "-m", "ipt_train"]
BANK = str(ROOT / "tests" / "bank" / "good" / "sample.yaml")


def command_at(instant: datetime | None) -> list[str]:
    """Return the words that begin the program, now or at another time (``tests/clocked.py``)."""
    return COMMAND if instant is None else [*COMMAND[:2], "tests.clocked", instant.isoformat()]


def run(
    *words: str, env: dict[str, str], stdin: str | None = None, cwd: Path | None = None, at: datetime | None = None,
) -> subprocess.CompletedProcess[str]:  # fmt: skip
    """Run the program to its end without a terminal; in another folder it is still this checkout's."""
    if cwd is not None:
        env = env | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [*command_at(at), *words], env=env, input=stdin, capture_output=True, text=True, timeout=60, check=False,
        encoding="utf-8", errors="replace", cwd=cwd,
    )  # fmt: skip


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
