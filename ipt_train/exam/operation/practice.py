"""A practice exam: begun or taken up again, and answered from a file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ipt_train.bank.core.model import Library
from ipt_train.bank.operation.open import shelf_of
from ipt_train.bank.source.blueprint import read_blueprint
from ipt_train.csv_file import Answer
from ipt_train.errors import UsageError
from ipt_train.exam.core.result import ExamResult
from ipt_train.exam.operation.exam import (
    ExamSitting,
    begin_exam,
    exam_result,
    open_exam,
    queue_mistakes,
)
from ipt_train.exam.operation.show import ExamOutcome
from ipt_train.log.operation.journal import Journal
from ipt_train.plural import counted
from ipt_train.shell.runtime import Runtime


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a practice exam is to be like, if one is begun.

    Attributes:
        blueprint: A file, or the name of one that is shipped.
        length: Questions, instead of the blueprint's length.
        minutes: Time allowed, instead of the blueprint's; 0 for no limit.
        seed: Chooses and orders questions and options; None for any.
        new: Begin one even if another is open, which is then handed in as it is.
    """

    blueprint: str | None = None
    length: int | None = None
    minutes: int | None = None
    seed: int | None = None
    new: bool = False

    @property
    def changes_anything(self) -> bool:
        """Whether it is to be like anything in particular."""
        return (self.blueprint, self.length, self.minutes, self.seed) != (None,) * 4


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeExam:
    """A practice exam of a learner.

    Attributes:
        journal: The learner's log.
        library: The banks.
        sitting: The exam.
        resumed: Whether it was open already.
    """

    journal: Journal
    library: Library
    sitting: ExamSitting
    resumed: bool

    @property
    def name(self) -> str:
        """Its id."""
        return self.sitting.record.began.exam

    def result(self) -> ExamResult:
        """Return what it came to."""
        return exam_result(self.library, self.sitting.record)

    def queue(self, result: ExamResult) -> int:
        """Send the mistakes to the study queue; return how many.

        Raises:
            StoreError: It could not be written.
        """
        return queue_mistakes(self.journal, result)


def practice_exam(
    app: Runtime,
    journal: Journal,
    library: Library,
    wanted: Wanted,
    ready: Callable[[int, int], object] | None = None,
) -> PracticeExam:
    """Take up the practice exam that is open, or begin one.

    Args:
        app: The world of the program.
        journal: The learner's log, with the fold of exams.
        library: The banks.
        wanted: What it is to be like.
        ready: Called with the number of questions and the minutes before a new one begins.

    Raises:
        UsageError: One is open, and another is described without saying that it is to be new.
        BankNotFoundError: The blueprint cannot be read.
        BankUnusableError: It is no sound blueprint.
        AssemblyError: There are not enough items.
        StoreError: It could not be written.
    """
    before = open_exam(journal, library)
    if before is not None and not wanted.new:
        if wanted.changes_anything:
            asked = counted(len(before.questions), "question")
            raise UsageError(
                f"an exam of {asked} is open",
                hint="`ipt-train exam practice` carries on with it; add --another to start another",
            )
        return PracticeExam(journal=journal, library=library, sitting=before, resumed=True)
    plan, title = None, "Practice exam"
    if wanted.blueprint is not None:
        plan = read_blueprint(Path(wanted.blueprint), shelf_of(app))
        title = f"Practice exam ({plan['id']})"
    sitting = begin_exam(
        journal,
        library,
        exam=app.new_id()[:12],
        title=title,
        seed=app.chance() if wanted.seed is None else wanted.seed,
        blueprint=plan,
        length=wanted.length,
        minutes=wanted.minutes,
        ready=ready,
    )
    if before is not None:
        before.end()  # only now: an exam that cannot be begun ends no other
    return PracticeExam(journal=journal, library=library, sitting=sitting, resumed=False)


def answer_exam(exam: PracticeExam, answers: Mapping[str, Answer]) -> ExamOutcome:
    """Answer an exam from a file, hand it in and mark it; what has no answer stays blank.

    Raises:
        StoreError: An answer could not be written.
    """
    sitting = exam.sitting
    for place, asked in enumerate(sitting.questions):
        answer = answers.get(asked.item.id)
        if answer is not None:
            sitting.answer(place, asked.by_ids(answer.response), answer.response_ms)
    sitting.end()
    not_asked = sorted(answers.keys() - {asked.item.id for asked in sitting.questions})
    return ExamOutcome(result=exam.result(), not_asked=tuple(not_asked))
