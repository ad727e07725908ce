"""Starting the program: what is shown at once, beside an empty program and bare Python."""

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.harness.benchmark import Bar, Benchmark, NotMeasuredError, Pair, Plan, Side
from benchmarks.harness.machine import PYTHON, script, version_of
from benchmarks.harness.spent import spent
from benchmarks.items import REST
from benchmarks.long_log import make_home

OFTEN = 3
"""These take a few hundredths of a second each."""

EMPTY = """
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "empty-program"
version = "1"
[project.scripts]
empty-program = "empty_program:main"
"""


def empty_program(folder: Path) -> Side:
    """Install a package whose command does nothing, by the installer that installed ours."""
    source, target = folder / "empty", folder / "installed"
    (source / "empty_program").mkdir(parents=True)
    (source / "empty_program" / "__init__.py").write_text("def main():\n    return 0\n")
    (source / "pyproject.toml").write_text(EMPTY)
    words = ["-q", "--no-deps", "--no-index", "--no-build-isolation", "--target", str(target)]
    command = [sys.executable, "-m", "pip", "install", *words, str(source)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode:
        raise NotMeasuredError(f"pip could not install an empty program: {result.stderr[-200:]}")
    return Side(
        command=[str(target / "bin" / "empty-program")],
        shown="empty-program",
        version=f"its script made by {version_of('pip')}",
        env={"PYTHONPATH": str(target)},
    )


def prepare(folder: Path, sizes: Sequence[int]) -> Plan:
    """Make a home with a log, in which the figure of ``due --brief`` is kept already."""
    env = make_home(folder / "home", sizes[0])
    empty, ours = empty_program(folder), script("ipt-train")
    env = {"IPT_TRAIN_HOME": env["IPT_TRAIN_HOME"], "PYTHONPATH": empty.env["PYTHONPATH"]}
    spent(Side(command=[ours, "due", "--brief"], env=env))
    time.sleep(REST)
    bare = Side(
        command=[sys.executable, "-c", "pass"], shown="python -c pass", version=PYTHON, env=env
    )

    def side(*words: str) -> Side:
        return Side(command=[ours, *words], shown=f"ipt-train {' '.join(words)}", env=env)

    rows = (
        ("the version, beside a console script that does nothing", "--version", empty, 1.2),
        ("how much is due, in a line for a shell prompt, beside Python that does nothing", "due --brief", bare, 2.5),
        ("the page of help, beside Python that does nothing", "--help", bare, 7),
    )  # fmt: skip  # a table
    return Plan(
        pairs=[
            Pair(name=name, ours=side(*words.split()), peer=peer, bar=Bar(most=most), often=OFTEN)
            for name, words, peer, most in rows
        ]
    )


BENCHMARK = Benchmark(
    about="""Commands that answer before the program is loaded as a whole, over a log of 10,000 reviews, with the banks of the
    package. Nothing can be quicker than starting Python, so that is the yardstick.""",
    prepare=prepare,
    sizes=[10_000],
    smallest=[10],
)
