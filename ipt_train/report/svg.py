"""SVG as text: elements, numbers and scales, and nothing of what a chart means.

Charts are drawn 340 units wide, so that on a phone a unit is about a pixel and type stays
readable. Colours are classes of ``templates/style.css``, which knows light, dark and print.
"""

from html import escape

from ipt_train.report.section import Chart, Svg
from ipt_train.report.text import shown

WIDTH = 340.0

TITLED_FOOT = 38.0
"""Units below a scale that its labels and the title of its axis take."""


def number(value: float) -> str:
    """Return a coordinate, to a tenth of a unit, so that output does not hang on rounding."""
    text = f"{value:.1f}"
    return "0" if text in ("-0.0", "0.0") else text.removesuffix(".0")


def element(tag: str, content: str = "", **attributes: str | float) -> str:
    """Return an element. Attributes are escaped, ``content`` is markup already.

    Args:
        tag: Its name.
        content: Markup inside it.
        attributes: By name, ``_`` standing for ``-``; ``class_`` is the class.
    """
    words = "".join(
        f' {name.removesuffix("_").replace("_", "-")}="{_value(value)}"'
        for name, value in attributes.items()
    )
    return f"<{tag}{words}>{content}</{tag}>" if content else f"<{tag}{words}/>"


def words(text: str, *, x: float, y: float, anchor: str = "start", class_: str = "tick") -> str:
    """Return a line of text at a place; ``anchor`` is start, middle or end."""
    return element("text", escape(shown(text)), class_=class_, x=x, y=y, text_anchor=anchor)


def foot_title(text: str, middle: float, floor: float) -> str:
    """Return the title of the axis along the foot, below the labels of its scale."""
    return words(text, x=middle, y=floor + 32, anchor="middle")


def short(text: str, most: int) -> str:
    """Return a text, or its first words and an ellipsis where it is longer than ``most``.

    A word is cut only where it would otherwise take more than half of the room with it.
    """
    if len(text) <= most:
        return text
    room = text[: most - 1]
    words = room if text[most - 1].isspace() else room.rpartition(" ")[0]
    return f"{(words if len(words) > most // 2 else room).rstrip()}…"


def rule(x1: float, y1: float, x2: float, y2: float, class_: str = "grid") -> str:
    """Return a straight line."""
    return element("line", class_=class_, x1=x1, y1=y1, x2=x2, y2=y2)


def titled(text: str) -> str:
    """Return what a pointer that rests on a mark is shown."""
    return element("title", escape(shown(text)))


def picture(name: str, title: str, desc: str, height: float, parts: list[str]) -> Chart:
    """Return a whole picture with the name and description that a screen reader says.

    Args:
        name: Unique on the page: letters, digits and hyphens.
        title: What it is.
        desc: What it shows, so that nothing is lost without seeing it.
        height: Units from top to bottom.
        parts: Its elements.
    """
    head = [
        element("title", escape(shown(title)), id=f"{name}-title"),
        element("desc", escape(shown(desc)), id=f"{name}-desc"),
    ]
    svg = element(
        "svg",
        "\n".join(["", *head, *parts, ""]),
        class_="chart",
        role="img",
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-desc",
        viewBox=f"0 0 {number(WIDTH)} {number(height)}",
    )
    return Chart(title=title, svg=Svg(svg))


def round_top(highest: float) -> int:
    """Return the top of a scale of counts: even, so that its middle is whole, and round."""
    step = 1
    tops: tuple[int, ...] = (2, 4, 6, 8, 10)
    while highest > tops[-1]:
        step *= 10
        tops = tuple(step * tenths // 10 for tenths in (12, 16, 20, 30, 40, 60, 80, 100))
    return next(top for top in tops if top >= highest)


def _value(value: str | float) -> str:
    return escape(shown(value)) if isinstance(value, str) else number(value)
