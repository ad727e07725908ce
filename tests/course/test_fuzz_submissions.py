"""Whatever a signed submission holds, that file is refused with its reason or it can be used."""

import hashlib
import json
import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_train.course.exchange.inbox import Inbox, InboxFile
from ipt_train.course.exchange.papers import papers_of
from ipt_train.course.operation import examine_submissions
from ipt_train.course.operation.cohort_progress import cohort_progress
from ipt_train.course.operation.collect import collect
from ipt_train.course.operation.examine_submissions import ExaminedSubmission, Examiner
from ipt_train.course.operation.grade import grade_all
from ipt_train.course.operation.sections import added_progress, added_ratings
from ipt_train.exam.core.canonical import canonical, digest
from ipt_train.exam.operation.submit import progress_section
from ipt_train.exam.submission.pack import bound_to, signed_part
from ipt_train.exam.submission.record import digest_of, lines_of, record
from ipt_train.exam.submission.seal import sign
from tests.course.test_hostile import Scene, members, zipped
from tests.course.world import NOW

NUMBERS = [
    "1e999",
    "-1e999",
    "NaN",
    "Infinity",
    "-0",
    "1.0",
    "9" * 400,
    "9" * 5000,
    "1e308",
    "true",
]
ODD = [
    *NUMBERS,
    "null",
    '""',
    '"\\ud800"',
    '"\\u0000"',
    "[]",
    "{}",
    "[[[[[[[[[1]]]]]]]]]",
    '{"a":[1e999]}',
]
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip
TEXTS = st.sampled_from(ODD) | JSON_VALUES.map(json.dumps)


class Maker:
    """Makes submissions of one person whose signature fits whatever they hold."""

    def __init__(self, root: Path) -> None:
        self.scene = Scene(root)
        self.parts = members(self.scene.made())
        self.manifest: dict[str, Any] = json.loads(self.parts["manifest.json"])
        self.key = self.scene.world.key_of(self.scene.rogue)
        opened, folder = self.scene.opened, self.scene.world.folder
        self.examiner = Examiner(
            inbox=Inbox(root), course=opened.course.id, people=opened.people, papers=papers_of(folder), known=(), now=NOW, secret=bytes(32),
        )  # fmt: skip

    def made(
        self,
        manifest: bytes | None = None,
        sections: dict[str, bytes] | None = None,
        lines: bytes | None = None,
    ) -> bytes:
        """A submission of these bytes, signed."""
        if manifest is None:
            manifest = self.signed(sections or {})
        signature = sign(self.key, signed_part(manifest)).encode()
        records = self.parts["records.jsonl"] if lines is None else lines
        return zipped(
            {"manifest.json": manifest, "records.jsonl": records, "signature": signature}
            | {f"{name}.json": data for name, data in (sections or {}).items()}
        )

    def signed(self, sections: dict[str, bytes]) -> bytes:
        """A manifest that vouches for sections; where one has no digest, it says another."""

        def vouched(data: bytes) -> str:
            try:
                return digest(json.loads(data))
            except (ValueError, RecursionError):
                return "0" * 64

        said = {f"{name}.json": vouched(data) for name, data in sections.items()}
        return canonical(self.manifest | {"sections": said})

    def examined(self, data: bytes) -> ExaminedSubmission:
        file = self.scene.world.root / "one.submission.zip"
        file.write_bytes(data)
        return self.examiner.examine(InboxFile(file.name))


@pytest.fixture(scope="module")
def maker(tmp_path_factory: pytest.TempPathFactory) -> Maker:
    return Maker(tmp_path_factory.mktemp("maker"))


def test_the_maker_makes_what_is_accepted(maker: Maker) -> None:
    assert maker.examined(maker.made()).refused == ""
    good = canonical(progress())
    assert maker.examined(maker.made(sections={"progress": good, "ratings": b"[]"})).refused == ""


@given(name=st.sampled_from(["attempt", "records", "started_at", "person", "sections", "head", "paper", "format"]), text=TEXTS)  # fmt: skip
def test_any_value_in_a_manifest(maker: Maker, name: str, text: str) -> None:
    fields = {key: canonical(value).decode() for key, value in maker.manifest.items()} | {name: text}  # fmt: skip
    body = ",".join(f'"{key}":{value}' for key, value in sorted(fields.items()))
    written = f"{{{body}}}".encode("utf-8", "surrogatepass")
    found = maker.examined(maker.made(written))
    same = text.encode() == canonical(maker.manifest[name])
    assert bool(found.refused) is not same
    assert len(found.refused) < 300


@given(name=st.sampled_from(["progress", "ratings"]), text=TEXTS)
def test_any_value_as_a_section(maker: Maker, name: str, text: str) -> None:
    found = maker.examined(maker.made(sections={name: text.encode("utf-8", "surrogatepass")}))
    assert bool(found.refused) is not ((name, text) == ("ratings", "[]"))


