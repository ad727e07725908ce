"""``due`` for a prompt, for scripts and for a calendar."""

import json
import os
import shutil
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_train.bank.core.model import Library
from ipt_train.log.core.event import Chosen
from ipt_train.log.operation.journal import Journal
from ipt_train.log.store.log import Log
from ipt_train.shell.places import Paths
from ipt_train.shell.stamp import RESTED
from ipt_train.study.exchange import brief
from ipt_train.study.exchange.calendar import escaped, folded, write_calendar
from ipt_train.study.exchange.keep_brief import banks_of, keep_brief
from ipt_train.study.operation.due import due_of
from tests.architecture.test_imports import loaded
from tests.conftest import ROOT, Clock
from tests.program import Terminal, run

Env = dict[str, str]
NOW = datetime(2026, 11, 2, 18, 0, tzinfo=UTC)


@pytest.fixture
def own(warm: Env) -> Env:
    """A learner with the small bank among her own, and answers of 40 days ago that are due."""
    bank = Path(warm["IPT_TRAIN_HOME"]) / "data" / "banks" / "sample.yaml"
    bank.parent.mkdir(parents=True)
    shutil.copy(ROOT / "tests" / "bank" / "good" / "sample.yaml", bank)
    past = datetime.now(UTC) - timedelta(days=40)
    rows = [f"{item},{(past + timedelta(hours=n)).isoformat()},4,900" for n, item in enumerate(("one", "three"))]  # fmt: skip
    table = bank.parent.parent / "history.csv"
    table.write_text("card_id,review_time,review_rating,review_duration\n" + "\n".join(rows))
    assert run("data", "import-fsrs", str(table), env=warm).returncode == 0
    return warm


def due(env: Env) -> int:
    """What the full command says, counted anew."""
    data = json.loads(run("due", "--json", env=env).stdout)["data"]
    return int(data["reviews"] + data["learning"])


def figure_of(env: Env) -> Path:
    return Path(env["IPT_TRAIN_HOME"]) / "cache" / "due" / "default"


