"""Rating a session by a fidelity form: begun, entered point by point, taken up again, locked."""

from collections.abc import Mapping, Sequence

from ipt_train.errors import ItemNotFoundError, UsageError
from ipt_train.log.core.event import RatingEntered, RatingLocked, RatingOpened
from ipt_train.log.operation.journal import Journal
from ipt_train.rating.core.entry import (
    BEHAVIOURS,
    LEARNING_POINT,
    NEXT_STEP,
    PREDICTION,
    SAFETY_FOLLOW_UP,
    EntryKey,
    RatingEntry,
    Value,
    adherence,
    competence,
    prompt,
)
from ipt_train.rating.core.form import FidelityItem, FormSet, RatingForm
from ipt_train.rating.core.provenance import CALIBRATION, SELF
from ipt_train.rating.core.record import RATINGS, RatingRecord
from ipt_train.rating.core.safety import SafetyFlag
from ipt_train.rating.core.score import SessionScore
from ipt_train.rating.core.scored import record_flags, scored
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
        rating: Its id; the log says that it was begun.
    """

    def __init__(self, journal: Journal, forms: FormSet, form: RatingForm, rating: str) -> None:
        self._journal = journal
        self.forms = forms
        self.form = form
        self._rating = rating

    @property
    def record(self) -> RatingRecord:
        """What the log says of it so far."""
        return self._journal.folded(RATINGS)[self._rating]

    def entry(self, key: EntryKey) -> RatingEntry | None:
        """Return what was entered under a key, if anything."""
        return self.record.entries.get(key)

    def enter(self, key: EntryKey, **value: Value) -> None:
        """Commit one entry; a later one of the same key stands instead.

        Raises:
            UsageError: The rating is locked.
            StoreError: It could not be written.
        """
        if self.record.locked:
            raise UsageError(
                "this rating is locked",
                hint="it can no longer be changed; begin a new rating for the next session",
            )
        self._journal.record(RatingEntered(rating=self._rating, name=str(key), value=value))

    def lock(self) -> None:
        """Make the rating final.

        Raises:
            UsageError: Something is still open.
            StoreError: It could not be written.
        """
        if missing := self.open_entries():
            raise UsageError(
                f"still open: {', '.join(map(str, missing[:5]))}{' ...' if len(missing) > 5 else ''}",
                hint="`ipt-train rate` carries on with it",
            )
        self._journal.record(RatingLocked(rating=self._rating))

    def open_entries(self) -> list[EntryKey]:
        """Return the keys of what has still to be entered, in the order it is asked."""
        return [key for key in self._wanted() if self._is_open(key)]

    def made_entries(self) -> list[EntryKey]:
        """Return the keys of what was entered, in the order it is asked."""
        return [key for key in self._wanted() if not self._is_open(key)]

    def score(self) -> SessionScore:
        """Return the score by what was entered so far, as it would count if it were locked now."""
        return scored(self.record, self.form, self.forms)

    def _wanted(self) -> list[EntryKey]:
        wanted = [adherence(item.id) for item in self.form.items]
        wanted += [competence(item.id) for item in self.done_items()]
        if self.record.rater != CALIBRATION:
            wanted.append(BEHAVIOURS)
        if self.record.rater == SELF:
            wanted += [prompt(name) for name in self.prompts()]
            wanted += [LEARNING_POINT, PREDICTION]
        elif self.record.rater != CALIBRATION:
            wanted += [NEXT_STEP, SAFETY_FOLLOW_UP]
        return wanted

    def safety(self) -> tuple[SafetyFlag, ...]:
        """Return why a safety flag stands, by what was entered so far."""
        return record_flags(self.record, self.form, self.forms)

    def without_evidence(self) -> list[str]:
        """Return the items with a rating that counts as less for want of a time."""
        least = self.forms.rules.evidence_from
        lacking = []
        for item in self.form.items:
            both = [self.record.entry(scale(item.id)) for scale in (adherence, competence)]
            high = any((entry.points or 0) >= least for entry in both)
            if high and not any(entry.stamp for entry in both):
                lacking.append(item.id)
        return lacking

    def _is_open(self, key: EntryKey) -> bool:
        """Whether an entry was not made, or its time in the recording was not asked for yet."""
        entry = self.entry(key)
        return entry is None or entry.lacks_stamp

    def done_items(self) -> list[FidelityItem]:
        """Return the items whose adherence is 1 or more: only these have a competence."""
        return [
            item
            for item in self.form.items
            if (self.record.entry(adherence(item.id)).points or 0) >= 1
        ]

    def prompts(self) -> list[str]:
        """Return the ids of the prompts for this session, drawn by its id."""
        drawn = sorted(self.forms.prompts, key=lambda one: factor_of(self.record.id, one.id))
        return [one.id for one in drawn[: self.forms.rules.prompts]]


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
    return RatingSheet(journal, forms, form, rating)


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
    for record in reversed(list(journal.folded(RATINGS).values())):
        if not record.locked and record.rater == rater and session in ("", record.provenance.about):
            forms, form = form_named(sets, record.form)
            return RatingSheet(journal, forms, form, record.id)
    return None


def case_codes(journal: Journal) -> list[str]:
    """Return the codes of the cases that were rated, the newest first."""
    codes = [record.provenance.case or "" for record in journal.folded(RATINGS).values()]
    return list(dict.fromkeys(code for code in reversed(codes) if code))


def rating_named(journal: Journal, name: str | None, *, rater: str = "") -> RatingRecord:
    """Return a rating by its id, by the beginning of that, or the newest.

    Raises:
        UsageError: Nothing was rated.
        ItemNotFoundError: No rating or several begin so.
    """
    known = {
        key: one
        for key, one in journal.folded(RATINGS).items()
        if rater in ("", one.rater) and one.rater != CALIBRATION
    }
    if not known:
        raise UsageError("no session has been rated yet", hint="`ipt-train rate` begins a rating")
    if name is None:
        return list(known.values())[-1]
    if name in known:  # what was received of a session has its id too, and more behind it
        return known[name]
    fitting = [record for key, record in known.items() if key.startswith(name)]
    if len(fitting) != 1:
        raise ItemNotFoundError(
            f"{'several ratings begin' if fitting else 'no rating begins'} with `{name}`",
            hint="`ipt-train rate list` shows them",
        )
    return fitting[0]