@given(text=TEXTS, seed=st.integers(0, 99))
def test_any_value_somewhere_in_a_section(maker: Maker, text: str, seed: int) -> None:
    """One figure of a sound section is replaced: it is refused, or it can be read and counted."""
    written = json.dumps(replaced(progress(), "\0here", random.Random(seed)))
    data = written.replace('"\\u0000here"', text).encode("utf-8", "surrogatepass")
    found = maker.examined(maker.made(sections={"progress": data}))
    if not found.refused:
        added = added_progress(json.loads(data))
        assert 0 <= added.retained <= added.reviews
        assert 0 <= added.seen <= added.items
        assert all(0 <= one <= 1 for one in added.recalls.values())


@given(response=JSON_VALUES, at=st.integers(0, 10**14), ms=st.integers(0, 10**14))
def test_any_value_as_an_answer(maker: Maker, response: Any, at: int, ms: int) -> None:
    first = json.loads(maker.parts["records.jsonl"].splitlines()[0])
    one = record(first["item"], first["revision"], response, at, ms)
    written = lines_of([one])[0] + b"\n"
    head = digest_of(written, bound_to(maker.manifest))
    manifest = canonical(maker.manifest | {"head": head, "records": 1})
    found = maker.examined(maker.made(manifest, lines=written))
    assert found.refused or found.columns


def replaced(data: Any, mark: str, chance: random.Random) -> Any:
    """The same data with one value in it replaced."""
    if isinstance(data, dict) and data:
        name = chance.choice(sorted(data))
        return data | {name: replaced(data[name], mark, chance)}
    if isinstance(data, list) and data and not isinstance(data[0], int):
        place = chance.randrange(len(data))
        return [replaced(one, mark, chance) if at == place else one for at, one in enumerate(data)]
    return mark


def progress(**changed: Any) -> dict[str, Any]:
    """A sound section, with some of its values changed."""
    line = {"items": 100, "seen": 60, "due": 5, "reviews": 55, "retained": 50}
    return {
        "day": "2026-11-09",
        "desired_retention": 0.9,
        "answers_last_30_days": [3] * 30,
        "domains": [{"domain": "process", **line}, {"domain": "all", **line}],
        "competencies": [{"id": "keeping-time", "items": 9, "seen": 6, "recall": 0.5, "steps": 4, "right": 3}],
    } | changed  # fmt: skip


def whole(**changed: Any) -> dict[str, Any]:
    return progress(domains=[progress()["domains"][1] | changed])


def rating(**entries: Any) -> list[dict[str, Any]]:
    names = {name.replace("_", " ", 1).replace("_", "-"): value for name, value in entries.items()}
    return [
        {"format": "ipt-rating/1", "rule": "x", "about": "a1", "rater": "self",
         "session": {"form": "initial", "case": "AB123", "session": "2"}, "entries": names}
    ]  # fmt: skip


NO_PROGRESS: dict[str, tuple[Any, str]] = {
    "a list": ([1], "not a mapping"),
    "a text": ("x", "not a mapping"),
    "null": (None, "not a mapping"),
    "nothing": ({}, "lacks `day`"),
    "another shape": ({"reviews": 3}, "lacks `day`"),
    "a key too many": (progress(extra=1), "`extra`, which is not known"),
    "days as text": (progress(answers_last_30_days=["x"] * 30), "is not a count"),
    "too few days": (progress(answers_last_30_days=[1]), "not a list of 30"),
    "negative days": (progress(answers_last_30_days=[-1] * 30), "is not a count"),
    "no day": (progress(day="yesterday"), "not a date"),
    "domains as a number": (progress(domains=5), "not a list"),
    "no line of all": (progress(domains=progress()["domains"][:1]), "no line `all`"),
    "a line twice": (progress(domains=progress()["domains"] * 2), "appears twice"),
    "seen null": (whole(seen=None), "is not a count"),
    "seen true": (whole(seen=True), "is not a count"),
    "seen huge": (whole(seen=10**400), "is not a count"),
    "seen above items": (whole(seen=101), "`seen` is 101 and `items` only 100"),
    "retained above reviews": (whole(retained=500, reviews=20), "`retained` is 500 and `reviews` only 20"),
    "negative reviews": (whole(reviews=-1, retained=-2), "is not a count"),
    "recall as text": (progress(competencies=[{"id": "x", "recall": "a"}]), "not a share"),
    "recall above one": (progress(competencies=[{"id": "x", "recall": 1.5}]), "not a share"),
    "a competency twice": (progress(competencies=[{"id": "x", "recall": 1}] * 2), "appears twice"),
    "a retention above one": (progress(desired_retention=90), "not a share"),
}  # fmt: skip
NO_RATINGS: dict[str, tuple[Any, str]] = {
    "a number": (5, "not a list"),
    "null": (None, "not a list"),
    "a list of numbers": ([5], "rating 1 is not a rating"),
    "a point above the scale": (rating(adherence_M1={"value": 5}), "rating 1 is not a rating"),
    "a point that is true": (rating(adherence_M1={"value": True}), "rating 1 is not a rating"),
    "a prediction in words": (rating(prediction={"adherence": "high"}), "rating 1 is not a rating"),
    "a prediction that is not a number": (rating(prediction={"adherence": "nan"}), "rating 1 is not a rating"),
    "a prediction above the scale": (rating(prediction={"adherence": "1e9"}), "rating 1 is not a rating"),
    "a session that is not a number": (
        [rating()[0] | {"session": {"form": "initial", "session": "²"}}], "rating 1 is not a rating"
    ),
}  # fmt: skip
NOT_USABLE = [("progress", *one) for one in NO_PROGRESS.values()]
NOT_USABLE += [("ratings", *one) for one in NO_RATINGS.values()]
NAMES = [*NO_PROGRESS, *(f"ratings: {name}" for name in NO_RATINGS)]


