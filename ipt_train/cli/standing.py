"""``due`` and ``progress``: where a learner stands."""

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
