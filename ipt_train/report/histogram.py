"""How shares lie: upright bars over a scale of 0 to 100%, with both axes named and a line."""

from collections.abc import Sequence

from ipt_train.report.section import Chart
from ipt_train.report.svg import (
    TITLED_FOOT,
    WIDTH,
    element,
    foot_title,
    picture,
    round_top,
    rule,
    titled,
    words,
)
from ipt_train.report.text import percent


def histogram(
    name: str,
    counts: Sequence[int],
    *,
    title: str,
    desc: str,
    across: str,
    upright: str,
    line: float | None = None,
    line_label: str = "",
) -> Chart:
    """Return bars of equal width over the whole of 0 to 100%.

    Args:
        name: Unique on the page.
        counts: How many lie in each part of the scale, from 0 on; a last part holds 100% too.
        title: What it is.
        desc: What it shows.
        across: What lies along the foot, such as ``Share of the marks``.
        upright: What is counted.
        line: Share, 0-1, of a dashed line upright, if wanted.
        line_label: What that line is.
    """
    left, right, top, floor = 26.0, WIDTH - 18, 34.0, 150.0
    scale = round_top(max(counts, default=0))
    parts = [words(upright, x=0, y=11)]
    for tick in (0, scale // 2, scale):
        y = floor - (floor - top) * tick / scale
        parts += [
            rule(left, y, right, y, "axis" if tick == 0 else "grid"),
            words(str(tick), x=left - 5, y=y + 4, anchor="end"),
        ]
    slot = (right - left) / max(len(counts), 1)
    for place, count in enumerate(counts):
        height = (floor - top) * count / scale
        low, high = (percent(edge / len(counts)) for edge in (place, place + 1))
        parts.append(
            element(
                "rect",
                titled(f"{low} to {high}: {count}"),
                class_="mark",
                x=left + slot * (place + 0.08),
                y=floor - height,
                width=slot * 0.84,
                height=height,
            )
        )
    for edge in range(0, 101, 20):
        x = left + (right - left) * edge / 100
        parts.append(words(f"{edge}%", x=x, y=floor + 15, anchor="middle"))
    parts.append(foot_title(across, (left + right) / 2, floor))
    if line is not None:
        x = left + (right - left) * line
        anchor = "end" if line > 0.5 else "start"
        parts.append(words(line_label, x=x, y=top - 10, anchor=anchor))
        parts.append(rule(x, top - 6, x, floor, "reference"))
    return picture(name, title, desc, floor + TITLED_FOOT, parts)
