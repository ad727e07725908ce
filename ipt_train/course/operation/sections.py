"""What learners add to a submission: how study goes, and ratings. Read strictly, or refused.

Both are the learner's own words and signed by nobody else, so nothing in them is believed before it
has the shape that the program writes and figures that can be.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ipt_train.rating.operation.files import Handed, handed_of

ALL = "all"
"""The line that stands for every domain together."""

_DAYS = 30
_MOST = 10**9
_LINES = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedProgress:
    """How study goes, as one learner added it.

    Attributes:
        day: Study day of the figures, ISO date.
        answers: Answers on each of the thirty days before, the last day last.
        items: Items in the banks.
        seen: How many of them were answered at least once.
        reviews: Due reviews.
        retained: How many of them were recalled.
        recalls: Chance of recall, 0-1, by competency; those with too little to say are not there.
    """

    day: str
    answers: tuple[int, ...]
    items: int
    seen: int
    reviews: int
    retained: int
    recalls: Mapping[str, float]


def fault_of_sections(sections: Mapping[str, Any]) -> str:
    """Return why what was added to a submission cannot be used, or an empty text.

    Args:
        sections: Plain data by name: ``progress`` and ``ratings``, or neither.
    """
    for name, read in READERS.items():
        try:
            if name in sections:
                read(sections[name])
        except ValueError as error:
            return f"{name}.json: {error}"
    return ""


def added_progress(data: Any) -> AddedProgress:
    """Read how study goes from plain data.

    Raises:
        ValueError: It has another shape, or a figure that cannot be; the message says which.
    """
    top = _mapping(
        data,
        "the file",
        ("day", "answers_last_30_days", "domains", "competencies"),
        ("desired_retention",),
    )
    if "desired_retention" in top:
        _share(top, "desired_retention", "the file")
    lines = _lines(top, "domains", "domain")
    for name, line in lines.items():
        place = f"the line of `{name}`"
        _mapping(line, place, ("domain", "items", "seen", "reviews", "retained"), ("due",))
        _at_most(line, "seen", "items", place)
        _at_most(line, "retained", "reviews", place)
        if "due" in line:
            _at_most(line, "due", "items", place)
    if ALL not in lines:
        raise ValueError(f"`domains` has no line `{ALL}`")
    whole = lines[ALL]
    return AddedProgress(
        day=_day(top),
        answers=_answers(top),
        items=whole["items"],
        seen=whole["seen"],
        reviews=whole["reviews"],
        retained=whole["retained"],
        recalls=_recalls(_lines(top, "competencies", "id")),
    )


def added_ratings(data: Any) -> tuple[Handed, ...]:
    """Read ratings from plain data.

    Raises:
        ValueError: One of them is no rating.
    """
    if not isinstance(data, list) or len(data) > _LINES:
        raise ValueError(f"the file is not a list of at most {_LINES} ratings")
    found = []
    for number, one in enumerate(data, 1):
        rating = handed_of(one)
        if rating is None:
            raise ValueError(f"rating {number} is not a rating")
        found.append(rating)
    return tuple(found)


def usable_ratings(data: Any) -> tuple[Handed, ...]:
    """Return the ratings of plain data that are sound, whatever stands beside them."""
    return tuple(filter(None, map(handed_of, data))) if isinstance(data, list) else ()


def _recalls(lines: Mapping[str, Any]) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, line in lines.items():
        place = f"the competency `{name}`"
        _mapping(line, place, ("id", "recall"), ("items", "seen", "steps", "right"))
        for less, more in (("seen", "items"), ("right", "steps")):
            if less in line or more in line:
                _at_most(line, less, more, place)
        if line["recall"] is not None:
            found[name] = _share(line, "recall", place)
    return found


def _mapping(data: Any, place: str, needed: Collection[str], more: Collection[str]) -> Any:
    """Return a mapping that has all that is needed and nothing that is not known."""
    if not isinstance(data, dict):
        raise ValueError(f"{place} is not a mapping of names to figures")
    for name in needed:
        if name not in data:
            raise ValueError(f"{place} lacks `{name}`")
    for name in data:
        if name not in needed and name not in more:
            raise ValueError(f"{place} contains `{str(name)[:40]}`, which is not known")
    return data


def _lines(data: Mapping[str, Any], name: str, key: str) -> dict[str, Any]:
    """Return the mappings of a list by what each is about; each may be there once."""
    lines = data[name]
    if not isinstance(lines, list) or len(lines) > _LINES:
        raise ValueError(f"`{name}` is not a list of at most {_LINES} lines")
    found: dict[str, Any] = {}
    for number, line in enumerate(lines, 1):
        about = line.get(key) if isinstance(line, dict) else None
        if not isinstance(about, str) or not 0 < len(about) <= 100 or not about.isprintable():
            raise ValueError(f"line {number} of `{name}` has no `{key}`")
        if about in found:
            raise ValueError(f"`{about}` appears twice in `{name}`")
        found[about] = line
    return found


def _at_most(data: Mapping[str, Any], less: str, more: str, place: str) -> None:
    for name in (less, more):
        _count(data.get(name), name, place)
    if data[less] > data[more]:
        raise ValueError(f"in {place} `{less}` is {data[less]} and `{more}` only {data[more]}")


def _count(value: Any, name: str, place: str) -> int:
    if type(value) is not int or not 0 <= value <= _MOST:
        raise ValueError(f"in {place} `{name}` is not a count")
    return value


def _share(data: Mapping[str, Any], name: str, place: str) -> float:
    value = data[name]
    if type(value) not in (int, float) or not 0 <= value <= 1:
        raise ValueError(f"in {place} `{name}` is not a share from 0 to 1")
    return float(value)


def _answers(data: Mapping[str, Any]) -> tuple[int, ...]:
    days = data["answers_last_30_days"]
    if not isinstance(days, list) or len(days) != _DAYS:
        raise ValueError(f"`answers_last_30_days` is not a list of {_DAYS} counts")
    return tuple(_count(one, "answers_last_30_days", "the file") for one in days)


def _day(data: Mapping[str, Any]) -> str:
    try:
        return date.fromisoformat(data["day"]).isoformat()
    except (TypeError, ValueError):
        raise ValueError("`day` is not a date such as 2026-11-02") from None


READERS: Mapping[str, Callable[[Any], Any]] = {
    "progress": added_progress,
    "ratings": added_ratings,
}
"""What reads each of them."""
