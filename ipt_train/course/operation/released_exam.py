"""A person's marked exam: the answers, the key, what each earned, and where the class stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, quantiles

from ipt_train.bank.core.model import Reference
from ipt_train.course.core.correction import Correction
from ipt_train.course.core.course import Course, Exam
from ipt_train.course.core.grade import AttemptGrade, ExamGrade
from ipt_train.course.core.manual import ManualMarks
from ipt_train.course.exchange.responses import Kept, Responses
from ipt_train.exam.core.answer_lines import answer_lines, question_text
from ipt_train.exam.core.key import Key, KeyEntry
from ipt_train.exam.core.marking import earned, mark
from ipt_train.exam.core.released import (
    ClassStanding,
    ReleasedAttempt,
    ReleasedExam,
    ReleasedQuestion,
    ReleaseLevel,
)

FEWEST = 10
"""Of fewer people no figure of the class is released: it would tell of single ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseSource:
    """What marked exams are made from.

    Attributes:
        course: The course.
        exam: The exam.
        level: How much is released.
        released_at: When, ISO 8601 with offset.
        keys: The keys of its forms by the digests of their papers.
        corrections: What regrades decided, by item.
        bibliography: The works that items rest on, by id.
        manual: Marks by hand.
        rules: By what was graded.
        standing: Where the class stands.
    """

    course: Course
    exam: Exam
    level: ReleaseLevel
    released_at: str
    keys: Mapping[str, Key]
    corrections: Mapping[str, Sequence[Correction]]
    bibliography: Mapping[str, Reference]
    manual: ManualMarks
    rules: tuple[str, ...]
    standing: ClassStanding | None


def standing_of(shares: Sequence[float]) -> ClassStanding | None:
    """Return where a class stands; None of fewer than ten people.

    Quartiles are those of R's default (type 7).

    Args:
        shares: Everybody's share of the marks, 0-1.
    """
    if len(shares) < FEWEST:
        return None
    lower, median, upper = quantiles(shares, n=4, method="inclusive")
    return ClassStanding(
        people=len(shares), mean=fmean(shares), lower=lower, median=median, upper=upper
    )


def released_exam(
    source: ReleaseSource, grade: ExamGrade, kept: Sequence[Kept], responses: Responses
) -> ReleasedExam:
    """Return the marked exam of one person.

    Args:
        source: What it is made from.
        grade: The person's grade.
        kept: The person's attempts at the exam.
        responses: Where their records are.

    Raises:
        CourseError: A kept file was changed after it was received.
        PaperError: An item no longer has an option that the paper showed.
    """
    by_number = {one.place[1]: one for one in kept}
    shown = grade.counted or tuple(one.number for one in grade.attempts)
    return ReleasedExam(
        course=source.course.id,
        course_title=source.course.title,
        exam=source.exam.id,
        title=source.exam.title,
        person=grade.person,
        level=source.level,
        released_at=source.released_at,
        share=grade.share,
        passed=grade.passed,
        note=grade.note,
        rules=source.rules,
        standing=source.standing,
        attempts=tuple(
            _attempt(
                source,
                one,
                by_number[one.number] if one.number in shown else None,
                responses,
                grade,
            )
            for one in grade.attempts
        ),
    )


def _attempt(
    source: ReleaseSource,
    attempt: AttemptGrade,
    kept: Kept | None,
    responses: Responses,
    grade: ExamGrade,
) -> ReleasedAttempt:
    questions: tuple[ReleasedQuestion, ...] = ()
    if kept is not None:
        given = {one.item: one.response for one in responses.rows(kept).records()}
        by_hand = source.manual.of(grade.person, source.exam.id).items
        entries = source.keys[kept.manifest["paper"]].entries
        questions = tuple(
            _question(source, number, entry, given.get(str(entry.item.id)), by_hand)
            for number, entry in enumerate(entries, 1)
        )
    return ReleasedAttempt(
        number=attempt.number,
        form=attempt.form,
        raw=attempt.raw,
        share=attempt.share,
        counted=attempt.number in grade.counted,
        note=attempt.note,
        questions=questions,
    )


def _question(
    source: ReleaseSource,
    number: int,
    entry: KeyEntry,
    response: object,
    by_hand: Mapping[str, float],
) -> ReleasedQuestion:
    item, name, level = entry.item, str(entry.item.id), source.level
    right = response is not None and mark(entry, response).correct
    told = level is not ReleaseLevel.MARKS
    why = level is ReleaseLevel.RATIONALES
    lines = answer_lines(entry, response) if told else ()
    if not why:
        lines = tuple(
            type(one)(label=one.label, text=one.text, verdict=one.verdict) for one in lines
        )
    return ReleasedQuestion(
        number=number,
        item=name,
        revision=item.revision,
        mark=by_hand.get(name, earned(entry, response)),
        right=right,
        counts=not entry.left_out,
        missed=not (right or entry.left_out or entry.full_marks),
        by_hand=name in by_hand and not entry.left_out,
        regraded=tuple(one.words for one in source.corrections.get(name, ())),
        scene=item.scene if told else "",
        stem=question_text(item) if told else "",
        lines=lines,
        explanation=item.explanation if why else "",
        sources=tuple(_sources(source, entry)) if why else (),
    )


def _sources(source: ReleaseSource, entry: KeyEntry) -> list[str]:
    works = (source.bibliography.get(name) for name in entry.item.references)
    return [work.citation for work in works if work]
