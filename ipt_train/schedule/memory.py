"""FSRS-6 memory; the only file that touches the engine.

The engine is fsrs-rs, the Rust code inside Anki. Elapsed time comes in study
days, so that its day arithmetic and ours cannot disagree.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import fsrs_rs_python
from fsrs_rs_python import (
    DEFAULT_PARAMETERS,
    FSRS,
    FSRSItem,
    FSRSReview,
    MemoryState,
)

from ipt_train.vocabulary import Rating

ALGORITHM = "fsrs-6"
ENGINE = str(vars(fsrs_rs_python)["fsrs_rs_python"].__file__)
"""File of the engine; another one may remember otherwise."""
PARAMETERS: tuple[float, ...] = tuple(round(float(one), 4) for one in DEFAULT_PARAMETERS)
"""The 21 default parameters of FSRS-6."""

RETENTION_RANGE = (0.70, 0.97)
"""Desired retention outside this range costs far more study than it gives, or forgets too much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What FSRS knows of one item.

    Attributes:
        stability: Days until retrievability falls to 0.9; above 0.
        difficulty: 1 (easy) to 10 (hard).
    """

    stability: float
    difficulty: float


@lru_cache(maxsize=16)
def _engine(parameters: tuple[float, ...]) -> FSRS:
    return FSRS(parameters=list(parameters))


def after_review(
    memory: Memory | None,
    rating: Rating,
    days: int,
    *,
    parameters: tuple[float, ...] = PARAMETERS,
    desired_retention: float,
) -> tuple[Memory, float]:
    """Return the memory after one review and the interval that it asks for.

    Args:
        memory: The memory before; None for an item never reviewed.
        rating: The recall rating.
        days: Study days since the last review, 0 or more; 0 is the same day.
        parameters: 17, 19 or 21 FSRS parameters.
        desired_retention: Wanted chance of recall when the item comes back.

    Returns:
        The memory and the interval in days, unrounded and without fuzz.
    """
    after, interval = reviewer(parameters, desired_retention)(in_engine(memory), rating, days)
    return out_of_engine(after), interval


def in_engine(memory: Memory | None) -> MemoryState | None:
    """Return a memory as the engine has it."""
    return MemoryState(memory.stability, memory.difficulty) if memory else None


def out_of_engine(memory: MemoryState) -> Memory:
    """Return a memory of the engine as a value."""
    return Memory(stability=memory.stability, difficulty=memory.difficulty)


Reviewer = Callable[[MemoryState | None, int, int], tuple[MemoryState, float]]
"""From the engine's memory, the rating and the days since the last review to memory and interval."""


@lru_cache(maxsize=16)
def reviewer(parameters: tuple[float, ...], desired_retention: float) -> Reviewer:
    """Return ``after_review`` for many reviews: memories stay in the engine, which is twice as fast."""
    next_states = _engine(parameters).next_states

    def after(before: MemoryState | None, rating: int, days: int) -> tuple[MemoryState, float]:
        state = getattr(next_states(before, desired_retention, days), _STATES[rating])
        return state.memory, state.interval

    return after


_STATES = ("", *(rating.name.lower() for rating in Rating))
"""What the engine calls the state after each rating."""


def memory_of(
    history: Sequence[tuple[Rating, int]], parameters: tuple[float, ...] = PARAMETERS
) -> Memory:
    """Return the memory that a whole history of reviews leaves.

    Args:
        history: Rating and study days since the last review, of at least one review.
        parameters: 17, 19 or 21 FSRS parameters.
    """
    if not history:
        raise ValueError("a history has at least one review")
    return out_of_engine(_engine(parameters).memory_state(_items([history])[0]))


def retrievability(
    memory: Memory, days: float, parameters: tuple[float, ...] = PARAMETERS
) -> float:
    """Return the chance of recall, 0-1, some days after the last review.

    The forgetting curve of FSRS-6: (1 + f t / S) ** -w20 with f = 0.9 ** (-1 / w20) - 1,
    so that it is 0.9 when t = S (open-spaced-repetition, "The Algorithm", FSRS-6).
    """
    return forgetting(parameters)(memory.stability, max(days, 0))


@lru_cache(maxsize=16)
def forgetting(parameters: tuple[float, ...]) -> Callable[[float, float], float]:
    """Return ``retrievability`` by stability and days, 0 or more."""
    decay = parameters[20] if len(parameters) > 20 else 0.5
    factor = 0.9 ** (-1 / decay) - 1
    minus: float = -decay
    return lambda stability, days: (1 + factor * days / stability) ** minus


Training = Sequence[tuple[Rating, int]]
"""One recall to learn from: rating and elapsed study days of every review up to it."""


def training_items(history: Sequence[tuple[Rating, int]]) -> list[Training]:
    """Return what the reviews of one item teach: each recall on a later day with all before it."""
    return [history[: end + 1] for end in range(1, len(history)) if history[end][1] > 0]


def fitted(items: Sequence[Training]) -> tuple[float, ...]:
    """Return the 21 parameters that fit recalls best (fsrs-rs optimiser; deterministic)."""
    found = FSRS(parameters=list(PARAMETERS)).compute_parameters(_items(items))
    return tuple(round(float(one), 4) for one in found)


def log_loss(items: Sequence[Training], parameters: tuple[float, ...]) -> float:
    """Return the mean log loss of the predicted recalls, in nats; less is better."""
    return float(FSRS(parameters=list(parameters)).evaluate(_items(items)).log_loss)


def _items(items: Sequence[Training]) -> list[FSRSItem]:
    return [FSRSItem([FSRSReview(int(rating), days) for rating, days in one]) for one in items]
