"""``due``, ``progress`` and ``competency``: where a learner stands."""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ipt_train.errors import FINDINGS, UsageError
from ipt_train.plural import counted
from ipt_train.shell.options import DEFAULT_PROFILE, Banks, Json, Plain, Profile, runtime

if TYPE_CHECKING:
    from ipt_train.report.section import Section
    from ipt_train.study.operation.due import Due


def due(
    context: typer.Context,
    brief: Annotated[
        bool, typer.Option("--brief", help="One line for a prompt: `12 due`.")
    ] = False,
    quiet_zero: Annotated[
        bool, typer.Option("--quiet-zero", help="With --brief: print nothing for 0.")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Exit with 1 if something is due, else with 0.")
    ] = False,
    ical: Annotated[
        str | None,
        typer.Option(
            "--ical",
            metavar="FILE",
            help="Write the fortnight as iCalendar; - for standard output.",
        ),
    ] = None,
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
    plain: Plain = False,
    json: Json = False,
) -> None:
    """Show what there is to study now and in the next two weeks.

    --brief counts reviews of today within the limit and items in learning; new ones are not due.
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
    from ipt_train.bank.core.aliases import aliases_of
    from ipt_train.bank.operation.open import open_library
    from ipt_train.log.operation.open import open_journal
    from ipt_train.shell.envelope import envelope
    from ipt_train.study.exchange.brief import line
    from ipt_train.study.exchange.keep_brief import keep_brief, waiting
    from ipt_train.study.operation.due import due_of
    from ipt_train.study.screen.due import show_due

    if sum((brief, json, ical is not None)) > 1:
        raise UsageError("--brief, --json and --ical are three forms", hint="choose one of them")
    world = runtime(context)
    library = open_library(world, bank)
    journal = open_journal(world, profile, aliases_of(library))
    result = due_of(journal, library)
    count = waiting(result)
    status = FINDINGS if check and count else 0
    if bank is None:
        keep_brief(world.paths, profile, journal, result)
    if json:
        typer.echo(envelope("due", result, exit_code=status))
    elif ical is not None:
        _calendar(ical, result, profile, world.now())
    elif not brief:
        show_due(world.screen(plain=plain), result)
    elif said := line(count, quiet_zero=quiet_zero):
        typer.echo(said)
    raise typer.Exit(status)


def _calendar(target: str, due: "Due", profile: str, now: datetime) -> None:
    from ipt_train.shell.output import write_output
    from ipt_train.study.exchange.calendar import write_calendar

    text = write_calendar(due.forecast, date.fromisoformat(due.day), profile, now)
    if target == "-":
        sys.stdout.reconfigure(newline="")  # type: ignore[union-attr]
        typer.echo(text, nl=False)
    else:
        write_output(Path(target), text, private=True)
        typer.echo(f"{counted(text.count('BEGIN:VEVENT'), 'day')} written to {target}", err=True)


def progress(
    context: typer.Context,
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
    html: Annotated[
        Path | None,
        typer.Option("--html", help="Write a report with charts to a file; - for standard output."),
    ] = None,
    plain: Plain = False,
    json: Json = False,
    csv: Annotated[
        bool, typer.Option("--csv", help="One CSV table on standard output, a row a figure.")
    ] = False,
) -> None:
    """Show what was seen, is due and is retained, by domain, and how the days went.

    Practice and drills are left out.

    \b
    Examples:
      ipt-train progress
      ipt-train progress --html progress.html
      ipt-train progress --profile ann --json
      ipt-train progress --csv > progress.csv
    """
    from ipt_train.bank.core.aliases import aliases_of
    from ipt_train.bank.operation.open import open_library
    from ipt_train.log.operation.open import open_journal
    from ipt_train.progress.operation.progress import progress_of
    from ipt_train.progress.screen import progress as show
    from ipt_train.rating.core.form import forms_of
    from ipt_train.shell.envelope import envelope

    if json + csv + (html is not None) > 1:
        raise UsageError("--html, --json and --csv are three things", hint="choose one of them")
    world = runtime(context)
    library = open_library(world, bank)
    journal = open_journal(world, profile, aliases_of(library))
    result = progress_of(journal, library)
    more: list[Section] = []
    if html is not None:
        from ipt_train.progress.operation.competency import competency_profile
        from ipt_train.progress.operation.competency_section import competency_section
        from ipt_train.rating.operation.compare import rated_items

        rated = rated_items(journal.events(), forms_of(library))
        more.append(competency_section(competency_profile(journal, library, rated)))
    if json:
        typer.echo(envelope("progress", result))
    elif csv:
        from ipt_train.csv_file import csv_text
        from ipt_train.progress.operation.table import progress_table

        table = progress_table(result)
        sys.stdout.reconfigure(newline="")  # type: ignore[union-attr]
        typer.echo(csv_text(table.columns, table.rows), nl=False)
    elif html is not None:
        from ipt_train.progress.operation.page import progress_page
        from ipt_train.report.page import render_page

        _write(html, render_page(progress_page(result, profile, more=more)))
    else:
        show.show_progress(world.screen(plain=plain), result, more)


def competency(
    context: typer.Context,
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
    csv: Annotated[bool, typer.Option("--csv", help="The table as CSV.")] = False,
    plain: Plain = False,
    json: Json = False,
) -> None:
    """Show each competency: what you know, apply, say and do. Never one score, never a certificate.

    \b
    Examples:
      ipt-train competency
      ipt-train competency --csv
    """
    from ipt_train.bank.core.aliases import aliases_of
    from ipt_train.bank.operation.open import open_library
    from ipt_train.csv_file import csv_text
    from ipt_train.log.operation.open import open_journal
    from ipt_train.progress.operation.competency import competency_profile, competency_table
    from ipt_train.progress.screen.competency import show_competency
    from ipt_train.rating.core.form import forms_of
    from ipt_train.rating.operation.compare import rated_items
    from ipt_train.shell.envelope import envelope

    world = runtime(context)
    library = open_library(world, bank)
    journal = open_journal(world, profile, aliases_of(library))
    ratings = rated_items(journal.events(), forms_of(library))
    lines = competency_profile(journal, library, ratings)
    if json:
        typer.echo(envelope("competency", {"competencies": lines}))
    elif csv:
        typer.echo(csv_text(*competency_table(lines)), nl=False)
    else:
        show_competency(world.screen(plain=plain), lines)


def _write(path: Path, page: str) -> None:
    """Write a page to a file, or to standard output for ``-``."""
    from ipt_train.shell.output import write_output

    if str(path) == "-":
        sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]
        typer.echo(page, nl=False)
        return
    write_output(path, page, option="--html", private=True)
    typer.echo(f"report written to {path}", err=True)
