"""What a command does must not grow with the log: guards that look at no clock.

Statements of SQL, files opened, events folded and modules loaded are counted over a log of 1,000 and
of 10,000 reviews; and no command opens, reads or folds a log twice.
"""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.long_log import reviews, write_log
from ipt_train.vocabulary import ItemId
from tests.program import BANK

COUNTED = """
import atexit, json, sqlite3, sys
counts = {"statements": 0, "files": 0, "folded": 0, "openings": 0, "reads": 0, "libraries": 0}

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


def counts(words: tuple[str, ...], env: dict[str, str]) -> dict[str, int]:
    """Run a command and return what it did, counted."""
    bank = () if words[0] in ("config", "rate", "exam", "today") else ("--bank", BANK)
    result = subprocess.run(
        [sys.executable, "-c", COUNTED, *words, *bank],
        env=env, input="item,response\ntwo,c\n", capture_output=True, text=True, check=False,
    )  # fmt: skip  # a command
    assert result.returncode == 0, result.stderr
    told = next(line for line in result.stderr.splitlines() if line.startswith("COUNTED "))
    return dict(json.loads(told.removeprefix("COUNTED ")))


def test_no_count_grows_with_the_log_and_nothing_is_done_twice(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    homes = {size: os.environ | home(tmp_path, size, environment) for size in (1_000, 10_000)}
    for words in COMMANDS:
        found = {}
        for size, env in homes.items():
            counts(words, env)  # keeps what the folds came to
            found[size] = counts(words, env)
        assert found[1_000] == found[10_000], words
        many = found[10_000]
        assert (many["openings"], many["reads"]) == (1, 1), words
        assert many["libraries"] <= 1, words
        assert many["folded"] <= 120, words
