"""Months of simulated study in figures: ``python -m tests.study.months`` prints them as a table.

Each learner studies with several seeds, until there are 3,000 reviews to judge retention by;
``python -m tests.study.months 101`` takes the seeds from 101 on.
"""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import count, repeat
from pathlib import Path
from statistics import fmean

from ipt_train.bank.core.model import Library
from ipt_train.bank.source.shelf import Shelf, check
from tests.conftest import ROOT, Clock
from tests.study.figures import ENOUGH, LAST, Run, missed, retention, run_of
from tests.study.learner import IRREGULAR, STRONG, WEAK, Learner, a_journal, months
from tests.study.returning import AWAY, SOON, Return, after_break

DAYS, FEWEST_SEEDS = 120, 3
LEARNERS = [(learner, budget) for learner in (STRONG, WEAK, IRREGULAR) for budget in (10, 20)]


@cache
def shipped_banks() -> Library:
    """Read the shipped banks, once in each process."""
    with tempfile.TemporaryDirectory() as folder:
        shelf = Shelf(
            banks=(ROOT / "question_banks",), schemas=ROOT / "schemas", cache=Path(folder)
        )
        return check(shelf, []).library()


def runs_of(participant: tuple[Learner, int], first: int) -> list[Run]:
    """Let a learner study 120 days with one seed after another until there are enough reviews."""
    (learner, budget), library = participant, shipped_banks()
    runs: list[Run] = []
    seeds = count(first)
    while len(runs) < FEWEST_SEEDS or retention(runs)[2] < ENOUGH:
        clock = Clock()
        journal = a_journal(library, clock)
        made = months(journal, library, clock, learner, days=DAYS, budget=budget, seed=next(seeds))
        runs.append(run_of(made, learner, budget))
    return runs


BREAK_HEAD = (
    "learner",
    "minutes",
    "away",
    "put off at first",
    "well again after",
    "fullest day of three weeks",
)
HEAD = ("learner", "minutes", "seeds", "mean day %", "days over 120 %", "reviews recalled",
        "by the model", "learning after a night", "back after", "missed")  # fmt: skip  # a row of cells


def row_of(participant: tuple[Learner, int], runs: Sequence[Run]) -> tuple[str, ...]:
    """Return the figures of a learner as cells; in brackets the lowest and the highest seed."""
    backs = [run.back for run in runs if run.back is not None]
    kept, expected, reviews = retention(runs)
    after_a_night, _, steps = retention(runs, reviews=False)
    return (
        participant[0].name,
        str(participant[1]),
        str(len(runs)),
        _spread([run.mean for run in runs]),
        _spread([run.over for run in runs]),
        f"{kept:.1%} of {reviews}",
        f"{expected:.1%}",
        f"{after_a_night:.1%} of {steps}",
        f"{min(backs)}-{max(backs)} days" if backs else "",
        ", ".join(missed(runs)) or "nothing",
    )


def _spread(shares: Sequence[float]) -> str:
    low, high = min(shares), max(shares)
    return f"{100 * fmean(shares):.1f} ({100 * low:.1f}-{100 * high:.1f})"


def returns_of(participant: tuple[Learner, int]) -> list[Return]:
    """Let a learner study for two months, stay away, and come back; one for each length of break."""
    learner, budget = participant
    return [after_break(shipped_banks(), learner, budget, before=LAST, away=away) for away in AWAY]


def break_rows(
    participant: tuple[Learner, int], returns: Sequence[Return]
) -> Iterator[tuple[str, ...]]:
    """Yield what came of each break as cells."""
    for away, back in zip(AWAY, returns, strict=True):
        yield (
            participant[0].name,
            str(participant[1]),
            f"{away} days",
            str(back.waiting[0]),
            "never" if back.well is None else f"{back.well} days",
            f"{100 * max(back.minutes) / back.budget:.0f} %",
        )


def table(rows: Sequence[Sequence[str]]) -> str:
    """Return rows of cells as text in columns."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "".join("  ".join(map(str.ljust, row, widths)).rstrip() + "\n" for row in rows)


def main(first: int) -> int:
    """Print the tables; return 1 if anything was missed, else 0."""
    with ProcessPoolExecutor(2) as pool:
        results = list(pool.map(runs_of, LEARNERS, repeat(first)))
        returns = list(pool.map(returns_of, LEARNERS))
    rows = [row_of(who, runs) for who, runs in zip(LEARNERS, results, strict=True)]
    breaks = [
        row for who, back in zip(LEARNERS, returns, strict=True) for row in break_rows(who, back)
    ]
    sys.stdout.write(table([HEAD, *rows]) + "\n" + table([BREAK_HEAD, *breaks]))
    late = any(back.well is None or back.well > SOON for some in returns for back in some)
    return int(late or any(any(missed(runs)) for runs in results))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1))
