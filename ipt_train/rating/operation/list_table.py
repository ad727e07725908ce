"""Lists as tables: ratings, forms, the items of a form, excerpts."""

from collections.abc import Sequence

from ipt_train.rating.core.form import FormSet, RatingForm
from ipt_train.rating.operation.exercise import ExcerptLine
from ipt_train.rating.operation.list import RatingLine

Table = tuple[Sequence[str], Sequence[Sequence[str | int | float | None]]]
"""Columns and rows."""


def rating_table(lines: Sequence[RatingLine]) -> Table:
    """Return ratings, a row each; ``safety_flag`` says why a safety flag stands over it."""
    columns = ("rating", "day", "rater", "form", "case", "session", "locked", "safety_flag")
    return columns, [
        (
            line.id,
            line.day,
            line.rater,
            line.form,
            line.case,
            line.session,
            int(line.locked),
            line.safety,
        )
        for line in lines
    ]


def form_table(forms: Sequence[tuple[FormSet, RatingForm]]) -> Table:
    """Return the forms as rows; ``items`` holds the ids of a form, with spaces between them."""
    columns = ("form", "title", "set", "revision", "phase", "problem_area", "items")
    return columns, [
        (
            form.id,
            form.title,
            whole.id,
            whole.revision,
            form.phase,
            form.problem_area,
            " ".join(item.id for item in form.items),
        )
        for whole, form in forms
    ]


def form_item_table(form: RatingForm) -> Table:
    """Return the items of a form, a row each, with the words of every point of both scales."""
    scales = [
        (scale, point)
        for scale in ("adherence", "competence")
        for point in sorted({point for item in form.items for point in getattr(item, scale)})
    ]
    points = [f"{scale}_{point}" for scale, point in scales]
    columns = ("item", "title", "core", "safety", "construct", *points, "left_out_when", "evidence")
    return columns, [
        (
            item.id,
            item.title,
            int(item.core),
            int(item.safety),
            item.construct,
            *(getattr(item, scale).get(point, "") for scale, point in scales),
            item.left_out_when,
            item.evidence,
        )
        for item in form.items
    ]


def excerpt_table(lines: Sequence[ExcerptLine]) -> Table:
    """Return excerpts, a row each; ``rated`` is 1 where the rater has rated all of it."""
    columns = ("excerpt", "title", "form", "rated")
    return columns, [(line.id, line.title, line.form, int(line.rated)) for line in lines]
