"""Practice exams: begun from a blueprint, answered without feedback, marked at the end."""

from collections.abc import Callable, Mapping
from typing import Any

from ipt_train.bank.core.lexicon import lexicon_of
from ipt_train.bank.core.model import Library
from ipt_train.errors import ItemNotFoundError, UsageError
from ipt_train.exam.core.assemble import assemble
from ipt_train.exam.core.record import EXAMS, ExamRecord
from ipt_train.exam.core.result import ExamResult, result_of
from ipt_train.exam.core.shown_order import question
from ipt_train.log.core.event import ExamAnswered, ExamBegan, ExamEnded, Marked, Response
from ipt_train.log.operation.journal import Journal
from ipt_train.study.core.presentation import Presentation
from ipt_train.vocabulary import EventKind

USUAL_LENGTH = 20
FORM = "A"


class ExamSitting:
    """One sitting of an exam, begun or taken up again. Every answer is committed at once.

    Args:
        journal: The learner's log.
        questions: What is asked, in order.
        exam: Its id; the log says that it began.
    """

    def __init__(self, journal: Journal, questions: tuple[Presentation, ...], exam: str) -> None:
        self._journal = journal
        self.questions = questions
        self._exam = exam

    @property
    def record(self) -> ExamRecord:
        """What the log says of it so far."""
        return self._journal.folded(EXAMS)[self._exam]

    @property
    def title(self) -> str:
        """What the exam is called."""
        return self.record.began.title

    def seconds_left(self) -> float | None:
        """Return the time that is left, 0 or more; None without a limit."""
        until = self.record.until
        return None if until is None else max(0.0, (until - self._journal.at()) / 1000)

    def is_over(self) -> bool:
        """Whether it was handed in, or its time has run out."""
        return self.record.is_over(self._journal.at())

    def given(self, number: int) -> Response | None:
        """Return the answer to a question by its place, from 0."""
        return self.record.answers.get(self.questions[number].item.id)

    def unanswered(self) -> list[int]:
        """Return the places of the questions without an answer, from 0."""
        return [place for place in range(len(self.questions)) if self.given(place) is None]

    def answer(self, number: int, response: Response | None, response_ms: int) -> bool:
        """Commit an answer, or take one back; return whether it came in time.

        Raises:
            StoreError: It could not be written.
        """
        item = self.questions[number].item
        self._journal.record(
            ExamAnswered(
                exam=self._exam,
                item=item.id,
                revision=item.revision,
                response=response,
                response_ms=max(0, response_ms),
            )
        )
        return self.given(number) == response

    def end(self) -> None:
        """Hand the exam in.

        Raises:
            StoreError: It could not be written.
        """
        self._journal.record(ExamEnded(exam=self._exam))


def begin_exam(
    journal: Journal,
    library: Library,
    *,
    exam: str,
    title: str,
    seed: int,
    blueprint: Mapping[str, Any] | None = None,
    length: int | None = None,
    minutes: int | None = None,
    ready: Callable[[int, int], object] | None = None,
) -> ExamSitting:
    """Assemble a practice exam and begin it.

    Args:
        journal: The learner's log.
        library: The banks.
        exam: Id of this sitting.
        title: What it is called.
        seed: Chooses and orders items and options.
        blueprint: A checked blueprint.
        length: Items, instead of the blueprint's length.
        minutes: Time allowed, instead of the blueprint's; 0 for no limit.
        ready: Called with the number of questions and the minutes before the time begins to run;
            what it raises is raised, and no exam is begun.

    Raises:
        AssemblyError: There are not enough items.
        StoreError: It could not be written.
    """
    plan = blueprint or {}
    wanted = length if length is not None or blueprint else USUAL_LENGTH
    paper = assemble(library.items(), seed=seed, blueprint=blueprint, length=wanted)
    items = paper.forms[0].items
    allowed = plan.get("minutes", 0) if minutes is None else minutes
    if minutes is None and length is not None and plan.get("length"):
        allowed = round(allowed * length / plan["length"])
    if ready is not None:
        ready(len(items), allowed)
    journal.record(
        ExamBegan(
            exam=exam,
            title=title,
            paper="",
            items=tuple(item.id for item in items),
            revisions=tuple(item.revision for item in items),
            seed=seed,
            minutes=allowed,
        )
    )
    return _sitting(journal, library, journal.folded(EXAMS)[exam])


def open_exam(journal: Journal, library: Library) -> ExamSitting | None:
    """Return the practice exam that was begun and is not over, if there is one."""
    at = journal.at()
    for record in reversed(list(journal.folded(EXAMS).values())):
        if not record.began.paper and not record.is_over(at):
            return _sitting(journal, library, record)
    return None


def exam_named(journal: Journal, name: str | None) -> ExamRecord:
    """Return an exam by the beginning of its id, or the newest.

    Raises:
        UsageError: No exam was taken.
        ItemNotFoundError: No exam or several begin so.
    """
    known = journal.folded(EXAMS)
    if not known:
        raise UsageError("no exam has been taken yet", hint="`ipt-train exam practice` begins one")
    if name is None:
        return list(known.values())[-1]
    fitting = [record for key, record in known.items() if key.startswith(name)]
    if len(fitting) != 1:
        raise ItemNotFoundError(
            f"{'several exams begin' if fitting else 'no exam begins'} with `{name}`",
            hint="`ipt-train exam list` shows them",
        )
    return fitting[0]


def exam_result(library: Library, record: ExamRecord) -> ExamResult:
    """Mark an exam."""
    items = {item.id: item for item in library.items()}
    return result_of(record, items, lexicon_of(library))


def queue_mistakes(journal: Journal, result: ExamResult) -> int:
    """Send what was not right to the study queue, by events; return how many."""
    for one in result.mistakes:
        journal.record(Marked(item=one.item.id, mark=EventKind.QUEUE))
    return len(result.mistakes)


def _sitting(journal: Journal, library: Library, record: ExamRecord) -> ExamSitting:
    """Put an exam together again: its questions look as they did when it began."""
    items = {item.id: item for item in library.items()}
    questions = tuple(
        question(items[name], record.began.seed, FORM)
        for name in record.began.items
        if name in items
    )
    return ExamSitting(journal, questions, record.began.exam)
