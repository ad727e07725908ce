"""What months of study came to in figures, and what is promised of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean

from ipt_train.schedule.card import Schedule
from tests.study.learner import Learner, Months, Recall
from tests.study.returning import SOON, first_good_day

SETTLED, LAST = 14, 60
"""The first days, which do not count; the last ones, whose retention is taken."""
ENOUGH = 3000
"""Reviews that retention is judged by: by chance alone, of 1,000 one share in thirty is off by two points."""
WANTED = Schedule().desired_retention


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What came of one learner with one seed.

    Attributes:
        mean: Minutes of the mean day with a sitting as a share of the budget, from the fifteenth
            day on and while there are questions not begun.
        over: Share of these days that took more than 120 % of the budget.
        recalls: Answers of the last sixty days, on the day that was due.
        back: Days after a break until nothing was put off and a day was within 120 % of the
            budget; None without a break.
    """

    mean: float
    over: float
    recalls: Sequence[Recall]
    back: int | None = None


def run_of(made: Months, learner: Learner, budget: int) -> Run:
    """Return some months in figures."""
    shares = [
        minutes / budget
        for day, minutes in enumerate(made.minutes)
        if day >= SETTLED and learner.studies(day) and made.items[day]
    ]
    return Run(
        mean=fmean(shares),
        over=fmean(share > 1.2 for share in shares),
        recalls=[recall for recall in made.recalls if recall.day >= len(made.minutes) - LAST],
        back=days_to_recover(made, learner, budget),
    )


def days_to_recover(made: Months, learner: Learner, budget: int) -> int | None:
    """Return the days from a break to the first on which all is well again, None without a break."""
    if not learner.away:
        return None
    since = learner.away.stop
    return first_good_day(made.waiting[since:], made.minutes[since:], budget)


def retention(runs: Iterable[Run], *, reviews: bool = True) -> tuple[float, float, int]:
    """Return the share of answers that were right, what the memory model says, and how many there were.

    Args:
        runs: Runs of one learner.
        reviews: Of reviews; else of what was still in learning after a night.
    """
    counted = [recall for run in runs for recall in run.recalls if recall.review is reviews]
    return fmean(one.right for one in counted), fmean(one.chance for one in counted), len(counted)


def missed(runs: Sequence[Run]) -> Iterator[str]:
    """Yield what was promised of a learner and not kept; retention is judged where there is enough."""
    if not 0.8 <= fmean(run.mean for run in runs) <= 1.1:
        yield "mean day"
    if fmean(run.over for run in runs) > 0.1:
        yield "days over 120 %"
    kept, expected, reviews = retention(runs)
    if abs(expected - WANTED) > 0.02 or (reviews >= ENOUGH and abs(kept - WANTED) > 0.02):
        yield "retention"
    if reviews >= ENOUGH and abs(kept - expected) > 0.02:
        yield "retention by the memory model"
    if any(run.back is not None and run.back > SOON for run in runs):
        yield "days after the break"
