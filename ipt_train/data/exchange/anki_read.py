"""Review history back from Anki: the notes that ``anki_write`` made, and how they were answered.

Anki's ``revlog``: id (the moment, in milliseconds), cid, ease (the button, 0 for none), factor,
time (milliseconds spent), type (0 learn, 1 review, 2 relearn, 3 filtered deck, 4 by hand,
5 rescheduled). What counts follows ``reviews_for_fsrs`` in Anki's ``scheduler/fsrs/params.rs``:
entries without a button count for nothing, a reset drops what was before it, and a filtered
deck that moves no schedule (factor 0) is practice.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import closing
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from ipt_train.bank.exchange.draft import UnreadableError
from ipt_train.bank.exchange.package import Package
from ipt_train.data.exchange.history_read import PastReview, ReviewHistory
from ipt_train.errors import ImportRefusedError

_MAGIC = b"SQLite format 3\0"
_NEWER, _OLDER, _OLDEST = "collection.anki21b", "collection.anki21", "collection.anki2"
_LARGEST = 190_000_000
_FILTERED, _BY_HAND, _RESCHEDULED = 3, 4, 5
_TICK = "export again from Anki with `Support older Anki versions` and `Include learning progress` (`Include scheduling information`) ticked"
_QUERY = """
select notes.guid, revlog.cid, revlog.id, revlog.ease, revlog.factor, revlog.time, revlog.type
from revlog join cards on cards.id = revlog.cid join notes on notes.id = cards.nid
where notes.guid in (select value from json_each(?))
order by revlog.cid, revlog.id
"""
Entry = tuple[str, int, int, int, int, int, int]


def read_anki(data: bytes, name: str, items: Mapping[str, str]) -> ReviewHistory:
    """Read the reviews of our notes from an Anki package or collection.

    Args:
        data: The file: .apkg, .colpkg, or an Anki collection (.anki2, .anki21).
        name: The file's name, for messages.
        items: Item id by the guid that ``anki_write`` gives its note.

    Raises:
        ImportRefusedError: It is none of these, of a format that is not read here, or holds no
            history of notes of ours.
    """
    database = data if data.startswith(_MAGIC) else _collection(data, name)
    entries, notes = _entries(database, name, list(items))
    if not notes:
        raise ImportRefusedError(
            f"{name} contains no note that was exported from here",
            hint="only notes from `ipt-train bank export --to anki` can be recognised by their guid",
        )
    if not entries:
        raise ImportRefusedError(f"{name} contains {notes} of our notes but no reviews", hint=_TICK)
    left_out: Counter[str] = Counter()
    reviews = [
        one
        for _, card in groupby(entries, key=lambda entry: entry[1])
        for one in _reviews(list(card), items, left_out)
    ]
    return ReviewHistory(reviews=tuple(reviews), left_out=dict(left_out))


def _reviews(
    card: list[Entry], items: Mapping[str, str], left_out: Counter[str]
) -> Iterable[PastReview]:
    """Yield the reviews of one card that count, in their order."""
    resets = [number for number, one in enumerate(card) if one[6] == _BY_HAND and one[4] == 0]
    begin = resets[-1] + 1 if resets else 0
    if begin:
        left_out["before a card was reset"] += sum(1 <= one[3] <= 4 for one in card[:begin])
    for guid, _, at, ease, factor, spent, kind in card[begin:]:
        if not 1 <= ease <= 4 or kind in (_BY_HAND, _RESCHEDULED):
            left_out["rescheduled, not answered"] += 1
            continue
        practice = kind == _FILTERED and factor == 0
        yield PastReview(
            card=items[guid], at=at, rating=ease, duration_ms=max(0, spent), practice=practice
        )


def _collection(data: bytes, name: str) -> bytes:
    """Return the database inside a package."""
    try:
        package = Package(data, largest=_LARGEST)
        if _OLDER in package.names:
            return package.read(_OLDER)
        if _NEWER in package.names:  # the anki2 beside it holds one note that says so
            raise ImportRefusedError(
                f"{name} is in Anki's newest format, which cannot be read here", hint=_TICK
            )
        if _OLDEST in package.names:
            return package.read(_OLDEST)
    except UnreadableError as error:
        raise ImportRefusedError(
            f"{name} is not an Anki package: {error.message}", hint="give an .apkg or .anki2 file"
        ) from None
    raise ImportRefusedError(f"{name} contains no Anki collection", hint=_TICK)


def _entries(database: bytes, name: str, guids: list[str]) -> tuple[list[Entry], int]:
    """Return the log entries of our notes, and how many of our notes there are."""

    wanted = json.dumps(guids)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "collection.anki2"
        file.write_bytes(database)
        try:
            with closing(sqlite3.connect(file)) as connection:
                connection.execute("pragma trusted_schema = off")
                _plain_tables(connection, name)
                notes = connection.execute(
                    "select count(*) from notes where guid in (select value from json_each(?))",
                    (wanted,),
                ).fetchone()[0]
                entries = connection.execute(_QUERY, (wanted,)).fetchall()
        except sqlite3.Error as error:
            raise ImportRefusedError(
                f"{name} is damaged or is not an Anki collection ({error})", hint=_TICK
            ) from None
    for entry in entries:
        if not all(isinstance(one, int) for one in entry[1:]) or not 0 < entry[2] < 1 << 45:
            raise ImportRefusedError(
                f"{name} has a log entry that is not valid: {entry}", hint=_TICK
            )
    return entries, notes


def _plain_tables(connection: sqlite3.Connection, name: str) -> None:
    """Refuse views and virtual tables in place of tables: they would run a stranger's SQL."""
    rows = connection.execute(
        "select name from sqlite_schema where type = 'table' and rootpage > 0"
        " and name in ('notes', 'cards', 'revlog')"
    )
    if len(rows.fetchall()) != 3:
        raise ImportRefusedError(f"{name} is not an Anki collection", hint="give an .apkg file")
