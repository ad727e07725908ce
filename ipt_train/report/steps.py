"""Ratings on a scale of steps over time, two raters in one picture: small multiples, one an item."""

from collections.abc import Sequence
from dataclasses import dataclass

from ipt_train.report.section import Svg
from ipt_train.report.svg import WIDTH, element, picture, rule, titled, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """One small chart: its name, and two raters' values in order; None where there is none."""

    label: str
    own: tuple[float | None, ...]
    other: tuple[float | None, ...]


def steps(
    name: str,
    tracks: Sequence[Track],
    *,
    title: str,
    desc: str,
    own: str = "self",
    other: str = "supervisor",
    top: int = 4,
) -> Svg:
    """Return small charts one below the other, from 0 to ``top``: discs are one's own ratings.

    Args:
        name: Unique on the page.
        tracks: The charts.
        title: What they are.
        desc: What they show.
        own: What a disc stands for.
        other: What a hollow diamond stands for.
        top: Highest step of the scale.
    """
    left, right, tall, gap = 26.0, WIDTH - 8, 44.0, 40.0
    y = 18.0
    parts = [
        element("circle", class_="mark", cx=left + 4, cy=10, r=4),
        words(own, x=left + 14, y=14),
        _diamond(left + 104, 10),
        words(other, x=left + 116, y=14),
    ]
    for track in tracks:
        y += gap
        floor = y + tall
        parts.append(words(track.label, x=0, y=y - 13, class_="label"))
        for step in (0, top // 2, top):
            height = floor - tall * step / top
            parts += [
                rule(left, height, right, height),
                words(str(step), x=left - 6, y=height + 4, anchor="end"),
            ]
        slot = (right - left) / max(1, len(track.own))
        for place, (mine, theirs) in enumerate(zip(track.own, track.other, strict=True)):
            x = left + slot * (place + 0.5)
            if theirs is not None:
                parts.append(_diamond(x, floor - tall * theirs / top, f"{other}: {theirs:g}"))
            if mine is not None:
                spot = element(
                    "circle",
                    titled(f"{own}: {mine:g}"),
                    class_="mark",
                    cx=x,
                    cy=floor - tall * mine / top,
                    r=4,
                )
                parts.append(spot)
        y = floor
    return picture(name, title, desc, y + 10, parts)


def _diamond(x: float, y: float, said: str = "") -> str:
    corners = f"{x},{y - 6} {x + 6},{y} {x},{y + 6} {x - 6},{y}"
    return element("polygon", titled(said) if said else "", class_="expected", points=corners)
