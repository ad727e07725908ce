"""A marked exam as its course releases it to the person who sat it."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from ipt_train.exam.core.plain import built
from ipt_train.report.marked import AnswerLine

FORMAT = "ipt-released-exam/1"


class ReleaseLevel(StrEnum):
    """How much is released."""

    MARKS = "marks"
    KEYS = "keys"
    RATIONALES = "rationales"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedQuestion:
    """One question with what it earned.

    Attributes:
        number: Its place on the paper, from 1.
        item: Id of the item, and ``revision`` its revision on the paper.
        revision: See ``item``.
        mark: What it earned, 0-1; None for a blank that earned nothing.
        right: Whether the answer was wholly right.
        counts: Whether it counts in the grade.
        missed: Whether it is worth studying again: it counts, is no gift, and was not right.
        by_hand: Whether the mark was given by hand.
        regraded: What regrades decided of it, and why.
        scene: What comes before the question; this and what follows is empty where it is not released.
        stem: The question.
        lines: The person's answer and the key, with rationales where they are released.
        explanation: The idea behind it.
        sources: The works that it rests on, in the words of the bibliography.
    """

    number: int
    item: str
    revision: int
    mark: float | None
    right: bool
    counts: bool
    missed: bool
    by_hand: bool = False
    regraded: tuple[str, ...] = ()
    scene: str = ""
    stem: str = ""
    lines: tuple[AnswerLine, ...] = ()
    explanation: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedAttempt:
    """One attempt.

    Attributes:
        number: Its number, and ``form`` the form that it answers.
        form: See ``number``.
        raw: Share of the marks, 0-1, before anything was taken off; None if nothing counts.
        share: The share after the late rule; None where it is not graded.
        counted: Whether the grade comes from it.
        note: What is to be said of it.
        questions: Its questions in order; none where another attempt counts.
    """

    number: int
    form: str
    raw: float | None
    share: float | None
    counted: bool
    note: str
    questions: tuple[ReleasedQuestion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassStanding:
    """Where the class stands: shares of the marks, 0-1, of everybody who has a grade."""

    people: int
    mean: float
    lower: float
    median: float
    upper: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedExam:
    """A marked exam.

    Attributes:
        course: Id of the course, and ``course_title`` its title.
        course_title: See ``course``.
        exam: Id of the exam, and ``title`` its title.
        title: See ``exam``.
        person: The pseudonym.
        level: How much is released.
        released_at: When, ISO 8601 with offset.
        share: The grade, 0-1; None is no grade, which is not a zero.
        passed: Whether it passes; None without a grade or a pass mark.
        note: What is to be said of the grade.
        rules: By what was graded, a sentence each.
        standing: Where the class stands; None where fewer than ten have a grade.
        attempts: The person's attempts in the order of their arrival.
    """

    course: str
    course_title: str
    exam: str
    title: str
    person: str
    level: ReleaseLevel
    released_at: str
    share: float | None
    passed: bool | None
    note: str
    rules: tuple[str, ...]
    standing: ClassStanding | None
    attempts: tuple[ReleasedAttempt, ...]

    @property
    def missed(self) -> tuple[str, ...]:
        """Ids of the items that are worth studying again, in the order in which they were asked."""
        asked = (one for attempt in self.attempts for one in attempt.questions if one.missed)
        return tuple(dict.fromkeys(one.item for one in asked))

    def data(self) -> dict[str, Any]:
        """Return it as the plain data of its file."""
        return {"format": FORMAT, **asdict(self)}


def read_released(data: Any) -> ReleasedExam:
    """Read a marked exam from the plain data of its file.

    Raises:
        ValueError: It is none; the message says where.
    """
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise ValueError(f"a marked exam begins with {FORMAT}")
    return built(ReleasedExam, data)
