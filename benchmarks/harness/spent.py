"""The time that a process takes: by the clock, and of the processor with the processes it started."""

import json
import os
import pty
import select
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.harness.benchmark import Side

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 120
"""Seconds to wait for a text at a terminal."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds by the clock, and of processor time: user and system, children included."""

    clock: float
    processor: float


class FailedError(Exception):
    """A process that was to be timed failed."""


def spent(side: Side) -> Spent:
    """Run a process once and return what it took.

    Raises:
        FailedError: It ended with a status that is a failure.
    """
    if side.before is not None:
        side.before()
    env = os.environ | {"COLUMNS": "80", "PYTHONPATH": str(ROOT)} | dict(side.env)
    return _at_terminal(side, env) if side.awaits else _whole(side, env)


def last_line(side: Side) -> str:
    """Run a process, untimed, and return the last line that it prints, such as a digest.

    Raises:
        FailedError: It failed or printed nothing.
    """
    env = os.environ | {"PYTHONPATH": str(ROOT)} | dict(side.env)
    result = subprocess.run(side.command, env=env, capture_output=True, text=True, check=False)
    if result.returncode or not result.stdout:
        raise _failed(side, result.returncode, result.stderr)
    return result.stdout.splitlines()[-1]


def _whole(side: Side, env: dict[str, str]) -> Spent:
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        began = time.perf_counter()
        process = subprocess.Popen(
            side.command, env=env, stdin=subprocess.DEVNULL, stdout=output, stderr=errors
        )
        total = _ended(process, began)
        if process.returncode not in side.statuses:
            errors.seek(0)
            raise _failed(side, process.returncode, errors.read().decode(errors="replace"))
        if not side.reports:
            return total
        output.seek(0)
        return Spent(**json.loads(output.read().splitlines()[-1]))


def _at_terminal(side: Side, env: dict[str, str]) -> Spent:
    """Run until a text stands at the terminal, and end the process."""
    ours, theirs = pty.openpty()
    began = time.perf_counter()
    process = subprocess.Popen(side.command, env=env, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    shown = b""
    while side.awaits.encode() not in shown:
        if not select.select([ours], [], [], PATIENCE)[0]:
            process.kill()
            raise _failed(side, None, shown.decode(errors="replace"))
        shown += os.read(ours, 65536)
    clock = time.perf_counter() - began
    process.kill()
    processor = _ended(process, began).processor
    os.close(ours)
    return Spent(clock, processor)


def _ended(process: "subprocess.Popen[bytes]", began: float) -> Spent:
    """Wait for a process to end."""
    _, status, usage = os.wait4(process.pid, 0)
    clock = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    return Spent(clock, usage.ru_utime + usage.ru_stime)


def _failed(side: Side, status: int | None, told: str) -> FailedError:
    what = "waited in vain" if status is None else f"ended with {status}"
    command = side.shown or " ".join(side.command)
    return FailedError(f"`{command[:200]}` {what}: {' '.join(told.split())[-600:]}")
