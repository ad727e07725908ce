"""What holds of every page: dates in words, per cent written one way, charts that are never alone or nameless."""

import re
from html import unescape

import pytest

from ipt_train.rating.core.record import RATINGS
from ipt_train.rating.operation.compare import history
from ipt_train.rating.operation.page import rate_page
from ipt_train.report.page import render_page
from tests.rating.test_safety import FORMS
from tests.report.kinds import BANKS, KINDS, MARKED, REPORTS
from tests.report.pages import rated
from tests.report.tables import Reader

OURS = (*REPORTS, *MARKED)


def text_of(page: str) -> str:
    """All that a reader can see or hear, without the style."""
    return re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)


@pytest.mark.parametrize("which", OURS)
def test_dates_stand_in_words(which: str, request: pytest.FixtureRequest) -> None:
    page = text_of(request.getfixturevalue(which))
    assert re.findall(r".{20}\b20\d\d-\d\d(?:-\d\d)?\b.{9}", page) == []


@pytest.mark.parametrize("which", KINDS)
def test_per_cent_is_written_one_way(which: str, request: pytest.FixtureRequest) -> None:
    page = text_of(request.getfixturevalue(which))
    assert re.findall(r".{20}\d(?: |&nbsp;|\u00a0|\u202f)%.{9}", page) == []
    assert not re.search(r"[a-z], %<", page)
    assert re.findall(r".{20}\b\d+ to \d+%.{9}", page) == []  # 84% to 86%, as everywhere else


def test_one_of_a_thing_is_not_several(full_report: str, one_session_report: str) -> None:
    assert "1 rated session</p>" in one_session_report
    assert re.findall(r".{20}\(1 (?:steps|drills|ratings)\)", full_report) == []


@pytest.mark.parametrize("which", REPORTS)
def test_a_chart_has_a_heading_and_a_table(which: str, request: pytest.FixtureRequest) -> None:
    page = request.getfixturevalue(which)
    drawn = re.findall(
        r'<div class="drawn">\n<h3>([^<]+)</h3>\n<svg [^>]*>\s*<title[^>]*>([^<]+)</title>', page
    )
    assert len(drawn) == page.count("<svg")
    assert all(unescape(heading) == unescape(name) for heading, name in drawn)
    figures = re.findall(r'<div class="figure[^"]*">(.*?)</table>', page, re.DOTALL)
    assert sum("<svg" in one for one in figures) == len(drawn)


@pytest.mark.parametrize("which", BANKS)
def test_a_page_of_a_bank_has_its_landmarks(which: str, request: pytest.FixtureRequest) -> None:
    tags = [tag for tag, _ in Reader(request.getfixturevalue(which)).tags]
    assert (tags.count("main"), tags.count("header"), tags.count("h1")) == (1, 1, 1)


@pytest.mark.parametrize(
    ("order", "charts"),
    [
        (["initial"], 0),
        (["initial"] * 2, 0),
        (
            ["initial", "middle-dispute", "conclusion"],
            1,
        ),  # the means alone: no item was rated thrice
        (["initial"] * 3, 3),
    ],
)
def test_ratings_have_charts_from_three_sessions_on(order: list[str], charts: int) -> None:
    """A wall of charts of one dot each said less than its table."""
    found = history(rated(FORMS, len(order), order=order).folded(RATINGS), FORMS)
    page = Reader(render_page(rate_page(found, "ann", "notice")))
    assert [tag for tag, _ in page.tags].count("svg") == charts
    for scale in ("Adherence", "Competence"):
        rows = page.table(f"{scale} by item and session")
        assert all(len(row) == 1 + len(order) for row in rows)
        first = rows[0]
        assert re.fullmatch(r"\d / \d", first["Session 1"]), first


def test_no_small_chart_has_fewer_than_three_sessions() -> None:
    order = ["initial", "initial", "middle-dispute", "middle-dispute", "initial"]
    found = history(rated(FORMS, 5, order=order).folded(RATINGS), FORMS)
    page = render_page(rate_page(found, "ann", "notice"))
    for chart in re.findall(r'<svg [^>]*aria-labelledby="items-.*?</svg>', page, re.DOTALL):
        labels = re.findall(r'class="label"[^>]*>(\w+)', chart)
        assert labels and all(label.startswith("i") for label in labels)
