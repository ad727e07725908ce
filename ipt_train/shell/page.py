"""What was written since a screen began, so that it can be written again at another width."""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

_MOST = 300
"""Writings that are kept; more than any question, case or form takes."""


@dataclass(slots=True)
class ScreenPage:
    """The writings of one screen, in their order.

    Attributes:
        writings: What writes each again.
        depth: How many writings are under way; those inside another are part of it.
    """

    writings: deque[Callable[[], None]] = field(default_factory=lambda: deque(maxlen=_MOST))
    depth: int = 0

    @contextmanager
    def writing(self, again: Callable[[], None]) -> Iterator[None]:
        """Keep a writing, unless it is part of another."""
        if not self.depth:
            self.writings.append(again)
        self.depth += 1
        try:
            yield
        finally:
            self.depth -= 1

    def write_again(self) -> None:
        """Write everything once more; what is written now is not kept twice."""
        self.depth += 1
        try:
            for again in list(self.writings):
                again()
        finally:
            self.depth -= 1


class _HasPage(Protocol):
    @property
    def page(self) -> ScreenPage: ...


_Paged = TypeVar("_Paged", bound=_HasPage)
_Arguments = ParamSpec("_Arguments")


def kept(
    method: Callable[Concatenate[_Paged, _Arguments], None],
) -> Callable[Concatenate[_Paged, _Arguments], None]:
    """Let a method of a screen be written again with its page."""

    @wraps(method)
    def write(screen: _Paged, /, *args: _Arguments.args, **kwargs: _Arguments.kwargs) -> None:
        def now() -> None:
            method(screen, *args, **kwargs)

        with screen.page.writing(now):
            now()

    return write
