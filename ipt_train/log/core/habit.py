"""What a learner did on each study day: answers and the time that they took; and the streak."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

LONGEST_MS = 120_000
"""A longer gap between two answers is a pause, not study: it counts as this much."""

_SHORTEST_MS = 500
"""What took less was not read by anybody, such as a file of answers."""

USUAL_SECONDS = 30.0
"""Seconds an answer that are assumed before the log tells, the reading of feedback included."""
_ASSUMED_ANSWERS = 20
"""As many answers the assumption weighs; nobody validated it."""
_PACE_DAYS = 14
_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTally:
    """One study day.

    Attributes:
        answers: Answers given.
        timed: How many of them took a time; those of a file may not.
        milliseconds: What these took, the reading of feedback included.
    """

    answers: int = 0
    timed: int = 0
    milliseconds: int = 0


@dataclass(slots=True, kw_only=True)
class Habit:
    """Study days with an answer, and the sitting that the newest answer was given in.

    Attributes:
        days: What was done on each study day on which there was an answer.
        session: The sitting of the newest answer.
        at: When that was, in milliseconds since 1970.
    """

    days: dict[int, DayTally] = field(default_factory=dict)
    session: str = ""
    at: int = 0

    def answered(self, *, day: int, session: str, at: int, response_ms: int) -> None:
        """Count one answer; see ``answers``.

        Args:
            day: Its study day.
            session: Its sitting; empty where the log does not say.
            at: When it was given, in milliseconds since 1970.
            response_ms: Milliseconds from question to answer.
        """
        self.answers((day,), (session,), (at,), (response_ms,))

    def answers(
        self,
        days: Sequence[int],
        sessions: Sequence[str],
        at: Sequence[int],
        response_ms: Sequence[int],
    ) -> None:
        """Count answers in their order, given in columns.

        What one took is the gap since the answer before it in the same sitting, so that the
        reading of feedback is in it; the first of a sitting took from question to answer.

        Args:
            days: Study days.
            sessions: Sittings; empty where the log does not say.
            at: When each was given, in milliseconds since 1970.
            response_ms: Milliseconds from question to answer.
        """
        session, before, counts = self.session, self.at, dict[int, list[int]]()
        for day, sitting, moment, spent in zip(days, sessions, at, response_ms, strict=True):
            if sitting and sitting == session and moment - before > spent:
                spent = moment - before  # noqa: PLW2901 - the reading of feedback is in it
            session, before = sitting, moment
            count = counts.get(day)
            if count is None:
                count = counts[day] = [0, 0, 0]
            count[0] += 1
            if spent >= _SHORTEST_MS:
                count[1] += 1
                count[2] += spent if spent < LONGEST_MS else LONGEST_MS
        for day, (answers, timed, milliseconds) in counts.items():
            old = self.days.get(day, DayTally())
            self.days[day] = DayTally(
                answers=old.answers + answers,
                timed=old.timed + timed,
                milliseconds=old.milliseconds + milliseconds,
            )
        self.session, self.at = session, before

    def passed(self, *, session: str, at: int) -> None:
        """Note that something went on that is no answer, so that the next one does not seem slow.

        Args:
            session: Its sitting.
            at: When it was over, in milliseconds since 1970.
        """
        if session == self.session:
            self.at = at


def seconds_an_answer(days: Mapping[int, DayTally], before: int) -> float:
    """Return the learner's own time for an answer over the fortnight before a study day.

    Few answers are held towards the usual time.

    Args:
        days: What was done on each study day.
        before: The study day; it does not count itself, so that its budget stands still.
    """
    recent = [tally for day, tally in days.items() if before - _PACE_DAYS <= day < before]
    answers = sum(tally.timed for tally in recent)
    spent = sum(tally.milliseconds for tally in recent) / 1000
    return (spent + USUAL_SECONDS * _ASSUMED_ANSWERS) / (answers + _ASSUMED_ANSWERS)


def streak(days: Collection[int], today: int) -> int:
    """Return on how many study days in a row there was an answer; one empty day in seven is let pass.

    Today is not over, so an empty today does not break it and is no rest day either.

    Args:
        days: Study days with an answer.
        today: The study day.
    """
    day = today if today in days else today - 1
    count, rested = 0, today + _WEEK
    while True:
        if day in days:
            count += 1
        elif day - 1 in days and rested - day >= _WEEK:
            rested = day
        else:
            return count
        day -= 1
