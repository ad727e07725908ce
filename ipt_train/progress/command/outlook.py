"""``plan`` and ``tune``: the way to an exam, and the memory model fitted to one's own log."""

import sys
from typing import Annotated

import typer

from ipt_train.errors import UsageError
from ipt_train.shell.options import DEFAULT_PROFILE, Banks, Json, Plain, Profile, runtime


def plan(
    context: typer.Context,
    exam: Annotated[str, typer.Option("--exam", help="Day of the exam, as 2027-05-14.")],
    follow: Annotated[
        bool, typer.Option("--follow", help="Set the exam date and the new ones a day.")
    ] = False,
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
    plain: Plain = False,
    json: Json = False,
) -> None:
    """Show whether the banks can be learnt by an exam, and what that takes a day.

    With --follow the date is set: what would come back only after it comes once more in the
    fortnight before. `ipt-train config set exam-date none` lets go of it.

    \b
    Examples:
      ipt-train plan --exam 2027-05-14
      ipt-train plan --exam 2027-05-14 --follow
    """
    from datetime import date

    from ipt_train.bank.core.aliases import aliases_of
    from ipt_train.bank.operation.open import open_library
    from ipt_train.log.operation.open import open_journal
    from ipt_train.progress.operation import plan as planning
    from ipt_train.progress.screen.outlook import show_plan
    from ipt_train.shell.envelope import envelope

    try:
        day = date.fromisoformat(exam)
    except ValueError:
        raise UsageError(f"`{exam}` is no day", hint="write it as 2027-05-14") from None
    world = runtime(context)
    library = open_library(world, bank)
    journal = open_journal(world, profile, aliases_of(library))
    made = planning.plan(journal, library, day)
    done = planning.follow(journal, made) if follow else ()
    if json:
        typer.echo(envelope("plan", {"plan": made, "set": done}))
    else:
        show_plan(world.screen(plain=plain), made, done)


def tune(
    context: typer.Context,
    keep: Annotated[
        bool,
        typer.Option("--keep", help="Keep the parameters if they predict better; ask nothing."),
    ] = False,
    undo: Annotated[
        bool, typer.Option("--undo", help="Go back to the parameters before the last tuning.")
    ] = False,
    profile: Profile = DEFAULT_PROFILE,
    plain: Plain = False,
    json: Json = False,
) -> None:
    """Fit the memory model to your own log; kept only if it then predicts better.

    Needs 400 reviews. What was held back is predicted by parameters fitted to what came before.

    \b
    Examples:
      ipt-train tune
      ipt-train tune --keep
      ipt-train tune --undo
    """
    from ipt_train.bank.core.aliases import aliases_of
    from ipt_train.bank.operation.open import open_library
    from ipt_train.log.operation.open import open_journal
    from ipt_train.progress.operation import tune as tuning
    from ipt_train.progress.screen.outlook import show_tuning
    from ipt_train.shell.envelope import envelope

    world = runtime(context)
    journal = open_journal(world, profile, aliases_of(open_library(world)))
    if undo:
        reverted = tuning.revert(journal)
        if json:
            typer.echo(envelope("tune", {"reverted": reverted}))
        else:
            said = "The parameters before are in force again." if reverted else "Nothing to undo."
            world.screen(plain=plain).line(said)
        return
    found = tuning.tune(journal.state)
    if json:
        if keep and found.better:
            tuning.keep(journal, found)
        typer.echo(envelope("tune", {"tuning": found, "kept": keep and found.better}))
        return
    screen = world.screen(plain=plain)
    show_tuning(screen, found)
    if found.better and not keep and sys.stdin.isatty() and sys.stdout.isatty():
        keys = world.keys(plain=screen.plain)
        screen.line("Keep them? y for yes, anything else for no.", indent=1)
        keep = keys.command("Keep them? ").lower() == "y"
    if keep and found.better:
        tuning.keep(journal, found)
        screen.line("Kept; `ipt-train tune --undo` goes back.", indent=1)
    else:
        screen.line("Nothing was changed.", indent=1)
