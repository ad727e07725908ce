"""Files between trainee and supervisor: a request without ratings, and ratings once they are locked.

A request says which recording is to be rated by which form, and nothing of what the trainee
rated. Ratings are handed over only when they are locked, and compared only when both are.
"""

import json
from dataclasses import dataclass
from typing import Any

from ipt_train.errors import RatingFileError, UsageError, in_words
from ipt_train.log.core.event import RatingEntered, RatingLocked, RatingOpened
from ipt_train.log.operation.journal import Journal
from ipt_train.rating.core.record import SELF, SUPERVISOR, Entry, RatingRecord, ratings

REQUEST, RATING = "ipt-rating-request/1", "ipt-rating/1"
RULE = (
    "No name, initials, birth date, address, employer, school, place, exact date, rare event or "
    "quotation belongs here: a random case code, times and codes only."
)
_DETAILS = ("form", "case", "session", "area", "minutes", "by")
_LARGEST = 1_000_000
_HANDED = (
    "adherence ",
    "competence ",
    "off-model",
    "prompt ",
    "prediction",
    "next-step",
    "safety-follow-up",
)
"""Beginnings of the names of what is handed over; free text never is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A rating as a file holds it.

    Attributes:
        about: Id of the trainee's rating that it belongs to.
        rater: ``self`` or ``supervisor``.
        details: Codes and numbers of the session.
        entries: What was rated; empty in a request.
    """

    about: str
    rater: str
    details: dict[str, str]
    entries: dict[str, Entry]


def request_text(record: RatingRecord) -> str:
    """Return the request to a supervisor: which session, by which form, and no rating.

    Raises:
        UsageError: It is not a rating of one's own session.
    """
    if record.rater != SELF:
        raise UsageError(
            "only a rating of your own session can be requested", hint="name one of your own"
        )
    details = {name: record.details[name] for name in _DETAILS if name in record.details}
    return _text({"format": REQUEST, "rule": RULE, "about": record.id, "session": details})


def rating_text(record: RatingRecord) -> str:
    """Return a locked rating to hand over, without free text.

    Raises:
        UsageError: It is not locked.
    """
    if not record.locked:
        raise UsageError(
            "this rating is not locked, so it is not handed over",
            hint="`ipt-train rate` goes on with it and locks it",
        )
    details = {name: record.details[name] for name in _DETAILS if name in record.details}
    return _text(_data(record, details))


def rating_section(journal: Journal) -> list[dict[str, Any]]:
    """Return the locked ratings of a trainee's sessions, self and supervisor, for a submission.

    Free text is never among them, nor what was rated as somebody else's supervisor.
    """
    return [
        _data(record, {name: record.details[name] for name in _DETAILS if name in record.details})
        for record in ratings(journal.events()).values()
        if record.locked
        and (record.rater == SELF) != ("received" in record.details)
        and record.rater in (SELF, SUPERVISOR)
    ]


def _data(record: RatingRecord, details: dict[str, str]) -> dict[str, Any]:
    return {
        "format": RATING,
        "rule": RULE,
        "about": record.details.get("about", record.id),
        "rater": record.rater,
        "session": details,
        "entries": {
            name: value
            for name, value in sorted(record.entries.items())
            if name.startswith(_HANDED)
        },
    }


def read_request(text: str, name: str) -> Handed:
    """Read a trainee's request.

    Raises:
        RatingFileError: It is no request.
    """
    return _read(text, name, REQUEST)


def read_rating(text: str, name: str) -> Handed:
    """Read a rating that was handed over.

    Raises:
        RatingFileError: It is no rating.
    """
    return _read(text, name, RATING)


