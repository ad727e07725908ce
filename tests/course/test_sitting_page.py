"""An exam sat in a real browser, from the file that was handed out to the grade: closed, crashed, out of time."""

import os
import re
import signal
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Playwright

from ipt_train.course.exchange.responses import responses_of
from ipt_train.course.operation.collect import collect
from ipt_train.course.operation.grade import grade_all
from ipt_train.vocabulary import ItemType
from tests.browser import QUIET, chromium
from tests.course.handouts import (
    answers_for,
    data_of,
    handed,
)
from tests.course.sitting import (
    Class,
    answer_all,
    begun,
    collected,
    course_in,
    first_single,
    hand_in,
    in_any_order,
    opened,
    paper_in,
    responses,
    saved,
    work_in,
)
from tests.course.world import NOW, STARTED


def test_a_whole_class_from_the_page_to_the_grade(
    device: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    """Two in the browser, one at the command line; every type of item; the marks are those of the key."""
    course = course_in(tmp_path / "class", people=3)
    assert {one.type for page in course.pages for one in paper_in(page).questions} == {
        ItemType.SINGLE_BEST_ANSWER, ItemType.MULTIPLE_RESPONSE, ItemType.TRUE_FALSE, ItemType.ORDERING, ItemType.MATCHING,
    }  # fmt: skip  # a list of names
    context, inbox = device(), course.world.inbox
    given = {}
    for page, ability in zip(course.pages[:2], (1.0, 0.4), strict=True):
        answers = answers_for(course.key(page), str(page), ability=ability)
        tab = begun(context, page)
        answer_all(tab, page, answers)
        assert tab.locator("#count").inner_text() == "10 of 10 answered"
        assert hand_in(tab, inbox).name == data_of(page)["file"]
        given[data_of(page)["person"]] = answers
    third = data_of(course.pages[2])["person"]
    packed = course.world.submission(third, course.key(course.pages[2]))
    course.world.hand_in(packed)
    course.world.open()
    told = collect(course.world.open(), inbox, now=NOW)
    assert [
        "once you have heard it: `ipt-train course enrol" in one.why for one in told.refused
    ] == [True]
    from ipt_train.course.operation.people import enrol

    enrol(course.world.open(), third, packed.fingerprint)
    assert len(collected(course).accepted) == 1
    kept = responses_of(course.world.folder)
    for person, answers in given.items():
        (attempt,) = kept.of(person)
        assert [one.response for one in kept.rows(attempt).records()] == [
            sorted(one.response) if in_any_order(one) else one.response for one in answers
        ]
    grades = grade_all(course.world.open(), now=NOW).grades
    shares = {one.person: one.exams[0].share for one in grades}
    best, other = given
    assert shares[best] == 1.0
    assert 0 < shares[other] < 1
    assert shares[third] is not None


def test_a_closed_tab_is_taken_up_again(
    device: Callable[..., BrowserContext], handed_class: Class, tmp_path: Path
) -> None:
    page = handed_class.pages[0]
    answers = answers_for(handed_class.key(page))
    context = device()
    tab = begun(context, page)
    answer_all(tab, page, answers)
    tab.locator("#q1 .clear").click()  # taken back
    tab.clock.fast_forward("10:00")
    tab.close()
    tab = opened(context, page)
    assert tab.locator("#before").is_hidden()
    assert tab.locator("#count").inner_text() == "9 of 10 answered"
    assert re.fullmatch(r"(50:00|49:5\d) left", tab.locator("#left").inner_text())
    file = hand_in(tab, tmp_path)
    assert responses(file)[0] is None
    assert (
        responses(file)[1:]
        == [sorted(one.response) if in_any_order(one) else one.response for one in answers][1:]
    )
    tab.close()
    tab = opened(context, page)  # after handing in nothing can be changed, and the file is the same
    assert tab.locator("#why").inner_text() == "Now send your file"
    again = saved(tab, lambda: tab.click("#again"), tmp_path / "again")
    assert again.read_bytes() == file.read_bytes()


def test_a_crash_of_the_tab_loses_nothing(
    device: Callable[..., BrowserContext], handed_class: Class
) -> None:
    page, context = handed_class.pages[1], device(at=None)
    tab = begun(context, page)
    answer_all(tab, page, answers_for(handed_class.key(page)))
    tab.wait_for_timeout(500)  # the tab hands its storage to the browser a moment after each answer
    with tab.expect_event("crash"), pytest.raises(Exception, match=r"crash"):
        tab.goto("chrome://crash")
    tab = opened(context, page)
    assert tab.locator("#count").inner_text() == "10 of 10 answered"


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="processes are found in /proc")
def test_a_killed_browser_loses_no_more_than_seconds(
    playwright: Playwright, handed_class: Class, tmp_path: Path
) -> None:
    """The browser writes its storage to the disk every few seconds; what was there before is kept."""

    def start() -> BrowserContext:
        return playwright.chromium.launch_persistent_context(
            tmp_path / "profile", executable_path=chromium(), args=[*QUIET]
        )

    page, context = handed_class.pages[1], start()
    tab = begun(context, page)
    number = first_single(page)
    tab.locator(f"#q{number} input").first.check()
    time.sleep(6)
    with context.expect_event("close"):
        os.kill(process_of(tmp_path / "profile"), signal.SIGKILL)
    (tmp_path / "profile" / "SingletonLock").unlink(missing_ok=True)
    context = start()
    tab = opened(context, page)
    assert tab.locator("#count").inner_text() == "1 of 10 answered"
    context.close()


