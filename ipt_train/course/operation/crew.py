"""A crew of processes that do the same to many things, where there are many enough to gain by it."""

import gc
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

_AT_ONCE = 50

Given = TypeVar("Given")
Done = TypeVar("Done")


def each(
    task: Callable[[Given], Done], things: Sequence[Given], workers: int, *, many: int
) -> Iterator[Done]:
    """Yield what a task makes of each thing, in their order.

    Args:
        task: What is done; every process is given it once, with all that hangs on it.
        things: To what.
        workers: Most processes to do it in.
        many: From so many things on, several processes share the work.
    """
    with _without_collector():
        if workers < 2 or len(things) < many:
            yield from map(task, things)
            return
        with ProcessPoolExecutor(workers, initializer=_begin, initargs=(task,)) as pool:
            yield from pool.map(_do, things, chunksize=_AT_ONCE)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keep the collector of cycles off: many small tuples come, which hold no cycles."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


_TASK: list[Callable[[Any], Any]] = []


def _begin(task: Callable[[Any], Any]) -> None:
    gc.disable()  # the process ends with its work
    _TASK[:] = [task]


def _do(thing: Any) -> Any:
    return _TASK[0](thing)
