"""The report in a real browser: narrow and wide, light and dark, for everybody.

The page's own policy forbids script, so axe-core comes in by the browser's debugging
protocol (``Runtime.evaluate``), to which a page's policy does not apply.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from ipt_train.report.chart import Point, dots
from ipt_train.report.multiples import Panel, multiples
from ipt_train.report.page import render_page
from ipt_train.report.section import Figure, Section, SectionTable
from ipt_train.report.section import Page as Report
from tests.browser import QUIET, chromium
from tests.report.kinds import KINDS

VIEWS = [(width, scheme) for width in (360, 1280) for scheme in ("light", "dark")]
Shows = Callable[[str, int, str], tuple[Page, list[str]]]

NARROW_AND_WIDE = [(360, "dark"), (1280, "light")]
"""Colours do not depend on the width, so every kind of page is seen in two views and not in four."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    installed = chromium()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=installed, args=[*QUIET])
        yield started
        started.close()


def opened(
    browser: Browser, html: str, folder: Path, width: int, scheme: str
) -> tuple[Page, list[str]]:
    """The page as a file in a window, and what the browser has to say about it."""
    file = folder / "report.html"
    file.write_text(html, encoding="utf-8")
    page = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,  # type: ignore[arg-type]
    ).new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: said.append(request.url))
    page.goto(file.as_uri())
    assert said == [file.as_uri()]
    return page, said


@pytest.fixture
def shows(browser: Browser, tmp_path: Path) -> Iterator[Shows]:
    """Opens a page; its window is closed at the end, since each open one slows the next."""
    pages: list[Page] = []

    def show(html: str, width: int, scheme: str) -> tuple[Page, list[str]]:
        page, said = opened(browser, html, tmp_path, width, scheme)
        pages.append(page)
        return page, said

    yield show
    for page in pages:
        page.context.close()


@pytest.fixture(scope="module", params=KINDS)
def kind(
    request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Page, list[str]]]:
    """A page of each kind, opened once; a test sets width, colours and medium as it needs them."""
    html = request.getfixturevalue(request.param)
    page, said = opened(browser, html, tmp_path_factory.mktemp("kind"), 1280, "light")
    yield request.param, page, said
    page.context.close()


def seen(page: Page, width: int, scheme: str = "light", medium: str = "screen") -> Page:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(media=medium, color_scheme=scheme)  # type: ignore[arg-type]
    return page


@pytest.mark.parametrize(("width", "scheme"), NARROW_AND_WIDE)
def test_nobody_is_kept_out(kind: tuple[str, Page, list[str]], width: int, scheme: str) -> None:
    _, page, said = kind
    seen(page, width, scheme)
    for summary in page.locator("summary").all():
        if not summary.evaluate("one => one.parentElement.open"):
            summary.click()
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response
    assert tuple(map(int, found["testEngine"]["version"].split("."))) >= (4, 10)
    assert len(found["passes"]) > 15
    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert len(said) == 1


def test_no_word_of_a_chart_is_cut_off_or_upon_another(kind: tuple[str, Page, list[str]]) -> None:
    name, page, _ = kind
    charts = seen(page, 390).locator("svg").count()
    assert charts or name not in {"report", "full_report", "fidelity_report", "course_report"}
    assert page.evaluate(CLASHES) == []


def test_everything_fits_on_a_sheet_of_paper(kind: tuple[str, Page, list[str]]) -> None:
    """658 pixels lie between the margins of A4; what was wider was printed small or cut off."""
    _, page, _ = kind
    assert seen(page, 658, "dark", "print").evaluate(OVERHANGING) == []


def test_axe_would_have_something_to_say(shows: Shows, report: str) -> None:
    flawed = report.replace('<html lang="en-GB">', "<html>").replace(
        ' role="img"', ' role="img" tabindex="5"', 1
    )
    page, _ = shows(flawed, 360, "light")
    found = Axe().run(page).response["violations"]
    assert {one["id"] for one in found} == {"html-has-lang", "tabindex"}


