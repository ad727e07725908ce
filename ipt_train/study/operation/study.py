"""A sitting: questions from the agenda, answers into the log before anything is shown."""

from dataclasses import dataclass
from datetime import date

from ipt_train.bank.core.lexicon import lexicon_of
from ipt_train.bank.core.model import Item, Library, Vignette
from ipt_train.bank.core.reading import Reading
from ipt_train.log.core.event import Event, Marked, Response, Reviewed, Undone
from ipt_train.log.operation.journal import Journal
from ipt_train.plural import counted
from ipt_train.schedule.card import Card, Learning, New, Review
from ipt_train.schedule.leech import is_leech
from ipt_train.study.core.judge import Judgement, judge, rating_of
from ipt_train.study.core.queue import Agenda, agenda
from ipt_train.study.core.session import Question, Reason, Session, SittingProgress
from ipt_train.study.operation.readings import KEEPS_FORGETTING, reading_for, variant_of
from ipt_train.study.operation.summary import Answered, Stage, Summary, summarise
from ipt_train.vocabulary import Confidence, EventKind, Mode, Rating


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What an answer led to; it is in the log already.

    Attributes:
        judgement: Whether it was right, and the feedback.
        rating: The recall rating that moved the schedule.
        returns: When the item comes back, in words.
        reading: A card to read, for an item that keeps being forgotten.
        leech: Whether it was forgotten so often that it rests today and a variant comes instead.
        note: The learner's own note on the item.
    """

    judgement: Judgement
    rating: Rating
    returns: str
    reading: Reading | None = None
    leech: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Left:
    """An entry set aside in this sitting."""

    event: Event
    question: Question


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
        self._id = session
        self.mode = mode
        self.confidence = journal.state.settings.confidence
        self._until = until
        self._limit = limit
        pool = [entry for entry in entries if isinstance(entry, Item) and mode is Mode.STUDY]
        self._session = Session(chosen.entries, pool, limit=limit)
        self._done: list[Answered | _Left] = []
        self._room = chosen.new_left - chosen.new

    def next(self) -> Question | None:
        """Return what to ask now, or None when the sitting is over; a case is finished first."""
        late = self._until is not None and self._journal.at() >= self._until
        if late and not self._session.within_case:
            return None
        return self._session.next(self._journal.state, self._journal.at())

    def standing(self) -> SittingProgress:
        """Return what is done and what is still to come, as far as is known."""
        each = self.agenda.new_answers if self.mode is Mode.STUDY else 1.0
        ahead = self._session.ahead(self._journal.state, self._journal.at(), new_answers=each)
        seconds = ahead.answers * self.agenda.seconds
        if self._until is not None:
            seconds = min(seconds, max(0, self._until - self._journal.at()) / 1000)
        return SittingProgress(
            done=self._session.answered, ahead=ahead, seconds=seconds, limit=self._limit
        )

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
        judgement = judge(question.item, response, lexicon_of(self.library))
        rating = rating_of(judgement.correct, confidence)
        past = self._journal.state.histories.get(question.item.id, [])
        failed = bool(past) and past[-1][0] is Rating.AGAIN
        event, step = self._journal.record(
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
        card = self._journal.state.cards.get(question.item.id, New())
        lapses = _lapses(card)
        forgotten = not judgement.correct and lapses >= KEEPS_FORGETTING
        lapsed = step is not None and lapses > _lapses(step.before)
        leech = lapsed and is_leech(lapses) and question.vignette is None
        self._done.append(
            Answered(
                event=event,
                question=question,
                correct=judgement.correct,
                improved=judgement.correct and failed and question.reason is Reason.REVIEW,
                buried=self._leave_leech(question.item) if leech else None,
            )
        )
        return Outcome(
            judgement=judgement,
            rating=rating,
            returns=self._returns(card) if self.mode is Mode.STUDY else _PRACTICE,
            reading=reading_for(self.library, question.item) if forgotten else None,
            leech=leech,
            note=self._journal.state.notes.get(question.item.id, ""),
        )

    def _leave_leech(self, item: Item) -> Event:
        """Leave an item that will not stick for today, and ask the same in other words next."""
        event, _ = self._journal.record(Marked(item=item.id, mark=EventKind.BURY), self._id)
        state = self._journal.state
        variant = variant_of(item, self.library, state, new=self._room > 0)
        self._room -= variant is not None and variant.id not in state.cards
        self._session.instead(item, variant)
        return event

    def undo(self) -> Question | None:
        """Take back the last answer or suspension of the sitting, by an event.

        Returns:
            The question that it was about, or None where there is nothing to undo.
        """
        if not self._done:
            return None
        last = self._done.pop()
        if isinstance(last, Answered):
            for event in (last.event, last.buried):
                if event is not None:
                    self._journal.record(Undone(target=event.id), self._id)
            self._session.again(last.question)
            return last.question
        self._journal.record(Undone(target=last.event.id), self._id)
        self._session.again(last.question, answered=False)
        return last.question

    def mark(self, item: Item, mark: EventKind, note: str = "") -> None:
        """Flag, note or dispute an item, or lift one of these."""
        self._journal.record(Marked(item=item.id, mark=mark, note=note), self._id)

    def is_flagged(self, item: Item) -> bool:
        """Whether an item is flagged."""
        return item.id in self._journal.state.flagged

    def leave(self, question: Question, mark: EventKind) -> None:
        """Set an entry aside: suspended, or buried for the day. A step takes its whole case along."""
        event, _ = self._journal.record(Marked(item=question.entry, mark=mark), self._id)
        self._session.skip(question)
        self._done.append(_Left(event=event, question=question))

    def skip(self, question: Question) -> None:
        """Leave a question out of this sitting."""
        self._session.skip(question)

    def summary(self) -> Summary:
        """Return the sitting in figures."""
        answers = [one for one in self._done if isinstance(one, Answered)]
        return summarise(
            answers,
            self.library,
            list(self.library.entries()),
            self._journal.state,
            self._journal.today(),
        )

    def path(self) -> tuple[Stage, ...]:
        """Return the way through a case: what was answered, and for which competencies."""
        names = self.library.competencies
        return tuple(
            Stage(
                number=one.question.number,
                stem=one.question.item.stem,
                correct=one.correct,
                remember=one.question.item.explanation,
                competencies=tuple(
                    names[name].title for name in one.question.item.competencies if name in names
                ),
            )
            for one in self._done
            if isinstance(one, Answered)
        )

    def _returns(self, card: Card) -> str:
        match card:
            case Learning(due_at=due):
                minutes = max(1, round((due - self._journal.at()) / 60_000))
                return f"again in {counted(minutes, 'minute')}, or at the end of this sitting"
            case Review(due_day=due):
                days = due - self._journal.today()
                return f"in {counted(days, 'day')}, on {date.fromordinal(due).isoformat()}"
            case New():
                return "when it is new"


def _lapses(card: Card) -> int:
    return 0 if isinstance(card, New) else card.lapses


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
