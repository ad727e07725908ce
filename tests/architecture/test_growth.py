"""What a command does must not grow with the log or the shelf: guards that look at no clock.

Statements of SQL, files opened, events folded, entries read and modules loaded are counted over a log
of 1,000 and of 10,000 reviews, and over the shipped banks alone and with 6,000 items beside them; and
no command opens, reads or folds a log twice.
"""

import json
import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.generate import write_banks
from benchmarks.long_log import reviews, write_log
from ipt_train.vocabulary import ItemId
from tests.program import BANK

COUNTED = """
import atexit, json, sqlite3, sys
counts = {"statements": 0, "files": 0, "folded": 0, "openings": 0, "reads": 0,
    "libraries": 0, "checks": 0, "entries": 0}

def audit(event, args):
    if event == "open" and isinstance(args[0], str) and not args[0].endswith((".py", ".pyc", ".so")):
        counts["files"] += 1

def connected(*args, **named):
    connection = connect(*args, **named)
    def count(_text):
        counts["statements"] += 1
    connection.set_trace_callback(count)
    return connection

connect, sqlite3.connect = sqlite3.connect, connected
sys.addaudithook(audit)

def counted(holder, name, key, how_many=lambda *args, **named: 1):
    inner = getattr(holder, name)
    def outer(*args, **named):
        counts[key] += how_many(*args, **named)
        return inner(*args, **named)
    setattr(holder, name, outer)

import ipt_train.bank.source.catalogue as catalogue
import ipt_train.bank.source.opened as opened
import ipt_train.log.core.fold as fold
import ipt_train.log.operation.open as opening
import ipt_train.log.store.log as store
import ipt_train.study.operation.open as learner
counted(fold, "apply", "folded")
counted(fold, "answered", "folded", lambda _state, answers, _aliases: len(answers))
counted(opening, "Journal", "openings")
counted(store.Log, "events", "reads")
counted(store.Log, "after", "reads")
counted(learner, "open_library", "libraries")
counted(opened, "check", "checks")
counted(catalogue, "_built", "entries")

def tell():
    counts["modules"] = len(sys.modules)
    print("COUNTED " + json.dumps(counts), file=sys.stderr)

atexit.register(tell)
sys.argv = ["ipt-train", *sys.argv[1:]]
from ipt_train.cli import main
main()
"""

COMMANDS = (
    ("due",), ("today",), ("progress",), ("competency",), ("study", "--answers", "-"), ("undo",),
    ("plan", "--exam", "2027-05-14"), ("config", "list"), ("rate", "list"), ("exam", "list"),
)  # fmt: skip  # a table
"""Commands that a learner waits for; `export reviews` and `data doctor` read the whole log, as they must."""

NAMES = [(ItemId("one"), None), (ItemId("two"), None), (ItemId("three"), None)]


def home(folder: Path, count: int, environment: dict[str, str]) -> dict[str, str]:
    """A home whose log has so many reviews, all of them of the small bank."""
    file = folder / f"home-{count}" / "data" / "profiles" / "default.db"
    file.parent.mkdir(parents=True)
    write_log(file, reviews(NAMES, count, datetime(2026, 11, 1, 12, tzinfo=UTC)))
    return environment | {"IPT_TRAIN_HOME": str(folder / f"home-{count}")}


OPENING = (("competency",), ("rate", "list"), ("exam", "list"), ("study", "--answers", "-"))
"""Commands that between them open every fold, and tell what changed in the banks."""


def counts(words: tuple[str, ...], env: dict[str, str], *bank: str) -> dict[str, int]:
    """Run a command and return what it did, counted."""
    chosen = () if words[0] in ("config", "rate", "exam", "today") else bank
    result = subprocess.run(
        [sys.executable, "-c", COUNTED, *words, *chosen],
        env=env, input=f"item,response\n{'two,c' if bank else ''}\n", capture_output=True, text=True, check=False,
    )  # fmt: skip  # a command
    assert result.returncode == 0, result.stderr
    told = next(line for line in result.stderr.splitlines() if line.startswith("COUNTED "))
    return dict(json.loads(told.removeprefix("COUNTED ")))


def test_no_count_grows_with_the_log_and_nothing_is_done_twice(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    homes = {size: os.environ | home(tmp_path, size, environment) for size in (1_000, 10_000)}
    for words in OPENING:
        for env in homes.values():
            counts(words, env, "--bank", BANK)  # keeps what the folds came to
    for words in COMMANDS:
        few, many = (counts(words, env, "--bank", BANK) for env in homes.values())
        assert few | {"entries": 0} == many | {"entries": 0}, words  # those that are due are read
        assert (many["openings"], many["reads"]) == (1, 1), words
        assert many["libraries"] <= 1, words
        assert many["folded"] <= 120, words


def test_no_count_grows_with_the_shelf_and_nothing_is_loaded(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    homes = [os.environ | {**environment, "IPT_TRAIN_HOME": str(tmp_path / name)} for name in "ab"]
    for name, size in (("a", 10), ("b", 6_000)):
        folder = tmp_path / name / "data" / "banks"
        write_banks(folder, size, a_file=size)
        (folder / "bibliography.yaml").unlink()  # the shipped one will do
    written = time.monotonic()
    for env in homes:
        counts(("study", "--answers", "-"), env)  # tells what there is
    time.sleep(max(0.0, 2.1 + written - time.monotonic()))  # until the files have rested
    for env in homes:
        counts(("due",), env)
    for words in (("due",), ("study", "--answers", "-"), ("progress",)):
        few, many = (counts(words, env) for env in homes)
        assert few | {"entries": 0} == many | {"entries": 0}, words
        assert many["checks"] == 0, words
        assert many["entries"] <= (20 if words[0] == "study" else 0), words  # those that are asked
