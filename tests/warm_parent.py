"""A process that has loaded the program and forks a copy of itself for each command line.

Started by ``tests/warm.py`` with one end of a socket: ``python tests/warm_parent.py FD``. Each request is a
line of JSON that comes with the copy's three standard streams; the answers are the copy's process id and,
when it has ended, its wait status. A copy falls out of ``serve`` and ends as the program itself ends:
by running ``main`` as the last thing of a script.
"""

import atexit
import gc
import io
import json
import os
import pkgutil
import socket
import sys
import threading
import time
from importlib import import_module
from pathlib import Path
from typing import Any

LATE = (
    "concurrent.futures.process", "cryptography.hazmat.primitives.serialization", "defusedxml.ElementTree",
    "filelock", "fsrs_rs_python", "jinja2", "jsonschema", "jsonschema_rs", "multiprocessing.pool",
    "platformdirs.unix", "pyrage", "rich.box", "rich.columns", "rich.padding", "rich.panel", "rich.table",
    "ruamel.yaml", "sqlite3", "tomlkit", "tzlocal", "yaml_rs", "zoneinfo",
)  # fmt: skip  # a list of words
"""What commands load when they need it."""
LEFT_OUT = ("__main__", "anki_write", "gradebook_book", "reference", "scale", "workbook")
"""Modules and folders that are scripts, or load what starts threads or serves one format only."""


def load() -> None:
    """Load the program and what its commands load late."""
    import ipt_train
    from ipt_train.cli.app import GROUPS, SINGLE

    for names in (
        *GROUPS.values(),
        SINGLE.values(),
    ):  # a group lists its commands as they were loaded
        for name in names:
            import_module(f"ipt_train.{name}")
    for module in pkgutil.walk_packages(ipt_train.__path__, "ipt_train."):
        if not set(module.name.split(".")) & set(LEFT_OUT):
            import_module(module.name)
    for name in LATE:
        import_module(name)


def serve(end: socket.socket) -> dict[str, Any] | None:
    """Fork for each request; return the request in a copy, and None in the parent when nobody asks any more."""
    while True:
        line, streams, _, _ = socket.recv_fds(end, 1 << 20, 3)
        while line and not line.endswith(b"\n"):
            line += end.recv(1 << 20)
        if not line:
            return None
        if (copy := os.fork()) == 0:
            end.close()
            for number, stream in enumerate(streams):
                os.dup2(stream, number)
                os.close(stream)
            return json.loads(line)  # type: ignore[no-any-return]
        for stream in streams:
            os.close(stream)
        end.sendall(f"{copy}\n".encode())
        end.sendall(f"{os.waitpid(copy, 0)[1]}\n".encode())


def become(request: dict[str, Any]) -> None:
    """Take on what a process is given when it starts: environment, folder, words, mask, streams."""
    os.environ.clear()
    os.environ.update(request["environment"])
    time.tzset()
    os.chdir(request["folder"])
    os.umask(request["umask"])
    sys.path[0] = os.getcwd()  # noqa: PTH109 - as the interpreter does
    sys.path[1:1] = request["path"]
    sys.argv = request["words"]
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        before = getattr(sys, name)
        mode = "wb" if number else "rb"
        buffer = io.open(number, mode, closefd=False)  # noqa: SIM115, UP020 - a descriptor
        buffer.raw.name = f"<{name}>"  # type: ignore[attr-defined]
        fresh = io.TextIOWrapper(
            buffer, encoding=before.encoding, errors=before.errors, newline="\n",
            line_buffering=number == 2 or buffer.isatty(),
        )  # fmt: skip
        fresh.mode = mode[0]  # type: ignore[attr-defined]
        setattr(sys, name, fresh)
        setattr(sys, f"__{name}__", fresh)


def end() -> None:
    """Run the program and leave as an interpreter does, but for taking its modules apart, which takes longest."""
    from ipt_train.cli import main

    try:
        main()
    except SystemExit as leaving:
        threading._shutdown()  # type: ignore[attr-defined]
        atexit._run_exitfuncs()
        if isinstance(leaving.code, int) and _flushed():
            os._exit(leaving.code & 0xFF)
        raise


def _flushed() -> bool:
    """Whether all that was written has gone out; where it cannot, the interpreter says so in its own way."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        return False
    return True


if __name__ == "__main__":
    root = str(Path(__file__).parent.parent)
    sys.path[0] = root
    gc.disable()
    load()
    gc.collect()
    gc.freeze()  # a copy's collector leaves the loaded modules alone
    gc.enable()
    sys.path[0] = "."
    if (request := serve(socket.socket(fileno=int(sys.argv[1])))) is not None:
        become(request)
        end()
