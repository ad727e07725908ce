"""What a submission of a learner is made with: her signing key, and what she adds."""

import os
from pathlib import Path
from typing import Any

from ipt_train.bank.model import Library
from ipt_train.errors import KeyFileError
from ipt_train.operation.journal import Journal
from ipt_train.operation.progress import show_progress
from ipt_train.submission.seal import new_signing_key

_NAME = "signing-key"


def signing_key(folder: Path, *, new: bool) -> bytes:
    """Return a learner's private signing key, made when it is first needed, for her eyes only.

    Args:
        folder: Where this installation keeps its data.
        new: Whether it may be made.

    Raises:
        KeyFileError: It is not there, damaged, or cannot be written.
    """
    file = folder / _NAME
    try:
        if not file.exists() and new:
            folder.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
                out.write(new_signing_key().hex() + "\n")
        key = bytes.fromhex(file.read_text(encoding="ascii").strip())
    except (OSError, ValueError) as error:
        raise KeyFileError(
            f"your signing key {file} cannot be used: {error}",
            hint="take it from a backup; with a new one your course must enrol you again",
        ) from None
    return key


def progress_section(journal: Journal, library: Library) -> dict[str, Any]:
    """Return how study goes, in figures and without any answer."""
    progress = show_progress(journal, library)
    return {
        "day": progress.day,
        "desired_retention": progress.desired_retention,
        "answers_last_30_days": list(progress.history),
        "domains": [
            {
                "domain": one.domain,
                "items": one.items,
                "seen": one.seen,
                "due": one.due,
                "reviews": one.reviews,
                "retained": one.retained,
            }
            for one in (*progress.domains, progress.total)
        ],
    }
