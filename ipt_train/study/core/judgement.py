"""What an answer is worth, and what is said of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackNote:
    """One part of the feedback: what it is about, in words, and why."""

    label: str
    text: str
    rationale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What an answer is worth.

    Attributes:
        correct: Whether it is wholly right.
        score: Share of the marks, 0-1, by the item's partial-credit rule.
        notes: The rationale of what was chosen and of the key.
        others: The rationales of the options that were neither.
    """

    correct: bool
    score: float
    notes: tuple[FeedbackNote, ...]
    others: tuple[FeedbackNote, ...] = ()