def test_a_table_shows_that_it_scrolls(shows: Shows, named_course_report: str) -> None:
    """A shade and a sentence where columns are out of sight, neither where all are seen; by the keyboard too."""
    page, _ = shows(named_course_report, 390, "light")
    page.wait_for_timeout(100)
    regions = page.locator(".scroll")
    told = [
        (one.evaluate("one => one.scrollWidth > one.clientWidth"), one.evaluate(SAID_BELOW))
        for one in regions.all()
    ]
    assert dict(told) == {
        True: '"Scroll sideways to see all columns."',
        False: "none",
    }
    assert len(set(told)) == 2
    wide = regions.nth([hidden for hidden, _ in told].index(True))
    assert "linear-gradient" in wide.evaluate("one => getComputedStyle(one).backgroundImage")
    wide.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    assert wide.evaluate("one => one.scrollLeft") > 0
    first = wide.locator("tbody th").first
    assert first.bounding_box()["x"] == pytest.approx(16, abs=1)  # type: ignore[index]


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_charts_can_be_read(shows: Shows, width: int, scheme: str, report: str) -> None:
    """Type of 10 pixels at least, no word cut off or upon another, marks that stand out from the paper."""
    page, _ = shows(report, width, scheme)
    assert page.locator("svg").count() >= 6
    assert page.evaluate(SMALLEST_TYPE) >= 10
    assert page.evaluate(CLASHES) == []
    for where, ratio in page.evaluate(CONTRASTS).items():
        assert ratio >= 3, where
    light = page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert light == (scheme == "light")


def test_long_labels_have_room(shows: Shows, tmp_path: Path) -> None:
    """Names of competencies and criteria, which other reports are about."""
    names = [
        "Links the focal problem area with the depression",
        "Makes explicit which change of the relationship each wants, and when",
        "Reviews termination with the client in good time",
    ]
    points = [
        Point(label=name, value=0.5 + n / 5, low=0.4, high=0.95) for n, name in enumerate(names)
    ]
    panels = [Panel(label=name, values=(1, 20, 300)) for name in names]
    figures = (
        Figure(table=SectionTable(caption="Shares", columns=("Competency", "Share"), rows=tuple((name, "50%") for name in names)),
               chart=dots("dots", points, title="t", desc="d", across="Share", reference=0.9, reference_label="asked for")),
        Figure(table=SectionTable(caption="Counts", columns=("Competency", "n"), rows=((names[0], "3"),)),
               chart=multiples("many", panels, title="t", desc="d", across="Week", upright="Answers", begin="2 November 2026", end="now")),
    )  # fmt: skip
    html = render_page(
        Report(title="Long names", sections=(Section(heading="W" * 60, figures=figures),))
    )
    page, _ = shows(html, 360, "light")
    assert page.evaluate(CLASHES) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.screenshot(path=tmp_path / "long.png", full_page=True)
    assert Axe().run(page).response["violations"] == []


def test_the_policy_is_enforced(shows: Shows, report: str) -> None:
    """What a page of ours never does, the browser would not let it do."""
    page, said = shows(report, 1280, "light")
    page.evaluate(
        """() => { const add = (tag, set) => { const e = document.createElement(tag); set(e); document.body.append(e); };
        add("script", e => e.textContent = "document.title = 'ran'");
        add("style", e => e.textContent = "h1 { color: rgb(1, 2, 3) }");
        add("img", e => e.src = "data:image/gif;base64,R0lGODlhAQABAAAAACw="); }"""
    )
    assert page.title() == "IPT training: progress, Profile ann, 2 March 2027"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") != "rgb(1, 2, 3)"
    page.wait_for_function("() => true")
    assert sum("Content Security Policy" in one for one in said) == 3


