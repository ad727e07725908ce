"""Reading a page as a program that knows nothing of it: its tables, elements and ids."""

from html.parser import HTMLParser

Rows = list[dict[str, str]]


class Reader(HTMLParser):
    """Collects tables by caption, all tags with their attributes, and all text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._tables: dict[str, list[list[str]]] = {}
        self._rows: list[list[str]] = []
        self._cell: str | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "table":
            self._rows = []
        elif tag == "tr":
            self._rows.append([])
        if tag in ("td", "th", "caption"):
            self._cell = ""

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._cell is not None:
            self._cell += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "caption":
            self._tables[self._cell or ""] = self._rows
        elif tag in ("td", "th"):
            self._rows[-1].append(self._cell or "")
        if tag in ("td", "th", "caption"):
            self._cell = None

    def table(self, caption: str) -> Rows:
        """Rows of a table by the names of its columns."""
        head, *rows = self._tables[caption]
        return [dict(zip(head, row, strict=True)) for row in rows]

    @property
    def captions(self) -> list[str]:
        return list(self._tables)
