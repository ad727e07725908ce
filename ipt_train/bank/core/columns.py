"""Short fields of many entries as columns of plain data, and back: a column is read many times faster than objects."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from ipt_train.vocabulary import Certainty, Domain, ItemType, Level, Status

Columns = dict[str, Any]
"""For each field the values of all entries: as they are, or the different ones and each entry's place among them."""

_AS_IS = frozenset({"id", "objective", "title"})
"""Fields in which entries hardly ever agree."""

_KINDS: dict[str, Callable[[Any], Any]] = {
    "type": ItemType,
    "domain": Domain,
    "level": Level,
    "certainty": Certainty,
    "status": Status,
    "competencies": tuple,
    "tags": tuple,
    "replaces": tuple,
    "problem_areas": tuple,
}
"""What becomes of plain data where it does not stay as it is."""


def packed(entries: Sequence[object], names: Iterable[str]) -> Columns:
    """Return fields of entries as columns that can be written as JSON.

    Args:
        entries: Items or cases.
        names: Their fields.
    """
    columns: Columns = {}
    for name in names:
        values = [getattr(entry, name) for entry in entries]
        if name in _AS_IS:
            columns[name] = values
        else:
            places = {value: place for place, value in enumerate(dict.fromkeys(values))}
            columns[name] = [list(places), [places[value] for value in values]]
    return columns


def unpacked(columns: Columns, name: str) -> Sequence[Any]:
    """Return one field of all entries, in their order.

    Raises:
        KeyError: There is no such column.
        ValueError: A value is none that the field can have.
    """
    if name in _AS_IS:
        return list(columns[name])
    different, places = columns[name]
    kind = _KINDS.get(name)
    values = different if kind is None else [kind(value) for value in different]
    return [values[place] for place in places]
