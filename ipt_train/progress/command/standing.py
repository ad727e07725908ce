"""``due``, ``progress`` and ``competency``: where a learner stands."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ipt_train.errors import FINDINGS, OK, UsageError
from ipt_train.shell.options import DEFAULT_PROFILE, Banks, Profile, runtime
from ipt_train.shell.reply import Reply, replies

if TYPE_CHECKING:
    from datetime import datetime

    from ipt_train.bank.core.model import Library
    from ipt_train.log.operation.journal import Journal
    from ipt_train.progress.operation.progress import Progress
    from ipt_train.study.operation.due import Due


@replies()
def due(
    context: typer.Context,
    brief: Annotated[
        bool, typer.Option("--brief", help="One line for a prompt: `12 due`.")
    ] = False,
    quiet_zero: Annotated[
        bool, typer.Option("--quiet-zero", help="With --brief: print nothing for 0.")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Exit with 1 if something is due, otherwise with 0.")
    ] = False,
    ical: Annotated[
        Path | None,
        typer.Option(
            "--ical",
            metavar="FILE",
            help="Write the fortnight as iCalendar; - for standard output.",
        ),
    ] = None,
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
) -> Reply:
    """Show what to study now and in the next two weeks.

    --brief counts today's reviews within the limit and items in learning; new ones are not due.
    A calendar has one all-day event a day; importing a later one replaces its days.

    \b
    Examples:
      ipt-train due
      ipt-train due --brief --quiet-zero
      ipt-train due --check || ipt-train study
      ipt-train due --ical due.ics

    \b
    Exit statuses: 0; with --check 1 if something is due.
    """
    from ipt_train.study.exchange.brief import line
    from ipt_train.study.exchange.keep_brief import banks_of, keep_brief, waiting
    from ipt_train.study.operation.due import due_of
    from ipt_train.study.operation.open import open_learner
    from ipt_train.study.screen.due import show_due

    if brief and ical is not None:
        raise UsageError("--brief and --ical cannot be combined", hint="choose one of them")
    app = runtime(context)
    banks = banks_of(app.paths)
    journal, library = open_learner(app, profile, bank)
    result = due_of(journal, library)
    status = FINDINGS if check and waiting(result) else OK
    if bank is None:
        keep_brief(app.paths, profile, journal, result, banks)
    if ical is not None:
        return _calendar(result, profile, app.now(), ical, status)
    if brief:
        said = line(waiting(result), quiet_zero=quiet_zero)
        return Reply(data=result, lines=[said] if said else [], status=status)
    return Reply(data=result, show=lambda screen: show_due(screen, result), status=status)


def _calendar(result: "Due", profile: str, now: "datetime", file: Path, status: int) -> Reply:
    """Write what comes back in the next two weeks to a file for calendars."""
    from ipt_train.study.exchange.calendar import days_in, write_calendar

    text = write_calendar(result.forecast, result.day, profile, now)
    return Reply(
        data=result,
        text=text,
        status=status,
        target=file,
        option="--ical",
        holds=days_in(text),
        private=True,
    )


@replies(csv=True, html=True)
def progress(
    context: typer.Context,
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
) -> Reply:
    """Show what you have seen and what you remember.

    It is broken down by domain, and shows how your days went. Practice and drills are left out.

    \b
    Examples:
      ipt-train progress
      ipt-train progress --html progress.html
      ipt-train progress --profile ann --json
      ipt-train progress --csv > progress.csv
    """
    from ipt_train.progress.operation.progress import progress_of
    from ipt_train.progress.operation.table import progress_table
    from ipt_train.progress.screen.progress import show_progress
    from ipt_train.study.operation.open import open_learner

    journal, library = open_learner(runtime(context), profile, bank)
    result = progress_of(journal, library)
    return Reply(
        data=result,
        show=lambda screen: show_progress(screen, result),
        table=lambda: progress_table(result).pair,
        page=lambda: _page(result, profile, journal, library),
        holds="report",
        private=True,
    )


def _page(result: "Progress", profile: str, journal: "Journal", library: "Library") -> str:
    from ipt_train.progress.operation.competency_section import competencies
    from ipt_train.progress.operation.page import progress_page
    from ipt_train.report.page import render_page

    more = [competencies(journal, library)]
    return render_page(progress_page(result, profile, more=more))


@replies(csv=True)
def competency(
    context: typer.Context,
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
) -> Reply:
    """Show what you know, apply, say and do.

    It goes competency by competency; there is never one score, and never a certificate.

    \b
    Examples:
      ipt-train competency
      ipt-train competency --csv
    """
    from ipt_train.progress.operation.competency import competency_profile, competency_table
    from ipt_train.progress.screen.competency import show_competency
    from ipt_train.rating.core.form import forms_of
    from ipt_train.rating.core.record import RATINGS
    from ipt_train.rating.operation.compare import rated_items
    from ipt_train.study.operation.open import open_learner

    journal, library = open_learner(runtime(context), profile, bank, folds=(RATINGS,))
    ratings = rated_items(journal.folded(RATINGS), forms_of(library))
    lines = competency_profile(journal, library, ratings)
    return Reply(
        data={"competencies": lines},
        show=lambda screen: show_competency(screen, lines),
        table=lambda: competency_table(lines),
    )
