"""Files between trainee and supervisor: a request without ratings, and ratings once they are locked.

A request says which recording is to be rated by which form, and nothing of what the trainee
rated. Ratings are handed over only when they are locked, and compared only when both are.
"""

import json
from dataclasses import dataclass, replace
from typing import Any

from ipt_train.errors import RatingFileError, UsageError, in_words
from ipt_train.log.core.event import RatingEntered, RatingLocked, RatingOpened
from ipt_train.log.operation.journal import Journal
from ipt_train.rating.core.entry import PREDICTION, EntryKey, EntryKind, RatingEntry
from ipt_train.rating.core.provenance import CODES, SELF, SUPERVISOR, Provenance
from ipt_train.rating.core.record import RATINGS, RatingRecord

REQUEST, RATING = "ipt-rating-request/1", "ipt-rating/1"
RULE = "Do not write any name, initials, date of birth, address, employer, school, place, exact date, rare event or quotation here: only a random case code, times and codes."
_LARGEST = 1_000_000
_HANDED = frozenset(EntryKind) - {EntryKind.LEARNING_POINT, EntryKind.UNKNOWN}
"""What is handed over; free text never is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A rating as a file holds it.

    Attributes:
        provenance: Which session, by which form, who rated it; ``about`` is the trainee's rating.
        entries: What was rated; empty in a request.
    """

    provenance: Provenance
    entries: dict[EntryKey, RatingEntry]

    @property
    def about(self) -> str:
        """Id of the trainee's rating that it belongs to."""
        return self.provenance.about or ""

    @property
    def rater(self) -> str:
        """``self`` or ``supervisor``."""
        return self.provenance.rater

    def record(self) -> RatingRecord:
        """Return it as a locked rating, to be scored; it has no day."""
        return RatingRecord(
            id=self.about,
            provenance=self.provenance,
            at=0,
            day=0,
            entries=self.entries,
            locked=True,
        )


def request_text(record: RatingRecord) -> str:
    """Return the request to a supervisor: which session, by which form, and no rating.

    Raises:
        UsageError: It is not a rating of one's own session.
    """
    if record.rater != SELF:
        raise UsageError(
            "only a rating of your own session can be requested", hint="choose one of your own"
        )
    session = record.provenance.codes()
    return _text({"format": REQUEST, "rule": RULE, "about": record.id, "session": session})


def rating_text(record: RatingRecord) -> str:
    """Return a locked rating to hand over, without free text.

    Raises:
        UsageError: It is not locked.
    """
    if not record.locked:
        raise UsageError(
            "this rating is not locked, so it is not handed over",
            hint="`ipt-train rate` carries on with it and locks it",
        )
    return _text(_data(record))


def rating_section(journal: Journal) -> list[dict[str, Any]]:
    """Return the locked ratings of a trainee's sessions, self and supervisor, for a submission.

    Free text is never among them, nor what was rated as somebody else's supervisor.
    """
    return [
        _data(record)
        for record in journal.folded(RATINGS).values()
        if record.locked and (record.provenance.is_own or record.provenance.is_supervisors)
    ]


def _data(record: RatingRecord) -> dict[str, Any]:
    return {
        "format": RATING,
        "rule": RULE,
        "about": record.about,
        "rater": record.rater,
        "session": record.provenance.codes(),
        "entries": {
            str(key): record.entries[key].stored
            for key in sorted(record.entries, key=str)
            if key.kind in _HANDED
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
            hint="`ipt-train rate` carries on with yours and locks it; then compare",
        )
    name = f"{handed.about} {handed.rater}"
    known = journal.folded(RATINGS)
    if name not in known:
        details = replace(handed.provenance, received=True).details()
        journal.record(RatingOpened(rating=name, details=details))
    before = journal.folded(RATINGS)[name]
    if before.locked and before.entries != handed.entries:
        raise UsageError(
            "this file differs from the rating of this session that you received before",
            hint="a locked rating does not change: ask the other side which file is theirs",
        )
    if not before.locked:
        for key, entry in handed.entries.items():
            journal.record(RatingEntered(rating=name, name=str(key), value=dict(entry.stored)))
        journal.record(RatingLocked(rating=name))
    return journal.folded(RATINGS)[name]


def own_of(journal: Journal, handed: Handed) -> RatingRecord:
    """Return one's own rating of the session that a handed-over rating is about.

    Raises:
        UsageError: There is none.
    """
    other = SUPERVISOR if handed.rater == SELF else SELF
    for record in journal.folded(RATINGS).values():
        here = record.rater == other and not record.provenance.received
        if here and record.about == handed.about:
            return record
    raise UsageError(
        "you have not rated the session that this file is about",
        hint="both sides rate the same recording before anything is compared",
    )


def _text(data: dict[str, Any]) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _read(text: str, name: str, wanted: str) -> Handed:
    refused = f"{name} is not a {'request' if wanted == REQUEST else 'rating'} from ipt-train"
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
    session = {name: _word(data["session"][name]) for name in CODES if name in data["session"]}
    entries = dict(_entry(name, value) for name, value in data.get("entries", {}).items())
    rater = _word(data.get("rater", SELF))
    if "form" not in session or rater not in (SELF, SUPERVISOR):
        raise ValueError("form or rater")
    unknown = [str(key) for key in entries if key.kind not in _HANDED]
    if unknown:
        raise ValueError(unknown[0])
    number = session.get("session") or "1"
    if not (number.isascii() and number.isdecimal() and len(number) <= 4):
        raise ValueError("session")
    details = session | {"rater": rater, "about": _word(data["about"])}
    return Handed(provenance=Provenance.of(details), entries=entries)


def _word(value: Any) -> str:
    if not isinstance(value, str) or len(value) > 100 or not value.isprintable():
        raise ValueError(repr(value)[:60])
    return value


def _entry(name: str, value: Any) -> tuple[EntryKey, RatingEntry]:
    """Read what was entered under a name: points from 0 to 4, smaller counts, and codes."""
    key = EntryKey.parse(_word(name))
    if not isinstance(value, dict) or len(value) > 5:
        raise ValueError(repr(value)[:60])
    most = 4 if key.kind in (EntryKind.ADHERENCE, EntryKind.COMPETENCE) else 1000
    for part in value.values():
        if type(part) is int:
            if not 0 <= part <= most:
                raise ValueError(repr(part)[:60])
        elif part is not None:
            _word(part)
    entry = RatingEntry({_word(part): content for part, content in value.items()})
    if key == PREDICTION and (told := entry.predicted) and not 0 <= float(told) <= 4:
        raise ValueError(name)
    return key, entry