def receive(journal: Journal, handed: Handed) -> RatingRecord:
    """Keep the rating of the other side in one's own log, once one's own is locked.

    Raises:
        UsageError: One's own rating is not there or not locked, so nothing is revealed.
        StoreError: It could not be written.
    """
    own = own_of(journal, handed)
    if not own.locked:
        raise UsageError(
            "your own rating of this session is not locked, so the other one stays closed",
            hint="`ipt-train rate` goes on with yours and locks it; then compare",
        )
    name = f"{handed.about} {handed.rater}"
    known = ratings(journal.events())
    if name not in known:
        details = handed.details | {"rater": handed.rater, "about": handed.about, "received": "yes"}
        journal.record(RatingOpened(rating=name, details=details))
    before = ratings(journal.events())[name]
    if before.locked and before.entries != handed.entries:
        raise UsageError(
            "this file differs from the rating of this session that you received before",
            hint="a locked rating does not change: ask the other side which file is theirs",
        )
    if not before.locked:
        for entry, value in handed.entries.items():
            journal.record(RatingEntered(rating=name, name=entry, value=value))
        journal.record(RatingLocked(rating=name))
    return ratings(journal.events())[name]


def own_of(journal: Journal, handed: Handed) -> RatingRecord:
    """Return one's own rating of the session that a handed-over rating is about.

    Raises:
        UsageError: There is none.
    """
    other = SUPERVISOR if handed.rater == SELF else SELF
    for record in ratings(journal.events()).values():
        about = record.details.get("about", record.id)
        if about == handed.about and record.rater == other and "received" not in record.details:
            return record
    raise UsageError(
        "you have not rated the session that this file is about",
        hint="both sides rate the same recording before anything is compared",
    )


def _text(data: dict[str, Any]) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _read(text: str, name: str, wanted: str) -> Handed:
    refused = f"{name} is no {'request' if wanted == REQUEST else 'rating'} of ipt-train"
    hint = "ask for the file again, as the program wrote it"
    if len(text) > _LARGEST:
        raise RatingFileError(f"{refused}: it is too large", hint=hint)
    try:
        data = json.loads(text)
        if data["format"] != wanted:
            raise RatingFileError(f"{refused}: its format is {str(data['format'])[:40]}", hint=hint)
        return _handed(data)
    except _WRONG as error:
        raise RatingFileError(f"{refused}: {in_words(error)}", hint=hint) from None


_WRONG = (KeyError, TypeError, ValueError, AttributeError, RecursionError)


def handed_of(data: Any) -> Handed | None:
    """Return a rating from plain data, or None where it is none."""
    try:
        return _handed(data)
    except _WRONG:
        return None


def _handed(data: Any) -> Handed:
    details = {key: _word(data["session"][key]) for key in _DETAILS if key in data["session"]}
    entries = {_word(key): _entry(key, value) for key, value in data.get("entries", {}).items()}
    rater = _word(data.get("rater", SELF))
    if "form" not in details or rater not in (SELF, SUPERVISOR):
        raise ValueError("form or rater")
    unknown = [key for key in entries if not key.startswith(_HANDED)]
    if unknown:
        raise ValueError(unknown[0])
    number = details.get("session") or "1"
    if not (number.isascii() and number.isdecimal() and len(number) <= 4):
        raise ValueError("session")
    return Handed(about=_word(data["about"]), rater=rater, details=details, entries=entries)


def _word(value: Any) -> str:
    if not isinstance(value, str) or len(value) > 100 or not value.isprintable():
        raise ValueError(repr(value)[:60])
    return value


def _entry(name: str, value: Any) -> Entry:
    """Read what was entered under a name: points from 0 to 4, smaller counts, and codes."""
    if not isinstance(value, dict) or len(value) > 5:
        raise ValueError(repr(value)[:60])
    most = 4 if name.startswith(("adherence ", "competence ")) else 1000
    for part in value.values():
        if type(part) is int:
            if not 0 <= part <= most:
                raise ValueError(repr(part)[:60])
        elif part is not None:
            _word(part)
    if name == "prediction" and (told := value.get("adherence")) and not 0 <= float(told) <= 4:
        raise ValueError("prediction")
    return {_word(key): part for key, part in value.items()}
