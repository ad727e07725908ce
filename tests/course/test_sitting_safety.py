"""What the page of an exam does not do: send, mix up people, run what is only a text, lose answers in silence."""

import hashlib
import hmac
import json
import threading
from collections.abc import Callable
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from ipt_train.course.operation.collect import collect
from ipt_train.vocabulary import ItemType
from tests.course.handouts import (
    answers_for,
    bank_of_all_types,
    data_of,
    handed,
    stamp,
)
from tests.course.sitting import (
    Class,
    answer_all,
    begun,
    course_in,
    first_single,
    hand_in,
    opened,
    paper_in,
    responses,
    work_in,
)
from tests.course.world import NOW, World, shelf_for

HOSTILE = (
    "</script><script>window.ran = 1</script>", "<img src=x onerror='window.ran = 1'>", "{{ 7 * 7 }} {% raw %}",
    '" onfocus="window.ran = 1" autofocus="', "<!-- <script>", "\u2028\u202egnp.exe &amp; &lt;b&gt;", "javascript:alert(1)",
)  # fmt: skip  # a list of texts


SENDING = """async (to) => {
  const tries = [
    () => fetch(to), () => navigator.sendBeacon(to, "x"), () => new WebSocket(to.replace("http", "ws")),
    () => new EventSource(to), () => { new Image().src = to; }, () => import(to),
    () => { const x = new XMLHttpRequest(); x.open("POST", to); x.send("x"); },
    () => { const f = document.createElement("form"); f.action = to; f.method = "post"; document.body.append(f); f.submit(); },
    () => { const s = document.createElement("script"); s.textContent = "window.ran = 1"; document.body.append(s); },
    () => { const s = document.createElement("script"); s.src = to; document.body.append(s); },
    () => { const f = document.createElement("iframe"); f.src = to; document.body.append(f); },
    () => { const l = document.createElement("link"); l.rel = "stylesheet"; l.href = to; document.head.append(l); },
    () => { document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.ran = 1'>"); },
  ];
  for (const one of tries) { try { await one(); } catch (error) { } }
  await new Promise((done) => setTimeout(done, 200));
  return window.ran ?? 0;
}"""


