"""Running a command line in a copy of a process that has loaded the program already.

Most of a short command's time is spent on loading modules. A copy made by ``fork`` is a process like any
other, with its own descriptors, environment, folder and signals, but its modules are there. Whatever the
interpreter or a library reads when it starts cannot be given to a copy: such a run is ``fitting`` no more and
starts from nothing. So does every run where IPT_TRAIN_COLD is set, and where there is no ``fork``.
"""

import atexit
import json
import os
import selectors
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import cycle
from pathlib import Path

ROOT = Path(__file__).parent.parent
PARENT = Path(__file__).parent / "warm_parent.py"
START = {"LC_ALL": "C.UTF-8"}
"""The environment of a parent: what is read when an interpreter starts must be the same in its copies."""
FREE = frozenset({"COLUMNS", "HOME", "LANG", "LINES", "NO_COLOR", "PATH", "TERM", "TZ"})
"""Variables that nothing reads before a command runs, LANG because LC_ALL comes before it."""


def fitting(words: tuple[str, ...], env: Mapping[str, str]) -> bool:
    """Whether a copy does what a process with this environment would do."""
    read_at_start = {
        name: value
        for name, value in env.items()
        if name not in FREE and not name.startswith("IPT_TRAIN_")
    }
    texts = (*words, *env, *env.values())
    return (
        hasattr(os, "fork")
        and "IPT_TRAIN_COLD" not in os.environ
        and read_at_start == START
        and all(map(_sayable, texts))
    )


def _sayable(text: str) -> bool:
    """Whether the system can hand a text to a process."""
    try:
        return b"\0" not in os.fsencode(text)
    except UnicodeEncodeError:
        return False


class Parent:
    """A process that has loaded the program, and our end of the socket on which it is asked for copies."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, str(PARENT), str(theirs.fileno())], env=START, cwd=ROOT,
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, pass_fds=[theirs.fileno()],
            )  # fmt: skip
        self.end = ours
        self.answers = ours.makefile("r")

    def begin(self, request: dict[str, object], streams: list[int]) -> int:
        """Ask for a copy with three standard streams; return its process id."""
        line = json.dumps(request).encode() + b"\n"
        sent = socket.send_fds(self.end, [line], streams)
        self.end.sendall(line[sent:])
        return self.answer()

    def answer(self) -> int:
        """Wait for the process id of a copy, or for its wait status."""
        return int(self.answers.readline())

    def close(self) -> None:
        """End the parent with its socket; its copies live on."""
        self.answers.close()
        self.end.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:  # it waits for a copy that does not end
            self.process.kill()
            self.process.wait()


@cache
def parents() -> Iterator[Parent]:
    """Two take turns, so that two runs in a row never order a set alike by chance."""
    both = Parent(), Parent()
    for parent in both:
        atexit.register(parent.close)
    return cycle(both)


def run_copy(
    words: list[str],
    env: Mapping[str, str],
    *,
    given: bytes | None,
    folder: Path,
    path: tuple[str, ...],
    timeout: float,
) -> tuple[int, bytes, bytes]:
    """Run a command line in a copy to its end.

    Args:
        words: What ``sys.argv`` holds.
        env: The environment, all of it.
        given: What stands on standard input; None leaves it ours.
        folder: The working folder.
        path: What PYTHONPATH would put before everything but the folder.
        timeout: After so many seconds the copy is killed.

    Returns:
        Its return code as ``subprocess`` has it, and what it wrote to standard output and standard error.

    Raises:
        subprocess.TimeoutExpired: It did not come to its end.
    """
    parent = next(parents())
    mask = os.umask(0o077)
    os.umask(mask)
    request = {"words": words, "environment": dict(env), "folder": str(folder), "path": path, "umask": mask}  # fmt: skip
    out, err = os.pipe(), os.pipe()
    feed = None if given is None else os.pipe()
    theirs = [0 if feed is None else feed[0], out[1], err[1]]
    try:
        copy = parent.begin(request, theirs)
        for number in theirs[feed is None :]:
            os.close(number)
        texts = _pump(copy, given, feed and feed[1], out[0], err[0], timeout, words)
        return os.waitstatus_to_exitcode(parent.answer()), *texts
    except BaseException:
        parents.cache_clear()  # an answer may be on its way that nobody waits for
        raise


def _pump(
    copy: int,
    given: bytes | None,
    feed: int | None,
    out: int,
    err: int,
    timeout: float,
    words: list[str],
) -> tuple[bytes, bytes]:
    """Feed a copy and read what it writes, until it has closed both streams."""
    left = memoryview(given or b"")
    texts: dict[int, list[bytes]] = {out: [], err: []}
    until = time.monotonic() + timeout
    with selectors.DefaultSelector() as selector:
        for number in texts:
            selector.register(number, selectors.EVENT_READ)
        if feed is not None:
            os.set_blocking(feed, False)
            selector.register(feed, selectors.EVENT_WRITE)
        while selector.get_map():
            ready = selector.select(until - time.monotonic())
            if not ready:
                os.kill(copy, 9)
                raise subprocess.TimeoutExpired(words, timeout)
            for key, _ in ready:
                if key.fd == feed:
                    try:
                        left = left[os.write(feed, left) :] if left else left
                    except BrokenPipeError:
                        left = left[:0]
                    more = bool(left)
                else:
                    more = bool(part := os.read(key.fd, 1 << 16))
                    texts[key.fd].append(part)
                if not more:
                    selector.unregister(key.fd)
                    os.close(key.fd)
    return b"".join(texts[out]), b"".join(texts[err])
