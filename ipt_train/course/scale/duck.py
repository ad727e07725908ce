"""DuckDB: answers in Parquet files, counted on this machine within a bounded memory."""

import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import astuple
from pathlib import Path
from typing import Any

import duckdb
import narwhals as nw

from ipt_train.course.cohort.answer import ItemResponse
from ipt_train.course.cohort.dif import Stratum
from ipt_train.course.cohort.right import RightTally
from ipt_train.course.cohort.tally import PaperTally
from ipt_train.course.scale.packed import PackedAnswers
from ipt_train.course.scale.right import rights_frame, strata_frame
from ipt_train.course.scale.tally import COLUMNS, PLACES, TOLD, Frame, tally_frame
from ipt_train.errors import ResponsesError

_BATCH = 10_000
_TYPES = {
    nw.String: "VARCHAR",
    nw.Int64: "BIGINT",
    nw.Boolean: "BOOLEAN",
    nw.Float64: "DOUBLE",
}


class Duck:
    """An engine over one connection."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def keep(self, frame: Frame, name: str) -> Frame:
        """Put the rows into a temporary table."""
        query = frame.to_native().sql_query()
        self._connection.execute(f'create or replace temp table "kept_{name}" as {query}')
        return nw.from_native(self._connection.table(f"kept_{name}"))

    def rows(self, frame: Frame) -> list[tuple[Any, ...]]:
        """Fetch the rows."""
        found: list[tuple[Any, ...]] = frame.to_native().fetchall()
        return found

    def stream(self, frame: Frame) -> Iterator[tuple[Any, ...]]:
        """Fetch the rows a batch at a time."""
        relation = frame.to_native()
        while batch := relation.fetchmany(_BATCH):
            yield from batch

    def people(self, groups: Mapping[str, str]) -> Frame:
        """Put people and their groups into a temporary table."""
        self._connection.execute(
            'create or replace temp table "groups" as select unnest($1) as person, unnest($2) as "group"',
            [list(groups), list(groups.values())],
        )
        return nw.from_native(self._connection.table("groups"))


def tally_parquet(
    files: str | Path, *, first_only: bool = True, memory: str = "700MB", threads: int | None = None
) -> tuple[PaperTally, ...]:
    """Count the answers of Parquet files.

    Args:
        files: A file, or a pattern such as ``answers/*.parquet``.
        first_only: Whether to leave out every attempt but the first.
        memory: How much DuckDB may use before it goes to disk.
        threads: How many processors to use; None is all.

    Raises:
        ResponsesError: The files cannot be read, lack a column or contradict themselves.
    """
    with _reading(files, memory=memory, threads=threads) as (frame, engine, _):
        return tally_frame(frame, engine, first_only=first_only)


def rights_parquet(
    files: str | Path, *, first_only: bool = True, memory: str = "700MB", threads: int | None = None
) -> tuple[RightTally, ...]:
    """Count the right answers of Parquet files by score; arguments and errors of ``tally_parquet``."""
    with _reading(files, memory=memory, threads=threads) as (frame, engine, _):
        return rights_frame(frame, engine, first_only=first_only)


def strata_parquet(
    files: str | Path,
    people: str | Path,
    *,
    reference: str,
    focal: str,
    memory: str = "700MB",
    threads: int | None = None,
) -> dict[str, dict[str, tuple[Stratum, ...]]]:
    """Lay the answers of Parquet files in strata for a comparison of groups, by paper and item.

    Args:
        files: A file of answers, or a pattern.
        people: A Parquet file with columns ``person`` and ``group``, one row a person.
        reference: The group to compare with.
        focal: The group that the question is about.
        memory: How much DuckDB may use before it goes to disk.
        threads: How many processors to use; None is all.

    Raises:
        ResponsesError: The files cannot be read, lack a column or contradict themselves.
    """
    with _reading(files, memory=memory, threads=threads) as (frame, engine, connection):
        of = _people(connection, people)
        return strata_frame(frame, of, engine, reference=reference, focal=focal)


def _people(connection: duckdb.DuckDBPyConnection, file: str | Path) -> Frame:
    hint = "columns of a table of groups: person, group"
    try:
        found: Frame = nw.from_native(connection.read_parquet(str(file)))
    except duckdb.Error as error:
        raise ResponsesError(f"{file}: {str(error).splitlines()[0]}", hint=hint) from error
    if lacking := {"person", "group"} - set(found.collect_schema().names()):
        raise ResponsesError(f"{file}: no column {', '.join(sorted(lacking))}", hint=hint)
    return found


@contextmanager
def packed_in_duckdb(files: Sequence[str], *, memory: str = "700MB") -> Iterator[PackedAnswers]:
    """Open packed answers in a DuckDB of their own.

    Args:
        files: The Parquet files.
        memory: How much DuckDB may use before it goes to disk.

    Raises:
        ResponsesError: The files cannot be read, lack a column or contradict themselves.
    """
    with _reading(list(files), memory=memory, threads=None) as (frame, engine, _):
        yield PackedAnswers(frame, engine)


@contextmanager
def _reading(
    files: str | Path | list[str], *, memory: str, threads: int | None
) -> Iterator[tuple[Frame, Duck, duckdb.DuckDBPyConnection]]:
    """Open files of answers in a DuckDB of their own, which is gone afterwards."""
    with (
        tempfile.TemporaryDirectory(prefix="ipt-train-") as overflow,
        closing(
            duckdb.connect(config={"memory_limit": memory, "temp_directory": overflow})
        ) as found,
    ):
        if threads:
            found.execute(f"set threads = {int(threads)}")
        found.execute("set preserve_insertion_order = false")
        try:
            named = files if isinstance(files, list) else str(files)
            yield nw.from_native(found.read_parquet(named)), Duck(found), found
        except (duckdb.Error, nw.exceptions.NarwhalsError) as error:
            shown = ", ".join(files[:2]) if isinstance(files, list) else files
            raise ResponsesError(
                f"{shown}: {str(error).splitlines()[0]}",
                hint=f"columns of a table of answers: {', '.join(COLUMNS)}",
            ) from error


def write_parquet(answers: Iterable[ItemResponse], file: Path) -> None:
    """Write answers as one Parquet file, which appears whole or not at all.

    Args:
        answers: The rows; they are passed through a temporary file and never held together.
        file: Where to write; its folder must exist.
    """
    columns = {name: _TYPES[kind] for name, kind in (COLUMNS | TOLD).items()}
    _write((astuple(answer) for answer in answers), columns, file)


def write_packed(
    answers: Iterable[ItemResponse],
    file: Path,
    *,
    course: str,
    exam: str,
    digests: Mapping[str, str],
) -> int:
    """Write the answers to an exam as ``write_parquet`` does, with ``PLACES``; return how many there are.

    Args:
        answers: The rows, sitting by sitting, in the order of the paper.
        file: Where to write; its folder must exist.
        course: Id of the course.
        exam: Id of the exam.
        digests: The digest of each paper.
    """
    columns = {name: _TYPES[kind] for name, kind in (COLUMNS | TOLD | PLACES).items()}
    written = 0

    def rows() -> Iterator[tuple[Any, ...]]:
        nonlocal written
        sitting, place = ("", 0), 0
        for written, answer in enumerate(answers, 1):  # noqa: B007 - the last is how many they are
            place = place + 1 if sitting == (answer.person, answer.attempt) else 1
            sitting = (answer.person, answer.attempt)
            yield (*astuple(answer), course, exam, digests[answer.paper], place)

    _write(rows(), columns, file)
    return written


def _write(rows: Iterable[tuple[Any, ...]], columns: Mapping[str, str], file: Path) -> None:
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".ipt-train-") as folder:
        lines, beside = Path(folder, "answers.ndjson"), Path(folder, "answers.parquet")
        with lines.open("w", encoding="ascii") as stream:
            for row in rows:
                stream.write(json.dumps(dict(zip(columns, row, strict=True))) + "\n")
        with closing(duckdb.connect()) as found:
            table = found.read_json(str(lines), columns=dict(columns), format="newline_delimited")
            table.write_parquet(str(beside), compression="zstd")
        os.replace(beside, file)  # noqa: PTH105
