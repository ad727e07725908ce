"""A sitting: questions from the agenda, answers into the log before anything is shown."""

from collections.abc import Callable, Mapping
from contextlib import suppress

from ipt_train.bank.core.drill import Drill
from ipt_train.bank.core.lexicon import lexicon_of
from ipt_train.bank.core.model import Item, Library, Vignette
from ipt_train.errors import StoreError
from ipt_train.log.core.event import Event, Marked, Response, Undone
from ipt_train.log.operation.journal import Journal
from ipt_train.schedule.card import New
from ipt_train.schedule.leech import is_leech
from ipt_train.study.core.entry import is_new, items_kept
from ipt_train.study.core.exercise import CaseSteps, Exercise, drills_for, exercise_id
from ipt_train.study.core.judge import judge_meant
from ipt_train.study.core.queue import Agenda, agenda
from ipt_train.study.core.session import Question, Session
from ipt_train.study.core.standing import SittingProgress
from ipt_train.study.operation.done import (
    Answered,
    Left,
    Outcome,
    Replied,
    Stage,
    days_in_words,
    returns_in_words,
    reviewed,
    stages,
    was_wrong,
)
from ipt_train.study.operation.drills import record_drill, record_second
from ipt_train.study.operation.readings import card_for, lapses_of, variant_of
from ipt_train.study.operation.summary import Summary, summarise
from ipt_train.vocabulary import Confidence, EventKind, Mark, Mode


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
        again: Chooses once more, after something was left or taken back; None where that is not done.
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
        again: Callable[[], Agenda] | None = None,
    ) -> None:
        self._journal, self.library, self._again = journal, library, again
        self._id, self.agenda, self.mode = session, chosen, mode
        self.confidence = journal.state.settings.confidence
        self._until, self._limit = until, limit
        studied = entries if mode is Mode.STUDY else []
        pool = items_kept(studied, journal.state, journal.today())
        self._session = Session(chosen.entries, pool, limit=limit, exercise=chosen.exercise)
        self._done: list[Answered | Left | Replied] = []
        self._room = chosen.new_left - chosen.new

    def next(self) -> Question | None:
        """Return what to ask now, or None when the sitting is over; a case is finished first."""
        if self._is_late() and not self._session.within_case:
            return None
        return self._session.next(self._journal.state, self._journal.at())

    def _is_late(self) -> bool:
        return self._until is not None and self._journal.at() >= self._until

    def offered(self) -> Exercise | None:
        """Return the exercise of the day if it comes now, before what ``next`` would ask."""
        offered = self._session.offered(self._journal.state, self._journal.at())
        return None if self._is_late() else offered

    def begin(self, exercise: CaseSteps) -> None:
        """Begin the steps of a case that were offered; ``next`` asks them."""
        self._session.begin(exercise, self._journal.state)

    def stops_here(self, question: Question) -> bool:
        """Whether a case goes on another day after this step."""
        part = self._session.part if question.vignette else None
        return part is not None and part.stops_at(question.entry, question.number)

    def postpone(self, exercise: Exercise) -> None:
        """Skip the exercise of the day; it is not asked for before tomorrow."""
        mark = Marked(item=exercise_id(exercise), mark=EventKind.BURY)
        event, _ = self._journal.record(mark, self._id)
        self._session.over(answered=False)
        self._done.append(Left(event=event, what=exercise))

    def reply(
        self, drill: Drill, marks: Mapping[str, Mark], response_ms: int, text: str = ""
    ) -> str:
        """Commit the marks of a reply, and a text to keep; return in words when the drill comes back.

        Raises:
            StoreError: They could not be written.
        """
        event, day = record_drill(self._journal, drill, marks, response_ms, text, session=self._id)
        self._session.over(answered=True)
        self._done.append(Replied(event=event, what=drill))
        return days_in_words(day.toordinal(), self._journal.today())

    def reply_again(self, response_ms: int, text: str = "") -> None:
        """Commit the second reply to the drill that was just marked, as practice.

        Raises:
            StoreError: It could not be written.
        """
        last = self._done[-1] if self._done else None
        if isinstance(last, Replied):
            record_second(self._journal, last.event, response_ms, text, session=self._id)

    def standing(self) -> SittingProgress:
        """Return what is done and what is in the future, as far as is known."""
        pile, practice = self.agenda, self.mode is not Mode.STUDY
        ahead = self._session.ahead(
            self._journal.state,
            self._journal.at(),
            day=self._journal.today(),
            new_answers=1.0 if practice else pile.new_answers,
            seconds=pile.seconds,
        )
        seconds = ahead.answers * pile.seconds
        if self._until is not None:
            seconds = min(seconds, max(0, self._until - self._journal.at()) / 1000)
        return SittingProgress(
            done=self._session.answered,
            ahead=ahead,
            seconds=seconds,
            limit=self._limit,
            apart=pile.apart,
            practice=practice,
        )

    def answer(
        self,
        question: Question,
        response: Response,
        confidence: Confidence | None,
        response_ms: int,
        *,
        meant: Response | None = None,
    ) -> Outcome:
        """Judge a response, or what is meant by it, and commit it; only then is anything shown.

        Raises:
            StoreError: It could not be written; the question stands as it was.
        """
        journal, item = self._journal, question.item
        judgement = judge_meant(item, response, meant, lexicon_of(self.library))
        failed = was_wrong(journal.state, item.id)
        body = reviewed(question, response, judgement, confidence, response_ms, mode=self.mode)
        event, step = journal.record(body, self._id)
        self._session.done(question)
        card = journal.state.cards.get(item.id, New())
        lapses = lapses_of(card)
        lapsed = step is not None and lapses > lapses_of(step.before)
        leech = lapsed and is_leech(lapses) and question.vignette is None
        self._done.append(
            Answered(
                event=event,
                question=question,
                correct=judgement.correct,
                improved=judgement.correct and failed,
                buried=self._leave_leech(item) if leech else None,
            )
        )
        if question.vignette and self._session.part and not self._session.within_case:
            self._choose_again()  # a step of the case that was taken back still waits
        return Outcome(
            judgement=judgement,
            rating=body.rating,
            returns=returns_in_words(card, journal.at(), journal.today(), mode=self.mode),
            reading=card_for(self.library, item, lapses) if not judgement.correct else None,
            leech=leech,
            note=journal.state.notes.get(item.id, ""),
        )

    def _leave_leech(self, item: Item) -> Event:
        """Leave an item that will not stick for today, and ask the same in other words next."""
        event, _ = self._journal.record(Marked(item=item.id, mark=EventKind.BURY), self._id)
        state = self._journal.state
        variant = variant_of(item, self.library, state, new=self._room > 0)
        self._room -= variant is not None and variant.id not in state.cards
        self._session.instead(item, variant)
        return event

    def undo(self) -> Question | Exercise | None:
        """Take back what was done last, by an event; return what it was about, None for nothing."""
        if not self._done:
            return None
        for event in (last := self._done.pop()).events:
            self._journal.record(Undone(target=event.id), self._id)
        counts = not isinstance(last, Left)
        if isinstance(last.what, Question):
            self._session.again(last.what, self._journal.state, answered=counts)
        else:
            self._session.offer(last.what, answered=counts)
        self._choose_again()
        return last.what

    def _choose_again(self) -> None:
        """Let another entry come where one was left, and go again where that was taken back."""
        if self._again is not None:
            chosen = self._again()
            self._session.keep_to(chosen.entries, chosen.exercise, self._journal.state)

    def mark(self, item: Item, mark: EventKind, note: str = "") -> None:
        """Flag, note or dispute an item, or lift one of these."""
        self._journal.record(Marked(item=item.id, mark=mark, note=note), self._id)

    def is_flagged(self, item: Item) -> bool:
        """Whether an item is flagged."""
        return item.id in self._journal.state.flagged

    def leave(self, question: Question, mark: EventKind) -> None:
        """Set an entry aside: suspended, or buried for the day. A step takes its whole case along."""
        event, _ = self._journal.record(Marked(item=question.entry, mark=mark), self._id)
        self.skip(question)
        self._done.append(Left(event=event, what=question))
        self._choose_again()

    def skip(self, question: Question) -> None:
        """Leave a question out of this sitting."""
        self._session.skip(question)

    def summary(self) -> Summary:
        """Return the sitting in figures, and what is due now, whoever studied meanwhile."""
        journal = self._journal
        with suppress(StoreError):  # every answer is kept, also where the log cannot be read again
            journal.catch_up()
        return summarise(self._done, self.library, journal.state, journal.today(), journal.at())

    def open_case(self) -> Vignette | None:
        """Return the case that was begun, now or before, and has steps left in this sitting."""
        question = self.next() if self._session.within_case else None
        case = question.vignette if question else None
        return case if case and not is_new(case, self._journal.state) else None

    def path(self) -> tuple[Stage, ...]:
        """Return the way through a case."""
        return stages(self._done, self.library.competencies)


def begin_study(
    journal: Journal,
    library: Library,
    *,
    session: str,
    limit: int | None = None,
    new_limit: int | None = None,
    minutes: int | None = None,
    more: int = 0,
    exercise: bool = False,
) -> Sitting:
    """Begin a sitting on what is due and new today.

    Args:
        journal: The learner's log and state.
        library: Banks and bibliography.
        session: Id of the sitting.
        limit: Stop after this many answers.
        new_limit: New entries, instead of what is left of the daily limit.
        minutes: Stop asking after so many minutes.
        more: New entries beyond what is left of the daily limit.
        exercise: Hold the exercise of the day; without it cases come whole, as entries.
    """
    entries, day = list(library.entries()), journal.today()
    drills = drills_for(library) if exercise else None

    def choose() -> Agenda:
        state = journal.state
        return agenda(entries, state, day=day, new_limit=new_limit, more=more, drills=drills)

    return Sitting(
        journal,
        library,
        entries,
        choose(),
        session=session,
        limit=limit,
        until=None if minutes is None else journal.at() + minutes * 60_000,
        again=choose if new_limit is None and not more else None,
    )
