"""Sitting an exam in a browser, as the tests of pages do it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

from ipt_train.course.operation.collect import Collected, collect
from ipt_train.exam.core.answer import GivenAnswer
from ipt_train.exam.core.key import Key
from ipt_train.exam.core.paper import Paper, read_paper
from ipt_train.vocabulary import ItemType
from tests.course.handouts import (
    bank_of_all_types,
    data_of,
    handed,
    key_for,
)
from tests.course.world import NOW, World, shelf_for, trainees

PHONE = 390


DESK = 1280


VIEWS = [(width, scheme) for width in (PHONE, DESK) for scheme in ("light", "dark")]


@dataclass
class Class:
    """A course whose exam was built and handed out, a page each."""

    world: World
    keys: list[Key]
    pages: list[Path]

    def key(self, page: Path) -> Key:
        return key_for(self.keys, page)


def course_in(root: Path, people: int = 4) -> Class:
    world = World(root=root, shelf=shelf_for(root))
    world.begin(trainees(people))
    world.write_bank(bank_of_all_types())
    text = world.folder.course.read_text().replace("length: 20", "length: 10")
    world.folder.course.write_text(text.replace("exams:", "enrolment: handed-out\nexams:", 1))
    keys = world.build()
    return Class(world, keys, [Path(one.page) for one in handed(world).pages])


def opened(context: BrowserContext, page: Path) -> Page:
    """The page in a tab of its own; it asks for nothing and has nothing to complain of."""
    tab = context.new_page()
    tab.set_default_timeout(8000)
    told: list[str] = []
    tab.on("console", lambda message: told.append(message.text))
    tab.on("pageerror", lambda error: told.append(str(error)))
    tab.on("request", lambda request: told.append(request.url))
    tab.goto(page.as_uri())
    assert told == [page.as_uri()]
    return tab


def begun(context: BrowserContext, page: Path) -> Page:
    tab = opened(context, page)
    tab.click("#begin")
    return tab


def answer(tab: Page, number: int, response: Any, type: ItemType) -> None:
    """Give an answer to a question as a person would, with mouse or finger."""
    box = tab.locator(f"#q{number}")
    match response:
        case bool():
            box.locator(f"input[value={str(response).lower()}]").check()
        case dict():
            for label, choice in response.items():
                box.locator(f"select[data-label='{label}']").select_option(choice)
        case list() if type is ItemType.ORDERING:
            for place, label in enumerate(response, 1):
                box.locator(f"select[data-label='{label}']").select_option(str(place))
        case str():
            box.locator(".typed").fill(response)
        case list():
            for label in response:
                box.locator(f"input[value='{label}']").check()


def paper_in(page: Path) -> Paper:
    return read_paper(data_of(page)["paper"])


def answer_all(tab: Page, page: Path, answers: list[GivenAnswer]) -> None:
    for number, (asked, given) in enumerate(zip(paper_in(page).questions, answers, strict=True), 1):
        answer(tab, number, given.response, asked.type)


def saved(tab: Page, what: Callable[[], object], folder: Path) -> Path:
    """What the browser saves when something is done."""
    with tab.expect_download() as download:
        what()
    file = folder / download.value.suggested_filename
    file.parent.mkdir(parents=True, exist_ok=True)
    download.value.save_as(file)
    return file


def hand_in(tab: Page, folder: Path) -> Path:
    tab.click("#hand-in")
    return saved(tab, lambda: tab.click("#yes"), folder)


def work_in(file: Path) -> dict[str, Any]:
    work: dict[str, Any] = json.loads(json.loads(file.read_text())["work"])
    return work


def responses(file: Path) -> list[Any]:
    return [one["response"] for one in work_in(file)["answers"]]


def collected(course: Class, *, at: Any = NOW) -> Collected:
    result = collect(course.world.open(), course.world.inbox, now=at)
    assert [(one.file, one.why) for one in result.refused] == []
    return result


def in_any_order(given: GivenAnswer) -> bool:
    return isinstance(given.response, list) and len(given.response) in (2, 3)


def first_single(page: Path) -> int:
    types = [one.type for one in paper_in(page).questions]
    return 1 + types.index(ItemType.SINGLE_BEST_ANSWER)


def no_violation(tab: Page) -> None:
    told = Axe().run(tab, options={"resultTypes": ["violations"]}).response
    assert len(told["passes"]) > 10
    assert [(one["id"], one["nodes"][0]["html"]) for one in told["violations"]] == []
