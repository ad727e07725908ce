"""Standard input, output and error as they really are: closed, full, or on a disk with no space left."""

import os
import sys

TYPE_CHECKING = False  # typing is not loaded for it: every command begins here
if TYPE_CHECKING:
    from typing import TextIO


def complete() -> None:
    """Put an empty one in the place of each stream that was closed before the program began.

    Otherwise the next file that is opened, such as a log, would take its number, and what is
    printed would be written into that file.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            opened = os.open(os.devnull, os.O_WRONLY if number else os.O_RDONLY)
            if opened != number:
                os.dup2(opened, number)
                os.close(opened)
            stream = open(number, "w" if number else "r", encoding="utf-8", closefd=False)  # noqa: SIM115
            setattr(sys, name, stream)


def is_lost(stream: "TextIO") -> bool:
    """Whether a stream can no longer be written to; if so, drop what is left to write.

    Python would otherwise try again as it ends, and complain.
    """
    try:
        stream.write("\n")
        stream.flush()
    except OSError:
        drop(stream)
        return True
    except ValueError:  # it was closed meanwhile
        return True
    return False


def drop(stream: "TextIO") -> None:
    """Send what is left to write, and what comes, to nowhere."""
    try:
        stream.flush()
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (AttributeError, ValueError):  # it was closed
        return


def complain(text: str) -> None:
    """Write a line to standard error; where nobody can read it, the exit status must do."""
    try:
        print(text, file=sys.stderr, flush=True)  # noqa: T201
    except OSError:
        drop(sys.stderr)


class Trimmed:
    """Standard output without the spaces that fill lines up to the width: a pipe has no width.

    Args:
        stream: Where whole lines go.
    """

    def __init__(self, stream: "TextIO") -> None:
        self._stream, self._rest = stream, ""
        self.encoding = stream.encoding

    def write(self, text: str) -> int:
        """Write the lines that are whole, and keep what is not."""
        *lines, self._rest = (self._rest + text).split("\n")
        if lines:
            self._stream.write("".join(f"{line.rstrip(' ')}\n" for line in lines))
        return len(text)

    def flush(self) -> None:
        """Write what is left, too."""
        rest, self._rest = self._rest, ""
        self._stream.write(rest)
        self._stream.flush()

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return self._stream.isatty()

    def fileno(self) -> int:
        """Return the number of the file below."""
        return self._stream.fileno()
