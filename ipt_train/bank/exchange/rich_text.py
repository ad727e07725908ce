"""The one way from marked-up text of strangers, HTML or that of QTI, to the plain text of a bank.

Paragraphs and lines stay, pictures are named by their description, raised and lowered signs and
readings of ruby are written in the line, and of a text in several languages one is kept. Whatever
else the markup says is lost, and named.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from ipt_train.bank.exchange import html_field as html
from ipt_train.bank.exchange.script_sign import lowered, raised
from ipt_train.bank.exchange.share import Lost
from ipt_train.bank.exchange.stem_picture import StemPicture
from ipt_train.bank.exchange.xml_read import Element

_PARAGRAPH, _LINE, _BREAK = "\x02", "\x03", "\x04"
_RUN = re.compile(r" *[\x02-\x04][\x02-\x04 ]*")
_BLANKS = re.compile(r"\s+")
_TEX = re.compile(r"\\\(.+?\\\)|\\\[.+?\\\]|\$\$.+?\$\$|\[\$\$?\].+?\[/\$\$?\]", re.S)
"""What Moodle, Canvas and Anki show as a formula."""

Special = Callable[[Element], str | None]
"""Gives what stands in place of an element; None for what is in it, as usual."""


def rich_text(
    element: Element,
    lost: Lost,
    special: Special | None = None,
    picture: StemPicture | None = None,
    *,
    exact: bool = False,
) -> str:
    """Return the text in an element.

    Args:
        element: The element; its own name says nothing.
        lost: Takes up what a text cannot hold.
        special: Tells what stands in place of some elements.
        picture: Takes the picture out, where the text may have one.
        exact: Whether blanks and line ends stand for themselves.
    """
    reader = _Reader(lost, special, exact=exact)
    if picture:
        reader.takes = lambda part: picture.takes(part, element, lost)
    text = "".join(reader.within(element))
    if exact:
        text = re.sub(r"[\x02-\x04]+", "\n\n", text)
        lines = "\n".join(line.strip() for line in text.split("\n"))
        return re.sub(r"\n{3,}", "\n\n", lines).strip()
    tell_tex(text, lost)
    return _RUN.sub(_ends, re.sub(" {2,}", " ", text)).strip(" \n")


def tell_tex(text: str, lost: Lost) -> None:
    """Take up that formulas, whose signs stay as they are, were shown as formulas there."""
    if _TEX.search(text):
        lost[html.TEX] = None


def _ends(run: re.Match[str]) -> str:
    if _PARAGRAPH in run[0]:
        return "\n\n"
    return "\n" * max(1, min(2, run[0].count(_BREAK)))


class _Reader:
    def __init__(self, lost: Lost, special: Special | None, *, exact: bool) -> None:
        self._lost = lost
        self._special = special
        self._exact = exact
        self.takes: Callable[[Element], bool] = lambda _: False

    def within(self, element: Element) -> Iterator[str]:
        """Yield the texts of what is in an element."""
        for part in _in_one_language(element.parts, self._lost):
            if isinstance(part, str):
                yield part if self._exact else _BLANKS.sub(" ", part)
            elif self._special and (instead := self._special(part)) is not None:
                yield instead
            elif self.takes(part):
                continue
            else:
                self.note(part)
                yield from self._of(part)

    def note(self, element: Element) -> None:
        """Take up what the element itself says."""
        if words := html.of_element(element.name):
            self._lost[words] = None
        if element.name in ("prompt", "rubricBlock", *html.WHOLE) or _language(element):
            return
        for name, value in element.attributes.items():
            if name == "href" and value.strip() in ("", element.text.strip()):
                continue
            self._lost[html.of_attribute(name, element.name)] = None

    def _of(self, element: Element) -> Iterator[str]:
        name = element.name
        if name in html.WHOLE:
            yield self._described(element)
        elif name in html.SILENT:
            return
        elif name == "br":
            yield _BREAK
        elif name in ("sub", "sup"):
            yield self._set_off(element)
        elif name in ("rt", "rtc"):
            yield f"({''.join(self.within(element)).strip()})"
        elif name == "q":
            yield from ("“", *self.within(element), "”")
        elif name == "tr" and (cells := _cells(element)):
            for cell in cells:
                self.note(cell)
            row = " | ".join("".join(self.within(cell)).strip() for cell in cells)
            yield from (_LINE, row, _LINE)
        elif name in html.PARAGRAPHS:
            yield from (_PARAGRAPH, *self.within(element), _PARAGRAPH)
        elif name in html.LINES:
            yield from (_LINE, *self.within(element), _LINE)
        else:
            yield from self.within(element)

    def _described(self, element: Element) -> str:
        said = element.attributes
        words = said.get("alt") or said.get("alttext") or said.get("aria-label") or ""
        if not words and element.name == "math":
            words = "".join(one.text for one in element.below())
        return _BLANKS.sub(" ", words)

    def _set_off(self, element: Element) -> str:
        text = "".join(self.within(element))
        signs = (raised if element.name == "sup" else lowered)(text.strip())
        if signs is not None:
            return signs
        self._lost[html.RAISED] = None
        return f"{'^' if element.name == 'sup' else '_'}({text.strip()})"


def _cells(row: Element) -> list[Element]:
    """Return the cells of a row; none where anything else stands in it."""
    plain = all(one.name in ("td", "th") for one in row.children) and not row.text.strip()
    return row.children if plain else []


def _language(element: Element) -> str:
    """Return the language of one of several texts that say the same; empty for another element."""
    multiple = "multilang" in element.attributes.get("class", "").split()
    return (
        element.attributes.get("lang", "") if multiple and element.name in ("span", "div") else ""
    )


def _in_one_language(parts: Sequence[str | Element], lost: Lost) -> Iterator[str | Element]:
    """Yield the parts, of neighbours in several languages English or else the first alone."""
    run: list[Element] = []
    for part in (*parts, None):
        if isinstance(part, Element) and _language(part):
            run.append(part)
        elif run and isinstance(part, str) and not part.strip():
            continue
        else:
            if run:
                if len({_language(one) for one in run}) > 1:
                    lost[html.OTHER_LANGUAGE] = None
                yield from kept(run, [_language(one) for one in run])
                run = []
            if part is not None:
                yield part


def kept(texts: Sequence[Element], languages: Sequence[str]) -> list[Element]:
    """Return the texts in English, or else in the language of the first."""
    english = [name for name in languages if name.lower().startswith("en")]
    chosen = (english or list(languages))[0]
    return [text for text, name in zip(texts, languages, strict=True) if name == chosen]
