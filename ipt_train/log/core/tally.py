"""What the statistics of progress count, kept answer by answer, so that no screen reads a whole log.

Practice and drills are counted as left out. Every figure is a number of answers or a sum in the
order of the log, so that a snapshot moved on and a log folded anew come to the same.
"""

from dataclasses import dataclass, field
from datetime import date

from ipt_train.vocabulary import Confidence, ItemId

TENTHS = 10
MATURE_DAYS = 21
"""From this interval on a review is of a mature item, as Anki counts them."""
IDLE_MS = 120_000
"""An answer counts at most this many milliseconds; beyond lies a pause. A convention, not validated."""
WEEKS_KEPT = 30
"""Weeks before the newest for which answers are kept by item; a screen shows 26."""
_WEEK = 7
_LAST_DAY = date.max.toordinal()


@dataclass(slots=True)
class AnswerTally:
    """The answers of study to one item.

    Attributes:
        answers: How many.
        milliseconds: Their time, each at most ``IDLE_MS``.
        reviews: Those that were reviews by days and due.
        retained: How many of these were recalled.
    """

    answers: int = 0
    milliseconds: int = 0
    reviews: int = 0
    retained: int = 0


@dataclass(slots=True)
class Recalls:
    """Answers of one kind: how many, how many of them came out well, and the chances foretold, added up."""

    n: int = 0
    well: int = 0
    foretold: float = 0.0

    def add(self, well: bool, foretold: float = 0.0) -> None:
        """Count one."""
        self.n += 1
        self.well += well
        self.foretold += foretold


def week_of(day: int) -> int:
    """Return the number of a study day's calendar week, which begins on a Monday."""
    return (day - 1) // _WEEK  # day 1 was a Monday


@dataclass(slots=True, kw_only=True)
class Tally:
    """The answers of study, counted.

    Attributes:
        items: By item, by the id that it has now.
        days: Answers of each study day.
        weeks: Answers of the last weeks, by week and item; ``weeks_from`` says from which on.
        capped: Answers that took longer than ``IDLE_MS``.
        months: Reviews that were due, by year and month (year * 12 + month - 1).
        young: Those after an interval below ``MATURE_DAYS``.
        mature: Those after a longer one.
        said: Answers by what the learner said of them; what came out well was right.
        tenths: Answers on a later day by tenths of the foretold chance, the lowest first.
        foretold: All of these together.
        first: Whether the first answer to an item was right, practice not left out.
        practice: Answers of practice, which nothing else counts.
        drills: Replies to drills, likewise.
    """

    items: dict[ItemId, AnswerTally] = field(default_factory=dict)
    days: dict[int, int] = field(default_factory=dict)
    weeks: dict[int, dict[ItemId, int]] = field(default_factory=dict)
    weeks_from: int = 0
    capped: int = 0
    months: dict[int, Recalls] = field(default_factory=dict)
    young: Recalls = field(default_factory=Recalls)
    mature: Recalls = field(default_factory=Recalls)
    said: dict[str, Recalls] = field(default_factory=dict)
    tenths: list[Recalls] = field(default_factory=lambda: [Recalls() for _ in range(TENTHS)])
    foretold: Recalls = field(default_factory=Recalls)
    first: dict[ItemId, bool] = field(default_factory=dict)
    practice: int = 0
    drills: int = 0

    def answered(
        self,
        item: ItemId,
        day: int,
        *,
        correct: bool,
        recalled: bool,
        confidence: Confidence | None,
        response_ms: int,
        interval: int = 0,
        due: bool = False,
        predicted: float | None = None,
    ) -> None:
        """Count an answer of study.

        Args:
            item: The item, by the id that it has now.
            day: Its study day.
            correct: Whether it was wholly right.
            recalled: Whether it counts as recalled: right, and not called a guess.
            confidence: What the learner said before feedback, if anything.
            response_ms: Milliseconds from the question to the answer.
            interval: Days that it had been scheduled for; 0 where it was new or in learning steps.
            due: Whether it was a review by days that was due: the n of true retention.
            predicted: Chance of recall by the memory model, 0-1; None on a first sight and on the
                study day of the last answer, of which the model says nothing.
        """
        tally = self.items.get(item)
        if tally is None:
            tally = self.items[item] = AnswerTally()
        tally.answers += 1
        tally.milliseconds += min(response_ms, IDLE_MS)
        self.capped += response_ms > IDLE_MS
        self.days[day] = self.days.get(day, 0) + 1
        self._in_week(item, week_of(day))
        key = str(confidence or "")
        if key not in self.said:
            self.said[key] = Recalls()
        self.said[key].add(correct)
        if due:
            tally.reviews += 1
            tally.retained += recalled
            (self.young if interval < MATURE_DAYS else self.mature).add(recalled)
            if 1 <= day <= _LAST_DAY:  # a damaged page can hold any number
                when = date.fromordinal(day)
                self.months.setdefault(when.year * 12 + when.month - 1, Recalls()).add(recalled)
        if predicted is not None:
            self.tenths[min(int(predicted * TENTHS), TENTHS - 1)].add(recalled, predicted)
            self.foretold.add(recalled, predicted)

    def _in_week(self, item: ItemId, week: int) -> None:
        if week < self.weeks_from:
            return
        counts = self.weeks.get(week)
        if counts is None:
            counts = self.weeks[week] = {}
            if week - WEEKS_KEPT > self.weeks_from:
                self.weeks_from = week - WEEKS_KEPT
                for old in [one for one in self.weeks if one < self.weeks_from]:
                    del self.weeks[old]
        counts[item] = counts.get(item, 0) + 1
