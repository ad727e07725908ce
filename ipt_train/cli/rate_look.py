"""``rate show``, ``compare``, ``history``, ``agreement`` and ``calibrate``."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ipt_train.cli.options import DEFAULT_PROFILE, Banks, Json, Plain, Profile, runtime
from ipt_train.cli.rate import app
from ipt_train.cli.rate_hand import RatingName, read_file
from ipt_train.errors import INTERRUPTED, UsageError

if TYPE_CHECKING:
    from ipt_train.terminal.rating import RatingSitting


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
    from ipt_train.fidelity.form import forms_of
    from ipt_train.fidelity.safety import in_words
    from ipt_train.fidelity.scored import record_flags, scored
    from ipt_train.operation.forms import form_named
    from ipt_train.operation.open_library import open_library
    from ipt_train.operation.open_log import open_journal
    from ipt_train.operation.rate import rating_named
    from ipt_train.terminal.envelope import envelope
    from ipt_train.terminal.show_rating import NOTICE, show_score

    world = runtime(context)
    journal = open_journal(world, profile)
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
    from ipt_train.fidelity.form import forms_of
    from ipt_train.fidelity.record import SELF, ratings
    from ipt_train.operation.forms import form_named
    from ipt_train.operation.open_library import open_library
    from ipt_train.operation.open_log import open_journal
    from ipt_train.operation.rate_compare import compare as compared
    from ipt_train.operation.rate_files import Handed, own_of, read_rating, receive
    from ipt_train.terminal.envelope import envelope
    from ipt_train.terminal.show_rating import NOTICE, show_comparison

    world = runtime(context)
    journal = open_journal(world, profile)
    if file is not None:
        handed = read_rating(read_file(file), str(file))
        other = receive(journal, handed)
    else:
        received = [one for one in ratings(journal.events()).values() if "received" in one.details]
        if not received:
            raise UsageError(
                "no rating of the other side was received yet",
                hint="name the file that was handed over: `ipt-train rate compare rating.json`",
            )
        other = received[-1]
        handed = Handed(about=other.details["about"], rater=other.rater, details={}, entries={})
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
    from ipt_train.fidelity.form import forms_of
    from ipt_train.operation.open_library import open_library
    from ipt_train.operation.open_log import open_journal
    from ipt_train.operation.rate_compare import history as over_time
    from ipt_train.operation.rate_table import COLUMNS, history_data, rating_rows
    from ipt_train.terminal.envelope import envelope
    from ipt_train.terminal.show_rating import NOTICE, show_history

    world = runtime(context)
    journal = open_journal(world, profile)
    if csv:
        from ipt_train.exchange.csv_file import csv_text

        sys.stdout.reconfigure(newline="")  # type: ignore[union-attr]
        rows = rating_rows(journal, forms_of(open_library(world, bank)), with_text=with_text)
        typer.echo(csv_text(COLUMNS, rows), nl=False)
        return
    found = over_time(journal.events(), forms_of(open_library(world, bank)))
    if json:
        data = history_data(found) | {"notice": NOTICE}
        typer.echo(envelope("rate history", data))
    elif html is not None:
        from ipt_train.cli.output import write_output
        from ipt_train.operation.rate_page import rate_page
        from ipt_train.report.page import render_page

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

    from ipt_train.fidelity.form import forms_of
    from ipt_train.fidelity.rules import DEFAULTS
    from ipt_train.operation.open_library import open_library
    from ipt_train.operation.open_log import open_journal
    from ipt_train.operation.rate_compare import agreement as over
    from ipt_train.operation.rate_compare import history as over_time
    from ipt_train.terminal.envelope import envelope
    from ipt_train.terminal.show_rating import NOTICE, show_agreement

    world = runtime(context)
    sets = forms_of(open_library(world, bank))
    rules = sets[0].rules if sets else DEFAULTS
    own = replace(
        rules, sessions_for_agreement=rules.sessions_for_bias
    )  # one trainee's, not a course's
    past = over_time(open_journal(world, profile).events(), sets)
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


@app.command("calibrate")
def calibrate(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="[EXCERPT]", help="Id of an excerpt; none lists them.")
    ] = None,
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
    plain: Plain = False,
    json: Json = False,
) -> None:
    """Rate a written excerpt and see where your reasoning differs from the argued ratings.

    \b
    Examples:
      ipt-train rate calibrate
      ipt-train rate calibrate excerpt-shoes-in-the-dark
    """
    from ipt_train.errors import ItemNotFoundError
    from ipt_train.fidelity.excerpt import excerpts_of
    from ipt_train.fidelity.form import forms_of
    from ipt_train.fidelity.record import CALIBRATION, ratings
    from ipt_train.operation.forms import form_named
    from ipt_train.operation.library import suggestion
    from ipt_train.operation.open_library import open_library
    from ipt_train.operation.open_log import open_journal
    from ipt_train.operation.rate import RatingSheet, open_rating, unfinished
    from ipt_train.operation.rate_calibrate import calibration
    from ipt_train.terminal.envelope import envelope
    from ipt_train.terminal.rating import RatingSitting
    from ipt_train.terminal.show_excerpt import show_calibration, show_excerpt

    world = runtime(context)
    library = open_library(world, bank)
    known = {one.id: one for one in excerpts_of(library)}
    journal = open_journal(world, profile)
    done = {
        one.details.get("about", ""): one
        for one in ratings(journal.events()).values()
        if one.rater == CALIBRATION and one.locked
    }
    if name is None:
        lines = [
            {"id": one.id, "title": one.title, "form": one.form, "rated": one.id in done}
            for one in known.values()
        ]
        if json:
            typer.echo(envelope("rate calibrate", {"excerpts": lines}))
            return
        screen = world.screen(plain=plain)
        for line in lines:
            state = "rated" if line["rated"] else "not rated yet"
            screen.row(str(line["id"]), f"{line['title']}; form {line['form']}; {state}", style="bold")  # fmt: skip
        screen.line("Rate one with `ipt-train rate calibrate EXCERPT`." if lines else "There is no excerpt here.")  # fmt: skip
        return
    if name not in known:
        raise ItemNotFoundError(f"there is no excerpt `{name}`", hint=suggestion(name, known))
    excerpt = known[name]
    forms, form = form_named(forms_of(library), excerpt.form)
    if json:
        if name not in done:
            raise UsageError("this excerpt is not rated yet", hint="rate it in a terminal first")
        found = calibration(done[name], excerpt, form, forms)
        typer.echo(envelope("rate calibrate", {"calibration": found}))
        return
    screen = world.screen(plain=plain)
    if name in done:
        show_calibration(screen, excerpt, calibration(done[name], excerpt, form, forms))
        return
    keys = world.keys(plain=screen.plain)
    sheet: RatingSheet | None = unfinished(
        journal, forms_of(library), rater=CALIBRATION, session=name
    )
    if sheet is None:
        details = {"form": excerpt.form, "rater": CALIBRATION, "about": name}
        sheet = open_rating(journal, forms_of(library), rating=world.new_id()[:12], details=details)
    show_excerpt(screen, excerpt)
    if not _rated(RatingSitting(screen, keys, sheet, lambda: show_excerpt(screen, excerpt))):
        screen.line("Saved; every point is kept. The same command goes on with it.")
        return
    sheet.lock()
    show_calibration(screen, excerpt, calibration(sheet.record, excerpt, form, forms))


def _rated(sitting: "RatingSitting") -> bool:
    """Let a rater enter what is open; return whether it was all of it."""
    try:
        return sitting.run()
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None
