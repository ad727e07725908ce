"""Excerpts as exercises: which there are, one of them, and the rater's reading of it."""

from dataclasses import dataclass

from ipt_train.errors import ItemNotFoundError
from ipt_train.log.operation.journal import Journal
from ipt_train.rating.core.excerpt import Excerpt, excerpts_of
from ipt_train.rating.core.form import FormSet, RatingForm
from ipt_train.rating.core.provenance import CALIBRATION
from ipt_train.rating.core.record import RATINGS, RatingRecord
from ipt_train.rating.operation.calibrate import CalibrationReading, calibration
from ipt_train.rating.operation.forms import form_named
from ipt_train.rating.operation.open import RaterLog
from ipt_train.rating.operation.rate import RatingSheet, open_rating, unfinished
from ipt_train.shell.suggest import suggestion


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcerptLine:
    """An excerpt as it is listed; ``rated`` says whether the rater has rated all of it."""

    id: str
    title: str
    form: str
    rated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """An excerpt with the form by which it is rated, and its set."""

    excerpt: Excerpt
    form: RatingForm
    forms: FormSet


def excerpt_lines(rater: RaterLog) -> list[ExcerptLine]:
    """Return the excerpts of the library in the order of their files."""
    rated = _rated(rater.journal)
    return [
        ExcerptLine(
            id=excerpt.id, title=excerpt.title, form=excerpt.form, rated=excerpt.id in rated
        )
        for excerpt in excerpts_of(rater.library)
    ]


def find_exercise(rater: RaterLog, name: str) -> Exercise:
    """Return an excerpt by its id.

    Raises:
        ItemNotFoundError: No excerpt has this id, or its form is not among the banks.
    """
    excerpts = {excerpt.id: excerpt for excerpt in excerpts_of(rater.library)}
    if name not in excerpts:
        raise ItemNotFoundError(f"there is no excerpt `{name}`", hint=suggestion(name, excerpts))
    forms, form = form_named(rater.sets, excerpts[name].form)
    return Exercise(excerpt=excerpts[name], form=form, forms=forms)


def reading_of(rater: RaterLog, exercise: Exercise) -> CalibrationReading | None:
    """Return the rater's reading beside the argued one; None until all of it is rated."""
    record = _rated(rater.journal).get(exercise.excerpt.id)
    if record is None:
        return None
    return calibration(record, exercise.excerpt, exercise.form, exercise.forms)


def open_exercise(rater: RaterLog, exercise: Exercise) -> RatingSheet:
    """Return the rating of an excerpt that is open, else a new one.

    Raises:
        StoreError: It could not be written.
    """
    about = exercise.excerpt.id
    sheet = unfinished(rater.journal, rater.sets, rater=CALIBRATION, session=about)
    if sheet is not None:
        return sheet
    details = {"form": exercise.excerpt.form, "rater": CALIBRATION, "about": about}
    return open_rating(rater.journal, rater.sets, rating=rater.rating_id(), details=details)


def _rated(journal: Journal) -> dict[str, RatingRecord]:
    """Return the locked ratings of excerpts, by the excerpt's id."""
    return {
        record.about: record
        for record in journal.folded(RATINGS).values()
        if record.rater == CALIBRATION and record.locked
    }
