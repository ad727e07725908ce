"""One signing key a course; a course that knows the one key of earlier versions goes on with it."""

import json
import stat
from pathlib import Path

import pytest

from ipt_train.bank.core.model import Library
from ipt_train.errors import KeyFileError, PaperError
from ipt_train.exam.core.assemble import assemble
from ipt_train.exam.core.paper import paper_of, read_paper
from ipt_train.exam.exchange.signing_keys import first_key_file, signing_key
from ipt_train.exam.operation.take import take
from ipt_train.exam.submission.seal import fingerprint, new_signing_key, public_key
from ipt_train.files import write_secret
from ipt_train.log.operation.journal import Journal
from ipt_train.log.store.log import Log
from tests.conftest import Clock
from tests.program import run


def test_two_courses_get_two_keys_and_keep_them(tmp_path: Path) -> None:
    autumn, spring = (signing_key(tmp_path, "default", course) for course in ("autumn", "spring"))
    assert autumn != spring
    assert signing_key(tmp_path, "default", "autumn") == autumn
    assert signing_key(tmp_path, "default", "autumn", own=True) == autumn
    assert signing_key(tmp_path, "ann", "autumn") not in (autumn, spring)
    assert not first_key_file(tmp_path, "default").exists()
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


@pytest.mark.parametrize("profile", ["default", "ann"])
def test_the_key_of_an_earlier_version_goes_on_until_a_course_gets_its_own(
    profile: str, tmp_path: Path
) -> None:
    before = new_signing_key()
    write_secret(first_key_file(tmp_path, profile), before.hex())
    assert signing_key(tmp_path, profile, "autumn") == before
    assert signing_key(tmp_path, profile, "spring") == before
    own = signing_key(tmp_path, profile, "summer", own=True)
    assert own != before
    assert signing_key(tmp_path, profile, "summer") == own
    assert signing_key(tmp_path, profile, "autumn") == before


@pytest.mark.parametrize("course", ["../out", "/tmp/out", "", "A", "a/b", "."])
def test_an_id_that_is_none_names_no_file(course: str, tmp_path: Path) -> None:
    with pytest.raises(PaperError):
        signing_key(tmp_path, "default", course)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_key_is_told_and_not_replaced(tmp_path: Path) -> None:
    write_secret(tmp_path / "signing-keys" / "default" / "autumn", "abc")
    with pytest.raises(KeyFileError, match="damaged"):
        signing_key(tmp_path, "default", "autumn")


def test_submissions_of_two_courses_do_not_show_one_learner(
    warm: dict[str, str], library: Library, tmp_path: Path, clock: Clock
) -> None:
    """By command; and a course that knew the earlier key gets what is signed with it."""
    data = Path(warm["IPT_TRAIN_HOME"]) / "data"
    (data / "profiles").mkdir(parents=True)
    form = assemble(library.items(), seed=3, length=3).forms[0]
    with Log(data / "profiles" / "default.db", clock) as log:
        numbers = iter(range(100))
        journal = Journal(log, now=clock, new_id=lambda: f"id-{next(numbers)}", device="laptop")
        for course in ("autumn", "spring"):
            paper = paper_of(form, course=course, exam="final", title="Final")
            (tmp_path / f"{course}.json").write_text(json.dumps(paper.data()), encoding="utf-8")
            take(journal, read_paper(paper.data()), exam=course)[0].end()

    def handed_in(course: str, *more: str) -> str:
        words = (
            "--person",
            "p-0f3a9c71d2e84b56",
            "--yes",
            "--json",
            "-o",
            str(tmp_path / "out.zip"),
        )
        done = run("exam", "submit", str(tmp_path / f"{course}.json"), *words, *more, env=warm)
        assert done.returncode == 0, done.stderr
        return str(json.loads(done.stdout)["data"]["fingerprint"])

    before = new_signing_key()
    write_secret(first_key_file(data, "default"), before.hex())
    assert handed_in("autumn") == fingerprint(public_key(before))
    own = handed_in("spring", "--own-key")
    assert own != fingerprint(public_key(before))
    assert handed_in("spring") == own
    assert handed_in("autumn") == fingerprint(public_key(before))
    first_key_file(data, "default").unlink()
    assert handed_in("autumn") not in (own, fingerprint(public_key(before)))
