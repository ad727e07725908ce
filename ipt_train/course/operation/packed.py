"""Answers that were packed as Parquet, of one or many courses: analysed, and written as a table."""

import glob
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from importlib.metadata import requires
from typing import TYPE_CHECKING

from ipt_train.course.cohort.dif import GroupDifference, group_difference
from ipt_train.course.cohort.estimate import Least
from ipt_train.course.cohort.tally import PaperTally
from ipt_train.course.core.course import Course
from ipt_train.course.operation.answers import Cell, answer_columns, answer_rows
from ipt_train.course.operation.item_analysis import (
    Groups,
    ItemAnalysis,
    analyse_answers,
    analyse_paper,
)
from ipt_train.course.operation.open import CourseBanks
from ipt_train.errors import CourseError, MissingExtraError, UsageError
from ipt_train.vocabulary import CohortEngine

if TYPE_CHECKING:
    from ipt_train.course.scale.packed import PackedAnswers, Part

SCALE_HINT = "in your copy of ipt-train, with its environment active: `pip install '.[scale]'`"
"""How the extra is installed; the program is on no package index."""


Places = Mapping[str, Mapping[str, int]]
"""The number of each item on its paper, by paper and item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedSource:
    """Packed answers that were asked for.

    Attributes:
        files: Parquet files, or addresses that a Spark cluster reads.
        engine: What counts them.
        master: Address of the Spark cluster; empty for this machine.
    """

    files: tuple[str, ...]
    engine: CohortEngine
    master: str = ""

    @contextmanager
    def opened(self) -> Iterator["PackedAnswers"]:
        """Open the answers in their engine.

        Raises:
            MissingExtraError: The engine is not installed.
            ResponsesError: They cannot be read, or contradict themselves.
        """
        with self._reader() as packed:
            yield packed

    def _reader(self) -> "AbstractContextManager[PackedAnswers]":
        try:
            if self.engine is CohortEngine.SPARK:
                from ipt_train.course.scale.spark import LOCAL, packed_in_spark  # noqa: PLC0415

                return packed_in_spark(self.files, master=self.master or LOCAL)
            from ipt_train.course.scale.duck import packed_in_duckdb  # noqa: PLC0415 - an extra
        except ImportError:
            raise missing_scale() from None
        return packed_in_duckdb(self.files)


def missing_scale() -> MissingExtraError:
    """Return the error that says how the extra ``scale`` is installed."""
    needed = [line.split(";")[0].strip() for line in requires("ipt-train") or [] if "scale" in line]
    return MissingExtraError(
        f"Parquet needs the extra `scale` ({', '.join(sorted(needed))})", hint=SCALE_HINT
    )


def packed_source(
    patterns: Sequence[str] | None, engine: CohortEngine | None, master: str | None
) -> PackedSource | None:
    """Return the packed answers that were asked for; None where the course itself is meant.

    Args:
        patterns: Files, folders or patterns such as ``packed/**``; hidden files are passed over.
        engine: What is to count; None is DuckDB.
        master: Address of a Spark cluster.

    Raises:
        UsageError: The options do not fit together, or no file is meant.
    """
    if master is not None and engine is not CohortEngine.SPARK:
        raise UsageError("--master is the address of a Spark cluster", hint="add --engine spark")
    if not patterns:
        if engine in (None, CohortEngine.PLAIN):
            return None
        raise UsageError(
            f"--engine {engine} counts packed answers, but none are given",
            hint="run `ipt-train course pack -o packed`, then add --from packed",
        )
    chosen = engine or CohortEngine.DUCKDB
    files = tuple(dict.fromkeys(file for one in patterns for file in _files(one, chosen)))
    return PackedSource(files=files, engine=chosen, master=master or "")


def _files(pattern: str, engine: CohortEngine) -> list[str]:
    """Return the Parquet files that a pattern means, in order of their names."""
    if "://" in pattern:
        if engine is CohortEngine.SPARK:
            return [pattern]
        raise UsageError(
            f"{pattern}: only a Spark cluster reads addresses",
            hint="add --engine spark, or copy the files here",
        )
    named = glob.glob(pattern, recursive=True)  # noqa: PTH207 - a pattern may begin at the root
    within = [
        file
        for name in named
        if os.path.isdir(name)  # noqa: PTH112 - pathlib would look at hidden folders too
        for file in glob.glob(f"{glob.escape(name)}/**/*.parquet", recursive=True)  # noqa: PTH207
    ]
    files = sorted(
        {os.path.normpath(file) for file in (*named, *within) if file.endswith(".parquet")}
    )
    if not files:
        raise UsageError(
            f"there is no Parquet file in {pattern}",
            hint="`ipt-train course pack -o packed` writes them, one per exam",
        )
    return files


