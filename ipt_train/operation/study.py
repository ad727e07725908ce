"""A sitting: questions from the agenda, answers into the log before anything is shown."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ipt_train.bank.model import Item, Library, Vignette
from ipt_train.bank.reading import Reading
from ipt_train.operation.journal import Journal
from ipt_train.operation.readings import KEEPS_FORGETTING, reading_for
from ipt_train.schedule.card import Card, Learning, New, Review
from ipt_train.study.event import Event, Marked, Response, Reviewed, Undone
from ipt_train.study.judge import Judgement, judge, rating_of
from ipt_train.study.queue import Agenda, agenda, next_due, steps_of
from ipt_train.study.session import Question, Reason, Session
from ipt_train.vocabulary import Confidence, EventKind, Mode, Rating


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What an answer led to; it is in the log already.

    Attributes:
        judgement: Whether it was right, and the feedback.
        rating: The recall rating that moved the schedule.
        returns: When the item comes back, in words.
        reading: A card to read, for an item that keeps being forgotten.
    """

    judgement: Judgement
    rating: Rating
    returns: str
    reading: Reading | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A sitting in figures.

    Attributes:
        answers: Answers given and not undone.
        correct: How many of them were right.
        new: How many of them were to new items.
        seconds: Time from question to answer, added up.
        by_domain: Answers and right ones by domain.
        missed: Stems of what was answered wrongly, each once.
        left: Due reviews that remain today.
        new_left: New entries that today's limit still allows.
        next_due: Next study day on which something is due, as an ISO date, or empty.
        next_count: How many entries are due by then.
    """

    answers: int
    correct: int
    new: int
    seconds: float
    by_domain: Mapping[str, tuple[int, int]]
    missed: tuple[str, ...]
    left: int
    new_left: int
    next_due: str
    next_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answered:
    """One answer of this sitting."""

    event: Event
    question: Question
    correct: bool


_PRACTICE = "practice: its schedule stays as it was"


class Sitting:
    """One sitting over a journal.

    Args:
        journal: The learner's log and state.
        library: Banks and bibliography.
        entries: What may be studied.
        chosen: What is studied, in order.
        session: Id of the sitting.
        limit: Stop after this many answers.
        mode: Why it is asked; in practice nothing comes again within the sitting.
        until: Ask nothing more from this instant on, in milliseconds since 1970.
    """

    def __init__(
        self,
        journal: Journal,
        library: Library,
        entries: list[Item | Vignette],
        chosen: Agenda,
        *,
        session: str,
        limit: int | None = None,
        mode: Mode = Mode.STUDY,
        until: int | None = None,
    ) -> None:
        self._journal = journal
        self.library = library
        self.agenda = chosen
        self._entries = entries
        self._id = session
        self.mode = mode
        self._until = until
        pool = [entry for entry in entries if isinstance(entry, Item) and mode is Mode.STUDY]
        self._session = Session(chosen.entries, pool, limit=limit)
        self._done: list[_Answered | Question] = []

    def next(self) -> Question | None:
        """Return what to ask now, or None when the sitting is over; a case is finished first."""
        late = self._until is not None and self._journal.at() >= self._until
        if late and not self._session.within_case:
            return None
        return self._session.next(self._journal.state, self._journal.at())

    def left(self) -> int:
        """Count the questions still to come, as far as is known; repeats count again."""
        return self._session.left(self._journal.state, self._journal.at())

    def answer(
        self,
        question: Question,
        response: Response,
        confidence: Confidence | None,
        response_ms: int,
    ) -> Outcome:
        """Judge a response and commit it; only then is there anything to show.

        Raises:
            StoreError: It could not be written; the question stands as it was.
        """
        judgement = judge(question.item, response)
        rating = rating_of(judgement.correct, confidence)
        event, _ = self._journal.record(
            Reviewed(
                item=question.item.id,
                revision=question.item.revision,
                response=response,
                correct=judgement.correct,
                score=round(judgement.score, 4),
                confidence=confidence,
                rating=rating,
                response_ms=max(0, response_ms),
                vignette=question.vignette.id if question.vignette else None,
                mode=self.mode,
            ),
            self._id,
        )
        self._session.done(question)
        self._done.append(_Answered(event=event, question=question, correct=judgement.correct))
        card = self._journal.state.cards.get(question.item.id, New())
        lapses = 0 if isinstance(card, New) else card.lapses
        forgotten = not judgement.correct and lapses >= KEEPS_FORGETTING
        return Outcome(
            judgement=judgement,
            rating=rating,
            returns=self._returns(card) if self.mode is Mode.STUDY else _PRACTICE,
            reading=reading_for(self.library, question.item) if forgotten else None,
        )

    def undo(self) -> Question | None:
        """Take back the last answer or suspension of the sitting, by an event.

        Returns:
            The question that it was about, or None where there is nothing to undo.
        """
        if not self._done:
            return None
        last = self._done.pop()
        if isinstance(last, _Answered):
            self._journal.record(Undone(target=last.event.id), self._id)
            self._session.again(last.question)
            return last.question
        self._journal.record(Marked(item=last.entry, mark=EventKind.UNSUSPEND), self._id)
        self._session.again(last, answered=False)
        return last

    def flag(self, item: Item) -> bool:
        """Flag an item for a second look, or lift its flag; return whether it is flagged now."""
        lifted = item.id in self._journal.state.flagged
        mark = EventKind.UNFLAG if lifted else EventKind.FLAG
        self._journal.record(Marked(item=item.id, mark=mark), self._id)
        return not lifted

    def suspend(self, question: Question) -> None:
        """Set an entry aside until it is taken up again; a step sets its whole case aside."""
        self._journal.record(Marked(item=question.entry, mark=EventKind.SUSPEND), self._id)
        self._session.skip(question)
        self._done.append(question)

    def skip(self, question: Question) -> None:
        """Leave a question out of this sitting."""
        self._session.skip(question)

    def summary(self) -> Summary:
        """Return the sitting in figures."""
        answers = [one for one in self._done if isinstance(one, _Answered)]
        asked: Counter[str] = Counter()
        right: Counter[str] = Counter()
        for one in answers:
            asked[one.question.item.domain] += 1
            right[one.question.item.domain] += one.correct
        missed = dict.fromkeys(one.question.item.stem for one in answers if not one.correct)
        return Summary(
            answers=len(answers),
            correct=right.total(),
            new=sum(one.question.reason is Reason.NEW for one in answers),
            seconds=sum(
                one.event.body.response_ms
                for one in answers
                if isinstance(one.event.body, Reviewed)
            )
            / 1000,
            by_domain={domain: (asked[domain], right[domain]) for domain in sorted(asked)},
            missed=tuple(missed),
            **self._ahead(),
        )

    def _ahead(self) -> dict[str, Any]:
        """Say what is due or new today still, and when something is due next."""
        state, today = self._journal.state, self._journal.today()
        rest = agenda(self._entries, state, day=today, seed="")
        day, count = next_due(self._entries, state, today)
        learning = sum(
            isinstance(state.cards.get(item.id), Learning)
            for entry in self._entries
            if entry.id not in state.suspended
            for item in steps_of(entry)
        )
        return {
            "left": rest.reviews + learning,
            "new_left": rest.new,
            "next_due": date.fromordinal(day).isoformat() if day else "",
            "next_count": count,
        }

    def _returns(self, card: Card) -> str:
        match card:
            case Learning(due_at=due):
                minutes = max(1, round((due - self._journal.at()) / 60_000))
                return f"again in {minutes} minute{'s' * (minutes != 1)}, or at the end of this sitting"
            case Review(due_day=due, interval=interval):
                day = date.fromordinal(due).isoformat()
                return f"in {interval} day{'s' * (interval != 1)}, on {day}"
            case New():
                return "when it is new"


def begin_study(
    journal: Journal,
    library: Library,
    *,
    session: str,
    limit: int | None = None,
    new_limit: int | None = None,
    minutes: int | None = None,
) -> Sitting:
    """Begin a sitting on what is due and new today.

    Args:
        journal: The learner's log and state.
        library: Banks and bibliography.
        session: Id of the sitting.
        limit: Stop after this many answers.
        new_limit: New entries, instead of what is left of the daily limit.
        minutes: Ask nothing more after so many minutes.
    """
    entries = list(library.entries())
    day = journal.today()
    chosen = agenda(entries, journal.state, day=day, seed=f"day {day}", new_limit=new_limit)
    until = None if minutes is None else journal.at() + minutes * 60_000
    return Sitting(journal, library, entries, chosen, session=session, limit=limit, until=until)


def begin_case(journal: Journal, library: Library, case: Vignette, *, session: str) -> Sitting:
    """Begin a sitting on one case, due or not."""
    chosen = Agenda(entries=(case,), reviews=0, new=0, buried=0, over_limit=0)
    return Sitting(journal, library, [case], chosen, session=session)
