"""``rate``: the rating of a session, and the files between trainee and supervisor."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ipt_train.errors import INTERRUPTED, UsageError
from ipt_train.rating.command.hand import read_file
from ipt_train.rating.command.rate import app
from ipt_train.shell.options import DEFAULT_PROFILE, Banks, Plain, Profile, runtime

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipt_train.log.operation.journal import Journal
    from ipt_train.rating.core.form import FormSet
    from ipt_train.rating.operation.rate import RatingSheet
    from ipt_train.shell.keys import Keys
    from ipt_train.shell.runtime import Runtime
    from ipt_train.shell.screen import Screen


@app.command("session")
def session(
    context: typer.Context,
    form: Annotated[
        str | None, typer.Argument(metavar="[FORM]", help="Id of a form; none goes on, or lists.")
    ] = None,
    rater: Annotated[
        str, typer.Option("--as", help="self, or supervisor for a trainee's session.")
    ] = "self",
    request: Annotated[
        Path | None, typer.Option("--session", help="A trainee's request, for a supervisor.")
    ] = None,
    case: Annotated[
        str | None, typer.Option("--case", help="Code of a case rated before; else a new one.")
    ] = None,
    number: Annotated[
        int | None, typer.Option("--number", min=1, max=99, help="Number of the session.")
    ] = None,
    new: Annotated[bool, typer.Option("--new", help="Begin another although one is open.")] = False,
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
    plain: Plain = False,
) -> None:
    """Rate a recorded session; one that was left goes on where it was.

    Adherence is rated first, item by item, and competence after. Every point is kept as it is
    given. `ipt-train rate FORM` does the same.

    \b
    Examples:
      ipt-train rate initial --number 2
      ipt-train rate
      ipt-train rate --as supervisor --session request.json
    """
    from ipt_train.bank.operation.open import open_library
    from ipt_train.log.operation.open import open_journal
    from ipt_train.rating.core.form import forms_of
    from ipt_train.rating.core.provenance import SELF, SUPERVISOR
    from ipt_train.rating.core.record import RATINGS
    from ipt_train.rating.operation.rate import RatingSheet

    if rater not in (SELF, SUPERVISOR):
        raise UsageError(f"`{rater}` is no rater", hint="self or supervisor")
    if (rater == SUPERVISOR) != (request is not None):
        raise UsageError(
            "a supervisor rates from a trainee's request, and only a supervisor does",
            hint="use --as supervisor --session FILE together",
        )
    world = runtime(context)
    screen = world.screen(plain=plain)
    keys = world.keys(plain=screen.plain)
    journal = open_journal(world, profile, folds=(RATINGS,))
    sets = forms_of(open_library(world, bank))
    sheet: RatingSheet | None
    if request is not None:
        sheet = _of_supervisor(world, screen, journal, request, sets)
    else:
        sheet = _own(world, screen, keys, journal, sets, form, case, number, new=new)
    if sheet is not None:
        _rate(screen, keys, sheet)


def _own(
    world: "Runtime",
    screen: "Screen",
    keys: "Keys",
    journal: "Journal",
    sets: "Sequence[FormSet]",
    form: str | None,
    case: str | None,
    number: int | None,
    *,
    new: bool,
) -> "RatingSheet | None":
    """Return the trainee's own rating: one that is open, else a new one."""
    from ipt_train.rating.operation.forms import form_named
    from ipt_train.rating.operation.rate import case_codes, open_rating, unfinished
    from ipt_train.rating.screen.session import consent

    sheet = None if new else unfinished(journal, sets)
    if sheet is not None:
        if form not in (None, sheet.form.id):
            raise UsageError(
                f"a rating by the form {sheet.form.id} is open",
                hint="`ipt-train rate` goes on with it; --new begins another",
            )
        screen.line(
            f"Going on: {sheet.form.title}, case {sheet.record.provenance.case}, session {sheet.record.provenance.session}."
        )
        return sheet
    if form is None:
        asked = None if new else unfinished(journal, sets, rater="supervisor")
        if asked is not None:
            screen.line(
                f"Going on as supervisor: {asked.form.title}, case {asked.record.provenance.case}."
            )
            return asked
        screen.line("No rating is open. Begin one with the form for the session:")
        for one in sets:
            for each in one.forms:
                screen.row(each.id, each.title, style="bold")
        screen.line("For example `ipt-train rate initial --number 2`.")
        return None
    _, chosen = form_named(sets, form)
    known = case_codes(journal)
    if case is not None and case not in known:
        raise UsageError(
            f"no case has the code `{case}`",
            hint="codes are made by the program; leave --case out for a new case",
        )
    if not consent(screen, keys):
        screen.line("Without consent no form opens. Nothing was kept.")
        return None
    code = case or _code(world.new_id())
    screen.line(f"Case {code}{'' if case else ' (new: note the code in your own secure record)'}.")
    details = {
        "form": chosen.id,
        "case": code,
        "session": str(number or _asked_number(screen, keys)),
        "phase": chosen.phase,
        "area": chosen.problem_area,
        "rater": "self",
        "consent": "yes",
    }
    return open_rating(journal, sets, rating=world.new_id()[:12], details=details)


