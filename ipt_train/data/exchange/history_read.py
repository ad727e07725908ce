"""Review histories of FSRS tools: CSV with named columns, or the review logs of py-fsrs as JSON.

The columns are those that FSRS tools exchange (card_id, review_time, review_rating,
review_duration; see the fsrs-optimizer project), under any of their usual names.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from ipt_train.csv_file import Table, rows
from ipt_train.errors import ImportRefusedError

_NAMES = {
    "card": ("card_id", "card", "item", "id"),
    "time": ("review_time", "review_datetime", "time"),
    "rating": ("review_rating", "rating", "grade"),
    "duration": ("review_duration", "duration", "response_ms"),
    "event": ("event_id",),
}
_NEEDED = ("card", "time", "rating")
_FIRST, _LAST = 315_532_800_000, 4_102_444_800_000  # 1980 and 2100, in milliseconds
_LONGEST = 24 * 60 * 60 * 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class PastReview:
    """One review of another program.

    Attributes:
        card: What the card is called there.
        at: Milliseconds since 1970.
        rating: 1 (again) to 4 (easy).
        duration_ms: Milliseconds that it took; 0 where that is not told.
        practice: Whether it moved no schedule there.
        event: Id of the event that it was exported from, for tables of our own.
    """

    card: str
    at: int
    rating: int
    duration_ms: int = 0
    practice: bool = False
    event: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewHistory:
    """Reviews of another program, and how many entries of it are no reviews, by reason."""

    reviews: tuple[PastReview, ...]
    left_out: Mapping[str, int]


def read_history(text: str, name: str) -> ReviewHistory:
    """Read reviews from CSV or JSON.

    Args:
        text: The file's text; JSON may be one list, one object or one object a line.
        name: The file's name, for messages.

    Raises:
        ImportRefusedError: A line cannot be read, with its place; nothing of the file is taken.
    """
    text = text.removeprefix("\ufeff")
    records = _json(text, name) if text.lstrip()[:1] in ("[", "{") else _csv(text, name)
    found, manual = [], 0
    for place, record in records:
        review = _review(record, place)
        if review is None:
            manual += 1
        else:
            found.append(review)
    return ReviewHistory(
        reviews=tuple(found), left_out={"rated 0: rescheduled by hand": manual} if manual else {}
    )


def read_map(text: str, name: str) -> dict[str, str]:
    """Read which card is which item: CSV with the columns card_id and item.

    Raises:
        ImportRefusedError: A column is missing, or a card stands there twice.
    """
    found: dict[str, str] = {}
    for line, row in _table(text, name, ("card_id", "item")).rows:
        if found.get(row["card_id"], row["item"]) != row["item"]:
            raise _refused(f"{name}:{line}", f"`{row['card_id'][:40]}` is mapped twice")
        found[row["card_id"]] = row["item"]
    return found


def _table(text: str, name: str, needed: Sequence[str] = ()) -> Table:
    return rows(text, name, ImportRefusedError, "nothing was imported", needed)


def _csv(text: str, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    table = _table(text, name)
    columns = {
        key: next((one for one in names if one in table.columns), None)
        for key, names in _NAMES.items()
    }
    for key in _NEEDED:
        if columns[key] is None:
            raise _refused(f"{name}:1", f"a column {' or '.join(_NAMES[key])} is needed")
    for line, row in table.rows:
        yield f"{name}:{line}", {key: row[one] for key, one in columns.items() if one}


def _json(text: str, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        try:
            values = json.loads(text)
        except ValueError:
            values = [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError) as error:
        raise _refused(name, f"it is neither CSV nor JSON ({error})") from None
    if isinstance(values, dict):
        values = values.get("review_logs", [values])
    for number, value in enumerate(values if isinstance(values, list) else [values], 1):
        place = f"{name}: review {number}"
        if not isinstance(value, dict):
            raise _refused(place, "it is not an object")
        record = {
            key: next((value[one] for one in names if one in value), None)
            for key, names in _NAMES.items()
        }
        for key in _NEEDED:
            if record[key] is None:
                raise _refused(place, f"{' or '.join(_NAMES[key])} is needed")
        yield place, record


def _review(record: Mapping[str, Any], place: str) -> PastReview | None:
    """Return a review; None for an entry that rates nothing."""
    rating = str(record["rating"]).strip()
    if rating not in ("0", "1", "2", "3", "4"):
        raise _refused(place, f"`{rating[:20]}` is not a rating from 1 (again) to 4 (easy)")
    card = str(record["card"] or "").strip()
    if not card:
        raise _refused(place, "the card has no id")
    return (
        PastReview(
            card=card,
            at=_instant(str(record["time"] or "").strip(), place),
            rating=int(rating),
            duration_ms=_duration(record.get("duration"), place),
            event=str(record.get("event") or ""),
        )
        if rating != "0"
        else None
    )


def _instant(text: str, place: str) -> int:
    """Return milliseconds since 1970; a time without its zone is in UTC, as FSRS tools write it."""
    if number := re.fullmatch(r"(\d{1,15})(?:\.0+)?", text):
        instant = int(number[1])
        if not _FIRST <= instant <= _LAST:
            raise _refused(place, f"`{text}` is not a time in milliseconds between 1980 and 2100")
        return instant
    try:
        moment = datetime.fromisoformat(text)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        instant = round(moment.timestamp() * 1000)
    except (ValueError, OverflowError):
        raise _refused(
            place,
            f"`{text[:40]}` is neither a time such as 2026-03-01T18:00:00+00:00 nor a number of milliseconds",
        ) from None
    if not _FIRST <= instant <= _LAST:
        raise _refused(place, f"`{text[:40]}` is not between 1980 and 2100")
    return instant


def _duration(value: object, place: str) -> int:
    text = "" if value is None else str(value).strip()
    if text == "":
        return 0
    if not re.fullmatch(r"\d{1,12}(\.\d+)?", text):
        raise _refused(place, f"`{text[:20]}` is not a number of milliseconds")
    return min(round(float(text)), _LONGEST)


def _refused(place: str, what: str) -> ImportRefusedError:
    return ImportRefusedError(f"{place}: {what}", hint="correct it; nothing was imported")
