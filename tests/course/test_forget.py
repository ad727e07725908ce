"""Somebody who is forgotten, and what two instructors share of a course."""

import csv
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from ipt_train.course.core.release import ReleaseRequest
from ipt_train.course.operation.course import check_course
from ipt_train.course.operation.release import release
from tests.course.group import CLOSED, WHY, Group
from tests.course.handouts import handed
from tests.course.world import trainees
from tests.program import run


@pytest.fixture
def group(tmp_path: Path, environment: dict[str, str]) -> Group:
    return Group(tmp_path, environment)


def test_who_is_forgotten_is_gone_from_every_file_and_nobody_elses_grade_changes(
    group: Group,
) -> None:
    world, folder = group.world, group.world.folder
    gone, other = group.people[0], group.people[1]
    handed(world)
    handed(world, printed=True)
    packed = world.submission(gone, group.key, attempt=2)
    world.hand_in(packed, f"torn-{gone}.submission.zip").write_bytes(packed.data[:-40])
    world.hand_in(world.submission(gone, group.key, key=world.key_of(other)), "x.submission.zip")
    group.collect()
    group.run("attempt", gone, *WHY)
    opened = world.open()
    wanted = ReleaseRequest(do=True, anyway=True, by="A. Tutor")
    release(opened, opened.course.exam(), world.shelf, wanted, now=CLOSED)
    assert group.run("grade").returncode == 0
    before = {who: grade for who, grade in group.grades().items() if who != gone}
    table = list(csv.reader((folder.results / "grades.csv").open(encoding="utf-8", newline="")))

    refused = group.run("forget", gone, "--confirm", "s0001")
    assert (refused.returncode, "--confirm s0000" in refused.stderr) == (2, True)
    assert gone in group.grades()
    done = group.run("forget", gone, "--confirm", "s0000", "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)["data"]
    assert any("remove the line of s0000" in one for one in said["stays"])
    assert {"attempt", "person", "receipt", "refusal", "seen", "signing_key"} <= said["rows"].keys()

    world.people = trainees(4)[1:]
    world.write_roster()
    texts = [one.encode() for one in (gone, "s0000", "Given0 Family0")]
    for path in (one for one in folder.root.rglob("*") if one.is_file()):
        held = [text for text in texts if text in path.read_bytes()]
        assert not held, (path, held)
    assert not [path for path in folder.root.rglob("*") if "given0-family0" in path.name]
    assert group.grades() == before
    after = list(csv.reader((folder.results / "grades.csv").open(encoding="utf-8", newline="")))
    grades = json.loads((folder.results / "grades.json").read_bytes())["grades"]
    assert [one["person"] for one in grades] == group.people[1:]
    assert after == [row for row in table if gone not in row]
    assert [one.code for one in check_course(folder, world.shelf).findings] == []
    assert group.run("check").returncode == 0


def test_who_left_the_roster_is_forgotten_by_id(group: Group) -> None:
    group.world.people = trainees(4)[1:]
    group.world.write_roster()
    assert group.run("grade").returncode == 1
    done = group.run("forget", "s0000", "--confirm", "s0000")
    assert done.returncode == 0, done.stderr
    assert group.run("grade").returncode == 0


def test_what_names_people_is_kept_out_of_a_repository(group: Group) -> None:
    root = group.world.folder.root
    handed(group.world)
    group.run("grade")
    for words in (("init", "-q"), ("add", "-A")):
        subprocess.run(["git", *words], cwd=root, check=True, capture_output=True)
    listed = subprocess.run(["git", "ls-files"], cwd=root, check=True, capture_output=True, text=True)  # fmt: skip
    files = listed.stdout.split()
    assert {".gitignore", "course.yaml"} <= set(files)
    assert not [one for one in files if one.split("/")[0] in ("private", "course.db", "hand-out", "feedback", "results", ".lock")]  # fmt: skip


def test_two_instructors_with_a_home_each_share_a_course(group: Group, tmp_path: Path) -> None:
    """As docs/courses.md has it: what is copied, a key of one's own, and the lock renewed for both."""
    mine, theirs = tmp_path / "mine", tmp_path / "theirs"
    second = group.environment | {"IPT_TRAIN_HOME": str(tmp_path / "second-home")}

    def by_second(*words: str) -> subprocess.CompletedProcess[str]:
        return run("course", *words, env=second, cwd=tmp_path)

    assert by_second("new", str(mine)).returncode == 0
    public = re.search(r"age1\w+", (mine / "course.yaml").read_text())
    assert public is not None
    key = tmp_path / "my-key.txt"  # as age-keygen writes it
    secret = (mine / "private" / "identity.txt").read_text().strip()
    key.write_text(f"# created: 2026-11-09T10:00:00Z\n# public key: {public[0]}\n{secret}\n")
    key.chmod(0o600)

    folder = group.world.folder
    names = ["course.yaml", "roster.csv", "marks.csv", "papers", "keys", "course.db", "bank"]
    copied = [*names, "private/pseudonym.key", "private/receipts.key"]

    def copy() -> None:
        for name in copied:
            source, target = folder.root / name, theirs / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target, dirs_exist_ok=True)
            else:
                shutil.copy(source, target)

    copy()
    words = ("grade", "--course", str(theirs), "--identity", str(key))
    unlocked = by_second(*words)
    assert (unlocked.returncode, "does not open" in unlocked.stderr) == (2, True)

    text = folder.course.read_text()
    folder.course.write_text(text.replace("instructors: [", f"instructors: [{public[0]}, "))
    papers = {one.name: one.read_bytes() for one in folder.papers.iterdir()}
    built = group.run("exam", "build", "final")
    assert (built.returncode, "locked for 2" in built.stdout) == (0, True), built.stderr
    assert {one.name: one.read_bytes() for one in folder.papers.iterdir()} == papers
    copy()
    assert by_second(*words).returncode == 0
    assert group.run("grade").returncode == 0
    tables = [root / "results" / "grades.csv" for root in (theirs, folder.root)]
    assert tables[0].read_bytes() == tables[1].read_bytes()
    assert not (theirs / "private" / "identity.txt").exists()
