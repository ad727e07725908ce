"""How far long work has come: seen by whoever waits at a terminal, by nobody else, and gone afterwards."""

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from io import StringIO, TextIOWrapper
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyte
import pytest

from ipt_train.advance import watched
from ipt_train.shell.meter import Meter, watcher
from ipt_train.shell.reply import Reply, ReplyForm, _watched
from ipt_train.shell.runtime import Runtime


@dataclass
class Seen:
    """A pseudo-terminal of 60 columns, the stream that writes to it, and a clock."""

    stream: TextIOWrapper
    read: int
    now: int = 0
    screen: pyte.Screen = field(default_factory=lambda: pyte.Screen(60, 6))
    written: str = ""

    def ticks(self) -> int:
        return self.now

    def line(self) -> str:
        """Read what was written, and return the line in which the cursor stands."""
        self.stream.flush()
        os.set_blocking(self.read, False)
        try:
            while data := os.read(self.read, 65536):
                self.written += (text := data.decode())
                pyte.Stream(self.screen).feed(text)
        except BlockingIOError:
            pass
        return self.screen.display[self.screen.cursor.y].rstrip()


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Iterator[Seen]:
    for name, value in {"TERM": "xterm-256color", "COLUMNS": "60"}.items():
        monkeypatch.setenv(name, value)
    for name in ("NO_COLOR", "IPT_TRAIN_PLAIN"):
        monkeypatch.delenv(name, raising=False)
    ours, theirs = os.openpty()
    with os.fdopen(theirs, "w", encoding="utf-8") as stream:
        yield Seen(stream, ours)
    os.close(ours)


def test_a_bar_comes_after_half_a_second_and_is_gone_afterwards(seen: Seen) -> None:
    meter = Meter(seen.stream, seen.ticks)
    advance = meter.of("Checked", "file")
    for count, now in enumerate((0, 100, 499), 1):
        seen.now = now
        advance(count, 10_000)
    assert seen.line() == seen.written == ""
    seen.now = 500
    advance(2_000, 10_000)
    assert seen.line().startswith("Checked 2,000 of 10,000 files ━━━━")
    seen.now = 599
    advance(3_000, 10_000)
    assert "2,000" in seen.line()
    seen.now = 700
    advance(4_000, 10_000)
    assert seen.line().startswith("Checked 4,000 of 10,000 files")
    advance(10_000, 10_000)
    assert seen.line() == ""
    assert [line.strip() for line in seen.screen.display] == [""] * 6
    assert not seen.screen.cursor.hidden


def test_plain_output_has_a_line_now_and_then(seen: Seen) -> None:
    advance = Meter(seen.stream, seen.ticks, plain=True).of("Graded", "person", "people")
    for seen.now in range(0, 21_000, 250):
        advance(1 + seen.now // 250, 90)
    seen.line()
    assert seen.written == "".join(f"Graded {n} of 90 people\r\n" for n in (3, 43, 83))


def test_short_work_shows_nothing_and_loads_nothing(seen: Seen) -> None:
    meter = Meter(seen.stream, seen.ticks)
    assert list(watched("abc", meter.of("Read", "letter"))) == ["a", "b", "c"]
    meter.close()
    assert seen.line() == seen.written == ""


def test_an_interruption_leaves_the_terminal_clean_and_the_cursor_there(
    seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", seen.stream)
    monkeypatch.setattr(sys, "stdout", seen.stream)
    app = Runtime(
        environ=os.environ, paths=None, now=None, ticks=seen.ticks, new_id=None, zone=None  # type: ignore[arg-type]
    )  # fmt: skip
    context: Any = SimpleNamespace(find_root=lambda: SimpleNamespace(obj=app))

    def body(context: object, meter: Meter) -> Reply:
        seen.now = 800
        meter.of("Examined", "file")(5, 10)
        assert seen.line().startswith("Examined 5 of 10 files")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        _watched(body, {"context": context}, ReplyForm.TABLE, plain=False)
    assert seen.line() == ""
    assert not seen.screen.cursor.hidden
    seen.written = ""
    told = []
    for form in (ReplyForm.JSON, ReplyForm.TABLE):
        seen.now = 0
        with pytest.raises((KeyboardInterrupt, AssertionError)) as ended:
            _watched(body, {"context": context}, form, plain=False)
        told.append(ended.type)
    assert told == [AssertionError, KeyboardInterrupt]  # a JSON document has nothing beside it


@pytest.mark.parametrize("calls", range(1, 9))
def test_an_interruption_at_any_moment_of_drawing_leaves_nothing(seen: Seen, calls: int) -> None:
    """The clock is asked while the bar is made, begun and drawn: the interruption comes there."""
    left = calls

    def ticks() -> int:
        nonlocal left
        left -= 1
        if left == 0:
            raise KeyboardInterrupt
        seen.now += 300
        return seen.now

    seen.stream.write("$ ipt-train bank check\n")
    meter = None
    with suppress(KeyboardInterrupt):
        meter = Meter(seen.stream, ticks)
        list(watched("abcd", meter.of("Checked", "file")))
    if meter is not None:
        seen.stream.write("^C")
        meter.close()
    assert seen.line() == ("" if "Checked" in seen.written or meter is None else "^C")
    assert seen.screen.display[0].rstrip() == "$ ipt-train bank check"
    assert not seen.screen.cursor.hidden


def test_a_terminal_that_goes_away_does_not_stop_the_work(seen: Seen) -> None:
    class Gone(StringIO):
        def isatty(self) -> bool:
            return True

        def write(self, text: str) -> int:
            raise OSError(5, "Input/output error")

    for plain in (True, False):
        seen.now = 0
        meter = Meter(Gone(), seen.ticks, plain=plain)
        advance = meter.of("Read", "row")
        for seen.now in range(400, 60_000, 400):
            advance(seen.now, 60_000)
        meter.close()


def test_only_who_waits_at_a_terminal_sees_it(
    seen: Seen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, write = os.pipe()
    with os.fdopen(write, "w") as pipe, (tmp_path / "rows.csv").open("w") as file:
        table = {
            (seen.stream, seen.stream): True,  # stdout, stderr
            (file, seen.stream): True,
            (pipe, seen.stream): False,  # a pager writes on that terminal
            (seen.stream, pipe): False,
            (seen.stream, file): False,
            (pipe, pipe): False,
        }
        for (out, error), shown in table.items():
            monkeypatch.setattr(sys, "stdout", out)
            monkeypatch.setattr(sys, "stderr", error)
            assert (watcher() is error) is shown
        monkeypatch.undo()
    os.close(read)
