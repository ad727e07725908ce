"""What a learner did with one item so far."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a learner did with one item so far; days are ordinals."""

    first_day: int
    last_day: int
    revision: int
    reviews: int
    correct: int
