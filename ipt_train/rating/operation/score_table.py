"""Scores, comparisons, agreement and calibrations as tables, a row an item.

Where a safety flag stands, every row says why: a row that is cut out of a table still tells it.
"""

from collections.abc import Iterator

from ipt_train.rating.core.agreement import StepAgreement
from ipt_train.rating.core.figure import Undefined
from ipt_train.rating.operation.agreement import OwnAgreement
from ipt_train.rating.operation.calibrate import CalibrationReading
from ipt_train.rating.operation.compare import Comparison
from ipt_train.rating.operation.list_table import Table
from ipt_train.rating.operation.score import ScoredRating


def score_table(scored: ScoredRating) -> Table:
    """Return a scored rating; the points are what they count as by the rules of the form."""
    columns = (
        "item",
        "title",
        "adherence",
        "competence",
        "not_applicable",
        "flags",
        "safety_flag",
    )
    titles = {item.id: item.title for item in scored.form.items}
    return columns, [
        (
            item.item,
            titles[item.item],
            item.adherence,
            item.competence,
            item.not_applicable,
            "; ".join(item.flags),
            scored.why,
        )
        for item in scored.score.items
    ]


def comparison_table(comparison: Comparison) -> Table:
    """Return both sides' ratings of a session."""
    columns = (
        "item",
        "title",
        "adherence_self",
        "adherence_supervisor",
        "competence_self",
        "competence_supervisor",
        "safety_flag",
    )
    titles = {item.id: item.title for item in comparison.form.items}
    return columns, [
        (
            mine.item,
            titles[mine.item],
            mine.adherence,
            theirs.adherence,
            mine.competence,
            theirs.competence,
            comparison.safety_flag,
        )
        for mine, theirs in zip(comparison.mine.items, comparison.theirs.items, strict=True)
    ]


def agreement_table(own: OwnAgreement) -> Table:
    """Return the agreement on each item of both scales; ``reason`` says why a figure is empty.

    ``exact`` and ``within_one`` are per cent of ``n`` paired sessions.
    """
    columns = (
        "scale",
        "item",
        "n",
        "exact",
        "within_one",
        "quadratic_kappa",
        "alpha",
        "reason",
        "safety_flag",
    )
    scales = (
        ("adherence", own.agreement.items_adherence),
        ("competence", own.agreement.items_competence),
    )
    return columns, [
        (scale, item, *_figures(step), own.safety_flag)
        for scale, items in scales
        for item, step in items.items()
    ]


def _figures(step: StepAgreement) -> Iterator[str | int | float | None]:
    """Yield n, exact, within one, kappa, alpha and why any of them is empty."""
    match, quadratic, alpha = step.match, step.quadratic, step.alpha
    yield match.n
    yield None if isinstance(match, Undefined) else match.exact
    yield None if isinstance(match, Undefined) else match.within_one
    yield None if isinstance(quadratic, Undefined) else quadratic.value
    yield None if isinstance(alpha, Undefined) else alpha.value
    reasons = [part.reason for part in (match, quadratic, alpha) if isinstance(part, Undefined)]
    yield "; ".join(dict.fromkeys(reasons))


def calibration_table(calibration: CalibrationReading | None) -> Table:
    """Return the rater's reading of an excerpt beside the argued one; no rows until it is whole.

    ``turns`` are numbers with a space between; ``safety`` says why a safety flag would stand in a
    real session.
    """
    columns = (
        "item",
        "title",
        "adherence",
        "competence",
        "argued_adherence",
        "argued_competence",
        "distance",
        "turns",
        "argument",
        "safety",
    )
    return columns, [
        (
            reading.item,
            reading.title,
            reading.adherence,
            reading.competence,
            reading.argued.adherence,
            reading.argued.competence,
            reading.distance,
            " ".join(map(str, reading.argued.turns)),
            reading.argued.argument or reading.argued.reason,
            reading.safety,
        )
        for reading in (calibration.readings if calibration else ())
    ]
