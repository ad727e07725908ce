"""A paper with its key, or one that was answered and marked: plain data, shown on a page or in the terminal alike."""

from dataclasses import dataclass
from enum import StrEnum

from ipt_train.report.section import KeyFigure


class AnswerVerdict(StrEnum):
    """What a line is, so that colour may repeat what its words say."""

    RIGHT = "right"
    WRONG = "wrong"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """One answer of a question.

    Attributes:
        label: What it is, such as ``Your answer, right``; empty for an answer that is neither.
        text: The answer.
        why: Its rationale; empty where it is not told.
        verdict: Whether it is right or wrong, where that is to be seen.
    """

    label: str
    text: str
    why: str = ""
    verdict: AnswerVerdict = AnswerVerdict.NEITHER


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedQuestion:
    """One question.

    Attributes:
        heading: Which it is; unlike any other of the sheet.
        result: What it earned, in words; empty on a key.
        verdict: Whether it was right.
        scene: What comes before the question, such as a case; empty for none.
        stem: The question; empty where it is not told.
        lines: Its answers.
        notes: What else is to be said, as label and text: idea, sources, what a regrade decided.
    """

    heading: str
    result: str = ""
    verdict: AnswerVerdict = AnswerVerdict.NEITHER
    scene: str = ""
    stem: str = ""
    lines: tuple[AnswerLine, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedSheet:
    """A paper with what is right in it.

    Attributes:
        title: Its heading.
        subtitle: Whose and of when.
        lead: What is to be known before anything else.
        facts: The few figures that matter most.
        remarks: Sentences that qualify them.
        questions: The questions in order.
        rules: By what was marked and graded, a sentence each.
        foot: What the sheet does and does not show.
        language: BCP 47 tag of its texts.
    """

    title: str
    subtitle: str = ""
    lead: str = ""
    facts: tuple[KeyFigure, ...] = ()
    remarks: tuple[str, ...] = ()
    questions: tuple[MarkedQuestion, ...] = ()
    rules: tuple[str, ...] = ()
    foot: str = ""
    language: str = "en-GB"
