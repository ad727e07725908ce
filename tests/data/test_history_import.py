"""Review history from FSRS tools and from Anki: real files of the programs themselves."""

import json
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ipt_train.bank.core.model import Library
from ipt_train.bank.exchange.anki_write import write_apkg
from ipt_train.data.exchange.history_read import PastReview, read_history, read_map
from ipt_train.data.operation.import_history import ImportedReviews, anki_history, import_history
from ipt_train.errors import ImportRefusedError
from ipt_train.log.core.event import IMPORTED, Reviewed
from ipt_train.log.core.fold import fold
from ipt_train.log.core.settings import Settings
from ipt_train.log.store.log import Log
from ipt_train.schedule.memory import memory_of
from ipt_train.vocabulary import ItemId, Mode
from tests.conftest import ROOT, Clock
from tests.program import run

LONDON = Settings(zone="Europe/London", rollover=4)
HEAD = "card_id,review_time,review_rating,review_duration\n"


def taken(
    path: Path, text: str, library: Library, clock: Clock, cards: dict[str, str] | None = None
) -> ImportedReviews:
    history, told = read_history(text, "log.csv"), list[tuple[int, int]]()
    result = import_history(
        path, history, library, LONDON, clock, cards, lambda *done: told.append(done)
    )
    count = len(history.reviews)
    assert told == [(number, count) for number in range(1, count + 1)]
    return result


def reviews(path: Path, clock: Clock) -> list[Reviewed]:
    with Log(path, clock) as log:
        return [event.body for event in log.events() if isinstance(event.body, Reviewed)]


