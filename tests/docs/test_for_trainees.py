"""docs/for-trainees.md, word for word: a first week, each day at its own date."""

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.program import run
from tests.walk import FIRST_DAY, Walk, missing_line

PAGE = (ROOT / "docs" / "for-trainees.md").read_text(encoding="utf-8")
SECOND = "### On the second device\n"


def test_the_first_week_goes_as_it_is_told(warm: dict[str, str], tmp_path: Path) -> None:
    first, _, rest = PAGE.partition(SECOND)
    there, _, then = rest.partition("\n## Day 8")
    walk = Walk(place=tmp_path, env=warm)
    walk.follow(first)
    Walk(place=tmp_path, env=other_device(warm), now=walk.now).follow(there)
    walk.follow(f"## Day 8{then}")
    assert len(walk.typed) == PAGE.count("```sh") - 1
    left = run("exam", "list", env=warm, at=walk.now).stdout
    assert "open" in left or "2 of 40" in left


def other_device(env: dict[str, str]) -> dict[str, str]:
    """Another computer, which shares nothing but the banks that are checked already."""
    home = Path(env["IPT_TRAIN_HOME"])
    there = home.parent / "second"
    (there / "cache").mkdir(parents=True)
    (there / "cache" / "banks").symlink_to(home / "cache" / "banks")
    return env | {"IPT_TRAIN_HOME": str(there)}


def test_the_walk_has_a_day_for_each_thing_that_a_week_needs() -> None:
    days = re.split(r"^## Day \d+", PAGE, flags=re.M)[1:]
    for day, words in zip(
        days,
        ("study", "ipt-train\n", "case", "drill", "competency", "rate", "data backup", "exam"),
        strict=True,
    ):
        assert words in day


@pytest.mark.parametrize(
    ("wanted", "shown", "missing"),
    [
        ("a\nb\n", "x\na\nb\n", None),
        ("a\nb\n", "a\nx\nb\n", "b"),
        ("a\n...\nb\n", "a\nx\nb\n", None),
        ("b\n...\na\n", "a\nb\n", "a"),
        ("...\na b\n", " a b  \n", None),
        ("a\n", "ab\n", "a"),
    ],
)
def test_what_a_page_says_is_shown_must_be_shown(
    wanted: str, shown: str, missing: str | None
) -> None:
    assert missing_line(wanted, shown) == missing


@pytest.mark.parametrize(
    "page",
    [
        "```sh\nipt-train due --no-such\n```",
        "```sh\nipt-train due\n```\n\n```text\nsomething else\n```",
        "```sh\nipt-train due  # exit status 1\n```",
        "```sh\nipt-train due\n```\n\nPress `x`.",
    ],
)
def test_a_page_that_is_not_true_is_found(page: str, warm: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        Walk(place=tmp_path, env=warm).follow(page)


def test_the_clock_of_a_walk_is_that_of_the_program(warm: dict[str, str]) -> None:
    assert "Due on Monday 1 March 2027" in run("due", env=warm, at=FIRST_DAY).stdout
