"""Every fold of a learner's log: what the doctor holds to its law, and a new fold is added to."""

from collections.abc import Mapping
from typing import Any

from ipt_train.exam.core.record import EXAMS
from ipt_train.log.core.fold import Fold, study
from ipt_train.rating.core.record import RATINGS
from ipt_train.vocabulary import ItemId


def every_fold(aliases: Mapping[ItemId, ItemId]) -> tuple[Fold[Any], ...]:
    """Return the folds of schedule, marks and tallies, of exams, and of ratings.

    Args:
        aliases: For each retired item the one that took over its history.
    """
    return study(aliases), EXAMS, RATINGS