def process_of(profile: Path) -> int:
    """The number of the browser's own process, which has our profile and is nobody's child."""
    for place in Path("/proc").glob("[0-9]*"):
        try:
            words = (place / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        ours = f"--user-data-dir={profile}".encode() in words
        if ours and not any(word.startswith(b"--type=") for word in words):
            return int(place.name)
    raise AssertionError("the browser is not there")


def test_time_runs_out_while_the_page_is_open(
    device: Callable[..., BrowserContext], handed_class: Class, tmp_path: Path
) -> None:
    page, context = handed_class.pages[0], device()
    tab = begun(context, page)
    tab.locator("#q1 input, #q1 select").first.wait_for()
    number = first_single(page)
    tab.locator(f"#q{number} input").first.check()
    tab.clock.fast_forward("49:59")
    assert tab.locator("#said").inner_text() == ""
    tab.clock.fast_forward("00:02")
    assert tab.locator("#said").inner_text() == "10 minutes left."
    file = saved(tab, lambda: tab.clock.fast_forward("10:30"), tmp_path)
    assert tab.locator("#why").inner_text() == "Time is up: now send your file"
    assert tab.locator("#paper").is_hidden()
    work = work_in(file)
    assert length_of(work) == 60 * 60 * 1000
    assert [one for one in responses(file) if one is not None] == [["1"]]


def test_time_runs_out_while_the_page_is_closed(
    device: Callable[..., BrowserContext], handed_class: Class, tmp_path: Path
) -> None:
    page, context = handed_class.pages[0], device()
    tab = begun(context, page)
    tab.locator(f"#q{first_single(page)} input").first.check()
    tab.close()
    context.clock.fast_forward(5 * 3600 * 1000)
    tab = context.new_page()
    file = saved(tab, lambda: tab.goto(page.as_uri()), tmp_path)
    assert length_of(work_in(file)) == 60 * 60 * 1000
    assert sum(one is not None for one in responses(file)) == 1


def length_of(work: dict[str, Any]) -> float:
    from datetime import datetime

    began, ended = (datetime.fromisoformat(work[name]) for name in ("started_at", "ended_at"))
    return (ended - began) / timedelta(milliseconds=1)


def test_a_clock_that_goes_back_gives_no_time(
    device: Callable[..., BrowserContext], handed_class: Class
) -> None:
    page, context = handed_class.pages[0], device()
    tab = begun(context, page)
    tab.clock.fast_forward("30:00")
    tab.locator(f"#q{first_single(page)} input").first.check()
    tab.clock.set_system_time(STARTED)
    tab.reload()
    assert re.fullmatch(r"(30:00|29:5\d) left", tab.locator("#left").inner_text())


def test_after_an_extension_the_new_page_finds_the_answers(
    device: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    course = course_in(tmp_path / "class", people=2)
    page = course.pages[0]
    context = device()
    tab = begun(context, page)
    tab.locator(f"#q{first_single(page)} input").first.check()
    saved(tab, lambda: tab.clock.fast_forward("01:01:00"), tmp_path)
    tab.close()
    person = data_of(page)["person"]
    text = course.world.folder.course.read_text()
    course.world.folder.course.write_text(
        f"{text}extensions:\n  - {{person: {person}, extra_minutes: 15, due: '2026-11-10T17:00'}}\n"
    )
    elsewhere = tmp_path / "sent again"
    result = handed(course.world, only=["s0000"], target=elsewhere)
    assert [(one.id, one.minutes) for one in result.pages] == [("s0000", 75)]
    assert result.dealt == 0
    tab = opened(context, Path(result.pages[0].page))
    assert re.fullmatch(r"1[34]:\d\d left", tab.locator("#left").inner_text())
    assert tab.locator("#count").inner_text() == "1 of 10 answered"
    hand_in(tab, course.world.inbox)
    assert len(collected(course, at=NOW + timedelta(hours=1)).accepted) == 1


def test_before_it_opens_and_after_it_was_due(
    device: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    course = course_in(tmp_path / "class", people=1)
    text = course.world.folder.course.read_text()
    course.world.folder.course.write_text(
        text.replace("    due: ", "    opens: 2026-11-09T10:00\n    due: ")
    )
    page = Path(handed(course.world).pages[0].page)
    context = device()  # 9 o'clock
    tab = opened(context, page)
    assert tab.locator("#begin").is_disabled()
    assert "not open yet" in tab.locator("#not-open").inner_text()
    tab.clock.fast_forward("01:00:01")
    assert tab.locator("#begin").is_enabled()
    assert tab.locator("#past-due").is_hidden()
    tab.clock.fast_forward("08:00:00")
    assert "was due on Monday 9 November 2026, 17:00" in tab.locator("#past-due").inner_text()
    assert tab.locator("#begin").is_enabled()
