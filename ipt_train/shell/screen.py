"""The screen: wrapped and coloured for a terminal, one fact a line in plain mode."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ipt_train.shell.gate import clean
from ipt_train.shell.page import ScreenPage, kept

WIDTH = 88
"""Lines longer than this are hard to read."""
_TWO_COLUMNS = 60
"""Columns from which two texts stand beside each other."""
_NARROW = 20
"""Columns that a text needs to stand beside its label; with fewer it stands below."""

_GLYPHS = {
    "right": ("✓", "+"),
    "wrong": ("✗", "x"),
    "rule": ("─", "-"),
    "dot": ("·", "|"),
    "bars": ("▁▂▃▄▅▆▇█", "_.:-=+*#"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """Where output goes and how it may look.

    Attributes:
        console: The Rich console that writes.
        plain: No boxes, rules, columns or wrapping: one fact a line.
        ascii_only: The terminal or its locale cannot show more than ASCII.
        page: What was written since the present question or form began.
    """

    console: Console
    plain: bool = False
    ascii_only: bool = False
    page: ScreenPage = field(default_factory=ScreenPage)

    @property
    def width(self) -> int:
        """Columns to write in."""
        return min(self.console.width, WIDTH)

    @property
    def rows(self) -> int:
        """Rows of the terminal; 0 in plain mode or without a terminal, where any number of rows fits."""
        return 0 if self.plain or not self.console.is_terminal else max(4, self.console.height)

    def glyph(self, name: str) -> str:
        """Return a sign, or its ASCII twin where the terminal cannot show it."""
        return _GLYPHS[name][self.ascii_only or self.plain]

    def text(self, text: str, style: str = "") -> Text:
        """Pass a text through the gate."""
        return Text(clean(text, ascii_only=self.ascii_only), style="" if self.plain else style)

    @kept
    def line(self, text: str = "", style: str = "", *, indent: int = 0) -> None:
        """Write a paragraph."""
        if self.plain:
            self.console.print(self.text(text), soft_wrap=not self.console.is_terminal)
        else:
            self.console.print(
                Padding(self.text(text, style), (0, 0, 0, indent), expand=False), width=self.width
            )

    @kept
    def keys(self, *keys: str) -> None:
        """Write which keys there are; a key is never parted from its word at the end of a line.

        Args:
            keys: Each key with its word, such as ``q quit``.
        """
        if self.plain:
            parts = [*(f"{key}," for key in keys[:-1]), *keys[-1:]]
            room = self.console.width if self.console.is_terminal else len("".join(parts)) * 2
            for row in _filled(parts, room, " "):
                self.line(row)
            return
        for row in _balanced(keys, self.width - 1):
            self.line(row, "dim", indent=1)

    @kept
    def gap(self) -> None:
        """Write an empty line; plain mode has none."""
        if not self.plain:
            self.console.print()

    @kept
    def rule(self, title: str) -> None:
        """Write a title with a line after it."""
        if self.plain:
            self.line(title)
            return
        sign = self.glyph("rule")
        shown = self.text(f"{sign * 2} {title} ", "bold")
        shown.append(sign * max(0, self.width - shown.cell_len), style="dim")
        self.console.print(shown, width=self.width, no_wrap=True, overflow="crop")

    @kept
    def row(
        self, label: str, text: str, *, style: str = "", text_style: str = "", indent: int = 1
    ) -> None:
        """Write a label and a text that hangs beside it."""
        if self.plain:
            self.line(f"{label} {text}")
            return
        room = self.width - indent - cell_len(label) - 2
        if room < min(_NARROW, cell_len(text)):
            self.line(label, style, indent=indent)
            self.line(text, text_style, indent=indent + 2)
            return
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(no_wrap=True)
        grid.add_column(ratio=1, overflow="fold")
        grid.add_row(self.text(label, style), self.text(text, text_style))
        self.console.print(Padding(grid, (0, 0, 0, indent), expand=False), width=self.width)

    @kept
    def beside(self, first: tuple[str, str], second: tuple[str, str], *, indent: int = 1) -> None:
        """Write two titled texts beside each other; below each other where it is narrow or plain."""
        if self.plain or self.width < _TWO_COLUMNS:
            for title, text in (first, second):
                self.row(title, text, style="bold", indent=indent)
            return
        grid = Table.grid(padding=(0, 3, 0, 0), expand=True)
        for _ in range(2):
            grid.add_column(ratio=1, overflow="fold")
        grid.add_row(*(self.text(title, "bold") for title, _ in (first, second)))
        grid.add_row(*(self.text(text) for _, text in (first, second)))
        self.console.print(Padding(grid, (0, 0, 0, indent)), width=self.width)

    @kept
    def brief(self, label: str, text: str, end: str = "") -> None:
        """Write a label and as much of a text as one line holds, then an end that is never cut.

        Where they leave no room for the text, each has a line of its own.
        """
        line = f"{label.strip()} {text}" if self.plain else f"{label}  {text}"
        room = self.width - 1 - cell_len(end)
        if not self.plain and room - cell_len(label) - 2 < min(_NARROW // 2, cell_len(text)):
            self.line(label, "bold", indent=1)
            self.brief("  ", text)
            if end:
                self.line(end.strip(), indent=5)
            return
        if not self.plain and cell_len(line) > room:
            line = f"{set_cell_size(line, max(cell_len(label), room - 3)).rstrip()}..."
        shown = self.text(line + end)
        if not self.plain:
            shown.stylize("bold", 0, len(label))
        self.line_of(shown)

    @kept
    def line_of(self, shown: Text) -> None:
        """Write one line, which nothing breaks; in plain mode a terminal breaks it between words."""
        indent = "" if self.plain else " "
        breaks = self.plain and self.console.is_terminal
        self.console.print(Text(indent) + shown, soft_wrap=not breaks)

    @kept
    def table(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Write a table: the first column to the left, the others to the right.

        Where an id would have to be cut, ids stand above their rows, so that they can be copied.
        In plain mode each row is a line of "column value" pairs.
        """
        if self.plain:
            for row in rows:
                pairs = (f"{name} {cell}" for name, cell in zip(columns[1:], row[1:], strict=True))
                self.line(f"{row[0]}: {', '.join(pairs)}")
            return
        widths = [max(map(len, cells)) for cells in zip(columns, *rows, strict=True)]
        left = self.console.width - 1 - sum(width + 3 for width in widths[1:])
        words = [word for row in rows for word in row[0].split()]
        if any(len(word) > left for word in words):
            self._stacked(columns, rows, widths)
            return
        table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="bold")
        for number, name in enumerate(columns):
            table.add_column(
                self.text(name), justify="right" if number else "left", overflow="fold"
            )
        for row in rows:
            table.add_row(*(self.text(cell) for cell in row))
        self.console.print(Padding(table, (0, 0, 0, 1), expand=False))

    def _stacked(
        self, columns: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]
    ) -> None:
        """Write a table with the first cell of each row above the others."""

        def line(cells: Sequence[str]) -> str:
            others = zip(cells[1:], widths[1:], strict=True)
            return "   ".join(cell.rjust(width) for cell, width in others)

        self.line(f"{columns[0]}, and below it:", "bold", indent=1)
        self.line(line(columns), "bold", indent=4)
        for row in rows:
            self.line(row[0], indent=1)
            self.line(line(row), indent=4)

    def begin_page(self) -> None:
        """Begin a new screen: what was written before is not written again."""
        self.page.writings.clear()

    def write_again(self) -> None:
        """Write the present screen once more, as wide as the terminal is now.

        What stood there before is moved up, where it can be scrolled back to.
        """
        if self.console.is_terminal and not self.plain:
            rows = self.console.height
            self.console.file.write(f"\x1b[{rows};1H" + "\n" * rows + "\x1b[H")
        self.page.write_again()

    def typed(self, prompt: str, text: str) -> None:
        """Keep a line that was typed, which the terminal has shown already."""
        with self.page.writing(lambda: self.line_of(self.text(f"{prompt}{text}"))):
            pass

    def spark(self, counts: Sequence[int]) -> str:
        """Return counts as a row of bars, or in plain mode as numbers."""
        if self.plain:
            return " ".join(map(str, counts))
        bars, top = self.glyph("bars"), max(counts, default=0)
        return "".join(
            bars[0] if not count else bars[1 + (count * (len(bars) - 2)) // top] for count in counts
        )


def _balanced(keys: Sequence[str], room: int) -> list[str]:
    """Return keys in as few rows as hold them, and those about equally long; help and quit stay together."""
    parts = list(keys)
    if len(parts) > 1 and cell_len("  ".join(parts[-2:])) <= room:
        parts[-2:] = ["  ".join(parts[-2:])]
    rows = _filled(parts, room)
    least = max(map(cell_len, parts), default=0)
    for narrower in range(room - 1, least - 1, -1):
        narrow = _filled(parts, narrower)
        if len(narrow) > len(rows):
            break
        rows = narrow
    return rows


def _filled(parts: Sequence[str], room: int, between: str = "  ") -> list[str]:
    rows = [""]
    for part in parts:
        longer = f"{rows[-1]}{between}{part}" if rows[-1] else part
        if rows[-1] and cell_len(longer) > room:
            rows.append(part)
        else:
            rows[-1] = longer
    return rows


def spread(screen: Screen, counts: tuple[int, ...], unit: str = "a day") -> str:
    """Say what a row of bars spans; plain mode has the numbers themselves."""
    if screen.plain or not counts:
        return f" {unit}" if counts else ""
    return f"  {min(counts)} to {max(counts)} {unit}" if max(counts) else "  none"
