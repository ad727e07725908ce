"""Calibration: do chances that were foretold, or felt, agree with what came?"""

from dataclasses import dataclass

from ipt_train.log.core.tally import TENTHS, Recalls, Tally
from ipt_train.progress.core.share import FEW, Share, share_of
from ipt_train.vocabulary import Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class ByConfidence:
    """Answers given with one confidence.

    Attributes:
        confidence: What the learner said before feedback; None for nothing.
        right: How many of them were right.
    """

    confidence: Confidence | None
    right: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class ByPrediction:
    """Reviews whose chance of recall, by the memory model, fell into one range.

    Attributes:
        low: Lower end of the range, 0-1, that belongs to it.
        high: Upper end, which belongs to the next range, but 1 to the last.
        predicted: Mean of what was foretold; None below ``FEW`` reviews.
        recalled: How many of them were recalled.
    """

    low: float
    high: float
    predicted: float | None
    recalled: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """How well chances agree with what came.

    Attributes:
        confidence: All answers, by what the learner said of them, from unsure to sure; those
            of which nothing was said last.
        predicted: Reviews on a later study day by tenths of the foretold chance, lowest
            first.
        all: Those reviews together.
        gap: Share recalled less mean foretold chance, -1 to 1: above 0 the learner
            remembers better than foretold; None below ``FEW`` reviews.
    """

    confidence: tuple[ByConfidence, ...]
    predicted: tuple[ByPrediction, ...]
    all: ByPrediction
    gap: float | None


def calibration(tally: Tally) -> Calibration:
    """Return how well confidence and the memory model foretold what came."""
    whole = _range(0.0, 1.0, tally.foretold)
    gap = None
    if whole.recalled.share is not None and whole.predicted is not None:
        gap = whole.recalled.share - whole.predicted
    return Calibration(
        confidence=tuple(_said(said, tally) for said in (*Confidence, None)),
        predicted=tuple(
            _range(number / TENTHS, (number + 1) / TENTHS, part)
            for number, part in enumerate(tally.tenths)
        ),
        all=whole,
        gap=gap,
    )


def _said(said: Confidence | None, tally: Tally) -> ByConfidence:
    answers = tally.said.get(str(said or ""), Recalls())
    return ByConfidence(confidence=said, right=share_of(answers.well, answers.n))


def _range(low: float, high: float, part: Recalls) -> ByPrediction:
    return ByPrediction(
        low=low,
        high=high,
        predicted=part.foretold / part.n if part.n >= FEW else None,
        recalled=share_of(part.well, part.n),
    )
