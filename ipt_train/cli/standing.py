"""``due``, ``progress`` and ``competency``: where a learner stands."""

from typing import Annotated

import typer

from ipt_train.cli.options import DEFAULT_PROFILE, Banks, Json, Plain, Profile, runtime


def due(
    context: typer.Context,
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
    plain: Plain = False,
    json: Json = False,
) -> None:
    """Show what there is to study now and in the next two weeks.

    \b
    Examples:
      ipt-train due
      ipt-train due --json
    """
    from ipt_train.operation.progress import show_due
    from ipt_train.terminal import show_progress as show
    from ipt_train.terminal.envelope import envelope

    world = runtime(context)
    library = world.library(bank)
    result = show_due(world.journal(profile, library), library)
    if json:
        typer.echo(envelope("due", result))
    else:
        show.show_due(world.screen(plain=plain), result)


def progress(
    context: typer.Context,
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
    plain: Plain = False,
    json: Json = False,
) -> None:
    """Show what was seen, what is due and what is retained, by domain.

    \b
    Examples:
      ipt-train progress
      ipt-train progress --profile ann --json
    """
    from ipt_train.operation.progress import show_progress
    from ipt_train.terminal import show_progress as show
    from ipt_train.terminal.envelope import envelope

    world = runtime(context)
    library = world.library(bank)
    result = show_progress(world.journal(profile, library), library)
    if json:
        typer.echo(envelope("progress", result))
    else:
        show.show_progress(world.screen(plain=plain), result)


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
    from ipt_train.exchange.csv_file import csv_text
    from ipt_train.operation.competency import competency_profile, competency_table
    from ipt_train.terminal.envelope import envelope
    from ipt_train.terminal.show_competency import show_competency

    world = runtime(context)
    library = world.library(bank)
    lines = competency_profile(world.journal(profile, library), library)
    if json:
        typer.echo(envelope("competency", {"competencies": lines}))
    elif csv:
        typer.echo(csv_text(*competency_table(lines)), nl=False)
    else:
        show_competency(world.screen(plain=plain), lines)
