"""A paper's file, as a course hands it out."""

import json
from pathlib import Path

from ipt_train.errors import PaperError, in_words
from ipt_train.exam.core.paper import Paper, read_paper
from ipt_train.exam.submission.handin import FORMAT, is_page

_LARGEST = 20_000_000


def read_paper_file(file: Path) -> Paper:
    """Read a paper of at most 20 MB.

    Raises:
        PaperError: It cannot be read, or is not a paper.
    """
    try:
        data = file.read_bytes()
        if len(data) > _LARGEST:
            raise PaperError(f"{file} is too large for a paper", hint="ask for the file again")
        if is_page(data):
            raise PaperError(
                f"{file} is the page of an exam, which a browser opens",
                hint="open it in a browser; to take the exam here, ask your instructor for the paper itself, which "
                "ends in .json",
            )
        if FORMAT.encode() in data[:200]:
            raise PaperError(
                f"{file} is what the page of an exam saved, not a paper",
                hint="send it to your instructor, who collects it",
            )
        return read_paper(json.loads(data))
    except OSError as error:
        raise PaperError(
            f"{file} cannot be read: {error.strerror}", hint="give the paper's file"
        ) from None
    except (ValueError, RecursionError) as error:
        raise PaperError(
            f"{file} is not a paper: {in_words(error)}",
            hint="give the paper's file, which ends in .json, or ask for it again",
        ) from None
