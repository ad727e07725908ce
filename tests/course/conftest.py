"""Browsers, and a class whose exam was handed out to it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright

from tests.browser import QUIET, chromium
from tests.course.sitting import DESK, Class, course_in
from tests.course.world import STARTED


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    chromium()
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    started = playwright.chromium.launch(executable_path=chromium(), args=[*QUIET])
    yield started
    started.close()


@pytest.fixture(scope="module")
def handed_class(tmp_path_factory: pytest.TempPathFactory) -> Class:
    return course_in(tmp_path_factory.mktemp("sitting"))


@pytest.fixture
def device(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Opens the browser of a device, with a storage of its own and a clock that stands where it is put."""
    contexts: list[BrowserContext] = []

    def start(width: int = DESK, *, at: Any = STARTED, **more: Any) -> BrowserContext:
        size: Any = {"width": width, "height": 844}
        context = browser.new_context(viewport=size, accept_downloads=True, **more)
        if at is not None:
            context.clock.install(time=at)
        contexts.append(context)
        return context

    yield start
    for context in contexts:
        context.close()
