"""``rate calibrate``: rating a written excerpt beside argued ratings."""

from typing import TYPE_CHECKING, Annotated

import typer

from ipt_train.errors import INTERRUPTED, UsageError
from ipt_train.rating.command.rate import app
from ipt_train.shell.options import DEFAULT_PROFILE, Banks, Json, Plain, Profile, runtime

if TYPE_CHECKING:
    from ipt_train.rating.screen.session import RatingSitting


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
    from ipt_train.bank.operation.library import suggestion
    from ipt_train.bank.operation.open import open_library
    from ipt_train.errors import ItemNotFoundError
    from ipt_train.log.operation.open import open_journal
    from ipt_train.rating.core.excerpt import excerpts_of
    from ipt_train.rating.core.form import forms_of
    from ipt_train.rating.core.provenance import CALIBRATION
    from ipt_train.rating.core.record import RATINGS
    from ipt_train.rating.operation.calibrate import calibration
    from ipt_train.rating.operation.forms import form_named
    from ipt_train.rating.operation.rate import RatingSheet, open_rating, unfinished
    from ipt_train.rating.screen.excerpt import show_calibration, show_excerpt
    from ipt_train.rating.screen.session import RatingSitting
    from ipt_train.shell.envelope import envelope

    world = runtime(context)
    library = open_library(world, bank)
    known = {one.id: one for one in excerpts_of(library)}
    journal = open_journal(world, profile, folds=(RATINGS,))
    done = {
        one.about: one
        for one in journal.folded(RATINGS).values()
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
            screen.row(
                str(line["id"]), f"{line['title']}; form {line['form']}; {state}", style="bold"
            )
        screen.line(
            "Rate one with `ipt-train rate calibrate EXCERPT`."
            if lines
            else "There is no excerpt here."
        )
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