def test_paper_shows_every_table_and_is_white(shows: Shows, report: str) -> None:
    page, _ = shows(report, 794, "dark")
    hidden = "[...document.querySelectorAll('td')].filter(one => !one.checkVisibility({contentVisibilityAuto: true})).length"
    assert page.evaluate(hidden) > 50
    page.emulate_media(media="print")
    page.evaluate(
        "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )
    assert page.evaluate(hidden) == 0  # the next frame shows them
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("document.documentElement.scrollWidth") == 794


def test_a_marked_exam_reads_well_on_paper_and_in_the_dark(shows: Shows, marked_exam: str) -> None:
    """Colour only repeats what words say; what is right or wrong stands out from the paper in both schemes."""
    for scheme in ("light", "dark"):
        page, _ = shows(marked_exam, 390, scheme)
        assert page.locator("section.question").count() == 20
        for verdict in ("right", "wrong"):
            said = page.locator(f"li.{verdict} > .label").all_inner_texts()
            assert said
            words = ("wrong", "you said") if verdict == "wrong" else ("right", "The key")
            assert all(any(word in one for word in words) for one in said), said
        for where, ratio in page.evaluate(TEXT_CONTRASTS).items():
            assert ratio >= 4.5, where
        page.emulate_media(media="print")
        assert (
            page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        )
        assert all(ratio >= 4.5 for ratio in page.evaluate(TEXT_CONTRASTS).values())
        assert page.evaluate("document.documentElement.scrollWidth") == 390


OVERHANGING = """() => [...document.querySelectorAll('body *')]
  .filter(one => one.getBoundingClientRect().right > 659 && !one.closest('svg')).map(one => one.outerHTML.slice(0, 80))"""

SAID_BELOW = "one => getComputedStyle(one, '::after').content"

SMALLEST_TYPE = """() => Math.min(...[...document.querySelectorAll('svg text')].map(
  one => parseFloat(getComputedStyle(one).fontSize) * one.ownerSVGElement.clientWidth / 340))"""

CLASHES = """() => [...document.querySelectorAll('svg')].flatMap(svg => {
  const frame = svg.getBoundingClientRect();
  const all = [...svg.querySelectorAll('text')].filter(t => t.textContent).map(t => [t.textContent, t.getBoundingClientRect()]);
  const cut = all.filter(([, b]) => b.left < frame.left - 1 || b.right > frame.right + 1 || b.bottom > frame.bottom + 1 || b.top < frame.top - 1);
  const upon = all.filter(([, a], i) => all.some(([, b], j) => j > i
    && a.left < b.right - 1 && b.left < a.right - 1 && a.top + 3 < b.bottom - 3 && b.top + 3 < a.bottom - 3));
  return [...cut.map(([t]) => 'cut: ' + t), ...upon.map(([t]) => 'overlaps: ' + t)];
})"""

CONTRASTS = """() => {
  const light = colour => colour.match(/[\\d.]+/g).slice(0, 3).map(Number).map(c => c / 255)
    .map(c => c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4).reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
  const ratio = (a, b) => (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
  const paper = light(getComputedStyle(document.body).backgroundColor);
  const of = (what, how) => ratio(light(getComputedStyle(document.querySelector(what))[how]), paper);
  return {mark: of('circle.mark', 'fill'), line: of('.line', 'stroke'), reference: of('.reference', 'stroke'),
    expected: of('.expected', 'stroke'), tick: of('.tick', 'fill'), label: of('.label', 'fill'), most: of('.heat4', 'fill')};
}"""

TEXT_CONTRASTS = """() => {
  const light = colour => colour.match(/[\\d.]+/g).slice(0, 3).map(Number).map(c => c / 255)
    .map(c => c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4).reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
  const ratio = (a, b) => (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
  const paper = light(getComputedStyle(document.body).backgroundColor);
  const of = (what, how) => ratio(light(getComputedStyle(document.querySelector(what))[how]), paper);
  return {right: of('li.right > .label', 'color'), wrong: of('li.wrong > .label', 'color'), why: of('.why', 'color'),
    stem: of('.stem', 'color'), result: of('.result.wrong', 'color')};
}"""
