"""What the statistics of progress count, kept answer by answer, so that no screen reads a whole log.

Practice and drills are counted as left out. Every figure is a number of answers or a sum in the
order of the log, so that a snapshot moved on and a log folded anew come to the same.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
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

    def add(self, well: bool, count: int = 1) -> None:
        """Count so many that came out alike."""
        self.n += count
        self.well += count * well


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
        spent: dict[ItemId, int] = {}
        for item, milliseconds in zip(items, response_ms, strict=True):
            part = milliseconds if milliseconds < IDLE_MS else IDLE_MS
            spent[item] = spent.get(item, 0) + part
        for item, count in Counter(items).items():
            tally = self.items.setdefault(item, AnswerTally())
            tally.answers += count
            tally.milliseconds += spent[item]
        self.capped += sum(map(IDLE_MS.__lt__, response_ms))
        for day, count in Counter(days).items():
            self.days[day] = self.days.get(day, 0) + count
        for (said, right), count in Counter(zip(confidence, correct, strict=True)).items():
            self.said.setdefault(str(said or ""), Recalls()).add(right, count)
        self._in_weeks(Counter(zip(days, items, strict=True)))

    def reviewed(self, due: Sequence[tuple[ItemId, int, int, bool]]) -> None:
        """Count answers that were reviews by days and due: the n of true retention.

        Args:
            due: Of each the item, counted before; the study day; the days that it had been scheduled
                for; and whether it counts as recalled: right, and not called a guess.
        """
        for (item, recalled), count in Counter((one[0], one[3]) for one in due).items():
            self.items[item].reviews += count
            self.items[item].retained += count * recalled
        for (mature, recalled), count in Counter((one[2] >= MATURE_DAYS, one[3]) for one in due).items():
            (self.mature if mature else self.young).add(recalled, count)
        for (day, recalled), count in Counter((one[1], one[3]) for one in due).items():
            if 1 <= day <= _LAST_DAY:  # a damaged page can hold any number
                when = date.fromordinal(day)
                month = self.months.setdefault(when.year * 12 + when.month - 1, Recalls())
                month.add(recalled, count)

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

    def _in_weeks(self, answers: Mapping[tuple[int, ItemId], int]) -> None:
        """Count answers by day and item in their weeks, and let the oldest weeks go."""
        newest = max(week_of(day) for day, _ in answers)
        self.weeks_from = max(self.weeks_from, newest - WEEKS_KEPT)
        for (day, item), count in answers.items():
            if (week := week_of(day)) >= self.weeks_from:
                counts = self.weeks.setdefault(week, {})
                counts[item] = counts.get(item, 0) + count
        for old in [one for one in self.weeks if one < self.weeks_from]:
            del self.weeks[old]