@pytest.mark.parametrize(("name", "data", "why"), NOT_USABLE, ids=NAMES)
def test_a_section_that_cannot_be_used_is_refused(maker: Maker, name: str, data: Any, why: str) -> None:  # fmt: skip
    found = maker.examined(maker.made(sections={name: canonical(data)}))
    assert f"{name}.json: " in found.refused
    assert why in found.refused


def test_what_was_accepted_before_does_not_stop_progress(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Earlier versions accepted any section: each counts as not added, and is named."""
    scene = Scene(tmp_path)
    monkeypatch.setattr(examine_submissions, "fault_of_sections", lambda _: "")
    for number, (name, data, _) in enumerate(NOT_USABLE, 1):
        scene.world.hand_in(
            scene.world.submission(scene.rogue, scene.key, attempt=number, **{name: data})
        )
    assert collect(scene.opened, scene.world.inbox, now=NOW).refused == ()
    found = cohort_progress(scene.opened, ())
    assert found.added == 0
    assert len(found.unusable) == len(NOT_USABLE) - 2  # a section that is null is not added at all
    assert f"{scene.rogue}, attempt 1 at final, progress.json: the file is not a mapping" in found.unusable[0]  # fmt: skip
    (learner,) = [one for one in found.learners if one.person == scene.rogue]
    assert (learner.day, learner.reasons) == ("", ())


def test_a_sound_section_counts_beside_one_that_cannot_be_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = Scene(tmp_path)
    monkeypatch.setattr(examine_submissions, "fault_of_sections", lambda _: "")
    for attempt, data in ((1, progress()), (2, {"domains": 5})):
        scene.world.hand_in(
            scene.world.submission(scene.rogue, scene.key, attempt=attempt, progress=data)
        )
    collect(scene.opened, scene.world.inbox, now=NOW)
    found = cohort_progress(scene.opened, ())
    assert (found.added, len(found.unusable)) == (1, 1)


def test_the_program_adds_what_it_reads(journals: Callable[..., Any], library: Any) -> None:
    section = json.loads(canonical(progress_section(journals(), library)))
    assert added_progress(section).items == len(list(library.items()))
    assert added_ratings(rating(adherence_M1={"value": 4, "stamp": "12:30"}, prediction={"adherence": "2.5"}))  # fmt: skip


def test_one_hostile_file_does_not_stop_a_class(tmp_path: Path) -> None:
    maker = Maker(tmp_path)
    scene = maker.scene
    manifest = maker.signed({}).replace(b'"attempt":1,', b'"attempt":1e999,')
    hostile = {
        "a-manifest.zip": maker.made(manifest),
        "b-section.zip": maker.made(sections={"progress": b'{"a":1e999}'}),
        "c-section.zip": maker.made(sections={"ratings": b"[NaN]"}),
    }
    for name, data in hostile.items():
        (scene.world.inbox / name).write_bytes(data)
    found = collect(scene.opened, scene.world.inbox, now=NOW)
    assert [one.file for one in found.refused] == list(hostile)
    assert all("not a number that can be used" in one.why for one in found.refused)
    assert len(found.accepted) == 2
    graded = grade_all(scene.opened, now=NOW + timedelta(hours=1))
    assert sum(one.exams[0].share is not None for one in graded.grades) == 2


def test_a_fault_of_ours_refuses_one_file_only(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    unpack = examine_submissions.unpack
    honest = hashlib.sha256(scene.honest.data).hexdigest()

    def failing(data: bytes) -> Any:
        if hashlib.sha256(data).hexdigest() == honest:
            raise ArithmeticError
        return unpack(data)

    monkeypatch.setattr(examine_submissions, "unpack", failing)
    found = collect(scene.opened, scene.world.inbox, now=NOW)
    assert ["it cannot be read" in one.why for one in found.refused] == [True]
    assert len(found.accepted) == 1


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return Scene(tmp_path)
