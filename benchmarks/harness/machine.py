"""What machine it is, how busy, and which versions are compared."""

import compileall
import os
import platform
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.harness.benchmark import NotMeasuredError
from benchmarks.harness.spent import ROOT

PYTHON = f"Python {platform.python_version()}"


def machine() -> str:
    """Return processor, cores, memory, system and Python in a line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    system = f"{platform.system()} {platform.release()}"
    return f"{_processor()}, {cores} cores, {memory:.0f} GiB of memory, {system}, {PYTHON}"


def compile_all(*folders: Path) -> None:
    """Compile the modules of checkouts, as an installer does: some environments keep Python from doing it."""
    for folder in folders:
        compileall.compile_dir(folder, quiet=2)


def load() -> float:
    """Return how many processes were running or waiting on average over the last minute."""
    return round(os.getloadavg()[0], 1)


def own_version() -> str:
    """Return our version, with the commit where there is one."""
    command = ["git", "-C", str(ROOT), "describe", "--always", "--dirty"]
    commit = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    return f"ipt-train {version('ipt-train')}" + (f" ({commit})" if commit else "")


def version_of(package: str) -> str:
    """Return name and version of a package.

    Raises:
        NotMeasuredError: It is not installed.
    """
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        raise NotMeasuredError(f"{package} is not installed") from None


def script(name: str) -> str:
    """Return the path of a console script of this environment.

    Raises:
        NotMeasuredError: It is not there.
    """
    file = Path(sys.executable).parent / name
    if not file.exists():
        raise NotMeasuredError(f"{name} is not installed")
    return str(file)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())
