"""Rating a session by a fidelity form: begun, entered point by point, taken up again, locked."""

from collections.abc import Mapping, Sequence

from ipt_train.errors import ItemNotFoundError, UsageError
from ipt_train.log.core.event import RatingEntered, RatingLocked, RatingOpened
from ipt_train.log.operation.journal import Journal
from ipt_train.rating.core.form import FidelityItem, Form, FormSet
from ipt_train.rating.core.record import CALIBRATION, SELF, Entry, RatingRecord, ratings
from ipt_train.rating.core.safety import SafetyFlag
from ipt_train.rating.core.scored import record_flags
from ipt_train.rating.operation.forms import form_named
from ipt_train.schedule.fuzz import factor_of

REASONS = {
    "earlier": "done in an earlier session",
    "not-yet": "not yet due",
    "no-occasion": "no occasion for it in this session",
    "not-part": "not part of this service or role",
}
"""Why an item is not applicable: codes, since free text would invite client detail."""


class RatingSheet:
    """One rating that is open. Every entry is committed as it is made.

    Args:
        journal: The rater's log.
        forms: The forms and what they share.
        form: The form that is used.
        record: What the log says of it so far.
    """

    def __init__(self, journal: Journal, forms: FormSet, form: Form, record: RatingRecord) -> None:
        self._journal = journal
        self.forms = forms
        self.form = form
        self.record = record

    def entry(self, name: str) -> Entry | None:
        """Return what was entered under a name, if anything."""
        return self.record.entries.get(name)

    def enter(self, name: str, **value: str | int | None) -> None:
        """Commit one entry; a later one of the same name stands instead.

        Raises:
            UsageError: The rating is locked.
            StoreError: It could not be written.
        """
        if self.record.locked:
            raise UsageError(
                "this rating is locked", hint="what was rated stays; the next session is a new one"
            )
        self._journal.record(RatingEntered(rating=self.record.id, name=name, value=value))
        self._read()

    def lock(self) -> None:
        """Make the rating final.

        Raises:
            UsageError: Something is still open.
            StoreError: It could not be written.
        """
        if missing := self.open_entries():
            raise UsageError(
                f"still open: {', '.join(missing[:5])}{' ...' if len(missing) > 5 else ''}",
                hint="`ipt-train rate` goes on with it",
            )
        self._journal.record(RatingLocked(rating=self.record.id))
        self._read()

    def open_entries(self) -> list[str]:
        """Return the names of what has still to be entered, in the order it is asked."""
        wanted = [f"adherence {item.id}" for item in self.form.items]
        wanted += [f"competence {item.id}" for item in self.done_items()]
        if self.record.rater != CALIBRATION:
            wanted.append("off-model")
        if self.record.rater == SELF:
            wanted += [f"prompt {one}" for one in self.prompts()]
            wanted += ["learning-point", "prediction"]
        elif self.record.rater != CALIBRATION:
            wanted += ["next-step", "safety-follow-up"]
        return [name for name in wanted if self._is_open(name)]

    def safety(self) -> tuple[SafetyFlag, ...]:
        """Return why a safety flag stands, by what was entered so far."""
        return record_flags(self.record, self.form, self.forms)

    def without_evidence(self) -> list[str]:
        """Return the items with a rating that counts as less for want of a time."""
        least = self.forms.rules.evidence_from
        lacking = []
        for item in self.form.items:
            both = [self.entry(f"{scale} {item.id}") or {} for scale in ("adherence", "competence")]
            high = any(
                isinstance(one.get("value"), int) and int(one["value"] or 0) >= least
                for one in both
            )
            if high and not any(one.get("stamp") for one in both):
                lacking.append(item.id)
        return lacking

    def _is_open(self, name: str) -> bool:
        """Whether an entry was not made, or its time in the recording was not asked for yet."""
        entry = self.record.entries.get(name)
        return entry is None or ("stamp" in entry and entry["stamp"] is None)

    def done_items(self) -> list[FidelityItem]:
        """Return the items whose adherence is 1 or more: only these have a competence."""
        return [item for item in self.form.items if (self._adherence(item) or 0) >= 1]

    def prompts(self) -> list[str]:
        """Return the ids of the prompts for this session, drawn by its id."""
        drawn = sorted(self.forms.prompts, key=lambda one: factor_of(self.record.id, one.id))
        return [one.id for one in drawn[: self.forms.rules.prompts]]

    def _adherence(self, item: FidelityItem) -> int | None:
        value = (self.record.entries.get(f"adherence {item.id}") or {}).get("value")
        return value if isinstance(value, int) else None

    def _read(self) -> None:
        self.record = ratings(self._journal.events())[self.record.id]


def open_rating(
    journal: Journal, sets: Sequence[FormSet], *, rating: str, details: Mapping[str, str]
) -> RatingSheet:
    """Begin a rating.

    Args:
        journal: The rater's log.
        sets: The forms of the library.
        rating: Id of the rating.
        details: Codes and numbers of the session; ``form`` names the form.

    Raises:
        ItemNotFoundError: There is no such form.
        StoreError: It could not be written.
    """
    forms, form = form_named(sets, details["form"])
    journal.record(RatingOpened(rating=rating, details=dict(details)))
    return RatingSheet(journal, forms, form, ratings(journal.events())[rating])


def unfinished(
    journal: Journal, sets: Sequence[FormSet], *, rater: str = SELF, session: str = ""
) -> RatingSheet | None:
    """Return the newest rating that is open, of a rater and, where named, of one session.

    Args:
        journal: The rater's log.
        sets: The forms of the library.
        rater: Who rates.
        session: Id of the trainee's rating that a supervisor was asked about, or of an excerpt.
    """
    for record in reversed(list(ratings(journal.events()).values())):
        if (
            not record.locked
            and record.rater == rater
            and session in ("", record.details.get("about", ""))
        ):
            forms, form = form_named(sets, record.form)
            return RatingSheet(journal, forms, form, record)
    return None


def case_codes(journal: Journal) -> list[str]:
    """Return the codes of the cases that were rated, the newest first."""
    codes = [record.details.get("case", "") for record in ratings(journal.events()).values()]
    return list(dict.fromkeys(code for code in reversed(codes) if code))


def rating_named(journal: Journal, name: str | None, *, rater: str = "") -> RatingRecord:
    """Return a rating by the beginning of its id, or the newest.

    Raises:
        UsageError: Nothing was rated.
        ItemNotFoundError: No rating or several begin so.
    """
    known = {
        key: one
        for key, one in ratings(journal.events()).items()
        if rater in ("", one.rater) and one.rater != CALIBRATION
    }
    if not known:
        raise UsageError("no session was rated yet", hint="`ipt-train rate` begins a rating")
    if name is None:
        return list(known.values())[-1]
    fitting = [record for key, record in known.items() if key.startswith(name)]
    if len(fitting) != 1:
        raise ItemNotFoundError(
            f"{'several ratings begin' if fitting else 'no rating begins'} with `{name}`",
            hint="`ipt-train rate list` shows them",
        )
    return fitting[0]
