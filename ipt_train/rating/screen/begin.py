"""What is asked and said before a session is rated: consent, the case, which rating goes on."""

from ipt_train.rating.core.form import RatingForm
from ipt_train.rating.core.provenance import SUPERVISOR
from ipt_train.rating.operation.begin import (
    Wish,
    begin_own,
    begin_requested,
    case_code,
    check_case,
    open_own,
    open_requested,
)
from ipt_train.rating.operation.files import Handed
from ipt_train.rating.operation.forms import form_named
from ipt_train.rating.operation.open import RaterLog
from ipt_train.rating.operation.rate import RatingSheet, unfinished
from ipt_train.shell.person import AtTerminal
from ipt_train.shell.screen import Screen


def begin(who: AtTerminal, rater: RaterLog, wish: Wish) -> RatingSheet | None:
    """Return the rating that goes on or begins; None where none does, and the screen says why.

    Raises:
        UsageError: What was asked for does not fit what is open or was rated before.
        ItemNotFoundError: There is no such form.
        StoreError: It could not be written.
        EOFError: The input ended before a rating was begun.
    """
    screen = who.screen
    if wish.request is not None:
        return _requested(screen, rater, wish.request)
    sheet = open_own(rater, wish)
    if sheet is not None:
        source = sheet.record.provenance
        screen.line(f"Going on: {sheet.form.title}, case {source.case}, session {source.session}.")
        return sheet
    if wish.form is None:
        return _goes_on_as_supervisor(screen, rater, wish)
    _, form = form_named(rater.sets, wish.form)
    check_case(rater, wish.case)
    return _own(who, rater, wish, form)


def _own(who: AtTerminal, rater: RaterLog, wish: Wish, form: RatingForm) -> RatingSheet | None:
    """Begin the rating of a session of the rater's own, if the client has consented."""
    screen = who.screen
    if not _consent(who):
        screen.line("Without consent no form opens. Nothing was kept.")
        return None
    case = wish.case or case_code(rater.new_id())
    new = "" if wish.case else " (new: note the code in your own secure record)"
    screen.line(f"Case {case}{new}.")
    number = wish.number or _number(who)
    return begin_own(rater, form, case=case, number=number)


def _goes_on_as_supervisor(screen: Screen, rater: RaterLog, wish: Wish) -> RatingSheet | None:
    """Return a rating of a trainee's session that is open, else list the forms to begin with."""
    sheet = None if wish.new else unfinished(rater.journal, rater.sets, rater=SUPERVISOR)
    if sheet is not None:
        case = sheet.record.provenance.case
        screen.line(f"Going on as supervisor: {sheet.form.title}, case {case}.")
        return sheet
    screen.line("No rating is open. Begin one with the form for the session:")
    for forms in rater.sets:
        for form in forms.forms:
            screen.row(form.id, form.title, style="bold")
    screen.line("For example `ipt-train rate initial --number 2`.")
    return None


def _requested(screen: Screen, rater: RaterLog, request: Handed) -> RatingSheet:
    """Return a supervisor's rating of the session that a request is about."""
    sheet = open_requested(rater, request)
    if sheet is not None:
        screen.line("Going on with this session.")
        return sheet
    source = request.provenance
    screen.line(
        f"Case {source.case or '?'}, session {source.session or '?'}, form {source.form}. "
        "You rate blind."
    )
    return begin_requested(rater, request)


def _consent(who: AtTerminal) -> bool:
    """Ask for the tick without which no form opens; return whether it was given."""
    who.screen.rule("Before you rate")
    for line in (
        "Rate from the recording, not from memory. No client detail is entered: times and codes only.",
        "Has the client consented to recording, and to its use in supervision?",
    ):
        who.screen.line(line, indent=1)
    who.screen.keys("y yes", "n no", "q quit")
    while (pressed := who.keys.command("Consent? ").lower()) not in ("y", "n", "q"):
        who.screen.line("Press y or n: without consent no form opens.", indent=1)
    return pressed == "y"


def _number(who: AtTerminal) -> int:
    """Ask for the number of the session in its case, 1-99."""
    while True:
        text = who.keys.line("Number of the session (1-99): ").strip()
        if text.isdigit() and 1 <= int(text) <= 99:
            return int(text)
        who.screen.line("A number from 1 to 99.", indent=1)
