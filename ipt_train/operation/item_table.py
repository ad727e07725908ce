"""Item figures as a table, for CSV; the data dictionary of the course's tables."""

from collections.abc import Sequence

from ipt_train.operation.item_figures import ItemFigures

_FIGURES = (
    "blank", "facility", "item_rest", "upper_lower", "efficiency", "weight", "alpha_if_deleted",
    "rasch",
)  # fmt: skip
COLUMNS = (
    "item",
    "revision",
    "n",
    *(f"{name}{end}" for name in _FIGURES for end in ("", "_low", "_high")),
    "n_reference",
    "n_focal",
    "delta",
    "delta_low",
    "delta_high",
    "ets_class",
    "flags",
    "codes",
)


def item_rows(items: Sequence[ItemFigures]) -> list[tuple[str | int | float | None, ...]]:
    """Return item figures as rows of a table; empty where a figure is withheld or undefined."""
    rows: list[tuple[str | int | float | None, ...]] = []
    for one in items:
        row: list[str | int | float | None] = [one.item, one.revision, one.n]
        for figure in (
            one.blank,
            one.facility,
            one.item_rest,
            one.upper_lower,
            one.efficiency,
            one.weight,
            one.alpha_if_deleted,
            one.rasch,
        ):
            row += [_rounded(figure.value), _rounded(figure.low), _rounded(figure.high)]
        row += _groups(one)
        row += [" ".join(flag.code for flag in one.flags), " ".join(one.codes)]
        rows.append(tuple(row))
    return rows


def _groups(one: ItemFigures) -> list[str | int | float | None]:
    found = one.difference
    if found is None:
        return [None] * 6
    delta = found.delta
    ends = [_rounded(delta.value), _rounded(delta.low), _rounded(delta.high)]
    return [found.n_reference, found.n_focal, *ends, found.ets_class]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)
