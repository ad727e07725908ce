"""A command line does the same in a copy of a loaded process as in a process that starts from nothing."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from tests.places import in_memory
from tests.program import BANK, ROOT, run
from tests.warm import Parent, fitting, parents, run_copy

ANSWERS = "item,response\ntwo,c\nword,attachment\n"
LINES: dict[str, tuple[tuple[str, ...], str | None]] = {
    "nothing": ((), None),
    "version": (("--version",), None),
    "help": (("--help",), None),
    "help of a command": (("study", "-h"), None),
    "help of a group": (("course",), None),
    "no such command": (("stdy", "--json"), None),
    "no such option": (("study", "--limt", "3"), None),
    "an error": (("due", "--bank", "no/such.yaml"), None),
    "an error in an envelope": (("due", "--bank", "no/such.yaml", "--json"), None),
    "findings": (("bank", "check", "bad.yaml"), None),
    "no findings": (("bank", "check", BANK), None),
    "a prompt": (("due", "--brief"), None),
    "a table": (("due", "--bank", BANK), None),
    "a page": (("progress", "--bank", BANK, "--format", "html"), None),
    "typed answers": (("study", "--bank", BANK, "--answers", "-"), ANSWERS),
    "bytes that are no UTF-8": (("study", "--bank", BANK, "--answers", "-"), "\ud800"),
    "a terminal is wanted": (("study", "--bank", BANK), None),
    "signs of the terminal": (("explain", "a\x1b[31m\udcffé"), None),
    "a file": (("bank", "export", BANK, "--to", "gift", "-o", "sample.gift"), None),
    "a workbook": (("export", "dictionary", "--format", "json"), None),
    "an Anki package": (("bank", "export", BANK, "--to", "anki", "-o", "sample.apkg"), None),
    "keys": (("exam", "keygen", "--help"), None),
    "settings": (("config", "list"), None),
    "a setting": (("config", "set", "zone", "Europe/Londn"), None),
    "lists": (("rate", "list"), None),
    "more than a pipe holds": (("bank", "export", "history", "--to", "html"), None),
}


HERE = ("nothing", "no such command", "a table")
"""What is run in the folder of this checkout too; the others write files, or take longer."""


@pytest.mark.parametrize("line", [*LINES, *(f"{name}, here" for name in HERE)])
def test_the_same_warm_and_cold(
    line: str, environment: dict[str, str], warm_cache: Path, tmp_path: Path
) -> None:
    name, _, here = line.partition(", ")
    words, stdin = LINES[name]
    seen = []
    folder = tmp_path / "folder"
    for cold in (True, False):
        shutil.copytree(warm_cache, folder / "home" / "cache" / "banks")
        (folder / "bad.yaml").write_text("a: [")
        env = environment | {"IPT_TRAIN_HOME": str(folder / "home")}
        assert fitting(words, env)
        done = run(*words, env=env, stdin=stdin, cwd=None if here else folder, cold=cold)
        files = {str(file.relative_to(folder)): file.stat().st_mode for file in folder.rglob("*")}
        seen.append((done.args, done.returncode, done.stdout, done.stderr, files))
        folder.rename(tmp_path / f"kept {cold}")
    assert seen[0] == seen[1]


@pytest.mark.parametrize(
    "name",
    ["PYTHONPATH", "PYTHONUTF8", "PYTHONIOENCODING", "PYTHONHASHSEED", "LC_CTYPE", "GITHUB_ACTIONS", "TYPER_USE_RICH"],
)  # fmt: skip
def test_what_is_read_at_the_start_gets_one(name: str, environment: dict[str, str]) -> None:
    assert fitting(("due",), environment | {"NO_COLOR": "1"})
    assert not fitting(("due",), environment | {name: ""})
    assert not fitting(("due",), environment | {"LC_ALL": "de_DE.ISO-8859-1"})


def test_two_in_a_row_have_other_seeds_of_hashes() -> None:
    ours = parents()
    assert len({next(ours).process.pid for _ in range(4)}) == 2


def test_one_that_does_not_end_is_ended(environment: dict[str, str]) -> None:
    ways = {"given": None, "folder": ROOT, "path": ()}
    with pytest.raises(subprocess.TimeoutExpired):
        run_copy(["", "bank", "check", BANK, "--watch"], environment, timeout=1, **ways)  # type: ignore[arg-type]
    status, out, _ = run_copy(["", "--version"], environment, timeout=60, **ways)  # type: ignore[arg-type]
    assert (status, out[:10]) == (0, b"ipt-train ")


def test_it_has_an_environment_a_folder_a_mask_and_signals_of_its_own(
    environment: dict[str, str], tmp_path: Path
) -> None:
    request = {"words": ["", "bank", "check", BANK, "--watch"], "environment": environment, "folder": str(tmp_path), "path": (), "umask": 0o027}  # fmt: skip
    parent = Parent()
    out, ours = os.pipe()
    with Path(os.devnull).open() as nothing, os.fdopen(out) as told:
        copy = parent.begin(request, [nothing.fileno(), ours, ours])
        os.close(ours)
        while "watching" not in (line := told.readline()):
            assert "no faults found" in line
        of_it = Path(f"/proc/{copy}")
        if of_it.exists():
            assert (of_it / "cwd").readlink() == tmp_path
            assert "Umask:\t0027" in (of_it / "status").read_text()
            assert {file.name for file in (of_it / "fd").iterdir()} == {"0", "1", "2"}
            assert len(list((of_it / "task").iterdir())) == 1
        os.kill(copy, signal.SIGTERM)
        assert os.waitstatus_to_exitcode(parent.answer()) == -signal.SIGTERM
    parent.close()
    assert parent.process.returncode == 0


def test_temporary_folders_stand_in_memory_only_where_there_is_room(tmp_path: Path) -> None:
    assert in_memory(tmp_path, room=1)
    assert not in_memory(tmp_path, room=1 << 60)
    assert not in_memory(tmp_path / "none", room=1)
