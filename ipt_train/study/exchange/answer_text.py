"""The text of a file of answers."""

import sys
from pathlib import Path

from ipt_train.errors import AnswersError


def answer_text(name: str) -> str:
    """Read a file of answers, or standard input for ``-``, without a byte order mark.

    Raises:
        AnswersError: It cannot be read, or is not UTF-8.
    """
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return data.decode("utf-8-sig")
    except OSError as error:
        raise AnswersError(
            f"{name} cannot be read: {error.strerror}", hint="give a CSV file"
        ) from None
    except UnicodeDecodeError:
        raise AnswersError(f"{name} is not UTF-8", hint="save it as UTF-8") from None
