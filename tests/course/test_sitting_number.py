"""A number typed into a page is taken exactly where the course takes it, and is kept at every sign."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from ipt_train.course.operation.grade import grade_all
from ipt_train.exam.core.answer import fault_of
from ipt_train.exam.core.key import Key
from tests.bank.test_number import NONE, NUMBERS
from tests.course.handouts import data_of, handed, key_for
from tests.course.sitting import (
    Class,
    begun,
    collected,
    no_violation,
    opened,
    paper_in,
    responses,
    saved,
)
from tests.course.world import NOW, World, bank, shelf_for, trainees


@pytest.fixture(scope="module")
def numbers(tmp_path_factory: pytest.TempPathFactory) -> Class:
    """A course whose questions all ask for a number, every other one with a unit."""
    root = tmp_path_factory.mktemp("numbers")
    world = World(root=root, shelf=shelf_for(root))
    world.begin(trainees(1))
    made = bank()
    for number, item in enumerate(list(made["items"])):
        for name in ("options", "sequence"):
            item.pop(name, None)
        unit = {"units": ["weeks", "wk"]} if number % 2 else {}
        made["items"][number] = (
            item
            | {"type": "numerical", "value": number, "tolerance": 0.5, "rationale": "Why."}
            | unit
        )
    world.write_bank(made)
    text = world.folder.course.read_text()
    world.folder.course.write_text(text.replace("exams:", "enrolment: handed-out\nexams:", 1))
    keys = world.build()
    return Class(world, keys, [Path(one.page) for one in handed(world).pages])


def test_page_and_course_agree_what_a_number_is(
    device: Callable[..., BrowserContext], numbers: Class
) -> None:
    page = numbers.pages[0]
    tab = begun(device(390), page)
    no_violation(tab)
    asked = paper_in(page).questions
    units = [bool(one.unit) for one in asked]
    for unit in (True, False):
        question = asked[units.index(unit)]
        box = tab.locator(f"#q{units.index(unit) + 1}")
        for said in [*NUMBERS, *NONE]:
            box.locator(".typed").evaluate("(field, text) => { field.value = text; field.dispatchEvent(new Event('input')); }", said)  # fmt: skip
            kept = said.strip()
            wanted = "open" if not kept else "partly" if fault_of(question, kept) else "answered"
            assert (said, box.get_attribute("data-state")) == (said, wanted)


def test_each_sign_is_kept_and_the_grade_is_right(
    device: Callable[..., BrowserContext], numbers: Class, tmp_path: Path
) -> None:
    page, context = numbers.pages[0], device(1280)
    tab = begun(context, page)
    key: Key = key_for(numbers.keys, page)
    for number, entry in enumerate(key.entries, 1):
        field = tab.locator(f"#q{number} .typed")
        field.press_sequentially(f"{entry.item.interaction.value},5")  # type: ignore[union-attr]
    tab.close()  # without leaving the last field
    tab = opened(context, page)
    assert tab.locator("#count").inner_text() == "20 of 20 answered"
    tab.click("#hand-in")
    file = saved(tab, lambda: tab.click("#yes"), tmp_path)
    assert len(responses(file)) == len(key.entries)
    assert data_of(page)["digest"] == key.paper
    numbers.world.inbox.mkdir(exist_ok=True)
    (numbers.world.inbox / file.name).write_bytes(file.read_bytes())
    assert len(collected(numbers).accepted) == 1
    (grade,) = grade_all(numbers.world.open(), now=NOW).grades
    assert grade.exams[0].share == 1.0
