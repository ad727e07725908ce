"""``rate show``, ``compare``, ``history`` and ``agreement``."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ipt_train.errors import UsageError
from ipt_train.rating.command.hand import RatingName, read_file
from ipt_train.rating.command.rate import app
from ipt_train.shell.options import DEFAULT_PROFILE, Banks, Json, Plain, Profile, runtime

if TYPE_CHECKING:
    pass


@app.command("show")
def show(
    context: typer.Context,
    name: RatingName = None,
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
    plain: Plain = False,
    json: Json = False,
) -> None:
    """Show the scores of a rating of yours that is locked.

    \b
    Example:
      ipt-train rate show
    """
    from ipt_train.bank.operation.open import open_library
    from ipt_train.log.operation.open import open_journal
    from ipt_train.rating.core.form import forms_of
    from ipt_train.rating.core.record import RATINGS
    from ipt_train.rating.core.safety import in_words
    from ipt_train.rating.core.scored import record_flags, scored
    from ipt_train.rating.operation.forms import form_named
    from ipt_train.rating.operation.rate import rating_named
    from ipt_train.rating.screen.rating import NOTICE, show_score
    from ipt_train.shell.envelope import envelope

    world = runtime(context)
    journal = open_journal(world, profile, folds=(RATINGS,))
    record = rating_named(journal, name)
    if not record.locked:
        raise UsageError("this rating is not locked", hint="`ipt-train rate` goes on with it")
    forms, form = form_named(forms_of(open_library(world, bank)), record.form)
    result = scored(record, form, forms)
    flags = record_flags(record, form, forms)
    flag = in_words(flags)
    if json:
        ids = [one.id for one in flags]
        data = {"score": result, "safety": ids, "safety_flag": flag, "notice": NOTICE}
        typer.echo(envelope("rate show", data))
        return
    show_score(world.screen(plain=plain), form, result, flag)


@app.command("compare")
def compare(
    context: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="The other side's rating, handed over.")
    ] = None,
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
    plain: Plain = False,
    json: Json = False,
) -> None:
    """Reveal the other side's rating, once yours is locked, and compare item by item.

    Without a file the newest pair is shown again.

    \b
    Examples:
      ipt-train rate compare rating.json
      ipt-train rate compare
    """
    from ipt_train.bank.operation.open import open_library
    from ipt_train.log.operation.open import open_journal
    from ipt_train.rating.core.form import forms_of
    from ipt_train.rating.core.provenance import SELF
    from ipt_train.rating.core.record import RATINGS
    from ipt_train.rating.operation.compare import compare as compared
    from ipt_train.rating.operation.files import Handed, own_of, read_rating, receive
    from ipt_train.rating.operation.forms import form_named
    from ipt_train.rating.screen.rating import NOTICE, show_comparison
    from ipt_train.shell.envelope import envelope

    world = runtime(context)
    journal = open_journal(world, profile, folds=(RATINGS,))
    if file is not None:
        handed = read_rating(read_file(file), str(file))
        other = receive(journal, handed)
    else:
        received = [one for one in journal.folded(RATINGS).values() if one.provenance.received]
        if not received:
            raise UsageError(
                "no rating of the other side was received yet",
                hint="name the file that was handed over: `ipt-train rate compare rating.json`",
            )
        other = received[-1]
        handed = Handed(provenance=other.provenance, entries={})
    own = own_of(journal, handed)
    mine, theirs = (own, other) if own.rater == SELF else (other, own)
    forms, form = form_named(forms_of(open_library(world, bank)), own.form)
    result = compared(mine, theirs, form, forms)
    if json:
        typer.echo(envelope("rate compare", {"comparison": result, "notice": NOTICE}))
    else:
        show_comparison(world.screen(plain=plain), result)


@app.command("history")
def history(
    context: typer.Context,
    csv: Annotated[
        bool, typer.Option("--csv", help="Every entry as CSV, a row each; no free text.")
    ] = False,
    with_text: Annotated[
        bool, typer.Option("--with-text", help="With your own learning points in the CSV.")
    ] = False,
    html: Annotated[
        Path | None, typer.Option("--html", help="Write a report with charts to a file.")
    ] = None,
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
    plain: Plain = False,
    json: Json = False,
) -> None:
    """Show your rated sessions over time: each item, both scales, your supervisor, your own bias.

    \b
    Examples:
      ipt-train rate history
      ipt-train rate history --html fidelity.html
      ipt-train rate history --csv > ratings.csv
    """
    from ipt_train.bank.operation.open import open_library
    from ipt_train.log.operation.open import open_journal
    from ipt_train.rating.core.form import forms_of
    from ipt_train.rating.core.record import RATINGS
    from ipt_train.rating.operation.compare import history as over_time
    from ipt_train.rating.operation.table import COLUMNS, history_data, rating_rows
    from ipt_train.rating.screen.rating import NOTICE, show_history
    from ipt_train.shell.envelope import envelope

    world = runtime(context)
    journal = open_journal(world, profile, folds=(RATINGS,))
    if csv:
        from ipt_train.csv_file import csv_text

        sys.stdout.reconfigure(newline="")  # type: ignore[union-attr]
        rows = rating_rows(journal, forms_of(open_library(world, bank)), with_text=with_text)
        typer.echo(csv_text(COLUMNS, rows), nl=False)
        return
    found = over_time(journal.events(), forms_of(open_library(world, bank)))
    if json:
        data = history_data(found) | {"notice": NOTICE}
        typer.echo(envelope("rate history", data))
    elif html is not None:
        from ipt_train.rating.operation.page import rate_page
        from ipt_train.report.page import render_page
        from ipt_train.shell.output import write_output

        write_output(
            html, render_page(rate_page(found, profile, NOTICE)), option="--html", private=True
        )
        typer.echo(f"report written to {html}", err=True)
    else:
        show_history(world.screen(plain=plain), found)


@app.command("agreement")
def agreement(
    context: typer.Context,
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
    plain: Plain = False,
    json: Json = False,
) -> None:
    """Show how far your ratings and your supervisor's agree, over all paired sessions.

    Counts stand first; coefficients need as many pairs as the forms' rules say.

    \b
    Example:
      ipt-train rate agreement
    """
    from dataclasses import replace

    from ipt_train.bank.operation.open import open_library
    from ipt_train.log.operation.open import open_journal
    from ipt_train.rating.core.form import forms_of
    from ipt_train.rating.operation.compare import agreement as over
    from ipt_train.rating.operation.compare import history as over_time
    from ipt_train.rating.screen.rating import NOTICE, show_agreement
    from ipt_train.shell.envelope import envelope

    world = runtime(context)
    sets = forms_of(open_library(world, bank))
    past = over_time(open_journal(world, profile).events(), sets)
    own = replace(
        past.rules, sessions_for_agreement=past.rules.sessions_for_bias
    )  # one trainee's, not a course's
    found = over(past.lines, own)
    if json:
        data = {"agreement": found, "safety_flag": past.safety_flag, "notice": NOTICE}
        typer.echo(envelope("rate agreement", data))
        return
    screen = world.screen(plain=plain)
    if not found.sessions:
        screen.line(
            "No session was rated by both sides yet. `ipt-train rate compare FILE` adds one."
        )
        return
    show_agreement(screen, found, past.safety_flag)
