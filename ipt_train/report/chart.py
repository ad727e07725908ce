"""Bars, line with band, dots with intervals: pure functions from figures to SVG.

All take a ``name`` that is unique on the page, a ``title`` and a ``desc`` for those who do
not see them, and points. They show differences by place and length first; colour only
repeats them. Each belongs beside a table of the same figures (``report.section.Figure``).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from ipt_train.report.section import Chart
from ipt_train.report.svg import (
    TITLED_FOOT,
    WIDTH,
    element,
    foot_title,
    number,
    picture,
    round_top,
    rule,
    short,
    titled,
    words,
)
from ipt_train.report.text import percent

LONG_LABEL = 16
"""Characters up to which a label has room beside its row."""

LONGEST_LABEL = 44
"""Characters up to which it has room above; a longer one is cut, whole in the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One thing to draw.

    Attributes:
        label: What it is about.
        value: Its value; None where there is too little to say.
        low: Lower end of its interval, if it has one.
        high: Upper end of it.
        expected: What it is to be compared with, if anything.
        note: Words in place of a missing value, or beside it.
    """

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    expected: float | None = None
    note: str = ""


def bars(
    name: str,
    points: Sequence[Point],
    *,
    title: str,
    desc: str,
    across: str,
    upright: str,
    every: int = 1,
) -> Chart:
    """Return upright bars from zero; for counts.

    Args:
        name: Unique on the page.
        points: From left to right.
        title: What it is.
        desc: What it shows.
        across: What lies along the foot.
        upright: What is counted.
        every: Label each so many bars, from the first on.
    """
    left, right, top, floor = 26.0, WIDTH - 4, 30.0, 146.0
    scale = round_top(max((point.value or 0 for point in points), default=0))
    parts = [words(upright, x=0, y=11), foot_title(across, (left + right) / 2, floor)]
    for tick in (0, scale // 2, scale):
        y = floor - (floor - top) * tick / scale
        parts += [
            rule(left, y, right, y, "axis" if tick == 0 else "grid"),
            words(str(tick), x=left - 5, y=y + 4, anchor="end"),
        ]
    slot = (right - left) / max(len(points), 1)
    for index, point in enumerate(points):
        x, value = left + slot * index, point.value or 0
        height = (floor - top) * value / scale
        parts.append(
            element(
                "rect",
                titled(f"{point.label}: {value:g}"),
                class_="mark",
                x=x + slot * 0.12,
                y=floor - height,
                width=slot * 0.76,
                height=height,
            )
        )
        if index % every == 0:
            parts.append(
                words(
                    point.label,
                    x=x if every > 1 else x + slot / 2,
                    y=floor + 15,
                    anchor="start" if every > 1 else "middle",
                )
            )
    return picture(name, title, desc, floor + TITLED_FOOT, parts)


def line(
    name: str,
    points: Sequence[Point],
    *,
    title: str,
    desc: str,
    across: str,
    upright: str,
    bottom: float = 0.0,
    top: float = 1.0,
    reference: float | None = None,
    reference_label: str = "",
    form: Callable[[float], str] = percent,
) -> Chart | None:
    """Return a line with a band of intervals; it breaks where a value is missing.

    None where fewer than two points have a value: there is no line to see.

    Args:
        name: Unique on the page.
        points: From left to right, evenly spaced.
        title: What it is.
        desc: What it shows.
        across: What lies along the foot.
        upright: What its height is.
        bottom: Value at the foot of the scale.
        top: Value at its head.
        reference: Value of a dashed line across, if wanted.
        reference_label: What that line is.
        form: How a value is written.
    """
    if sum(point.value is not None for point in points) < 2:
        return None
    left, right, roof, floor = 38.0, WIDTH - 26, 34.0, 148.0

    def y(value: float) -> float:
        return floor - (floor - roof) * (min(max(value, bottom), top) - bottom) / (top - bottom)

    step = (right - left) / max(len(points) - 1, 1)
    start = left if len(points) > 1 else (left + right) / 2
    placed = [(start + step * index, point) for index, point in enumerate(points)]
    parts = [words(upright, x=0, y=11), foot_title(across, (left + right) / 2, floor)]
    for tick in (bottom, (bottom + top) / 2, top):
        parts += [
            rule(left, y(tick), right, y(tick), "axis" if tick == bottom else "grid"),
            words(form(tick), x=left - 6, y=y(tick) + 4, anchor="end"),
        ]
    for run in _runs(placed):
        ends = [
            (x, y(p.low), y(p.high)) for x, p in run if p.low is not None and p.high is not None
        ]
        if len(ends) > 1:
            upper = [(x, high) for x, _, high in ends]
            lower = [(x, low) for x, low, _ in reversed(ends)]
            parts.append(element("polygon", class_="band", points=_corners(upper + lower)))
        else:
            parts += [rule(x, low, x, high, "interval") for x, low, high in ends]
        if len(run) > 1:
            track = [(x, y(p.value)) for x, p in run if p.value is not None]
            parts.append(element("polyline", class_="line", points=_corners(track)))
    if reference is not None:
        parts.append(rule(left, y(reference), right, y(reference), "reference"))
        parts.append(words(reference_label, x=WIDTH, y=11, anchor="end"))
    every = -(-len(points) // 6)
    for index, (x, point) in enumerate(placed):
        if point.value is not None:
            parts.append(
                element(
                    "circle",
                    titled(f"{point.label}: {form(point.value)}"),
                    class_="mark",
                    cx=x,
                    cy=y(point.value),
                    r=4,
                )
            )
        else:
            parts.append(words("?", x=x, y=floor - 5, anchor="middle", class_="soft"))
        if index % every == 0:
            parts.append(words(point.label, x=x, y=floor + 15, anchor="middle"))
    return picture(name, title, desc, floor + TITLED_FOOT, parts)


def dots(
    name: str,
    points: Sequence[Point],
    *,
    title: str,
    desc: str,
    across: str,
    reference: float | None = None,
    reference_label: str = "",
    came: str = "came true",
    expected: str = "predicted",
) -> Chart | None:
    """Return shares, 0-1, as dots on their intervals, one row each.

    None where no point has a value: there is nothing to see.

    Args:
        name: Unique on the page.
        points: From top to bottom; a missing value shows its note instead. Where a label is
            long, labels stand above their rows.
        title: What it is.
        desc: What it shows.
        across: What lies along the foot.
        reference: Share of a dashed line down, if wanted; not together with expectations.
        reference_label: What that line is.
        came: What a dot is, for the legend, where points have something expected.
        expected: What a diamond is.
    """
    if all(point.value is None for point in points):
        return None
    above = any(len(point.label) > LONG_LABEL for point in points)
    left, right, row = (18.0, WIDTH - 46, 40.0) if above else (108.0, WIDTH - 46, 26.0)
    head = 8.0 if reference is None else 20.0
    parts = []
    if any(point.expected is not None for point in points):
        head = 26.0
        parts += [
            element("circle", class_="mark", cx=left + 4, cy=9, r=4.5),
            words(came, x=left + 13, y=13),
            _diamond(left + 98, 9),
            words(expected, x=left + 108, y=13),
        ]
    floor = head + row * len(points)

    def x(share: float) -> float:
        return left + (right - left) * share

    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        parts.append(rule(x(tick), head, x(tick), floor, "axis" if tick == 0 else "grid"))
        parts.append(words(percent(tick), x=x(tick), y=floor + 15, anchor="middle"))
    if reference is not None:
        parts.append(words(reference_label, x=x(reference) + 4, y=head - 6, anchor="end"))
        parts.append(rule(x(reference), head - 3, x(reference), floor, "reference"))
    for index, point in enumerate(points):
        y = head + row * (index + (0.7 if above else 0.5))
        if above:
            label = short(point.label, LONGEST_LABEL)
            parts.append(words(label, x=left + 6, y=y - 11, class_="label"))
        else:
            parts.append(words(point.label, x=left - 8, y=y + 4, anchor="end", class_="label"))
        if point.value is None:
            parts.append(words(point.note or "too few", x=left + 6, y=y + 4, class_="soft"))
            continue
        if point.low is not None and point.high is not None:
            parts.append(rule(x(point.low), y, x(point.high), y, "interval"))
        if point.expected is not None:
            parts.append(_diamond(x(point.expected), y))
        parts += [
            element("circle", class_="mark", cx=x(point.value), cy=y, r=4.5),
            words(percent(point.value), x=WIDTH - 2, y=y + 4, anchor="end", class_="label"),
        ]
    parts.append(foot_title(across, (left + right) / 2, floor))
    return picture(name, title, desc, floor + TITLED_FOOT, parts)


def _runs(placed: Iterable[tuple[float, Point]]) -> list[list[tuple[float, Point]]]:
    """Return the stretches without a missing value."""
    grouped = groupby(placed, key=lambda one: one[1].value is not None)
    return [list(run) for known, run in grouped if known]


def _corners(places: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in places)


def _diamond(x: float, y: float) -> str:
    return element(
        "polygon",
        class_="expected",
        points=_corners([(x, y - 6), (x + 6, y), (x, y + 6), (x - 6, y)]),
    )
