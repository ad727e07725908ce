"""Hints of course commands work from where the command was typed."""

import shlex
from pathlib import Path

import pytest

from ipt_train.cli.hint import in_same_course
from tests.program import run

BUILD = "`ipt-train course exam build final` builds it"


@pytest.mark.parametrize(
    ("hint", "words", "said"),
    [
        (BUILD, "course grade --course autumn", "`ipt-train course exam build final --course autumn` builds it"),
        (BUILD, "course grade --course=autumn", "`ipt-train course exam build final --course autumn` builds it"),
        (BUILD, "course grade --course 'my course'", "`ipt-train course exam build final --course 'my course'` builds it"),
        (BUILD, "course grade", BUILD),
        (BUILD, "exam take --course autumn", BUILD),
        ("`ipt-train course new DIR` makes one", "course grade --course x", "`ipt-train course new DIR` makes one"),
        ("`ipt-train course check x` lists them", "course grade --course x", "`ipt-train course check x` lists them"),
        ("`ipt-train course check`", "course grade --course x", "`ipt-train course check --course x`"),
        ("add --by WHO", "course void 1 --course x", "add --by WHO"),
        ("`ipt-train explain K012`", "course check --course x", "`ipt-train explain K012`"),
    ],
)  # fmt: skip  # a table
def test_commands_of_a_hint_name_the_same_course(hint: str, words: str, said: str) -> None:
    assert in_same_course(hint, shlex.split(words)) == said


def test_a_hint_is_followed_from_outside_the_course(warm: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "my course"
    assert run("course", "new", str(folder), "--id", "mine", env=warm).returncode == 0
    (folder / "roster.csv").write_text("id,name,email\n1001,Ann Lee,ann@example.org\n")
    wrong = run("course", "grade", "--course", "my course", env=warm, cwd=tmp_path)
    assert wrong.returncode == 2
    typed = wrong.stderr.partition("hint: `ipt-train ")[2].partition("`")[0]
    done = run(*shlex.split(typed), env=warm, cwd=tmp_path)
    assert done.returncode == 0, (typed, done.stderr)
