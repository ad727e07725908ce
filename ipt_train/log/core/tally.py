"""What the statistics of progress count, kept answer by answer, so that no screen reads a whole log.

Practice and drills are counted as left out. Every figure is a number of answers or a sum in the
order of the log, so that a snapshot moved on and a log folded anew come to the same.
"""

from collections.abc import Sequence
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
        items: Sequence[ItemId],
        days: Sequence[int],
        correct: Sequence[bool],
        confidence: Sequence[Confidence | None],
        response_ms: Sequence[int],
    ) -> None:
        """Count answers of study, given in columns.

        Args:
            items: The items, by the ids that they have now.
            days: Their study days.
            correct: Whether each was wholly right.
            confidence: What the learner said before feedback, if anything.
            response_ms: Milliseconds from the question to the answer.
        """
        self._forget_weeks(week_of(max(days)))
        before, in_week = 0, dict[ItemId, int]()
        for item, day, right, said, spent in zip(
            items, days, correct, confidence, response_ms, strict=True
        ):
            tally = self.items.get(item)
            if tally is None:
                tally = self.items[item] = AnswerTally()
            tally.answers += 1
            tally.milliseconds += spent if spent < IDLE_MS else IDLE_MS
            self.capped += spent > IDLE_MS
            self.days[day] = self.days.get(day, 0) + 1
            recalls = self.said.get(said or "")
            if recalls is None:
                recalls = self.said[str(said or "")] = Recalls()
            recalls.n += 1
            recalls.well += right
            if day != before:
                before, week = day, week_of(day)
                in_week = self.weeks.setdefault(week, {}) if week >= self.weeks_from else {}
            in_week[item] = in_week.get(item, 0) + 1

    def reviewed(self, due: Sequence[tuple[ItemId, int, int, bool]]) -> None:
        """Count answers that were reviews by days and due: the n of true retention.

        What is in learning is not a review, even when it comes the next day.

        Args:
            due: Of each the item, counted before; the study day; the days that it had been scheduled
                for; and whether it counts as recalled: right, and not called a guess.
        """
        before, month = 0, Recalls()
        for item, day, interval, recalled in due:
            self.items[item].reviews += 1
            self.items[item].retained += recalled
            if day != before:
                before, month = day, self._month_of(day)
            for recalls in (self.young if interval < MATURE_DAYS else self.mature, month):
                recalls.n += 1
                recalls.well += recalled

    def predicted(self, foretold: Sequence[tuple[float, bool]]) -> None:
        """Count answers of which the memory model had foretold something, in their order.

        Args:
            foretold: Of each the chance of recall, 0-1, and whether it counts as recalled. There is
                none on a first sight and on the study day of the last answer, of which the model
                says nothing.
        """
        for chance, recalled in foretold:
            for recalls in (self.tenths[min(int(chance * TENTHS), TENTHS - 1)], self.foretold):
                recalls.n += 1
                recalls.well += recalled
                recalls.foretold += chance

    def _month_of(self, day: int) -> Recalls:
        if not 1 <= day <= _LAST_DAY:  # a damaged page can hold any number
            return Recalls()
        when = date.fromordinal(day)
        return self.months.setdefault(when.year * 12 + when.month - 1, Recalls())

    def _forget_weeks(self, newest: int) -> None:
        self.weeks_from = max(self.weeks_from, newest - WEEKS_KEPT)
        for old in [one for one in self.weeks if one < self.weeks_from]:
            del self.weeks[old]
