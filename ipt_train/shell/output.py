"""The one way in which a command hands over what it was asked for: to a file or to the next program."""

import sys
from pathlib import Path

from ipt_train.errors import UsageError
from ipt_train.files import write_whole

_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")


def write_output(
    path: Path, content: str | bytes, *, option: str = "--output", private: bool = False
) -> None:
    """Write a file whole or not at all, as ``write_whole`` does.

    Args:
        path: The file.
        content: What is to be in it.
        option: By which option the file was named, for the hint.
        private: Only its owner may read it: it is made from a learner's log or a course's people.

    Raises:
        UsageError: The name is empty, or is that of a workbook while the content is text.
        OutputError: It cannot be written.
    """
    if not path.name:
        raise UsageError(f"`{path}` is not a file name", hint=f"give {option} the name of a file")
    if isinstance(content, str) and path.suffix.lower() in _WORKBOOKS:
        raise UsageError(
            f"`{path}` is the name of a workbook, but this is text, which no spreadsheet would open under that name",
            hint=f"give {option} a name that ends otherwise, such as `{path.with_suffix('.csv').name}` for a table",
        )
    write_whole(path, content, private=private, hint=f"choose another {option}")


def put_out(content: str | bytes) -> None:
    """Write data for another program to standard output: as UTF-8, whatever the code page is.

    Raises:
        OSError: Standard output is full or closed.
    """
    sys.stdout.flush()  # what was printed before comes before
    sys.stdout.buffer.write(content.encode() if isinstance(content, str) else content)
    sys.stdout.buffer.flush()
