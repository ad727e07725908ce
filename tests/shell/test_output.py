"""What a command was asked for reaches the file or the program that was meant, or the reason is said."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.program import BANK, COMMAND, ROOT, run

Env = dict[str, str]


def test_a_pipe_stays_a_pipe_and_gets_the_page(warm: Env, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        assert run("progress", "--html", str(pipe), env=warm).returncode == 0
        assert reader.stdout is not None
        assert reader.stdout.read().endswith(b"</html>\n")
    assert pipe.is_fifo()


def test_the_names_of_open_files_are_written_to(warm: Env, tmp_path: Path) -> None:
    """Behind what already exists, as the shell's >> means it."""
    file = tmp_path / "all.csv"
    file.write_text("before\n")
    with file.open("ab") as stream:
        done = subprocess.run(
            [*COMMAND, "export", "reviews", "-o", f"/dev/fd/{stream.fileno()}"],
            env=warm,
            pass_fds=[stream.fileno()],
            capture_output=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    assert file.read_bytes().startswith(b"before\ncard_id,")


@pytest.mark.parametrize(
    ("name", "status", "said"),
    [
        ("", 2, "is not a file name"),
        ("b" * 300, 2, "b cannot be written: File name too long"),
        ("nowhere/x", 2, "nowhere/x cannot be written: No such file or directory"),
        ("a" * 250 + ".html", 0, ""),
    ],
    ids=["empty", "300 letters", "no folder", "255 bytes"],
)
def test_odd_names(warm: Env, tmp_path: Path, name: str, status: int, said: str) -> None:
    result = run("progress", "--html", name, env=warm, cwd=tmp_path)
    assert result.returncode == status, result.stderr
    assert said in result.stderr
    assert [one.name for one in tmp_path.glob("*") if one.name != "home"] == [name] * (not status)


def test_mending_and_formatting_follow_links_and_keep_modes(
    environment: Env, tmp_path: Path
) -> None:
    real = tmp_path / "real.yaml"
    text = Path(BANK).read_text(encoding="utf-8")
    real.write_text(text.replace("\nitems:", "\nitems:  "), encoding="utf-8")
    real.chmod(0o664)
    link = tmp_path / "b.yaml"
    link.symlink_to("real.yaml")
    assert run("bank", "fmt", str(link), env=environment).returncode == 0
    assert link.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o664
    assert "\nitems:\n" in real.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", ["cp1252", "ascii"])
def test_an_export_is_utf_8_whatever_the_code_page_is(
    environment: Env, tmp_path: Path, page: str
) -> None:
    bank = tmp_path / "b.yaml"
    text = Path(BANK).read_text(encoding="utf-8")
    bank.write_text(text.replace("title: ", "title: Café — “now” ", 1), encoding="utf-8")
    env = environment | {"PYTHONPATH": str(ROOT)}
    words = [*COMMAND, "bank", "export", str(bank), "--to", "html"]
    outputs = [
        subprocess.run(words, env=env | more, capture_output=True, check=True).stdout
        for more in ({}, {"PYTHONIOENCODING": page, "PYTHONUTF8": "0"})
    ]
    assert outputs[0] == outputs[1]
    assert "Café — “now”" in outputs[1].decode("utf-8")
