"""Apache Spark: answers that already lie on a cluster. Spark is not part of the extra ``scale``.

On one machine the same tally takes many times longer than in DuckDB.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import narwhals as nw

from ipt_train.course.cohort.dif import Stratum
from ipt_train.course.cohort.right import RightTally
from ipt_train.course.cohort.tally import PaperTally
from ipt_train.course.scale.right import rights_frame, strata_frame
from ipt_train.course.scale.tally import Frame, tally_frame


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


def local_session() -> Any:
    """Return a Spark session on this machine, for a trial; needs pyspark and Java 17."""
    from pyspark.sql import SparkSession  # noqa: PLC0415 - 500 MB that only this needs

    session = (
        SparkSession.builder.master("local[*]")
        .appName("ipt-train")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    return session
