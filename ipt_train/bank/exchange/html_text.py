"""Plain text out of HTML of strangers; what cannot be text is named."""

import re
from html.parser import HTMLParser

_BREAKS = {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table"}
_SILENT = {"script", "style"}
_PICTURES = {"img", "svg", "object", "video", "audio", "iframe", "canvas", "math"}
_PLAIN = {"p", "div", "br", "span", "html", "body"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.lost: dict[str, None] = {}
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        if tag in _BREAKS:
            self.parts.append("\n")
        if tag in _PICTURES:
            self.lost["a picture or other medium"] = None
            self.parts.append(next((value or "" for name, value in attrs if name == "alt"), ""))
        elif tag not in _PLAIN:
            self.lost["formatting"] = None

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        if tag in _BREAKS and tag != "br":
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(re.sub(r"\s+", " ", data))


def plain_text(html: str) -> tuple[str, list[str]]:
    """Return the text of a piece of HTML and what was lost with its tags."""
    reader = _Reader()
    try:
        reader.feed(html)
        reader.close()
    except AssertionError:  # html.parser's way to say that `<![` begins nothing that it knows
        return plain_text(html.replace("<![", "&lt;!["))
    lines = [" ".join(line.split()) for line in "".join(reader.parts).split("\n")]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return text, list(reader.lost)
