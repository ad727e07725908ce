"""Packed answers of one or many courses, in whichever engine holds them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import narwhals as nw

from ipt_train.course.cohort.answer import ItemResponse
from ipt_train.course.cohort.dif import Stratum
from ipt_train.course.cohort.right import RightTally
from ipt_train.course.cohort.tally import PaperTally
from ipt_train.course.scale.right import rights_frame, strata_frame
from ipt_train.course.scale.tally import (
    COLUMNS,
    PLACES,
    TOLD,
    Engine,
    Frame,
    later_sittings,
    tally_frame,
)
from ipt_train.errors import ResponsesError

Part = tuple[str, str]
"""A course and an exam of it."""

_AGAIN = "`ipt-train course pack -o packed` packs a course again"


class PackedAnswers:
    """Answers that ``course pack`` wrote, of which the parts wanted are chosen.

    Where they are of several courses, each paper is named COURSE:PAPER.
    """

    def __init__(self, frame: Frame, engine: Engine) -> None:
        lacking = [
            name for name in (*COLUMNS, *PLACES) if name not in frame.collect_schema().names()
        ]
        if lacking:
            raise ResponsesError(f"the packed answers lack {', '.join(lacking)}", hint=_AGAIN)
        self._engine = engine
        keys = ("course", "exam", "paper", "digest")
        cells = engine.rows(frame.group_by(*keys).agg(nw.len()).select(*keys))
        if any(None in row for row in cells):
            raise ResponsesError("packed answers do not say whose they are", hint=_AGAIN)
        _apart(cells)
        self.parts: tuple[Part, ...] = tuple(sorted({(row[0], row[1]) for row in cells}))
        self._papers = sorted({(row[0], row[1], row[2]) for row in cells})
        self._frame = frame

    def choose(self, parts: Sequence[Part]) -> None:
        """Leave out all other parts, and put these into this order."""
        chosen = nw.lit(False)
        for course, exam in parts:
            chosen = chosen | ((nw.col("course") == course) & (nw.col("exam") == exam))
        self.parts = tuple(parts)
        frame = self._frame.filter(chosen)
        if self._several:
            paper = nw.concat_str(nw.col("course"), nw.lit(":"), nw.col("paper"))
            frame = frame.with_columns(paper.alias("paper"))
        self._frame = frame

    def papers(self) -> list[str]:
        """Return the names of the papers, in the order of their parts."""
        return [
            f"{course}:{paper}" if self._several else paper
            for part in self.parts
            for course, exam, paper in self._papers
            if (course, exam) == part
        ]

    @property
    def _several(self) -> bool:
        return len({course for course, _ in self.parts}) > 1

    def tallies(self, *, first_only: bool) -> tuple[PaperTally, ...]:
        """Count the answers, paper by paper, in order of paper.

        Raises:
            ResponsesError: They contradict themselves.
        """
        return tally_frame(self._frame, self._engine, first_only=first_only)

    def rights(self, *, first_only: bool) -> tuple[RightTally, ...]:
        """Count the right answers by score, paper by paper, in order of paper."""
        return rights_frame(self._frame, self._engine, first_only=first_only)

    def later(self) -> dict[str, int]:
        """Count the sittings of each paper that are not first attempts."""
        return later_sittings(self._frame, self._engine)

    def strata(
        self, groups: Mapping[str, str], *, reference: str, focal: str
    ) -> dict[str, dict[str, tuple[Stratum, ...]]]:
        """Lay first attempts in strata of equal total, by paper and item."""
        people = self._engine.people(groups)
        return strata_frame(self._frame, people, self._engine, reference=reference, focal=focal)

    def rows(self) -> Iterator[ItemResponse]:
        """Yield the answers as they were packed: part by part, by person, attempt and place.

        Raises:
            ResponsesError: An item is answered twice in a sitting, as where a course was packed twice.
        """
        there = set(self._frame.collect_schema().names())
        columns = [*COLUMNS, *(name for name in TOLD if name in there)]
        for course, exam in self.parts:
            frame = (
                self._frame.filter((nw.col("course") == course) & (nw.col("exam") == exam))
                .sort("person", "attempt", "place")
                .select(*columns, "place")
            )
            last: tuple[Any, ...] = ()
            for *cells, place in self._engine.stream(frame):
                answer = ItemResponse(**dict(zip(columns, cells, strict=True)))
                if (answer.person, answer.attempt, place) == last:
                    raise ResponsesError(
                        f"attempt {answer.attempt} of {answer.person} at {answer.paper} appears twice",
                        hint="give each packed course once, without a second copy of it",
                    )
                last = (answer.person, answer.attempt, place)
                yield answer


def _apart(cells: Sequence[tuple[Any, ...]]) -> None:
    """Refuse different papers of one name, as two courses with one id have."""
    digests: dict[tuple[str, str], str] = {}
    for course, _, paper, digest in sorted(cells):
        if digests.setdefault((course, paper), digest) != digest:
            raise ResponsesError(
                f"the course {course} has two different papers {paper}",
                hint="two courses with the same id cannot be counted together: give one at a time,"
                " or pack again what was rebuilt",
            )
