"""What the cells of a column may be: the words of the data dictionary, and how a cell is held to them."""

import math
import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CellKind:
    """What the cells of a column may be, as CSV writes them.

    Attributes:
        words: The kind as the dictionary calls it.
        pattern: A regular expression that a whole cell matches.
        least: The least that a number may be.
        most: The most that a number may be; a kind with both ends infinite is no number or has no bounds.
    """

    words: str
    pattern: str
    least: float = -math.inf
    most: float = math.inf

    def fits(self, cell: str) -> bool:
        """Whether a cell that is not empty is of this kind."""
        if not re.fullmatch(self.pattern, cell):
            return False
        bounded = self.least > -math.inf or self.most < math.inf
        return not bounded or self.least <= float(cell) <= self.most


_WHOLE = r"-?\d+"
_REAL = r"-?\d+(\.\d+)?(e-?\d+)?"

TEXT = CellKind(words="text", pattern=r".+")
ID = CellKind(words="text", pattern=r"[\w.:+-]+")
CODES = CellKind(words="text", pattern=r"[\w-]+( [\w-]+)*")
ZONE = CellKind(words="text", pattern=r"[A-Z][\w+-]*(/[\w+-]+)*")
COUNT = CellKind(words="integer", pattern=_WHOLE, least=0)
HOUR = CellKind(words="integer", pattern=_WHOLE, least=0, most=23)
FLAG = CellKind(words="0 or 1", pattern="[01]")
FSRS_RATING = CellKind(words="1 to 4", pattern="[1-4]")
FSRS_STATE = CellKind(words="0 to 3", pattern="[0-3]")
DATE = CellKind(words="date", pattern=r"\d{4}-\d\d-\d\d")
INSTANT = CellKind(words="ISO instant", pattern=r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
NUMBER = CellKind(words="number", pattern=_REAL)
AMOUNT = CellKind(words="number", pattern=_REAL, least=0)
SHARE = CellKind(words="number", pattern=_REAL, least=0, most=1)
CORRELATION = CellKind(words="number", pattern=_REAL, least=-1, most=1)
ONE_AT_MOST = CellKind(words="number", pattern=_REAL, most=1)
ONE_TO_TEN = CellKind(words="number", pattern=_REAL, least=1, most=10)


def any_of(*words: str) -> CellKind:
    """Return the kind whose cells are one of some words."""
    return CellKind(words=f"{', '.join(words[:-1])} or {words[-1]}", pattern="|".join(words))
