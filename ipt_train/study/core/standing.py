"""How far a sitting is: what is done, and what is in the future."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """What is in the future in a sitting.

    Attributes:
        reviews: Entries that were learnt before; a case counts as one until its last step.
        new: Entries that were not, the exercise among them.
        again: Items in learning: those that come back within the sitting, and those of the day before.
        answers: About how many answers all of it takes, as far as the sitting goes.
    """

    reviews: int
    new: int
    again: int
    answers: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingProgress:
    """How far a sitting is.

    Attributes:
        done: Answers given and not taken back.
        ahead: What is in the future.
        seconds: How long that may take, by the learner's own time for an answer.
        limit: The answers after which it stops; None where none was set.
        apart: Whether its pile is not that of the day: practice, a case or a drill by its name.
        practice: Whether it moves no schedule.
    """

    done: int
    ahead: Ahead
    seconds: float
    limit: int | None = None
    apart: bool = False
    practice: bool = False
