"""What a damaged disk or a curious person does to ``course.db``, behind the program's back."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any


def run_sql(database: Path, *statements: str) -> None:
    """Run statements on a file and commit."""
    with closing(sqlite3.connect(database)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def cells(database: Path, query: str) -> list[tuple[Any, ...]]:
    """Return the rows that a query finds."""
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(query).fetchall()
