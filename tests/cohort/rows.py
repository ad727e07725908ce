"""Answers for tests: from tables of marks, from patterns, and generated."""

from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from ipt_train.cohort.answer import Answered
from ipt_train.cohort.tally import PaperTally, tally


def answers(
    marks: Sequence[Sequence[int | None]],
    *,
    full: int = 1,
    responses: Sequence[Sequence[str]] | None = None,
) -> list[Answered]:
    """Rows of one paper: a row of units a person, in which None is an item not answered."""
    return [
        Answered(
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


@st.composite
def cohorts(draw: st.DrawFn) -> list[Answered]:
    """Any cohort: papers, attempts, gaps, blanks, partial marks, revisions, odd texts."""
    text = st.text(
        st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=3
    )
    rows: Mapping[tuple[str, str, int, str], Answered] = {}
    found = dict(rows)
    for _ in range(draw(st.integers(0, 40))):
        person, paper = draw(st.sampled_from("uvwxyz")), draw(st.sampled_from(["one", "two"]))
        attempt, item = draw(st.integers(1, 2)), draw(st.sampled_from("ABC"))
        blank = draw(st.booleans())
        full = {"A": 1000, "B": 500, "C": 3000}[item]
        found[person, paper, attempt, item] = Answered(
            person=person,
            paper=paper,
            attempt=attempt,
            item=item,
            revision=draw(st.integers(1, 2)),
            response="" if blank else draw(st.sampled_from(["a", "b", "a+c", "€", "'\""]) | text),
            blank=blank,
            units=0 if blank else draw(st.sampled_from([0, 333, 500]) | st.integers(0, full)),
            full=full,
        )
    return list(found.values())
