"""The page of an exam for everybody: by keyboard, by touch, with a screen reader, on paper."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from ipt_train.vocabulary import ItemType
from tests.course.handouts import (
    handed,
)
from tests.course.sitting import (
    PHONE,
    VIEWS,
    Class,
    first_single,
    no_violation,
    opened,
    paper_in,
    responses,
    saved,
)


def test_by_keyboard_alone(
    device: Callable[..., BrowserContext], handed_class: Class, tmp_path: Path
) -> None:
    """Tab, arrows, space, letters and Enter, from the first view to the file."""
    page, context = handed_class.pages[0], device()
    tab = opened(context, page)
    press_until(tab, "Tab", "#begin")
    tab.keyboard.press("Enter")
    assert is_focused(tab, "#first")
    for number, asked in enumerate(paper_in(page).questions, 1):
        press_until(tab, "Tab", f"#q{number} input, #q{number} select")
        if asked.type is ItemType.MULTIPLE_RESPONSE:
            tab.keyboard.press("Space")
        elif asked.type is ItemType.NUMERICAL:
            tab.keyboard.type("12,5 weeks")
        elif asked.type in (ItemType.ORDERING, ItemType.MATCHING):
            lists = tab.locator(f"#q{number} select").count()
            for place in range(lists):
                tab.keyboard.press("123456789"[place])
                tab.keyboard.press("Tab")
        else:
            tab.keyboard.press("Space")
            tab.keyboard.press("ArrowDown")
    assert tab.locator("#count").inner_text() == "10 of 10 answered"
    press_until(tab, "Tab", "#hand-in")
    tab.keyboard.press("Enter")
    press_until(tab, "Tab", "#yes")
    file = saved(tab, lambda: tab.keyboard.press("Enter"), tmp_path)
    assert None not in responses(file)
    assert is_focused(tab, "#why")


def is_focused(tab: Page, selector: str) -> bool:
    return bool(tab.evaluate("one => !!document.activeElement?.matches(one)", selector))


def press_until(tab: Page, key: str, selector: str) -> None:
    for _ in range(60):
        if is_focused(tab, selector):
            return
        tab.keyboard.press(key)
    raise AssertionError(f"{selector} was not reached")


def test_by_touch_on_a_phone(
    device: Callable[..., BrowserContext], handed_class: Class, tmp_path: Path
) -> None:
    page, context = handed_class.pages[1], device(PHONE, has_touch=True, is_mobile=True)
    tab = opened(context, page)
    tab.tap("#begin")
    for number, asked in enumerate(paper_in(page).questions, 1):
        box = tab.locator(f"#q{number}")
        if asked.type in (ItemType.ORDERING, ItemType.MATCHING):
            for place, choice in enumerate(box.locator("select").all(), 1):
                choice.tap()
                choice.select_option(str(place))
        elif asked.type is ItemType.NUMERICAL:
            box.locator(".typed").fill("16")
        else:
            box.locator("label").nth(1).tap()
    assert tab.locator("#count").inner_text() == "10 of 10 answered"
    assert tab.evaluate("document.documentElement.scrollWidth") == PHONE
    low = "[...document.querySelectorAll('button, select, .option')].filter(one => one.checkVisibility())"
    assert tab.evaluate(f"Math.min(...{low}.map(one => one.getBoundingClientRect().height))") >= 44
    tab.tap("#hand-in")
    assert None not in responses(saved(tab, lambda: tab.tap("#yes"), tmp_path))


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_nobody_is_kept_out(
    device: Callable[..., BrowserContext], handed_class: Class, width: int, scheme: str, tmp_path: Path
) -> None:  # fmt: skip  # a signature
    """axe-core finds nothing before, during, at the question whether to hand in, and after."""
    page, context = handed_class.pages[2], device(width, color_scheme=scheme)
    tab = opened(context, page)
    no_violation(tab)
    tab.click("#begin")
    tab.locator(f"#q{first_single(page)} input").first.check()
    no_violation(tab)
    tab.click("#hand-in")
    no_violation(tab)
    saved(tab, lambda: tab.click("#yes"), tmp_path)
    no_violation(tab)
    assert tab.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_nobody_is_kept_out_when_time_is_over_or_nothing_runs(
    device: Callable[..., BrowserContext], handed_class: Class, width: int, scheme: str, tmp_path: Path
) -> None:  # fmt: skip  # a signature
    """axe-core finds nothing once the time is over, nor on a page that keeps nothing or may not begin yet."""
    page, context = handed_class.pages[3], device(width, color_scheme=scheme)
    tab = opened(context, page)
    tab.click("#begin")
    tab.locator(f"#q{first_single(page)} input").first.check()
    tab.evaluate("document.querySelectorAll('.warning').forEach(one => { one.hidden = false; })")
    no_violation(tab)  # with every warning that a page can give
    saved(tab, lambda: tab.clock.fast_forward("01:05:00"), tmp_path)
    assert tab.locator("#why").inner_text() == "Time is up: now send your file"
    no_violation(tab)
    assert tab.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_the_printed_paper(
    device: Callable[..., BrowserContext], handed_class: Class, width: int, scheme: str, tmp_path: Path
) -> None:  # fmt: skip  # a signature
    """A box for each answer, the sheet on a page of its own, black on white."""
    result = handed(handed_class.world, printed=True, only=["s0000"], target=tmp_path)
    page = Path(result.pages[0].page)
    tab = opened(device(width, color_scheme=scheme), page)
    no_violation(tab)
    assert tab.evaluate("document.documentElement.scrollWidth") == width
    asked = paper_in(handed_class.pages[0]).questions
    boxes = tab.locator("tbody tr").evaluate_all("rows => rows.map(row => row.querySelectorAll('i').length)")  # fmt: skip
    assert boxes == [len(one.prompts or one.options) for one in asked]
    tab.emulate_media(media="print")
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert tab.evaluate("getComputedStyle(document.querySelector('.sheet')).breakBefore") == "page"
    assert tab.pdf(format="A4").startswith(b"%PDF")
