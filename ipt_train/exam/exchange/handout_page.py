"""A handout as one HTML file: a page to sit the exam in without a network, or a paper to print.

Every text of the exam is escaped where it stands in the page; the script gets plain data, writes no
HTML, and is allowed by its hash. The policy allows neither the network nor any other script.
"""

import base64
import hashlib
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ipt_train.errors import PaperError
from ipt_train.exam.core.assemble import MARKED_BY_KEY
from ipt_train.exam.core.handout import Handout
from ipt_train.exam.submission.handin import FORMAT
from ipt_train.report.text import shown


def sitting_page(handout: Handout) -> str:
    """Return the page in which a person sits an exam.

    Raises:
        PaperError: The paper holds a type of question that no page can ask.
    """
    _check(handout)
    script = "\n".join(_text(name) for name in ("seal.js", "sitting.js"))
    return _render(
        "sitting.html",
        handout,
        _text("sitting.css"),
        script=Markup(script),
        script_hash=_hash(script),
        data=_data(handout),
    )


def printed_page(handout: Handout) -> str:
    """Return the paper and an answer sheet, to be printed; no script is in it.

    Raises:
        PaperError: The paper holds a type of question that no answer sheet has room for.
    """
    _check(handout)
    return _render("print.html", handout, _text("sitting.css") + _text("print.css"))


def _check(handout: Handout) -> None:
    for question in handout.paper.questions:
        if question.type not in MARKED_BY_KEY:
            raise PaperError(
                f"{question.item} is of the type {question.type}, which a page cannot ask",
                hint=f"build other papers: `ipt-train course exam build {handout.paper.exam} --replace`",
            )


def _data(handout: Handout) -> dict[str, Any]:
    """Return what the script needs; texts of the exam are in it and are not shown from it."""
    return {
        "format": FORMAT,
        "paper": _without_pictures(handout.paper.data()),
        "digest": handout.paper.digest,
        "person": handout.person,
        "attempt": handout.attempt,
        "ticket": handout.ticket,
        "minutes": handout.minutes,
        "opens": handout.opens and round(handout.opens.timestamp() * 1000),
        "due": handout.due and round(handout.due.timestamp() * 1000),
        "file": handout.file,
    }


def _without_pictures(paper: dict[str, Any]) -> dict[str, Any]:
    """Return the data of a paper without what stands in the page already and is large."""
    return paper | {
        "questions": [
            {name: value for name, value in one.items() if name != "picture"}
            for one in paper["questions"]
        ]
    }


def _render(template: str, handout: Handout, style: str, **more: Any) -> str:
    page = _environment().get_template(template)
    html = page.render(page=handout, style=Markup(style), style_hash=_hash(style), **more)
    return html.lstrip() + "\n"


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("ipt_train.exam.exchange"),
        autoescape=True,
        finalize=_safe,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _safe(value: Any) -> Any:
    """Pass whatever a template writes through the gate, before it is escaped."""
    return shown(value) if type(value) is str else value


@cache
def _text(name: str) -> str:
    """Return one of our own files as it is."""
    loader = _environment().loader
    assert loader is not None
    return loader.get_source(_environment(), name)[0]


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