def test_texts_of_the_course_stay_texts(
    device: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    """Title, course, name, stems and options that try to be something else are read as they stand."""
    world = World(root=tmp_path / "class", shelf=shelf_for(tmp_path))
    (tmp_path / "class").mkdir()
    world.begin([("1", f"Ann {HOSTILE[0]}{HOSTILE[3]}", "a@example.org")])
    hostile = bank_of_all_types()
    for number, item in enumerate(hostile["items"]):
        item["stem"] += f" {HOSTILE[number % len(HOSTILE)]}"
        for part in item.get("options", item.get("sequence", [])):
            part["text"] += HOSTILE[(number + 1) % len(HOSTILE)].replace("\u202e", "")
        item["stem"] = item["stem"].replace("\u202e", "")
    world.write_bank(hostile)
    text = world.folder.course.read_text()
    text = text.replace("title: Final exam", f"title: {json.dumps(HOSTILE[1])}")
    world.folder.course.write_text(text.replace("Autumn course", HOSTILE[4].replace("#", "")))
    keys = world.build()
    page = Path(handed(world).pages[0].page)
    assert page.name == "paper-ann-script-script-window-ran-1-script-onfocus-window-ran-1-a.html"
    tab = begun(device(), page)
    asked = paper_in(page).questions
    assert tab.locator("h1").inner_text() == HOSTILE[1]
    assert HOSTILE[0] in tab.locator(".who").inner_text()
    assert [spaced(one) for one in tab.locator(".stem").all_inner_texts()] == [
        spaced(one.stem) for one in asked
    ]
    assert tab.evaluate("window.ran") is None
    assert tab.locator("img, main script").count() == 0
    answer_all(tab, page, answers_for(keys[0] if keys[0].paper == data_of(page)["digest"] else keys[1]))  # fmt: skip
    hand_in(tab, world.inbox)
    assert len(collect(world.open(), world.inbox, now=NOW).accepted) == 1
    printed = Path(handed(world, printed=True).pages[0].page)
    tab = opened(tab.context, printed)
    assert tab.evaluate("window.ran") is None
    assert tab.locator("img, script").count() == 0


def spaced(text: str) -> str:
    return " ".join(text.split())


def test_the_policy_lets_nothing_out_and_nothing_in(
    device: Callable[..., BrowserContext], handed_class: Class
) -> None:
    """A server of ours hears nothing of thirteen ways to reach it, and hears of a plain visit."""
    tab = opened(device(at=None), handed_class.pages[3])
    told: list[str] = []
    tab.on("console", lambda message: told.append(message.text))
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(204)
            self.end_headers()

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *words: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        place = f"http://127.0.0.1:{server.server_port}/"
        assert tab.evaluate(SENDING, place) == 0
        assert sum("Content Security Policy" in one for one in told) >= 10
        assert tab.url == handed_class.pages[3].as_uri()
        assert asked == []
        with pytest.raises(Exception, match="ABORTED"):  # 204: the browser stays where it is
            tab.goto(f"{place}visit")
        assert asked == ["/visit"]
        server.shutdown()


def test_the_seal_is_the_one_that_everybody_computes(
    device: Callable[..., BrowserContext], handed_class: Class
) -> None:
    """Lengths around the ends of a block of 64 bytes, and letters of one to four bytes."""
    tab = opened(device(at=None), handed_class.pages[3])
    texts = ["a" * length for length in (0, 1, 54, 55, 56, 63, 64, 65, 119, 120, 1000, 70_000)]
    texts += ["ä" * 40, "李雷", "😀" * 17, "\u2028\x00"]
    for key in (bytes(32), bytes(range(200, 232))):
        ours = [hmac.new(key, text.encode(), hashlib.sha256).hexdigest() for text in texts]
        theirs = tab.evaluate(
            "([key, texts]) => texts.map(one => sealOf(key, one))", [key.hex(), texts]
        )
        assert theirs == ours


def test_a_browser_that_keeps_nothing_is_said_so(
    device: Callable[..., BrowserContext], handed_class: Class, tmp_path: Path
) -> None:
    context = device()
    context.add_init_script("Storage.prototype.setItem = () => { throw new Error('full'); };")
    page = handed_class.pages[3]
    tab = opened(context, page)
    assert "keeps nothing" in tab.locator("#not-kept").inner_text()
    tab.click("#begin")
    tab.locator(f"#q{first_single(page)} input").first.check()
    assert tab.locator("#count").inner_text() == "1 of 10 answered"
    assert sum(one is not None for one in responses(hand_in(tab, tmp_path))) == 1


def test_storage_that_fills_up_on_the_way_is_said_so(
    device: Callable[..., BrowserContext], handed_class: Class
) -> None:
    page, context = handed_class.pages[3], device()
    tab = begun(context, page)
    assert tab.locator("#not-kept").is_hidden()
    tab.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }")
    tab.locator(f"#q{first_single(page)} input").first.check()
    assert tab.locator("#not-kept").is_visible()


def test_what_another_page_wrote_into_the_storage_stops_nobody(
    device: Callable[..., BrowserContext], handed_class: Class
) -> None:
    page, context = handed_class.pages[3], device()
    data = data_of(page)
    place = f"ipt-train/{data['digest']}/{data['person']}/{data['attempt']}"
    tab = opened(context, page)
    for rubbish in ("{", "null", "[1]", '{"answers":5}', '{"answers":{"x":5},"began":"x"}', "7"):
        tab.evaluate("([key, text]) => localStorage.setItem(key, text)", [place, rubbish])
        tab.reload()
        tab.locator("#begin").click(timeout=2000)
        tab.locator(f"#q{first_single(page)} input").first.check()
        assert tab.locator("#count").inner_text() == "1 of 10 answered"


