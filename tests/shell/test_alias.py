"""Commands that moved: the old name says the new one and does the same."""

from pathlib import Path

import pytest

from tests.program import BANK, run

Env = dict[str, str]
NOTE = "ipt-train: note: `{}` is now `{}` and does the same\n"
ANSWERS = "item,response\ntwo,c\none,b\n"
MOVED = {
    "data check": (("data", "check"), ("data", "doctor", "--quick"), "data check", "data doctor --quick"),
    "export csv": (("export", "csv", "--bank", BANK), ("export", "reviews", "--bank", BANK), "export csv TABLE", "export TABLE"),
    "export csv items": (("export", "csv", "items", "--bank", BANK), ("export", "items", "--bank", BANK), "export csv TABLE", "export TABLE"),
    "export csv sessions": (("export", "csv", "sessions", "--bank", BANK), ("export", "sessions", "--bank", BANK), "export csv TABLE", "export TABLE"),
    "submit": (("submit", "none.json", "--person", "p-0f3a9c71d2e84b56"), ("exam", "submit", "none.json", "--person", "p-0f3a9c71d2e84b56"), "submit", "exam submit"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "name", "instead"), MOVED.values(), ids=MOVED)
def test_an_old_name_says_the_new_one_and_does_the_same(
    environment: Env, tmp_path: Path, old: tuple[str, ...], new: tuple[str, ...], name: str, instead: str
) -> None:  # fmt: skip
    run("study", "--bank", BANK, "--answers", "-", env=environment, stdin=ANSWERS)
    before = run(*old, env=environment, cwd=tmp_path)
    now = run(*new, env=environment, cwd=tmp_path)
    assert (before.returncode, before.stdout) == (now.returncode, now.stdout)
    assert before.stderr == NOTE.format(name, instead) + now.stderr
    in_json = run(*old, "--json", env=environment, cwd=tmp_path)
    assert in_json.stdout.startswith("{")  # the note is not in the document
    assert f'"command": "{" ".join(old[: 1 if old[0] == "submit" else 2])}"' in in_json.stdout


def test_old_names_are_in_no_list_of_commands(environment: Env) -> None:
    for words, name in (((), "submit"), (("data",), "check"), (("export",), "csv")):
        listed = run(*words, "-h", env=environment).stdout.partition("Commands:")[2]
        assert listed
        assert not any(line.split()[:1] == [name] for line in listed.splitlines())


def test_an_option_that_the_old_name_stands_for_is_not_offered_twice(environment: Env) -> None:
    assert "--quick " not in run("data", "check", "-h", env=environment).stdout.partition("Options:")[2]  # fmt: skip
    assert run("data", "check", "--quick", env=environment).returncode == 2
