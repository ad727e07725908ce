"""What a benchmark is: pairs of processes, and costs that may grow."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Measure = Literal["clock", "processor"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One process that is timed.

    Attributes:
        command: What is run.
        shown: The command as somebody would type it; the words of ``command`` if empty.
        version: Name and version of the program, such as ``fsrs 6.3.2``.
        env: Environment variables besides those of this process.
        before: Called before each run and not timed.
        awaits: The run is at a terminal and ends as soon as this text stands there.
        reports: The process times a part of itself and prints it as its last line, a JSON object
            of ``clock`` and ``processor`` in seconds.
        statuses: Exit statuses that are no failure.
    """

    command: Sequence[str]
    shown: str = ""
    version: str = ""
    env: Mapping[str, str] = field(default_factory=dict)
    before: Callable[[], object] | None = None
    awaits: str = ""
    reports: bool = False
    statuses: Sequence[int] = (0,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What a comparison has to reach.

    Attributes:
        most: The largest value that is good enough.
        of: ``ratio`` of ours to the peer's, or ``difference`` in seconds.
        by: Which time decides. Processor time is for what the disk or the network delays by chance.
    """

    most: float
    of: Literal["ratio", "difference"] = "ratio"
    by: Measure = "clock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A row of the table: ours beside a peer's.

    Attributes:
        name: What is compared with what, for a reader who knows neither.
        often: Short processes are run so many times as often, because a single run says little.
    """

    name: str
    ours: Side
    peer: Side
    bar: Bar | None = None
    often: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """A cost at several sizes.

    Attributes:
        name: What is done.
        unit: What the sizes count, in the plural.
        sides: The process for each size.
    """

    name: str
    unit: str
    sides: Mapping[int, Side]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a benchmark measures, once its files are made.

    Attributes:
        pairs: Rows of the table of comparisons.
        growths: Rows of the table of growth.
        missing: What cannot be measured here, each with its reason.
    """

    pairs: Sequence[Pair] = ()
    growths: Sequence[Growth] = ()
    missing: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """One file of ``benchmarks/``, which holds it as ``BENCHMARK``.

    Attributes:
        about: What is measured and what is not, in a few sentences.
        prepare: Makes the files in a folder, for these sizes, and returns what is measured.
        sizes: Sizes of the run that counts, ascending.
        smallest: Sizes at which it only shows that it works, in seconds.
    """

    about: str
    prepare: Callable[[Path, Sequence[int]], Plan]
    sizes: Sequence[int] = ()
    smallest: Sequence[int] = ()


class NotMeasuredError(Exception):
    """What a benchmark needs is not installed; its text says what."""