def _code(random: str) -> str:
    """Return a random case code that says nothing: two letters and three digits."""
    letters = "BCDFGHJKMNPQRSTVWXYZ"
    value = int(random[:12], 16)
    first, second = value % 20, value // 20 % 20
    return f"{letters[first]}{letters[second]}{value // 400 % 1000:03}"


def _asked_number(screen: "Screen", keys: "Keys") -> int:
    while True:
        text = keys.line("Number of the session (1-99): ").strip()
        if text.isdigit() and 1 <= int(text) <= 99:
            return int(text)
        screen.line("A number from 1 to 99.", indent=1)


def _of_supervisor(
    world: "Runtime",
    screen: "Screen",
    journal: "Journal",
    request: Path,
    sets: "Sequence[FormSet]",
) -> "RatingSheet":
    """Return a supervisor's rating of the session that a request is about."""
    from ipt_train.log.operation.open import device_of
    from ipt_train.rating.core.provenance import SUPERVISOR
    from ipt_train.rating.core.record import RATINGS
    from ipt_train.rating.operation.files import read_request
    from ipt_train.rating.operation.rate import open_rating, unfinished

    handed = read_request(read_file(request), str(request))
    sheet = unfinished(journal, sets, rater=SUPERVISOR, session=handed.about)
    if sheet is not None:
        screen.line("Going on with this session.")
        return sheet
    for record in journal.folded(RATINGS).values():
        if record.rater == SUPERVISOR and record.provenance.about == handed.about:
            raise UsageError(
                "you have rated this session and locked it",
                hint=f"`ipt-train rate hand-over {record.id}` writes the file for the trainee",
            )
    screen.line(
        f"Case {handed.provenance.case or '?'}, session {handed.provenance.session or '?'}, form {handed.provenance.form}. You rate blind."
    )
    by = device_of(world)[:8]  # tells supervisors apart without a name
    details = handed.provenance.codes() | {"rater": SUPERVISOR, "about": handed.about, "by": by}
    return open_rating(journal, sets, rating=world.new_id()[:12], details=details)


def _rate(screen: "Screen", keys: "Keys", sheet: "RatingSheet") -> None:
    from ipt_train.rating.screen.session import RatingSitting, ends, show_safety

    kept = "Saved; every point is kept. `ipt-train rate` goes on with it."
    try:
        done = RatingSitting(screen, keys, sheet).run()
    except KeyboardInterrupt:
        screen.line(kept)
        show_safety(screen, sheet)
        raise typer.Exit(INTERRUPTED) from None
    if not done:
        screen.line(kept)
        show_safety(screen, sheet)
        return
    show_safety(screen, sheet)
    screen.gap()
    screen.line(ends(sheet), "bold")
    if lacking := sheet.without_evidence():
        least = sheet.forms.rules.without_evidence
        screen.line(f"Without a time, and so counted as {least}: {', '.join(lacking)}.", "bold")
    if keys.command("Lock? ").lower() != "y":
        screen.line(f"Not locked. {kept}")
        return
    sheet.lock()
    name = sheet.record.id
    screen.line(f"Locked: {name}.")
    if sheet.record.rater == "self":
        screen.line(f"`ipt-train rate request {name} -o request.json` asks your supervisor.")
        screen.line(f"`ipt-train rate show {name}` shows your scores.")
    else:
        screen.line(f"`ipt-train rate hand-over {name} -o rating.json` writes it for the trainee.")
    show_safety(screen, sheet)
