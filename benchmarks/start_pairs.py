"""Compares how long two checkouts take to start: ``start_pairs.py OLD NEW``, in turn.

For each command the median of the ratios new/old of the pairs, and the least of each in
milliseconds of processor time (user and system), which other programs disturb less than the clock.
Both run under this Python, each with its own banks, data and filled caches.
"""

import argparse
import os
import pty
import select
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

CASES = ["--version", "due --brief", "due", "--help", "bank check", "study"]
"""Commands, run to their end; ``study`` at a terminal, until its first question stands there."""


def used(process: "subprocess.Popen[bytes]") -> float:
    """Wait for a process and return its milliseconds of user and system time."""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return (usage.ru_utime + usage.ru_stime) * 1000


def whole(command: list[str], env: dict[str, str]) -> float:
    """Run a command to its end."""
    spent = used(process := subprocess.Popen(command, env=env, cwd="/", stdout=subprocess.DEVNULL))
    if process.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    return spent


def until_asked(command: list[str], env: dict[str, str]) -> float:
    """Run a sitting at a terminal until its first question stands there, and end it."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command, env=env, cwd="/", stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    text = b""
    while b"quit" not in text:
        if not select.select([ours], [], [], 60)[0]:
            sys.exit(f"no question within a minute: {text.decode(errors='replace')}")
        text += os.read(ours, 65536)
    process.kill()
    spent = used(process)
    os.close(ours)
    return spent


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("old", type=Path)
    options.add_argument("new", type=Path)
    options.add_argument("--runs", type=int, default=15)
    options.add_argument("--only", nargs="*", choices=CASES, default=CASES)
    given = options.parse_args()
    program = [sys.executable, "-m", "ipt_train"]
    with tempfile.TemporaryDirectory(prefix="ipt-bench-") as folder:
        common = os.environ | {"PYTHONDONTWRITEBYTECODE": "", "COLUMNS": "80"}
        sides = [
            common | {"PYTHONPATH": str(side.absolute()), "IPT_TRAIN_HOME": f"{folder}/{name}"}
            for name, side in (("old", given.old), ("new", given.new))
        ]
        for env in sides:
            whole([*program, "config", "set", "new-per-day", "10"], env)
        for case in given.only:
            words = [*program, *case.split()]
            measure = until_asked if case == "study" else whole
            for env in sides:
                measure(words, env)
            pairs = [[measure(words, env) for env in sides] for _ in range(given.runs)]
            ratio = statistics.median(new / old for old, new in pairs)
            least = [min(column) for column in zip(*pairs, strict=True)]
            shown = f"{least[0]:.1f} and {least[1]:.1f} ms, {least[1] / least[0]:.2f}"
            print(f"{case:12} {ratio:5.2f}   least: {shown}   ({given.runs} pairs)", flush=True)


if __name__ == "__main__":
    main()
