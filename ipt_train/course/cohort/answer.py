"""One answer of one person, as statistics see it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemResponse:
    """One row of responses.

    Attributes:
        person: The person's pseudonym within the course.
        paper: The paper that was sat.
        attempt: Which sitting of that paper it is for the person, from 1.
        item: Id of the item.
        revision: The item's revision, from 1.
        response: Canonical text: ids of the picked options joined by "+"; "" if blank.
        blank: Whether nothing was answered. A blank answer counts with its units, which are 0 unless
            everybody has full marks.
        units: What it earned, in thousandths of a mark, 0 to ``full``.
        full: What a wholly right answer earns, in thousandths of a mark, 1 or more.
        left_out: Whether a regrade left the item out; such a row is kept and never counted.
        correction: What regrades decided of the item, and why; empty where nothing.
        mark: What it earned as a share of a mark, 0-1, from which ``units`` is rounded; None where only
            ``units`` is known.
    """

    person: str
    paper: str
    attempt: int
    item: str
    revision: int
    response: str
    blank: bool
    units: int
    full: int = 1000
    left_out: bool = False
    correction: str = ""
    mark: float | None = None
