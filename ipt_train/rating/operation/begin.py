"""Beginning a rating, or going on with one: the rater's own session, or a trainee's."""

from dataclasses import dataclass

from ipt_train.errors import UsageError
from ipt_train.rating.core.form import RatingForm
from ipt_train.rating.core.provenance import SELF, SUPERVISOR
from ipt_train.rating.core.record import RATINGS
from ipt_train.rating.operation.files import Handed
from ipt_train.rating.operation.open import RaterLog
from ipt_train.rating.operation.rate import RatingSheet, case_codes, open_rating, unfinished

_LETTERS = "BCDFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a rater asked for. None stands for what was not said.

    Attributes:
        form: Id of a form.
        case: Code of a case that was rated before.
        number: Number of the session in the case, 1-99.
        new: Begin another rating although one is open.
        request: A trainee's request; the rater is the supervisor then.
    """

    form: str | None = None
    case: str | None = None
    number: int | None = None
    new: bool = False
    request: Handed | None = None


def check_side(rater: str, *, has_request: bool) -> None:
    """Check that a supervisor rates from a request, and a trainee without one.

    Raises:
        UsageError: The rater is neither, or the two do not fit.
    """
    if rater not in (SELF, SUPERVISOR):
        raise UsageError(f"`{rater}` is not a rater", hint="use self or supervisor")
    if (rater == SUPERVISOR) != has_request:
        raise UsageError(
            "a supervisor rates from a trainee's request, and only a supervisor does",
            hint="use --as supervisor --session FILE together",
        )


def open_own(rater: RaterLog, wish: Wish) -> RatingSheet | None:
    """Return the rater's own rating that is open, or None where there is none or another is wanted.

    Raises:
        UsageError: The one that is open is by another form than was asked for.
    """
    sheet = None if wish.new else unfinished(rater.journal, rater.sets)
    if sheet is not None and wish.form not in (None, sheet.form.id):
        raise UsageError(
            f"a rating on the form {sheet.form.id} is open",
            hint="carry on with `ipt-train rate`, or start another with --another",
        )
    return sheet


def check_case(rater: RaterLog, case: str | None) -> None:
    """Check the code of a case that was named.

    Raises:
        UsageError: No case has it.
    """
    if case is not None and case not in case_codes(rater.journal):
        raise UsageError(
            f"no case has the code `{case}`",
            hint="codes are made by the program; leave --case out for a new case",
        )


def case_code(random: str) -> str:
    """Return a code that says nothing of its case: two letters and three digits.

    Args:
        random: At least twelve hexadecimal digits.
    """
    value = int(random[:12], 16)
    first, second = value % 20, value // 20 % 20
    return f"{_LETTERS[first]}{_LETTERS[second]}{value // 400 % 1000:03}"


def begin_own(rater: RaterLog, form: RatingForm, *, case: str, number: int) -> RatingSheet:
    """Begin the rating of a session of the rater's own, to which the client has consented.

    Args:
        rater: The rater's log and the forms.
        form: The form.
        case: Code of the case.
        number: Number of the session in the case.

    Raises:
        StoreError: It could not be written.
    """
    details = {
        "form": form.id,
        "case": case,
        "session": str(number),
        "phase": form.phase,
        "area": form.problem_area,
        "rater": SELF,
        "consent": "yes",
    }
    return open_rating(rater.journal, rater.sets, rating=rater.rating_id(), details=details)


def open_requested(rater: RaterLog, request: Handed) -> RatingSheet | None:
    """Return the supervisor's open rating of the session that a request is about, if any.

    Raises:
        UsageError: The rater has rated this session and locked it.
    """
    sheet = unfinished(rater.journal, rater.sets, rater=SUPERVISOR, session=request.about)
    if sheet is None:
        for record in rater.journal.folded(RATINGS).values():
            if record.rater == SUPERVISOR and record.provenance.about == request.about:
                raise UsageError(
                    "you have rated this session and locked it",
                    hint=f"`ipt-train rate hand-over {record.id}` writes the file for the trainee",
                )
    return sheet


def begin_requested(rater: RaterLog, request: Handed) -> RatingSheet:
    """Begin a supervisor's rating of the session that a request is about.

    Raises:
        ItemNotFoundError: Its form is not among the banks.
        StoreError: It could not be written.
    """
    about = {"rater": SUPERVISOR, "about": request.about, "by": rater.code}
    details = request.provenance.codes() | about
    return open_rating(rater.journal, rater.sets, rating=rater.rating_id(), details=details)
