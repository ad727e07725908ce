"""Bring a log to the present schema, step by numbered step."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from ipt_train.errors import StoreDamagedError, StoreNewerError
from ipt_train.files import whole_file

APPLICATION_ID = 0x49505431  # "IPT1" in the file's header

_TABLE = """
create table if not exists migration (
    number     integer primary key,
    name       text not null,
    applied_at text not null
) strict
"""


def steps() -> list[tuple[int, str, str]]:
    """Return number, name and SQL of every step, in order."""
    found = [
        (int(one.name[:4]), one.name[5:-4], one.read_text(encoding="utf-8"))
        for one in files("ipt_train.log.store.migrations").iterdir()
        if one.name.endswith(".sql")
    ]
    return sorted(found)


def migrate(connection: sqlite3.Connection, now: Callable[[], datetime]) -> None:
    """Apply the steps that a log has not had yet, each in a transaction of its own.

    Raises:
        StoreNewerError: The log had steps that this program does not know.
        StoreDamagedError: The file is a database of another program.
    """
    application = connection.execute("pragma application_id").fetchone()[0]
    tables = connection.execute("select count(*) from sqlite_schema").fetchone()[0]
    if application != APPLICATION_ID and tables:
        raise StoreDamagedError(
            "the file is a database of another program",
            hint="move it away; ipt-train makes a new one",
        )
    known = steps()
    applied = _applied(connection) if tables else set()
    newest = known[-1][0]
    if applied and max(applied) > newest:
        raise StoreNewerError(
            f"the log comes from a newer version of ipt-train (schema {max(applied)}; this one knows {newest})",
            hint="upgrade ipt-train; the log was not touched",
        )
    if applied and max(applied) < newest:
        _back_up(connection, max(applied))
    for number, name, sql in known:
        if number not in applied:
            _apply(connection, number, name, sql, now)


def _back_up(connection: sqlite3.Connection, schema: int) -> None:
    """Copy a log beside itself before it is migrated; an older copy of that schema stays."""
    file = connection.execute("pragma database_list").fetchone()[2]
    copy = Path(f"{file}.schema-{schema}.bak")
    if not file or copy.exists():
        return
    with (
        whole_file(copy, private=True) as beside,  # half a copy would pass for a whole one
        closing(sqlite3.connect(beside.name)) as target,
    ):
        connection.backup(target)


def _applied(connection: sqlite3.Connection) -> set[int]:
    there = connection.execute("select 1 from sqlite_schema where name = 'migration'").fetchone()
    return (
        {row[0] for row in connection.execute("select number from migration")} if there else set()
    )


def _apply(
    connection: sqlite3.Connection, number: int, name: str, sql: str, now: Callable[[], datetime]
) -> None:
    connection.execute("begin immediate")
    try:
        connection.execute(_TABLE)
        if number not in _applied(connection):  # another process may have been first
            for statement in _statements(sql):
                connection.execute(statement)
            connection.execute(
                "insert into migration values (?, ?, ?)",
                (number, name, now().isoformat(timespec="seconds")),
            )
            connection.execute(f"pragma application_id = {APPLICATION_ID}")
        connection.execute("commit")
    except BaseException:
        connection.execute("rollback")
        raise


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
