"""Ratings on a scale of steps over time, two raters in one picture: small multiples, one an item."""

from collections.abc import Sequence
from dataclasses import dataclass

from ipt_train.report.section import Chart
from ipt_train.report.svg import WIDTH, element, picture, rule, short, titled, words

_WIDE, _TALL, _GAP = 160.0, 44.0, 20.0
_TICKS = 16.0
_LABEL = 24
_PLACES = 6


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
    places: Sequence[str],
    title: str,
    desc: str,
    across: str,
    upright: str,
    own: str = "self",
    other: str = "supervisor",
    top: int = 4,
) -> Chart:
    """Return small charts, two a row, from 0 to ``top``: discs are one's own ratings.

    Args:
        name: Unique on the page.
        tracks: The charts.
        places: What each place along the foot is, as many as a track has values.
        title: What they are.
        desc: What they show.
        across: What lies along the foot of each.
        upright: What the scale is.
        own: What a disc stands for.
        other: What a hollow diamond stands for.
        top: Highest step of the scale.
    """
    parts = [
        words(f"{upright}, 0 to {top}", x=0, y=11),
        element("circle", class_="mark", cx=200, cy=7, r=4),
        words(own, x=210, y=11),
        _diamond(258, 7),
        words(other, x=270, y=11),
    ]
    floor = 0.0
    for index, track in enumerate(tracks):
        x0 = (_WIDE + _GAP) * (index % 2)
        floor = 42 + _TALL + (_TALL + 44) * (index // 2)
        parts.append(words(short(track.label, _LABEL), x=x0, y=floor - _TALL - 12, class_="label"))
        parts += _scale(x0, floor, top)
        slot = (_WIDE - _TICKS) / max(1, len(places))
        every = -(-len(places) // _PLACES)
        for place, (mine, theirs) in enumerate(zip(track.own, track.other, strict=True)):
            x = x0 + _TICKS + slot * (place + 0.5)
            if place % every == 0:
                parts.append(words(places[place], x=x, y=floor + 15, anchor="middle"))
            if theirs is not None:
                parts.append(_diamond(x, floor - _TALL * theirs / top, f"{other}: {theirs:g}"))
            if mine is not None:
                said = titled(f"{own}: {mine:g}")
                y = floor - _TALL * mine / top
                parts.append(element("circle", said, class_="mark", cx=x, cy=y, r=4))
    parts.append(words(across, x=WIDTH / 2, y=floor + 32, anchor="middle"))
    return picture(name, title, desc, floor + 38, parts)


def _scale(x0: float, floor: float, top: int) -> list[str]:
    parts = []
    for step in (0, top // 2, top):
        y = floor - _TALL * step / top
        parts += [
            rule(x0 + _TICKS, y, x0 + _WIDE, y, "grid" if step else "axis"),
            words(str(step), x=x0 + _TICKS - 5, y=y + 4, anchor="end"),
        ]
    return parts


def _diamond(x: float, y: float, said: str = "") -> str:
    corners = f"{x},{y - 6} {x + 6},{y} {x},{y + 6} {x - 6},{y}"
    return element("polygon", titled(said) if said else "", class_="expected", points=corners)
