"""What regrades decided of which items, by whom and why, as the log of the course has it.

A decision is never part of the locked key, so building an exam again undoes none. Regrades of
earlier versions name no decisions apart; in them the words say what was decided.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ipt_train.course.core.correction import Correction, CorrectionKind, standing
from ipt_train.course.exchange.folder import Folder
from ipt_train.course.exchange.regrades import add_regrade, regrades_of

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
        CourseError: Another program is writing, or the database is damaged.
        OutputError: It cannot be written; nothing was added.
        KeyFileError: The secret key of the course is not there.
    """
    steps = [{"item": one.item, "kind": str(one.kind), "key": one.key} for one in decisions]
    add_regrade(folder, {**entry, "corrections": steps})


def standing_corrections(folder: Folder, exam: str) -> tuple[Correction, ...]:
    """Return what is in force of the items of an exam, in the order in which it was decided.

    Raises:
        CourseError: The log is not what was written, or cannot be read.
        KeyFileError: The secret key of the course is not there.
    """
    entries = [entry for entry in regrades_of(folder) if entry["exam"] == exam]
    return standing([one for entry in entries for one in _decisions(entry)])


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
