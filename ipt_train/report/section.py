"""What a report is made of: plain data, shown on a page or in the terminal alike.

A section of a report takes three lines::

    table = Table(caption="Competencies", columns=("Competency", "Evidence"), rows=rows)
    section = Section(heading="Competencies", lead="Two of six are met.", figures=(Figure(table=table),))
    page = Page(title="Progress", subtitle="ann", sections=(*sections, section))

A chart never stands alone: a figure has a table, and a chart only if it helps. On the page a
chart has a heading, and its axes say what lies along them.
"""

from dataclasses import dataclass
from typing import NewType

Svg = NewType("Svg", str)
"""An SVG element made by ``report.svg``: markup, every text in it escaped."""

WIDE_TABLE = 5
"""Columns up to which a table has room beside a chart; a wider one stands below it."""

LONG_CELL = 28
"""Characters up to which a cell stays in one line; a column with a longer one is set as prose."""

LONG_TABLE = 12
"""Rows from which on a table that stands beside a chart is folded up on the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A picture of figures.

    Attributes:
        title: What it is; its heading on the page.
        svg: The picture, whose name for those who do not see it is the title again.
    """

    title: str
    svg: Svg


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionTable:
    """A table of texts.

    Attributes:
        caption: What it shows, in a few words; unlike any other on the page.
        columns: Names of the columns; the first names what a row is about.
        rows: As many cells each as there are columns.
        words: Whether all columns but the first hold words, however short.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: bool = False

    @property
    def prose(self) -> tuple[bool, ...]:
        """Which columns hold words rather than figures: those of a table of words, and those in which any cell is long."""
        return tuple(
            (self.words and place > 0) or any(len(row[place]) > LONG_CELL for row in self.rows)
            for place in range(len(self.columns))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A table with the chart of it, if there is one.

    Attributes:
        table: The figures, all of them.
        chart: The same to be seen at a glance; empty for none.
    """

    table: SectionTable
    chart: Chart | None = None

    @property
    def beside(self) -> bool:
        """Whether chart and table stand side by side where there is room."""
        return self.chart is not None and len(self.table.columns) <= WIDE_TABLE

    @property
    def captioned(self) -> bool:
        """Whether the table shows its caption: not where a heading or a summary just above says the same."""
        return not self.folded and (self.chart is None or self.chart.title != self.table.caption)

    @property
    def folded(self) -> bool:
        """Whether the table opens on demand, since a chart says the same in less room."""
        return self.chart is not None and len(self.table.rows) > LONG_TABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One subject of a report.

    Attributes:
        heading: Its name, unlike any other on the page.
        lead: What is to be learned from it, or what to do where there is nothing yet.
        figures: Tables and charts.
        rules: Sentences by which the figures were made, where these are many.
        note: How the figures were made and where they end; small print.
    """

    heading: str
    lead: str = ""
    figures: tuple[Figure, ...] = ()
    rules: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """One figure of the head of a page: what it is, its value, and what qualifies it."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A report.

    Attributes:
        title: Its heading.
        subtitle: Whose and of when.
        lead: One or two sentences before anything else.
        facts: The few figures that matter most.
        sections: Its subjects.
        foot: What the report as a whole does and does not show.
        language: BCP 47 tag of its texts.
    """

    title: str
    subtitle: str = ""
    lead: str = ""
    facts: tuple[KeyFigure, ...] = ()
    sections: tuple[Section, ...] = ()
    foot: str = ""
    language: str = "en-GB"