class TestBrief:
    def test_the_line_and_the_status(self, own: Env) -> None:
        count = due(own)
        assert count == 2
        assert run("due", "--brief", env=own).stdout == "2 due\n"
        checked = run("due", "--brief", "--check", env=own)
        assert (checked.stdout, checked.returncode) == ("2 due\n", 1)
        assert run("due", "--check", "--json", env=own).returncode == 1
        assert json.loads(run("due", "--brief", "--json", env=own).stdout)["data"]["reviews"] == 2

    def test_nothing_due(self, warm: Env) -> None:
        for _ in range(2):  # counted, and then from what was kept
            assert run("due", "--brief", env=warm).stdout == "0 due\n"
            quiet = run("due", "--brief", "--quiet-zero", "--check", env=warm)
            assert (quiet.stdout, quiet.returncode) == ("", 0)
        assert run("due", "--check", env=warm).returncode == 0

    def test_it_is_never_wrong(self, own: Env) -> None:
        """After every change that moves the figure, the line says what the full command says."""
        bank = Path(own["IPT_TRAIN_HOME"]) / "data" / "banks" / "sample.yaml"
        answer = ("study", "--limit", "1", "--answers", "-")
        given_ = "item,response\none,b\nthree,a\n"
        changes = [
            lambda: run("item", "suspend", "three", env=own),
            lambda: run("item", "unsuspend", "three", env=own),
            lambda: run(*answer, env=own, stdin=given_),
            lambda: run("undo", "1", env=own),
            lambda: run("config", "set", "reviews-per-day", "0", env=own),
            lambda: run("config", "set", "reviews-per-day", "9", env=own),
            lambda: bank.rename(bank.with_suffix(".away")),
            lambda: bank.with_suffix(".away").rename(bank),
        ]
        said = []
        for change in changes:
            run("due", "--brief", env=own)
            change()
            said.append(run("due", "--brief", env=own).stdout)
            again = run("due", "--brief", env=own).stdout
            assert said[-1] == again == f"{due(own)} due\n"
        assert len(set(said)) > 2

    def test_after_a_sitting_the_figure_is_there(self, own: Env) -> None:
        figure_of(own).unlink(missing_ok=True)
        run("study", "--limit", "1", "--answers", "-", env=own, stdin="item,response\none,b\n")
        assert figure_of(own).exists()
        assert run("due", "--brief", env=own).stdout == f"{due(own)} due\n"

    def test_a_bank_that_changes_during_a_sitting_leaves_no_figure(self, own: Env) -> None:
        """It was counted from the bank as it was, and would be believed of the bank as it is."""
        bank = Path(own["IPT_TRAIN_HOME"]) / "data" / "banks" / "sample.yaml"
        run("config", "set", "minutes-per-day", "10", env=own)  # else it is asked first
        terminal = Terminal("study", "--plain", env=own)
        terminal.until("Answer")
        bank.rename(bank.with_suffix(".away"))
        figure_of(own).unlink(missing_ok=True)
        terminal.send("q\r")
        terminal.end()
        assert not figure_of(own).exists()
        assert run("due", "--brief", env=own).stdout == f"{due(own)} due\n" == "0 due\n"

    def test_a_kept_figure_is_answered_with_next_to_nothing_loaded(self, own: Env) -> None:
        run("due", "--brief", env=own)
        names = loaded("due", "--brief", env=own)
        assert (
            not {"typer", "rich", "fsrs_rs_python", "zoneinfo", "ipt_train.bank.core.model"} & names
        )
        assert "typer" in loaded("due", env=own)  # what is looked for is found where it is

    @pytest.mark.parametrize("line", range(5))
    def test_each_thing_it_follows_from_is_looked_at(
        self, own: Env, line: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        home = Path(own["IPT_TRAIN_HOME"])
        run("due", "--brief", env=own)
        file = figure_of(own)
        lines = file.read_text().split("\n")[:-1]
        first, until = map(int, lines[2].split())
        place = (str(file), str(home / "data" / "profiles" / "default.db"), str(home / "data" / "banks"))  # fmt: skip
        monkeypatch.setattr(brief, "_stamps", lambda *_: "")  # too young: what is in them counts
        assert brief.kept(*place, first) == brief.kept(*place, until - 1) == 2
        assert brief.kept(*place, first - 1) is None
        assert brief.kept(*place, until) is None
        lines[line] = {0: "x", 1: "1 1", 2: f"{until} {until}", 3: "/else.db", 4: "0" * 40}[line]
        file.write_text(brief._sealed(lines))  # sealed, so that it is this line that is refused
        assert brief.kept(*place, first) is None
        assert run("due", "--brief", env=own).stdout == "2 due\n"

    def test_files_that_stand_as_they_did_are_not_read(
        self, own: Env, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Once they have rested, only what stands differently is read, and then what is in it decides."""
        home = Path(own["IPT_TRAIN_HOME"])
        run("due", "--brief", env=own)
        file, bank = figure_of(own), home / "data" / "banks" / "sample.yaml"
        young = file.read_text()
        place = (str(file), str(home / "data" / "profiles" / "default.db"), str(bank.parent))
        now = time.time_ns()
        read = []
        monkeypatch.setattr(brief, "_digest", lambda each, real=brief._digest: read.append(1) or real(each))  # fmt: skip
        monkeypatch.setattr(brief.time, "time_ns", lambda: now + 10 * RESTED)
        for times in (1, 1, 1):  # read once; what was kept then says how they stood
            assert brief.kept(*place, now // 1_000_000) == 2
            assert len(read) == times
        assert file.read_text() != young
        text = bank.read_bytes()
        bank.write_bytes(text)  # saved anew without a change
        monkeypatch.setattr(brief.time, "time_ns", lambda: now + 20 * RESTED)
        assert brief.kept(*place, now // 1_000_000) == 2
        assert len(read) == 2
        bank.write_bytes(text.replace(b"a", b"b", 1))
        assert brief.kept(*place, now // 1_000_000) is None

    def test_a_damaged_figure_is_counted_anew(self, own: Env) -> None:
        run("due", "--brief", env=own)
        file = figure_of(own)
        whole = file.read_bytes()
        for damaged in (whole.replace(b"2", b"3", 1), whole[:-3], b"", whole.replace(b"\n", b"\0")):
            file.write_bytes(damaged)
            assert run("due", "--brief", env=own).stdout == "2 due\n"
            assert file.read_bytes() == whole

    def test_a_file_that_cannot_be_opened_is_passed_over(self, own: Env) -> None:
        """An editor's lock is a link to nowhere."""
        (Path(own["IPT_TRAIN_HOME"]) / "data" / "banks" / ".#sample.yaml").symlink_to("me@host.1")
        for _ in range(2):
            done = run("due", "--brief", env=own)
            assert (done.stdout, done.returncode) == ("2 due\n", 0)

    def test_the_profile_of_a_file_or_the_environment(self, own: Env, tmp_path: Path) -> None:
        run("profile", "new", "ann", env=own)
        run("due", "--brief", env=own)
        (tmp_path / "ipt-train.toml").write_text('profile = "ann"\n')
        below = tmp_path / "below"
        below.mkdir()
        for _ in range(2):
            assert run("due", "--brief", env=own, cwd=below).stdout == "0 due\n"
            words = ("due", "--brief", "--profile", "default")
            assert run(*words, env=own, cwd=below).stdout == "2 due\n"
            env = own | {"IPT_TRAIN_PROFILE": "default"}
            assert run("due", "--brief", env=env, cwd=below).stdout == "2 due\n"
        assert run("due", "--brief", "--profile", "../x", env=own).returncode == 2


def test_what_another_program_adds_meanwhile_is_not_overlooked(
    tmp_path: Path, clock: Clock, library: Library
) -> None:
    """A figure counted before another program wrote is not believed after it."""
    paths = Paths(data=tmp_path, cache=tmp_path, state=tmp_path, config=tmp_path)
    ids = iter(range(99))
    with Log(paths.log("default"), clock) as one, Log(paths.log("default"), clock) as other:
        journal, second = (
            Journal(log, now=clock, new_id=lambda: f"e{next(ids)}", device="d") for log in (one, other)
        )  # fmt: skip
        journal.record(Chosen(name="rollover", value="4"))
        place = (str(paths.due("default")), str(paths.log("default")), str(paths.banks))
        keep_brief(paths, "default", journal, due_of(journal, library), banks_of(paths))
        assert brief.kept(*place, journal.at()) == 0
        second.record(Chosen(name="reviews-per-day", value="1"))
        keep_brief(paths, "default", journal, due_of(journal, library), banks_of(paths))
        assert brief.kept(*place, journal.at()) is None
        journal.record(Chosen(name="reviews-per-day", value="2"))
        assert journal.state.settings.reviews_per_day == 2
        keep_brief(paths, "default", journal, due_of(journal, library), banks_of(paths))
        assert brief.kept(*place, journal.at()) == 0  # by then the other's event is folded in


class TestCalendar:
    def test_each_day_with_something_due(self, own: Env, tmp_path: Path) -> None:
        run("study", "--answers", "-", env=own, stdin="item,response\none,b\nthree,a\ntwo,a\n")
        data = json.loads(run("due", "--json", env=own).stdout)["data"]
        first = date.fromisoformat(data["day"])
        expected = {first + timedelta(days=n): count for n, count in enumerate(data["forecast"]) if count}  # fmt: skip
        file = tmp_path / "due.ics"
        result = run("due", "--ical", str(file), env=own)
        assert result.returncode == 0, result.stderr
        raw = file.read_bytes()
        assert raw.replace(b"\r\n", b"").count(b"\n") == 0
        events = icalendar.Calendar.from_ical(raw).walk("VEVENT")
        assert {one["DTSTART"].dt: str(one["SUMMARY"]) for one in events} == {
            day: f"IPT: {count} due" for day, count in expected.items()
        }
        assert not any(one.errors for one in events)
        assert run("due", "--ical", "-", env=own).stdout.startswith("BEGIN:VCALENDAR")

    def test_a_later_file_replaces_an_earlier(self) -> None:
        earlier, later = (
            icalendar.Calendar.from_ical(
                write_calendar(counts, day.isoformat(), "ann", moment)
            ).walk("VEVENT")
            for counts, day, moment in (
                ((3, 0, 2), date(2026, 11, 2), NOW),
                ((5, 4), date(2026, 11, 4), NOW + timedelta(days=2)),
            )
        )
        assert [str(one["UID"]) for one in earlier] == [
            "due-ann-20261102@ipt-train.invalid", "due-ann-20261104@ipt-train.invalid",
        ]  # fmt: skip
        assert earlier[1]["UID"] == later[0]["UID"]
        assert earlier[1]["SEQUENCE"] < later[0]["SEQUENCE"]
        assert (earlier[1]["DTEND"].dt - earlier[1]["DTSTART"].dt).days == 1

    @given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=300))
    def test_lines_are_folded_and_texts_escaped(self, text: str) -> None:
        """A stranger's reader reads back what was meant; no line is longer than 75 octets."""
        line = folded(f"SUMMARY:{escaped(text)}")
        assert all(len(piece.encode()) <= 75 for piece in line.split("\r\n"))
        body = f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n{line}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        (event,) = icalendar.Calendar.from_ical(body.encode()).walk("VEVENT")
        assert str(event["SUMMARY"]) == text

    def test_line_ends_are_escaped(self) -> None:
        assert escaped("a\r\nb\nc;d,e\\") == "a\\nb\\nc\\;d\\,e\\\\"

    def test_where_it_cannot_be_written(self, own: Env, tmp_path: Path) -> None:
        result = run("due", "--ical", str(tmp_path / "no" / "due.ics"), env=own)
        assert result.returncode == 2
        assert os.listdir(tmp_path) == ["home"]  # noqa: PTH208
