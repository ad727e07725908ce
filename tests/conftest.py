"""Shared by all tests: real files, a real log, and a clock that is handed in."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from ipt_train.bank.core.aliases import aliases_of
from ipt_train.bank.core.model import Library
from ipt_train.bank.source import shelf as shelves
from ipt_train.bank.source.shelf import Shelf, check
from ipt_train.log.core.event import Chosen
from ipt_train.log.operation.journal import Journal
from ipt_train.log.store.log import Log
from tests.places import MEMORY, in_memory
from tests.program import run

ROOT = Path(__file__).parent.parent
BANK = ROOT / "tests" / "bank" / "good"

if in_memory():  # an answer is on the disk before it is acknowledged, and thousands are given
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))

settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("default")


LONGEST = (
    "test_two_months", "test_tools_have_nothing_to_say[mypy]", "test_twenty_kills_lose_no_acknowledged_answer",
    "test_shipped_banks_are_formatted", "test_both_sides_rate_blind_and_compare",
)  # fmt: skip  # a list of names


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest, so that no process is alone with one at the end."""
    items.sort(key=lambda item: item.name not in LONGEST)


@dataclass
class Clock:
    """A clock that stands where it is put."""

    instant: datetime = field(default_factory=lambda: datetime(2026, 11, 2, 18, 0, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.instant

    def move(self, **by: float) -> None:
        self.instant += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """The small bank of the tests, with the real schemas and a cache of its own."""
    return Shelf(banks=(BANK,), schemas=ROOT / "schemas", cache=tmp_path / "cache")


@pytest.fixture
def library(shelf: Shelf) -> Library:
    checked = shelves.check(shelf, [])
    assert checked.findings == ()
    return checked.library()


def journal_on(
    log: Log,
    clock: Clock,
    library: Library,
    numbers: Iterator[int],
    device: str = "laptop",
    zone: str = "Europe/London",
) -> Journal:
    """The journal of a log, in which the time zone was chosen first."""
    journal = Journal(
        log,
        now=clock,
        new_id=lambda: f"{device}-{next(numbers):05}",
        device=device,
        aliases=aliases_of(library),
    )
    if not journal.events():
        journal.record(Chosen(name="zone", value=zone))
    return journal


@pytest.fixture
def journals(tmp_path: Path, clock: Clock, library: Library) -> Iterator[Callable[..., Journal]]:
    """Opens the journal of one log file, as often as wanted."""
    numbers = count(1)
    open_logs: list[Log] = []

    def open_one(device: str = "laptop", zone: str = "Europe/London") -> Journal:
        log = Log(tmp_path / "log.db", clock)
        open_logs.append(log)
        return journal_on(log, clock, library, numbers, device, zone)

    yield open_one
    for log in open_logs:
        log.close()


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The shipped banks, read once."""
    cache = tmp_path_factory.mktemp("cache")
    shelf = Shelf(banks=(ROOT / "question_banks",), schemas=ROOT / "schemas", cache=cache)
    return check(shelf, []).library()


@pytest.fixture
def first_start(tmp_path: Path) -> dict[str, str]:
    """An environment for real processes: a home of its own, not made yet, no colour, UTF-8."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | {
        "IPT_TRAIN_HOME": str(tmp_path / "home"),
        "TERM": "xterm-256color",
        "LC_ALL": "C.UTF-8",
    }


@pytest.fixture(scope="session")
def warm_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache in which the shipped banks and the small one are checked already."""
    home = tmp_path_factory.mktemp("warm")
    env = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "IPT_TRAIN_HOME": str(home)}
    for words in ((), ("--bank", str(BANK / "sample.yaml"))):
        assert run("due", *words, env=env).returncode == 0
    return home / "cache" / "banks"


@pytest.fixture
def environment(first_start: dict[str, str], warm_cache: Path) -> dict[str, str]:
    """The environment of somebody who has studied before: the cache of banks is warm."""
    shutil.copytree(warm_cache, Path(first_start["IPT_TRAIN_HOME"]) / "cache" / "banks")
    return first_start


@pytest.fixture
def warm(environment: dict[str, str]) -> dict[str, str]:
    """An environment in which it matters that the cache is warm."""
    return environment