def test_the_secret_stays_in_the_page(
    device: Callable[..., BrowserContext], handed_class: Class, tmp_path: Path
) -> None:
    """Neither the file that is handed in nor the storage, which other pages can read, has it."""
    page = handed_class.pages[2]
    secret = data_of(page)["ticket"]
    tab = begun(device(), page)
    tab.locator(f"#q{first_single(page)} input").first.check()
    kept = "() => JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"
    before = tab.evaluate(kept)
    file = hand_in(tab, tmp_path)
    for text in (before, tab.evaluate(kept), file.read_text(encoding="utf-8")):
        assert data_of(page)["person"] in text
        assert secret not in text


def test_a_preview_without_script_says_what_to_do(
    device: Callable[..., BrowserContext], handed_class: Class
) -> None:
    tab = device(at=None, java_script_enabled=False).new_page()
    tab.goto(handed_class.pages[0].as_uri())
    assert "open it in a browser" in tab.locator("#no-script").inner_text()
    assert tab.locator("#paper").is_hidden()


def test_two_people_share_a_device(
    device: Callable[..., BrowserContext], handed_class: Class, tmp_path: Path
) -> None:
    first, second = handed_class.pages[:2]
    context = device()
    one, other = begun(context, first), opened(context, second)
    one.locator(f"#q{first_single(first)} input").first.check()
    assert other.locator("#before").is_visible()  # her time did not begin with his
    other.click("#begin")
    other.reload()
    assert other.locator("#count").inner_text() == "0 of 10 answered"
    assert work_in(hand_in(one, tmp_path))["person"] == data_of(first)["person"]
    other.reload()
    assert other.locator("#paper").is_visible()


def test_a_second_attempt_begins_empty_on_the_same_device(
    device: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    course = course_in(tmp_path / "class", people=1)
    second = Path(handed(course.world, attempt=2).pages[0].page)
    first, context = course.pages[0], device()
    tab = begun(context, first)
    tab.locator(f"#q{first_single(first)} input").first.check()
    other = begun(context, second)
    assert other.locator("#count").inner_text() == "0 of 10 answered"
    other.locator(f"#q{first_single(second)} input").last.check()
    one, two = hand_in(tab, tmp_path), hand_in(other, tmp_path)
    assert [work_in(file)["attempt"] for file in (one, two)] == [1, 2]
    assert [sum(answer is not None for answer in responses(file)) for file in (one, two)] == [1, 1]


def test_two_tabs_of_one_person_lose_nothing(
    device: Callable[..., BrowserContext], handed_class: Class, tmp_path: Path
) -> None:
    page, context = handed_class.pages[0], device()
    left = begun(context, page)
    right = opened(context, page)
    types = [one.type for one in paper_in(page).questions]
    places = [n for n, kind in enumerate(types, 1) if kind is ItemType.SINGLE_BEST_ANSWER]
    left.locator(f"#q{places[0]} input").first.check()
    right.locator(f"#q{places[1]} input").first.check()
    left.locator(f"#q{places[2]} input").first.check()
    file = hand_in(right, tmp_path)
    assert sum(one is not None for one in responses(file)) == 3
    left.wait_for_function("!document.getElementById('after').hidden")


def test_the_same_answers_by_another_person_are_seen(
    device: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    """A file that is handed in under another name has no seal for it."""
    course = course_in(tmp_path / "class", people=2)
    tab = begun(device(), course.pages[0])
    file = hand_in(tab, course.world.inbox)
    whole = json.loads(file.read_text())
    work = json.loads(whole["work"]) | {"person": data_of(course.pages[1])["person"]}
    file.write_text(json.dumps(whole | {"work": json.dumps(work)}))
    result = collect(course.world.open(), course.world.inbox, now=NOW)
    (refused,) = result.refused
    assert "its seal does not match" in refused.why
    assert replace(result, refused=()).accepted == ()
    assert stamp(NOW).endswith("Z")
