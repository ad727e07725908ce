"""A learner's record: every statistic of the log that needs no bank."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ipt_train.log.core.event import Event
from ipt_train.plural import counted
from ipt_train.progress.core.attempt import LeftOut, StudyAnswer, attempts, left_out
from ipt_train.progress.core.calibration import Calibration, calibration
from ipt_train.progress.core.days import Day, Spent, days_studied, time_spent
from ipt_train.progress.core.retention import Retention, true_retention
from ipt_train.vocabulary import ItemId


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


def record_of(
    events: Iterable[Event], aliases: Mapping[ItemId, ItemId], today: int
) -> tuple[LogFigures, list[StudyAnswer]]:
    """Return the record of a log, and the answers that it was made from.

    Args:
        events: The events of one learner, in any order.
        aliases: For each retired item the one that took over its history.
        today: The study day, as an ordinal.
    """
    log = list(events)
    answers = attempts(log, aliases)
    first = min((one.day for one in answers), default=None)
    record = LogFigures(
        first_day=date.fromordinal(first).isoformat() if first else "",
        studied=len({one.day for one in answers}),
        since=max(1, today - first + 1) if first else 0,
        days=days_studied(answers, today),
        retention=true_retention(answers),
        calibration=calibration(answers),
        time=time_spent(answers),
        left_out=left_out(log),
    )
    return record, answers


def practised(answers: int) -> str:
    """Return in words how many answers were practice."""
    return f"{counted(answers, 'answer')} in practice"


def replied(drills: int) -> str:
    """Return in words how many replies were given to drills."""
    return counted(drills, "reply to a drill", "replies to drills")
