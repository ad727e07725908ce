"""A mark by hand as people write it: a share, or marks with what they are out of. Pure."""

import re

from ipt_train.csv_file import decimal

_OUT_OF = re.compile(r"(\S+?)\s*(?:/|\bof\b)\s*(\S+)")
_PER_CENT = re.compile(r"(\S+?)\s*%")
HELP = (
    "a share of the marks, 0 to 1, with a point: 0.85 for 85%; or with what it is out of:"
    " 85 of 100, 85%, or the column `of`"
)


def read_mark(cell: str, of: str = "") -> float:
    """Return a mark as a share of the marks, 0-1.

    Without a unit a number is a share. ``85 of 100``, ``85/100`` and ``85%`` state theirs, and so
    does a cell of the column ``of``. Decimals have a point, or a comma that cannot be taken for
    another sign.

    Args:
        cell: What was written.
        of: What the marks are out of, if a column says so.

    Raises:
        ValueError: It is not a mark, states its unit twice, or is more than full marks; the message
            says so.
    """
    stated = _OUT_OF.fullmatch(cell)
    if stated or _PER_CENT.fullmatch(cell):
        if of:
            raise ValueError(f"`{cell[:20]}` and the column `of` both say what it is out of")
        number, full = (stated[1], stated[2]) if stated else (cell.rstrip("% \u00a0"), "100")
    else:
        number, full = cell, of or "1"
    marks, most = decimal(number), decimal(full)
    if marks is None or most is None or not most > 0:
        raise ValueError(f"`{_shown(cell, of)}` is not a mark")
    if marks > most:
        raise ValueError(f"`{_shown(cell, of)}` is not a mark: it is more than {most:g}")
    return marks / most


def _shown(cell: str, of: str) -> str:
    return f"{cell[:20]} of {of[:20]}" if of else cell[:20]