class TestCsv:
    TEXT = HEAD + (
        "one,2026-10-01T18:00:00+00:00,1,9000\n"
        "one,1790964000000,3,\n"  # 2026-10-02, in milliseconds
        "two,2026-10-01T23:30:00+02:00,3,800.6\n"
        "stranger,2026-10-01T18:00:00Z,3,1\n"
        "one,2026-10-03T18:00:00,0,1\n"
    )

    def test_what_is_taken(self, tmp_path: Path, library: Library, clock: Clock) -> None:
        log = tmp_path / "log.db"
        result = taken(log, self.TEXT, library, clock)
        assert (result.added, result.known, result.items) == (3, 0, 2)
        assert result.unknown == {"stranger": 1}
        assert result.left_out == {"rated 0: rescheduled by hand": 1}
        one, other, two = sorted(reviews(log, clock), key=lambda body: (body.item, body.rating))
        assert (one.item, one.correct, one.rating, one.response_ms) == ("one", False, 1, 9000)
        assert (other.correct, other.response_ms) == (True, 0)
        assert (two.item, two.response_ms) == ("two", 801)

    def test_twice_adds_nothing_and_more_adds_the_rest(
        self, tmp_path: Path, library: Library, clock: Clock
    ) -> None:
        log = tmp_path / "log.db"
        taken(log, self.TEXT, library, clock)
        again = taken(log, self.TEXT, library, clock)
        assert (again.added, again.known, again.kept) == (0, 3, "")
        more = self.TEXT + "two,2026-10-09T18:00:00+00:00,2,1\n"
        assert taken(log, more, library, clock).added == 1
        assert len(reviews(log, clock)) == 4

    def test_the_fold_is_that_of_the_history_and_study_goes_on_after_it(
        self, tmp_path: Path, library: Library, clock: Clock
    ) -> None:
        log = tmp_path / "log.db"
        taken(log, self.TEXT, library, clock)
        with Log(log, clock) as ours:
            state = fold(ours.events())
        card = state.cards[ItemId("one")]
        history = state.histories[ItemId("one")]
        assert [(int(rating), days) for rating, days in history] == [(1, 0), (3, 1)]
        assert getattr(card, "memory") == memory_of(history)  # noqa: B009

    def test_on_two_devices_it_is_there_once(
        self, tmp_path: Path, library: Library, clock: Clock
    ) -> None:
        """Even where the second device counts days by another zone: what is there stays."""
        a, b = tmp_path / "a.db", tmp_path / "b.db"
        taken(a, self.TEXT, library, clock)
        history = read_history(self.TEXT, "log.csv")
        import_history(b, history, library, Settings(zone="Asia/Tokyo"), clock)
        with Log(a, clock) as one, Log(b, clock) as two:
            assert one.absorb(two.events()) == 0
            assert len(one.events()) == 3

    def test_cards_are_mapped(self, tmp_path: Path, library: Library, clock: Clock) -> None:
        text = HEAD + "1711684180217,2026-10-01T18:00:00Z,3,1\n"
        cards = read_map("card_id,item\n1711684180217,one\n", "map.csv")
        assert taken(tmp_path / "log.db", text, library, clock, cards).added == 1
        assert reviews(tmp_path / "log.db", clock)[0].item == "one"

    def test_the_future_is_kept_out(self, tmp_path: Path, library: Library, clock: Clock) -> None:
        text = HEAD + "one,2031-10-01T18:00:00Z,3,1\n"
        result = taken(tmp_path / "log.db", text, library, clock)
        assert (result.added, result.left_out) == (0, {"dated in the future": 1})

    @pytest.mark.parametrize(
        ("text", "where"),
        [
            (HEAD + "one,2026-10-01T18:00:00Z,5,1\n", r"log.csv:2: `5` is not a rating"),
            (HEAD + "one,2026-10-01T18:00:00Z,good,1\n", r"log.csv:2"),
            (HEAD + "one,yesterday,3,1\n", r"log.csv:2: `yesterday`"),
            (HEAD + "one,1790964000,3,1\n", r"log.csv:2.*milliseconds"),  # seconds
            (HEAD + "one,9999-12-31T23:59:59-23:00,3,1\n", r"log.csv:2"),
            (HEAD + "one,2026-10-01T18:00:00Z,3,-5\n", r"log.csv:2: `-5`"),
            (HEAD + ",2026-10-01T18:00:00Z,3,1\n", r"log.csv:2: the card"),
            (HEAD + "one\n", r"log.csv:2"),
            ("card_id,rating\none,3\n", r"log.csv:1: a column review_time"),
            ("", r"log.csv:1"),
            ('card_id,review_time,rating\n"one,2,3\n', r"log.csv:\d"),
            ("[1]", r"review 1: it is not an object"),
            ('[{"card_id": 1}]', r"review 1: review_time"),
            ("[" * 100_000, r"neither CSV nor JSON"),
            ('{"card_id": 1, "rating": true, "review_datetime": 5}', r"review 1: `True`"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_read_is_refused_with_its_place(self, text: str, where: str) -> None:
        with pytest.raises(ImportRefusedError, match=where):
            read_history(text, "log.csv")


class TestPyFsrs:
    def test_its_own_review_logs(self, tmp_path: Path, library: Library, clock: Clock) -> None:
        from fsrs import Card, Rating, Scheduler

        scheduler, card = Scheduler(enable_fuzzing=False), Card(card_id=7)
        moment, logs = datetime(2026, 9, 1, 18, tzinfo=UTC), []
        for rating in (Rating.Good, Rating.Good, Rating.Again, Rating.Good, Rating.Easy):
            card, log = scheduler.review_card(card, rating, moment, review_duration=5000)
            logs.append(log)
            moment += timedelta(days=3)
        for number, text in enumerate(
            (
                json.dumps([one.to_dict() for one in logs]),
                "\n".join(one.to_json() for one in logs),
                json.dumps({"review_logs": [one.to_dict() for one in logs]}),
            )
        ):
            path = tmp_path / f"{number}.db"
            assert taken(path, text, library, clock, {"7": "one"}).added == 5
            with Log(path, clock) as ours:
                state = fold(ours.events())
            memory = getattr(state.cards[ItemId("one")], "memory")  # noqa: B009
            assert memory.stability == pytest.approx(card.stability, rel=1e-4)
            assert memory.difficulty == pytest.approx(card.difficulty, rel=1e-4)


def test_our_own_table_comes_back(warm: dict[str, str], tmp_path: Path) -> None:
    """What `export reviews` writes is read back: into a new profile wholly, into the same not at all."""
    bank = Path(warm["IPT_TRAIN_HOME"]) / "data" / "banks" / "sample.yaml"
    bank.parent.mkdir(parents=True)
    bank.write_bytes((ROOT / "tests" / "bank" / "good" / "sample.yaml").read_bytes())
    given = "item,response\none,b\nthree,a\ntwo,a\n"
    run("study", "--bank", str(bank), "--answers", "-", env=warm, stdin=given)
    table = tmp_path / "reviews.csv"
    run("export", "reviews", "--output", str(table), env=warm)
    same = run("data", "import-fsrs", str(table), "--json", env=warm)
    assert json.loads(same.stdout)["data"]["added"] == 0
    assert json.loads(same.stdout)["data"]["known"] == 3
    run("profile", "new", "other", env=warm)
    text = table.read_text() + "stranger" + table.read_text().splitlines()[1].removeprefix("one")
    table.write_text(text)
    for added in (3, 0):
        result = run("data", "import-fsrs", str(table), "--profile", "other", "--json", env=warm)
        found = json.loads(result.stdout)
        assert found["data"]["added"] == added
    assert run("data", "doctor", "--profile", "other", env=warm).returncode == 0
    plain = run("data", "import-fsrs", str(table), "--profile", "other", "--plain", env=warm)
    assert "There already 3" in plain.stdout
    missing = run("data", "import-fsrs", str(tmp_path / "none.csv"), env=warm)
    assert missing.returncode == 2


class Anki:
    """Anki itself, its own library: imports what we export, answers cards, exports again."""

    def __init__(self, folder: Path, package: bytes) -> None:
        from anki.collection import Collection
        from anki.import_export_pb2 import ImportAnkiPackageOptions, ImportAnkiPackageRequest

        self.folder = folder
        self.collection = Collection(str(folder / "collection.anki2"))
        apkg = folder / "ours.apkg"
        apkg.write_bytes(package)
        request = ImportAnkiPackageRequest(
            package_path=str(apkg), options=ImportAnkiPackageOptions()
        )
        self.collection.import_anki_package(request)

    def answer(self, count: int) -> None:
        """Answer the first cards of the queue with each of the buttons in turn."""
        for deck in self.collection.decks.all_names_and_ids():
            if "IPT" in deck.name:
                self.collection.decks.select(deck.id)  # type: ignore[arg-type]
        for number in range(count):
            card = self.collection.sched.getCard()
            assert card is not None
            card.start_timer()
            self.collection.sched.answerCard(card, (3, 4, 1, 2)[number % 4])  # type: ignore[arg-type]

    def export(self, name: str, *, legacy: bool, scheduling: bool = True) -> bytes:
        from anki.collection import ExportAnkiPackageOptions

        path = self.folder / name
        self.collection.export_anki_package(
            out_path=str(path), limit=None,
            options=ExportAnkiPackageOptions(
                with_scheduling=scheduling, with_deck_configs=False, with_media=False, legacy=legacy
            ),
        )  # fmt: skip
        return path.read_bytes()

    def revlog(self) -> list[Any]:
        database = self.collection.db
        assert database is not None
        return database.all("select id, ease, time from revlog order by id")


@pytest.fixture
def anki(tmp_path: Path, library: Library) -> Iterator[Anki]:
    folder = tmp_path / "anki"
    folder.mkdir()
    package, _ = write_apkg(library.entries(), library.bibliography, "IPT sample", 1_790_000_000)
    program = Anki(folder, package)
    yield program
    program.collection.close()


class TestAnki:
    def test_answers_given_in_anki_come_back(
        self, anki: Anki, tmp_path: Path, library: Library
    ) -> None:
        anki.answer(7)
        now = datetime.now(UTC)
        log = tmp_path / "log.db"
        history = anki_history(anki.export("out.apkg", legacy=True), "out.apkg", library)
        result = import_history(log, history, library, LONDON, lambda: now)
        assert (result.added, result.unknown, result.left_out) == (7, {}, {})
        with Log(log, lambda: now) as ours:
            events = ours.events()
        assert [[event.at, int(event.body.rating), event.body.response_ms] for event in events] == (  # type: ignore[union-attr]
            anki.revlog()
        )
        assert {event.device for event in events} == {IMPORTED}
        again = import_history(log, history, library, LONDON, lambda: now)
        assert (again.added, again.known) == (0, 7)
        anki.answer(2)
        more = anki_history(anki.export("more.apkg", legacy=True), "more.apkg", library)
        assert import_history(log, more, library, LONDON, lambda: now).added == 2

    def test_the_collection_itself(self, anki: Anki, library: Library) -> None:
        """Anki's own file, of its present schema."""
        anki.answer(3)
        anki.collection.close()
        data = (anki.folder / "collection.anki2").read_bytes()
        anki.collection.reopen()
        assert len(anki_history(data, "collection.anki2", library).reviews) == 3

    def test_the_newest_format_says_what_to_tick(self, anki: Anki, library: Library) -> None:
        anki.answer(1)
        with pytest.raises(ImportRefusedError, match="newest format") as refused:
            anki_history(anki.export("new.apkg", legacy=False), "new.apkg", library)
        assert "Support older Anki versions" in refused.value.hint

    def test_without_history_it_says_what_to_tick(self, anki: Anki, library: Library) -> None:
        anki.answer(1)
        data = anki.export("bare.apkg", legacy=True, scheduling=False)
        with pytest.raises(ImportRefusedError, match="no review") as refused:
            anki_history(data, "bare.apkg", library)
        assert "Include learning progress" in refused.value.hint

    def test_at_the_command_line(self, anki: Anki, warm: dict[str, str], tmp_path: Path) -> None:
        anki.answer(2)
        anki.export("out.apkg", legacy=True)
        strange = run("data", "import-anki", str(anki.folder / "out.apkg"), env=warm)
        assert strange.returncode == 2  # the bank of these notes is not on the shelf
        assert "no note that was exported from here" in strange.stderr
        bank = Path(warm["IPT_TRAIN_HOME"]) / "data" / "banks" / "sample.yaml"
        bank.parent.mkdir(parents=True, exist_ok=True)
        sample = ROOT / "tests" / "bank" / "good" / "sample.yaml"
        bank.write_bytes(sample.read_bytes())
        result = run("data", "import-anki", str(anki.folder / "out.apkg"), "--plain", env=warm)
        assert result.returncode == 0, result.stderr
        assert "New 2 reviews of 2 items" in result.stdout

    @pytest.mark.parametrize("kind", ["text", "zip", "cut", "view", "other"])
    def test_what_is_no_anki_file(self, library: Library, tmp_path: Path, kind: str) -> None:
        file = tmp_path / "x.apkg"
        match kind:
            case "text":
                file.write_text("hello")
            case "zip":
                with zipfile.ZipFile(file, "w") as archive:
                    archive.writestr("a.txt", "a")
            case "cut":
                with zipfile.ZipFile(file, "w") as archive:
                    archive.writestr("collection.anki2", b"SQLite format 3\0" + b"\xff" * 900)
            case "view" | "other":
                with closing(sqlite3.connect(file)) as raw:
                    raw.execute("create table notes (id, guid)")
                    raw.execute("create table cards (id, nid)")
                    if kind == "view":
                        raw.execute(
                            "create view revlog as with recursive x(n) as (select 1 union all"
                            " select n + 1 from x) select n id, n cid from x"
                        )
        with pytest.raises(ImportRefusedError) as refused:
            anki_history(file.read_bytes(), "x.apkg", library)
        assert refused.value.hint


def collection(path: Path, guid: str, entries: list[tuple[int, int, int, int]]) -> bytes:
    """An Anki collection with one card of ours: moment, button, factor, kind."""
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("create table notes (id integer primary key, guid text)")
        raw.execute("create table cards (id integer primary key, nid integer)")
        raw.execute("create table revlog (id integer primary key, cid, ease, factor, time, type)")
        raw.execute("insert into notes values (1, ?)", (guid,))
        raw.execute("insert into cards values (2, 1)")
        raw.executemany("insert into revlog values (?, 2, ?, ?, 9, ?)", entries)
        raw.commit()
    return path.read_bytes()


def test_practice_in_a_filtered_deck_moves_no_schedule(tmp_path: Path, library: Library) -> None:
    from ipt_train.bank.exchange.anki_write import guid

    data = collection(
        tmp_path / "c.anki2",
        guid("one"),
        [(1_790_000_000_000, 3, 0, 0), (1_790_500_000_000, 3, 0, 3)],
    )
    history = anki_history(data, "c.anki2", library)
    assert [one.practice for one in history.reviews] == [False, True]
    log = tmp_path / "log.db"
    now = lambda: datetime(2026, 11, 2, tzinfo=UTC)  # noqa: E731
    import_history(log, history, library, LONDON, now)
    with Log(log, now) as ours:
        modes = [event.body.mode for event in ours.events()]  # type: ignore[union-attr]
        assert modes == [Mode.STUDY, Mode.CRAM]
        assert getattr(fold(ours.events()).cards[ItemId("one")], "repetitions") == 1  # noqa: B009


def test_the_readers_agree_on_what_a_review_is() -> None:
    (one,) = read_history(HEAD + "a,2026-10-01T18:00:00.250+00:00,3,5\n", "x.csv").reviews
    assert one == PastReview(card="a", at=1_790_877_600_250, rating=3, duration_ms=5)
