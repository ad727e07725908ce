"""Small multiples: the same chart of several things, on one scale."""

from collections.abc import Sequence
from dataclasses import dataclass

from ipt_train.report.section import Chart
from ipt_train.report.svg import element, picture, rule, short, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One of several small charts: its name and its bars."""

    label: str
    values: tuple[int, ...]


def multiples(
    name: str,
    panels: Sequence[Panel],
    *,
    title: str,
    desc: str,
    across: str,
    upright: str,
    begin: str = "",
    end: str = "",
) -> Chart:
    """Return small bar charts on one scale, two a row; for comparing shapes.

    Args:
        name: Unique on the page.
        panels: The charts.
        title: What they are.
        desc: What they show.
        across: What lies along the foot of each.
        upright: What is counted.
        begin: What the left end of each is.
        end: What the right end of each is.
    """
    wide, tall, gap = 160.0, 36.0, 20.0
    scale = max((1, *(value for panel in panels for value in panel.values)))
    head = 40.0
    parts = [words(f"{upright}, all on one scale", x=0, y=11)]
    for index, panel in enumerate(panels):
        x0 = (wide + gap) * (index % 2)
        floor = head + tall + (tall + 28) * (index // 2)
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
    foot = head + (tall + 28) * rows - 12
    for x0 in (0.0, wide + gap)[: len(panels)]:
        parts.append(words(begin, x=x0, y=foot))
        parts.append(words(end, x=x0 + wide, y=foot, anchor="end"))
    parts.append(words(across, x=wide + gap / 2, y=foot + 17, anchor="middle"))
    return picture(name, title, desc, foot + 25, parts)
