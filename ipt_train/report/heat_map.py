"""A calendar of days by weeks, darker for more."""

from collections.abc import Sequence
from datetime import date

from ipt_train.report.section import Chart
from ipt_train.report.svg import WIDTH, element, picture, titled, words


def heat_map(
    name: str, days: Sequence[tuple[date, int]], *, title: str, desc: str, unit: str = "answers"
) -> Chart:
    """Return a calendar: a column a week, Monday on top, darker for more.

    Args:
        name: Unique on the page.
        days: Days without gaps, the first a Monday, with their counts.
        title: What it is.
        desc: What it shows.
        unit: What is counted.
    """
    left, head = 32.0, 18.0
    weeks = -(-len(days) // 7)
    slot = min(12.0, (WIDTH - left) / max(weeks, 1))
    size = slot - 1.6
    edges = _edges(max((count for _, count in days), default=0))
    parts = [
        words(label, x=left - 5, y=head + 12 * index + 9.5, anchor="end")
        for index, label in ((0, "Mon"), (2, "Wed"), (4, "Fri"), (6, "Sun"))
    ]
    for index, (day, count) in enumerate(days):
        week, weekday = divmod(index, 7)
        x = left + slot * week
        if day.day == 1 and week < weeks - 1:
            parts.append(words(f"{day:%b}", x=x, y=head - 6))
        parts.append(
            element(
                "rect",
                titled(f"{day:%a} {day.day} {day:%b %Y}: {count} {unit}"),
                class_=f"heat heat{_grade(count, edges)}",
                x=x,
                y=head + 12 * weekday,
                width=size,
                height=10.4,
                rx=2,
            )
        )
    floor = head + 12 * 7 + 8
    parts.append(words(f"{unit} a day", x=0, y=floor + 9.5))
    x = 84.0
    for grade, label in enumerate(_legend(edges)):
        parts.append(
            element("rect", class_=f"heat heat{grade}", x=x, y=floor, width=10.4, height=10.4, rx=2)
        )
        parts.append(words(label, x=x + 14, y=floor + 9.5))
        x += 24 + 6.2 * len(label)
    return picture(name, title, desc, floor + 16, parts)


def _edges(highest: int) -> tuple[int, ...]:
    """Return the least count of each of up to four grades above none."""
    step = max(1, -(-highest // 4))
    return tuple(low for low in (1, step + 1, 2 * step + 1, 3 * step + 1) if low <= max(highest, 1))


def _grade(count: int, edges: Sequence[int]) -> int:
    return sum(count >= low for low in edges)


def _legend(edges: Sequence[int]) -> list[str]:
    ends = [high - 1 for high in edges[1:]]
    named = [
        f"{low}" if low == high else f"{low}-{high}" for low, high in zip(edges, ends, strict=False)
    ]
    return ["0", *named, f"{edges[-1]}+"]
