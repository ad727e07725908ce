"""Answers for tests: from tables of marks, from patterns, and generated."""

from collections.abc import Sequence

from hypothesis import strategies as st

from ipt_train.course.cohort.answer import ItemResponse
from ipt_train.course.cohort.tally import PaperTally, tally


def answers(
    marks: Sequence[Sequence[int | None]],
    *,
    full: int = 1,
    responses: Sequence[Sequence[str]] | None = None,
) -> list[ItemResponse]:
    """Rows of one paper: a row of units a person, in which None is an item not answered."""
    return [
        ItemResponse(
            person=f"p{person:04}",
            paper="paper",
            attempt=1,
            item=f"i{item:02}",
            revision=1,
            response=responses[person][item] if responses else "ab"[units == full],
            blank=False,
            units=units,
            full=full,
        )
        for person, row in enumerate(marks)
        for item, units in enumerate(row)
        if units is not None
    ]


def paper_of(marks: Sequence[Sequence[int | None]], *, full: int = 1) -> PaperTally:
    return tally(answers(marks, full=full))[0]


def from_patterns(counts: Sequence[int]) -> list[list[int]]:
    """Rows of 0 and 1 from counts of the patterns 00...0 to 11...1 in order."""
    width = len(counts).bit_length() - 1
    return [
        [int(sign) for sign in f"{pattern:0{width}b}"]
        for pattern, count in enumerate(counts)
        for _ in range(count)
    ]


_FULL = {"A": 1000, "B": 500, "C": 3000}
_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=3)


def _row(place: tuple[str, str, int, str], said: str | None, units: int, old: bool) -> ItemResponse:
    person, paper, attempt, item = place
    return ItemResponse(
        person=person,
        paper=paper,
        attempt=attempt,
        item=item,
        revision=1 if old else 2,
        response=said or "",
        blank=said is None,
        units=0 if said is None else min(units, _FULL[item]),
        full=_FULL[item],
    )


def cohorts() -> st.SearchStrategy[list[ItemResponse]]:
    """Any cohort: papers, attempts, gaps, blanks, partial marks, revisions, odd texts."""
    places = st.tuples(
        st.sampled_from("uvwxyz"), st.sampled_from(["one", "two"]),
        st.integers(1, 2), st.sampled_from("ABC"),
    )  # fmt: skip
    said = st.sampled_from(["a", "b", "a+c", "€", "'\"", None]) | _text
    units = st.sampled_from([0, 333, 500, 1000]) | st.integers(0, 3000)
    rows = st.tuples(places, said, units, st.booleans())
    return st.lists(rows, max_size=40, unique_by=lambda row: row[0]).map(
        lambda found: [_row(*row) for row in found]
    )
