"""Whether the banks can be learnt by an exam, and what that costs a day."""

import math
from calendar import month_name, monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from ipt_train.advance import Advance, unwatched, watched
from ipt_train.bank.core.model import Entry, Library, steps_of
from ipt_train.errors import UsageError
from ipt_train.log.core.event import Chosen
from ipt_train.log.core.fold import LearnerState
from ipt_train.log.core.habit import seconds_an_answer
from ipt_train.log.operation.journal import Journal
from ipt_train.plural import counted
from ipt_train.schedule.exam import WINDOW
from ipt_train.study.core.budget import mean_forecast, morning, odds_of
from ipt_train.study.core.entry import first_day, is_new, recall_of
from ipt_train.study.core.forecast import DAYS, forecast_of_begun
from ipt_train.study.core.load import Odds
from ipt_train.study.core.outlook import Outlook, Prospect, at_a_number, within_minutes

RETENTIONS = (0.80, 0.85, 0.90, 0.95)
PACE_DAYS = 14
FEW_ANSWERS = 50
USUAL_MINUTES = 10
MOST_NEW = 30
"""New ones a day beyond which nothing is set without a yes (a convention)."""
FARTHEST = 365
"""Days looked ahead at most; what is forecast for later says nothing."""
_MOST_MINUTES = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionLine:
    """One desired retention and what it takes to begin all in time.

    Attributes:
        retention: The desired retention, 0-1.
        minutes: Minutes of study a day, reviews of what is begun included.
        most: Minutes of the fullest day.
        known: Expected share of all entries that can be recalled on the day of the exam, 0-1.
    """

    retention: float
    minutes: float
    most: float
    known: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The way to an exam. New ones are entries: an item, or a case with all its questions.

    Attributes:
        exam: Day of the exam, as an ISO date.
        days: Study days until then.
        days_planned: Study days that were looked ahead: those until the exam, at most 365.
        begin_by: ISO date before which all should be begun: a fortnight before the exam, or it.
        entries: Items and cases there are, those set aside left out.
        questions: Questions in them; a case has several.
        unseen: How many of the entries were never answered.
        pace: New ones begun a day, over the last fourteen days.
        needed: New ones a day that are needed to have begun all in time.
        minutes_a_day: The budget that `fits` keeps to.
        new_a_day: New ones a day as the settings fix it; None where the budget decides.
        fits: What comes of keeping to the minutes.
        fixed: What comes of the fixed number; None where the budget decides.
        all: What comes of beginning all in time.
        minutes_for_all: Fewest minutes a day that begin all in time; None where 240 are too few.
        asked_new: New ones a day that were asked about; None where none were.
        asked: What comes of these.
        reached: How many will have been begun in time, by the settings as they are.
        enough: Whether that is all.
        remembered: Mean chance today of recalling what was begun; None before the first answer.
        seconds: Seconds an answer in the last fortnight; few answers are held towards the usual.
        first_right: Share of first answers that are right, likewise.
        assumed: Whether the log has too few answers for these two.
        lines: Cost and gain by desired retention, of beginning all in time.
        retention: The desired retention in force.
    """

    exam: str
    days: int
    days_planned: int
    begin_by: str
    entries: int
    questions: int
    unseen: int
    pace: float
    needed: int
    minutes_a_day: int
    new_a_day: int | None
    fits: Outlook
    fixed: Outlook | None
    all: Outlook
    minutes_for_all: int | None
    asked_new: int | None
    asked: Outlook | None
    reached: int
    enough: bool
    remembered: float | None
    seconds: float
    first_right: float
    assumed: bool
    lines: tuple[RetentionLine, ...]
    retention: float


def day_of(text: str) -> date:
    """Return the day that a text names.

    Raises:
        UsageError: It is not a date.
    """
    written = text.strip()
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise UsageError(f"`{text}` is not a date", hint=_hint_for(written)) from None


def _hint_for(text: str) -> str:
    """Return what to do about a text that names no day: 29 February comes in leap years only."""
    year, _, rest = text.partition("-")
    month, _, day = rest.partition("-")
    if all(part.isdecimal() for part in (year, month, day)) and 1 <= int(month) <= 12:
        last = monthrange(int(year), int(month))[1] if 1 <= int(year) <= 9999 else 99
        if int(day) > last:
            return f"{month_name[int(month)]} {int(year)} has {counted(last, 'day')}"
    return "write it as 2027-05-14"


def plan(
    journal: Journal,
    library: Library,
    exam: date,
    *,
    new: int | None = None,
    advance: Advance = unwatched,
) -> Plan:
    """Return what it takes to know the banks by an exam.

    Args:
        journal: The learner's log and state; nothing is written.
        library: The banks.
        exam: Day of the exam.
        new: New ones a day to ask about, besides what the settings give.
        advance: Told how many of the forecasts, one a desired retention, are done.

    Raises:
        UsageError: The exam is not in the future.
    """
    state, today = journal.state, journal.today()
    days = exam.toordinal() - today
    if days < 1:
        day = date.fromordinal(today + 60)
        raise UsageError(
            f"{exam} is not after today", hint=f"give a day in the future, such as {day}"
        )
    entries = [entry for entry in library.entries() if entry.id not in state.suspended]
    begun = sum(today - PACE_DAYS < (first_day(entry, state) or 0) <= today for entry in entries)
    chances = [recall_of(entry, state, today) for entry in entries if not is_new(entry, state)]
    unseen = len(entries) - len(chances)
    planned = min(days, FARTHEST)
    begin_days = planned - WINDOW if planned > WINDOW else planned
    settings, odds = state.settings, odds_of(state, today)
    ahead = _ahead(entries, state, today, planned, begin_days, odds)
    needed = math.ceil(unseen / begin_days)
    minutes, fixed = settings.minutes_per_day or USUAL_MINUTES, settings.new_per_day
    fits = within_minutes(ahead, minutes)
    at_fixed = None if fixed is None else at_a_number(ahead, fixed)
    reached = min(unseen, math.floor((at_fixed or fits).reached + 0.01))
    return Plan(
        exam=exam.isoformat(),
        days=days,
        days_planned=planned,
        begin_by=date.fromordinal(today + begin_days).isoformat(),
        entries=len(entries),
        questions=sum(len(steps_of(entry)) for entry in entries),
        unseen=unseen,
        pace=begun / PACE_DAYS,
        needed=needed,
        minutes_a_day=minutes,
        new_a_day=fixed,
        fits=fits,
        fixed=at_fixed,
        all=at_a_number(ahead, unseen / begin_days),
        minutes_for_all=_minutes_for_all(ahead),
        asked_new=new,
        asked=None if new is None else at_a_number(ahead, new),
        reached=reached,
        enough=reached >= unseen,
        remembered=sum(chances) / len(chances) if chances else None,
        seconds=ahead.seconds,
        first_right=odds.first,
        assumed=state.histories.reviews < FEW_ANSWERS,
        lines=tuple(
            _line(retention, entries, state, today, ahead, odds)
            for retention in watched(RETENTIONS, advance)
        ),
        retention=settings.schedule.desired_retention,
    )


def follow(journal: Journal, made: Plan, *, agreed: bool = False) -> tuple[str, ...]:
    """Put a plan in force by events; return what was set, in words.

    The exam date is set, and the new ones a day only where they were asked about.

    Args:
        journal: The learner's log.
        made: The plan.
        agreed: Somebody said yes to more than thirty new ones a day.

    Raises:
        UsageError: More than thirty new ones a day were asked for, and nobody said yes; nothing
            was set.
    """
    if needs_a_yes(made) and not agreed:
        raise UsageError(
            f"{made.asked_new} new a day is more than {MOST_NEW}; nothing was set",
            hint="add --yes if you mean it, or leave out --new to keep to your settings",
        )
    journal.record(Chosen(name="exam-date", value=made.exam))
    told = [f"exam-date {made.exam}"]
    if made.asked_new is not None:
        journal.record(Chosen(name="new-per-day", value=str(made.asked_new)))
        told.append(f"new-per-day {made.asked_new}")
    return tuple(told)


def needs_a_yes(made: Plan) -> bool:
    """Whether a plan asks for more new ones a day than are set without a yes."""
    return made.asked_new is not None and made.asked_new > MOST_NEW


def _ahead(
    entries: Sequence[Entry],
    state: LearnerState,
    today: int,
    days: int,
    begin_days: int,
    odds: Odds,
) -> Prospect:
    cards, schedule, longest = morning(state, today), state.settings.schedule, days + DAYS
    fresh = [entry for entry in entries if not any(step.id in cards for step in steps_of(entry))]
    return Prospect(
        begun=forecast_of_begun(entries, cards, today, schedule, odds, longest),
        new=mean_forecast(fresh, schedule, odds, longest),
        days=days,
        begin_days=begin_days,
        unseen=len(fresh),
        seconds=seconds_an_answer(state.habit.days, today),
    )


def _minutes_for_all(ahead: Prospect) -> int | None:
    """Return the fewest minutes a day within which all entries are begun in time."""

    def enough(minutes: int) -> bool:
        return within_minutes(ahead, minutes).reached >= ahead.unseen - 0.01

    if not enough(_MOST_MINUTES):
        return None
    low, high = 0, _MOST_MINUTES
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high


def _line(
    retention: float,
    entries: Sequence[Entry],
    state: LearnerState,
    today: int,
    ahead: Prospect,
    odds: Odds,
) -> RetentionLine:
    """Return what a desired retention comes to.

    Somebody who recalls less than they wish now is taken to recall less at another wish, too: the ratio of
    the logarithms stays.
    """
    settings = state.settings
    if retention != settings.schedule.desired_retention:
        schedule = replace(settings.schedule, desired_retention=retention)
        wished = replace(state, settings=replace(settings, schedule=schedule))
        power = odds.after_days(settings.schedule.desired_retention)
        odds = replace(odds, recall=retention**power)
        ahead = _ahead(entries, wished, today, ahead.days, ahead.begin_days, odds)
    way = at_a_number(ahead, ahead.unseen / ahead.begin_days)
    return RetentionLine(
        retention=retention,
        minutes=way.minutes,
        most=way.most,
        known=way.known / max(1, len(entries)),
    )
