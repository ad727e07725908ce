"""Bring ``course.db`` to the present schema, step by numbered step."""

import sqlite3
from importlib.resources import files

from ipt_train.errors import CourseError

APPLICATION_ID = 0x49505443  # "IPTC" in the file's header


def steps() -> list[tuple[int, str]]:
    """Return number and SQL of every step, in order."""
    return sorted(
        (int(one.name[:4]), one.read_text(encoding="utf-8"))
        for one in files("ipt_train.course.store.migrations").iterdir()
        if one.name.endswith(".sql")
    )


def migrate(connection: sqlite3.Connection, path: str) -> None:
    """Apply the steps that a file has not had yet, each in a transaction of its own.

    Args:
        connection: Of the file, without a transaction.
        path: The file, for messages.

    Raises:
        CourseError: It comes from a newer version of ipt-train, or another program's database.
    """
    (schema,) = connection.execute("pragma user_version").fetchone()
    known = steps()
    if schema == known[-1][0] and _application(connection) == APPLICATION_ID:
        return
    tables = connection.execute("select count(*) from sqlite_schema").fetchone()[0]
    if tables and _application(connection) != APPLICATION_ID:
        raise CourseError(
            f"{path} is not the database of a course", hint="restore course.db from a backup"
        )
    if schema > known[-1][0]:
        raise CourseError(
            f"{path} comes from a newer version of ipt-train (schema {schema}; this one knows {known[-1][0]})",
            hint="upgrade ipt-train; nothing was changed",
        )
    for number, sql in known:
        connection.execute("begin immediate")
        try:
            (schema,) = connection.execute("pragma user_version").fetchone()
            if schema < number:  # another process may have been first
                for statement in _statements(sql):
                    connection.execute(statement)
                connection.execute(f"pragma application_id = {APPLICATION_ID}")
                connection.execute(f"pragma user_version = {number}")
            connection.execute("commit")
        except BaseException:
            if connection.in_transaction:
                connection.execute("rollback")
            raise


def _application(connection: sqlite3.Connection) -> int:
    (number,) = connection.execute("pragma application_id").fetchone()
    return int(number)


def _statements(sql: str) -> list[str]:
    """Split a script at the semicolons that end statements (executescript would commit first)."""
    found: list[str] = []
    part = ""
    for piece in sql.split(";"):
        part += piece + ";"
        if sqlite3.complete_statement(part):
            found.append(part)
            part = ""
    return [one for one in found if one.strip(" \n;")]
