"""The picture of README: ``python -m tests.packaging.picture > docs/pictures/study.svg``.

The program is driven in a pseudo-terminal with a clock that stands, so that the same program and banks give
the same picture to the byte. The screen is read by pyte and drawn here, in the reader's light or dark colours.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

import pyte

from tests.program import Terminal, run

COLUMNS, ROWS = 80, 60
INSTANT = datetime(2027, 3, 1, 18, 0, tzinfo=UTC)
ANSWER = "1"
"""The key that is pressed: a wrong answer shows more of the program than a right one."""

_WIDE, _HIGH, _PAD = 8.4, 19, 14
_STYLE = """\
text { font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; white-space: pre; fill: #1f2328 }
.paper { fill: #ffffff; stroke: #d0d7de }
.bold { font-weight: 700 }
.dim { fill: #59636e }
.red { fill: #b3261e }
.green { fill: #116329 }
.cyan { fill: #0b6e7f }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 }
  .paper { fill: #0d1117; stroke: #3d444d }
  .dim { fill: #9ea7b3 }
  .red { fill: #ff9492 }
  .green { fill: #7ee787 }
  .cyan { fill: #76e3ea }
}"""


class _Screen(pyte.Screen):
    """A screen that keeps dim text apart: pyte knows no dim, so it stands as blinking, which we never use."""

    def select_graphic_rendition(self, *attrs: int, private: bool = False) -> None:
        """Set the style of what is written next."""
        super().select_graphic_rendition(*(5 if one == 2 else one for one in attrs))


def driven(home: Path) -> pyte.Screen:
    """Return the screen after the first question of a new learner was answered."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    env = kept | {"IPT_TRAIN_HOME": str(home), "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "IPT_TRAIN_CLOCK_STANDS": "1"}  # fmt: skip
    run("config", "set", "minutes-per-day", "10", env=env, at=INSTANT)
    terminal = Terminal(
        "study", env=env, columns=COLUMNS, rows=ROWS, at=INSTANT, screen=_Screen(COLUMNS, ROWS)
    )
    terminal.until("quit")
    terminal.send(ANSWER)
    terminal.until("Next:")
    terminal.until("quit")
    screen = terminal.screen
    terminal.child.close(force=True)
    return screen


def picture(screen: pyte.Screen, title: str) -> str:
    """Return a screen as SVG, with its whole text as the description for those who cannot see it."""
    lines = [line.rstrip() for line in screen.display]
    first = next(number for number, line in enumerate(lines) if line)
    last = max(number for number, line in enumerate(lines) if line)
    wide = round(COLUMNS * _WIDE + 2 * _PAD)
    high = (last - first + 1) * _HIGH + 2 * _PAD
    rows = [
        text
        for number in range(first, last + 1)
        for text in _row(screen.buffer[number], _PAD + (number - first) * _HIGH + 14)
    ]
    shown = "\n".join(lines[first : last + 1])
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}"'
            ' role="img" aria-labelledby="title desc">',
            f'<title id="title">{escape(title, quote=False)}</title>',
            f'<desc id="desc">{escape(shown, quote=False)}</desc>',
            f"<style>\n{_STYLE}\n</style>",
            f'<rect class="paper" x="0.5" y="0.5" width="{wide - 1}" height="{high - 1}" rx="8"/>',
            *rows,
            "</svg>\n",
        ]
    )


def _row(cells: Any, below: int) -> Iterator[str]:
    """Yield the pieces of a row; each is as wide as its cells whatever font the reader has."""
    for style, piece in groupby(range(COLUMNS), key=lambda column: _style(cells[column])):
        columns = list(piece)
        text = "".join(cells[column].data for column in columns)
        start = columns[0] + len(text) - len(text.lstrip())
        if text.strip():
            text = text.strip()
            attribute = f' class="{style}"' if style else ""
            yield (
                f'<text{attribute} x="{_PAD + start * _WIDE:.1f}" y="{below}" textLength="{len(text) * _WIDE:.1f}"'
                f' lengthAdjust="spacingAndGlyphs">{escape(text, quote=False)}</text>'
            )


def _style(cell: Any) -> str:
    colour = cell.fg if cell.fg in ("red", "green", "cyan") else "dim" if cell.blink else ""
    return " ".join(word for word in ("bold" if cell.bold else "", colour) if word)


def page() -> str:
    """Return the picture of what the program shows now."""
    with tempfile.TemporaryDirectory() as folder:
        return picture(driven(Path(folder)), "A sitting of ipt-train: a question, and why the answer was wrong")  # fmt: skip


if __name__ == "__main__":
    sys.stdout.buffer.write(page().encode())
