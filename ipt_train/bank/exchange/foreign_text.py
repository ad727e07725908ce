"""A text of another program, in the format that it is marked with, as plain text."""

import re
from functools import cache
from typing import TYPE_CHECKING

from ipt_train.bank.core.text import HIDDEN
from ipt_train.bank.exchange import html_field
from ipt_train.bank.exchange.html_tree import html_tree
from ipt_train.bank.exchange.rich_text import rich_text, tell_tex
from ipt_train.bank.exchange.share import CONTROL, Lost
from ipt_train.bank.exchange.stem_picture import StemPicture

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

ODD_FORMAT = "text in an unknown format"
_MARKUP = re.compile(r"<[a-zA-Z/!]|&(?:[a-zA-Z]|#)")
_MLANG = re.compile(r"\{mlang(?:\s+([^{}]{0,40}))?\}")
_MARKDOWN = re.compile(r"[*_`#\[\]>|~+\\-]|\d[.)]|&|<|\n")
_BLANKS = re.compile(r"\s+")


def foreign_text(text: str, form: str, lost: Lost, picture: StemPicture | None = None) -> str:
    """Return a text as plain text, without blanks around it.

    Args:
        text: As it stands in the file.
        form: ``html``, ``markdown``, ``plain`` or ``auto``; the last is plain text with tags.
        lost: Takes up what it cannot hold.
        picture: Takes the picture out, where the text may have one.
    """
    text = _in_one_language(_shown(text, lost), lost)
    if form in ("plain", "plain_text"):
        return text.strip()
    tell_tex(text, lost)
    if form == "markdown":
        marked = _MARKDOWN.search(text)
        return _html(_markdown().render(text), lost, picture) if marked else text.strip()
    if form in ("auto", "moodle_auto_format", "moodle", ""):
        if not _MARKUP.search(text):
            return text.strip()
        return _html(text.replace("\r\n", "\n").replace("\n", "<br>"), lost, picture)
    if form != "html":
        lost[ODD_FORMAT] = None
    return _html(text, lost, picture)


def _html(text: str, lost: Lost, picture: StemPicture | None) -> str:
    if "<" not in text and "&" not in text:
        return _BLANKS.sub(" ", text).strip()
    return rich_text(html_tree(text), lost, picture=picture)


def _shown(text: str, lost: Lost) -> str:
    """Return a text without signs that must not be shown."""
    if not HIDDEN.search(text):
        return text
    bare = HIDDEN.sub("", text.replace("\r\n", "\n"))
    lost[CONTROL] = None
    return bare


def _in_one_language(text: str, lost: Lost) -> str:
    """Return a text of which neighbours in several languages are marked ``{mlang en}...{mlang}``."""
    if "{mlang" not in text:
        return text
    parts = _MLANG.split(text)  # text, language, text, language, ...; the end has no language
    languages = [name.strip() for name in parts[1::2] if name and name.strip()]
    if not languages:
        return text
    english = [name for name in languages if name.lower().startswith("en")]
    chosen = (english or languages)[0]
    if any(name != chosen for name in languages):
        lost[html_field.OTHER_LANGUAGE] = None
    shown = [parts[0]]
    for name, piece in zip(parts[1::2], parts[2::2], strict=True):
        if not name or name.strip() in (chosen, "other" if chosen not in languages else chosen):
            shown.append(piece)
    return "".join(shown)


@cache
def _markdown() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # noqa: PLC0415 - few files are in Markdown

    return MarkdownIt("commonmark").enable("table")
