"""The log of regrades: what was decided of which items, by whom and why; only ever added to.

A decision is never part of the locked key, so building an exam again undoes none. Each line has a
seal of the course (``course.core.sealed``). Lines of earlier versions have none; in them the words
say what was decided.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ipt_train.course.core.correction import Correction, CorrectionKind, standing
from ipt_train.course.core.sealed import has_seal, sealed, unsealed
from ipt_train.course.exchange.file import read
from ipt_train.course.exchange.folder import Folder
from ipt_train.errors import CourseError
from ipt_train.files import append_line, secret_bytes

_KIND = b"ipt-regrade/1\n"
_LEFT_OUT, _KEY = "left out for everybody", "key corrected"


def add_decisions(
    folder: Folder, entry: Mapping[str, Any], decisions: Sequence[Correction]
) -> None:
    """Add one regrade to the log. The course must be locked.

    Args:
        folder: The course.
        entry: What else is noted: ``at``, ``by``, ``reason``, ``exam``, and what it changed.
        decisions: What was decided.

    Raises:
        OutputError: It cannot be written.
        KeyFileError: The secret key of the course is not there.
    """
    steps = [{"item": one.item, "kind": str(one.kind), "key": one.key} for one in decisions]
    secret = secret_bytes(folder.pseudonym_key)
    append_line(folder.regrades, sealed(secret, _KIND, {**entry, "corrections": steps}, ()))


def standing_corrections(folder: Folder, exam: str) -> tuple[Correction, ...]:
    """Return what is in force of the items of an exam, in the order in which it was decided.

    Raises:
        CourseError: A line of the log is not what was written, or cannot be read.
        KeyFileError: The secret key of the course is not there.
    """
    if not folder.regrades.exists():
        return ()
    secret = secret_bytes(folder.pseudonym_key)
    found: list[Correction] = []
    for number, line in enumerate(read(folder.regrades).split(b"\n"), 1):
        if not line:
            continue
        try:
            entry = _entry(line, secret)
            if entry["exam"] == exam:
                found += _decisions(entry)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise CourseError(
                f"{folder.regrades}:{number}: this line was cut off, or changed after the regrade",
                hint="take the file from a backup; if a last line was cut off, delete it and regrade again",
            ) from None
    return standing(found)


def _entry(line: bytes, secret: bytes) -> dict[str, Any]:
    if has_seal(line):
        both = unsealed(secret, _KIND, line)
        if both is None:
            raise ValueError("the seal does not fit")
        return both[0]
    entry: dict[str, Any] = json.loads(line)
    if "corrections" in entry or "kept" in entry:
        raise ValueError("the seal is gone")
    return entry


def _decisions(entry: Mapping[str, Any]) -> list[Correction]:
    about = Correction(
        item="",
        kind=CorrectionKind.KEY,
        by=str(entry["by"]),
        reason=str(entry["reason"]),
        at=str(entry["at"]),
    )
    if "corrections" in entry:
        return [
            replace(about, item=one["item"], kind=CorrectionKind(one["kind"]), key=one["key"])
            for one in entry["corrections"]
        ]
    kinds = ((_KEY, CorrectionKind.KEY), (_LEFT_OUT, CorrectionKind.LEFT_OUT))
    return [
        replace(about, item=item, kind=kind)
        for item, words in entry["items"].items()
        for part, kind in kinds
        if part in words
    ]
