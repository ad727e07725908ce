"""The log of corrections: which keys were changed after they were used, by whom and why."""

import json
from typing import Any

from ipt_train.course.exchange.database import open_database
from ipt_train.course.exchange.folder import Folder
from ipt_train.course.store.database import BACKUP
from ipt_train.course.store.row import CorrectionRow
from ipt_train.errors import CourseError
from ipt_train.exam.core.canonical import canonical


def regrades_of(folder: Folder) -> list[dict[str, Any]]:
    """Return the corrections of a course in the order in which they were done, as plain data.

    Raises:
        CourseError: They are not what was written, or cannot be read.
        KeyFileError: The secret key of the course is not there.
    """
    with open_database(folder, make=False) as database:
        stored = database.rows(CorrectionRow)
    if not stored.whole:
        raise CourseError(
            f"{folder.database}: the log of regrades has been changed or damaged", hint=BACKUP
        )
    return [json.loads(row.body) for row in stored.sound]


def add_regrade(folder: Folder, entry: dict[str, Any]) -> None:
    """Add a correction to the log; it is on the disk when this returns.

    Raises:
        CourseError: Another program is writing, or the database is damaged.
        OutputError: It cannot be written; nothing was added.
    """
    with open_database(folder) as database, database.writing():
        database.add(CorrectionRow, [CorrectionRow(canonical(entry))])
