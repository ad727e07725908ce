"""A report as one HTML file that loads nothing and runs nothing."""

import base64
import hashlib
import re
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from ipt_train.report.marked import MarkedSheet
from ipt_train.report.section import Page
from ipt_train.report.text import shown


def render_page(page: Page) -> str:
    """Return a report as HTML.

    Every text is escaped. The Content-Security-Policy allows this page's own style, by its
    hash, and nothing else: no script, no address, no font, no form.

    Args:
        page: What the report says.
    """
    return _rendered("page.html", "style.css", page)


def render_marked(sheet: MarkedSheet) -> str:
    """Return a paper with what is right in it as HTML, under the same policy as a report.

    Args:
        sheet: The paper.
    """
    return _rendered("marked.html", "marked.css", sheet)


def _rendered(template: str, style_sheet: str, document: Page | MarkedSheet) -> str:
    style = _environment().get_template(style_sheet).render()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    html = (
        _environment()
        .get_template(template)
        .render(style=Markup(style), style_hash=f"sha256-{digest}", document=document)
    )
    return html + "\n"


@cache
def _environment() -> Environment:
    """Return what templates are read with; they are compiled once, for pages of a whole class."""
    environment = Environment(
        loader=PackageLoader("ipt_train.report"),
        autoescape=True,
        finalize=_safe,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["slug"] = slug
    environment.filters["prose"] = _prose
    environment.filters["unbroken"] = _unbroken
    environment.filters["svg"] = Markup  # charts are markup already; nothing else passes by here
    return environment


def slug(text: str) -> str:
    """Return a text as the id of an element: small letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "part"


def _safe(value: Any) -> Any:
    """Pass whatever a template writes through the gate, before it is escaped."""
    return shown(value) if type(value) is str else value


def _unbroken(text: str) -> Markup:
    """Escape a text in which no line ends within a pseudonym, which a hyphen would allow."""
    escaped = str(escape(shown(text)))
    return Markup(re.sub("(p-[0-9a-f]{16})", r'<span class="whole">\1</span>', escaped))


def _prose(text: str) -> Markup:
    """Escape a text and set what stands between backquotes as code, as commands are written."""
    return Markup(re.sub("`([^`]+)`", r"<code>\1</code>", str(escape(shown(text)))))