def analyse_packed(
    source: PackedSource,
    banks: CourseBanks,
    *,
    course: Course | None = None,
    exam: str | None = None,
    first_only: bool = True,
    groups: Groups | None = None,
    places: Places | None = None,
) -> tuple[ItemAnalysis, ...]:
    """Analyse packed answers, by course, exam and paper; equal to what ``analyse_course`` returns.

    Args:
        source: The answers.
        banks: The banks of their items.
        course: The course at hand, whose exams come in its own order.
        exam: Id of the exam; none stands for all.
        first_only: Whether to leave out every attempt but the first.
        groups: Two groups to compare, if wanted.
        places: The number of each item on its paper, by paper, where the papers are at hand.

    Raises:
        MissingExtraError: The engine is not installed.
        ResponsesError: The answers cannot be read, or contradict themselves.
        CourseError: There are no answers to that exam.
    """
    with source.opened() as packed:
        packed.choose(_parts(packed.parts, course, exam))
        if source.engine is CohortEngine.PLAIN:
            found = analyse_answers(
                packed.rows(),
                banks.library,
                first_only=first_only,
                codes=banks.codes,
                groups=groups,
                places=places,
            )
        else:
            found = _analysed(packed, banks, first_only, groups, places or {})
        order = {paper: number for number, paper in enumerate(packed.papers())}
    return tuple(sorted(found, key=lambda analysis: order[analysis.paper]))


def packed_table(
    source: PackedSource, *, course: Course | None = None, exam: str | None = None
) -> tuple[tuple[str, ...], list[list[Cell]]]:
    """Return packed answers as ``answers_table`` returns those of a course; arguments as above.

    Raises:
        MissingExtraError: The engine is not installed.
        ResponsesError: The answers cannot be read, or contradict themselves.
        CourseError: There are no answers to that exam.
    """
    with source.opened() as packed:
        packed.choose(_parts(packed.parts, course, exam))
        return answer_columns(), answer_rows(packed.rows())


def _analysed(
    packed: "PackedAnswers",
    banks: CourseBanks,
    first_only: bool,
    groups: Groups | None,
    places: Places,
) -> tuple[ItemAnalysis, ...]:
    """Analyse what the engine counted."""
    right = {tally.paper: tally for tally in packed.rights(first_only=first_only)}
    later = packed.later() if first_only else {}
    strata = {}
    if groups:
        strata = packed.strata(groups.of, reference=groups.reference, focal=groups.focal)

    def differences(paper: PaperTally) -> dict[str, GroupDifference]:
        of, least = strata.get(paper.paper, {}), Least().group
        asked = [item.item for item in paper.items] if groups else []
        return {item: group_difference(of.get(item, ()), least=least) for item in asked}

    return tuple(
        analyse_paper(
            paper,
            right[paper.paper],
            banks.library,
            first_only=first_only,
            left_out=later.get(paper.paper, 0),
            codes=banks.codes,
            differences=differences(paper),
            places=places.get(paper.paper),
        )
        for paper in packed.tallies(first_only=first_only)
    )


def _parts(parts: Sequence["Part"], course: Course | None, exam: str | None) -> list["Part"]:
    """Return the parts to look at: by course, and those of the course at hand in its own order.

    Raises:
        CourseError: There is none of that exam.
    """
    own = [] if course is None else [(course.id, one.id) for one in course.exams]
    chosen = [part for part in parts if exam in (None, part[1])]
    if not chosen and exam is not None:
        there = ", ".join(sorted({part[1] for part in parts})) or "no exam at all"
        raise CourseError(
            f"the packed answers contain none to an exam `{exam}`",
            hint=f"they contain answers to {there}",
        )
    place = {part: number for number, part in enumerate(own)}
    return sorted(chosen, key=lambda part: (part[0], place.get(part, len(own)), part))
