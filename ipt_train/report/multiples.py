"""Small multiples: the same chart of several things, on one scale."""

from collections.abc import Sequence
from dataclasses import dataclass

from ipt_train.report.section import Svg
from ipt_train.report.svg import element, picture, rule, short, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One of several small charts: its name and its bars."""

    label: str
    values: tuple[int, ...]


def multiples(
    name: str, panels: Sequence[Panel], *, title: str, desc: str, begin: str = "", end: str = ""
) -> Svg:
    """Return small bar charts on one scale, two a row; for comparing shapes.

    Args:
        name: Unique on the page.
        panels: The charts.
        title: What they are.
        desc: What they show.
        begin: What the left end of each is.
        end: What the right end of each is.
    """
    wide, tall, gap = 160.0, 36.0, 20.0
    scale = max((1, *(value for panel in panels for value in panel.values)))
    parts = []
    for index, panel in enumerate(panels):
        x0 = (wide + gap) * (index % 2)
        floor = 22 + tall + (tall + 28) * (index // 2)
        slot = wide / max(len(panel.values), 1)
        parts.append(words(short(panel.label, 14), x=x0, y=floor - tall - 5, class_="label"))
        highest = max(panel.values, default=0)
        parts.append(words(f"most {highest}", x=x0 + wide, y=floor - tall - 5, anchor="end"))
        parts.append(rule(x0, floor, x0 + wide, floor, "axis"))
        for place, value in enumerate(panel.values):
            if height := tall * value / scale:
                parts.append(
                    element(
                        "rect",
                        class_="mark",
                        x=x0 + slot * (place + 0.1),
                        y=floor - height,
                        width=slot * 0.8,
                        height=height,
                    )
                )
    rows = -(-len(panels) // 2)
    foot = 22 + (tall + 28) * rows - 12
    for x0 in (0.0, wide + gap)[: len(panels)]:
        parts.append(words(begin, x=x0, y=foot))
        parts.append(words(end, x=x0 + wide, y=foot, anchor="end"))
    return picture(name, title, desc, foot + 8, parts)
