"""Items to one HTML page for print, with or without the key; Jinja2 escapes every text."""

import base64
import hashlib
from collections.abc import Iterable
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ipt_train.bank.core.model import Item, Reference, Vignette
from ipt_train.bank.exchange.loss import Loss
from ipt_train.bank.exchange.paper import printed
from ipt_train.bank.exchange.picture_url import picture_url


def write_page(
    entries: Iterable[Item | Vignette],
    bibliography: dict[str, Reference],
    *,
    title: str,
    language: str,
    key: bool,
) -> tuple[str, list[Loss]]:
    """Return entries as a page without script, numbered through, and what is lost.

    Its Content-Security-Policy allows its own style, by its hash, and nothing else.

    Args:
        entries: Items and vignettes.
        bibliography: Works by id.
        title: Heading of the page.
        language: BCP 47 tag of its texts.
        key: Print keys, rationales and sources too.
    """
    number = 0
    shown: list[dict[str, Any]] = []
    losses: list[Loss] = []
    for entry in entries:
        steps = entry.steps if isinstance(entry, Vignette) else (entry,)
        papers = []
        for item in steps:
            number += 1
            works = [bibliography[one].citation for one in item.references if one in bibliography]
            papers.append(
                {"number": number, "printed": printed(item), "works": works}
                | {"picture": picture_url(item.picture)}
            )
            losses += [Loss(item=item.id, what=what) for what in _lost(item, key)]
        case = {"case": "", "title": "", "debrief": ""}
        if isinstance(entry, Vignette):
            case = {"case": entry.case, "title": entry.title, "debrief": entry.debrief}
        shown.append({**case, "papers": papers})
    environment = Environment(
        loader=PackageLoader("ipt_train.bank.exchange"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = environment.get_template("paper.css").render()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    page = environment.get_template("paper.html").render(
        entries=shown,
        title=title,
        language=language,
        key=key,
        style=Markup(style),
        style_hash=f"sha256-{digest}",
    )
    return page + "\n", losses


def _lost(item: Item, key: bool) -> list[str]:
    lost = ["facts, claims and competencies"]
    if not key:
        lost.append("key, rationales and sources, as asked")
    if item.vignette:
        lost.append("the unfolding of a case: the whole page can be read at once")
    return lost
