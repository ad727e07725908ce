"""The program with a clock that is handed in: ``python -m tests.clocked 2027-03-01T18:00:00+00:00 due``.

The clock begins there and moves with time, the zone is London's, and the ids follow from the instant and
the words, so that the same command at the same instant asks the same questions in the same order.
"""

import hashlib
import os
import sys
import time
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count

from ipt_train.shell import options, runtime


def clocked(instant: datetime, words: list[str], *, stands: bool) -> runtime.Runtime:
    """Return the runtime of a real run at another time.

    Args:
        instant: When the run begins; aware.
        words: The words of the command line.
        stands: Whether the clock stands; otherwise it moves with time.
    """
    began, numbers = time.monotonic_ns(), count()

    def spent() -> int:
        return 0 if stands else (time.monotonic_ns() - began) // 1_000_000

    def new_id() -> str:
        return hashlib.sha256(f"{instant} {words} {next(numbers)}".encode()).hexdigest()[:32]

    return replace(
        runtime.real_runtime(),
        now=lambda: instant + timedelta(milliseconds=spent()),
        ticks=spent,
        new_id=new_id,
        zone=lambda: "Europe/London",
        chance=lambda: 7,
    )


def main() -> None:
    """Run the program at the instant that the first word says."""
    from ipt_train.cli import main as begin

    instant, words = datetime.fromisoformat(sys.argv[1]), sys.argv[2:]
    given = clocked(instant, words, stands="IPT_TRAIN_CLOCK_STANDS" in os.environ)
    options.real_runtime = lambda: given
    sys.argv[1:] = words
    begin()


if __name__ == "__main__":
    main()
