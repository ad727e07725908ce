"""A learner's record: every statistic of the log that needs no bank."""

from dataclasses import dataclass
from datetime import date

from ipt_train.log.core.tally import Tally
from ipt_train.plural import counted
from ipt_train.progress.core.calibration import Calibration, calibration
from ipt_train.progress.core.days import Day, Spent, days_studied, time_spent
from ipt_train.progress.core.retention import Retention, true_retention


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What the statistics leave out, counted.

    Attributes:
        practice: Answers of practice (``--topic``, ``--cram``).
        drills: Replies to drills.
    """

    practice: int
    drills: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFigures:
    """The whole log in figures; practice and drills are left out of all but ``left_out``.

    Attributes:
        first_day: Study day of the first answer, ISO date, or empty.
        studied: Study days with an answer.
        since: Study days from the first answer to today, both counted.
        days: The last 26 calendar weeks day by day, today last.
        retention: True retention.
        calibration: How well confidence and the memory model foretold what came.
        time: Time spent on answers.
        left_out: What none of this counts.
    """

    first_day: str
    studied: int
    since: int
    days: tuple[Day, ...]
    retention: Retention
    calibration: Calibration
    time: Spent
    left_out: LeftOut


def record_of(tally: Tally, today: int) -> LogFigures:
    """Return the record of a log.

    Args:
        tally: The answers of study.
        today: The study day, as an ordinal.
    """
    first = min(tally.days, default=None)
    return LogFigures(
        first_day=date.fromordinal(first).isoformat() if first else "",
        studied=len(tally.days),
        since=max(today, *tally.days) - first + 1 if first else 0,  # a clock may have been set back
        days=days_studied(tally, today),
        retention=true_retention(tally),
        calibration=calibration(tally),
        time=time_spent(tally),
        left_out=LeftOut(practice=tally.practice, drills=tally.drills),
    )


def practised(answers: int) -> str:
    """Return in words how many answers were practice."""
    return f"{counted(answers, 'answer')} in practice"


def replied(drills: int) -> str:
    """Return in words how many replies were given to drills."""
    return counted(drills, "reply to a drill", "replies to drills")
