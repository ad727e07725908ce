"""Charts: well-formed, named for those who do not see them, within their frame, and data stays data."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_train.report.chart import Point, bars, dots, line
from ipt_train.report.heat_map import heat_map
from ipt_train.report.histogram import histogram
from ipt_train.report.multiples import Panel, multiples
from ipt_train.report.section import Chart
from ipt_train.report.steps import Track, steps
from ipt_train.report.svg import WIDTH, round_top
from ipt_train.report.text import (
    between,
    dated,
    day_words,
    month_words,
    percent,
    shown,
    span,
    too_few,
)

MONDAY = date(2026, 11, 2)
POINTS = [Point(label="1", value=0.5), Point(label="2", value=0.75)]
HOSTILE = "</title><script>alert(1)</script>\"'&\x1b[2J\u202e`"

Draw = Callable[[str, list[float | None]], Chart | None]


def points(label: str, values: list[float | None]) -> list[Point]:
    return [
        Point(label=label, value=v, low=None if v is None else v / 2, high=None if v is None else (v + 1) / 2, expected=v, note=label)
        for v in values
    ]  # fmt: skip


DRAW: dict[str, Draw] = {
    "bars": lambda t, v: bars("a", points(t, v), title=t, desc=t, across=t, upright=t),
    "line": lambda t, v: line("a", points(t, v), title=t, desc=t, across=t, upright=t, reference=0.9, reference_label=t),
    "dots": lambda t, v: dots("a", points(t, v), title=t, desc=t, across=t, came=t, expected=t, reference=0.9),
    "heat map": lambda t, v: heat_map(
        "a", [(MONDAY + timedelta(days=n), round((x or 0) * 99)) for n, x in enumerate(v)], title=t, desc=t, unit=t
    ),
    "multiples": lambda t, v: multiples(
        "a", [Panel(label=t, values=tuple(round((x or 0) * 99) for x in v))] * 3, title=t, desc=t, across=t, upright=t, begin=t, end=t
    ),
    "histogram": lambda t, v: histogram(
        "a", [round((x or 0) * 99) for x in v], title=t, desc=t, across=t, upright=t, line=0.6, line_label=t
    ),
    "steps": lambda t, v: steps(
        "a", [Track(label=t, own=tuple(v), other=tuple(v[::-1]))] * 3,
        places=[str(n) for n in range(len(v))], title=t, desc=t, across=t, upright=t, own=t, other=t,
    ),
}  # fmt: skip


def parsed(svg: Chart | None) -> ET.Element:
    assert svg is not None
    return ET.fromstring(svg.svg)


@pytest.mark.parametrize("draw", DRAW.values(), ids=DRAW)
def test_a_chart_has_a_name_and_a_description(draw: Draw) -> None:
    root = parsed(draw("Answers a day", [0.5, None, 1.0, 0.25]))
    assert root.get("role") == "img"
    named = {one.get("id"): one.text for one in root.iter() if one.get("id")}
    assert named[root.get("aria-labelledby")] == "Answers a day"
    assert named[root.get("aria-describedby")] == "Answers a day"


@pytest.mark.parametrize("draw", DRAW.values(), ids=DRAW)
def test_labels_stay_data(draw: Draw) -> None:
    svg = draw(HOSTILE, [0.5, None, 1.0, 0.25])
    root = parsed(svg)
    assert {one.tag for one in root.iter()} <= {
        "svg",
        "title",
        "desc",
        "text",
        "line",
        "rect",
        "circle",
        "polygon",
        "polyline",
    }
    assert root[0].text == shown(HOSTILE)
    assert svg is not None and svg.title == HOSTILE
    assert "\x1b" not in str(svg)
    assert "\u202e" not in str(svg)


@pytest.mark.parametrize("draw", DRAW.values(), ids=DRAW)
@given(values=st.lists(st.none() | st.floats(0, 1), max_size=60))
def test_marks_stay_within_the_frame(draw: Draw, values: list[float | None]) -> None:
    svg = draw("x", values)
    if svg is None:
        assert sum(one is not None for one in values) < 2
        return
    root = parsed(svg)
    height = float(str(root.get("viewBox")).split()[3])
    for one in root.iter():
        for name, text in one.attrib.items():
            assert "nan" not in text and "inf" not in text
            if name in ("x", "x1", "x2", "cx"):
                assert 0 <= float(text) <= WIDTH
            if name in ("y", "y1", "y2", "cy"):
                assert 0 <= float(text) <= height
        if one.tag == "rect":
            assert float(one.attrib["x"]) + float(one.attrib["width"]) <= WIDTH
            assert float(one.attrib["y"]) + float(one.attrib["height"]) <= height


@pytest.mark.parametrize("draw", [name for name in DRAW if name != "heat map"])
def test_axes_have_titles(draw: str) -> None:
    """What lies along the foot, and what the height is where it is not the labels of rows."""
    drawn = {
        "bars": lambda: bars("a", POINTS, title="t", desc="d", across="Day", upright="Reviews"),
        "line": lambda: line("a", POINTS, title="t", desc="d", across="Day", upright="Reviews"),
        "dots": lambda: dots("a", POINTS, title="t", desc="d", across="Day"),
        "multiples": lambda: multiples("a", [Panel(label="p", values=(1, 2))], title="t", desc="d", across="Day", upright="Reviews"),
        "histogram": lambda: histogram("a", [1, 2], title="t", desc="d", across="Day", upright="Reviews"),
        "steps": lambda: steps("a", [Track(label="p", own=(1.0,), other=(2.0,))], places=["1"], title="t", desc="d", across="Day", upright="Reviews"),
    }[draw]()  # fmt: skip  # a table
    texts = [one.text or "" for one in parsed(drawn).iter("text")]
    assert "Day" in texts
    assert draw == "dots" or any(text.startswith("Reviews") for text in texts)


def test_bars_are_as_long_as_their_values() -> None:
    root = parsed(bars("a", points("x", [1, 5, 10]), title="t", desc="d", across="x", upright="y"))
    heights = [float(one.attrib["height"]) for one in root.iter("rect")]
    assert heights[1] / heights[0] == pytest.approx(5, rel=0.02)
    assert heights[2] / heights[1] == pytest.approx(2, rel=0.02)
    assert [one[0].text for one in root.iter("rect")] == ["x: 1", "x: 5", "x: 10"]


def test_dots_stand_on_one_scale_and_too_few_is_said() -> None:
    root = parsed(
        dots(
            "a",
            [
                Point(label="a", value=0.0),
                Point(label="b", value=1.0),
                Point(label="c", value=None, note="too few (3)"),
            ],
            title="t",
            desc="d",
            across="x",
        )
    )
    left, right = (float(one.attrib["cx"]) for one in root.iter("circle"))
    ticks = {
        one.text: float(one.attrib["x"]) for one in root.iter("text") if one.get("class") != "label"
    }
    assert (left, right) == (ticks["0%"], ticks["100%"])
    assert "too few (3)" in ticks


def test_the_calendar_has_its_days_in_columns_of_weeks() -> None:
    days = [(MONDAY + timedelta(days=n), n) for n in range(17)]
    root = parsed(heat_map("a", days, title="t", desc="d"))
    cells = [one for one in root.iter("rect") if len(one)]
    assert len(cells) == 17
    assert cells[0].attrib["class"] == "heat heat0"
    assert cells[16].attrib["class"] == "heat heat4"
    assert cells[0].attrib["x"] == cells[6].attrib["x"] != cells[7].attrib["x"]
    assert cells[0].attrib["y"] == cells[7].attrib["y"]
    assert cells[9][0].text == "Wed 11 Nov 2026: 9 answers"


def test_a_line_breaks_where_a_value_is_missing() -> None:
    root = parsed(
        line(
            "a",
            points("x", [0.9, 0.8, None, 0.7, 0.6, 0.5]),
            title="t",
            desc="d",
            across="x",
            upright="y",
        )
    )
    assert [len(one.attrib["points"].split()) for one in root.iter("polyline")] == [2, 3]
    assert [len(one.attrib["points"].split()) for one in root.iter("polygon")] == [4, 6]
    assert "?" in [one.text for one in root.iter("text")]


@given(st.integers(0, 10**9))
def test_scales_are_round_even_and_not_far_above(highest: int) -> None:
    top = round_top(highest)
    assert top >= highest
    assert top % 2 == 0
    assert top <= max(2, 2 * highest)
    assert re.fullmatch(r"(12|16|[1-9])0*", str(top))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (percent(0.914), "91%"), (percent(None), "too few"), (between(0.871, 0.949), "87% to 95%"), (between(None, None), "-"),
        (too_few(None, 3), "too few (3)"), (too_few(0.5, 30), "50%"), (span(0), "0 s"), (span(59_400), "59 s"),
        (span(60_000), "1 min"), (span(3_600_000), "1 h 00 min"), (span(3_900_000), "1 h 05 min"), (span(54_780_000), "15 h"),
        (day_words("2027-03-02"), "2 March 2027"), (day_words(MONDAY), "2 November 2026"), (month_words("2027-03"), "March 2027"),
        (dated("due 2026-11-09 17:00 Europe/London, or 2026-11-10T08:15"), "due 9 November 2026, 17:00 Europe/London, or 10 November 2026, 08:15"),
        (dated("A. Tutor, 2026-11-09."), "A. Tutor, 9 November 2026."), (dated("paper 2026-13-40"), "paper 2026-13-40"),
        (shown("a\x00b\u202ec"), "a\\x00b\\x202ec"),
    ],
)  # fmt: skip
def test_figures_as_text(found: str, expected: str) -> None:
    assert found == expected
