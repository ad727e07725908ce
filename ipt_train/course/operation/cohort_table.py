"""How a cohort comes along as one table: a row a person, with the reasons to talk to them."""

from collections.abc import Mapping

from ipt_train.course.operation.cohort_progress import CohortProgress, Learner

Cell = str | int | None

_FIGURES = ("day", "answers", "quiet", "seen", "items", "retained", "reviews")
COLUMNS = ("person", *_FIGURES, "reasons")


def cohort_table(
    cohort: CohortProgress, names: Mapping[str, str]
) -> tuple[tuple[str, ...], list[list[Cell]]]:
    """Return a cohort as columns and rows of a table.

    The figures of somebody who added none are empty cells, which are no zeros.

    Args:
        cohort: The cohort.
        names: Names by pseudonym where they were asked for; they get a column of their own.
    """
    people = (*cohort.learners, *cohort.nobodys)
    if not names:
        return COLUMNS, [_row(learner) for learner in people]
    rows = [[*_row(learner), names.get(learner.person, "")] for learner in people]
    return (*COLUMNS, "name"), rows


def _row(learner: Learner) -> list[Cell]:
    added = bool(learner.day)
    figures = [getattr(learner, name) if added else None for name in _FIGURES]
    return [learner.person, *figures, "; ".join(learner.reasons)]
