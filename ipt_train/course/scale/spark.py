"""Apache Spark: answers that already lie on a cluster. Spark is not part of the extra ``scale``.

On one machine the same tally takes many times longer than in DuckDB.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import narwhals as nw

from ipt_train.course.cohort.dif import Stratum
from ipt_train.course.cohort.right import RightTally
from ipt_train.course.cohort.tally import PaperTally
from ipt_train.course.scale.packed import PackedAnswers
from ipt_train.course.scale.right import rights_frame, strata_frame
from ipt_train.course.scale.tally import Frame, tally_frame
from ipt_train.errors import MissingExtraError, ResponsesError

LOCAL = "local[*]"
"""Spark on all processors of this machine."""


class Spark:
    """An engine over one Spark session, which the frames know themselves."""

    def __init__(self) -> None:
        self._kept: list[Any] = []

    def keep(self, frame: Frame, name: str) -> Frame:  # noqa: ARG002 - the name is DuckDB's need
        """Cache the rows in the cluster."""
        kept = frame.to_native().persist()
        self._kept.append(kept)
        again: Frame = nw.from_native(kept)
        return again

    def rows(self, frame: Frame) -> list[tuple[Any, ...]]:
        """Collect the rows."""
        return [tuple(row) for row in frame.to_native().collect()]

    def stream(self, frame: Frame) -> Iterator[tuple[Any, ...]]:
        """Collect the rows a partition at a time."""
        return (tuple(row) for row in frame.to_native().toLocalIterator())

    def people(self, groups: Mapping[str, str]) -> Frame:
        """Send people and their groups to the cluster."""
        from pyspark.sql import SparkSession  # noqa: PLC0415 - 500 MB that only this needs

        session = SparkSession.active()
        frame: Frame = nw.from_native(
            session.createDataFrame(list(groups.items()), "person string, `group` string")
        )
        return frame

    def release(self) -> None:
        """Let cached rows go."""
        while self._kept:
            self._kept.pop().unpersist()


def tally_spark(answers: Any, *, first_only: bool = True) -> tuple[PaperTally, ...]:
    """Count the answers of a Spark DataFrame.

    Args:
        answers: A DataFrame of PySpark with the columns of ``scale.tally.COLUMNS``.
        first_only: Whether to leave out every attempt but the first.

    Raises:
        ResponsesError: The answers contradict themselves.
    """
    with _caching() as engine:
        return tally_frame(nw.from_native(answers), engine, first_only=first_only)


def rights_spark(answers: Any, *, first_only: bool = True) -> tuple[RightTally, ...]:
    """Count the right answers of a Spark DataFrame by score; as ``tally_spark``."""
    with _caching() as engine:
        return rights_frame(nw.from_native(answers), engine, first_only=first_only)


def strata_spark(
    answers: Any, people: Any, *, reference: str, focal: str
) -> dict[str, dict[str, tuple[Stratum, ...]]]:
    """Lay the answers of a Spark DataFrame in strata for a comparison of groups.

    Args:
        answers: A DataFrame of PySpark with the columns of ``scale.tally.COLUMNS``.
        people: A DataFrame with columns ``person`` and ``group``, one row a person.
        reference: The group to compare with.
        focal: The group that the question is about.

    Raises:
        ResponsesError: The answers or the groups contradict themselves.
    """
    with _caching() as engine:
        return strata_frame(
            nw.from_native(answers),
            nw.from_native(people),
            engine,
            reference=reference,
            focal=focal,
        )


@contextmanager
def _caching() -> Iterator[Spark]:
    engine = Spark()
    try:
        yield engine
    finally:
        engine.release()


@contextmanager
def packed_in_spark(files: Sequence[str], *, master: str = LOCAL) -> Iterator[PackedAnswers]:
    """Open packed answers in a Spark session, which ends with the block.

    Args:
        files: Parquet files, or addresses that the cluster reads, such as ``s3a://.../*.parquet``.
        master: Address of the cluster.

    Raises:
        MissingExtraError: pyspark is not installed.
        ResponsesError: Spark does not start, or the files cannot be read or contradict themselves.
    """
    try:
        from py4j.protocol import Py4JError  # noqa: PLC0415 - 500 MB that only this needs
        from pyspark.errors import PySparkException  # noqa: PLC0415 - likewise
    except ImportError:
        raise MissingExtraError(
            "Spark needs pyspark",
            hint="`pip install pyspark` in the environment of ipt-train; it needs Java 17 or later",
        ) from None
    try:
        session = local_session(master)
        try:
            with _caching() as engine:
                yield PackedAnswers(nw.from_native(session.read.parquet(*files)), engine)
        finally:
            session.stop()
    except (PySparkException, Py4JError, nw.exceptions.NarwhalsError) as error:
        first = next(iter(str(error).splitlines()), "")
        raise ResponsesError(
            f"Spark at {master}: {first}",
            hint="check that Java 17 is installed, and that the address of --master is right",
        ) from error


def local_session(master: str = LOCAL) -> Any:
    """Return a Spark session, on this machine where no other is named; needs pyspark and Java 17."""
    from pyspark.sql import SparkSession  # noqa: PLC0415 - 500 MB that only this needs

    builder = SparkSession.builder.master(master).appName("ipt-train")
    builder = builder.config("spark.ui.enabled", "false").config(
        "spark.ui.showConsoleProgress", "false"
    )
    if master.startswith("local"):
        builder = (
            builder.config("spark.sql.shuffle.partitions", "2")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
        )
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session
