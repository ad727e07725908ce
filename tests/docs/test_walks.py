"""Pages whose commands are run one after another, as they stand there."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.docs.pages import read
from tests.walk import Walk


def git(folder: Path, *words: str) -> None:
    name = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    subprocess.run(["git", "-C", str(folder), *name, *words], check=True, capture_output=True)


def test_an_author_comes_from_a_new_bank_to_other_formats(
    warm: dict[str, str], tmp_path: Path
) -> None:
    walk = Walk(place=tmp_path, env=warm)
    walk.follow(read("docs/for-authors.md"))
    for name in ("my-bank.xml", "my-bank.apkg", "from-moodle.yaml", "to-write.csv", "lost.csv"):
        assert (tmp_path / name).stat().st_size, name
    shown = (tmp_path / "blind.html").read_text(encoding="utf-8")
    assert "Find out with Joan" in shown
    assert "Silence may mean an impasse" not in shown
    assert "Silence may mean an impasse" in (tmp_path / "with-keys.html").read_text("utf-8")


def test_banks_of_a_repository_are_checked(warm: dict[str, str], tmp_path: Path) -> None:
    """Somebody's repository with the item of the authors' page in it, which has one warning."""
    _, _, after = read("docs/for-authors.md").partition("```yaml\n")
    folder = tmp_path / "question_banks"
    folder.mkdir()
    (folder / "my-bank.yaml").write_text(after.partition("```\n")[0], encoding="utf-8")
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "A bank"]):
        git(tmp_path, *words)
    walk = Walk(place=tmp_path, env=warm)
    walk.follow(read("docs/ci.md"))
    assert len(walk.typed) >= 10
    for name in ("gl-code-quality-report.json", "banks.sarif", "banks.xml", "banks.json"):
        assert "W003" in (tmp_path / name).read_text(encoding="utf-8"), name


def test_an_instructor_tries_a_course_without_people(warm: dict[str, str], tmp_path: Path) -> None:
    walk = Walk(place=tmp_path, env=warm)
    walk.follow(read("docs/for-instructors.md"))
    assert (walk.place / "papers").is_dir()


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_settings_are_looked_up_as_they_are_described(warm: dict[str, str], tmp_path: Path) -> None:
    """The file of preferences on the page of data and settings is one."""
    Walk(place=tmp_path, env=warm).follow(read("docs/data-and-settings.md"))
    assert (tmp_path / "ipt-train.toml").exists()


def test_pictures_and_examples_are_all_that_docs_holds_besides_pages() -> None:
    kinds = {file.suffix for file in (ROOT / "docs").rglob("*") if file.is_file()}
    assert kinds == {".md", ".svg", ".yml", ".yaml"}
